"""Quizzes of workshops: questions, and answers in pairs that name nobody.

Kept in memory as well and written through. When somebody answered is not kept: it would
lead to the cards written at that moment.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from symbio.zone.store_access import Transaction

Phase = Literal["before", "after", "closed"]


@dataclass(frozen=True)
class Question:
    """One question; the answers of both languages stand in one order.

    Attributes
    ----------
    question_tr, question_en : str
    answers_tr, answers_en : tuple of str
    right : int
        Place of the right answer, from 1.
    """

    question_tr: str
    question_en: str
    answers_tr: tuple[str, ...]
    answers_en: tuple[str, ...]
    right: int

    def asked(self, language: str) -> str:
        """The question in `language`."""
        return self.question_tr if language == "tr" else self.question_en

    def answers(self, language: str) -> tuple[str, ...]:
        """The answers in `language`."""
        return self.answers_tr if language == "tr" else self.answers_en


@dataclass(frozen=True)
class Answer:
    """What one phone answered before or after; `chosen` has 0 where it left one out."""

    phase: str
    pair: str
    chosen: tuple[int, ...]


class QuizBook:
    """All quizzes of one store. May be called from any thread."""

    def __init__(self, transaction: Transaction) -> None:
        """Read and write through the store's own transactions."""
        self._writing = transaction
        self._lock = threading.RLock()
        self._counter = 0
        with transaction() as cursor:
            phases = cursor.execute("SELECT room_id, phase FROM room_quiz").fetchall()
            questions = cursor.execute(
                "SELECT room_id, question_tr, question_en, answers_tr, answers_en, right_answer "
                "FROM room_question ORDER BY room_id, place"
            ).fetchall()
            answers = cursor.execute(
                "SELECT room_id, phase, pair, chosen FROM room_answer"
            ).fetchall()
        self._phases: dict[int, Phase] = dict(phases)
        self._questions: dict[int, tuple[Question, ...]] = {}
        for room, in_tr, in_en, answers_tr, answers_en, right in questions:
            lines = tuple(answers_tr.splitlines()), tuple(answers_en.splitlines())
            one = Question(in_tr, in_en, *lines, right)
            self._questions[room] = (*self._questions.get(room, ()), one)
        self._answers: dict[int, dict[tuple[str, str], Answer]] = {}
        for room, phase, pair, chosen in answers:
            said = Answer(phase, pair, tuple(map(int, chosen.split())))
            self._answers.setdefault(room, {})[phase, pair] = said

    def counter(self) -> int:
        """Number of writes since the process began."""
        return self._counter

    def phase(self, room_id: int) -> Phase:
        """Which quiz phones may answer now."""
        return self._phases.get(room_id, "closed")

    def set_phase(self, room_id: int, phase: Phase) -> None:
        """Open the quiz before or after, or close it."""
        with self._lock:
            with self._writing() as cursor:
                cursor.execute("DELETE FROM room_quiz WHERE room_id = ?", [room_id]).fetchall()
                cursor.execute("INSERT INTO room_quiz VALUES (?, ?)", [room_id, phase]).fetchall()
            self._phases[room_id] = phase
            self._counter += 1

    def questions(self, room_id: int) -> tuple[Question, ...]:
        """The room's own questions, in order; none where nobody wrote any."""
        return self._questions.get(room_id, ())

    def set_questions(self, room_id: int, questions: Sequence[Question]) -> bool:
        """Keep questions in the place of older ones; not once somebody answered: False."""
        with self._lock:
            if self._answers.get(room_id):
                return False
            with self._writing() as cursor:
                cursor.execute("DELETE FROM room_question WHERE room_id = ?", [room_id]).fetchall()
                for place, one in enumerate(questions, start=1):
                    values = [room_id, place, one.question_tr, one.question_en]
                    values += ["\n".join(one.answers_tr), "\n".join(one.answers_en), one.right]
                    cursor.execute(
                        "INSERT INTO room_question VALUES (?, ?, ?, ?, ?, ?, ?)", values
                    ).fetchall()
            self._questions[room_id] = tuple(questions)
            self._counter += 1
        return True

    def answers(self, room_id: int) -> list[Answer]:
        """What was answered, by pair: in no order of time."""
        with self._lock:
            found = list(self._answers.get(room_id, {}).values())
        return sorted(found, key=lambda one: (one.pair, one.phase))

    def answer_of(self, room_id: int, phase: str, pair: str) -> Answer | None:
        """What one phone answered, if it did."""
        return self._answers.get(room_id, {}).get((phase, pair))

    def answer(self, room_id: int, said: Answer, most: int) -> bool:
        """Keep an answer in the place of the same phone's older one; False where it is full."""
        with self._lock:
            kept = self._answers.setdefault(room_id, {})
            key = said.phase, said.pair
            if key not in kept and len(kept) >= most:
                return False
            with self._writing() as cursor:
                cursor.execute(
                    "DELETE FROM room_answer WHERE room_id = ? AND phase = ? AND pair = ?",
                    [room_id, *key],
                ).fetchall()
                cursor.execute(
                    "INSERT INTO room_answer VALUES (?, ?, ?, ?)",
                    [room_id, *key, " ".join(map(str, said.chosen))],
                ).fetchall()
            kept[key] = said
            self._counter += 1
        return True

    def clear(self, room_id: int) -> int:
        """Delete all answers of a room; how many."""
        with self._lock:
            count = len(self._answers.pop(room_id, {}))
            if count:
                with self._writing() as cursor:
                    cursor.execute(
                        "DELETE FROM room_answer WHERE room_id = ?", [room_id]
                    ).fetchall()
                self._counter += 1
        return count
