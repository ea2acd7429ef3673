"""Numbers that say how large something is without saying how much.

What comes out depends on the band alone, never on where in the band a number
lies; so neither a value nor an order made of it tells the number.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

# Edges of the distance bands and what stands for each band. [km]
DISTANCES_KM = (0.0, 1.0, 5.0, 20.0, 50.0, np.inf)
_MIDDLES_KM = (0.5, 3.0, 12.0, 35.0, 75.0)


def distance_band(km: pd.Series) -> pd.DataFrame:
    """Ends and middle of the band each distance lies in.

    Returns
    -------
    DataFrame
        Columns `low_km`, `high_km` (infinite for the last band), `middle_km`; missing
        where the distance is.
    """
    values = km.to_numpy(dtype="float64")
    place = np.clip(np.searchsorted(DISTANCES_KM, values, side="right") - 1, 0, 4)
    known = ~np.isnan(values)
    ends = np.array(DISTANCES_KM)
    return pd.DataFrame(
        {
            "low_km": np.where(known, ends[place], np.nan),
            "high_km": np.where(known, ends[place + 1], np.nan),
            "middle_km": np.where(known, np.array(_MIDDLES_KM)[place], np.nan),
        },
        index=km.index,
    )


def quantity_band(quantity: pd.Series) -> pd.DataFrame:
    """Ends of the power of ten each quantity lies in.

    Returns
    -------
    DataFrame
        Columns `low`, `high`: 1 and 10 for 3; 0 and 1 below 1; missing where the
        quantity is. [unit of the quantity]
    """
    values = quantity.to_numpy(dtype="float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.floor(np.log10(np.where(values > 0, values, np.nan)) + 1e-12)
    small = values < 1
    low = np.where(small, 0.0, 10.0**power)
    high = np.where(small, 1.0, 10.0 ** (power + 1))
    known = ~np.isnan(values)
    return pd.DataFrame(
        {"low": np.where(known, low, np.nan), "high": np.where(known, high, np.nan)},
        index=quantity.index,
    )


def rounded(values: pd.Series, digits: int = 1) -> pd.Series:
    """Values to so many significant digits: 3,461 becomes 3,000."""
    numbers = values.to_numpy(dtype="float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.floor(np.log10(np.abs(numbers)))
        scale = 10.0 ** (power - digits + 1)
        near = np.round(numbers / scale) * scale
    return pd.Series(np.where((numbers == 0) | np.isnan(numbers), numbers, near), values.index)
