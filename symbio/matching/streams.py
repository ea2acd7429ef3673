"""The zone's firms and streams as arrays, in a stated order, for everything that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.matching.distance import on_sphere
from symbio.matching.scenario import Scenario
from symbio.zone.rows import MONTHS, QUALITIES, Zone

# Storable this long or longer [day]: a year's quantity can be used at any time of the year.
YEARLY_DAYS = 30.0
# Where nothing is known about storing: matter keeps, services and pipes do not.
STORABLE_KINDS = ("material", "organic")
_OPERATION = re.compile(r"\b[RD]\s?(\d{1,2})\b")


@dataclass(frozen=True)
class Resources:
    """The resource table by number.

    Attributes
    ----------
    id, kind, unit : ndarray of str, one per resource
    ancestors : tuple of tuple of int
        The resource itself, then its parents from near to far.
    """

    id: np.ndarray
    kind: np.ndarray
    unit: np.ndarray
    storable_days: np.ndarray
    t_per_unit: np.ndarray
    by_temperature: np.ndarray
    colder_is_better: np.ndarray
    recovery_code: np.ndarray
    ancestors: tuple[tuple[int, ...], ...]


# Resources whose offer must be as cold as the need or colder; elsewhere warmer is better.
COLD_RESOURCES = ("cooling", "lng_cold", "cold_store", "cooling_water")


@lru_cache(maxsize=8)
def resources_of(knowledge: Knowledge) -> Resources:
    """Read the resource table once."""
    table = knowledge.resources
    code = {name: place for place, name in enumerate(table["resource_id"])}
    parent = [code.get(name, -1) for name in table["parent_id"]]
    ancestors = []
    for start in range(len(parent)):
        chain = [start]
        while parent[chain[-1]] >= 0 and parent[chain[-1]] not in chain:
            chain.append(parent[chain[-1]])
        ancestors.append(tuple(chain))
    kind = table["kind"].to_numpy(dtype="object")
    unit = table["unit"].to_numpy(dtype="object")
    density = table["density_t_per_m3"].to_numpy(dtype="float64")
    decides = np.array(["temperature_c" in names.split("|") for names in table["qualities"]], bool)
    return Resources(
        id=table["resource_id"].to_numpy(dtype="object"),
        kind=kind,
        unit=unit,
        storable_days=table["storable_days"].to_numpy(dtype="float64"),
        t_per_unit=np.where(unit == "t", 1.0, np.where(unit == "m3", density, np.nan)),
        by_temperature=decides & (kind == "energy"),
        colder_is_better=table["resource_id"].isin(COLD_RESOURCES).to_numpy(),
        recovery_code=table["recovery_code"].to_numpy(dtype="object"),
        ancestors=tuple(ancestors),
    )


@dataclass(frozen=True)
class Firms:
    """Firms sorted by id: place on the unit sphere [1], licences, sector, inside the OSB.

    Attributes
    ----------
    operations : dict of str to ndarray of bool
        Per R or D code, which firms hold it.
    licences_known : ndarray of bool
        Whether anything at all is on record.
    """

    id: np.ndarray
    xyz: np.ndarray
    nace: np.ndarray
    operations: dict[str, np.ndarray]
    licences_known: np.ndarray
    public: np.ndarray
    inside: np.ndarray


def firms_of(zone: Zone) -> Firms:
    """The firms of a zone, sorted by id; unknown places are NaN."""
    frame = zone.firm.sort_values("firm_id", ignore_index=True)
    xyz = on_sphere(
        frame["latitude"].to_numpy(dtype="float64"), frame["longitude"].to_numpy(dtype="float64")
    )
    codes, texts = pd.factorize(frame["licences"])
    held = [_held(text) for text in texts]
    every = sorted(set().union(*held)) if held else []
    operations = {
        name: np.array([*(name in group for group in held), False])[codes] for name in every
    }
    nace = frame["nace"].fillna("").str.replace(r"\D", "", regex=True)
    return Firms(
        id=frame["firm_id"].to_numpy(dtype="object"),
        xyz=xyz,
        nace=nace.to_numpy(dtype="object"),
        operations=operations,
        licences_known=codes >= 0,
        public=frame["origin"].eq("public").fillna(False).to_numpy(dtype=bool),
        inside=frame["inside_osb"].fillna(False).to_numpy(dtype=bool),
    )


def _held(text: str) -> set[str]:
    return {match.group(0).replace(" ", "") for match in _OPERATION.finditer(text.upper())}


@dataclass(frozen=True)
class Streams:
    """Streams that take part, sorted by id; numbers that are not known are NaN.

    Attributes
    ----------
    month : ndarray, shape (streams, 12)
        Quantity of each month [unit/month]; the year's quantity evenly where no profile is.
    yearly : ndarray of bool
        Whether it can be kept long enough to count by the year.
    quality : dict of str to ndarray
        Every named number of quality, in the unit of its name.
    """

    id: np.ndarray
    firm: np.ndarray
    offer: np.ndarray
    resource: np.ndarray
    quantity: np.ndarray
    month: np.ndarray
    yearly: np.ndarray
    quality: dict[str, np.ndarray]
    waste_code: np.ndarray
    price: np.ndarray
    price_currency: np.ndarray
    price_year: np.ndarray
    route: np.ndarray
    lane: np.ndarray

    def __len__(self) -> int:
        return len(self.id)


def streams_of(zone: Zone, firms: Firms, resources: Resources, scenario: Scenario) -> Streams:
    """The streams that can be matched: known firm and resource, estimates only if asked.

    A quantity whose unit is not its resource's is taken as unknown, and so is
    one of the grade "unknown"; nothing is converted or guessed here.
    """
    frame = zone.stream
    resource = pd.Index(resources.id).get_indexer(frame["resource"])
    firm = pd.Index(firms.id).get_indexer(frame["firm_id"])
    keep = (resource >= 0) & (firm >= 0)
    if not scenario.include_estimates:
        keep &= ~frame["grade"].eq("estimated").fillna(False).to_numpy(dtype=bool)
    # Nothing to give or to take.
    keep &= ~frame["quantity_per_year"].le(0).to_numpy(dtype=bool)
    place = np.flatnonzero(keep)
    place = place[np.argsort(frame["stream_id"].to_numpy(dtype="object")[place], kind="stable")]
    frame, resource, firm = frame.iloc[place], resource[place], firm[place]
    quantity = frame["quantity_per_year"].to_numpy(dtype="float64").copy()
    unit = frame["unit"].fillna("").to_numpy(dtype="object")
    quantity[(unit != "") & (unit != resources.unit[resource])] = np.nan
    quantity[frame["grade"].eq("unknown").fillna(False).to_numpy(dtype=bool)] = np.nan
    price_year = frame["present_cost_date"].dt.year.to_numpy(dtype="float64")
    lane = [
        f"lane_{end}_{axis}"
        for end in ("origin", "destination")
        for axis in ("latitude", "longitude")
    ]
    return Streams(
        id=frame["stream_id"].to_numpy(dtype="object"),
        firm=firm,
        offer=frame["direction"].eq("offer").to_numpy(dtype=bool),
        resource=resource.astype("int32"),
        quantity=quantity,
        month=_months(frame, quantity),
        yearly=_yearly(frame, resource, resources),
        quality=_qualities(frame),
        waste_code=_waste_codes(frame),
        price=frame["present_cost_per_unit"].to_numpy(dtype="float64"),
        price_currency=frame["present_cost_currency"].fillna("").to_numpy(dtype="object"),
        price_year=price_year,
        route=frame["present_route"].fillna("").to_numpy(dtype="object"),
        lane=frame[lane].to_numpy(dtype="float64"),
    )


def _months(frame: pd.DataFrame, quantity: np.ndarray) -> np.ndarray:
    """The year's quantity by month, in proportion to the profile; a blank month is none."""
    weight = np.nan_to_num(frame[list(MONTHS)].to_numpy(dtype="float64"), nan=0.0)
    weight = np.maximum(weight, 0.0)
    total = weight.sum(axis=1)
    flat = total <= 0
    share = np.where(flat[:, None], 1 / 12, weight / np.where(flat, 1.0, total)[:, None])
    return share * quantity[:, None]


