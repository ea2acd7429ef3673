"""One synergy in full: parties, plan and proof, history, and the ways to move it on."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from symbio.knowledge.names import resource_name
from symbio.locale import numbers
from symbio.ui.address import link_to
from symbio.ui.language import language, t
from symbio.ui.synergy_board import stage_name
from symbio.ui.synergy_forms import edit_form, move_form, remove_button
from symbio.ui.texts import note, plain
from symbio.workshop.after import room_of
from symbio.zone.rows import Zone
from symbio.zone.store import Store


def show_card(row: dict[str, Any], zone: Zone, store: Store) -> None:
    """Draw the card of one row of `symbio.pipeline.board`."""
    with st.container(border=True, key="synergy_card"):
        _head(row)
        _facts(row, zone)
        _history(row["synergy_id"], zone)
        with st.expander(t("synergies.move_title"), icon=":material/arrow_forward:"):
            move_form(row, store)
        with st.expander(t("synergies.edit_title"), icon=":material/edit:"):
            edit_form(row, zone, store)
        remove_button(row, store)


def _head(row: dict[str, Any]) -> None:
    code = language()
    st.subheader(
        f"{plain(row['giver_name'])} → {plain(row['receiver_name'])}",
        anchor=False,
    )
    given = resource_name(row["resource"], code)
    replaced = row["to_resource"]
    what = given
    if isinstance(replaced, str) and replaced != row["resource"]:
        what = f"{given} → {resource_name(replaced, code)}"
    days = row["days_in_stage"]
    since = t("synergies.since", days=numbers.number(days, code)) if pd.notna(days) else ""
    st.markdown(f"**{plain(what)}** · {stage_name(row['stage'])} {since}")
    if row["overdue"]:
        late = t("synergies.days_late", days=numbers.number(row["days_late"], code))
        st.markdown(f":red[:material/schedule: {late}]")


def _facts(row: dict[str, Any], zone: Zone) -> None:
    code = language()
    currency = row["money_currency"] if isinstance(row["money_currency"], str) else zone.currency
    events = zone.event.set_index("event_id")["name"]
    lines = [
        ("next_step", _dated(row["next_step"], row["next_step_date"])),
        ("owner", _text(row["owner"])),
        ("reason", _reason(row)),
        ("planned", _quantity(row, "quantity_planned_per_year")),
        ("verified", _quantity(row, "quantity_verified_per_year")),
        ("co2e_planned", _tonnes(row["co2e_planned_t_per_year"])),
        ("co2e_verified", _tonnes(row["co2e_verified_t_per_year"])),
        *(
            (name, numbers.money(row[field], currency, code) if pd.notna(row[field]) else "")
            for name, field in (
                ("gain_planned", "gain_planned_per_year"),
                ("gain_verified", "gain_verified_per_year"),
                ("investment", "investment"),
            )
        ),
        ("evidence", _text(row["evidence"])),
        ("documents", _text(row["documents"])),
        ("event", _text(events.get(row["event_id"], ""))),
    ]
    said = [f"- {t(f'synergies.fact_{name}')}: {plain(words)}" for name, words in lines if words]
    st.markdown("\n".join(said) if said else t("synergies.no_facts"))
    with st.container(horizontal=True):
        for side in ("giver", "receiver"):
            link_to(
                "pages/zone/map.py",
                t(f"synergies.to_{side}"),
                ":material/map:",
                firm=row[f"{side}_firm_id"],
            )
        room = room_of(row["event_id"])
        if room is not None:
            link_to(
                "pages/campaign/workshop.py",
                t("after.to_room"),
                ":material/groups:",
                room=str(room),
                part="ideas",
            )


def _history(synergy_id: str, zone: Zone) -> None:
    steps = zone.synergy_step[zone.synergy_step["synergy_id"] == synergy_id].sort_values("date")
    if steps.empty:
        return
    code = language()
    lines = []
    for step in steps.to_dict("records"):
        words = f"- {numbers.day(step['date'], code)}: **{stage_name(step['stage'])}**"
        if isinstance(step["reason"], str):
            words += f" ({t('workbook.choice_reason_' + step['reason'])})"
        if isinstance(step["note"], str):
            words += f" · {plain(step['note'])}"
        lines.append(words)
    st.markdown(f"**{t('synergies.history')}**\n\n" + "\n".join(lines))
    if isinstance(steps["note"].iloc[-1], str):
        note(t("synergies.history_note"))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _dated(words: object, day: object) -> str:
    when = numbers.day(pd.Timestamp(day), language()) if pd.notna(day) else ""  # type: ignore[arg-type,call-overload]
    return " · ".join(part for part in (_text(words), when) if part)


def _reason(row: dict[str, Any]) -> str:
    if not isinstance(row["reason"], str):
        return ""
    return " · ".join(
        part
        for part in (t(f"workbook.choice_reason_{row['reason']}"), _text(row["reason_note"]))
        if part
    )


def _quantity(row: dict[str, Any], field: str) -> str:
    if pd.isna(row[field]) or not isinstance(row["unit"], str):
        return ""
    unit = t(f"common.unit_{row['unit']}")
    return t("synergies.per_year", amount=f"{numbers.compact(row[field], language())} {unit}")


def _tonnes(value: float) -> str:
    if pd.isna(value):
        return ""
    return f"{numbers.compact(value, language())} {t('synergies.unit_co2e')}"
