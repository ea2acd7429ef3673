"""Candidates one by one: those between firms that show themselves, and a firm's own.

Everything comes from a match without anybody's own prices (`without_costs`), so that
neither a value nor the order of the rows can tell of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from symbio.access import Viewer
from symbio.disclosure.bands import quantity_band, rounded
from symbio.disclosure.distances import without_distance
from symbio.disclosure.labels import OTHER, REST, resource_label, unnamed
from symbio.disclosure.levels import LEVELS, Agreements, agreed
from symbio.disclosure.tokens import Tokens
from symbio.knowledge import Knowledge
from symbio.locale import text
from symbio.locale.letters import fold
from symbio.opportunities import STANDINGS

# What of a candidate is the facilitator's, or both parties' after they agreed.
_COSTS = (
    "avoided_disposal_per_unit",
    "avoided_purchase_per_unit",
    "treatment_per_unit",
    "residue_disposal_per_unit",
    "handling_per_unit",
    "transport_per_unit",
    "fee_low_per_unit",
    "fee_high_per_unit",
    "fixed_link_cost_per_year",
    "need_covered",
    "distance_to_treater_km",
    "distance_from_treater_km",
)
_PLACE = {name: place for place, name in enumerate(STANDINGS)}
_SIDES = (("giver", "offer", "from_resource"), ("receiver", "need", "to_resource"))


@dataclass(frozen=True)
class Names:
    """What stands for firms and streams, and who shows what; by id.

    Attributes
    ----------
    levels, firm_levels : Series
        Of streams by stream_id, of firms by firm_id.
    labels : DataFrame
        As `labels.stream_labels` returns it.
    aliases, names, sectors : Series
        By firm_id.
    quantities : Series
        By stream_id. [unit/y]
    usual_km : Series
        By kind: the distance that stands for any firm that shows its sector only. [km]
    """

    levels: pd.Series
    firm_levels: pd.Series
    labels: pd.DataFrame
    aliases: pd.Series
    names: pd.Series
    sectors: pd.Series
    quantities: pd.Series
    usual_km: pd.Series


def shown_rows(
    general: pd.DataFrame,
    own_priced: pd.DataFrame,
    names: Names,
    viewer: Viewer,
    agreements: Agreements,
    tokens: Tokens,
    knowledge: Knowledge,
    language: str,
) -> pd.DataFrame:
    """The candidates that `viewer` may see one by one, with what it may know of each.

    Parameters
    ----------
    general : DataFrame
        `symbio.opportunities.rank` of a match without own prices: at least the
        rows that the viewer's firm takes part in and those between public streams.
    own_priced : DataFrame
        The same with them: for the fee of those who agreed to show it.

    Returns
    -------
    DataFrame, one row per candidate, best first by general values
        The columns of `rank`, and for each side (giver, receiver) `<side>_state`
        ("full", "alias", "sector"), `<side>_low` and `<side>_high`: the band of its
        quantity, both the quantity itself where the state is full, missing where only
        the sector is shown [unit/y]; `low_per_year` and `high_per_year`, the band of
        what could go [unit/y]; `low_km`, `high_km`. A yearly value stands only where
        both sides are seen in full, rounded; the distance of a hidden firm is the
        middle of its band. Costs and fees are missing.
    """
    rows = general
    mine = pd.DataFrame({side: rows[f"{side}_firm_id"] == viewer.firm_id for side, *_ in _SIDES})
    both = agreed(rows, agreements.contact)
    states = {
        side: _states(rows, names, side, stream, mine[side], both) for side, stream, _ in _SIDES
    }
    open_to_all = (states["giver"] == "full") & (states["receiver"] == "full")
    keep = open_to_all | mine.any(axis=1)
    for side, stream, _resource in _SIDES:
        # One of too few even as "other": not even its being there is told.
        known = rows[f"{stream}_stream_id"].isin(names.labels.index)
        keep &= (states[side] != "sector") | known
    rows = rows[keep].assign(**{f"{side}_state": state[keep] for side, state in states.items()})
    rows = _banded(rows, names)
    rows = without_distance(rows, names.usual_km, _placed_openly(rows, names, viewer, both))
    rows = _counted(rows)
    rows = _with_fee(rows, own_priced, agreements, mine.any(axis=1))
    rows = _named(rows, names, tokens, knowledge, language)
    return _ordered(_tokened(rows, viewer, tokens))


def _states(
    rows: pd.DataFrame, names: Names, side: str, stream: str, mine: pd.Series, both: pd.Series
) -> pd.Series:
    """How much of one side of each row is seen."""
    level = rows[f"{stream}_stream_id"].map(names.levels)
    level = level.fillna(rows[f"{side}_firm_id"].map(names.firm_levels)).fillna(LEVELS[0])
    state = level.map({"sector": "sector", "alias": "alias", "partners": "alias", "public": "full"})
    return state.mask(mine | both, "full")


def _banded(rows: pd.DataFrame, names: Names) -> pd.DataFrame:
    """The bands of both quantities, and of what could go."""
    shown: dict[str, pd.Series] = {}
    for side, stream, _ in _SIDES:
        quantity = rows[f"{stream}_stream_id"].map(names.quantities).astype("float64")
        band = quantity_band(quantity)
        full, sector = rows[f"{side}_state"] == "full", rows[f"{side}_state"] == "sector"
        for end in ("low", "high"):
            shown[f"{side}_{end}"] = band[end].where(~full, quantity).mask(sector)
    going = rows["planned_per_year"].where(rows["planned_per_year"] > 0, rows["quantity_per_year"])
    band = quantity_band(going)
    hidden = (rows["giver_state"] == "sector") | (rows["receiver_state"] == "sector")
    return rows.assign(
        **shown,
        low_per_year=band["low"].mask(hidden),
        high_per_year=band["high"].mask(hidden),
    )


def _placed_openly(rows: pd.DataFrame, names: Names, viewer: Viewer, both: pd.Series) -> pd.Series:
    """Rows both of whose firms the viewer may find on a map."""
    seen = [
        (rows[f"{side}_firm_id"] == viewer.firm_id)
        | (rows[f"{side}_firm_id"].map(names.firm_levels) == "public")
        | both.reindex(rows.index)
        for side, *_ in _SIDES
    ]
    return seen[0] & seen[1]


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Yearly sums where both sides are seen in full; everything else of the sums is taken away."""
    full = (rows["giver_state"] == "full") & (rows["receiver_state"] == "full")
    planned, possible = (
        rounded(rows[column]) for column in ("planned_per_year", "quantity_per_year")
    )
    counted = planned.where(planned > 0, possible)
    worth = rows["value_per_unit"].where(rows["price_known"]) * counted - rows["link_cost_per_year"]
    terms = [name for name in map(str, rows) if name.startswith("co2e_") and name.endswith("unit")]
    taken = {*_COSTS, *terms} - {"co2e_kg_per_unit"}
    return rows.assign(
        **dict.fromkeys(sorted(taken), np.nan),
        # That a candidate is in the plan is told, how much of it only where all is seen.
        planned_per_year=planned.where(full | (planned <= 0), 1.0),
        quantity_per_year=possible.where(full),
        low_per_year=rows["low_per_year"].where(~full, counted),
        high_per_year=rows["high_per_year"].where(~full, counted),
        value_per_year=rounded(worth, 2).where(full),
        co2e_t_per_year=rounded(rows["co2e_kg_per_unit"] * counted / 1000, 2).where(full),
        own_price=False,
        data_grade="unknown",
        treater_firm_id=None,
        treater_name=None,
    )


