"""What reading a cell may depend on, and what it may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from symbio.errors import Severity
from symbio.knowledge import Knowledge
from symbio.knowledge.resolution import Taught
from symbio.zone.workbook.figures import Convention

# Questions that a person can answer for the whole file, with the answers that are offered.
# A token is what goes into `accepted`: the rule, or rule=answer where there is a choice.
ANSWERS: dict[str, tuple[str, ...]] = {
    "coordinates_swapped": (),
    "coordinates_degrees": (),
    "coordinates_scaled": (),
    "coordinates_outside": (),
    "header_guessed": (),
    "other_zone": ("replace", "keep"),
    "waste_code_star": (),
    "rows_differ": (),
    "resource_guessed": (),
    "number_ambiguous": ("thousands", "decimal"),
    "merged_quantity": ("each", "first"),
    "operating_days_unknown": ("250", "300", "330", "365"),
    "operating_hours_unknown": ("2000", "4000", "6000", "8000"),
}


@dataclass(frozen=True)
class Trouble:
    """What is wrong with one cell; see `symbio.errors.Problem`."""

    rule: str
    severity: Severity = "error"
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class InBoth:
    """A value of a sentence that differs by language: "{choices:tr}", "{choices:en}"."""

    tr: str
    en: str

    def __format__(self, language: str) -> str:
        return self.tr if language == "tr" else self.en


class Cell(NamedTuple):
    """What a cell was read as, and what there is to say about it."""

    value: object
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Box:
    """The plausible box of a zone's positions, its sides in degrees."""

    latitude_min: float
    latitude_max: float
    longitude_min: float
    longitude_max: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether the point lies in the box."""
        return (
            self.latitude_min <= latitude <= self.latitude_max
            and self.longitude_min <= longitude <= self.longitude_max
        )


@dataclass(frozen=True, eq=False)
class Context:
    """Everything outside a cell that its reading depends on.

    Attributes
    ----------
    knowledge : Knowledge
    accepted : frozenset of str
        Answers to questions, as tokens (see `ANSWERS`).
    convention : "comma", "point" or None
        How the file writes decimals in text, where that is known.
    operating_days, operating_hours : float or None
        Of a year. [d/y], [h/y]
    box : Box or None
    box_assumed : bool
        Nobody said which country the zone is in: the box is the first user's.
    currency : str
        Of the zone (ISO 4217).
    taught : tuple of (text, resource_id)
        What this zone calls its resources, as people have confirmed it.
    waste_code : str
        Beside a resource in its row, as it was typed: it says which sludge is meant.
    """

    knowledge: Knowledge
    accepted: frozenset[str] = frozenset()
    convention: Convention | None = None
    operating_days: float | None = None
    operating_hours: float | None = None
    box: Box | None = None
    box_assumed: bool = False
    currency: str = "TRY"
    taught: Taught = ()
    waste_code: str = ""

    def answer(self, rule: str) -> str | None:
        """The answer given to a question: "" for a plain yes, None where there is none."""
        return answer(self.accepted, rule)


def answer(accepted: frozenset[str], rule: str) -> str | None:
    """The answer to `rule` among the accepted tokens, or None."""
    if rule in accepted:
        return ""
    given = sorted(token for token in accepted if token.startswith(f"{rule}="))
    return given[0].partition("=")[2] if given else None


def answer_number(accepted: frozenset[str], rule: str, most: float) -> float | None:
    """The positive number given as answer to `rule`, up to `most`; None otherwise."""
    given = answer(accepted, rule)
    try:
        number = float(given or "")
    except ValueError:
        return None
    return number if 0 < number <= most else None
