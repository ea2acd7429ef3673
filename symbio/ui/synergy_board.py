"""The synergies at a glance: answer, figures, board by stage, list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from symbio import pipeline
from symbio.knowledge.names import resource_name
from symbio.locale import letters, numbers
from symbio.locale.firm_names import short_name
from symbio.ui import address
from symbio.ui.amounts import short_money
from symbio.ui.empty import empty
from symbio.ui.figures import Figure, figures
from symbio.ui.inputs import choose, choose_many, switch
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import plain, sentence
from symbio.ui.theme import narrow

PICKED = "synergy"
# More cards than this in one column are read in the list.
_CARDS, _CARDS_ON_A_PHONE = 6, 3


def today() -> dt.date:
    """The day that "overdue" is counted from."""
    return dt.date.today()


def stage_name(stage: str) -> str:
    """A stage in the reader's language."""
    return pipeline.stage_name(stage, language())


def say_answer(rows: pd.DataFrame) -> None:
    """One sentence: how many are worked on, what is late, what flows."""
    said, code = pipeline.standing(rows), language()
    if rows.empty:
        sentence(t("synergies.lead_none"))
        return
    words = t(
        "synergies.lead",
        open=numbers.number(said.open, code),
        overdue=numbers.number(said.overdue, code),
        running=numbers.number(said.running, code),
        verified=numbers.number(said.verified, code),
    )
    sentence(words)


def show_figures(rows: pd.DataFrame) -> None:
    """What is open and late, what runs, what was shown to be saved."""
    said, code = pipeline.standing(rows), language()
    quantities = " · ".join(
        f"{numbers.compact(quantity, code)} {t(f'common.unit_{unit}')}"
        for unit, quantity in said.quantity_verified
    )
    gains = " · ".join(short_money(value, name) for name, value in said.gain_verified)
    figures(
        Figure(
            t("synergies.figure_open"),
            numbers.number(said.open, code),
            note=t("synergies.figure_open_note", all=said.all, aside=said.set_aside),
        ),
        Figure(
            t("synergies.figure_overdue"),
            numbers.number(said.overdue, code),
            note=t("synergies.figure_overdue_note"),
        ),
        Figure(
            t("synergies.figure_verified"),
            f"{said.verified} / {said.running}",
            note=t(
                "synergies.figure_verified_note",
                quantities=quantities or numbers.MISSING,
                gains=gains or numbers.MISSING,
            ),
        ),
        Figure(
            t("synergies.figure_co2e"),
            numbers.compact(said.co2e_verified_t_per_year, code),
            t("synergies.unit_co2e"),
            note=t(
                "synergies.figure_co2e_note",
                planned=numbers.compact(said.co2e_planned_t_per_year, code),
            ),
        ),
    )


