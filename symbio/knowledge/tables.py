"""The one loader of the knowledge tables."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent / "tables"
OTHERS = "*"  # in receiver_nace: and anybody else
NUMBERS: dict[str, tuple[str, ...]] = {
    "resources": ("density_t_per_m3", "heating_value_mwh_per_t", "storable_days"),
    "waste_codes": (),
    "pathways": (
        "yield",
        "yield_low",
        "yield_high",
        "substitution_ratio",
        "residue_share",
        "treatment_cost_eur_per_unit",
        "treatment_cost_low_eur_per_unit",
        "treatment_cost_high_eur_per_unit",
        "treatment_year",
        "treatment_kgco2e_per_unit",
        "treatment_kwh_per_unit",
        "treatment_kwh_low_per_unit",
        "treatment_kwh_high_per_unit",
        "max_share_of_need",
        "minimum_lot_per_year",
    ),
    "factors": ("value", "low", "high", "year"),
    "qualities": (),
    "legal_rules": (),
    "mirror_tests": (),
    "nace": (),
    "sector_profiles": ("low", "mode", "high", "share_of_firms"),
    "distances": ("radius_km",),
    "words": (),
    "broader": (),
    "general_words": (),
    "sector_codes": (),
    "source_words": (),
}


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The knowledge tables as frames; texts are "" where a cell is empty, numbers NaN.

    Compared and hashed by identity, so that what is derived from it can be cached.
    """

    resources: pd.DataFrame
    waste_codes: pd.DataFrame
    pathways: pd.DataFrame
    factors: pd.DataFrame
    qualities: pd.DataFrame
    legal_rules: pd.DataFrame
    mirror_tests: pd.DataFrame
    nace: pd.DataFrame
    sector_profiles: pd.DataFrame
    distances: pd.DataFrame
    words: pd.DataFrame
    broader: pd.DataFrame
    general_words: pd.DataFrame
    sector_codes: pd.DataFrame
    source_words: pd.DataFrame


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """One table with every column as text except its `NUMBERS` (float64).

    A table is one CSV, or a folder of CSVs, one a chapter; then `chapter` says
    which, as the last column.
    """
    if not (folder / name).is_dir():
        return _read_csv(folder / f"{name}.csv", NUMBERS[name])
    chapters = {path.stem: path for path in sorted((folder / name).glob("*.csv"))}
    frames = [
        _read_csv(path, NUMBERS[name]).assign(chapter=chapter) for chapter, path in chapters.items()
    ]
    # A chapter that lost its last row has headings only, and no types to add.
    return pd.concat([one for one in frames if len(one)] or frames[:1], ignore_index=True)


def _read_csv(path: Path, numbers: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8")
    for column in numbers:
        frame[column] = pd.to_numeric(frame[column].replace("", None))
    return frame


@cache
def load(folder: Path = FOLDER) -> Knowledge:
    """Read every table of `folder` once."""
    return Knowledge(**{entry.name: read_table(folder, entry.name) for entry in fields(Knowledge)})
