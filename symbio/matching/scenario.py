"""All assumptions of one run, and what a what-if changes in the zone's rows."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from symbio.errors import InputError, Problem
from symbio.knowledge import Knowledge
from symbio.zone.rows import Zone

# Ids of hypothetical rows begin with this, so that they never meet a stored id.
ADDED_PREFIX = "new:"


@dataclass(frozen=True)
class AddedFirm:
    """A firm that exists only in the scenario; its id is given the prefix "new:"."""

    firm_id: str
    name: str = ""
    nace: str = ""
    latitude: float | None = None
    longitude: float | None = None

    def __post_init__(self) -> None:
        """Keep hypothetical ids apart from stored ones."""
        if not self.firm_id.startswith(ADDED_PREFIX):
            object.__setattr__(self, "firm_id", ADDED_PREFIX + self.firm_id)


@dataclass(frozen=True)
class AddedStream:
    """An offer or a need that exists only in the scenario, of any firm of zone or scenario."""

    firm_id: str
    direction: str
    resource: str
    quantity_per_year: float | None = None
    waste_code: str = ""
    temperature_c: float | None = None

    @property
    def stream_id(self) -> str:
        """What the stream is called; the same for the same firm, direction and resource."""
        firm = self.firm_id.removeprefix(ADDED_PREFIX)
        return f"{ADDED_PREFIX}{firm}:{self.direction}:{self.resource}"


@dataclass(frozen=True)
class Scenario:
    """Every assumption of a run; hashable, and equal when all assumptions are.

    Attributes
    ----------
    name : str
        What people call it.
    radius_km : tuple of (kind, km)
        How far each kind may go; kinds not named take the value of distances.csv.
    disposal_price_change_percent, virgin_price_change_percent : float
        Change of what disposal costs, and of what bought material costs [%].
    transport_change_percent : float
        Change of freight and lane rates [%].
    carbon_price_per_t : float
        What a tonne of CO2e saved counts in the objective [currency/t].
    minimum_lot_per_year : float
        Least quantity of an exchange of material or organic kind [unit of the offer/y].
    fixed_link_cost_per_year : float
        Cost of every link that is used [currency/y].
    count_pipe_cost : bool
        Whether energy and water links also bear the yearly cost of their pipe.
    allow_conditional : bool
        Whether what the law allows under conditions may be planned.
    include_estimates : bool
        Whether streams estimated from sector and size take part.
    detour_factor : float
        Road distance over great-circle distance.
    approach_k : float
        Least temperature difference over a heat exchanger [K].
    removed_firms : tuple of str
        Firms that are taken out.
    added_firms, added_streams : tuple
        What is added hypothetically.
    currency : str
        Currency of all money (ISO 4217).
    valuation_date : str
        Date whose price level is used (ISO 8601); empty: the latest year of the rates.
    mip_gap : float
        Where whole links are chosen: stop within this share of the optimum.
    mip_nodes : int
        ... or after this many nodes of the search tree.
    nearest : int
        Partners kept per stream, the nearest on both sides; 0 keeps all.
    """

    name: str = ""
    radius_km: tuple[tuple[str, float], ...] = ()
    disposal_price_change_percent: float = 0.0
    virgin_price_change_percent: float = 0.0
    transport_change_percent: float = 0.0
    carbon_price_per_t: float = 0.0
    minimum_lot_per_year: float = 0.0
    fixed_link_cost_per_year: float = 0.0
    count_pipe_cost: bool = True
    allow_conditional: bool = True
    include_estimates: bool = False
    detour_factor: float = 1.3
    approach_k: float = 10.0
    removed_firms: tuple[str, ...] = ()
    added_firms: tuple[AddedFirm, ...] = ()
    added_streams: tuple[AddedStream, ...] = ()
    currency: str = "TRY"
    valuation_date: str = ""
    mip_gap: float = 0.01
    mip_nodes: int = 200
    nearest: int = 0

    @classmethod
    def of(cls, zone: Zone) -> Scenario:
        """The scenario without any change: the zone's currency, its latest price date."""
        return cls(currency=zone.currency, valuation_date=_latest_price_date(zone))

    def radii(self, knowledge: Knowledge) -> dict[str, float]:
        """How far each kind may go [km]: this scenario's word, else distances.csv."""
        table = knowledge.distances
        default = dict(zip(table["kind"], table["radius_km"].astype(float), strict=True))
        return default | {kind: float(km) for kind, km in self.radius_km}


def default(zone: Zone) -> Scenario:
    """The scenario without any change, as `Scenario.of`."""
    return Scenario.of(zone)


def apply(zone: Zone, scenario: Scenario) -> Zone:
    """`zone` without the removed and with the added firms and streams.

    A removed firm that the zone does not hold is passed over, so that an old
    link still opens. Where nothing is removed or added the zone itself comes back.

    Raises
    ------
    InputError
        If an added firm's id is taken, or an added stream's firm is unknown.
    """
    if not (scenario.removed_firms or scenario.added_firms or scenario.added_streams):
        return zone
    gone = list(scenario.removed_firms)
    firm = zone.firm[~zone.firm["firm_id"].isin(gone)]
    stream = zone.stream[~zone.stream["firm_id"].isin(gone)]
    _check_added(set(firm["firm_id"]), scenario)
    if scenario.added_firms:
        firm = pd.concat([firm, _added_firms(scenario)], ignore_index=True)
    if scenario.added_streams:
        added = _added_streams(scenario)
        stream = pd.concat([stream, added[~added["firm_id"].isin(gone)]], ignore_index=True)
    return zone.with_table("firm", firm).with_table("stream", stream)


def _latest_price_date(zone: Zone) -> str:
    """The date of the latest own price, else of the zone's source, else empty."""
    for dates in (zone.stream["present_cost_date"], zone.zone["source_date"]):
        latest = dates.max()
        if not pd.isna(latest):
            return str(latest.date().isoformat())
    return ""


def _check_added(firm_ids: set[str], scenario: Scenario) -> None:
    problems = []
    known = set(firm_ids)
    for firm in scenario.added_firms:
        if firm.firm_id in known:
            problems.append(Problem("scenario_firm_twice", value=firm.firm_id))
        known.add(firm.firm_id)
    for stream in scenario.added_streams:
        # The stream of a firm that the scenario removes goes with it.
        if stream.firm_id not in known and stream.firm_id not in scenario.removed_firms:
            problems.append(Problem("scenario_no_firm", value=stream.firm_id))
    if problems:
        raise InputError.of(problems)


def _added_firms(scenario: Scenario) -> pd.DataFrame:
    rows = [
        {entry.name: getattr(firm, entry.name) for entry in fields(AddedFirm)}
        for firm in scenario.added_firms
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(
        nace=frame["nace"].replace("", None),
        name=frame["name"].where(frame["name"] != "", frame["firm_id"]),
    )


def _added_streams(scenario: Scenario) -> pd.DataFrame:
    rows = []
    seen: dict[str, int] = {}
    for stream in scenario.added_streams:
        count = seen[stream.stream_id] = seen.get(stream.stream_id, 0) + 1
        rows.append(
            {
                "stream_id": stream.stream_id + (f":{count}" if count > 1 else ""),
                "firm_id": stream.firm_id,
                "direction": stream.direction,
                "resource": stream.resource,
                "quantity_per_year": stream.quantity_per_year,
                "waste_code": stream.waste_code or None,
                "temperature_c": stream.temperature_c,
                "grade": "unknown" if stream.quantity_per_year is None else "declared",
            }
        )
    return pd.DataFrame(rows)
