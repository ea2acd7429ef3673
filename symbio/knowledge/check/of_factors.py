"""The laws of factors: what a metric is asked of, in which unit, money and year."""

from __future__ import annotations

from collections.abc import Iterator

from symbio.errors import Problem
from symbio.knowledge.check.counted import CLASSES, METRICS, NEEDED_FACTORS, UNITS, VEHICLES, Metric
from symbio.knowledge.check.said import Law, law, resource_units, rows, wrong
from symbio.knowledge.tables import Knowledge

_RESOURCES = "resources: resource_id kind"


def _subjects(knowledge: Knowledge) -> dict[str, tuple[str, str]]:
    """What every subject is, and its unit."""
    return {
        **dict.fromkeys(_currencies(knowledge), ("currency", "")),
        **dict.fromkeys(VEHICLES, ("vehicle", "")),
        **{name: ("resource", unit) for name, unit in resource_units(knowledge).items()},
        **{name: ("kind", unit) for name, unit in UNITS.items()},
        **{name: ("class", unit) for name, unit in CLASSES.items()},
        "": ("general", "unit"),
    }


def _currencies(knowledge: Knowledge) -> set[str]:
    """Currencies with a rate of exchange."""
    table = knowledge.factors
    rates = table.loc[table["metric"] == "exchange_rate", "subject"]
    return set(rates[rates.str.fullmatch(r"[A-Z]{3}")])


@law("factors: metric subject", _RESOURCES)
def _subject(knowledge: Knowledge) -> Iterator[Problem]:
    known = _subjects(knowledge)
    for place, row in rows(knowledge.factors[["metric", "subject"]]):
        metric, subject = METRICS.get(row["metric"]), row["subject"]
        if subject not in known:
            yield wrong("subject_unknown", "factors", place, "subject", subject)
        elif metric is not None and known[subject][0] not in metric.subjects:
            asked = "subject" if subject else "empty"
            yield wrong(asked, "factors", place, "subject", subject, metric=row["metric"])


@law("factors: metric subject unit currency", _RESOURCES)
def _unit(knowledge: Knowledge) -> Iterator[Problem]:
    known, money = _subjects(knowledge), _currencies(knowledge)
    for place, row in rows(knowledge.factors[["metric", "subject", "unit", "currency"]]):
        metric, currency = METRICS.get(row["metric"]), row["currency"]
        judged = metric is not None and (currency in money or not metric.is_money)
        if metric is None or not judged or row["subject"] not in known or not row["unit"]:
            continue
        of = known[row["subject"]][1]
        if not of and "{of}" in metric.unit:
            continue
        unit = metric.unit.format(money=currency, of=of)
        if row["unit"] != unit:
            yield wrong("unit_needed", "factors", place, "unit", row["unit"], unit=unit)


@law("factors: metric subject currency")
def _currency(knowledge: Knowledge) -> Iterator[Problem]:
    money = _currencies(knowledge)
    for place, row in rows(knowledge.factors[["metric", "subject", "currency"]]):
        metric, currency = METRICS.get(row["metric"]), row["currency"]
        if currency and currency not in money:
            known = ", ".join(sorted(money))
            yield wrong("no_rate", "factors", place, "currency", currency, known=known)
        elif metric is None:
            continue
        elif metric.is_money and not currency:
            yield wrong("empty", "factors", place, "currency")
        elif currency and not metric.is_money:
            yield wrong("no_money", "factors", place, "currency", currency, metric=row["metric"])
        elif metric.subjects == ("currency",) and currency != row["subject"]:
            subject = row["subject"]
            yield wrong("other_currency", "factors", place, "currency", currency, subject=subject)


@law("factors: metric value")
def _least(knowledge: Knowledge) -> Iterator[Problem]:
    for place, row in rows(knowledge.factors[["metric", "value"]]):
        metric: Metric | None = METRICS.get(row["metric"])
        if metric is None or metric.least is None:
            continue
        divides = metric.subjects == ("currency",)
        if row["value"] < metric.least or (divides and row["value"] == 0):
            rule = "above_only" if divides else "bounds_only"
            values = {"found": row["value"], "least": 0.0}
            yield wrong(rule, "factors", place, "value", row["value"], **values)


@law("factors: factor_id currency year")
def _year(knowledge: Knowledge) -> Iterator[Problem]:
    """Money has a year; what has none because its source does not say it bears that in its id."""
    table = knowledge.factors
    undated = table["factor_id"].str.endswith(".undated") & (table["currency"] == "")
    for place in table.index[table["year"].isna() & ~undated]:
        yield wrong("empty_number", "factors", place, "year")


@law("factors: metric subject region")
def _every(knowledge: Knowledge) -> Iterator[Problem]:
    table = knowledge.factors
    known = table["metric"].isin(METRICS) & table["region"].str.fullmatch("[A-Z]{2,3}")
    # A row whose metric or region is wrong, and said to be, may be the one that is missed.
    unclear = set(table.loc[~known, "subject"])
    anywhere = table[table["region"] == "ANY"]
    held = set(zip(anywhere["metric"], anywhere["subject"], strict=True))
    for metric, subject in NEEDED_FACTORS:
        if (metric, subject) not in held and subject not in unclear:
            name = f"{metric} {subject}".strip()
            yield Problem("knowledge_row_missing", sheet="factors", column="metric", value=name)


@law("factors: metric currency grade low high")
def _spread(knowledge: Knowledge) -> Iterator[Problem]:
    """An assumption about a price says how far off it may be."""
    table = knowledge.factors
    price = (table["currency"] != "") & (table["metric"] != "price_index")
    bare = table["low"].isna() & table["high"].isna() & (table["grade"] == "assumption")
    for place in table.index[price & bare]:
        yield wrong("no_spread", "factors", place, "low")


LAWS: tuple[Law, ...] = (_subject, _unit, _currency, _least, _year, _every, _spread)
