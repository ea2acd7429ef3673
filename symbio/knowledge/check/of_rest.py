"""The laws of the smaller tables: waste codes, sectors, words, rules of law, regions."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator

from babel import Locale

from symbio.errors import Problem
from symbio.knowledge.check.counted import UNITS
from symbio.knowledge.check.given import FORMS
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
from symbio.knowledge.phrases import plain
from symbio.knowledge.tables import Knowledge

_BASES = {"employee": "employee"}
_SPAN = re.compile(r"([a-z][a-z0-9_]*)=(-?\d+(?:\.\d+)?):(-?\d+(?:\.\d+)?)")
_ENTRY = FORMS["waste_codes.waste_code"][0]
_MONTHS = 12
_WHOLE = ((0.98, 1.02), (98.0, 102.0))  # shares of a year, or percent, as they were rounded
_MOST_RESOURCES = 5


def _region(table: str, column: str, *besides: str) -> Law:
    @law(f"{table}: {column}")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        known = {*Locale.parse("en").territories} - {"UK", "EU", "ZZ"} | {*besides}
        for place, cell in getattr(knowledge, table)[column].items():
            if cell and not (re.fullmatch("[A-Z]{2,3}", cell) and cell in known):
                yield wrong("region", table, place, column, cell, others=", ".join(besides))

    return broken


@law("waste_codes: hazardous entry_eu entry_tr")
def _entries(knowledge: Knowledge) -> Iterator[Problem]:
    """Turkey marks every hazardous code and no other; a mirror entry says which side it is."""
    sides = {"mirror_hazardous": "yes", "mirror_non_hazardous": "no"}
    for place, row in rows(knowledge.waste_codes[["hazardous", "entry_eu", "entry_tr"]]):
        hazardous = row["hazardous"]
        if hazardous not in ("yes", "no"):
            continue
        if sides.get(row["entry_eu"], hazardous) != hazardous:
            value = row["entry_eu"]
            yield wrong("entry", "waste_codes", place, "entry_eu", value, hazardous=hazardous)
        if (row["entry_tr"] != "") != (hazardous == "yes"):
            rule = "entry_marked" if row["entry_tr"] else "entry_unmarked"
            yield wrong(rule, "waste_codes", place, "entry_tr", row["entry_tr"])


@law("waste_codes: waste_code hazardous mirror_of")
def _mirrors(knowledge: Knowledge) -> Iterator[Problem]:
    """A mirror entry excludes hazardous codes of its own chapter."""
    hazard = looked_up(knowledge.waste_codes, "waste_code", "hazardous")
    for place, row in rows(knowledge.waste_codes[["waste_code", "mirror_of"]]):
        own = row["waste_code"]
        for other in parts(row["mirror_of"]):
            agrees = other[:2] == own[:2] and hazard.get(other) != "no" and hazard[own] != "yes"
            if other in hazard and re.fullmatch(_ENTRY, own) and not agrees:
                yield wrong("mirror", "waste_codes", place, "mirror_of", other)


@law("sector_profiles: resource_id basis unit", "resources: resource_id kind")
def _unit(knowledge: Knowledge) -> Iterator[Problem]:
    units = resource_units(knowledge)
    per = units | _BASES
    for place, row in rows(knowledge.sector_profiles[["resource_id", "basis", "unit"]]):
        resource, basis = row["resource_id"], row["basis"]
        if units.get(resource) and per.get(basis) and row["unit"]:
            unit = f"{units[resource]}/{per[basis]}"
            if row["unit"] != unit:
                yield wrong("unit_needed", "sector_profiles", place, "unit", row["unit"], unit=unit)


@law("sector_profiles: months")
def _months(knowledge: Knowledge) -> Iterator[Problem]:
    for place, cell in knowledge.sector_profiles["months"].items():
        if not cell:
            continue
        found = cell.split("|")
        if not all(re.fullmatch(r"\d+(\.\d+)?", part) for part in found) or len(found) != _MONTHS:
            yield wrong("months", "sector_profiles", place, "months", cell)
            continue
        total = sum(map(float, found))
        if not any(low <= total <= high for low, high in _WHOLE):
            yield wrong("months_sum", "sector_profiles", place, "months", cell, total=total)


@law("sector_profiles: resource_id qualities", "resources: resource_id qualities")
def _qualities(knowledge: Knowledge) -> Iterator[Problem]:
    own = looked_up(knowledge.resources, "resource_id", "qualities")
    column = "qualities"
    for place, row in rows(knowledge.sector_profiles[["resource_id", column]]):
        known = parts(own.get(row["resource_id"], ""))
        for part in parts(row[column], ";"):
            span = _SPAN.fullmatch(part)
            if not span:
                example = "moisture_percent=10:30"
                yield wrong("form", "sector_profiles", place, column, part, example=example)
            elif row["resource_id"] in own and span[1] not in known:
                values = {"resource": row["resource_id"], "known": ", ".join(known)}
                yield wrong("not_its_quality", "sector_profiles", place, column, span[1], **values)
            elif float(span[2]) > float(span[3]):
                yield wrong("span", "sector_profiles", place, column, part)


@law("sector_profiles: nace direction resource_id basis high", "resources: resource_id")
def _hanging(knowledge: Knowledge) -> Iterator[Problem]:
    """What hangs on fuel or water has a row for it, and never exceeds it."""
    columns = ["nace", "direction", "resource_id", "basis", "high"]
    table = list(rows(knowledge.sector_profiles[columns]))
    known = set(knowledge.resources["resource_id"])
    needs = {(row["nace"], row["resource_id"]) for _, row in table if row["direction"] == "need"}
    for place, row in table:
        nace, basis = row["nace"], row["basis"]
        if basis not in known or len(nace) < 2:
            continue
        if (nace, basis) not in needs:
            yield wrong("no_basis", "sector_profiles", place, "basis", basis, nace=nace)
        elif row["high"] > 1:
            yield wrong("more_than_basis", "sector_profiles", place, "high", row["high"])


@law("nace: nace")
def _divisions(knowledge: Knowledge) -> Iterator[Problem]:
    known = set(knowledge.nace["nace"])
    for place, code in knowledge.nace["nace"].items():
        if re.fullmatch(r"\d{3,4}", code) and code[:2] not in known:
            yield wrong("no_division", "nace", place, "nace", code, division=code[:2])


@law("distances: kind")
def _every_kind(knowledge: Knowledge) -> Iterator[Problem]:
    for kind in [one for one in UNITS if one not in set(knowledge.distances["kind"])]:
        yield Problem("knowledge_row_missing", sheet="distances", column="kind", value=kind)


@law("legal_rules: outcome missing_tr missing_en")
def _missing(knowledge: Knowledge) -> Iterator[Problem]:
    """A rule that does not simply allow says what is missing."""
    table = knowledge.legal_rules
    silent = (table["missing_tr"] == "") & (table["missing_en"] == "")
    for place in table.index[silent & table["outcome"].isin(("conditional", "blocked"))]:
        yield wrong("empty", "legal_rules", place, "missing_tr")


def _forms(table: str) -> Law:
    @law(f"{table}: words_tr words_en")
    def broken(knowledge: Knowledge) -> Iterator[Problem]:
        frame = getattr(knowledge, table)
        for place in frame.index[(frame["words_tr"] == "") & (frame["words_en"] == "")]:
            yield wrong("empty", table, place, "words_tr")

    return broken


@law("broader: word broader")
def _broader_rings(knowledge: Knowledge) -> Iterator[Problem]:
    above = dict(zip(knowledge.broader["word"], knowledge.broader["broader"], strict=True))
    for place, row in rows(knowledge.broader):
        seen, word = {row["word"]}, row["broader"]
        while word in above and word not in seen:
            seen.add(word)
            word = above[word]
        if word and word == row["word"]:
            yield wrong("broader_ring", "broader", place, "broader", word)


@law("general_words: words_tr words_en resources")
def _general_words(knowledge: Knowledge) -> Iterator[Problem]:
    """A form stands in one row, and no row offers more than five resources."""
    seen: dict[str, Hashable] = {}
    for place, row in rows(knowledge.general_words):
        if len(parts(row["resources"])) > _MOST_RESOURCES:
            cell = row["resources"]
            yield wrong("too_many", "general_words", place, "resources", cell, most=_MOST_RESOURCES)
        for column in ("words_tr", "words_en"):
            for form in parts(row[column]):
                other = seen.setdefault(plain(form), place)
                if other != place:
                    there = row_of(other)
                    yield wrong("same_twice", "general_words", place, column, form, other=there)


LAWS: tuple[Law, ...] = (
    _region("factors", "region", "ANY", "EU"),
    _region("legal_rules", "country", "ANY"),
    _entries, _mirrors, _unit, _months, _qualities, _hanging, _divisions, _every_kind, _missing,
    _forms("words"), _forms("general_words"), _broader_rings, _general_words,
)  # fmt: skip
