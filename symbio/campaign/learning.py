"""What people learned: anonymous quiz pairs, before and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

CONFIDENCE = 0.95


@dataclass(frozen=True)
class QuizChange:
    """Scores of the same people before and after.

    Attributes
    ----------
    n : int
        People with both scores. [person]
    score_max : float
        Highest possible score; 100 where quizzes with different maxima were put
        on one scale; NaN without people. [point]
    mean_before, mean_after, mean_change : float
        Means over those people; NaN without people. [point]
    low, high : float
        95 % confidence interval of the mean change (Student's t, paired);
        NaN for fewer than two people. [point]
    """

    n: int
    score_max: float
    mean_before: float
    mean_after: float
    mean_change: float
    low: float
    high: float


def quiz_change(quiz: pd.DataFrame) -> QuizChange:
    """What people learned: the change of score with its confidence interval.

    Pairs with a missing score are left out. Scores of quizzes with different
    maxima are put on a scale of 100 first.

    Parameters
    ----------
    quiz : DataFrame, one row per event and anonymous person
        Table quiz of the zone, or some of its rows.
    """
    pairs = quiz.dropna(subset=["score_before", "score_after"])
    highest = pairs["score_max"]
    same = len(highest.unique()) <= 1
    if not same:
        pairs = pairs[highest > 0]
        highest = pairs["score_max"]
    scale = 1.0 if same else 100.0 / highest
    before = (pairs["score_before"] * scale).to_numpy(dtype="float64")
    after = (pairs["score_after"] * scale).to_numpy(dtype="float64")
    n = len(pairs)
    if n == 0:
        return QuizChange(0, *[float("nan")] * 6)
    change = after - before
    mean = float(change.mean())
    half = float("nan")
    if n > 1:
        error = float(change.std(ddof=1)) / np.sqrt(n)
        half = float(stdtrit(n - 1, (1 + CONFIDENCE) / 2)) * error  # Student's t
    return QuizChange(
        n=n,
        score_max=float(highest.iloc[0]) if same else 100.0,
        mean_before=float(before.mean()),
        mean_after=float(after.mean()),
        mean_change=mean,
        low=float(mean - half),
        high=float(mean + half),
    )
