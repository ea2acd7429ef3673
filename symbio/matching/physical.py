"""What the money and CO2e terms of a candidate multiply: tonnes, kilometres, what is replaced."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from symbio.knowledge import Knowledge
from symbio.matching.candidates import Candidates
from symbio.matching.pathways import Pathways, pathways_of
from symbio.matching.streams import Resources, Streams, resources_of

ROAD_KINDS = ("material", "organic")
PIPE_KINDS = ("energy", "water")


@dataclass(frozen=True)
class Physical:
    """What the money terms multiply, one entry per candidate; no price in it.

    Attributes
    ----------
    tonne_km : ndarray
        Road transport per unit of the offer, without detour factor [t·km/unit].
    lane_km : ndarray
        Road of the wanted lane, without detour factor [km/lane]; 0 for what is no lane.
    detour_km : ndarray
        Detour of the offered truck, already great-circle [km/lane]; 0 for what is no lane.
    pipe_km : ndarray
        Length of the pipe or line [km]; 0 where none is needed.
    carried : ndarray of int
        Resource that travels: the giver's product where the giver treats, else the offer.
    replaced : ndarray
        Bought material replaced per unit of the offer [need unit/offer unit].
    recovered_today, disposed_today : ndarray of bool
        Whether the offer's present route is recovery (an R code) or disposal (a D code).
    """

    offered: np.ndarray
    needed: np.ndarray
    tonne_km: np.ndarray
    lane_km: np.ndarray
    detour_km: np.ndarray
    pipe_km: np.ndarray
    carried: np.ndarray
    replaced: np.ndarray
    recovered_today: np.ndarray
    disposed_today: np.ndarray

    def take(self, rows: slice | np.ndarray) -> Physical:
        """Those of some candidates; a slice copies nothing."""
        return Physical(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def physical(found: Candidates, streams: Streams, knowledge: Knowledge) -> Physical:
    """Distances times masses, and what is replaced."""
    resources, pathways = resources_of(knowledge), pathways_of(knowledge)
    offered, needed = streams.resource[found.offer], streams.resource[found.need]
    is_lane = resources.kind[offered] == "logistics"
    who = pathways.who[found.pathway]
    end = pathways.end[found.pathway].astype("int32")
    carried = np.where(who == "giver", end, offered)
    pipe = np.isin(resources.kind[carried], PIPE_KINDS)
    route = streams.route.astype("str")[found.offer]
    legs = np.where(
        who == "third_party", found.to_treater_km + found.from_treater_km, found.distance_km
    )
    return Physical(
        offered=offered,
        needed=needed,
        tonne_km=_tonne_km(found, offered, resources, pathways),
        lane_km=np.where(is_lane, found.lane_km, 0.0),
        detour_km=np.where(is_lane, found.distance_km, 0.0),
        pipe_km=np.where(pipe, legs, 0.0),
        carried=carried,
        replaced=found.yield_ * pathways.substitution[found.pathway],
        recovered_today=np.char.startswith(route, "R"),
        disposed_today=np.char.startswith(route, "D"),
    )


def _tonne_km(
    found: Candidates, offered: np.ndarray, resources: Resources, pathways: Pathways
) -> np.ndarray:
    """Tonnes times kilometres on the road per unit of the offer, leg by leg.

    Where the giver treats, the product travels; where a third party treats,
    the offer travels to it and the product from it. What flows in a pipe or
    does not travel has none. Without a density a volume has no known weight.
    """
    road = np.isin(resources.kind, ROAD_KINDS)
    weight = np.where(road, resources.t_per_unit, 0.0)
    offer_t = weight[offered]
    product_t = weight[pathways.end[found.pathway]]
    product_t = np.where(product_t > 0, product_t * found.yield_, product_t)
    who = pathways.who[found.pathway]
    third = found.to_treater_km * offer_t + _times(found.from_treater_km, product_t)
    direct = _times(found.distance_km, np.where(who == "giver", product_t, offer_t))
    return np.where(who == "third_party", third, direct)


def _times(km: np.ndarray, tonnes: np.ndarray) -> np.ndarray:
    """Zero tonnes need no distance; anything else needs a known one."""
    return np.where(tonnes == 0, 0.0, km * tonnes)
