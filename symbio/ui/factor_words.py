"""Factors in words: what they measure, of what, how much."""

from __future__ import annotations

from symbio.knowledge.names import resource_name
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


def amount(value: float, code: str) -> str:
    """A factor's number, as precise as such a number is."""
    return numbers.significant(value, code)


def amounts(low: float, middle: float, high: float, unit: str, code: str) -> str:
    """A number with its range, where it has one, and its unit in words: 12 (8 … 25) EUR/ton."""
    words = amount(middle, code)
    if low == low and high == high and low != high:
        words += f" ({amount(low, code)} … {amount(high, code)})"
    return f"{words} {unit}".strip()