def _yearly(frame: pd.DataFrame, resource: np.ndarray, resources: Resources) -> np.ndarray:
    days = frame["storable_days"].to_numpy(dtype="float64")
    days = np.where(np.isnan(days), resources.storable_days[resource], days)
    by_kind = np.isin(resources.kind[resource], STORABLE_KINDS)
    return np.where(np.isnan(days), by_kind, days >= YEARLY_DAYS)


def _waste_codes(frame: pd.DataFrame) -> np.ndarray:
    """Six digits, and an asterisk where one was written; "" where none is known."""
    codes, texts = pd.factorize(frame["waste_code"])
    plain = [re.sub(r"[^0-9*]", "", text) for text in texts]
    return np.array([*plain, ""], dtype="object")[codes]


def _qualities(frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """Every named number, those of their own column and those of "name=value; …"."""
    found = {name: frame[name].to_numpy(dtype="float64") for name in QUALITIES}
    codes, texts = pd.factorize(frame["quality_other"])
    named: dict[str, np.ndarray] = {}
    for place, text in enumerate(texts):
        for part in text.split(";"):
            name, _, number = part.partition("=")
            try:
                value = float(number)
            except ValueError:
                continue
            # One more entry than texts: the last stands for "nothing written".
            column = named.setdefault(name.strip(), np.full(len(texts) + 1, np.nan))
            column[place] = value
    for name, column in named.items():
        own = found.get(name)
        other = column[codes]
        found[name] = other if own is None else np.where(np.isnan(own), other, own)
    return found
