"""The sections of the page of sources: what the result hangs on, every factor, own values."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
import streamlit as st

from symbio import opportunities
from symbio.errors import InputError
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import letters, numbers
from symbio.matching import Result
from symbio.report.sources import sources_workbook
from symbio.ui import address
from symbio.ui.amounts import short_money
from symbio.ui.empty import explain
from symbio.ui.export_notes import zone_notes
from symbio.ui.figures import Figure, figures
from symbio.ui.inputs import choose, enter_text, switch
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, plain, sentence
from symbio.zone.changes import compare
from symbio.zone.rows import Zone, conform
from symbio.zone.store import Store
from symbio.zone.workbook import read_typed

_PICKED = "factor"
_DONE = "sources_done"
_MOST_SWINGS = 15


def swings(zone: Zone, known: Knowledge, result: Result) -> pd.DataFrame:
    """What the plan's value hangs on, worked out once for everyone."""
    return make_once(
        "sources_swings",
        make=lambda: opportunities.sensitivity(result.exchanges, zone, known),
    )


def say_answer(zone: Zone, known: Knowledge, swings: pd.DataFrame) -> None:
    """One sentence: how many figures, how many assumed, what to check first."""
    code = language()
    assumed = int((known.factors["grade"] == "assumption").sum())
    words = t(
        "sources.lead",
        all=numbers.number(len(known.factors), code),
        assumed=numbers.number(assumed, code),
    )
    wide = swings.dropna(subset=["swing_per_year"])
    if len(wide):
        first = {str(name): value for name, value in wide.iloc[0].items()}
        words += " " + t(
            "sources.lead_first",
            name=_swing_name(first, known),
            swing=short_money(first["swing_per_year"], zone.currency),
        )
    sentence(words)


def show_figures(zone: Zone, known: Knowledge, swings: pd.DataFrame) -> None:
    """Counts by grade, own values, and the swing of the first few figures."""
    code = language()
    grades = known.factors["grade"].value_counts()
    figures(
        Figure(
            t("sources.figure_published"),
            f"{numbers.number(int(grades.get('published', 0)), code)} / "
            f"{numbers.number(len(known.factors), code)}",
            note=t("sources.figure_published_note"),
        ),
        Figure(
            t("sources.figure_assumed"),
            numbers.number(int(grades.get("assumption", 0)), code),
            note=t("sources.figure_assumed_note"),
        ),
        Figure(
            t("sources.figure_own"),
            numbers.number(len(zone.factor), code),
            note=t("sources.figure_own_note"),
        ),
        Figure(
            t("sources.figure_used"),
            numbers.number(len(swings), code),
            note=t("sources.figure_used_note"),
        ),
    )


def show_swings(swings: pd.DataFrame, known: Knowledge, zone: Zone) -> None:
    """The figures that move the plan's value most."""
    st.subheader(t("sources.swings_title"), anchor=False)
    if swings.empty:
        note(t("sources.swings_none"))
        return
    rows = swings.head(_MOST_SWINGS)
    records = [{str(name): value for name, value in row.items()} for row in rows.to_dict("records")]
    ranges = [_range_of(row, known) for row in records]
    worded = rows.assign(
        name=[_swing_name(row, known) for row in records],
        range=ranges,
        grade_name=[t(f"sources.grade_{row['grade']}") for row in records],
        amount=[short_money(row["amount_per_year"], zone.currency) for row in records],
        swing=[
            short_money(row["swing_per_year"], zone.currency)
            if not math.isnan(row["swing_per_year"])
            else t("sources.no_range")
            for row in records
        ],
    )
    ids = rows["factor_id"].reset_index(drop=True)
    show_table(
        worded,
        [
            Column("name", t("sources.column_figure"), width=340),
            Column("range", t("sources.column_range"), width=220),
            Column("grade_name", t("sources.column_grade"), width=110),
            Column("exchanges", t("sources.column_exchanges"), 0),
            Column("amount", t("sources.column_amount"), width=170),
            Column("swing", t("sources.column_swing"), width=170),
        ],
        "sources_swings",
        t("sources.swings_title"),
        on_row=lambda position: _pick(str(ids.iloc[position])),
    )
    note(t("sources.swings_note"))


