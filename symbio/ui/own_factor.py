"""One figure: the general value, the zone's own beside it, and the form that sets it."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
import streamlit as st

from symbio.errors import InputError
from symbio.knowledge import (
    Knowledge,
    note_words,
    resource_name,
    resource_units,
    source_words,
    unit_in_words,
)
from symbio.knowledge.pathway_costs import METRIC, replaceable
from symbio.locale import numbers
from symbio.ui import address
from symbio.ui.empty import explain
from symbio.ui.factor_words import amount, figure_name, yield_words
from symbio.ui.language import language, t
from symbio.ui.take_back import offer_undo
from symbio.ui.texts import plain
from symbio.zone.changes import compare
from symbio.zone.own_factors import is_far, usual_range
from symbio.zone.rows import Zone, conform
from symbio.zone.store import Store
from symbio.zone.workbook import read_typed

_PICKED = "factor"
_DONE = "sources_done"
_ASKED = "sources_asked"  # what was typed and is so far from the general value that it is asked


def pick(figure_id: str) -> None:
    """Open a figure; in a callback only."""
    st.session_state[_PICKED] = figure_id


def show_picked(zone: Zone, general: Knowledge, store: Store) -> None:
    """The figure that was clicked, or that the link names, in front of the page.

    A dialog, because the table that was clicked may be screens away from any other place.
    """
    address.start(_PICKED, "", str)
    known = replaceable(general)
    found = known[known["factor_id"] == st.session_state[_PICKED]]
    address.keep(_PICKED, "" if found.empty else st.session_state[_PICKED])
    if found.empty:
        return
    row = {str(name): value for name, value in found.iloc[0].items()}
    title = plain(figure_name(row["metric"], row["subject"], general))
    show = st.dialog(title, width="medium", on_dismiss=_leave)(_show)
    show(row, zone, general, store)


def _leave() -> None:
    """Forget the figure and all that was asked and said of it."""
    st.session_state[_PICKED] = ""
    for name in (_ASKED, _DONE):
        st.session_state.pop(name, None)


def _show(row: dict[str, Any], zone: Zone, general: Knowledge, store: Store) -> None:
    """The general value, the zone's own beside it, and the form that sets it."""
    say, batch_id = st.session_state.get(_DONE, ("", 0))
    if say:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(t(say), icon=":material/check_circle:")
            offer_undo(store, batch_id, _DONE)
    own = zone.factor[zone.factor["factor_id"] == row["factor_id"]]
    _general(row)
    if row["metric"] == METRIC:
        _pathway(row["subject"], general)
    _form(row, own, general, store)


def _general(row: dict[str, Any]) -> None:
    code = language()
    unit = plain(unit_in_words(row["unit"], code))
    bounds = {name: amount(row[name], code) for name in ("low", "high")}
    lines = [
        f"{t('sources.general')}: **{amount(row['value'], code)}** {unit}",
        t("sources.general_range", **bounds),
        f"{t('sources.column_source')}: {plain(source_words(row['source'], code))}"
        + (f" ({row['year']:.0f})" if row["year"] == row["year"] else ""),
        f"{t('sources.column_grade')}: {t('sources.grade_' + row['grade'])}",
    ]
    if row[f"note_{code}"] and row["metric"] != METRIC:
        lines.append(plain(note_words(row[f"note_{code}"], code)))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _pathway(pathway_id: str, general: Knowledge) -> None:
    """The other figures of a pathway, and what shows that it is walked."""
    code, units = language(), resource_units(general)
    found = general.pathways[general.pathways["pathway_id"] == pathway_id].iloc[0]
    row = {str(name): value for name, value in found.items()}
    given, made = (resource_name(row[f"{end}_resource"], code) for end in ("from", "to"))
    said = {
        "way": f"{given} → {made}",
        "yield": yield_words(row, units),
        "ratio": amount(row["substitution_ratio"], code),
        "residue": amount(row["residue_share"], code),
        "co2e": amount(row["treatment_kgco2e_per_unit"], code),
        "power": amount(row["treatment_kwh_per_unit"], code),
        "evidence": f"{source_words(row['source'], code)} · {t('sources.grade_' + row['grade'])}",
    }
    lines = (f"- {t(f'sources.column_{name}')}: {plain(words)}" for name, words in said.items())
    st.markdown("\n".join(lines))


