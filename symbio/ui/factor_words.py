"""Factors in words: what they measure, of what, how much."""

from __future__ import annotations

from typing import Any

from symbio.knowledge import Knowledge, unit_in_words
from symbio.knowledge.names import resource_name
from symbio.knowledge.pathway_costs import COLUMNS, METRIC
from symbio.locale import numbers
from symbio.ui.language import language, t


def metric_name(metric: str) -> str:
    """What a factor measures, in the reader's language."""
    return t(f"sources.metric_{metric}")


def subject_name(subject: str) -> str:
    """What a factor is of: a resource, a class, a kind, a currency; "" is general."""
    if not subject:
        return t("sources.subject_general")
    name = resource_name(subject, language())
    if name != subject:
        return name
    kinds = t("sources.subjects").split("|")
    worded = dict(part.split("=", 1) for part in kinds)
    return worded.get(subject, subject)


def figure_name(metric: str, subject: str, known: Knowledge) -> str:
    """What a figure measures and of what, for a heading; of a pathway's cost its process."""
    if metric != METRIC:
        return f"{metric_name(metric)}: {subject_name(subject)}"
    ways = known.pathways.set_index("pathway_id")[f"process_{language()}"]
    return t("sources.treatment_of", process=ways.get(subject, subject))


def amount(value: float, code: str) -> str:
    """A factor's number, as precise as such a number is."""
    return numbers.significant(value, code)


def amounts(low: float, middle: float, high: float, unit: str, code: str) -> str:
    """A number with its range, where it has one, and its unit in words: 12 (8 … 25) EUR/ton."""
    words = amount(middle, code)
    if low == low and high == high and low != high:
        words += f" ({amount(low, code)} … {amount(high, code)})"
    return f"{words} {unit}".strip()


def yield_words(row: dict[str, Any], units: dict[str, str]) -> str:
    """The yield of a pathway with its range, and its unit where it is no share."""
    given, made = units[row["from_resource"]], units[row["to_resource"]]
    unit = "" if given == made else unit_in_words(f"{made}/{given}", language())
    low, middle, high = (row[name] for name in ("yield_low", "yield", "yield_high"))
    return amounts(low, middle, high, unit, language())


def cost_words(row: dict[str, Any], units: dict[str, str]) -> str:
    """What the process of a pathway costs, with its range and unit."""
    unit = unit_in_words(f"EUR/{units[row['from_resource']]}", language())
    low, middle, high = (row[COLUMNS[name]] for name in ("low", "value", "high"))
    return amounts(low, middle, high, unit, language())
