"""What a search means: resources and their kin, a waste code, a firm's own words of a stream."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from symbio.knowledge import Knowledge, resolve
from symbio.knowledge.codes import read_code
from symbio.knowledge.lookup import family
from symbio.knowledge.phrases import plain, split
from symbio.knowledge.resolution import ASKS_BELOW
from symbio.knowledge.vocabulary import forms
from symbio.zone.rows import Zone

_SHORTEST_CODE = 4  # digits; fewer are a chapter of the list, or a number of something else
_DIGITS = re.compile(r"[\d .*-]+")


@dataclass(frozen=True)
class Sought:
    """What the words of a search mean, besides the names that they stand in.

    Attributes
    ----------
    resources : frozenset of str
        What the words surely name, with what is more general or more special.
    streams : frozenset of str
        Streams whose waste code it is, or of which a firm says so in its own words.
    """

    resources: frozenset[str] = frozenset()
    streams: frozenset[str] = frozenset()


def seek(
    words: str,
    zone: Zone,
    knowledge: Knowledge,
    *,
    language: str = "",
    taught: tuple[tuple[str, str], ...] = (),
) -> Sought:
    """What `words` mean in the rows of a zone, as far as its reader sees them.

    Parameters
    ----------
    words : str
        As people write; a waste code too, or its first four digits.
    zone : Zone
        The reader's: what is masked in it is not found.
    taught : tuple of (text, resource_id)
        What the zone calls its resources.
    """
    if not plain(words):
        return Sought()
    code = split(words).waste_code or (read_code(words) if _DIGITS.fullmatch(words) else "")
    if len(code) >= _SHORTEST_CODE:
        own = zone.stream["waste_code"].fillna("").str.startswith(code)
        listed = knowledge.waste_codes
        of_code = listed.loc[listed["waste_code"].str.startswith(code), "resource_id"]
        return Sought(frozenset(of_code[of_code != ""]), _ids(zone, own))
    found = resolve(words, language, knowledge=knowledge, taught=taught)
    sure = [one.resource_id for one in found.guesses if one.confidence >= ASKS_BELOW]
    meant = {kin for one in (*sure, *found.things) for kin in family(knowledge, one)}
    said = zone.stream["description"].fillna("")
    told = {text: _tells(text, plain(words).split()) for text in said.unique()}
    return Sought(frozenset(meant), _ids(zone, said.map(told)))


def _ids(zone: Zone, fitting: pd.Series) -> frozenset[str]:
    return frozenset(zone.stream.loc[fitting.to_numpy(dtype=bool), "stream_id"])


def _tells(text: str, words: Iterable[str]) -> bool:
    """Whether each word stands in a text, in any of its forms or as a beginning."""
    own = plain(text).split()
    return bool(own) and all(
        any(one.startswith(word) or forms(one) & forms(word) for one in own) for word in words
    )
