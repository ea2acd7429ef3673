"""Whether an offer's quality fits the need or the pathway, and the receiver can do the process."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.matching.pairs import Pairs
from symbio.matching.pathways import Pathways, pathways_of
from symbio.matching.streams import Firms, Resources, Streams

FITS, UNKNOWN, MISFIT = 0, 1, 2


def receiver_can(pairs: Pairs, streams: Streams, firms: Firms, knowledge: Knowledge) -> np.ndarray:
    """Whether the receiver's sector is one that can use the product, bool per pair.

    Asked only where the pathway names sectors. A code fits if one is the
    beginning of the other; a receiver whose sector is unknown may. A pathway
    that is open to others leaves out whom its siblings, with the same two
    ends, name, and takes those of unknown sector: one pair of streams meets
    one of them.
    """
    codes, names = pd.factorize(firms.nace)
    able = _able(knowledge, tuple(names))
    return able[pairs.pathway, codes[streams.firm[pairs.need]]]


@lru_cache(maxsize=8)
def _able(knowledge: Knowledge, sectors: tuple[str, ...]) -> np.ndarray:
    """Which sectors can receive through which pathway, shape (pathways, sectors)."""
    pathways = pathways_of(knowledge)
    asked = np.array([bool(nace) for nace in pathways.receiver_nace], bool)
    able = np.ones((len(pathways.id), max(len(sectors), 1)), bool)
    fits = {
        code: np.array(
            [name.startswith(code) or code.startswith(name) for name in sectors or ("",)], bool
        )
        for code in {code for nace in pathways.receiver_nace for code in nace}
    }
    for place in np.flatnonzero(asked):
        able[place] = np.logical_or.reduce([fits[code] for code in pathways.receiver_nace[place]])
    named = able & asked[:, None]
    unknown = np.array([not name for name in sectors or ("",)], bool)
    for place in np.flatnonzero(pathways.others):
        siblings = (pathways.start == pathways.start[place]) & (pathways.end == pathways.end[place])
        # A heat pump is no rival of the straight way: the temperatures decide.
        siblings &= pathways.heat_pump == pathways.heat_pump[place]
        siblings[place] = False
        able[place] |= ~named[siblings].any(axis=0) | unknown
        able[np.ix_(siblings, unknown)] = False
    return able


def quality_fit(
    pairs: Pairs,
    streams: Streams,
    resources: Resources,
    pathways: Pathways,
    knowledge: Knowledge,
) -> np.ndarray:
    """FITS, UNKNOWN or MISFIT per pair, by every number except temperatures of energy.

    What changes nothing must meet each number of the need, in the direction
    that qualities.csv states. A pathway asks its own numbers of the offer
    (`quality_needed`); its product is taken to be what the need wants. A
    number asked for that the offer does not state leaves the fit unknown.
    """
    fit = _by_pathway(streams, pathways)[pairs.pathway, pairs.offer]
    same = np.flatnonzero(pathways.as_it_is[pairs.pathway])
    if len(same):
        fit[same] = np.maximum(fit[same], _as_it_is(pairs, same, streams, resources, knowledge))
    return fit


def _by_pathway(streams: Streams, pathways: Pathways) -> np.ndarray:
    """What each stream would be to each pathway, shape (pathways, streams)."""
    fit = np.zeros((len(pathways.id), len(streams)), dtype="int8")
    nothing = np.full(len(streams), np.nan)
    for place, conditions in enumerate(pathways.conditions):
        for name, sign, number in conditions:
            has = streams.quality.get(name, nothing)
            found = _compare(has, sign, number)
            np.maximum(fit[place], found, out=fit[place])
    return fit


def _compare(has: np.ndarray, sign: str, number: float) -> np.ndarray:
    good = {
        "<=": has <= number,
        "<": has < number,
        ">=": has >= number,
        ">": has > number,
    }[sign]
    return np.where(np.isnan(has), UNKNOWN, np.where(good, FITS, MISFIT)).astype("int8")


def _as_it_is(
    pairs: Pairs, rows: np.ndarray, streams: Streams, resources: Resources, knowledge: Knowledge
) -> np.ndarray:
    offer, need = pairs.offer[rows], pairs.need[rows]
    resource = streams.resource[need]
    fit = np.zeros(len(rows), dtype="int8")
    matters = _matters(resources, knowledge)
    for name, direction in zip(
        knowledge.qualities["quality"], knowledge.qualities["fit"], strict=True
    ):
        if name not in streams.quality or direction not in ("source_min", "source_max"):
            continue
        wants = streams.quality[name][need]
        asked = ~np.isnan(wants)
        least = np.full(len(rows), direction == "source_min")
        if name == "temperature_c":
            # Heat is judged by temperature difference; other kinds only where it matters.
            asked &= matters[resource] & ~resources.by_temperature[resource]
            least = least & ~resources.colder_is_better[resource]
        if not asked.any():
            continue
        has = streams.quality[name][offer]
        good = np.where(least, has >= wants, has <= wants)
        found = np.where(np.isnan(has), UNKNOWN, np.where(good, FITS, MISFIT))
        fit = np.maximum(fit, np.where(asked, found, FITS)).astype("int8")
    return fit


def _matters(resources: Resources, knowledge: Knowledge) -> np.ndarray:
    """Resources whose temperature is among their decisive qualities."""
    names = knowledge.resources["qualities"].str.split("|")
    matters = names.map(lambda parts: "temperature_c" in parts).to_numpy(dtype=bool)
    return matters | resources.colder_is_better