def _form(row: dict[str, Any], own: pd.DataFrame, general: Knowledge, store: Store) -> None:
    code, key = language(), row["factor_id"]
    held = {} if own.empty else {str(name): value for name, value in own.iloc[0].items()}
    st.markdown(f"**{t('sources.own_title')}** ({plain(unit_in_words(row['unit'], code))})")
    with st.form(f"factor_{key}", border=False):
        typed = {
            name: st.text_input(
                t(f"sources.own_{name}"),
                value=_typed(held.get(name), code),
                key=f"own_{name}_{key}",
                max_chars=24 if name != "source" else 200,
            )
            for name in ("value", "low", "high", "source")
        }
        day = held.get("source_date")
        when = st.date_input(
            t("sources.own_source_date"),
            value=dt.date.today() if day is None or pd.isna(day) else day.date(),
            format="DD.MM.YYYY" if code == "tr" else "DD/MM/YYYY",
            key=f"own_date_{key}",
        )
        if st.form_submit_button(t("sources.own_button"), type="primary"):
            _set(key, typed | {"source_date": when}, general, store)
    _ask_again(row, general, store)
    if held and st.button(t("sources.own_drop"), icon=":material/restart_alt:", key=f"drop_{key}"):
        _drop(key, store)


def _ask_again(row: dict[str, Any], general: Knowledge, store: Store) -> None:
    """Of a value that is far from the general one, ask whether it is meant."""
    code, (asked, cells) = language(), st.session_state.get(_ASKED, ("", {}))
    if asked != row["factor_id"]:
        return
    low, high = usual_range(general, asked)
    st.warning(
        t(
            "sources.own_far",
            value=plain(cells["value"]),
            unit=plain(unit_in_words(row["unit"], code)),
            low=amount(low, code),
            high=amount(high, code),
        ),
        icon=":material/priority_high:",
    )
    if st.button(t("sources.own_confirm"), key=f"confirm_{asked}"):
        _set(asked, cells, general, store, confirmed=True)


def _set(
    factor_id: str,
    cells: dict[str, Any],
    general: Knowledge,
    store: Store,
    *,
    confirmed: bool = False,
) -> None:
    """Store what was typed; what is wrong is said, and what is far from usual is asked first."""
    st.session_state.pop(_ASKED, None)
    stored = store.read()
    said = read_typed(
        "factor", {"factor_id": factor_id, **cells}, general, stored=stored, language=language()
    )
    if said.problems:
        explain(InputError.of(said.problems))
        return
    if not confirmed and is_far(general, factor_id, said.fields["value"]):
        st.session_state[_ASKED] = factor_id, cells
        return
    others = stored.factor[stored.factor["factor_id"] != factor_id]
    rows = pd.concat([others, conform("factor", pd.DataFrame([said.fields]))])
    _write(rows, "sources.own_stored", stored, store)


def _drop(factor_id: str, store: Store) -> None:
    stored = store.read()
    rows = stored.factor[stored.factor["factor_id"] != factor_id]
    _write(rows, "sources.own_dropped", stored, store)


def _write(rows: pd.DataFrame, said: str, stored: Zone, store: Store) -> None:
    try:
        changes = compare(stored, {"factor": rows})
        done = store.apply(changes, who="ui", remove_gone=frozenset({"factor"}))
    except InputError as error:
        explain(error)
        return
    st.session_state[_DONE] = said, done.batch_id
    st.rerun()


def _typed(value: object, code: str) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else numbers.exact(value, code)
    return value if isinstance(value, str) else ""
