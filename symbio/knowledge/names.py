"""Names of resources and sectors in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from symbio.knowledge.tables import Knowledge, load
from symbio.locale import letters, text

# What a row says that has no other source than what is commonly known.
GENERAL_KNOWLEDGE = "general knowledge"


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


def source_words(source: str, language: str) -> str:
    """A source as a reader of `language` sees it: "general knowledge" is no name of a work."""
    if not source.startswith(GENERAL_KNOWLEDGE):
        return source
    return text(language, "knowledge.general") + source.removeprefix(GENERAL_KNOWLEDGE)


def case_words(cases: str, language: str) -> str:
    """The documented exchanges that walk a pathway, as its evidence names them; "" without one."""
    if not cases:
        return ""
    ids = ", ".join(case.replace(",", "-") for case in cases.split("|"))
    return text(language, "knowledge.cases", ids=ids)
