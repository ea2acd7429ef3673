"""The laws of pathways: their ends, sectors, classes of law and what they ask of an offer."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from symbio.errors import Problem
from symbio.knowledge.check.given import CHOICES, FORMS
from symbio.knowledge.check.said import (
    Law,
    law,
    looked_up,
    parts,
    resource_units,
    row_of,
    rows,
    wrong,
)
from symbio.knowledge.tables import OTHERS, Knowledge

_CONDITION = re.compile(FORMS["pathways.quality_needed"][0])
_ROUNDING = 1e-9


@law("pathways: from_resource quality_needed", "resources: resource_id qualities")
def _conditions(knowledge: Knowledge) -> Iterator[Problem]:
    """What is asked of an offer is a quality of that resource."""
    own = looked_up(knowledge.resources, "resource_id", "qualities")
    for place, row in rows(knowledge.pathways[["from_resource", "quality_needed"]]):
        for condition in parts(row["quality_needed"], ";"):
            name, resource = re.split("[<>]", condition)[0], row["from_resource"]
            known = parts(own.get(resource, ""))
            if resource in own and _CONDITION.fullmatch(condition) and name not in known:
                values = {"resource": resource, "known": ", ".join(known)}
                yield wrong("not_its_quality", "pathways", place, "quality_needed", name, **values)


@law("pathways: from_resource to_resource yield residue_share", "resources: resource_id kind")
def _mass(knowledge: Knowledge) -> Iterator[Problem]:
    """No pathway makes matter, heat or water."""
    unit = resource_units(knowledge)
    columns = ["from_resource", "to_resource", "yield", "residue_share"]
    for place, row in rows(knowledge.pathways[columns]):
        units = [unit.get(row[end], "") for end in columns[:2]]
        out = row["yield"] + row["residue_share"]
        if units[0] and units[0] == units[1] and out > 1 + _ROUNDING:
            yield wrong("mass", "pathways", place, "yield", row["yield"], sum=float(out))


@law("pathways: who treater_nace")
def _treater(knowledge: Knowledge) -> Iterator[Problem]:
    table = knowledge.pathways
    third, named = table["who"] == "third_party", table["treater_nace"] != ""
    for place in table.index[third & ~named]:
        yield wrong("no_treater", "pathways", place, "treater_nace")
    for place in table.index[~third & named]:
        cell = table.loc[place, "treater_nace"]
        yield wrong("treater_of_nobody", "pathways", place, "treater_nace", cell)


@law("pathways: legal_class recovery_code")
def _recovery(knowledge: Knowledge) -> Iterator[Problem]:
    table = knowledge.pathways
    recovery = table["legal_class"].isin(("recovery", "hazardous_recovery"))
    for place in table.index[recovery & (table["recovery_code"] == "")]:
        legal_class = table.loc[place, "legal_class"]
        yield wrong("no_recovery_code", "pathways", place, "recovery_code", legal_class)


@law("pathways: from_resource legal_class", "resources: resource_id disposal_class")
def _hazard(knowledge: Knowledge) -> Iterator[Problem]:
    """Hazardous waste walks hazardous pathways, and nothing else does."""
    classes = looked_up(knowledge.resources, "resource_id", "disposal_class")
    known = CHOICES["pathways.legal_class"]
    for place, row in rows(knowledge.pathways[["from_resource", "legal_class"]]):
        resource, legal_class = row["from_resource"], row["legal_class"]
        hazardous = classes.get(resource) == "hazardous"
        judged = resource in classes and legal_class in known
        if judged and hazardous != (legal_class == "hazardous_recovery"):
            rule = "hazardous_way" if hazardous else "harmless_way"
            yield wrong(rule, "pathways", place, "legal_class", legal_class, resource=resource)


@law("pathways: receiver_nace")
def _others_last(knowledge: Knowledge) -> Iterator[Problem]:
    for place, cell in knowledge.pathways["receiver_nace"].items():
        if OTHERS in parts(cell)[:-1]:
            yield wrong("others_last", "pathways", place, "receiver_nace", cell)


@law("pathways: pathway_id from_resource to_resource receiver_nace")
def _same_ends(knowledge: Knowledge) -> Iterator[Problem]:
    """Pathways with the same two ends serve different sectors; a heat pump's sets it apart."""
    met: dict[tuple[str, str, bool], list[tuple[Hashable, set[str]]]] = {}
    columns = ["pathway_id", "from_resource", "to_resource", "receiver_nace"]
    for place, row in rows(knowledge.pathways[columns]):
        ends = (row["from_resource"], row["to_resource"], "heat_pump" in row["pathway_id"])
        own = set(row["receiver_nace"].split("|"))
        if not all(ends[:2]):
            continue
        for other, theirs in met.setdefault(ends, []):
            both = _shared(own, theirs)
            if both:
                values = {"other": row_of(other), "both": both}
                name = row["pathway_id"]
                yield wrong("same_ends", "pathways", place, "receiver_nace", name, **values)
                break
        met[ends].append((place, own))


def _shared(some: set[str], others: set[str]) -> str:
    """A sector that two sets of prefixes both serve; "*" stands for the rest, "" for all."""
    for one in sorted(some):
        for other in sorted(others):
            if one == other or (
                OTHERS not in (one, other) and (one.startswith(other) or other.startswith(one))
            ):
                return max(one, other, key=len) or OTHERS
    return ""


@law("pathways: from_resource chapter", "resources: resource_id chapter")
def _chapter(knowledge: Knowledge) -> Iterator[Problem]:
    """A pathway stands in the chapter of the resource that it begins with."""
    chapters = looked_up(knowledge.resources, "resource_id", "chapter")
    known = CHOICES["pathways.chapter"]
    for place, row in rows(knowledge.pathways[["from_resource", "chapter"]]):
        own = chapters.get(row["from_resource"], "")
        if own in known and row["chapter"] in known and own != row["chapter"]:
            yield wrong("other_chapter", "pathways", place, "chapter", row["chapter"], own=own)


LAWS: tuple[Law, ...] = (
    _conditions, _mass, _treater, _recovery, _hazard, _others_last, _same_ends, _chapter,
)  # fmt: skip