def show_factors(known: Knowledge, zone: Zone) -> None:
    """Every factor that passes the filters; a click opens it."""
    st.subheader(t("sources.factors_title"), anchor=False)
    code = language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        metrics = sorted(known.factors["metric"].unique())
        metric = choose("metric", t("sources.column_metric"), metrics, _metric_name)
        words = enter_text("find", t("sources.find"), t("sources.find_hint"))
        own = switch("own", t("sources.only_own"))
    rows = known.factors
    if metric:
        rows = rows[rows["metric"] == metric]
    if own:
        rows = rows[rows["factor_id"].isin(zone.factor["factor_id"])]
    rows = rows.assign(subject_name=[_subject_name(subject) for subject in rows["subject"]])
    if words:
        wanted = letters.fold(words)
        rows = rows[
            [
                wanted in letters.fold(f"{name} {source} {key}")
                for name, source, key in zip(
                    rows["subject_name"], rows["source"], rows["factor_id"], strict=True
                )
            ]
        ]
    if rows.empty:
        note(t("sources.none_fit"))
        return
    worded = rows.assign(
        metric_name=[_metric_name(metric) for metric in rows["metric"]],
        value_written=[_amount(value, code) for value in rows["value"]],
        low_written=[_amount(value, code) for value in rows["low"]],
        high_written=[_amount(value, code) for value in rows["high"]],
        year_written=[f"{year:.0f}" if year == year else numbers.MISSING for year in rows["year"]],
        grade_name=[t(f"sources.grade_{grade}") for grade in rows["grade"]],
        note_written=rows[f"note_{code}"],
    )
    ids = rows["factor_id"].reset_index(drop=True)
    show_table(
        worded,
        [
            Column("metric_name", t("sources.column_metric"), width=170),
            Column("subject_name", t("sources.column_subject"), width=170, pinned=True),
            Column("region", t("sources.column_region"), width=60),
            Column("value_written", t("sources.column_value"), width=90),
            Column("low_written", t("sources.column_low"), width=80),
            Column("high_written", t("sources.column_high"), width=80),
            Column("unit", t("sources.column_unit"), width=110),
            Column("year_written", t("sources.column_year"), width=60),
            Column("grade_name", t("sources.column_grade"), width=100),
            Column("source", t("sources.column_source"), width=260),
            Column("note_written", t("sources.column_note"), width=240),
        ],
        "sources_factors",
        t("sources.factors_title"),
        on_row=lambda position: _pick(str(ids.iloc[position])),
        height=620,
    )


def show_factor(zone: Zone, general: Knowledge, store: Store) -> None:
    """One factor: the general value, the zone's own beside it, and the form that sets it."""
    say = st.session_state.get(_DONE)
    if say:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(t(say), icon=":material/check_circle:")
            st.button(t("data.undo"), icon=":material/undo:", on_click=_undo, args=(store,))
    address.start(_PICKED, "", str)
    found = general.factors[general.factors["factor_id"] == st.session_state[_PICKED]]
    if found.empty:
        note(t("sources.pick_one"))
        return
    address.keep(_PICKED, st.session_state[_PICKED])
    row = {str(name): value for name, value in found.iloc[0].items()}
    own = zone.factor[zone.factor["factor_id"] == row["factor_id"]]
    with st.container(border=True, key="factor_card"):
        st.subheader(
            f"{plain(_metric_name(row['metric']))}: {plain(_subject_name(row['subject']))}",
            anchor=False,
        )
        _general(row)
        _form(row, own, general, store)


