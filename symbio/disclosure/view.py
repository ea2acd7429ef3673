"""What one viewer may know of the zone: the only way from stored rows to a screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from symbio import flows
from symbio.access import Viewer
from symbio.disclosure.distances import usual_km
from symbio.disclosure.labels import aliases, sectors, stream_labels
from symbio.disclosure.levels import NOTHING_AGREED, Agreements, firm_levels, stream_levels
from symbio.disclosure.masked_zone import hidden_firms, masked
from symbio.disclosure.rows import Names, shown_rows
from symbio.disclosure.sums import plan_sums, stream_sums
from symbio.disclosure.tokens import Tokens
from symbio.knowledge import Knowledge
from symbio.matching import Result
from symbio.opportunities import rank
from symbio.zone.rows import Zone


@dataclass(frozen=True)
class Counts:
    """How much there is in the zone; tells of no firm.

    Attributes
    ----------
    firms, streams, candidates : int
        In all.
    shown_firms : int
        Firms that the viewer may see one by one.
    """

    firms: int
    streams: int
    candidates: int
    shown_firms: int


@dataclass(frozen=True)
class Matched:
    """A match and what is made of it once for all who may see it.

    Attributes
    ----------
    zone : Zone
        The rows that were matched.
    result : Result
    ranked, streams : DataFrame
        As `symbio.opportunities.rank` and `symbio.flows.stream_table` return them.
    """

    zone: Zone
    result: Result
    ranked: pd.DataFrame
    streams: pd.DataFrame

    @classmethod
    def of(cls, zone: Zone, knowledge: Knowledge, result: Result) -> Matched:
        """Rank and lay out a match."""
        return cls(
            zone,
            result,
            rank(zone, knowledge, result),
            flows.stream_table(zone, knowledge, result),
        )


@dataclass(frozen=True)
class Common:
    """What is the same for everybody but the facilitator, in one language.

    Attributes
    ----------
    general : Matched
        The match without own prices (`masked_zone.without_costs`).
    plan, streams : DataFrame
        For sums; see `sums`.
    names : Names
        What stands for firms and streams.
    hidden : DataFrame
        As `masked_zone.hidden_firms` returns it.
    open_rows : Series
        Which of the general candidates are between streams that everybody sees.
    with_candidate : frozenset of str
        Tokens of the firms with a candidate that the law does not block.
    """

    general: Matched
    plan: pd.DataFrame
    streams: pd.DataFrame
    names: Names
    hidden: pd.DataFrame
    open_rows: pd.Series
    with_candidate: frozenset[str]
    tokens: Tokens
    language: str

    @classmethod
    def of(cls, general: Matched, tokens: Tokens, knowledge: Knowledge, language: str) -> Common:
        """Make it once for all viewers.

        Parameters
        ----------
        tokens : Tokens
            Stand for ids.
        language : str
            Of the names that hidden firms get.
        """
        zone, ranked = general.zone, general.ranked
        levels = stream_levels(zone)
        public = [ranked[f"{side}_stream_id"].map(levels) == "public" for side in ("offer", "need")]
        return cls(
            general=general,
            plan=plan_sums(ranked, levels),
            streams=stream_sums(general.streams, levels),
            names=Names(
                levels=levels,
                firm_levels=firm_levels(zone),
                labels=stream_labels(zone, knowledge),
                aliases=aliases(zone),
                names=zone.firm.set_index("firm_id")["name"],
                sectors=sectors(zone, knowledge),
                quantities=zone.stream.set_index("stream_id")["quantity_per_year"],
                usual_km=usual_km(ranked),
            ),
            hidden=hidden_firms(zone, tokens, knowledge, language),
            open_rows=public[0] & public[1],
            with_candidate=frozenset(tokens.token("firm", key) for key in _with_candidate(ranked)),
            tokens=tokens,
            language=language,
        )


@dataclass(frozen=True)
class View:
    """What one viewer may know.

    Attributes
    ----------
    zone : Zone
        Firms and streams as far as they are shown.
    opportunities : DataFrame
        Candidates one by one, the columns of `rank`; see `rows.shown_rows`.
    plan, streams : DataFrame
        For sums only: planned exchanges and streams; see `sums`.
    named : frozenset of str
        Ids of `zone.firm` that may be chosen one by one.
    with_candidate : frozenset of str
        Ids of `zone.firm` with a candidate that the law does not block.
    counts : Counts
    general : bool
        Whether values are made of general factors only.
    """

    zone: Zone
    opportunities: pd.DataFrame
    plan: pd.DataFrame
    streams: pd.DataFrame
    named: frozenset[str]
    with_candidate: frozenset[str]
    counts: Counts
    general: bool

    @cached_property
    def named_firms(self) -> pd.DataFrame:
        """The rows of `zone.firm` that may be chosen one by one."""
        return self.zone.firm[self.zone.firm["firm_id"].isin(self.named)]


def whole_view(full: Matched) -> View:
    """What a facilitator knows: everything."""
    ids = frozenset(full.zone.firm["firm_id"])
    return View(
        zone=full.zone,
        opportunities=full.ranked,
        plan=full.ranked,
        streams=full.streams,
        named=ids,
        with_candidate=_with_candidate(full.ranked),
        counts=_counts(full, len(ids)),
        general=False,
    )


def view_for(
    viewer: Viewer,
    full: Matched,
    common: Common,
    knowledge: Knowledge,
    agreements: Agreements = NOTHING_AGREED,
) -> View:
    """What anybody else knows.

    Parameters
    ----------
    viewer : Viewer
        Not the facilitator.
    full : Matched
        The match with own prices: the viewer's own rows, and fees both agreed to show.
    agreements : Agreements
        Of the viewer's firm with others.

    Raises
    ------
    ValueError
        For the facilitator, who sees `whole_view`.
    """
    if viewer.sees_all:
        raise ValueError("a facilitator sees whole_view, got a facilitator")
    zone, names, tokens = full.zone, common.names, common.tokens
    partners, partner_streams = _partners(zone, viewer, agreements)
    me = {viewer.firm_id} if viewer.firm_id is not None else set()
    public = names.firm_levels.index[names.firm_levels == "public"]
    open_firms = {*map(str, public), *partners, *me}
    own = (zone.stream["firm_id"] == viewer.firm_id).to_numpy()
    seen = (names.levels == "public").to_numpy() & zone.stream["firm_id"].isin(open_firms)
    open_streams = {*zone.stream.loc[own | seen, "stream_id"], *partner_streams}
    rows = common.general.ranked
    parties = rows[["giver_firm_id", "receiver_firm_id"]]
    mine = (parties == viewer.firm_id).any(axis=1)
    return View(
        zone=masked(zone, common.hidden, viewer, open_firms, open_streams, tokens),
        opportunities=shown_rows(
            rows[common.open_rows | mine],
            full.ranked,
            names,
            viewer,
            agreements,
            tokens,
            knowledge,
            common.language,
        ),
        plan=common.plan,
        streams=common.streams,
        named=frozenset(
            key if key == viewer.firm_id else tokens.token("firm", key) for key in open_firms
        ),
        with_candidate=common.with_candidate,
        counts=_counts(common.general, len(open_firms)),
        general=True,
    )


def _partners(zone: Zone, viewer: Viewer, agreements: Agreements) -> tuple[set[str], set[str]]:
    """The firms that agreed to be seen by the viewer's, and the streams they agreed on."""
    agreed = {stream for pair in agreements.contact for stream in pair}
    rows = zone.stream[zone.stream["stream_id"].isin(agreed)]
    others = rows[rows["firm_id"] != viewer.firm_id]
    return set(others["firm_id"]), set(others["stream_id"])


def _with_candidate(ranked: pd.DataFrame) -> frozenset[str]:
    live = ranked[ranked["legal_state"] != "blocked"]
    return frozenset({*live["giver_firm_id"], *live["receiver_firm_id"]})


def _counts(found: Matched, shown: int) -> Counts:
    return Counts(
        firms=len(found.zone.firm),
        streams=len(found.zone.stream),
        candidates=len(found.ranked),
        shown_firms=shown,
    )
