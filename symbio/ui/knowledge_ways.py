"""The ways that the page of knowledge shows: what a thing becomes, what can serve a need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from symbio.knowledge import Knowledge, case_words, resource_name, source_words, uses
from symbio.knowledge.lookup import family, nobody_takes
from symbio.matching.pathways import class_as_it_is
from symbio.ui.knowledge_ask import Asked
from symbio.ui.language import language, t

_MOST_WAYS = 12
# How near the resource a way is known for must be to what was asked; further ones only rank.
_NEAR = ("", "parent", "child", "sibling")
# For a need: what serves it, then what serves a part of it, then what serves more than it.
_SERVES = {"": 0, "child": 1, "parent": 2}
_USUAL = {"main": 0, "common": 1, "occasional": 2, "rare": 3}


@dataclass(frozen=True)
class Way:
    """One way to show: what becomes what, for whom, and how sure it is."""

    pathway_id: str
    from_resource: str
    to_resource: str
    receiver_nace: tuple[str, ...]
    process: str
    reason: str
    law: str
    evidence: str

    @property
    def as_it_is(self) -> bool:
        """Whether it is handed on unchanged."""
        return not self.pathway_id and self.from_resource == self.to_resource


def ways_of(asked: Asked, resource: str | None, known: Knowledge) -> list[Way]:
    """What the resource becomes; for a need, what can become it."""
    code = language()
    if asked.wanted and resource is not None:
        return _ways_to(resource, known)
    found = uses(
        resource or "",
        asked.waste_code,
        asked.from_nace,
        knowledge=known,
        limit=4 * _MOST_WAYS,
    )
    ways: dict[str, Way] = {}
    for use in found:
        key = use.pathway_id or f"{use.from_resource}>{use.to_resource}"
        handed_on = not use.pathway_id and use.near
        if key not in ways and use.near in _NEAR and not handed_on:
            ways[key] = Way(
                use.pathway_id,
                use.from_resource,
                use.to_resource,
                use.receiver_nace,
                use.process(code, known),
                use.reason(code, known),
                use.law(code, known),
                use.evidence(code, known),
            )
    return list(ways.values())[:_MOST_WAYS]


def _ways_to(resource: str, known: Knowledge) -> list[Way]:
    """What can serve a need: the thing as it is, every pathway to it, then to near ones."""
    if resource in nobody_takes(known):
        return []
    near = family(known, resource)
    rows = known.pathways[known.pathways["to_resource"].isin(near)]
    # What is looked for itself is no source of something more general.
    rows = rows[(rows["from_resource"] != resource) | (rows["to_resource"] == resource)]
    found = [
        (_SERVES[near[row["to_resource"]]], 1 + _USUAL.get(row["usual"], len(_USUAL)), way)
        for row in rows.sort_values("pathway_id").to_dict("records")
        for way in (_walked({str(name): cell for name, cell in row.items()}, near),)
    ]
    found += [(_SERVES[near[way.from_resource]], 0, way) for way in _unchanged(near, known)]
    return [way for *_, way in sorted(found, key=lambda one: one[:2])][: 2 * _MOST_WAYS]


def _walked(row: dict[str, Any], near: dict[str, str]) -> Way:
    """A row of the pathways as a source of what is looked for."""
    code, usual = language(), t(f"knowledge.usual_{row['usual']}")
    end = near[row["to_resource"]]
    name = resource_name(row["to_resource"], code)
    evidence = (
        row[f"evidence_{code}"],
        case_words(row["cases"], code),
        source_words(row["source"], code),
        t(f"knowledge.grade_{row['grade']}"),
    )
    return Way(
        row["pathway_id"],
        row["from_resource"],
        row["to_resource"],
        tuple(part for part in row["receiver_nace"].split("|") if part and part != "*"),
        row[f"process_{code}"],
        t(f"knowledge.near_{end}", resource=name, usual=usual) if end else usual,
        t(f"knowledge.law_{row['legal_class']}"),
        "; ".join(part for part in evidence if part),
    )


def _unchanged(near: dict[str, str], known: Knowledge) -> Iterator[Way]:
    """The thing itself, and what is more special, from whoever has it to spare."""
    for resource, relation in near.items():
        legal = class_as_it_is(known, resource)
        if relation == "parent" or not legal:
            continue
        name = resource_name(resource, language(), known)
        reason = t(f"knowledge_page.near_{relation}", name=name) if relation else ""
        law = t(f"knowledge.law_{legal}")
        yield Way("", resource, resource, (), t("knowledge.process_as_it_is"), reason, law, "")
