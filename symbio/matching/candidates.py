"""Every offer that could serve a need, by resource, quality, temperature, sector and distance."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from symbio.knowledge import Knowledge
from symbio.matching.distance import Distances
from symbio.matching.fit import MISFIT, UNKNOWN, quality_fit, receiver_can
from symbio.matching.heat import heat_fit
from symbio.matching.lanes import lane_fit
from symbio.matching.pairs import Pairs, pairs_of
from symbio.matching.pathways import carried_kind, pathways_of, routes_of
from symbio.matching.scenario import Scenario
from symbio.matching.streams import Firms, Streams, resources_of
from symbio.matching.treaters import treaters_of


@dataclass(frozen=True)
class Candidates:
    """One entry per candidate, sorted by offer, need and pathway.

    Attributes
    ----------
    offer, need, pathway, giver, receiver, treater : ndarray of int
        Row numbers of streams, pathways and firms; treater -1 where there is none.
    distance_km, to_treater_km, from_treater_km : ndarray
        Great-circle distances; of lanes the detour; NaN where unknown.
    lane_km : ndarray
        Length of the wanted lane; NaN for what is no lane.
    yield_ : ndarray
        Product per offer [unit of the need / unit of the offer].
    electricity : ndarray
        What a heat pump draws [MWh / unit of the offer].
    quality_unknown : ndarray of bool
        A number that decides is not stated by the offer.
    pruned : bool
        Only the nearest partners were looked at.
    """

    offer: np.ndarray
    need: np.ndarray
    pathway: np.ndarray
    giver: np.ndarray
    receiver: np.ndarray
    treater: np.ndarray
    distance_km: np.ndarray
    to_treater_km: np.ndarray
    from_treater_km: np.ndarray
    lane_km: np.ndarray
    yield_: np.ndarray
    electricity: np.ndarray
    quality_unknown: np.ndarray
    pruned: bool

    def __len__(self) -> int:
        return len(self.offer)

    def take(self, rows: slice | np.ndarray) -> Candidates:
        """Some of them; a slice copies nothing."""
        arrays = {
            field.name: getattr(self, field.name)[rows]
            for field in fields(self)
            if field.name != "pruned"
        }
        return Candidates(**arrays, pruned=self.pruned)


def find(streams: Streams, firms: Firms, knowledge: Knowledge, scenario: Scenario) -> Candidates:
    """Find every candidate; the law and the money come later."""
    resources, pathways = resources_of(knowledge), pathways_of(knowledge)
    distances = Distances(firms.xyz)
    routes = routes_of(knowledge)
    pairs = pairs_of(
        streams,
        distances,
        routes,
        _radius(routes, knowledge, scenario),
        nearest=scenario.nearest,
    )
    able = receiver_can(pairs, streams, firms, knowledge)
    pairs = _keep(pairs, able & _months_meet(pairs, streams))
    quality = quality_fit(pairs, streams, resources, pathways, knowledge)
    heat = heat_fit(pairs, streams, resources, pathways, approach_k=scenario.approach_k)
    is_lane = resources.kind[streams.resource[pairs.offer]] == "logistics"
    lane = lane_fit(pairs, streams, is_lane)
    reach = scenario.radii(knowledge).get("logistics", np.inf)
    chosen = np.flatnonzero((quality != MISFIT) & heat.fits & ~(lane.detour > reach))
    km = np.where(is_lane, lane.detour, pairs.distance_km)[chosen]
    pairs = _keep(pairs, chosen)
    firm = streams.firm.astype("int32")
    giver, receiver = firm[pairs.offer], firm[pairs.need]
    treaters = treaters_of(
        giver,
        receiver,
        pairs.pathway,
        firms,
        pathways,
        distances,
        licensed_only=not scenario.allow_conditional,
    )
    return Candidates(
        offer=pairs.offer,
        need=pairs.need,
        pathway=pairs.pathway,
        giver=giver,
        receiver=receiver,
        treater=treaters.firm,
        distance_km=km,
        to_treater_km=treaters.to_km,
        from_treater_km=treaters.from_km,
        lane_km=lane.wanted[chosen],
        yield_=pathways.yield_[pairs.pathway] * heat.yield_[chosen],
        electricity=heat.electricity[chosen],
        quality_unknown=(quality[chosen] == UNKNOWN) | heat.unknown[chosen],
        pruned=pairs.pruned,
    )


def _radius(routes: np.ndarray, knowledge: Knowledge, scenario: Scenario) -> np.ndarray:
    """How far each route may go [km]: the radius of the kind that travels; lanes by detour."""
    kinds = carried_kind(pathways_of(knowledge), resources_of(knowledge))[routes[:, 2]]
    radii = scenario.radii(knowledge) | {"logistics": np.inf}
    return np.array([radii.get(kind, np.inf) for kind in kinds], dtype="float64")


def _keep(pairs: Pairs, rows: np.ndarray) -> Pairs:
    return Pairs(
        pairs.offer[rows],
        pairs.need[rows],
        pairs.pathway[rows],
        pairs.distance_km[rows],
        pairs.pruned,
    )


def _months_meet(pairs: Pairs, streams: Streams) -> np.ndarray:
    """Whether there is a month with offer and need, where neither can be kept."""
    # Months as bits: twelve comparisons become one.
    bits = ((streams.month > 0) * (1 << np.arange(12))).sum(axis=1)
    bits[np.isnan(streams.quantity) | streams.yearly] = (1 << 12) - 1
    return (bits[pairs.offer] & bits[pairs.need]) > 0
