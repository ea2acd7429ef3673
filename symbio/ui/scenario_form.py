"""The inputs of a what-if: distances, prices, rules, and which firms take part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.matching import Scenario
from symbio.matching.scenario_text import RANGES
from symbio.ui import scenario_state
from symbio.ui.language import language, t
from symbio.ui.selection import firm_names
from symbio.ui.theme import narrow
from symbio.zone.rows import Zone

# Field of the scenario, name of its label, lowest, highest and step of the slider [%].
_PERCENTS = (
    ("disposal_price_change_percent", "disposal", -100.0, 300.0, 5.0),
    ("virgin_price_change_percent", "virgin", -100.0, 200.0, 5.0),
    ("transport_change_percent", "transport", -100.0, 300.0, 5.0),
)
# Field, name of its label, unit: {currency} is the zone's.
_TYPED = (
    ("carbon_price_per_t", "carbon", "{currency}/t CO₂e"),
    ("fixed_link_cost_per_year", "link_cost", "{currency}/{year}"),
    ("minimum_lot_per_year", "lot", "t/{year}"),
)
_SWITCHES = ("allow_conditional", "include_estimates")
# A slider reaches four times the usual radius of its kind.
_REACH = 4.0
_MOST_LENGTH = 24


def ask_scenario(scenario: Scenario, zone: Zone, knowledge: Knowledge) -> Scenario:
    """Draw the inputs, filled with `scenario`; what they say now.

    Returns
    -------
    Scenario
        Equal to `scenario` as long as nothing was touched.
    """
    if scenario_state.must_fill(_key(_PERCENTS[0][0])):
        _fill(scenario, knowledge)
    with st.expander(t("what_if.group_prices"), expanded=not narrow(), icon=":material/payments:"):
        numbers_said = _ask_numbers(scenario)
    with st.expander(t("what_if.group_radius"), icon=":material/radar:"):
        radii = _ask_radii(scenario, knowledge)
    with st.expander(t("what_if.group_rules"), icon=":material/gavel:"):
        switches: dict[str, Any] = {name: _switch(name) for name in _SWITCHES}
    with st.expander(t("what_if.group_firms"), icon=":material/domain:"):
        removed = _ask_removed(zone)
    return replace(scenario, radius_km=radii, removed_firms=removed, **numbers_said, **switches)


def _key(field: str) -> str:
    return f"what_if_{field}"


def _fill(scenario: Scenario, knowledge: Knowledge) -> None:
    """Give every input the value that the scenario has."""
    state = st.session_state
    for field, _name, low, high, _step in _PERCENTS:
        state[_key(field)] = min(max(getattr(scenario, field), low), high)
    for field, _name, _unit in _TYPED:
        value = getattr(scenario, field)
        state[_key(field)] = _written(value) if value else ""
    for kind, radius in scenario.radii(knowledge).items():
        state[_key(f"radius_{kind}")] = radius
    for field in _SWITCHES:
        state[_key(field)] = getattr(scenario, field)
    state[_key("removed")] = list(scenario.removed_firms)


def _ask_numbers(scenario: Scenario) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for field, name, low, high, step in _PERCENTS:
        said[field] = st.slider(
            t(f"what_if.{name}"), low, high, step=step, format="%+g", key=_key(field)
        )
        # A link may say more than the slider shows; untouched, it stays as it was.
        given = getattr(scenario, field)
        if said[field] == min(max(given, low), high):
            said[field] = given
    for field, name, unit in _TYPED:
        written = unit.format(currency=scenario.currency, year=t("what_if.year"))
        label = f"{t(f'what_if.{name}')} ({written})"
        most = RANGES[field][1]
        said[field] = enter_number(label, _key(field), most, help=t(f"what_if.{name}_help")) or 0.0
    return said


def _ask_radii(scenario: Scenario, knowledge: Knowledge) -> tuple[tuple[str, float], ...]:
    """The radii that differ from the table's; the table may change under a kept scenario."""
    usual = Scenario().radii(knowledge)
    said = {}
    for kind, radius in scenario.radii(knowledge).items():
        step = 1.0 if usual[kind] >= 10 else 0.5
        high = max(_REACH * usual[kind], radius)
        label = t("what_if.radius", kind=t(f"common.kind_{kind}"))
        said[kind] = st.slider(label, 0.0, high, step=step, format="%g", key=_key(f"radius_{kind}"))
    return tuple(sorted((kind, km) for kind, km in said.items() if km != usual[kind]))


def _switch(field: str) -> bool:
    return st.toggle(t(f"what_if.{field}"), key=_key(field), help=t(f"what_if.{field}_help"))


def _ask_removed(zone: Zone) -> tuple[str, ...]:
    names = firm_names(zone.firm)
    key = _key("removed")
    st.session_state[key] = [firm for firm in st.session_state[key] if firm in names]
    chosen = st.multiselect(
        t("what_if.removed"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        placeholder=t("what_if.removed_hint"),
        select_all=False,
    )
    return tuple(sorted(chosen))


def enter_number(label: str, key: str, most: float, help: str | None = None) -> float | None:
    """A number from 0 to `most`, typed as the language writes it; None while there is none."""
    entered = st.text_input(label, key=key, max_chars=_MOST_LENGTH, help=help).strip()
    if not entered:
        return None
    value = numbers.read(entered, language())
    if value is None or value < 0:
        example = numbers.number(1234.5, language(), 1)
        st.caption(f":red[{t('common.not_a_number', example=example)}]")
        return None
    if value > most:
        st.caption(f":red[{t('common.too_large', most=numbers.number(most, language()))}]")
        return None
    return value


def _written(value: float) -> str:
    """A number as it would be typed, with the decimals it has and no more."""
    digits = next((d for d in range(6) if round(value, d) == value), 6)
    return numbers.number(value, language(), digits)
