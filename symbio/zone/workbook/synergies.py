"""Settle the synergies: quantities in the resource's unit, money, and what a stage demands."""

from __future__ import annotations

from symbio.errors import Problem
from symbio.zone.workbook.amounts import Settler
from symbio.zone.workbook.checking import Rows
from symbio.zone.workbook.context import Context, Trouble
from symbio.zone.workbook.prices import settle_money

QUANTITIES = ("quantity_planned_per_year", "quantity_verified_per_year")
MONEY = ("gain_planned_per_year", "gain_verified_per_year", "investment")
# What may only be said with a document behind it.
VERIFIED = ("quantity_verified_per_year", "co2e_verified_t_per_year", "gain_verified_per_year")
NEEDS_REASON = ("parked", "rejected")


def settle_synergies(rows: Rows, contexts: list[Context]) -> tuple[Rows, list[Problem]]:
    """Turn amounts into numbers and check what belongs together.

    Parameters
    ----------
    rows : Rows
        Of table synergy, as `checking.read_rows` returns them.
    contexts : list of Context
        One per block.

    Returns
    -------
    Rows
        Quantities [canonical unit/y], money [money_currency], unit.
    problems : list of Problem
    """
    settler = Settler(rows, contexts, QUANTITIES, main=QUANTITIES[0])
    for place in range(len(rows.frame)):
        if settler.known(place):
            settler.nature(place)
            for field in QUANTITIES:
                amount = settler.settled(place, field)
                settler.out[field][place] = None if amount is None else amount.value
    problems = settler.problems + settler.notices()
    rows, found = settle_money(settler.finished(), contexts, MONEY, "money_currency")
    return rows, problems + found + _rules(rows)


def reason_problems(rows: Rows) -> list[Problem]:
    """Say which parked and rejected rows have no reason."""
    return [
        rows.problem(place, "reason", Trouble("reason_missing"), str(stage))
        for place, (stage, reason) in enumerate(
            zip(rows.frame["stage"], rows.frame["reason"], strict=True)
        )
        if stage in NEEDS_REASON and not reason and (place, "reason") not in rows.bad
    ]


def _rules(rows: Rows) -> list[Problem]:
    problems = reason_problems(rows)
    frame = rows.frame
    for place, row in enumerate(frame.to_dict("records")):
        if row["giver_firm_id"] and row["giver_firm_id"] == row["receiver_firm_id"]:
            problems.append(rows.problem(place, "receiver_firm_id", Trouble("synergy_one_firm")))
        if not row["evidence"]:
            problems += [
                rows.problem(place, field, Trouble("evidence_missing"))
                for field in VERIFIED
                if row[field] is not None and row[field] == row[field]
            ]
        if row["stage"] == "verified" and row["quantity_verified_per_year"] is None:
            trouble = Trouble("verified_without_quantity")
            if (place, "quantity_verified_per_year") not in rows.bad:
                problems.append(rows.problem(place, "stage", trouble))
    return problems
