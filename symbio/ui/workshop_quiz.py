"""The quiz of a workshop: which one is open, what changed, and its questions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from symbio import campaign
from symbio.access.sign_in import now
from symbio.errors import InputError
from symbio.locale import numbers
from symbio.ui import who
from symbio.ui.campaign_page import show_change
from symbio.ui.empty import explain
from symbio.ui.figures import Figure, figures
from symbio.ui.language import language, t
from symbio.ui.tables import Column, show_table
from symbio.ui.texts import note, sentence
from symbio.ui.theme import narrow
from symbio.workshop.after import event_id
from symbio.workshop.quiz import (
    MOST_ANSWER,
    MOST_QUESTION,
    QUESTIONS,
    question_problems,
    questions_of,
    quiz_rows,
    read_question,
    right_shares,
    usual_questions,
)
from symbio.workshop.summary import FEWEST
from symbio.zone.store import Store
from symbio.zone.store_quiz import Phase, Question, QuizBook
from symbio.zone.workshop_rows import Room

_PHASES: tuple[Phase, ...] = ("closed", "before", "after")
_SAID = "quiz_said"
_LINES_PX = 150  # four answers


def show_quiz(room: Room, store: Store) -> None:
    """Everything about the quiz of a room."""
    book = store.book(QuizBook)
    questions, answers = questions_of(book, room.room_id), book.answers(room.room_id)
    rows = quiz_rows(answers, questions, event_id(room), store.secret())
    learned = campaign.quiz_change(rows)
    counts = {phase: sum(one.phase == phase for one in answers) for phase in _PHASES[1:]}
    _say(room, learned, counts)
    _choose_phase(room, book)
    if learned.n:
        show_change(learned, "workshop_quiz")
    if learned.n >= FEWEST:
        shares = right_shares(answers, questions)
        shown = shares.assign(
            question=[one.asked(language()) for one in questions],
            before=shares["before"] * 100,
            after=shares["after"] * 100,
        )
        st.subheader(t("quiz.shares_title"), anchor=False)
        show_table(
            shown,
            [
                Column("question", t("quiz.column_question"), width=170 if narrow() else "large"),
                Column("before", t("quiz.column_before"), 0),
                Column("after", t("quiz.column_after"), 0),
            ],
            "quiz_shares",
            t("quiz.shares_title"),
        )
    elif answers:
        note(t("quiz.shares_few", fewest=numbers.number(FEWEST, language())))
    _ask_questions(room, questions, len(answers), book)


def _say(room: Room, learned: campaign.QuizChange, counts: dict[Phase, int]) -> None:
    code = language()
    first, second = (numbers.number(counts[phase], code) for phase in ("before", "after"))
    people = numbers.number(learned.n, code)
    before, after = (
        numbers.number(value, code, 1) for value in (learned.mean_before, learned.mean_after)
    )
    kind = "change" if learned.n else "some" if any(counts.values()) else "none"
    words = {"name": room.name, "people": people, "before": before, "after": after}
    highest = numbers.number(learned.score_max, code)
    sentence(t(f"quiz.lead_{kind}", first=first, second=second, highest=highest, **words))
    change, help_text = numbers.MISSING, ""
    if learned.n > 1:
        low, high = (numbers.number(end, code, 1) for end in (learned.low, learned.high))
        half = numbers.number((learned.high - learned.low) / 2, code, 1)
        change = f"{numbers.number(learned.mean_change, code, 1)} ± {half}"
        help_text = t("quiz.figure_change_note", low=low, high=high)
    figures(
        Figure(t("quiz.figure_before"), first),
        Figure(t("quiz.figure_after"), second),
        Figure(t("quiz.figure_pairs"), people),
        Figure(t("quiz.figure_change"), change, note=help_text),
    )


def _choose_phase(room: Room, book: QuizBook) -> None:
    if not room.opens(now()):
        note(t("quiz.phase_over"))
        return
    key = f"quiz_phase_{room.room_id}"
    st.session_state[key] = book.phase(room.room_id)
    st.segmented_control(
        t("quiz.phase"),
        _PHASES,
        format_func=lambda phase: t(f"quiz.phase_{phase}"),
        key=key,
        required=True,
        on_change=_open,
        args=(room, book, key),
    )
    note(t("quiz.phase_hint"))


def _open(room: Room, book: QuizBook, key: str) -> None:
    phase = st.session_state[key]
    if who.keeps_data() and phase in _PHASES:
        book.set_phase(room.room_id, phase)


def _ask_questions(
    room: Room, questions: Sequence[Question], answered: int, book: QuizBook
) -> None:
    """The five questions in both languages; locked once somebody answered."""
    usual = tuple(questions) == usual_questions()
    if st.session_state.pop(_SAID, False):
        st.success(t("quiz.kept_questions"), icon=":material/check_circle:")
    with st.expander(t("quiz.questions"), icon=":material/quiz:"):
        note(t("quiz.questions_usual" if usual else "quiz.questions_own"))
        if answered:
            st.warning(t("quiz.questions_locked"), icon=":material/lock:")
            with st.popover(t("quiz.clear"), icon=":material/delete:"):
                st.markdown(t("quiz.clear_sure", count=numbers.number(answered, language())))
                st.button(t("quiz.clear_now"), on_click=_clear, args=(room, book))
        with st.form(f"quiz_form_{room.room_id}", border=False):
            typed = [
                _ask_question(room, place, one, locked=bool(answered))
                for place, one in enumerate(questions, start=1)
            ]
            pressed = st.form_submit_button(
                t("quiz.keep"), type="primary", disabled=bool(answered), icon=":material/save:"
            )
        if not usual:
            st.button(
                t("quiz.usual"),
                disabled=bool(answered),
                icon=":material/restart_alt:",
                on_click=_use_usual,
                args=(room, book),
            )
        if pressed:
            _keep(room, typed, book)


def _ask_question(room: Room, place: int, one: Question, *, locked: bool) -> Question:
    key = f"quiz_{room.room_id}_{place}"
    st.markdown(f"**{t('quiz.question', place=place)}**")
    asked, lines = {}, {}
    for column, code in zip(st.columns(2), ("tr", "en"), strict=True):
        asked[code] = column.text_input(
            t(f"quiz.in_{code}"),
            value=one.asked(code),
            key=f"{key}_{code}",
            max_chars=MOST_QUESTION,
            disabled=locked,
        )
        lines[code] = column.text_area(
            t("quiz.answers"),
            value="\n".join(one.answers(code)),
            key=f"{key}_answers_{code}",
            max_chars=QUESTIONS * (MOST_ANSWER + 1),
            height=_LINES_PX,
            disabled=locked,
        )
    right = st.selectbox(
        t("quiz.right"),
        range(1, len(one.answers_tr) + 2),
        index=one.right - 1,
        key=f"{key}_right",
        disabled=locked,
    )
    return read_question(asked["tr"], asked["en"], lines["tr"], lines["en"], int(right))


def _keep(room: Room, typed: Sequence[Question], book: QuizBook) -> None:
    problems = question_problems(typed)
    if problems:
        explain(InputError.of(problems))
        return
    if who.keeps_data() and book.set_questions(room.room_id, typed):
        st.session_state[_SAID] = True
    st.rerun()


def _use_usual(room: Room, book: QuizBook) -> None:
    if who.keeps_data() and book.set_questions(room.room_id, ()):
        for key in list(st.session_state):
            if str(key).startswith(f"quiz_{room.room_id}_"):
                del st.session_state[key]


def _clear(room: Room, book: QuizBook) -> None:
    if who.keeps_data():
        book.clear(room.room_id)
