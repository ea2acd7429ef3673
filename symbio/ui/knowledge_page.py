"""The sections of the page of knowledge below the question: answer, ways, facts."""

from __future__ import annotations

from typing import Any

import streamlit as st

from symbio.knowledge import (
    Knowledge,
    factor,
    nace_name,
    resource_name,
    resource_units,
    source_words,
    unit_in_words,
)
from symbio.knowledge.lookup import valued_by
from symbio.locale import numbers
from symbio.ui import reading
from symbio.ui.empty import empty
from symbio.ui.factor_words import amounts
from symbio.ui.knowledge_ask import Asked
from symbio.ui.knowledge_ways import Way
from symbio.ui.language import language, t
from symbio.ui.texts import note, plain, sentence

_MOST_CODES = 4


def say_answer(asked: Asked, resource: str | None, ways: list[Way], known: Knowledge) -> None:
    """One sentence: what it is, how many ways, the first of them."""
    code = language()
    name = resource_name(resource, code) if resource else asked.waste_code
    if not ways:
        sentence(t("knowledge_page.lead_none", name=name))
        return
    first = ways[0]
    end = resource_name(first.from_resource if asked.wanted else first.to_resource, code)
    sentence(
        t(
            "knowledge_page.lead_want" if asked.wanted else "knowledge_page.lead_have",
            name=name,
            ways=numbers.number(len(ways), code),
            first=t("knowledge_page.as_it_is", name=end) if first.as_it_is else end,
            who=_sectors(first.receiver_nace, known),
        )
    )


def show_ways(ways: list[Way], known: Knowledge) -> None:
    """One card a way: what, for whom, how, law, evidence, figures; or that none is known."""
    if not ways:
        empty(t("knowledge_page.none"))
    code = language()
    rows = {row["pathway_id"]: row for row in known.pathways.to_dict("records")}
    for place, way in enumerate(ways, start=1):
        with st.container(border=True, key=f"way_{place}"):
            st.markdown(f"**{place}. {plain(_title(way))}**")
            if way.receiver_nace or not way.as_it_is:
                takers = _sectors(way.receiver_nace, known)
                st.markdown(f":material/factory: {plain(takers)}")
            if not way.as_it_is:
                st.markdown(f":material/settings: {plain(way.process)}")
            if way.pathway_id in rows:
                row = {str(name): cell for name, cell in rows[way.pathway_id].items()}
                note(_figures(row, known))
                if row[f"trouble_{code}"]:
                    note(t("knowledge_page.trouble", words=row[f"trouble_{code}"]))
            for key, words in (
                ("law", way.law),
                ("reason", way.reason),
                ("evidence", way.evidence),
            ):
                if words:
                    note(t(f"knowledge_page.{key}", words=words))


def _title(way: Way) -> str:
    """What becomes what."""
    given, end = (resource_name(name, language()) for name in (way.from_resource, way.to_resource))
    return t("knowledge_page.as_it_is", name=given) if way.as_it_is else f"{given} → {end}"


def _figures(row: dict[str, Any], known: Knowledge) -> str:
    """Yield, cost and lot with their ranges and units; what has no number is left out."""
    code, units = language(), resource_units(known)
    given, made = units[row["from_resource"]], units[row["to_resource"]]
    cost = "treatment_cost{}_eur_per_unit"
    parts = []
    for name, columns, unit in (
        ("yield", ("yield_low", "yield", "yield_high"), "" if made == given else f"{made}/{given}"),
        ("cost", tuple(cost.format(end) for end in ("_low", "", "_high")), f"EUR/{given}"),
    ):
        low, middle, high = (float(row[column]) for column in columns)
        if middle == middle:
            value = amounts(low, middle, high, unit_in_words(unit, code), code)
            parts.append(t(f"knowledge_page.figure_{name}", value=value))
    if row["minimum_lot_per_year"] > 0:
        unit = t("common.per_year", unit=t(f"common.unit_{given}"))
        lot = numbers.compact(row["minimum_lot_per_year"], code)
        parts.append(t("knowledge_page.figure_lot", value=f"{lot} {unit}"))
    parts.append(t(f"knowledge.grade_{row['figures_grade']}"))
    return " · ".join(parts)


def show_facts(resource: str | None, known: Knowledge) -> None:
    """Prices and emissions of the resource with range, year and source."""
    if resource is None:
        return
    code, country = language(), reading.zone().country
    st.subheader(t("knowledge_page.facts_title"), anchor=False)
    for metric in valued_by(known, resource, country):
        found = factor(known, metric, resource, country)
        if found is None:
            continue
        unit = unit_in_words(found.unit, code, of=resource_units(known)[resource])
        value = amounts(found.low, found.value, found.high, unit, code)
        source = source_words(found.source, code)
        dated = found.year == found.year and f"{found.year:.0f}" not in source
        year = f", {found.year:.0f}" if dated else ""
        st.markdown(f"- {t(f'sources.metric_{metric}')}: **{plain(value)}**")
        note(f"{source}{year} · {t(f'sources.grade_{found.grade}')}")
    row = known.resources.set_index("resource_id").loc[resource]
    codes = known.waste_codes[known.waste_codes["resource_id"] == resource].head(_MOST_CODES)
    for line in codes.to_dict("records"):
        star = "*" if line["hazardous"] == "yes" else ""
        st.markdown(f"- {line['waste_code']}{star} {plain(line[f'label_{code}'])}")
    if codes["hazardous"].eq("yes").any():
        note(t("knowledge_page.starred"))
    synonyms = row[f"synonyms_{code}"].replace("|", ", ")
    if synonyms:
        note(t("knowledge_page.synonyms", words=synonyms))


def _sectors(codes: tuple[str, ...], known: Knowledge) -> str:
    if not codes:
        return t("knowledge_page.anybody")
    names = (nace_name(code, language(), known) or code for code in codes[:_MOST_CODES])
    return ", ".join(dict.fromkeys(names))
