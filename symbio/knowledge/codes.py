"""What a waste code and a giver's sector say of which resource it is."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import pandas as pd

from symbio.knowledge.tables import Knowledge

_DIGITS = re.compile(r"\d+")
# How likely a resource is under a code, against the code's default resource (a decision).
_DEFAULT, _OWN_CODE, _CHILD, _PARENT, _SIBLING, _SUBCHAPTER, _CHAPTER = (
    1.0, 0.9, 0.7, 0.6, 0.4, 0.35, 0.1,
)  # fmt: skip

_ITS_CODES, _OFFERED = 0.5, 0.5  # a waste of the sector's sub-chapters; an offer that is rare


def read_code(text: object) -> str:
    """The digits of a waste code in any spelling ("10 02 01*", "1002 01"); "" where none.

    Two, four or six digits are a chapter, a sub-chapter or an entry; a spreadsheet that
    lost the leading zero leaves five.
    """
    digits = "".join(_DIGITS.findall(str(text)))[:7] if isinstance(text, str) else ""
    if len(digits) in (1, 3, 5):
        digits = "0" + digits
    return digits if len(digits) in (2, 4, 6) else ""


def read_nace(text: object) -> str:
    """The digits of a NACE code in any spelling ("C10.51", "10.51", "1051"); "" where none."""
    digits = "".join(_DIGITS.findall(text))[:4] if isinstance(text, str) else ""
    return "0" + digits if len(digits) == 1 else digits


def nace_is_known(knowledge: Knowledge, nace: str) -> bool:
    """Whether the digits of a NACE code begin with a division that there is."""
    return len(nace) >= 2 and nace[:2] in set(knowledge.nace["nace"].str[:2])


def code_is_known(knowledge: Knowledge, code: str) -> bool:
    """Whether an entry of the list of wastes has or begins with these digits."""
    return bool(code) and code in _codes(knowledge)


def code_is_hazardous(knowledge: Knowledge, code: str) -> bool:
    """Whether the list of wastes marks the entry with these digits as hazardous."""
    entries = knowledge.waste_codes
    return bool((entries["hazardous"] == "yes")[entries["waste_code"] == code].any())


@lru_cache(maxsize=16)
def _codes(knowledge: Knowledge) -> frozenset[str]:
    codes = knowledge.waste_codes["waste_code"]
    return frozenset(code[:length] for code in codes for length in (2, 4, 6))


@lru_cache(maxsize=4096)
def code_support(knowledge: Knowledge, code: str) -> np.ndarray:
    """How much a waste code speaks for each resource, 0-1, in the order of the table.

    Parameters
    ----------
    code : str
        As `read_code` returns it; zeros where it is "" or unknown.
    """
    found = np.zeros(len(knowledge.resources))
    if not code:
        return found
    table = knowledge.resources
    by_code = _code_rows(knowledge)
    own = table["waste_code"].to_numpy(dtype=object)
    for length, share in ((2, _CHAPTER), (4, _SUBCHAPTER)):
        if len(code) >= length:
            near = {row for row, entry in by_code if entry.startswith(code[:length])}
            near |= set(np.flatnonzero([str(one).startswith(code[:length]) for one in own]))
            found[sorted(near)] = share
    if len(code) < 6:
        return found
    found[own == code] = _OWN_CODE
    parents = table["parent_id"].to_numpy(dtype=object)
    ids = table["resource_id"].to_numpy(dtype=object)
    for row, entry in by_code:
        if entry != code:
            continue
        family = [(parents == ids[row], _CHILD), (ids == parents[row], _PARENT)]
        if parents[row]:
            family.append((parents == parents[row], _SIBLING))
        for rows, share in family:
            found[rows] = np.maximum(found[rows], share)
        found[row] = _DEFAULT
    return found


@lru_cache(maxsize=4096)
def possible_resources(knowledge: Knowledge, code: str) -> np.ndarray:
    """Which resources a waste code lets be meant, in the order of the table.

    A hazardous code whose meaning is known means a resource that is hazardous, or one that a
    hazardous code of its sub-chapter means: soil under 170503 is no clean soil, whatever its
    words say.

    Parameters
    ----------
    code : str
        As `read_code` returns it; everything is possible where it is no hazardous entry.
    """
    entries = knowledge.waste_codes
    hazardous = entries[(entries["hazardous"] == "yes") & (entries["resource_id"] != "")]
    if code not in set(hazardous["waste_code"]):
        return np.ones(len(knowledge.resources), dtype=bool)
    table = knowledge.resources
    beside = hazardous.loc[hazardous["waste_code"].str.startswith(code[:4]), "resource_id"]
    meant = table["resource_id"].isin(beside)
    return np.asarray(meant | (table["disposal_class"] == "hazardous"), dtype=bool)


@lru_cache(maxsize=4096)
def twin_resources(knowledge: Knowledge, code: str) -> np.ndarray:
    """Which resources only the clean twins of a hazardous code mean, in the order of the table.

    17 05 04 is soil other than that of 17 05 03: under 17 05 03 it is not meant.

    Parameters
    ----------
    code : str
        As `read_code` returns it; none where no entry excludes it.
    """
    entries = knowledge.waste_codes
    twins = entries["mirror_of"].str.split("|").map(lambda codes: code in codes)
    meant = knowledge.resources["resource_id"].isin(entries.loc[twins, "resource_id"])
    return np.asarray(meant & ~possible_resources(knowledge, code), dtype=bool)


@lru_cache(maxsize=1024)
def sector_support(knowledge: Knowledge, nace: str) -> np.ndarray:
    """How much the giver's sector speaks for each resource, 0-1, in the order of the table.

    What the profile of the sector offers, more what most of its firms have; and the resources of
    the sub-chapters of the waste list in which, by the most detailed row of sector_codes.csv, its
    wastes stand.
    """
    found = np.zeros(len(knowledge.resources))
    rows = dict(
        zip(knowledge.sector_codes["nace"], knowledge.sector_codes["waste_codes"], strict=True)
    )
    for length in range(len(nace), 1, -1):
        if nace[:length] in rows:
            for chapter in rows[nace[:length]].split("|"):
                support = code_support(knowledge, chapter)
                found = np.maximum(found, np.where(support >= _SUBCHAPTER, _ITS_CODES, support))
            break
    profiles = knowledge.sector_profiles
    offers = profiles[profiles["direction"] == "offer"]
    for length in range(len(nace), 1, -1):
        own = offers[offers["nace"].str.startswith(nace[:length])]
        if len(own):
            share = own.groupby("resource_id")["share_of_firms"].max()
            offered = _OFFERED + (1 - _OFFERED) * knowledge.resources["resource_id"].map(share)
            found = np.fmax(found, offered.to_numpy())
            break
    return found


@lru_cache(maxsize=16)
def _code_rows(knowledge: Knowledge) -> list[tuple[int, str]]:
    """(row of the resource, waste code that means it by default)."""
    places = pd.Series(
        np.arange(len(knowledge.resources)), index=knowledge.resources["resource_id"]
    )
    table = knowledge.waste_codes
    known = table[table["resource_id"].isin(places.index)]
    return list(zip(places[known["resource_id"]].tolist(), known["waste_code"], strict=True))
