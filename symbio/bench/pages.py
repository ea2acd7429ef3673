"""Reruns of whole pages on the server, by real sessions over its websocket."""

from __future__ import annotations

import tempfile
from pathlib import Path

from symbio.bench.demo_store import demo_database
from symbio.bench.lines import Line, percentile
from symbio.bench.server import APP, served
from symbio.bench.sessions import Answers, Load, press

NAME = "pages"
# Addresses; the overview is the page without a name.
ALONE = {"overview": "", "map": "map", "what-if": "what_if"}
CROWDED = {"overview": "", "opportunities": "opportunities"}
ALONE_MS, CROWD_MS = 200.0, 400.0
CROWD, THINK_S = 100, 5.0
RERUNS_ALONE, RERUNS_IN_CROWD = 40, 6


def measure() -> list[Line]:
    """Rerun pages for one user, then for a hundred at once.

    Returns
    -------
    list of Line
        Median and 95th percentile of reruns [ms], and whatever failed.
    """
    lines = []
    with tempfile.TemporaryDirectory(prefix="symbio-") as name:
        folder = Path(name)
        with served(APP, demo_database(folder), folder / "server.log") as server:
            for page in {**ALONE, **CROWDED}.values():
                press(server.port, [Load(page, sessions=1, reruns=2, think_s=0)])  # warm
            for case, page in ALONE.items():
                [answers] = press(server.port, [Load(page, 1, RERUNS_ALONE, think_s=0)])
                lines += _lines(f"1 user, {case}", answers, ALONE_MS)
            half = CROWD // len(CROWDED)
            crowd = [Load(page, half, RERUNS_IN_CROWD, THINK_S) for page in CROWDED.values()]
            for case, answers in zip(CROWDED, press(server.port, crowd), strict=True):
                lines += _lines(f"{CROWD} users, {case}", answers, CROWD_MS)
    return lines


def _lines(case: str, answers: Answers, budget_ms: float) -> list[Line]:
    reruns = answers.rerun_s
    example = f" ({answers.failures[0][:60]})" if answers.failures else ""
    return [
        Line(NAME, f"{case}: first visit, p95", percentile(answers.first_s, 0.95) * 1000, "ms"),
        Line(NAME, f"{case}: reruns", len(reruns), ""),
        Line(NAME, f"{case}: median", percentile(reruns, 0.5) * 1000, "ms"),
        Line(NAME, f"{case}: p95", percentile(reruns, 0.95) * 1000, "ms", budget_ms),
        Line(NAME, f"{case}: failed{example}", len(answers.failures), "", 0),
    ]