def ask_filters(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that pass the filters; all of it is in the link."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stages = choose_many("stages", t("synergies.filter_stage"), pipeline.ALL_STAGES, stage_name)
        owners = sorted(rows["owner"].dropna().unique(), key=letters.sort_key)
        owner = choose("owner", t("synergies.filter_owner"), owners, plain)
        found = sorted(
            rows["resource"].unique(),
            key=lambda name: letters.sort_key(resource_name(name, language())),
        )
        resource = choose(
            "resource",
            t("common.resource"),
            found,
            lambda name: resource_name(name, language()),
            t("common.all_resources"),
        )
        late = switch("late", t("synergies.filter_late"))
    shown = rows
    if stages:
        shown = shown[shown["stage"].isin(stages)]
    if owner:
        shown = shown[shown["owner"] == owner]
    if resource:
        shown = shown[(shown["resource"] == resource) | (shown["to_resource"] == resource)]
    return shown[shown["overdue"]] if late else shown


def picked(rows: pd.DataFrame) -> dict[str, Any] | None:
    """The synergy of the link or the last click."""
    address.start(PICKED, "", str)
    found = rows[rows["synergy_id"] == st.session_state[PICKED]]
    if found.empty:
        return None
    address.keep(PICKED, st.session_state[PICKED])
    return {str(name): value for name, value in found.iloc[0].items()}


def pick(synergy_id: str) -> None:
    """Select a synergy; in a callback only."""
    st.session_state[PICKED] = synergy_id


def show_board(rows: pd.DataFrame) -> None:
    """One column a stage, the late ones on top; a card opens the synergy."""
    if rows.empty:
        empty(t("synergies.none_fit"))
        return
    stages = [stage for stage in pipeline.ALL_STAGES if (rows["stage"] == stage).any()]
    per_row = 1 if narrow() else 4
    for start in range(0, len(stages), per_row):
        part = stages[start : start + per_row]
        for column, stage in zip(st.columns(per_row, gap="small"), part, strict=False):
            with column, st.container(border=True, key=f"board_{stage}"):
                _stage_column(stage, rows[rows["stage"] == stage])


def _stage_column(stage: str, rows: pd.DataFrame) -> None:
    st.markdown(f"**{stage_name(stage)}** · {len(rows)}")
    most = _CARDS_ON_A_PHONE if narrow() else _CARDS
    for row in rows.head(most).to_dict("records"):
        st.button(
            _card_label({str(name): value for name, value in row.items()}),
            key=f"card_{row['synergy_id']}",
            on_click=pick,
            args=(row["synergy_id"],),
            help=plain(f"{row['giver_name']} → {row['receiver_name']}"),
            width="stretch",
            type="secondary",
        )
    if len(rows) > most:
        st.caption(t("synergies.more_in_list", count=len(rows) - most))


def _card_label(row: dict[str, Any]) -> str:
    what = plain(resource_name(row["resource"], language()))
    parties = " → ".join(plain(short_name(row[f"{side}_name"])) for side in ("giver", "receiver"))
    late = ""
    if row["overdue"]:
        days = numbers.number(row["days_late"], language())
        late = f"\n\n:red[:material/schedule: {t('synergies.days_late', days=days)}]"
    return f"**{what}**\n\n{parties}{late}"


def show_list(rows: pd.DataFrame) -> None:
    """All that is shown, as a table: overdue steps first."""
    code = language()
    worded = rows.assign(
        what=[resource_name(name, code) for name in rows["resource"]],
        stage_name=[stage_name(stage) for stage in rows["stage"]],
        due=[
            numbers.day(day, code) if pd.notna(day) else numbers.MISSING
            for day in rows["next_step_date"]
        ],
        planned=_quantities(rows, "quantity_planned_per_year"),
        verified=_quantities(rows, "quantity_verified_per_year"),
    )
    ids = rows["synergy_id"].reset_index(drop=True)
    show_table(
        worded,
        [
            Column("synergy_id", t("synergies.column_id"), pinned=True),
            Column("giver_name", t("synergies.column_giver"), firm=True),
            Column("receiver_name", t("synergies.column_receiver"), firm=True),
            Column("what", t("synergies.column_resource")),
            Column("stage_name", t("synergies.column_stage")),
            Column("owner", t("synergies.column_owner")),
            Column("next_step", t("synergies.column_next_step")),
            Column("due", t("synergies.column_due")),
            Column("days_late", t("synergies.column_late"), 0),
            Column("planned", t("synergies.column_planned")),
            Column("verified", t("synergies.column_verified")),
            Column("co2e_planned_t_per_year", t("synergies.column_co2e_planned"), -1),
            Column("co2e_verified_t_per_year", t("synergies.column_co2e_verified"), -1),
        ],
        "synergy_list",
        t("synergies.list_alt"),
        on_row=lambda position: pick(str(ids.iloc[position])),
    )


def _quantities(rows: pd.DataFrame, field: str) -> list[str]:
    code = language()
    return [
        f"{numbers.compact(quantity, code)} {t(f'common.unit_{unit}')}"
        if pd.notna(quantity) and isinstance(unit, str)
        else numbers.MISSING
        for quantity, unit in zip(rows[field], rows["unit"], strict=True)
    ]