def _general(row: dict[str, Any]) -> None:
    code = language()
    lines = [
        f"{t('sources.general')}: **{_amount(row['value'], code)}** {plain(row['unit'])}",
        t(
            "sources.general_range",
            low=_amount(row["low"], code),
            high=_amount(row["high"], code),
        ),
        f"{t('sources.column_source')}: {plain(row['source'])}"
        + (f" ({row['year']:.0f})" if row["year"] == row["year"] else ""),
        f"{t('sources.column_grade')}: {t('sources.grade_' + row['grade'])}",
    ]
    if row[f"note_{code}"]:
        lines.append(plain(row[f"note_{code}"]))
    st.markdown("\n".join(f"- {line}" for line in lines))


def _form(row: dict[str, Any], own: pd.DataFrame, general: Knowledge, store: Store) -> None:
    code, key = language(), row["factor_id"]
    held = {} if own.empty else {str(name): value for name, value in own.iloc[0].items()}
    st.markdown(f"**{t('sources.own_title')}** ({plain(row['unit'])})")
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
    if held and st.button(t("sources.own_drop"), icon=":material/restart_alt:", key=f"drop_{key}"):
        _drop(key, store)


def _set(factor_id: str, cells: dict[str, Any], general: Knowledge, store: Store) -> None:
    stored = store.read()
    said = read_typed(
        "factor", {"factor_id": factor_id, **cells}, general, stored=stored, language=language()
    )
    if said.problems:
        explain(InputError.of(said.problems))
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
        store.apply(changes, who="ui", remove_gone=frozenset({"factor"}))
    except InputError as error:
        explain(error)
        return
    st.session_state[_DONE] = said
    st.rerun()


def _undo(store: Store) -> None:
    try:
        store.undo("ui")
    except InputError as error:
        explain(error)
        return
    st.session_state.pop(_DONE, None)


def offer_export(known: Knowledge, swings: pd.DataFrame, zone: Zone) -> None:
    """Offer all factors, the zone's own values and what the plan hangs on as an Excel file."""
    code, today, notes = language(), dt.date.today(), zone_notes(zone)
    named = swings.assign(
        name=[
            _swing_name({str(key): value for key, value in row.items()}, known)
            for row in swings.to_dict("records")
        ]
    )
    download_excel(
        t("sources.download"),
        lambda: sources_workbook(known, named, zone, language=code, made_on=today, notes=notes),
        f"{t('sources.download_name')}-{today:%Y-%m-%d}.xlsx",
        "sources_excel",
    )


def _pick(factor_id: str) -> None:
    st.session_state[_PICKED] = factor_id


def _swing_name(row: dict[str, Any], known: Knowledge) -> str:
    if row["pathway_id"]:
        ways = known.pathways.set_index("pathway_id")[f"process_{language()}"]
        return t("sources.treatment_of", process=ways.get(row["pathway_id"], row["pathway_id"]))
    return f"{_metric_name(row['metric'])}: {_subject_name(row['subject'])}"


def _range_of(row: dict[str, Any], known: Knowledge) -> str:
    code = language()
    if row["pathway_id"]:
        found = known.pathways[known.pathways["pathway_id"] == row["pathway_id"]].iloc[0]
        names = ("treatment_cost_low_eur_per_unit", "treatment_cost_high_eur_per_unit")
        unit = "EUR"
    else:
        found = known.factors[known.factors["factor_id"] == row["factor_id"]].iloc[0]
        names, unit = ("low", "high"), str(found["unit"])
    low, high = (_amount(found[name], code) for name in names)
    return f"{low} … {high} {unit}"


def _metric_name(metric: str) -> str:
    return t(f"sources.metric_{metric}")


def _subject_name(subject: str) -> str:
    if not subject:
        return t("sources.subject_general")
    name = resource_name(subject, language())
    if name != subject:
        return name
    kinds = t("sources.subjects").split("|")
    worded = dict(part.split("=", 1) for part in kinds)
    return worded.get(subject, subject)


def _amount(value: float, code: str) -> str:
    return numbers.MISSING if value != value else numbers.exact(value, code)


def _typed(value: object, code: str) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else numbers.exact(value, code)
    return value if isinstance(value, str) else ""
