"""What stands where, and what is due: the facilitator's list of synergies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.pipeline.stages import ALL_STAGES, RUNNING, SET_ASIDE
from symbio.zone.rows import Zone


def begun(zone: Zone) -> dict[tuple[str, str, str], str]:
    """The synergies that people work on, by giver, receiver and resource given."""
    keys = ["giver_firm_id", "receiver_firm_id", "resource", "synergy_id"]
    rows = zone.synergy[keys].itertuples(index=False, name=None)
    # The first of two stands.
    return {(giver, receiver, what): one for giver, receiver, what, one in reversed([*rows])}


def board(zone: Zone, knowledge: Knowledge, *, today: date) -> pd.DataFrame:
    """Every synergy with its names, what is overdue first.

    Parameters
    ----------
    zone : Zone
    knowledge : Knowledge
        For kind and unit of the resources.
    today : date
        A step that was due before this day and is not done is overdue.

    Returns
    -------
    DataFrame, one row per synergy; overdue by due day, then dated, then undated, by id
        The columns of the table synergy and `giver_name`, `receiver_name`,
        `kind`, `open` (neither verified nor set aside), `overdue`, `days_late`,
        `days_in_stage` [day, NaN where unknown].
    """
    synergy = zone.synergy
    names = zone.firm.set_index("firm_id")["name"]
    kinds = knowledge.resources.set_index("resource_id")["kind"]
    now = pd.Timestamp(today)
    is_open = ~synergy["stage"].isin([*SET_ASIDE, "verified"])
    late = (now - synergy["next_step_date"]).dt.days
    overdue = is_open & (late > 0)
    rows = synergy.assign(
        giver_name=synergy["giver_firm_id"].map(names),
        receiver_name=synergy["receiver_firm_id"].map(names),
        kind=synergy["resource"].map(kinds),
        open=is_open,
        overdue=overdue,
        days_late=late.where(overdue),
        days_in_stage=(now - synergy["stage_date"]).dt.days,
        stage_rank=synergy["stage"].map({name: place for place, name in enumerate(ALL_STAGES)}),
    )
    return rows.sort_values(
        ["overdue", "open", "next_step_date", "stage_rank", "synergy_id"],
        ascending=[False, False, True, False, True],
        na_position="last",
        ignore_index=True,
    )


@dataclass(frozen=True)
class Standing:
    """Sums over the synergies.

    Attributes
    ----------
    all, open, overdue, running, verified, set_aside : int
        Numbers of synergies.
    quantity_verified : tuple of (unit, quantity)
        Shown to flow, by unit [unit/y].
    co2e_planned_t_per_year, co2e_verified_t_per_year : float
        Of the open and running ones as planned; of those with evidence [t/y].
    gain_verified : tuple of (currency, money)
        [currency/y]
    """

    all: int
    open: int
    overdue: int
    running: int
    verified: int
    set_aside: int
    quantity_verified: tuple[tuple[str, float], ...]
    co2e_planned_t_per_year: float
    co2e_verified_t_per_year: float
    gain_verified: tuple[tuple[str, float], ...]


def standing(rows: pd.DataFrame) -> Standing:
    """Add up the rows of `board`."""
    verified = rows[rows["stage"].isin(RUNNING)]
    live = rows[~rows["stage"].isin(SET_ASIDE)]
    return Standing(
        all=len(rows),
        open=int(rows["open"].sum()),
        overdue=int(rows["overdue"].sum()),
        running=int(rows["stage"].isin(RUNNING).sum()),
        verified=int((rows["stage"] == "verified").sum()),
        set_aside=int(rows["stage"].isin(SET_ASIDE).sum()),
        quantity_verified=_by(verified, "unit", "quantity_verified_per_year"),
        co2e_planned_t_per_year=float(live["co2e_planned_t_per_year"].sum()),
        co2e_verified_t_per_year=float(verified["co2e_verified_t_per_year"].sum()),
        gain_verified=_by(verified, "money_currency", "gain_verified_per_year"),
    )


def _by(rows: pd.DataFrame, key: str, amount: str) -> tuple[tuple[str, float], ...]:
    known = rows.dropna(subset=[key, amount])
    sums = known.groupby(key)[amount].sum().sort_values(ascending=False, kind="stable")
    return tuple((str(name), float(value)) for name, value in sums.items())
