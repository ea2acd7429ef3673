"""Names of resources and sectors in the reader's language."""

from __future__ import annotations

import re
from functools import lru_cache

from symbio.knowledge.tables import Knowledge, load
from symbio.locale import letters, text, texts

# What a row says that has no other source than what is commonly known.
GENERAL_KNOWLEDGE = "general knowledge"
_SEE_ALSO = re.compile(r"see also (.+) \(not opened\)")
_EXCHANGE = re.compile(r"MAESTRI library \(H2020 680570\), exchange (\S+)")
_WAY = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
_COMPUTED = re.compile(r"computed from pathway (\w+)")


def resource_name(resource_id: str, language: str, knowledge: Knowledge | None = None) -> str:
    """The name of a resource in `language`; the id itself where it is unknown."""
    names = _resource_names(knowledge or load(), "tr" if language == "tr" else "en")
    return names.get(resource_id, resource_id)


@lru_cache(maxsize=16)
def resource_names(language: str, knowledge: Knowledge) -> dict[str, str]:
    """The names of all resources by id, in the order of the names; nobody may change it."""
    return letters.by_name(_resource_names(knowledge, "tr" if language == "tr" else "en"))


@lru_cache(maxsize=16)
def resource_units(knowledge: Knowledge) -> dict[str, str]:
    """The canonical units of all resources by id; nobody may change it."""
    resources = knowledge.resources
    return dict(zip(resources["resource_id"], resources["unit"], strict=True))


def unit_in_words(unit: str, language: str, of: str = "") -> str:
    """A unit of the tables as people write it: EUR/km.y is EUR/km·yıl, kg/t is kg/ton.

    Parameters
    ----------
    unit : str
        As the tables have it, "." between what is multiplied.
    of : str
        What "unit" stands for, where that is known: the unit of a resource.
    """
    said = texts(language)
    sides = [
        "·".join(said.get(f"common.one_{part}", part) for part in side.split("."))
        for side in re.sub(r"\bunit\b", of or "unit", unit).split("/")
    ]
    return "/".join(sides).replace("=", " = ")


def sector_group(nace: str | float | None, knowledge: Knowledge | None = None) -> str:
    """The sector group of a NACE code of any length and spelling; "other" where unknown.

    A firm without a code has None or NaN here.
    """
    if not isinstance(nace, str):
        return "other"
    return _nearest_nace(nace, knowledge or load())[0] or "other"


def nace_name(nace: str, language: str, knowledge: Knowledge | None = None) -> str:
    """The short label of the most detailed NACE entry that `nace` falls under, or ""."""
    return _nearest_nace(nace, knowledge or load())[1 if language == "tr" else 2]


@lru_cache(maxsize=16)
def _resource_names(knowledge: Knowledge, language: str) -> dict[str, str]:
    resources = knowledge.resources
    return dict(zip(resources["resource_id"], resources[f"name_{language}"], strict=True))


@lru_cache(maxsize=4096)
def _nearest_nace(nace: str, knowledge: Knowledge) -> tuple[str, str, str]:
    entries = _nace_entries(knowledge)
    digits = "".join(sign for sign in nace if sign.isdigit())
    for length in (4, 3, 2):
        if len(digits) >= length and digits[:length] in entries:
            return entries[digits[:length]]
    return ("", "", "")


@lru_cache(maxsize=16)
def _nace_entries(knowledge: Knowledge) -> dict[str, tuple[str, str, str]]:
    table = knowledge.nace[["nace", "sector_group", "name_tr", "name_en"]]
    return {row[0]: (row[1], row[2], row[3]) for row in table.itertuples(index=False)}


def source_words(source: str, language: str, knowledge: Knowledge | None = None) -> str:
    """A source as a reader of `language` sees it: prose in words, the name of a work as it is."""
    known = knowledge or load()
    said = _said_sources(known, language)
    if source in said:
        return said[source]
    return "; ".join(_part_of_source(part, language, known) for part in source.split("; "))


@lru_cache(maxsize=16)
def _said_sources(knowledge: Knowledge, language: str) -> dict[str, str]:
    table = knowledge.source_words
    words = table["words_tr" if language == "tr" else "words_en"]
    return dict(zip(table["source"], words, strict=True))


def _part_of_source(part: str, language: str, knowledge: Knowledge) -> str:
    said = _said_sources(knowledge, language)
    if part in said:
        return said[part]
    if part.startswith(GENERAL_KNOWLEDGE):
        return text(language, "knowledge.general") + part.removeprefix(GENERAL_KNOWLEDGE)
    if found := _SEE_ALSO.fullmatch(part):
        return text(language, "knowledge.see_also", work=found[1])
    if found := _EXCHANGE.fullmatch(part):
        return case_words(found[1], language)
    if found := _COMPUTED.fullmatch(part):
        ways = _processes(knowledge, language)
        return text(language, "knowledge.computed_from", process=ways.get(found[1], found[1]))
    return part


def note_words(note: str, language: str, knowledge: Knowledge | None = None) -> str:
    """The note of a row with the process of each pathway that it names."""
    ways = _processes(knowledge or load(), language)
    return _WAY.sub(lambda found: ways.get(found[0], found[0]), note)


@lru_cache(maxsize=16)
def _processes(knowledge: Knowledge, language: str) -> dict[str, str]:
    ways = knowledge.pathways
    words = ways["process_tr" if language == "tr" else "process_en"]
    return dict(zip(ways["pathway_id"], words, strict=True))


def case_words(cases: str, language: str) -> str:
    """The documented exchanges that walk a pathway, as its evidence names them; "" without one."""
    if not cases:
        return ""
    ids = ", ".join(case.replace(",", "-") for case in cases.split("|"))
    return text(language, "knowledge.cases", ids=ids)
