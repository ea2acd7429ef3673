"""The sections of the page of knowledge below the question: ways, facts, firms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from symbio.knowledge import (
    Knowledge,
    case_words,
    factor,
    nace_name,
    resource_name,
    resource_units,
    source_words,
    unit_in_words,
    uses,
)
from symbio.knowledge.lookup import family, valued_by
from symbio.locale import numbers
from symbio.locale.firm_names import short_name
from symbio.ui import reading, who
from symbio.ui.address import link_to
from symbio.ui.empty import empty
from symbio.ui.factor_words import amounts
from symbio.ui.knowledge_ask import Asked
from symbio.ui.language import language, t
from symbio.ui.selection import select
from symbio.ui.texts import note, plain, sentence

_MOST_WAYS, _MOST_FIRMS, _MOST_CODES = 12, 12, 4
# How near the resource a way is known for must be to what was asked; further ones only rank.
_NEAR = ("", "parent", "child", "sibling")


@dataclass(frozen=True)
class Way:
    """One way to show: what becomes what, for whom, and how sure it is."""

    pathway_id: str
    from_resource: str
    to_resource: str
    receiver_nace: tuple[str, ...]
    process: str
    reason: str
    law: str
    evidence: str


def ways_of(asked: Asked, resource: str | None, known: Knowledge) -> list[Way]:
    """What the resource becomes; for a need, what can become it."""
    code = language()
    if asked.wanted and resource is not None:
        return _ways_to(resource, known)
    found = uses(
        resource or "",
        asked.waste_code,
        asked.from_nace,
        knowledge=known,
        limit=4 * _MOST_WAYS,
    )
    ways: dict[str, Way] = {}
    for use in found:
        key = use.pathway_id or f"{use.from_resource}>{use.to_resource}"
        handed_on = not use.pathway_id and use.near
        if key not in ways and use.near in _NEAR and not handed_on:
            ways[key] = Way(
                use.pathway_id,
                use.from_resource,
                use.to_resource,
                use.receiver_nace,
                use.process(code, known),
                use.reason(code, known),
                use.law(code, known),
                use.evidence(code, known),
            )
    return list(ways.values())[:_MOST_WAYS]


def _ways_to(resource: str, known: Knowledge) -> list[Way]:
    """Every pathway that ends at the resource, the most usual first."""
    code = language()
    order = {"main": 0, "common": 1, "occasional": 2, "rare": 3}
    rows = known.pathways[known.pathways["to_resource"] == resource]
    rows = rows.assign(order=rows["usual"].map(order)).sort_values(["order", "pathway_id"])
    return [
        Way(
            row["pathway_id"],
            row["from_resource"],
            row["to_resource"],
            tuple(part for part in row["receiver_nace"].split("|") if part and part != "*"),
            row[f"process_{code}"],
            t(f"knowledge.usual_{row['usual']}"),
            t(f"knowledge.law_{row['legal_class']}"),
            "; ".join(
                part
                for part in (
                    row[f"evidence_{code}"],
                    case_words(row["cases"], code),
                    source_words(row["source"], code),
                    t(f"knowledge.grade_{row['grade']}"),
                )
                if part
            ),
        )
        for row in rows.head(2 * _MOST_WAYS).to_dict("records")
    ]


def say_answer(asked: Asked, resource: str | None, ways: list[Way], known: Knowledge) -> None:
    """One sentence: what it is, how many ways, the first of them."""
    code = language()
    name = resource_name(resource, code) if resource else asked.waste_code
    if not ways:
        sentence(t("knowledge_page.lead_none", name=name))
        return
    first = ways[0]
    end = first.from_resource if asked.wanted else first.to_resource
    sentence(
        t(
            "knowledge_page.lead_want" if asked.wanted else "knowledge_page.lead_have",
            name=name,
            ways=numbers.number(len(ways), code),
            first=resource_name(end, code),
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
            given, end = (
                resource_name(name, code) for name in (way.from_resource, way.to_resource)
            )
            st.markdown(f"**{place}. {plain(given)} → {plain(end)}**")
            takers = _sectors(way.receiver_nace, known)
            st.markdown(f":material/factory: {plain(takers)}")
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


def show_firms(resource: str | None, asked: Asked, known: Knowledge) -> None:
    """The firms of this zone that could be partners; for the facilitator only."""
    if resource is None:
        return
    st.subheader(t("knowledge_page.firms_title"), anchor=False)
    if not who.facilitates():
        note(t("knowledge_page.firms_closed"))
        return
    ours, theirs = ("to_resource", "giver") if asked.wanted else ("from_resource", "receiver")
    rows = _fitting(resource, ours, theirs, known)
    if rows.empty:
        note(t("knowledge_page.firms_none"))
        return
    code = language()
    others = rows.loc[rows["near"] != "", [ours, "near"]].drop_duplicates()
    if len(others):
        names = ", ".join(
            t(f"knowledge_page.near_{near}", name=resource_name(name, code, known))
            for name, near in others.itertuples(index=False)
        )
        alone = (rows["near"] != "").all()
        note(t(f"knowledge_page.firms_{'family' if alone else 'also'}", names=names))
    other = "from_resource" if asked.wanted else "to_resource"
    for row in rows.to_dict("records"):
        ends = [row["from_resource"], row["to_resource"]] if row["near"] else [row[other]]
        way = " → ".join(resource_name(end, code, known) for end in dict.fromkeys(ends))
        st.button(
            f"{plain(short_name(row[f'{theirs}_name']))} · {plain(way)}",
            key=f"knows_{row['candidate_id']}",
            on_click=select,
            args=("firm", row[f"{theirs}_firm_id"]),
            width="stretch",
        )
    link_to(
        "pages/zone/map.py",
        t("knowledge_page.to_map"),
        ":material/map:",
        firm=st.session_state.get("firm"),
        resource=rows[ours].iloc[0],
    )


def _fitting(resource: str, ours: str, theirs: str, known: Knowledge) -> pd.DataFrame:
    """The best candidate of each firm, of the resource itself before those of its family."""
    near = family(known, resource)
    ranked = reading.opportunities()
    rows = ranked[ranked[ours].isin(near) & (ranked["legal_state"] != "blocked")]
    rows = rows.assign(
        near=rows[ours].map(near), place=rows[ours].map({name: at for at, name in enumerate(near)})
    )
    nearest = rows.sort_values("place", kind="stable").drop_duplicates(f"{theirs}_firm_id")
    return nearest.head(_MOST_FIRMS)


def _sectors(codes: tuple[str, ...], known: Knowledge) -> str:
    if not codes:
        return t("knowledge_page.anybody")
    names = (nace_name(code, language(), known) or code for code in codes[:_MOST_CODES])
    return ", ".join(dict.fromkeys(names))
