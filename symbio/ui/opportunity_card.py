"""One opportunity in full: why it ranks where it does, its sum, both firms, the way, the law."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from symbio import opportunities
from symbio.charts import symbiosis as charts
from symbio.knowledge import Knowledge, case_words, law, source_words
from symbio.knowledge.names import resource_name
from symbio.locale import numbers
from symbio.opportunities import Wording
from symbio.ui import by_product_form
from symbio.ui.charts import show_chart
from symbio.ui.kept import draw_once
from symbio.ui.language import language, t
from symbio.ui.texts import note, plain
from symbio.ui.theme import dark
from symbio.zone.rows import Zone

_LEGAL_ICONS = {
    "allowed": ":green[:material/arrow_circle_right:]",
    "conditional": ":orange[:material/rule:]",
    "blocked": ":red[:material/block:]",
}
_CO2E_TERMS = (("disposal", 1), ("virgin", 1), ("treatment", -1), ("transport", -1))


def show_card(row: dict[str, Any], zone: Zone, knowledge: Knowledge, say: Wording) -> None:
    """Draw the card of one ranked candidate, for the facilitator.

    Parameters
    ----------
    row : dict
        One row of `symbio.opportunities.rank`.
    """

    def draw() -> None:
        _head(row)
        st.markdown("\n".join(f"- {plain(reason)}" for reason in say.reasons(row)))
        _sum(row, say)
        _fee(row, say)
        _parties(row, zone, say)
        _way(row, knowledge)
        _law(row, zone, knowledge, say)
        _emissions(row)

    with st.container(border=True, key="opportunity_card"):
        draw_once("opportunity_card", row["candidate_id"], draw=draw)
        # Asks and answers, so it is drawn anew on every run.
        by_product_form.offer_test(row, zone, knowledge)


def _head(row: dict[str, Any]) -> None:
    code = language()
    names = {key: plain(row[f"{key}_name"]) for key in ("giver", "receiver")}
    st.subheader(t("opportunities.card_title", rank=row["rank"], **names), anchor=False)
    given = plain(resource_name(row["from_resource"], code))
    replaced = plain(resource_name(row["to_resource"], code))
    what = given if given == replaced else f"{given} → {replaced}"
    standing = t(f"opportunities.standing_{row['standing']}")
    st.markdown(
        f"**{what}** · {standing}", help=t(f"opportunities.standing_{row['standing']}_help")
    )


def _sum(row: dict[str, Any], say: Wording) -> None:
    unit = say.unit(row["unit"])
    st.markdown(f"**{t('opportunities.card_value', unit=unit)}**")
    if not row["price_known"]:
        note(t("opportunities.card_no_price"))
        return
    terms = opportunities.terms(pd.Series(row))
    terms = terms.assign(
        name=[t(f"opportunities.term_{term}") for term in terms["term"]],
        written=[say.amount(amount) for amount in terms["amount"]],
    )
    spoken = "; ".join(
        f"{name} {written}"
        for name, written in zip(terms["name"].iloc[:-1], terms["written"].iloc[:-1], strict=True)
    )
    chart = charts.terms_chart(
        terms, language=language(), currency=say.currency, unit=unit, dark=dark()
    )
    total = terms["written"].iloc[-1]
    show_chart(
        chart,
        t("opportunities.card_value_alt", unit=unit, terms=spoken, total=total),
        f"terms_{row['candidate_id']}",
    )
    grade = t(f"opportunities.price_{row['price_grade']}")
    note(t("opportunities.card_price_grade", grade=grade))


def _fee(row: dict[str, Any], say: Wording) -> None:
    if not row["price_known"]:
        return
    st.markdown(f"**{t('opportunities.card_fee')}**")
    st.markdown(plain(say.fee_band(row)))
    note(t("opportunities.card_fee_note"))


def _parties(row: dict[str, Any], zone: Zone, say: Wording) -> None:
    st.markdown(f"**{t('opportunities.card_parties')}**")
    streams = zone.stream.set_index("stream_id")
    for side, stream in (("giver", "offer"), ("treater", ""), ("receiver", "need")):
        name = row[f"{side}_name"]
        if not isinstance(name, str):
            continue
        parts = [plain(name)]
        key = row.get(f"{stream}_stream_id")
        if key in streams.index:
            parts += _stream(
                streams.loc[key], row["unit" if stream == "offer" else "need_unit"], say
            )
        st.markdown(f"{t(f'opportunities.card_{side}')}: {' · '.join(parts)}")


def _stream(stream: pd.Series, unit: str, say: Wording) -> list[str]:
    """What the firm itself says of its stream: words, quantity, grade, day of confirmation."""
    parts = []
    if isinstance(stream["description"], str):
        parts.append(f"“{plain(stream['description'])}”")
    quantity = stream["quantity_per_year"]
    written = say.quantity(quantity, unit)
    parts.append(
        t("opportunities.card_stream_quantity", quantity=written) if pd.notna(quantity) else written
    )
    grade = stream["grade"] if isinstance(stream["grade"], str) else "unknown"
    parts.append(t(f"opportunities.grade_{grade}"))
    if pd.notna(stream["source_date"]):
        parts.append(numbers.day(stream["source_date"], language()))
    return parts


def _way(row: dict[str, Any], knowledge: Knowledge) -> None:
    found = knowledge.pathways[knowledge.pathways["pathway_id"] == row["pathway_id"]]
    if found.empty:
        return
    way, code = found.iloc[0], language()
    st.markdown(f"**{t('opportunities.card_pathway')}**: {plain(way[f'process_{code}'])}")
    sentences = [
        t(
            "opportunities.card_pathway_yield",
            substitution=numbers.compact(row["substitution_ratio"], code),
            resource=resource_name(row["to_resource"], code),
            **{"yield": numbers.compact(row["yield"], code)},
        ),
        t(
            "opportunities.card_pathway_maturity",
            maturity=t(f"opportunities.maturity_{way['maturity']}"),
        ),
    ]
    for field, value in (
        ("pathway_trouble", way[f"trouble_{code}"]),
        ("evidence", way[f"evidence_{code}"]),
        ("evidence", case_words(way["cases"], code)),
        ("source", source_words(way["source"], code, knowledge)),
    ):
        if value:
            sentences.append(t(f"opportunities.card_{field}", **{field.split("_")[-1]: value}))
    sentences.append(t("opportunities.card_grade", grade=t(f"opportunities.source_{way['grade']}")))
    note(" · ".join(sentences))


def _law(row: dict[str, Any], zone: Zone, knowledge: Knowledge, say: Wording) -> None:
    state = t(f"common.legal_{row['legal_state']}")
    icon = _LEGAL_ICONS[row["legal_state"]]
    st.markdown(f"**{t('opportunities.card_legal')}**: {icon} {state}")
    rules = say.legal_rules(row)
    if not rules:
        note(t("opportunities.card_legal_clear"))
    for rule in rules:
        sentences = [f"**{rule.title}.**", rule.missing]
        if rule.regulation:
            sentences.append(t("opportunities.card_legal_regulation", regulation=rule.regulation))
        if not rule.checked:
            sentences.append(t("opportunities.card_legal_unchecked"))
        note(" ".join(part for part in sentences if part))
    _beside_the_screen(row, zone, knowledge, say)


def _beside_the_screen(row: dict[str, Any], zone: Zone, knowledge: Knowledge, say: Wording) -> None:
    """What the analysis of a mirror entry looks for, and what every holder has to keep."""
    codes = zone.stream.loc[zone.stream["stream_id"] == row["offer_stream_id"], "waste_code"]
    code = codes.dropna().iloc[0] if codes.notna().any() else ""
    if not code:
        return
    named = str(row["legal_rules"] or "").split(";")
    sought = law.look_for(knowledge, code, language())
    if sought and {"mirror_entry_test", "mirror_entry_gb"} & {*named}:
        note(t("opportunities.card_legal_look_for", sought=sought))
    held = [say.rules[rule] for rule in law.duties(knowledge, zone.country, code)]
    if held:
        with st.expander(t("opportunities.card_duties")):
            for rule in held:
                unchecked = "" if rule.checked else f" {t('opportunities.card_legal_unchecked')}"
                note(f"**{rule.title}.** {rule.missing}{unchecked}")


def _emissions(row: dict[str, Any]) -> None:
    code = language()
    unit = t(f"common.unit_{row['unit']}")
    st.markdown(f"**{t('opportunities.card_co2e', unit=unit)}**")
    parts = [
        f"{t(f'opportunities.card_co2e_{term}')} "
        f"{numbers.compact(sign * row[f'co2e_{term}_kg_per_unit'], code)}"
        for term, sign in _CO2E_TERMS
        if abs(row[f"co2e_{term}_kg_per_unit"]) > 0
    ]
    total = numbers.compact(row["co2e_kg_per_unit"], code)
    parts.append(f"**{t('opportunities.card_co2e_total')} {total}**")
    note(" · ".join(parts))
