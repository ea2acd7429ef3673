"""The exchanges of a picture as rows: the same selection, in words and numbers."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from symbio.disclosure import resource_label
from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.selection import select
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note

# A list beside a picture; the page Fırsatlar shows all of them.
_MOST = 100
_ROWS_TO_FILL = 14


def show_exchanges(
    rows: pd.DataFrame,
    knowledge: Knowledge,
    *,
    key: str,
    currency: str,
    firm: str | None = None,
    height: int | Literal["auto"] = "auto",
) -> None:
    """Draw ranked candidates, best first; a click on a row selects a firm of it.

    Parameters
    ----------
    rows : DataFrame
        Of the stored zone's candidates, filtered as the picture is.
    firm : str
        The selected firm: the table then says what it would give and get, and from whom.
    """
    code = language()
    found = len(rows)
    rows = rows.head(_MOST)
    same = ("".join(rows["candidate_id"]), firm)
    shown = make_once("exchange_rows", *same, make=lambda: _shown(rows, knowledge, firm))
    show_table(
        shown,
        _columns(currency, firm),
        key=key,
        alt=t("common.exchanges_alt"),
        on_row=lambda place: select(
            "firm", str(shown["partner_id" if firm else "giver_firm_id"].iloc[place])
        ),
        # A few rows need no more height than their own.
        height=height if len(rows) >= _ROWS_TO_FILL else "auto",
        same=same,
    )
    if found > len(rows):
        note(
            t(
                "common.first_rows",
                shown=numbers.number(len(rows), code),
                all=numbers.number(found, code),
            )
        )


def _shown(rows: pd.DataFrame, knowledge: Knowledge, firm: str | None) -> pd.DataFrame:
    """The rows in words; seen from the firm, where one is selected."""
    code = language()
    used = rows["planned_per_year"] > 0
    names = {name: resource_label(name, code, knowledge) for name in rows["from_resource"].unique()}
    gives = rows["giver_firm_id"] == firm
    return rows.assign(
        resource=rows["from_resource"].map(names),
        quantity=_quantities(rows["planned_per_year"].where(used, rows["quantity_per_year"]), rows),
        legal=[t(f"common.legal_{state}") for state in rows["legal_state"]],
        plan=used.map({True: "✓", False: ""}),
        direction=gives.map({True: t("common.gives"), False: t("common.takes")}),
        partner=rows["receiver_name"].where(gives, rows["giver_name"]),
        partner_id=rows["receiver_firm_id"].where(gives, rows["giver_firm_id"]),
    )


def _columns(currency: str, firm: str | None) -> list[Column]:
    """What the table shows: both parties of the plan, or of one firm its side and its partner."""
    what = Column("resource", t("common.resource"))
    money = t("common.value_column", currency=currency)
    amounts = [
        Column("quantity", t("common.quantity")),
        Column("value_per_year", money, 0, help=t("common.value_help")),
    ]
    rest = [
        Column("distance_km", t("common.km"), 1),
        Column("legal", t("common.legal")),
    ]
    if firm is None:
        giver = Column("giver_name", t("common.giver"), firm=True)
        receiver = Column("receiver_name", t("common.receiver"), firm=True)
        return [what, *amounts, giver, receiver, *rest]
    return [
        what,
        *amounts,
        Column("plan", t("common.plan"), help=t("common.plan_help")),
        Column("direction", t("common.direction")),
        Column("partner", t("common.partner"), firm=True),
        *rest,
    ]


def _quantities(values: pd.Series, rows: pd.DataFrame) -> list[str]:
    """Quantity and unit in one cell: different units do not sort by number."""
    words = {
        unit: t("common.per_year", unit=t(f"common.unit_{unit}")) for unit in rows["unit"].unique()
    }
    written = [_amount(value) for value in values]
    if "low_per_year" in rows:  # not everything may be known of these rows
        written = [
            _span(low, high)
            for low, high in zip(rows["low_per_year"], rows["high_per_year"], strict=True)
        ]
    return [
        word if word == numbers.MISSING else f"{word} {words[unit]}"
        for word, unit in zip(written, rows["unit"], strict=True)
    ]


def _span(low: float, high: float) -> str:
    if pd.isna(low) or low == high:
        return _amount(low)
    return t("common.range", low=_amount(low), high=_amount(high))


def _amount(value: float) -> str:
    return numbers.compact(value, language())
