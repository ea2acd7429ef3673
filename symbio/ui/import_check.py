"""What is wrong with the files: every problem in a table, every question with its answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from symbio.errors import Problem
from symbio.knowledge import Knowledge
from symbio.locale import numbers, text
from symbio.report.problems import problems_workbook
from symbio.ui.import_files import ACCEPTED, CHECKED, lacks_zone, shelf, signature
from symbio.ui.language import language, t
from symbio.ui.tables import Column, download_excel, show_table
from symbio.ui.texts import note, plain
from symbio.zone.rows import Zone
from symbio.zone.store import Store
from symbio.zone.workbook import ANSWERS, Mapping, Reading, SourceFile, read

_EXAMPLES = 3
_WANTED = "import_check_wanted"


def check(
    files: list[SourceFile], mapping: Mapping, stored: Zone, store: Store, knowledge: Knowledge
) -> Reading | None:
    """Read the files by the mapping, once; None until the zone is named and the person asks.

    A proposal that is sure of every column is checked at once; one that is not, that was
    edited since, or that asks for the zone, waits for the button.
    """
    asks_zone = lacks_zone(mapping, stored)
    if asks_zone and not dict(mapping.zone).get("name"):
        note(t("data.zone_needed"))
        return None
    asked = f"{signature(files)}:{mapping.to_toml() if mapping.tables else ''}"
    sure = CHECKED not in st.session_state and not mapping.guesses and not asks_zone
    # Asked for as it is now: the press may have come with a last correction.
    if st.session_state.pop(_WANTED, False) or sure:
        st.session_state[CHECKED] = asked
    if st.session_state.get(CHECKED) != asked:
        st.button(t("data.mapping_apply"), type="primary", on_click=_ask)
        if not st.session_state.get(CHECKED):
            return None
        note(t("data.mapping_changed"))
        return None
    accepted = frozenset(st.session_state.get(ACCEPTED, []))
    kept, key = shelf(), (asked, accepted, store.revision())
    if kept.get("reading_of") != key:
        kept.update(
            reading_of=key, reading=_read(files, mapping, stored, accepted, store, knowledge)
        )
    reading: Reading = kept["reading"]
    return reading


def show_findings(reading: Reading) -> None:
    """Problems, questions and notices, each with its place."""
    code = language()
    if reading.problems:
        count = numbers.number(len(reading.problems), code)
        st.error(t("data.problems_title", count=count), icon=":material/error:")
        note(t("data.problems_hint"))
        _table(reading.problems, "import_problems")
        _offer_export(reading)
    if reading.questions:
        _ask_questions(reading.questions)
    if reading.notices:
        count = numbers.number(len(reading.notices), code)
        with st.expander(t("data.notices_title", count=count), icon=":material/info:"):
            _table(reading.notices, "import_notices")


def problem_rows(problems: tuple[Problem, ...], language: str) -> pd.DataFrame:
    """One row per problem: file, sheet, row, column, value and what would be right."""
    return pd.DataFrame(
        [
            (one.file, one.sheet, one.row, one.column, one.value, _without_place(one, language))
            for one in problems
        ],
        columns=["file", "sheet", "row", "column", "value", "right"],
    ).astype({"row": "Int64"})


def _without_place(problem: Problem, language: str) -> str:
    return replace(problem, file="", sheet="", row=None, column="").sentence(language)


def _ask() -> None:
    st.session_state[_WANTED] = True


def _read(
    files: list[SourceFile],
    mapping: Mapping,
    stored: Zone,
    accepted: frozenset[str],
    store: Store,
    knowledge: Knowledge,
) -> Reading:
    """Read with a bar that says how far it is."""
    bar = st.progress(0.0, t("data.reading"))

    def tell(share: float, key: str) -> None:
        bar.progress(min(share, 1.0), t(key))

    try:
        return read(
            files,
            knowledge,
            # The person has seen the mapping: nothing of it is left to ask.
            mapping=mapping.agreed(),
            stored=stored,
            accepted=accepted,
            taught=store.synonyms(),
            progress=tell,
        )
    finally:
        bar.empty()


def _table(problems: tuple[Problem, ...], key: str) -> None:
    names = ("file", "sheet", "row", "column", "value", "right")
    show_table(
        problem_rows(problems, language()),
        [
            Column(
                name,
                t(f"data.column_{name}"),
                digits=0 if name == "row" else None,
                width=620 if name == "right" else None,
            )
            for name in names
        ],
        key,
        t("data.problems_sheet"),
    )


def _offer_export(reading: Reading) -> None:
    code, today = language(), dt.date.today()
    download_excel(
        t("data.problems_download"),
        lambda: problems_workbook(
            problem_rows(reading.problems, code), language=code, made_on=today
        ),
        f"{t('data.problems_name')}-{today:%Y-%m-%d}.xlsx",
        "import_problems_excel",
    )


def _ask_questions(questions: tuple[Problem, ...]) -> None:
    """One block per kind of question, with the answers that there are."""
    code = language()
    count = numbers.number(len(questions), code)
    st.warning(t("data.questions_title", count=count), icon=":material/help:")
    note(t("data.questions_intro"))
    for rule in dict.fromkeys(question.rule for question in questions):
        asked = [question for question in questions if question.rule == rule]
        with st.container(border=True):
            for question in asked[:_EXAMPLES]:
                st.markdown(f"- {plain(question.sentence(code))}")
            if len(asked) > _EXAMPLES:
                note(t("data.questions_more", count=numbers.number(len(asked) - _EXAMPLES, code)))
            with st.container(horizontal=True):
                for token, words in answers(rule, code):
                    st.button(words, key=f"answer_{token}", on_click=_accept, args=(token,))


def answers(rule: str, language: str) -> list[tuple[str, str]]:
    """The tokens that answer a question, and what their buttons say."""
    if rule not in ANSWERS:
        return []
    if not ANSWERS[rule]:
        return [(rule, text(language, f"workbook.answer_{rule}"))]
    return [
        (
            f"{rule}={option}",
            text(language, f"workbook.answer_{rule}", number=option)
            if option.isdigit()
            else text(language, f"workbook.answer_{rule}_{option}"),
        )
        for option in ANSWERS[rule]
    ]


def _accept(token: str) -> None:
    st.session_state[ACCEPTED] = sorted({*st.session_state.get(ACCEPTED, []), token})
