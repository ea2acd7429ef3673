"""Latitude and longitude as people type them: decimal, with minutes, or both in one cell."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from symbio.zone.workbook.figures import UnreadableError, read_figure

Axis = Literal["latitude", "longitude"]
LIMITS: dict[Axis, float] = {"latitude": 90.0, "longitude": 180.0}
# North, south, east and west in English and Turkish (kuzey, güney, doğu, batı).
_POINTS: dict[str, tuple[Axis, int]] = {
    "N": ("latitude", 1), "K": ("latitude", 1), "S": ("latitude", -1), "G": ("latitude", -1),
    "E": ("longitude", 1), "D": ("longitude", 1), "W": ("longitude", -1), "B": ("longitude", -1),
}  # fmt: skip
_DECIMAL = r"[+-]?\d{1,3}(?:[.,]\d+)?"
_PAIR = re.compile(
    rf"({_DECIMAL})\s*°?\s*([NSKG]?)(?:\s*[;/|]\s*|,\s+|\s+|(?<=[.]\d\d\d),|(?<=\d),(?=\s*[+-]?\d+\.))"
    rf"\s*({_DECIMAL})\s*°?\s*([EWDB]?)"
)
_DEGREES = re.compile(
    r"([NSEWKGDB]?)\s*([+-]?\d{1,3})\s*(?:°|º|D(?=\d)|DEG| )\s*"
    r"(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’]|M)?\s*"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:\"|″|”|''|S(?=\s|$))?)?\s*([NSEWKGDB]?)"
)
_ONE = re.compile(rf"([NSEWKGDB]?)\s*({_DECIMAL})\s*°?\s*([NSEWKGDB]?)")


@dataclass(frozen=True)
class Position:
    """One coordinate. `sexagesimal`: it was written with minutes, so it is asked about."""

    degrees: float
    sexagesimal: bool = False


def read_position(value: str, axis: Axis) -> Position:
    """Read the text of one cell as a coordinate on `axis`; a pair gives its part.

    Returns
    -------
    Position
        May lie outside ±90 or ±180 [degree]: the decimal sign can be lost.

    Raises
    ------
    UnreadableError
    """
    said = unicodedata.normalize("NFC", value).replace("\u00a0", " ").strip().upper()
    said = " ".join(said.replace("−", "-").replace("–", "-").split())
    if match := _ONE.fullmatch(said):
        return Position(_signed(_decimal(match[2]), (match[1], match[3]), axis))
    if match := _DEGREES.fullmatch(said):
        return _from_minutes(match, axis, value)
    if match := _PAIR.fullmatch(said):
        place = 1 if axis == "latitude" else 3
        return Position(_signed(_decimal(match[place]), (match[place + 1],), axis))
    if re.fullmatch(r"[+-]?[\d.,]+", said):  # the decimal sign lost: 36.912.345
        return Position(read_figure(said.lstrip("+-")).value * (-1 if said[0] == "-" else 1))
    raise UnreadableError(value)


def is_pair(value: object) -> bool:
    """Whether a cell holds latitude and longitude together."""
    if not isinstance(value, str):
        return False
    said = " ".join(value.replace("\u00a0", " ").strip().upper().split())
    single = _ONE.fullmatch(said) or _DEGREES.fullmatch(said)
    return single is None and _PAIR.fullmatch(said) is not None


def _from_minutes(match: re.Match[str], axis: Axis, value: str) -> Position:
    whole = float(match[2])
    minutes, seconds = _decimal(match[3]), _decimal(match[4] or "0")
    if minutes >= 60 or seconds >= 60:
        raise UnreadableError(value)
    size = abs(whole) + minutes / 60 + seconds / 3600
    degrees = -size if match[2].startswith("-") else size
    return Position(round(_signed(degrees, (match[1], match[5]), axis), 7), sexagesimal=True)


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _signed(degrees: float, points: tuple[str, ...], axis: Axis) -> float:
    """Apply the letter of the compass; a letter of the other axis is no reading."""
    for point in points:
        if point:
            of_axis, sign = _POINTS[point]
            if of_axis != axis:
                raise UnreadableError(point)
            return abs(degrees) * sign
    return degrees


def rescaled(degrees: float, low: float, high: float) -> float | None:
    """The one value in [low, high] that differs by a power of ten, or None."""
    size = degrees
    for _ in range(12):
        if abs(size) <= 180 and low <= size <= high:
            return size if size != degrees else None
        size /= 10
    return None