def _with_fee(
    rows: pd.DataFrame, own_priced: pd.DataFrame, agreements: Agreements, mine: pd.Series
) -> pd.DataFrame:
    """The fee band, for a party where both agreed to show it."""
    open_fee = agreed(rows, agreements.figures) & mine.reindex(rows.index)
    fees = own_priced.set_index("candidate_id")
    return rows.assign(
        **{
            column: rows["candidate_id"].map(fees[column]).where(open_fee)
            for column in ("fee_low_per_unit", "fee_high_per_unit")
        }
    )


def _named(
    rows: pd.DataFrame, names: Names, tokens: Tokens, knowledge: Knowledge, language: str
) -> pd.DataFrame:
    """Names, sectors, resources and quantities of both sides, as far as they are shown."""
    known = names.labels
    columns: dict[str, pd.Series] = {}
    rolled = pd.Series(False, index=rows.index)
    for side, stream, resource in _SIDES:
        state, firm = rows[f"{side}_state"], rows[f"{side}_firm_id"]
        of_stream = rows[f"{stream}_stream_id"].map(known["sector"]).astype("object").fillna(OTHER)
        sector = firm.map(names.sectors).fillna(OTHER).where(state != "sector", of_stream)
        columns[f"{side}_sector"] = sector
        columns[f"{side}_name"] = _called(firm, state, sector, names, tokens, language)
        label = (
            rows[f"{stream}_stream_id"]
            .map(known["resource"])
            .astype("object")
            .fillna(REST + rows["kind"])
        )
        columns[resource] = rows[resource].where(state != "sector", label)
        rolled |= columns[resource] != rows[resource]
    if rows.empty:
        return rows.assign(**columns, search="")
    words = [
        [fold(str(name)) for name in columns[column]] for column in ("giver_name", "receiver_name")
    ]
    words += [
        [fold(resource_label(str(name), language, knowledge)) for name in columns[resource]]
        for *_, resource in _SIDES
    ]
    return rows.assign(
        **columns,
        search=[" ".join(parts) for parts in zip(*words, strict=True)],
        # The process and its rules would name the resource that was rolled up.
        pathway_id=rows["pathway_id"].mask(rolled, ""),
        legal_rules=rows["legal_rules"].mask(rolled, ""),
    )


