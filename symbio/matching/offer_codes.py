"""What the waste code of an offer says of it: hazard, mirror entry, and which law is concerned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.codes import possible_resources
from symbio.knowledge.lookup import nobody_takes
from symbio.matching.candidates import Candidates
from symbio.matching.streams import Resources, Streams

# Codes of animal tissue: veterinary law applies, not waste law.
ANIMAL_CODES = ("020102", "020202", "020203")
ANIMAL_RESOURCE = "animal_byproduct"
# Kitchen waste and frying oil, which may not become feed.
CATERING_CODES = ("200108", "200125")
# Plant tissue, manure and forestry waste: outside waste law on farms, in forests and as a fuel.
FARM_CODES = ("020103", "020106", "020107")
PACKAGING_CHAPTER = "1501"
# Waste oils, and rubble (metals and soil have rules of their own).
OIL_CODES = ("1301", "1302", "1303", "120106", "120107", "120110", "120119")
RUBBLE_CODES = ("1701", "1702", "1703", "1706", "1708", "1709")


@dataclass(frozen=True)
class OfferCodes:
    """What the waste code of each candidate's offer says, one entry per candidate.

    Attributes
    ----------
    disposed_of : ndarray of bool
        The code means what nobody may take, though the resource does not.
    another : ndarray of bool
        The code is hazardous and means another waste than the resource.
    """

    is_waste: np.ndarray
    hazardous: np.ndarray
    mirror: np.ndarray
    animal: np.ndarray
    packaging: np.ndarray
    unspecific: np.ndarray
    oil: np.ndarray
    rubble: np.ndarray
    catering: np.ndarray
    farm: np.ndarray
    disposed_of: np.ndarray
    another: np.ndarray


def offer_codes(
    found: Candidates,
    streams: Streams,
    resources: Resources,
    knowledge: Knowledge,
    country: str,
) -> OfferCodes:
    """Look each offer's own code up, else its resource's usual code.

    Parameters
    ----------
    country : str
        ISO 3166 alpha-2; Turkey's marks decide there which entries need an analysis.
    """
    table = knowledge.resources
    usual = table["waste_code"].to_numpy(dtype="object")[streams.resource]
    numbers, texts = pd.factorize(np.where(streams.waste_code != "", streams.waste_code, usual))
    digits = [text.rstrip("*") for text in texts]
    hazard, mirror = _listed(knowledge, country)
    nobodys, entries = nobody_takes(knowledge), knowledge.waste_codes
    closed = set(entries["waste_code"][entries["resource_id"].isin(nobodys)])
    # A code that the list does not know is hazardous where it was written with an asterisk.
    dangerous = [
        hazard.get(code, "yes" if text.endswith("*") else "no") == "yes"
        for code, text in zip(digits, texts, strict=True)
    ]
    chain = np.array(
        [ANIMAL_RESOURCE in resources.id[list(up)] for up in resources.ancestors], bool
    )
    disposed = ~table["disposal_class"].isin(["", "none"]).to_numpy()

    means = np.array([possible_resources(knowledge, code) for code in digits], bool)
    means = means.reshape(len(digits), len(table))

    def per_candidate(of_code: list[bool]) -> np.ndarray:
        return np.array(of_code, bool)[numbers][found.offer]

    return OfferCodes(
        is_waste=per_candidate([code != "" for code in digits])
        | disposed[streams.resource][found.offer],
        hazardous=per_candidate(dangerous),
        mirror=per_candidate([code in mirror for code in digits]),
        animal=per_candidate([code in ANIMAL_CODES for code in digits])
        | chain[streams.resource][found.offer],
        packaging=per_candidate([code.startswith(PACKAGING_CHAPTER) for code in digits]),
        unspecific=per_candidate([code.endswith("99") for code in digits]),
        oil=per_candidate([code.startswith(OIL_CODES) for code in digits]),
        rubble=per_candidate([code.startswith(RUBBLE_CODES) for code in digits]),
        catering=per_candidate([code in CATERING_CODES for code in digits]),
        farm=per_candidate([code in FARM_CODES for code in digits]),
        disposed_of=per_candidate([code in closed for code in digits])
        & ~table["resource_id"].isin(nobodys).to_numpy()[streams.resource][found.offer],
        another=~means[numbers, streams.resource][found.offer],
    )


@lru_cache(maxsize=8)
def _listed(knowledge: Knowledge, country: str) -> tuple[dict[str, str], set[str]]:
    """Of every listed code, whether it is hazardous; and the codes that need an analysis."""
    entries = knowledge.waste_codes.drop_duplicates("waste_code").set_index("waste_code")
    hazard = dict(zip(entries.index, entries["hazardous"], strict=True))
    return hazard, _mirror(entries, country)


def _mirror(entries: pd.DataFrame, country: str) -> set[str]:
    """Codes whose hazard only an analysis can tell: by Turkey's marks in TR, else the European.

    In Turkey that is a code marked M, and the entry that excludes it.
    """
    if country != "TR":
        return set(entries.index[entries["entry_eu"].str.startswith("mirror")])
    marked = set(entries.index[entries["entry_tr"] == "M"])
    excluded = entries["mirror_of"].str.split("|").map(marked.intersection)
    return marked | set(entries.index[excluded.map(len) > 0])
