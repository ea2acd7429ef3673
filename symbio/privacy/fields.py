"""The table of personal data: place, purpose, who sees it, how long it is kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

FIELD_COLUMNS = ("place", "purpose", "seen", "kept")


@cache
def personal_fields(language: str) -> pd.DataFrame:
    """One row per field or group of fields that names or could name a person.

    Returns
    -------
    DataFrame
        Columns `FIELD_COLUMNS` in `language`; `place` is table and columns of the store.
    """
    rows = pd.read_csv(Path(__file__).with_name("fields.csv"), dtype="str")
    named = {name: f"{name}_{language}" for name in FIELD_COLUMNS if name != "place"}
    return rows.rename(columns={column: name for name, column in named.items()})[
        list(FIELD_COLUMNS)
    ]
