"""Every figure of the knowledge in three tables: factors, pathways, profiles of sectors."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from symbio.knowledge import (
    Knowledge,
    nace_name,
    note_words,
    resource_names,
    resource_units,
    source_words,
    unit_in_words,
)
from symbio.knowledge.pathway_costs import cost_id
from symbio.locale import letters, numbers
from symbio.ui.factor_words import (
    amount,
    amounts,
    cost_words,
    metric_name,
    subject_name,
    yield_words,
)
from symbio.ui.inputs import choose, choose_one_of, enter_text, switch
from symbio.ui.language import language, t
from symbio.ui.own_factor import pick
from symbio.ui.tables import ROWS_SHOWN, Column, show_table
from symbio.ui.texts import note
from symbio.ui.theme import narrow
from symbio.zone.rows import Zone

_TABLES = ("factors", "pathways", "profiles")
_HEIGHT = 620


def show_tables(known: Knowledge, zone: Zone) -> None:
    """One of the tables, searched; a click opens a figure that the zone may know better."""
    st.subheader(t("sources.tables_title"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        table = choose_one_of(
            "table", t("sources.tables_title"), _TABLES, _table_name, label_shown=False
        )
        words = enter_text("find", t("sources.find"), t("sources.find_hint"))
        own = switch("own", t("sources.only_own")) if table != "profiles" else False
        metric = _ask_metric(known) if table == "factors" else None
    if table == "factors":
        _show_factors(known, zone, words, metric, own=own)
    elif table == "pathways":
        _show_pathways(known, zone, words, own=own)
    else:
        _show_profiles(known, words)


def _table_name(table: str) -> str:
    return t(f"sources.table_{table}")


def _ask_metric(known: Knowledge) -> str | None:
    metrics = sorted(known.factors["metric"].unique())
    return choose("metric", t("sources.column_metric"), metrics, metric_name)


def _show_factors(
    known: Knowledge, zone: Zone, words: str, metric: str | None, *, own: bool
) -> None:
    code, rows = language(), known.factors
    if metric:
        rows = rows[rows["metric"] == metric]
    if own:
        rows = rows[rows["factor_id"].isin(zone.factor["factor_id"])]
    rows = rows.assign(subject_name=[subject_name(subject) for subject in rows["subject"]])
    rows = _found(rows, words, ("subject_name", "source", "factor_id"))
    first = rows.head(ROWS_SHOWN)
    worded = first.assign(
        region=first["region"].replace("ANY", t("sources.region_any")),
        metric_name=[metric_name(name) for name in first["metric"]],
        unit_written=[unit_in_words(unit, code) for unit in first["unit"]],
        value_written=[amount(value, code) for value in first["value"]],
        low_written=[amount(value, code) for value in first["low"]],
        high_written=[amount(value, code) for value in first["high"]],
        year_written=[f"{year:.0f}" if year == year else numbers.MISSING for year in first["year"]],
        grade_name=_grades(first["grade"]),
        source=[source_words(source, code) for source in first["source"]],
        note_written=[note_words(note, code, known) for note in first[f"note_{code}"]],
    )
    columns = [
        Column("subject_name", t("sources.column_subject"), width=180, pinned=True),
        Column("metric_name", t("sources.column_metric"), width=210),
        Column("region", t("sources.column_region"), width=60),
        Column("value_written", t("sources.column_value"), width=80),
        Column("low_written", t("sources.column_low"), width=70),
        Column("high_written", t("sources.column_high"), width=70),
        Column("unit_written", t("sources.column_unit"), width=100),
        Column("year_written", t("sources.column_year"), width=60),
        Column("grade_name", t("sources.column_grade"), width=110),
        Column("source", t("sources.column_source"), width=300),
        Column("note_written", t("sources.column_note"), width=200),
    ]
    _show("factors", worded, columns, len(rows), first["factor_id"].tolist())


def _show_pathways(known: Knowledge, zone: Zone, words: str, *, own: bool) -> None:
    code, rows, names = language(), known.pathways, resource_names(language(), known)
    ids = pd.Series([cost_id(name) for name in rows["pathway_id"]], index=rows.index)
    ours = ids.isin(zone.factor["factor_id"])
    rows = rows.assign(
        figure_id=ids,
        ours=ours,
        way=rows["from_resource"].map(names) + " → " + rows["to_resource"].map(names),
    )
    if own:
        rows = rows[ours]
    process = f"process_{code}"
    rows = _found(rows, words, ("way", process, "source", "pathway_id"))
    first, units = rows.head(ROWS_SHOWN), resource_units(known)
    records = [{str(key): cell for key, cell in row.items()} for row in first.to_dict("records")]
    worded = first.assign(
        yield_written=[yield_words(row, units) for row in records],
        cost_written=[cost_words(row, units) for row in records],
        ratio_written=[amount(value, code) for value in first["substitution_ratio"]],
        residue_written=[amount(value, code) for value in first["residue_share"]],
        co2e_written=[amount(value, code) for value in first["treatment_kgco2e_per_unit"]],
        grade_name=_grades(first["figures_grade"].mask(first["ours"], "declared")),
        source=[source_words(source, code) for source in first["source"]],
    )
    columns = [
        Column("way", t("sources.column_way"), width=260, pinned=not narrow()),
        Column(process, t("sources.column_process"), width=210),
        Column("yield_written", t("sources.column_yield"), width=150),
        Column("ratio_written", t("sources.column_ratio"), width=130),
        Column("residue_written", t("sources.column_residue"), width=110),
        Column("cost_written", t("sources.metric_pathway"), width=160),
        Column("co2e_written", t("sources.column_co2e"), width=150),
        Column("grade_name", t("sources.column_grade"), width=110),
        Column("source", t("sources.column_evidence"), width=210),
    ]
    _show("pathways", worded, columns, len(rows), first["figure_id"].tolist())


def _show_profiles(known: Knowledge, words: str) -> None:
    code, rows, names = language(), known.sector_profiles, resource_names(language(), known)
    sectors = {nace: nace_name(nace, code, known) for nace in rows["nace"].unique()}
    rows = rows.assign(
        sector=rows["nace"].map(sectors) + " (" + rows["nace"] + ")",
        resource=rows["resource_id"].map(names),
    )
    rows = _found(rows, words, ("sector", "resource", "source", "waste_code"))
    first = rows.head(ROWS_SHOWN)
    worded = first.assign(
        side=[t(f"sources.side_{side}") for side in first["direction"]],
        value_written=[
            amounts(low, mode, high, unit_in_words(unit.split("/")[0], code), code)
            for low, mode, high, unit in first[["low", "mode", "high", "unit"]].to_numpy().tolist()
        ],
        basis_written=[t(f"sources.basis_{basis}") for basis in first["basis"]],
        share_written=[numbers.percent(share, code) for share in first["share_of_firms"]],
        grade_name=_grades(first["grade"]),
        source=[source_words(source, code) for source in first["source"]],
    )
    columns = [
        Column("sector", t("sources.column_sector"), width=300, pinned=not narrow()),
        Column("side", t("sources.column_side"), width=80),
        Column("resource", t("sources.column_resource"), width=240),
        Column("value_written", t("sources.column_value"), width=190),
        Column("basis_written", t("sources.column_basis"), width=190),
        Column("share_written", t("sources.column_share"), width=110),
        Column("grade_name", t("sources.column_grade"), width=110),
        Column("source", t("sources.column_source"), width=240),
    ]
    _show("profiles", worded, columns, len(rows), None)


def _found(rows: pd.DataFrame, words: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """The rows one of whose columns holds the words, whatever case and marks."""
    if not words:
        return rows
    wanted = letters.fold(words)
    texts = zip(*(rows[name] for name in columns), strict=True)
    return rows[[wanted in letters.fold(" ".join(map(str, cells))) for cells in texts]]


def _grades(grades: pd.Series) -> list[str]:
    return [t(f"sources.grade_{grade}") for grade in grades]


def _show(
    table: str, worded: pd.DataFrame, columns: list[Column], count: int, ids: list[str] | None
) -> None:
    if worded.empty:
        note(t("sources.none_fit"))
        return
    show_table(
        worded,
        columns,
        f"sources_{table}",
        _table_name(table),
        on_row=None if ids is None else lambda position: pick(ids[position]),
        height=_HEIGHT,
        rows=count,
    )
