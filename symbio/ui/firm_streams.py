"""My offers and needs: put in in own words, changed, marked unknown, taken out, taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from symbio.errors import InputError, Problem
from symbio.firm import StreamWords, stream_changes, without_stream
from symbio.firm.streams import LEVELS, MOST_QUANTITY
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name, resource_names, resource_units
from symbio.knowledge.resolve import resolve
from symbio.locale import letters, numbers
from symbio.ui import database, door, reading, who
from symbio.ui.firm_side import Side
from symbio.ui.language import language, t
from symbio.ui.texts import note, plain
from symbio.zone.changes import Changes

_NEW = "new"
_SAID, _ERRORS = "stream_said", "stream_errors"
_GUESSES = 5


def show_streams(me: Side, knowledge: Knowledge) -> None:
    """What the firm gives and needs, each to be changed, and the form for a new one."""
    st.subheader(t("firm.streams"), anchor=False)
    _say_what_happened()
    code = language()
    for side in ("offer", "need"):
        rows = me.streams[me.streams["direction"] == side]
        if rows.empty:
            continue
        st.markdown(f"**{t(f'firm.my_{side}s')}**")
        named = rows.assign(name=[resource_name(key, code, knowledge) for key in rows["resource"]])
        order = named["name"].map(letters.sort_key).sort_values().index
        for row in named.loc[order].to_dict("records"):
            with st.expander(f"{plain(row['name'])} · {_quantity(row)}"):
                _form({str(key): value for key, value in row.items()}, me.nace, knowledge)
    if me.streams.empty:
        note(t("firm.streams_none"))
    with st.expander(t("firm.add"), icon=":material/add_circle:", expanded=me.streams.empty):
        _form({"stream_id": ""}, me.nace, knowledge)
    last = database.store().to_undo(_note(me.firm_id))
    st.button(
        t("firm.undo"), icon=":material/undo:", disabled=not last, on_click=_undo, args=(last,)
    )


def _form(row: dict[str, Any], nace: str, knowledge: Knowledge) -> None:
    """The inputs of one stream, filled with what is stored."""
    code, place = language(), str(row["stream_id"]) or _NEW
    key = {name: f"stream_{name}_{place}" for name in ("way", "words", "what", "much", "show")}
    _fill(row, key)
    ways = {way: t(f"firm.way_{way}") for way in ("offer", "need")}
    st.segmented_control(
        t("firm.way"),
        list(ways),
        format_func=ways.__getitem__,
        key=key["way"],
        required=True,
        label_visibility="collapsed",
    )
    words = st.text_input(
        t("firm.words"), key=key["words"], max_chars=300, placeholder=t("firm.words_hint")
    )
    wanted = st.session_state.get(key["way"]) == "need"
    names = _choices(words, row, "" if wanted else nace, knowledge, wanted=wanted)
    if st.session_state.get(key["what"]) not in names:
        st.session_state[key["what"]] = next(iter(names), None)
    st.selectbox(
        t("firm.what"),
        list(names),
        format_func=lambda name: names.get(name, str(name)),
        key=key["what"],
        placeholder=t("firm.what_hint"),
    )
    chosen = st.session_state.get(key["what"])
    units = resource_units(knowledge)
    unit = t("common.per_year", unit=t(f"common.unit_{units[chosen]}")) if chosen in units else ""
    st.text_input(
        f"{t('firm.much')} ({unit})" if unit else t("firm.much"),
        key=key["much"],
        max_chars=24,
        placeholder=t("firm.much_hint"),
        help=t("firm.much_help", example=numbers.number(1234.5, code, 1)),
    )
    levels = {"": t("firm.level_own"), **{name: t(f"firm.level_{name}") for name in LEVELS}}
    st.selectbox(t("firm.show"), list(levels), format_func=levels.__getitem__, key=key["show"])
    with st.container(horizontal=True):
        st.button(
            t("firm.keep"),
            key=f"keep_{place}",
            type="primary",
            icon=":material/save:",
            on_click=_keep,
            args=(str(row["stream_id"]), key),
        )
        if row["stream_id"]:
            st.button(
                t("firm.unknown"),
                key=f"unknown_{place}",
                on_click=_mark_unknown,
                args=(str(row["stream_id"]), key),
            )
            st.button(
                t("firm.remove"),
                key=f"remove_{place}",
                icon=":material/delete:",
                on_click=_remove,
                args=(str(row["stream_id"]),),
            )


def _fill(row: dict[str, Any], key: dict[str, str]) -> None:
    """Give the inputs the stored values, once and after the language changed the numbers."""
    state = st.session_state
    quantity = row.get("quantity_per_year")
    written = "" if quantity is None or pd.isna(quantity) else _typed(float(quantity))
    stored = {
        "way": row.get("direction") or "offer",
        "words": row["description"] if isinstance(row.get("description"), str) else "",
        "what": row.get("resource"),
        "much": written,
        "show": row["disclosure"] if isinstance(row.get("disclosure"), str) else "",
    }
    mark = f"{key['way']}_of"
    said = (*map(str, stored.values()), language())
    if list(state.get(mark, ())) == list(said) and key["way"] in state:
        return
    state[mark] = list(said)
    for name, value in stored.items():
        state[key[name]] = value


def _choices(
    words: str, row: dict[str, Any], from_nace: str, knowledge: Knowledge, *, wanted: bool
) -> dict[str, str]:
    """What the words may mean, best first; then what it is now, then everything else."""
    code = language()
    guesses: list[str] = []
    if words.strip() and words != row.get("description"):
        found = resolve(words, code, from_nace=from_nace, knowledge=knowledge, wanted=wanted)
        guesses = [guess.resource_id for guess in found.guesses[:_GUESSES]]
    stored = [row["resource"]] if isinstance(row.get("resource"), str) else []
    names = resource_names(code, knowledge)
    if not (guesses or stored):
        return names if words.strip() else {}
    order = dict.fromkeys([*guesses, *stored, *names])
    return {key: names[key] for key in order if key in names}


def _quantity(row: dict[Any, Any]) -> str:
    if pd.isna(row["quantity_per_year"]) or pd.isna(row["unit"]):
        return t("common.quantity_unknown")
    unit = t("common.per_year", unit=t(f"common.unit_{row['unit']}"))
    return f"{numbers.compact(row['quantity_per_year'], language())} {unit}"


def _typed(value: float) -> str:
    digits = next((d for d in range(4) if round(value, d) == value), 4)
    return numbers.number(value, language(), digits)


def _keep(stream_id: str, key: dict[str, str]) -> None:
    """Store what the form says; a callback."""
    state = st.session_state
    typed = state[key["much"]].strip()
    quantity = numbers.read(typed, language()) if typed else None
    if typed and (quantity is None or not 0 < quantity <= MOST_QUANTITY):
        state[_ERRORS] = [t("common.not_a_number", example=numbers.number(1234.5, language(), 1))]
        return
    _put(stream_id, key, quantity)


def _mark_unknown(stream_id: str, key: dict[str, str]) -> None:
    st.session_state[key["much"]] = ""
    _put(stream_id, key, None)


def _put(stream_id: str, key: dict[str, str], quantity: float | None) -> None:
    state, mine = st.session_state, _mine()
    if mine is None:
        return
    words = StreamWords(
        stream_id=stream_id,
        direction=str(state[key["way"]]),
        resource=str(state.get(key["what"]) or ""),
        description=state[key["words"]],
        quantity_per_year=quantity,
        disclosure=str(state[key["show"]] or ""),
    )
    store = database.store()
    try:
        changes = stream_changes(
            store.read(), mine, words, reading.knowledge(), today=dt.date.today()
        )
        _write(changes, mine)
    except InputError as error:
        state[_ERRORS] = error.sentences(language())
        return
    state[_SAID] = "kept"
    if not stream_id:
        for name in ("words", "much"):
            state[key[name]] = ""


def _remove(stream_id: str) -> None:
    mine = _mine()
    if mine is None:
        return
    try:
        _write(without_stream(database.store().read(), mine, stream_id), mine, gone=True)
    except InputError as error:
        st.session_state[_ERRORS] = error.sentences(language())
        return
    st.session_state[_SAID] = "removed"


def _undo(batch_id: int) -> None:
    """Take back the firm's own write that was its last on the screen; nobody else's."""
    mine = _mine()
    if mine is None:
        return
    try:
        rows = database.store().undo(who.name(), batch_id, note=_note(mine))
    except InputError as error:
        st.session_state[_ERRORS] = error.sentences(language())
        return
    st.session_state[_SAID] = "undone" if rows else "undone_nothing"


def _write(changes: Changes, firm_id: str, *, gone: bool = False) -> None:
    store = database.store()
    if door.ends_demo(changes, store):  # the facilitator's to do: a firm gets no code to come back
        raise InputError(Problem("firm_ends_demo"))
    remove = frozenset({"stream"}) if gone else frozenset()
    store.apply(changes, who=who.name(), remove_gone=remove, note=_note(firm_id))


def _note(firm_id: str) -> str:
    """What marks a write as a firm's own, so that it can take back its own only."""
    return f"Firmam {firm_id}"


def _mine() -> str | None:
    viewer = who.viewer()
    return viewer.firm_id if viewer is not None else None


def _say_what_happened() -> None:
    problems = st.session_state.pop(_ERRORS, None)
    if problems:
        st.error("\n\n".join(plain(line) for line in problems))
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(t(f"firm.said_{said}"), icon=":material/check_circle:")
