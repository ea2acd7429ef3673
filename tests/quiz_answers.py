"""Answers to the quiz of a workshop, as phones give them."""

from symbio.workshop.quiz import usual_questions
from symbio.zone.store_quiz import Answer

RIGHT = tuple(one.right for one in usual_questions())
WRONG = tuple(one.right % 4 + 1 for one in usual_questions())
SECRET = b"s" * 32


def right(count):
    """Answers of which so many are right."""
    return (*RIGHT[:count], *WRONG[count:])


def answers(*scores):
    """Pairs of phones that got so many right before and after; None did not answer."""
    return [
        Answer(phase, f"pair{place}", right(count))
        for place, both in enumerate(scores)
        for phase, count in zip(("before", "after"), both, strict=True)
        if count is not None
    ]
