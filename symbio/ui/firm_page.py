"""The parts of the page Firmam: answer, figures, partners, synergies, gaps, share."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from symbio.disclosure import resource_label
from symbio.knowledge import Knowledge
from symbio.locale import numbers
from symbio.opportunities import Wording
from symbio.ui import firm_contact, reading
from symbio.ui.amounts import short_money
from symbio.ui.empty import empty
from symbio.ui.figures import Figure, figures
from symbio.ui.firm_side import Side, own_side
from symbio.ui.language import language, t
from symbio.ui.texts import note, plain, sentence
from symbio.zone.rows import Zone

__all__ = ["own_side"]

_FIRST = 6
_ALL = "firm_all_partners"
_LEGAL = {"allowed": "green", "conditional": "orange", "blocked": "red"}


def live(me: Side) -> pd.DataFrame:
    """The partners that the law does not block."""
    return me.partners[me.partners["legal_state"] != "blocked"]


def best(me: Side) -> pd.DataFrame:
    """Of each own stream the partner worth most, where that is known and more than nothing."""
    rows = live(me)
    rows = rows[rows["potential_per_year"] > 0].sort_values("potential_per_year", ascending=False)
    return rows.drop_duplicates("own_stream_id")


def currency() -> str:
    """The currency of the zone."""
    return reading.zone().currency


def say_answer(me: Side) -> None:
    """What of mine can go where, and what it could be worth."""
    code = language()
    if me.streams.empty:
        sentence(t("firm.lead_empty", firm=me.name))
        return
    rows, top = live(me), best(me)
    if rows.empty:
        sentence(t("firm.lead_none", firm=me.name, streams=numbers.number(len(me.streams), code)))
        return
    words = {
        "firm": me.name,
        "partners": numbers.number(len(rows), code),
        "streams": numbers.number(rows["own_stream_id"].nunique(), code),
        "resource": resource_label(rows["own_resource"].iloc[0], code, reading.knowledge()),
    }
    if top.empty:
        sentence(t("firm.lead_physical", **words))
        return
    words["resource"] = resource_label(top["own_resource"].iloc[0], code, reading.knowledge())
    words["value"] = short_money(top["potential_per_year"].iloc[0], currency())
    sentence(t("firm.lead", **words))


def show_figures(me: Side) -> None:
    """Partners, what my best ones could bring, mutual interest, unknown quantities."""
    code, top = language(), best(me)
    money = short_money(top["potential_per_year"].sum(), currency(), tight=True)
    unknown = int(me.streams["quantity_per_year"].isna().sum())
    both = sum(how.contact for how in me.standings.values())
    figures(
        Figure(
            t("firm.figure_partners"),
            numbers.number(len(live(me)), code),
            note=t("firm.figure_partners_note"),
        ),
        Figure(
            t("firm.figure_value"),
            t("common.per_year", unit=money) if len(top) else numbers.MISSING,
            note=t("firm.figure_value_note", year=reading.price_year() or t("common.unknown")),
        ),
        Figure(t("firm.figure_both"), numbers.number(both, code), note=t("firm.figure_both_note")),
        Figure(
            t("firm.figure_unknown"),
            numbers.number(unknown, code),
            note=t("firm.figure_unknown_note"),
        ),
    )


def show_partners(me: Side, knowledge: Knowledge) -> None:
    """The ranked partners as cards, the best first."""
    st.subheader(t("firm.partners"), anchor=False)
    if me.partners.empty:
        empty(t("firm.partners_none" if len(me.streams) else "firm.partners_no_streams"))
        return
    shown = me.partners if st.session_state.get(_ALL) else me.partners.head(_FIRST)
    say = Wording.of(knowledge, language(), currency())
    with st.container(key="partners"):
        for row in shown.to_dict("records"):
            _card({str(key): value for key, value in row.items()}, me, say, knowledge)
    if len(me.partners) > _FIRST:
        count = numbers.number(len(me.partners), language())
        st.toggle(t("firm.partners_all", count=count), key=_ALL)
    note(t("firm.partners_note"))


def _card(row: dict[str, Any], me: Side, say: Wording, knowledge: Knowledge) -> None:
    code = language()
    mine = resource_label(row["own_resource"], code, knowledge)
    theirs = resource_label(row["partner_resource"], code, knowledge)
    gives = row["direction"] == "offer"
    with st.container(border=True, key=f"partner_{row['pair_key']}"):
        arrow = f"{mine} → {theirs}" if gives else f"{theirs} → {mine}"
        verb = t("firm.you_give" if gives else "firm.you_take")
        st.markdown(f"**{plain(arrow if mine != theirs else mine)}** · {verb}")
        st.markdown(f"{plain(row['partner'])}{_distance(row)}{_quantity(row, say)}")
        law = t(f"common.legal_{row['legal_state']}")
        st.markdown(f"{_worth(row, say)} · :{_LEGAL[row['legal_state']]}[{law}]")
        if isinstance(row["pathway_id"], str) and say.process(row):
            note(t("firm.process", process=say.process(row)))
        missing = say.missing(row)
        if missing:
            note(missing)
        firm_contact.show_standing(row, me, say)


def _distance(row: dict[str, Any]) -> str:
    low, high = row["low_km"], row["high_km"]
    if pd.isna(low):
        return ""
    code = language()
    if low == high:
        return f" · {numbers.number(low, code, 1)} km"
    if high == float("inf"):
        return " · " + t("firm.beyond_km", km=numbers.number(low, code))
    span = t("common.range", low=numbers.number(low, code), high=numbers.number(high, code))
    return f" · {span} km"


def _quantity(row: dict[str, Any], say: Wording) -> str:
    low, high = row["partner_low"], row["partner_high"]
    if pd.isna(low):
        key = (
            "firm.quantity_hidden"
            if row["partner_state"] == "sector"
            else "common.quantity_unknown"
        )
        return f" · {t(key)}"
    unit = t("common.per_year", unit=say.unit(row["partner_unit"]))
    code = language()
    if low == high:
        return f" · {numbers.compact(low, code)} {unit}"
    return (
        " · "
        + t("common.range", low=numbers.number(low, code), high=numbers.number(high, code))
        + f" {unit}"
    )


def _worth(row: dict[str, Any], say: Wording) -> str:
    """What it could bring both together, by general factors."""
    if pd.notna(row["potential_per_year"]):
        value = short_money(row["potential_per_year"], say.currency)
        return f"**{t('firm.worth', value=value)}**"
    if pd.notna(row["value_per_unit"]):
        money = say.amount(row["value_per_unit"])
        return f"**{t('firm.worth_unit', value=money, unit=say.unit(row['unit']))}**"
    return t("firm.worth_unknown")


def show_synergies(zone: Zone, knowledge: Knowledge) -> None:
    """The synergies that the firm is a party to, with stage and next step."""
    st.subheader(t("firm.synergies"), anchor=False)
    rows = zone.synergy
    if rows.empty:
        note(t("firm.synergies_none"))
        return
    code = language()
    for row in rows.to_dict("records"):
        stage = t(f"workbook.choice_stage_{row['stage']}")
        words = [f"**{plain(resource_label(str(row['resource']), code, knowledge))}** · {stage}"]
        if isinstance(row["next_step"], str):
            day = (
                numbers.day(row["next_step_date"], code) if pd.notna(row["next_step_date"]) else ""
            )
            words.append(t("firm.next_step", step=plain(row["next_step"]), day=day))
        st.markdown("\n\n".join(words))


def show_gaps(me: Side, knowledge: Knowledge) -> None:
    """How well my data is known, and what one more number would bring."""
    code = language()
    st.subheader(t("firm.grade"), anchor=False)
    if me.streams.empty:
        note(t("firm.grade_empty"))
        return
    grades = me.streams["grade"].fillna("unknown").value_counts()
    said = ", ".join(
        f"{numbers.number(grades[name], code)} {t(f'opportunities.grade_{name}').lower()}"
        for name in ("measured", "declared", "estimated", "unknown")
        if name in grades
    )
    st.markdown(t("firm.grade_said", grades=said))
    names = dict(zip(me.streams["stream_id"], me.streams["resource"], strict=True))
    waiting = me.gaps[me.gaps["candidates"] > 0]
    for row in waiting.to_dict("records"):
        about = names.get(row["stream_id"])
        words = {
            "gap": t(f"data.gap_{row['gap']}"),
            "about": plain(resource_label(about, code, knowledge)) if about else plain(me.name),
            "candidates": numbers.number(row["candidates"], code),
        }
        low, high = row["value_low_per_year"], row["value_high_per_year"]
        key = "firm.gap"
        if pd.notna(low) and high > 0:
            key = "firm.gap_worth"
            words["low"], words["high"] = (short_money(end, currency()) for end in (low, high))
        st.markdown(f"- {t(key, **words)}")
    if waiting.empty:
        note(t("firm.gaps_none" if me.gaps.empty else "firm.gaps_wait_none"))


def show_share(me: Side) -> None:
    """What the firm is of the zone's result."""
    code = language()
    st.subheader(t("firm.share"), anchor=False)
    st.markdown(
        t(
            "firm.share_said" if me.share.exchanges else "firm.share_none",
            exchanges=numbers.number(me.share.exchanges, code),
            all=numbers.number(me.share.zone_exchanges, code),
            planned=numbers.number(me.share.planned_streams, code),
            streams=numbers.number(me.share.streams, code),
        )
    )
    note(t("firm.share_note"))
