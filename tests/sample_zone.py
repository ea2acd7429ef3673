"""A small zone with awkward values, and short cuts for tests of the store."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from symbio.errors import InputError
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store


def incoming(firms: int = 3, streams: int = 10, seed: int = 1) -> dict[str, pd.DataFrame]:
    """All six tables with awkward values: Turkish letters, quotes, long floats, gaps."""
    draw = np.random.default_rng(seed)
    ids = [f"F{number:05d}" for number in range(firms)]
    return {
        "zone": pd.DataFrame({"name": ["Örnek OSB"], "country": "TR", "currency": "TRY"}),
        "firm": pd.DataFrame(
            {
                "firm_id": ids,
                "name": 'Işıl "Çelik" İ.Ş.\n\t\\',
                "inside_osb": [None, *[True] * (firms - 1)],
                "latitude": draw.random(firms) * 90,
                "source_date": pd.Timestamp("1999-12-31"),
            }
        ),
        "stream": pd.DataFrame(
            {
                "stream_id": [f"S{number:06d}" for number in range(streams)],
                "firm_id": [ids[number % firms] for number in range(streams)],
                "direction": "offer",
                "resource": "wood_chips",
                "quantity_per_year": [np.nan, *10.0 ** draw.uniform(-9, 9, streams - 1)],
                "month_01": 1 / 3,
            }
        ),
        "event": pd.DataFrame(
            {"event_id": ["E1"], "name": "Çalıştay", "kind": "workshop", "date": ["2024-05-06"]}
        ),
        "attendance": pd.DataFrame(
            {"event_id": "E1", "firm_id": ids[:2], "attended": [True, None], "people": [3, None]}
        ),
        "quiz": pd.DataFrame({"event_id": "E1", "person_code": ["a", "b"], "score_before": 2.5}),
    }


def bring(store: Store, tables: dict[str, pd.DataFrame], **options: object) -> int:
    """Compare and write."""
    return store.apply(compare(store.read(), tables), who="Ayşe", **options).rows


def assert_same(one: Zone, other: Zone) -> None:
    """Every cell, column, order and dtype."""
    for name, frame in one.tables().items():
        pd.testing.assert_frame_equal(frame, other.tables()[name], check_exact=True)


def rules(caught: pytest.ExceptionInfo[InputError]) -> list[str]:
    """The rules of all problems; their sentences exist in both languages."""
    for language in ("tr", "en"):
        assert all(caught.value.sentences(language))
    return [problem.rule for problem in caught.value.problems]
