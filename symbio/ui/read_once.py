"""What is read and matched once per revision and shared by all sessions that may see it.

Only `symbio.ui.reading` asks for it, and passes on what the viewer may see.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from symbio import disclosure, estimates, missing
from symbio.access import Viewer
from symbio.disclosure import Agreements, Common, Matched, Tokens, View
from symbio.knowledge import Knowledge, load
from symbio.locale import LANGUAGES
from symbio.matching import Scenario, match
from symbio.ui.shared import shared
from symbio.zone.own_factors import with_own_factors
from symbio.zone.rows import Zone
from symbio.zone.store import open_store

# Two: the revision shown and the one that a slower session is still drawing.
_KEPT = 2
# Views differ by firm and language; a hall of firms each has its own.
_VIEWS = 256
Pairs = tuple[tuple[str, str], ...]


@shared(_KEPT)
def zone_of(path: str, revision: int) -> Zone:  # noqa: ARG001 - the revision is part of the key
    """The stored zone, all of it."""
    return open_store(Path(path)).read()


@dataclass(frozen=True)
class About:
    """What the frame says: the zone's name, the day of its data, whether it is made up."""

    name: str
    day: dt.date | None
    synthetic: bool


@shared(_KEPT)
def about(path: str, revision: int) -> About:
    """What the frame says of the stored zone."""
    whole = zone_of(path, revision)
    if whole.zone.empty:
        return About("", None, whole.synthetic)
    row = whole.zone.iloc[0]
    day = None if pd.isna(row["source_date"]) else row["source_date"]
    return About(str(row["name"]), day, whole.synthetic)


@shared(_KEPT)
def knowledge_of(path: str, revision: int) -> Knowledge:
    """The tables with the zone's own factors in the place of the general ones."""
    return with_own_factors(load(), zone_of(path, revision))


@shared(_KEPT)
def full(path: str, revision: int) -> Matched:
    """The match with everybody's own prices."""
    stored, known = zone_of(path, revision), knowledge_of(path, revision)
    return Matched.of(stored, known, match(stored, known, Scenario.of(stored)))


@shared(_KEPT)
def general(path: str, revision: int) -> Matched:
    """The match without them, and without the zone's own factors: what everybody else sees."""
    stored, known = zone_of(path, revision), load()
    bare = disclosure.without_costs(stored)
    return Matched.of(bare, known, match(bare, known, Scenario.of(stored)))


@shared(_KEPT * len(LANGUAGES))
def common(path: str, revision: int, language: str) -> Common:
    """What is the same for everybody but the facilitator."""
    tokens = Tokens(open_store(Path(path)).secret())
    return Common.of(general(path, revision), tokens, load(), language)


@shared(_KEPT)
def whole_view(path: str, revision: int) -> View:
    """What the facilitator sees."""
    return disclosure.whole_view(full(path, revision))


@shared(_VIEWS)
def view_for(
    path: str, revision: int, viewer: Viewer, language: str, words: tuple[Pairs, Pairs]
) -> View:
    """What one viewer sees, with what its firm agreed to."""
    return disclosure.view_for(
        viewer,
        full(path, revision),
        common(path, revision, language),
        load(),
        Agreements(*map(frozenset, words)),
    )


def agreed(words: Agreements) -> tuple[Pairs, Pairs]:
    """The same in an order of its own, for the key of a cache."""
    return tuple(sorted(words.contact)), tuple(sorted(words.figures))


@shared(_KEPT)
def general_gaps(path: str, revision: int) -> pd.DataFrame:
    """What everybody's data lacks, worth as much as general factors say."""
    found = general(path, revision)
    return missing.rows(found.zone, load(), found.ranked)


@shared(_KEPT)
def predicted(path: str, revision: int) -> pd.DataFrame:
    """What silent firms probably give off and buy."""
    return estimates.predicted(zone_of(path, revision), load())


@shared(_KEPT)
def gaps(path: str, revision: int) -> pd.DataFrame:
    """What the data lacks, added up, for the facilitator."""
    found, known = full(path, revision), knowledge_of(path, revision)
    return missing.summary(missing.rows(found.zone, known, found.ranked))
