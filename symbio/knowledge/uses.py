"""From a waste to its uses: `uses(text)` ranks pathways and receiving sectors.

A chain of plain likelihoods: which resource is meant, which of its pathways is walked, and
who takes it there. What is known of near resources (parent, children, the same family)
counts less, and what is known of any waste least: it only moves sectors up or down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from symbio.knowledge.codes import code_is_hazardous, possible_resources, read_code, read_nace
from symbio.knowledge.likely import likely_resources
from symbio.knowledge.names import resource_name, source_words
from symbio.knowledge.phrases import plain, split
from symbio.knowledge.receivers import Receivers, receivers
from symbio.knowledge.resolution import Taught
from symbio.knowledge.tables import Knowledge, load
from symbio.locale import text as sentence

_OWN_DIVISION = 0.4  # a receiver of the giver's own sector is possible, rarely the first
_LEAST_SHARE = 0.03  # of the best row's score; less is a row only where its sector is new
# A guess less likely than this part of the first is a weak one, and its rows keep so much.
_BEHIND, _BEHIND_SHARE = 0.3, 0.1
_WITHOUT = ("siz", "suz")
_FAR = ("kind", "any")  # relations from which a sector is named only where nothing is nearer
_OF_WASTE, _OF_HAZARDOUS = ("by_product", "recovery"), "hazardous_recovery"  # legal classes
MOST_ROWS = 60


@dataclass(frozen=True)
class Use:
    """One way a waste is used, and the sectors that take it.

    Attributes
    ----------
    pathway_id : str
        Row of the pathways; "" where the resource is handed on as it is.
    from_resource : str
        The resource it is known for: the one that is meant, or one near to it.
    to_resource : str
    receiver_nace : tuple of str
        NACE prefixes of 2-4 digits, best first.
    score : float
        Likelihood that a receiver is in these sectors, 0-1.
    near : str
        "" where `from_resource` is what is meant; else parent, child, sibling, family,
        kind or any.
    hazardous : bool
        Whether it was asked for a hazardous waste code, whatever the pathway is used to.
    """

    pathway_id: str
    from_resource: str
    to_resource: str
    receiver_nace: tuple[str, ...]
    score: float
    near: str = ""
    hazardous: bool = False

    def process(self, language: str, knowledge: Knowledge | None = None) -> str:
        """How it is done."""
        row = self._row(knowledge)
        if not row:
            return sentence(language, "knowledge.process_as_it_is")
        return row["process_tr" if language == "tr" else "process_en"]

    def reason(self, language: str, knowledge: Knowledge | None = None) -> str:
        """Why it stands here: how usual and how mature it is, and of which resource."""
        row = self._row(knowledge)
        usual = row.get("usual") or "common"
        parts = [sentence(language, f"knowledge.usual_{usual}")]
        if row and row["maturity"] != "practised":
            parts.append(sentence(language, f"knowledge.maturity_{row['maturity']}"))
        name = resource_name(self.from_resource, language, knowledge)
        near = self.near or "meant"
        return sentence(language, f"knowledge.near_{near}", resource=name, usual="; ".join(parts))

    def evidence(self, language: str, knowledge: Knowledge | None = None) -> str:
        """What shows that it is done, with source and grade."""
        row = self._row(knowledge)
        if not row:
            return ""
        said = row["evidence_tr" if language == "tr" else "evidence_en"]
        grade = sentence(language, f"knowledge.grade_{row['grade']}")
        return "; ".join(
            part for part in (said, source_words(row["source"], language), grade) if part
        )

    def law(self, language: str, knowledge: Knowledge | None = None) -> str:
        """What its legal class asks for, and the recovery code; "" where nothing is known."""
        row = self._row(knowledge)
        if not row:
            return ""
        of_waste = row["legal_class"] in _OF_WASTE
        legal_class = _OF_HAZARDOUS if self.hazardous and of_waste else row["legal_class"]
        said = sentence(language, f"knowledge.law_{legal_class}")
        return f"{said} ({row['recovery_code']})" if row["recovery_code"] else said

    def _row(self, knowledge: Knowledge | None) -> dict[str, str]:
        return _pathways(knowledge or load()).get(self.pathway_id, {})


def uses(
    what: str,
    waste_code: str = "",
    from_nace: str = "",
    *,
    knowledge: Knowledge | None = None,
    taught: Taught = (),
    limit: int = MOST_ROWS,
) -> tuple[Use, ...]:
    """What a waste can become and who takes it, the likeliest first.

    Parameters
    ----------
    what : str
        A resource_id, or a text in either language.
    waste_code, from_nace : str
        Of the waste and of its giver, in any spelling; "" where unknown.
    taught : tuple of (text, resource_id)
        What this zone has confirmed.
    limit : int
        Most rows.

    Returns
    -------
    tuple of Use
        One row a pathway and group of sectors that are equally likely; ties in the order of
        the tables. Empty where neither text, code nor sector says anything, and for what may
        go to disposal only (asbestos, PCB, mercury): uses of its family would be dangerous.
    """
    known = knowledge or load()
    code, nace = read_code(waste_code) or split(what).waste_code, read_nace(from_nace)
    likely = likely_resources(what, code, nace, known, taught)
    if not likely.any() or _disposed_of(known, what, likely, code):
        return ()
    possible = possible_resources(known, code)
    found = _ranked(known, likely, possible, nace[:2], words_alone=not (code or nace))
    near = tuple(use for use in found if use.near not in _FAR)
    shown = (near or found)[:limit]
    if code_is_hazardous(known, code):
        return tuple(replace(use, hazardous=True) for use in shown)
    return shown


def disposal_only(
    what: str, waste_code: str = "", *, knowledge: Knowledge | None = None, taught: Taught = ()
) -> bool:
    """Whether nobody may take it, by its words or its code: asbestos, PCB, mercury.

    Parameters
    ----------
    what, waste_code, taught
        As `uses` takes them.
    """
    known = knowledge or load()
    code = read_code(waste_code) or split(what).waste_code
    likely = likely_resources(what, code, "", known, taught)
    return bool(likely.any()) and _disposed_of(known, what, likely, code)


def _ranked(
    knowledge: Knowledge, likely: np.ndarray, possible: np.ndarray, own: str, *, words_alone: bool
) -> tuple[Use, ...]:
    index = receivers(knowledge)
    known = likely @ index.near
    # What a hazardous code cannot mean lends it no use, however near it is.
    share = (known * possible)[index.resource] * index.share * index.draw[index.division]
    if not share.any():
        return ()
    if own in index.divisions:
        share = np.where(index.division == index.divisions.index(own), share * _OWN_DIVISION, share)
    share = share / share.sum()
    total = np.bincount(index.division, share, minlength=len(index.divisions))
    # The first row of a sector stands where the sector stands, further ones where they do.
    order = np.lexsort((np.arange(len(share)), -share))
    _, firsts = np.unique(index.division[order], return_index=True)
    score = share.copy()
    leading = order[firsts]
    score[leading] = total[index.division[leading]]
    meant = _meant(index, likely)
    if words_alone:  # what a code or a giver speaks for is no guess
        behind = likely[meant] < _BEHIND * likely.max()
        score[behind[index.resource]] *= _BEHIND_SHARE
    kept = (score > 0) & (score >= _LEAST_SHARE * score.max())
    kept[leading] |= score[leading] > 0
    places = [place for place in np.lexsort((np.arange(len(score)), -score)) if kept[place]]
    return tuple(_rows(index, knowledge, places, score, meant))


def _disposed_of(knowledge: Knowledge, what: str, likely: np.ndarray, code: str) -> bool:
    """Whether nobody takes the likeliest resource, or the one that a word or the code names."""
    codes = knowledge.waste_codes
    named = codes["resource_id"][codes["waste_code"] == code]
    closed = receivers(knowledge).closed
    if closed[likely.argmax()] or closed[knowledge.resources["resource_id"].isin(named)].any():
        return True
    return any(
        word.startswith(telling) and not word.endswith(_WITHOUT)
        for word in plain(what).split()
        for telling in _telling(knowledge)
    )


@lru_cache(maxsize=16)
def _telling(knowledge: Knowledge) -> tuple[str, ...]:
    """What nobody takes, where one word names it: whatever else holds it is not taken either."""
    table = knowledge.resources[receivers(knowledge).closed]
    names = [
        plain(name)
        for column in ("synonyms_tr", "synonyms_en")
        for cell in table[column]
        for name in cell.split("|")
    ]
    return tuple(name for name in names if name and " " not in name)


def _meant(index: Receivers, likely: np.ndarray) -> np.ndarray:
    """Per resource, the place of the one that is meant by it: itself or a near one."""
    return np.argmax(likely[:, None] * index.near, axis=0)


def _rows(
    index: Receivers,
    knowledge: Knowledge,
    places: list[int],
    score: np.ndarray,
    meant: np.ndarray,
) -> list[Use]:
    """One row a pathway, neighbours of the same pathway as one."""
    rows: list[Use] = []
    ids = knowledge.resources["resource_id"].tolist()
    for place in places:
        resource = int(index.resource[place])
        pathway, codes = index.pathway[place], index.codes[place]
        sure = round(float(score[place]), 4)
        from_resource = ids[resource]
        if rows and (rows[-1].pathway_id, rows[-1].from_resource) == (pathway, from_resource):
            before = rows[-1]
            rows[-1] = Use(
                before.pathway_id, before.from_resource, before.to_resource,
                (*before.receiver_nace, *codes), before.score, before.near,
            )  # fmt: skip
            continue
        rows.append(
            Use(
                pathway, from_resource, index.to_resource[place], codes, sure,
                index.relation(int(meant[resource]), resource),
            )
        )  # fmt: skip
    return rows


@lru_cache(maxsize=16)
def _pathways(knowledge: Knowledge) -> dict[str, dict[str, str]]:
    columns = [
        "process_tr", "process_en", "usual", "maturity", "legal_class", "recovery_code",
        "evidence_tr", "evidence_en", "source", "grade",
    ]  # fmt: skip
    table = knowledge.pathways.set_index("pathway_id")[columns]
    return {
        str(name): {str(column): str(cell) for column, cell in row.items()}
        for name, row in table.to_dict("index").items()
    }
