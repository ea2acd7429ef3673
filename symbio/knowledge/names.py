"""From what people write to what the tables know: resources and sectors by name."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from symbio.knowledge.tables import Knowledge, load
from symbio.locale.letters import fold

_SPLIT = re.compile(r"[^0-9a-z]+")
_LOWEST_SCORE = 60.0  # below this, suggestions are noise (tried on the names of the demo)


def find_resource(text: str, knowledge: Knowledge) -> str | None:
    """The resource that `text` names exactly: id, name or synonym, in either language.

    Case, marks, Turkish i, blanks and punctuation do not matter.
    """
    return _index(knowledge).get(_plain(text))


def suggest(text: str, knowledge: Knowledge, *, limit: int = 3) -> list[tuple[str, float]]:
    """The `limit` resources whose names are most like `text`, best first.

    Returns
    -------
    list of (resource_id, score)
        Score from 60 to 100; ties in the order of resource_id. Empty where
        nothing is alike.
    """
    plain = _plain(text)
    if not plain:
        return []
    best: dict[str, float] = {}
    for name, resource_id in _index(knowledge).items():
        score = _likeness(plain, name)
        if score >= _LOWEST_SCORE:
            best[resource_id] = max(best.get(resource_id, 0.0), score)
    ranked = sorted(best.items(), key=lambda entry: (-entry[1], entry[0]))
    return [(resource_id, round(score, 1)) for resource_id, score in ranked[:limit]]


def resource_name(resource_id: str, language: str, knowledge: Knowledge | None = None) -> str:
    """The name of a resource in `language`; the id itself where it is unknown."""
    names = _resource_names(knowledge or load(), "tr" if language == "tr" else "en")
    return names.get(resource_id, resource_id)


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


def _likeness(left: str, right: str) -> float:
    """Likeness of two plain texts, 0-100.

    WRatio alone finds a shared word ("su") enough; the plain ratio of the sorted
    words keeps long names that share one word behind.
    """
    return 0.6 * fuzz.WRatio(left, right) + 0.4 * fuzz.token_sort_ratio(left, right)


def _plain(text: str) -> str:
    return _SPLIT.sub(" ", fold(text)).strip()


@lru_cache(maxsize=16)
def _index(knowledge: Knowledge) -> dict[str, str]:
    """Every folded id, name and synonym, to its resource."""
    found: dict[str, str] = {}
    for row in knowledge.resources.to_dict("records"):
        spellings = [row["resource_id"], row["name_tr"], row["name_en"]]
        spellings += [*row["synonyms_tr"].split("|"), *row["synonyms_en"].split("|")]
        for spelling in spellings:
            plain = _plain(spelling)
            if plain:
                found.setdefault(plain, row["resource_id"])
    return found


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
