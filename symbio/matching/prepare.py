"""Everything of a run that does not depend on prices: done once, used for many what-ifs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.matching.candidates import Candidates, find
from symbio.matching.existing import committed, without
from symbio.matching.legal import Law, screen
from symbio.matching.names import Lexicon, Names
from symbio.matching.netting import net
from symbio.matching.pathways import pathways_of
from symbio.matching.physical import Physical, physical
from symbio.matching.prices import Prices, own_prices, prices_of, valuation_year
from symbio.matching.program import Amounts, Arcs, Program, build
from symbio.matching.scenario import Scenario, apply
from symbio.matching.streams import Firms, Streams, firms_of, resources_of, streams_of
from symbio.zone.rows import Zone

# The assumptions that decide which candidates there are; the others are only numbers.
_STRUCTURE = (
    "radius_km",
    "allow_conditional",
    "include_estimates",
    "approach_k",
    "removed_firms",
    "added_firms",
    "added_streams",
    "currency",
    "valuation_date",
    "nearest",
)


@dataclass(frozen=True)
class Prepared:
    """Candidates with their law and their physical terms, and the program over them.

    `before` are the streams as they are, `taken` what running synergies use of
    them, `streams` what is left of that after netting; `live` are
    the candidates that a plan may use (known quantities, not blocked).
    """

    knowledge: Knowledge
    structure: tuple[object, ...]
    names: Names
    firms: Firms
    before: Streams
    taken: np.ndarray
    streams: Streams
    found: Candidates
    law: Law
    body: Physical
    own: np.ndarray
    prices: Prices
    live: np.ndarray
    arcs: Arcs
    amounts: Amounts
    program: Program

    def fits(self, knowledge: Knowledge, scenario: Scenario) -> bool:
        """Whether a scenario differs from the prepared one in numbers only."""
        return self.knowledge is knowledge and self.structure == structure_of(scenario)

    def with_quantities(self, quantity_per_year: pd.Series) -> Prepared:
        """The same candidates with other quantities of known streams.

        Parameters
        ----------
        quantity_per_year : Series, by stream_id
            New quantities, running synergies included [unit/y]; streams not named keep theirs.

        Raises
        ------
        ValueError
            If a quantity becomes known or unknown: then there are other candidates.
        """
        old = self.before.quantity
        new = quantity_per_year.reindex(self.before.id).to_numpy(dtype="float64")
        new = np.where(np.isnan(new), old, new)
        if not np.array_equal(np.isnan(old), np.isnan(new)):
            raise ValueError("a quantity became known or unknown: prepare the zone again")
        factor = new / np.where(old == 0, 1.0, old)
        before = replace(self.before, quantity=new, month=self.before.month * factor[:, None])
        taken = np.minimum(self.taken, np.nan_to_num(new))
        streams = net(without(before, taken), resources_of(self.knowledge))
        amounts = _amounts(streams)
        return replace(
            self,
            before=before,
            taken=taken,
            streams=streams,
            amounts=amounts,
            program=build(self.arcs, amounts),
        )


def structure_of(scenario: Scenario) -> tuple[object, ...]:
    """The assumptions of a scenario that decide which candidates there are."""
    return tuple(getattr(scenario, name) for name in _STRUCTURE)


def prepare(zone: Zone, knowledge: Knowledge, scenario: Scenario) -> Prepared:
    """Find the candidates of a zone under a scenario and build their program."""
    changed = apply(zone, scenario)
    resources = resources_of(knowledge)
    firms = firms_of(changed)
    before = streams_of(changed, firms, resources, scenario)
    taken = committed(changed.synergy, before, firms.id, resources, pathways_of(knowledge))
    streams = net(without(before, taken), resources)
    found = find(streams, firms, knowledge, scenario)
    law = screen(found, streams, firms, knowledge, zone.country)
    body = physical(found, streams, knowledge)
    year = valuation_year(scenario, knowledge)
    live = np.flatnonzero(
        (law.state < 2)
        & ~np.isnan(streams.quantity[found.offer])
        & ~np.isnan(streams.quantity[found.need])
        & ~np.isnan(found.distance_km)
        & (body.replaced > 0)
    )
    arcs = _arcs(found, streams, body, live, knowledge)
    amounts = _amounts(streams)
    return Prepared(
        knowledge=knowledge,
        structure=structure_of(scenario),
        names=Names(Lexicon(streams.id), Lexicon(firms.id)),
        firms=firms,
        before=before,
        taken=taken,
        streams=streams,
        found=found,
        law=law,
        body=body,
        own=own_prices(streams, knowledge, scenario),
        prices=prices_of(knowledge, zone.country, scenario.currency, year),
        live=live,
        arcs=arcs,
        amounts=amounts,
        program=build(arcs, amounts),
    )


def _amounts(streams: Streams) -> Amounts:
    """Nothing where the quantity is unknown: such a stream is in no arc."""
    return Amounts(np.nan_to_num(streams.quantity), np.nan_to_num(streams.month), streams.yearly)


def _arcs(
    found: Candidates, streams: Streams, body: Physical, live: np.ndarray, knowledge: Knowledge
) -> Arcs:
    pathways = pathways_of(knowledge)
    need, pathway = found.need[live], found.pathway[live]
    code = need.astype("int64") * len(pathways.id) + pathway
    _, group = np.unique(code, return_inverse=True)
    return Arcs(
        offer=found.offer[live],
        need=need,
        replaced=body.replaced[live],
        cap_group=group,
        cap_share=pathways.share_cap[pathway],
        weight=_weights(found, streams, live, pathways.id),
    )


def _weights(
    found: Candidates, streams: Streams, live: np.ndarray, pathway_id: np.ndarray
) -> np.ndarray:
    """A number in (0, 1) per candidate, made of its names only."""
    stream = pd.util.hash_array(streams.id)
    pathway = pd.util.hash_array(pathway_id)
    mixed = (
        stream[found.offer[live]] * np.uint64(0x9E3779B97F4A7C15)
        ^ (stream[found.need[live]] * np.uint64(0xC2B2AE3D27D4EB4F) + np.uint64(0x165667B19E3779F9))
        ^ pathway[found.pathway[live]] * np.uint64(0x27D4EB2F165667C5)
    )
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return ((mixed >> np.uint64(11)).astype("float64") + 0.5) / 2.0**53
