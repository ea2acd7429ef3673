"""The quiz before and after a workshop: its usual questions, scores, and anonymous pairs."""

from __future__ import annotations

import hashlib
import hmac
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from symbio.errors import Problem
from symbio.workshop.cards import clean
from symbio.zone.rows import conform
from symbio.zone.store_quiz import Answer, Question, QuizBook

QUESTIONS = 5
MOST_QUESTION, MOST_ANSWER = 200, 140
_FEWEST_ANSWERS, _MOST_ANSWERS = 2, 5


@cache
def usual_questions() -> tuple[Question, ...]:
    """Symbio's own questions about industrial symbiosis, with the right answers."""
    text = Path(__file__).with_name("quiz_questions.toml").read_text(encoding="utf-8")
    return tuple(
        Question(
            row["tr"], row["en"], tuple(row["answers_tr"]), tuple(row["answers_en"]), row["right"]
        )
        for row in tomllib.loads(text)["question"]
    )


def questions_of(book: QuizBook, room_id: int) -> tuple[Question, ...]:
    """The room's own questions, else the usual ones."""
    return book.questions(room_id) or usual_questions()


def read_question(
    question_tr: str, question_en: str, answers_tr: str, answers_en: str, right: int
) -> Question:
    """A question as it is typed, an answer on each line."""
    return Question(
        clean(question_tr, MOST_QUESTION),
        clean(question_en, MOST_QUESTION),
        _lines(answers_tr),
        _lines(answers_en),
        right,
    )


def _lines(typed: str) -> tuple[str, ...]:
    lines = (clean(line, MOST_ANSWER) for line in typed.splitlines()[:20])
    return tuple(line for line in lines if line)


def question_problems(questions: Sequence[Question]) -> list[Problem]:
    """Everything that keeps questions from being asked, all at once."""
    found = []
    for place, one in enumerate(questions, start=1):
        values: dict[str, object] = {"place": place}
        if not (one.question_tr and one.question_en):
            found.append(Problem("quiz_no_question", values=values))
        counts = {len(one.answers_tr), len(one.answers_en)}
        if len(counts) != 1:
            found.append(Problem("quiz_answers_differ", values=values))
        elif not _FEWEST_ANSWERS <= counts.pop() <= _MOST_ANSWERS:
            ends = {"fewest": _FEWEST_ANSWERS, "most": _MOST_ANSWERS}
            found.append(Problem("quiz_answers_count", values=values | ends))
        elif not 1 <= one.right <= len(one.answers_tr):
            found.append(Problem("quiz_no_right", values=values))
    return found


def score(answer: Answer, questions: Sequence[Question]) -> int:
    """Count the right answers; what was left out is wrong."""
    return sum(chosen == one.right for chosen, one in zip(answer.chosen, questions, strict=False))


def quiz_rows(
    answers: Sequence[Answer], questions: Sequence[Question], event_id: str, secret: bytes
) -> pd.DataFrame:
    """The table quiz of the campaign: a row per phone, under a code that leads nowhere.

    Parameters
    ----------
    event_id : str
        Of the room.
    secret : bytes
        The store's own: without it no code can be led back to a phone.

    Returns
    -------
    DataFrame, as the table quiz
        A score is missing where a phone answered only before, or only after.
    """
    rows: dict[str, dict[str, object]] = {}
    for answer in answers:
        said = f"{event_id}/{answer.pair}".encode()
        code = hmac.new(secret, said, hashlib.sha256).hexdigest()[:12]
        row = rows.setdefault(
            code, {"event_id": event_id, "person_code": code, "score_max": len(questions)}
        )
        row[f"score_{answer.phase}"] = score(answer, questions)
    return conform("quiz", pd.DataFrame(list(rows.values())))


def right_shares(answers: Sequence[Answer], questions: Sequence[Question]) -> pd.DataFrame:
    """How many answered each question right, of the phones that answered before and after.

    Returns
    -------
    DataFrame, one row per question
        place, before, after: shares (0-1) of the same people, missing where nobody did both.
    """
    by_pair: dict[str, dict[str, Answer]] = {}
    for answer in answers:
        by_pair.setdefault(answer.pair, {})[answer.phase] = answer
    both = [one for one in by_pair.values() if len(one) == 2]
    rows = [
        {
            "place": place + 1,
            **{
                phase: sum(pair[phase].chosen[place] == one.right for pair in both) / len(both)
                if both
                else float("nan")
                for phase in ("before", "after")
            },
        }
        for place, one in enumerate(questions)
    ]
    return pd.DataFrame(rows, columns=["place", "before", "after"])
