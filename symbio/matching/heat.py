"""Waste heat by temperature: straight through an exchanger, or lifted by a heat pump."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbio.matching.pairs import Pairs
from symbio.matching.pathways import Pathways
from symbio.matching.streams import Resources, Streams

# Real heat pumps reach about half of Carnot (reference/matching.md §4.3: 0.45-0.55; assumption).
CARNOT_SHARE = 0.5
# A small lift would give any COP on paper; auxiliaries and part load hold it (assumption).
HIGHEST_COP = 8.0
# Above this sink temperature industrial heat pumps are not on the market yet (assumption).
HIGHEST_SINK_C = 150.0
LOWEST_COP = 1.5
KELVIN = 273.15


@dataclass(frozen=True)
class HeatFit:
    """How heat fits, one entry per pair.

    Attributes
    ----------
    fits, unknown : ndarray of bool
        Fits as far as is known; a temperature that decides is not stated.
    yield_ : ndarray
        Heat delivered per heat given off [MWh/MWh]; 1 for pairs that are no heat.
    electricity : ndarray
        What a heat pump draws per heat given off [MWh/MWh]; 0 without a pump.
    """

    fits: np.ndarray
    unknown: np.ndarray
    yield_: np.ndarray
    electricity: np.ndarray


def heat_fit(
    pairs: Pairs,
    streams: Streams,
    resources: Resources,
    pathways: Pathways,
    *,
    approach_k: float,
) -> HeatFit:
    """Judge the pairs whose offer and need are heat.

    Straight: the source must be at least `approach_k` above the need. It can
    be cooled to the need's return temperature + `approach_k`, or to its own
    return temperature if that is higher; of what it gives off down to its own
    return temperature, only that share is usable:

        share = (T_source - max(T_source_return, T_need_return + ΔT))
                / (T_source - T_source_return)

    Where the source's return is not stated the share is 1; where the need's
    return is not stated, its supply temperature stands in.

    Heat pump: only where the straight way is not possible, with

        COP = 0.5 · T_hot / (T_hot - T_source),  T_hot = T_need + ΔT  [K]

    at most 8, at least 1.5, and T_need at most 150 °C. One MWh of source gives
    COP / (COP - 1) MWh at the need and draws 1 / (COP - 1) MWh of electricity.

    The share is taken of what goes from a resource to itself only, as it is or
    through an exchanger: the yield of another pathway (an economiser, say)
    already holds what cannot be used. Cold (cooling) runs the other way: the
    offer must be colder than the need. A pathway from heat to cold or back is
    judged by its own `quality_needed`.
    """
    count = len(pairs.offer)
    fits, unknown = np.ones(count, bool), np.zeros(count, bool)
    yield_, electricity = np.ones(count), np.zeros(count)
    by_temperature = resources.by_temperature
    offered, needed = streams.resource[pairs.offer], streams.resource[pairs.need]
    alike = resources.colder_is_better[offered] == resources.colder_is_better[needed]
    heat = np.flatnonzero(by_temperature[offered] & by_temperature[needed] & alike)
    offer, need = pairs.offer[heat], pairs.need[heat]
    supply = streams.quality["temperature_c"]
    back = streams.quality["return_temperature_c"]
    cold = resources.colder_is_better[streams.resource[need]]
    sign = np.where(cold, -1.0, 1.0)
    source, wanted = sign * supply[offer], sign * supply[need]
    straight = source >= wanted + approach_k
    pump = pathways.heat_pump[pairs.pathway[heat]] & ~cold
    cop = _cop(source, wanted, approach_k)
    unknown[heat] = np.isnan(source) | np.isnan(wanted)
    lifted = ~straight & (cop >= LOWEST_COP) & (wanted <= HIGHEST_SINK_C)
    fits[heat] = unknown[heat] | np.where(pump, lifted, straight)
    share = _usable(source, sign * back[offer], wanted, sign * back[need], approach_k)
    share = np.where(pathways.as_it_is[pairs.pathway[heat]], share, 1.0)
    yield_[heat] = np.where(pump, cop / (cop - 1.0), share)
    electricity[heat] = np.where(pump, 1.0 / (cop - 1.0), 0.0)
    return HeatFit(fits, unknown, yield_, electricity)


def _cop(source: np.ndarray, wanted: np.ndarray, approach_k: float) -> np.ndarray:
    hot = wanted + approach_k
    lift = np.maximum(hot - source, 1e-9)
    return np.minimum(CARNOT_SHARE * (hot + KELVIN) / lift, HIGHEST_COP)


def _usable(
    source: np.ndarray,
    source_back: np.ndarray,
    wanted: np.ndarray,
    wanted_back: np.ndarray,
    approach_k: float,
) -> np.ndarray:
    """Share of the heat given off that is above what the need lets it cool to [1]."""
    into = np.where(np.isnan(wanted_back), wanted, np.minimum(wanted_back, wanted))
    span = source - source_back
    lowest = np.maximum(source_back, into + approach_k)
    known = ~np.isnan(span) & (span > 0) & ~np.isnan(lowest)
    share = (source - lowest) / np.where(known, span, 1.0)
    return np.where(known, np.clip(share, 0.0, 1.0), 1.0)
