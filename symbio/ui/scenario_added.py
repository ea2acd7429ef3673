"""Hypothetical firms and streams of a what-if: two small forms and the list of what was added."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from symbio.knowledge import Knowledge, resource_name, resource_names, resource_units
from symbio.knowledge.codes import code_is_known, nace_is_known, read_code, read_nace
from symbio.locale import numbers
from symbio.matching import Scenario
from symbio.matching.scenario import AddedFirm, AddedStream
from symbio.ui.inputs import choose_named
from symbio.ui.language import language, t
from symbio.ui.scenario_state import change_scenario
from symbio.ui.selection import firm_names
from symbio.ui.texts import plain
from symbio.zone.rows import Zone

_FIRM = ("new_firm_name", "new_firm_nace", "new_firm_near")
_STREAM = (
    "new_stream_firm",
    "new_stream_direction",
    "new_stream_resource",
    "new_stream_quantity",
    "new_stream_temperature",
    "new_stream_waste_code",
)
_PROBLEM = "new_problem"


def ask_added(scenario: Scenario, zone: Zone, knowledge: Knowledge) -> None:
    """Draw both forms and what the scenario has added so far; all change it by callbacks."""
    stored = firm_names(zone.firm)
    placed = set(zone.firm.dropna(subset=["latitude", "longitude"])["firm_id"])
    names = stored | {firm.firm_id: firm.name for firm in scenario.added_firms}
    added = [firm.firm_id for firm in scenario.added_firms]
    something = bool(added or scenario.added_streams)
    with st.expander(t("what_if.group_added"), expanded=something, icon=":material/add_business:"):
        _list_added(scenario, names, knowledge)
        problem = st.session_state.pop(_PROBLEM, None)
        if problem:
            st.warning(t(f"what_if.{problem}"))
        _firm_form(zone, [firm for firm in stored if firm in placed], names, knowledge)
        _stream_form([*added, *stored], names, knowledge)


def _firm_form(zone: Zone, ids: list[str], names: dict[str, str], knowledge: Knowledge) -> None:
    with st.form("new_firm", border=True):
        st.markdown(f"**{t('what_if.add_firm')}**")
        st.text_input(t("what_if.add_firm_name"), key=_FIRM[0], max_chars=80)
        st.text_input(t("what_if.add_firm_nace"), key=_FIRM[1], max_chars=8)
        st.selectbox(
            t("what_if.add_firm_near"),
            ids,
            index=None,
            format_func=names.__getitem__,
            key=_FIRM[2],
            placeholder=t("what_if.removed_hint"),
        )
        st.form_submit_button(
            t("what_if.add_firm_button"), on_click=_add_firm, args=(zone, knowledge)
        )


def _stream_form(ids: list[str], names: dict[str, str], knowledge: Knowledge) -> None:
    labels = resource_names(language(), knowledge)
    with st.form("new_stream", border=True):
        st.markdown(f"**{t('what_if.add_stream')}**")
        st.selectbox(
            t("what_if.add_stream_firm"),
            ids,
            index=None,
            format_func=lambda key: names.get(key, key),
            key=_STREAM[0],
            placeholder=t("what_if.removed_hint"),
        )
        st.segmented_control(
            t("what_if.add_stream_direction"),
            ["offer", "need"],
            format_func=lambda direction: t(f"common.direction_{direction}"),
            default="offer",
            required=True,
            key=_STREAM[1],
        )
        choose_named(
            t("what_if.add_stream_resource"),
            labels,
            key=_STREAM[2],
            placeholder=t("what_if.load_hint"),
        )
        help_text = t("what_if.add_stream_quantity_help")
        st.text_input(
            t("what_if.add_stream_quantity"), key=_STREAM[3], max_chars=24, help=help_text
        )
        st.text_input(t("what_if.add_stream_temperature"), key=_STREAM[4], max_chars=8)
        st.text_input(t("what_if.add_stream_waste_code"), key=_STREAM[5], max_chars=10)
        st.form_submit_button(
            t("what_if.add_stream_button"), on_click=_add_stream, args=(knowledge,)
        )


def _list_added(scenario: Scenario, names: dict[str, str], knowledge: Knowledge) -> None:
    if not (scenario.added_firms or scenario.added_streams):
        return
    code = language()
    units = resource_units(knowledge)
    st.markdown(f"**{t('what_if.added')}**")
    for firm in scenario.added_firms:
        _row(t("what_if.added_firm", name=plain(firm.name)), "firm", firm.firm_id)
    for place, stream in enumerate(scenario.added_streams):
        quantity = t("common.quantity_unknown")
        if stream.quantity_per_year is not None:
            unit = t(f"common.unit_{units.get(stream.resource, 't')}")
            written = numbers.compact(stream.quantity_per_year, code)
            quantity = f"{written} {t('common.per_year', unit=unit)}"
        words = t(
            "what_if.added_stream",
            firm=plain(names.get(stream.firm_id, stream.firm_id)),
            direction=t(f"common.direction_{stream.direction}"),
            resource=plain(resource_name(stream.resource, code)),
            quantity=quantity,
        )
        _row(words, "stream", str(place))


def _row(words: str, what: str, which: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words)
        st.button(
            t("what_if.drop"),
            key=f"drop_{what}_{which}",
            on_click=_drop_firm if what == "firm" else _drop_stream,
            args=(which,),
        )


def _add_firm(zone: Zone, knowledge: Knowledge) -> None:
    state = st.session_state
    name = " ".join(state[_FIRM[0]].split())
    near = zone.firm[zone.firm["firm_id"] == state[_FIRM[2]]]
    if not name or near.empty:
        state[_PROBLEM] = "add_firm_no_place" if name else "add_firm_no_name"
        return
    place = near.iloc[0]
    nace = read_nace(state[_FIRM[1]])
    if state[_FIRM[1]].strip() and not nace_is_known(knowledge, nace):
        state[_PROBLEM] = "add_firm_no_nace"
        return

    def add(scenario: Scenario) -> Scenario:
        taken = {firm.firm_id for firm in scenario.added_firms}
        number = next(n for n in range(1, len(taken) + 2) if f"new:{n}" not in taken)
        firm = AddedFirm(
            str(number), name, nace, float(place["latitude"]), float(place["longitude"])
        )
        return replace(scenario, added_firms=(*scenario.added_firms, firm))

    change_scenario(add)
    state[_FIRM[0]] = state[_FIRM[1]] = ""


def _add_stream(knowledge: Knowledge) -> None:
    state = st.session_state
    firm, direction, resource, quantity, temperature, code = (state[key] for key in _STREAM)
    if not firm or not resource:
        state[_PROBLEM] = "add_stream_incomplete"
        return
    amounts = {
        name: numbers.read(typed.strip(), language()) if typed.strip() else None
        for name, typed in (("quantity_per_year", quantity), ("temperature_c", temperature))
    }
    if (quantity.strip() and not (amounts["quantity_per_year"] or -1) > 0) or (
        temperature.strip() and amounts["temperature_c"] is None
    ):
        state[_PROBLEM] = "add_stream_no_number"
        return
    digits = read_code(code)
    if code.strip() and not (len(digits) == 6 and code_is_known(knowledge, digits)):
        state[_PROBLEM] = "add_stream_no_code"
        return
    stream = AddedStream(firm, direction, resource, waste_code=digits, **amounts)
    change_scenario(
        lambda scenario: replace(scenario, added_streams=(*scenario.added_streams, stream))
    )
    state[_STREAM[3]] = state[_STREAM[4]] = state[_STREAM[5]] = ""


def _drop_firm(firm_id: str) -> None:
    def drop(scenario: Scenario) -> Scenario:
        return replace(
            scenario,
            added_firms=tuple(f for f in scenario.added_firms if f.firm_id != firm_id),
            added_streams=tuple(s for s in scenario.added_streams if s.firm_id != firm_id),
        )

    change_scenario(drop)


def _drop_stream(place: str) -> None:
    def drop(scenario: Scenario) -> Scenario:
        left = [s for n, s in enumerate(scenario.added_streams) if str(n) != place]
        return replace(scenario, added_streams=tuple(left))

    change_scenario(drop)