def _called(
    firm: pd.Series,
    state: pd.Series,
    sector: pd.Series,
    names: Names,
    tokens: Tokens,
    language: str,
) -> pd.Series:
    """What each firm is called: its name, its alias, or its sector."""
    words = {name: text(language, f"common.sector_{name}") for name in sector.unique()}
    found = []
    for identity, how, group in zip(firm, state, sector, strict=True):
        alias = names.aliases.get(identity)
        if how == "full":
            found.append(str(names.names.get(identity, identity)))
        elif how == "sector":
            found.append(unnamed(group, language))
        elif isinstance(alias, str):
            found.append(alias)
        else:
            mark = tokens.token("alias", str(identity))[:4].upper()
            found.append(text(language, "disclosure.alias", sector=words[group], mark=mark))
    return pd.Series(found, index=firm.index, dtype="str")


def _tokened(rows: pd.DataFrame, viewer: Viewer, tokens: Tokens) -> pd.DataFrame:
    """Ids that go to a browser become tokens; a firm's own stay what they are."""

    def token(kind: str, column: str) -> list[str]:
        return [tokens.token(kind, str(identity)) for identity in rows[column]]

    columns = {"candidate_id": pd.Series(token("candidate", "candidate_id"), index=rows.index)}
    for side, stream, _ in _SIDES:
        own = rows[f"{side}_firm_id"] == viewer.firm_id
        firm, alias, once = (
            pd.Series(token(kind, column), index=rows.index, dtype="str")
            for kind, column in (
                ("firm", f"{side}_firm_id"),
                ("alias", f"{side}_firm_id"),
                ("stream", f"{stream}_stream_id"),
            )
        )
        # An alias is no point of the map, and a mere sector another firm in every row.
        state = rows[f"{side}_state"]
        shown = firm.where(state == "full", alias.where(state == "alias", once))
        columns[f"{side}_firm_id"] = rows[f"{side}_firm_id"].where(own, shown)
        columns[f"{stream}_stream_id"] = rows[f"{stream}_stream_id"].where(own, once)
    return rows.assign(**columns)


def _ordered(rows: pd.DataFrame) -> pd.DataFrame:
    """Best first, by what is shown only; the token breaks ties."""
    found = rows.sort_values(
        ["standing", "value_per_year", "value_per_unit", "distance_km", "candidate_id"],
        ascending=[True, False, False, True, True],
        key=lambda column: column.map(_PLACE) if column.name == "standing" else column,
        ignore_index=True,
    )
    return found.assign(rank=np.arange(1, len(found) + 1))
