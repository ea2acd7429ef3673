"""What the map draws, as frames: firms, their offers and needs, arcs between firms."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import sector_group
from symbio.zone.rows import Zone, size_class

PLACES = ("all", "inside", "outside")
POINT_COLUMNS = (
    "firm_id",
    "name",
    "sector",
    "size",
    "inside",
    "latitude",
    "longitude",
    "faint",
)
MARK_COLUMNS = ("firm_id", "direction", "kind", "streams", "latitude", "longitude", "slot", "slots")
ARC_COLUMNS = (
    "candidate_id",
    "giver_firm_id",
    "receiver_firm_id",
    "giver_name",
    "receiver_name",
    "from_resource",
    "to_resource",
    "kind",
    "unit",
    "planned_per_year",
    "quantity_per_year",
    "value_per_year",
    "price_known",
    "co2e_t_per_year",
    "distance_km",
    "legal_state",
)
# More arcs than this are neither drawn fast nor told apart.
MOST_CANDIDATES = 300
MOST_EXCHANGES = 600


def firm_points(
    zone: Zone,
    knowledge: Knowledge,
    *,
    sectors: Collection[str] = (),
    place: str = "all",
) -> pd.DataFrame:
    """The firms that have a position, large ones first so that small ones lie on top.

    Parameters
    ----------
    sectors : collection of str
        Sector groups that stand out, the others are `faint`; none lets all stand out.
    place : str
        "all"; "inside": only firms inside the OSB; "outside": firms outside
        stand out. Where it is not known, a firm counts as outside.

    Returns
    -------
    DataFrame, one row per firm
        Columns `POINT_COLUMNS`: `sector` is a sector group, `size` a size
        class, positions in degrees (WGS 84).
    """
    if place not in PLACES:
        raise ValueError(f"place must be one of {PLACES}, got {place!r}")
    firms = zone.firm.dropna(subset=["latitude", "longitude"])
    points = pd.DataFrame(
        {
            "firm_id": firms["firm_id"],
            "name": firms["name"],
            "sector": [sector_group(code, knowledge) for code in firms["nace"]],
            "size": [size_class(employees) for employees in firms["employees"]],
            "inside": firms["inside_osb"].fillna(False).astype(bool),
            "latitude": firms["latitude"],
            "longitude": firms["longitude"],
        }
    )
    if place == "inside":
        points = points[points["inside"]]
    faint = ~points["sector"].isin(list(sectors) or points["sector"])
    points = points.assign(faint=faint | (points["inside"] & (place == "outside")))
    order = points["size"].map({"large": 0, "medium": 1, "small": 2, "unknown": 3, "micro": 4})
    return (
        points.assign(order=order)
        .sort_values(["order", "firm_id"], ignore_index=True)
        .drop(columns="order")[list(POINT_COLUMNS)]
    )


def stream_marks(
    points: pd.DataFrame,
    zone: Zone,
    knowledge: Knowledge,
    *,
    directions: Collection[str],
    kinds: Collection[str] = (),
    resource: str | None = None,
) -> pd.DataFrame:
    """One mark per firm, direction and kind of resource, with its place beside the firm.

    Parameters
    ----------
    points : DataFrame
        As `firm_points` returns it.
    directions : collection of str
        "offer", "need" or both.
    kinds : collection of str
        Kinds of resource to keep; none keeps all.
    resource : str
        Only this resource.

    Returns
    -------
    DataFrame, one row per mark
        Columns `MARK_COLUMNS`: `streams` counts, `slot` of `slots` is the
        mark's place in the row above (offers) or below (needs) the firm.
    """
    kind_of = knowledge.resources.set_index("resource_id")["kind"].to_dict()
    streams = zone.stream.assign(kind=zone.stream["resource"].map(kind_of))
    keep = streams["direction"].isin(list(directions)) & streams["kind"].notna()
    if kinds:
        keep &= streams["kind"].isin(list(kinds))
    if resource is not None:
        keep &= streams["resource"] == resource
    key = ["firm_id", "direction", "kind"]
    counted = streams[keep].groupby(key).size().rename("streams").reset_index()
    clear = points.loc[~points["faint"], ["firm_id", "latitude", "longitude"]]
    marks = counted.merge(clear, on="firm_id")
    side = marks.groupby(["firm_id", "direction"])
    return marks.assign(slot=side.cumcount(), slots=side["kind"].transform("size").astype("int64"))[
        list(MARK_COLUMNS)
    ]


def arcs(points: pd.DataFrame, opportunities: pd.DataFrame, *, planned: bool) -> pd.DataFrame:
    """The ranked rows between two firms on the map: the plan's exchanges, or other candidates.

    Parameters
    ----------
    points : DataFrame
        As `firm_points` returns it: both ends must be on the map, one of them not faint.
    opportunities : DataFrame
        As `symbio.opportunities.rank` returns it, filtered as wished.
    planned : bool
        True for what the plan uses (all of it), False for the other
        candidates (the best 300).

    Returns
    -------
    DataFrame, one row per arc, best first
        Those of `ARC_COLUMNS` that `opportunities` has, and `from_latitude`, `from_longitude`,
        `to_latitude`, `to_longitude` [degrees], and `weight` from 0 to 1: the
        place of the arc's quantity among those of its unit.
    """
    used = opportunities["planned_per_year"] > 0
    wanted = opportunities.columns.intersection(list(ARC_COLUMNS), sort=False)
    rows = opportunities.loc[used == planned, wanted]
    if planned:
        placed = _placed(points, rows)
    else:
        # Of a country's candidates the first few hundred are enough as a rule.
        placed = _placed(points, rows.head(10 * MOST_CANDIDATES)).head(MOST_CANDIDATES)
        if len(placed) < MOST_CANDIDATES < len(rows):
            placed = _placed(points, rows).head(MOST_CANDIDATES)
    quantity = placed["planned_per_year"] if planned else placed["quantity_per_year"]
    weight = quantity.groupby(placed["unit"]).rank(pct=True).fillna(0.0)
    return placed.assign(weight=weight).reset_index(drop=True)


def _placed(points: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the positions of both ends, where both are on the map and one is not faint."""
    at = pd.Index(points["firm_id"])
    giver, receiver = (at.get_indexer(rows[firm]) for firm in ("giver_firm_id", "receiver_firm_id"))
    faint = points["faint"].to_numpy(dtype=bool)
    keep = (giver >= 0) & (receiver >= 0)
    keep[keep] = ~(faint[giver[keep]] & faint[receiver[keep]])
    places = {
        f"{end}_{axis}": points[axis].to_numpy()[place[keep]]
        for end, place in (("from", giver), ("to", receiver))
        for axis in ("latitude", "longitude")
    }
    return rows[keep].assign(**places)


def drawable(exchanges: pd.DataFrame, selected: str | None = None) -> pd.DataFrame:
    """The arcs of the plan that a map draws: all of the selected firm's, else the best 600.

    Parameters
    ----------
    exchanges : DataFrame
        As `arcs` returns it, best first.
    selected : str
        Firm of which no arc is left out.
    """
    if len(exchanges) <= MOST_EXCHANGES:
        return exchanges
    mine = (exchanges[["giver_firm_id", "receiver_firm_id"]] == selected).any(axis=1)
    best = pd.Series(range(len(exchanges)), index=exchanges.index) < MOST_EXCHANGES
    return exchanges[mine | best].reset_index(drop=True)
