"""What a scenario changes: the sentence, the figures, the map, the list."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from symbio import maps
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers, text
from symbio.matching import Result, apply
from symbio.ui.amounts import short_money
from symbio.ui.charts import show_map
from symbio.ui.figures import Figure, figures
from symbio.ui.inputs import switch
from symbio.ui.kept import make_once
from symbio.ui.language import language, t
from symbio.ui.legend import show_legend
from symbio.ui.map_page import choose_view, map_size
from symbio.ui.selection import selected_firm
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, sentence
from symbio.ui.theme import dark
from symbio.zone.rows import Zone


def say_answer(before: Result, after: Result, moved: pd.DataFrame) -> None:
    """One sentence: what the scenario gains or loses against `before`.

    Parameters
    ----------
    moved : DataFrame
        As `symbio.matching.difference` returns it, here and below.
    """
    code, currency = language(), after.scenario.currency
    was, now = before.totals(), after.totals()
    change = now.value_per_year - was.value_per_year
    value, baseline = (short_money(one.value_per_year, currency) for one in (now, was))
    if value == baseline and abs(change) >= 0.5:  # less than the short words show
        value, baseline = (numbers.money(one.value_per_year, currency, code) for one in (now, was))
    words = {
        "value": value,
        "baseline": baseline,
        "change": short_money(abs(change), currency),
        "exchanges": numbers.number(now.exchanges, code),
        "appear": numbers.number((moved["change"] == "appeared").sum(), code),
        "vanish": numbers.number((moved["change"] == "vanished").sum(), code),
    }
    if not now.exchanges:
        name = "none"
    elif moved.empty:
        name = "same" if _assumes_the_same(before, after) else "unmoved"
    elif abs(change) < 0.5:
        name = "equal"
    else:
        name = "more" if change > 0 else "less"
    sentence(t(f"what_if.lead_{name}", **words))


def _assumes_the_same(before: Result, after: Result) -> bool:
    """Whether `before` is today and `after` changes no assumption of it."""
    asked = replace(after.scenario, name="")
    return not before.scenario.name and asked == before.scenario


def say_solved(result: Result) -> None:
    """The line that says how good the plan is, over how many candidates, how fast."""
    code, solve = language(), result.solve
    note(
        t(
            f"what_if.solved_{solve.status}",
            count=numbers.number(solve.candidates, code),
            gap=numbers.percent(solve.gap, code, 1),
            milliseconds=numbers.number(solve.milliseconds, code),
        )
    )


def show_figures(before: Result, after: Result) -> None:
    """Four figures of the scenario, each with its difference."""
    was, now, currency = before.totals(), after.totals(), after.scenario.currency
    year = after.scenario.valuation_date[:4] or t("common.unknown")

    def figure(name: str, old: float, new: float, unit: str = "") -> Figure:
        in_money = name == "value"
        written = [
            short_money(one, currency, tight=True) if in_money else _count(one)
            for one in (old, new)
        ]
        return Figure(
            t(f"what_if.figure_{name}"),
            t("common.per_year", unit=written[1]) if in_money else written[1],
            unit,
            note=t("what_if.figure_note", baseline=written[0], year=year),
            change=_change(new - old, currency if in_money else ""),
            better="more",
        )

    figures(
        figure("exchanges", was.exchanges, now.exchanges),
        figure("value", was.value_per_year, now.value_per_year),
        figure("co2e", was.co2e_t_per_year, now.co2e_t_per_year, t("common.co2e_a_year")),
        figure("firms", was.firms, now.firms),
    )


def show_map_of_changes(
    before: Result, after: Result, moved: pd.DataFrame, zone: Zone, knowledge: Knowledge
) -> None:
    """The map: new and changed links strong, lasting ones pale, vanished ones grey."""
    code = language()
    scenario = after.scenario
    everyone = apply(zone, replace(scenario, removed_firms=(), added_streams=()))
    points = make_once(
        "what_if_points",
        repr(scenario.added_firms),
        make=lambda: maps.firm_points(everyone, knowledge),
    )
    lost = moved.loc[moved["change"] == "vanished", "candidate_id"]
    vanished = before.exchanges[before.exchanges["candidate_id"].isin(lost)]
    names = dict(zip(everyone.firm["firm_id"], everyone.firm["name"], strict=True))
    # All at once, so that the same width is the same quantity on all of them.
    drawn = _arcs(points, pd.concat([after.exchanges, vanished], ignore_index=True), names)
    gone, moving = (drawn["candidate_id"].isin(ids) for ids in (lost, moved["candidate_id"]))
    st.subheader(t("what_if.map_title"), anchor=False)
    if drawn.empty:
        note(t("what_if.map_no_place"))
        return
    size = map_size()
    view = maps.fit(maps.home(points, choose_view(points)), **size)
    deck = maps.zone_map(
        points,
        view=view,
        language=code,
        knowledge=knowledge,
        selected=selected_firm(),
        dark=dark(),
        exchanges=drawn[moving & ~gone],
        candidates=drawn[~moving],
        vanished=drawn[gone],
    )
    stay = ~after.exchanges["candidate_id"].isin(moved["candidate_id"])
    counts = {
        "appear": numbers.number((moved["change"] == "appeared").sum(), code),
        "vanish": numbers.number(len(lost), code),
        "stay": numbers.number(stay.sum(), code),
    }
    show_map(deck, t("what_if.map_alt", **counts), "what_if_map", height=size["height_px"])
    show_legend(after.exchanges["kind"], points["sector"], directions=False)
    note(t("what_if.map_legend", **counts))


def show_list(before: Result, after: Result, moved: pd.DataFrame, zone: Zone) -> None:
    """Every exchange that differs, the largest change of value first."""
    st.subheader(t("what_if.list_title"), anchor=False)
    everything = switch("unchanged", t("what_if.show_same"))
    rows = changes(before, after, moved, zone, language(), everything=everything)
    if rows.empty:
        note(t("what_if.list_none"))
        return
    each = t("common.per_year", unit=after.scenario.currency)
    show_table(
        rows,
        [
            Column("state", t("what_if.column_state")),
            Column("giver", t("what_if.column_giver"), firm=True),
            Column("receiver", t("what_if.column_receiver"), firm=True),
            Column("resource", t("what_if.column_resource")),
            Column("unit", t("what_if.column_unit")),
            Column("quantity_per_year_before", t("what_if.column_before"), -1),
            Column("quantity_per_year_after", t("what_if.column_after"), -1),
            Column("quantity_change", t("what_if.column_change"), -1),
            Column("value_change", f"{t('what_if.column_value_change')} ({each})", 0),
        ],
        "what_if_list",
        t("what_if.list_alt"),
    )
    supported = after.exchanges[after.exchanges["support_per_unit"] > 0]
    if not supported.empty:
        note(t("what_if.support_note", count=numbers.number(len(supported), language())))


def changes(
    before: Result,
    after: Result,
    moved: pd.DataFrame,
    zone: Zone,
    language: str,
    *,
    everything: bool,
) -> pd.DataFrame:
    """The exchanges that differ (or all of them) in words, for table and export."""
    rows = moved
    if everything:
        kept = after.exchanges[~after.exchanges["candidate_id"].isin(rows["candidate_id"])]
        amounts = ["quantity_per_year", "value_per_year", "co2e_t_per_year"]
        same = kept.assign(
            change="same",
            **{f"{name}_{word}": kept[name] for name in amounts for word in ("before", "after")},
        )
        rows = pd.concat([rows, same.reindex(columns=rows.columns)], ignore_index=True)
    stored = dict(zip(zone.firm["firm_id"], zone.firm["name"], strict=True))
    # A hypothetical firm of the one scenario may be another, or none, in the other.
    was, now = (
        stored | {firm.firm_id: firm.name for firm in result.scenario.added_firms}
        for result in (before, after)
    )
    gone = rows["change"] == "vanished"
    giver, receiver = (
        rows[side].map(was).where(gone, rows[side].map(now))
        for side in ("giver_firm_id", "receiver_firm_id")
    )
    gained = rows["quantity_per_year_after"] - rows["quantity_per_year_before"]
    # Not `t`: a file is built outside the session that asked for it.
    return rows.assign(
        state=[
            text(language, f"what_if.state_{_state(change, more)}")
            for change, more in zip(rows["change"], gained, strict=True)
        ],
        giver=giver,
        receiver=receiver,
        resource=[resource_name(key, language) for key in rows["from_resource"]],
        unit=[text(language, f"common.unit_{unit}") for unit in rows["unit"]],
        quantity_change=gained,
        value_change=rows["value_per_year_after"] - rows["value_per_year_before"],
    )


def _arcs(points: pd.DataFrame, exchanges: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Exchanges as the map draws them: with names and ends."""
    rows = exchanges[exchanges.columns.intersection(list(maps.ARC_COLUMNS), sort=False)].assign(
        planned_per_year=exchanges["quantity_per_year"],
        giver_name=exchanges["giver_firm_id"].map(names),
        receiver_name=exchanges["receiver_firm_id"].map(names),
    )
    return maps.arcs(points, rows, planned=True)


def _count(value: float) -> str:
    return numbers.number(value, language())


def _change(difference: float, currency: str) -> str:
    """A difference with its sign; empty where nothing changed.

    The sign is ASCII: Streamlit takes its arrow from it.
    """
    if abs(difference) < 0.5:
        return ""
    sign = "+" if difference > 0 else "-"
    size = abs(difference)
    return f"{sign}{short_money(size, currency, tight=True) if currency else _count(size)}"


def _state(change: str, more: float) -> str:
    name = {"appeared": "new", "vanished": "gone", "same": "same"}.get(change)
    return name or ("more" if more > 0 else "less")
