"""The by-product test on the opportunity card: six questions, and what the answers suggest."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from symbio.errors import InputError
from symbio.knowledge import Knowledge
from symbio.knowledge.law import ANSWERS, BY_PRODUCT_QUESTIONS, BY_PRODUCT_RULE, ByProduct
from symbio.locale import numbers
from symbio.opportunities import by_product
from symbio.ui import reading, who
from symbio.ui.empty import explain
from symbio.ui.language import language, t
from symbio.ui.take_back import offer_undo
from symbio.ui.texts import plain
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store

_SAVED = "by_product_saved"
_LOOKS = {
    "likely": (":green[:material/check_circle:]", "likely"),
    "unlikely": (":red[:material/block:]", "unlikely"),
    "ask": (":orange[:material/contact_support:]", "ask"),
}


def offer_test(row: dict[str, Any], zone: Zone, knowledge: Knowledge) -> None:
    """Draw what the kept answers suggest, and the questions.

    Parameters
    ----------
    row : dict
        One row of `symbio.opportunities.rank`; drawn where its law asks for the test
        and its offer is stored.
    """
    stream_id = str(row["offer_stream_id"])
    asked = BY_PRODUCT_RULE in str(row["legal_rules"] or "").split(";")
    if not asked or stream_id not in set(zone.stream["stream_id"]) or not who.keeps_data():
        return
    answers = by_product.given_answers(zone, stream_id)
    if set(answers.values()) != {"unknown"}:
        _say(by_product.judge(zone, knowledge, stream_id), zone, stream_id)
    words_of = {answer: t(f"byproduct.answer_{answer}") for answer in ANSWERS}
    with (
        st.expander(t("byproduct.title"), icon=":material/fact_check:"),
        st.form(f"by_product_{stream_id}", border=False),
    ):
        st.caption(t("byproduct.intro"))
        typed = {
            question: st.segmented_control(
                t(f"byproduct.{question}"),
                ANSWERS,
                default=answers[question],
                format_func=words_of.__getitem__,
                key=f"by_product_{question}_{stream_id}",
                help=t(f"byproduct.{question}_help"),
            )
            for question in BY_PRODUCT_QUESTIONS
        }
        words = st.text_input(
            t("byproduct.note"),
            value=_note(zone, stream_id),
            key=f"by_product_note_{stream_id}",
            max_chars=300,
        )
        if st.form_submit_button(t("byproduct.save"), type="primary"):
            given = {question: answer or "unknown" for question, answer in typed.items()}
            _save(reading.store(), stream_id, given, words)
    saved, batch_id = st.session_state.get(_SAVED, ("", 0))
    if saved == stream_id:
        # The form shows again what is stored.
        fields = [f"by_product_{name}_{stream_id}" for name in (*BY_PRODUCT_QUESTIONS, "note")]
        undo = f"by_product_undo_{stream_id}"
        offer_undo(reading.store(), batch_id, _SAVED, *fields, key=undo)


def _say(found: ByProduct, zone: Zone, stream_id: str) -> None:
    """The verdict, what stands against it, what is open, and that the Ministry decides."""
    icon, outcome = _LOOKS[found.outcome]
    st.markdown(f"{icon} **{t(f'byproduct.{outcome}')}** {t(f'byproduct.{outcome}_next')}")
    if found.hazardous:
        st.caption(t("byproduct.hazardous"))
    no = t("byproduct.answer_no")
    for question in found.failed:
        st.caption(f"{t(f'byproduct.{question}')} **{no}.** {t(f'byproduct.{question}_fix')}")
    if found.open:
        names = "; ".join(t(f"byproduct.{question}_short") for question in found.open)
        st.caption(t("byproduct.open", questions=names))
    [kept] = zone.by_product[zone.by_product["stream_id"] == stream_id].to_dict("records")
    day = numbers.day(kept["answered_on"], language())
    st.caption(plain(t("byproduct.answered", day=day, who=kept["answered_by"] or "")))
    st.caption(t("byproduct.ground"))


def _note(zone: Zone, stream_id: str) -> str:
    found = zone.by_product.loc[zone.by_product["stream_id"] == stream_id, "note"].dropna()
    return str(found.iloc[0]) if len(found) else ""


def _save(store: Store, stream_id: str, answers: dict[str, str], words: str) -> None:
    if not who.keeps_data():
        return
    try:
        zone = store.read()
        tables = by_product.keep_answers(
            zone, stream_id, answers, by=who.name(), on=dt.date.today(), note=words.strip()
        )
        done = store.apply(compare(zone, tables), who=who.name(), note=t("byproduct.title"))
    except InputError as error:
        explain(error)
        return
    st.session_state[_SAVED] = stream_id, done.batch_id
    st.rerun()
