"""The firms of this zone that could be partners: their names, or as much as may be told."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from symbio.knowledge import Knowledge, resource_name
from symbio.knowledge.lookup import family
from symbio.locale import numbers
from symbio.locale.firm_names import short_name
from symbio.ui import reading, who
from symbio.ui.address import link_to
from symbio.ui.knowledge_ask import Asked
from symbio.ui.language import language, t
from symbio.ui.selection import select
from symbio.ui.texts import note, plain

_MOST_FIRMS = 12
_ANCHOR = "firms"


@dataclass(frozen=True)
class Partners:
    """Who fits what was asked.

    Attributes
    ----------
    ours, other, theirs : str
        Columns of the resource that was asked for and of the other end, and the other side.
    count : int
        Firms that fit; for anybody but the facilitator as many as there are at least, 0 of none
        or too few.
    rows : DataFrame or None
        The best candidate of each, for the facilitator only, near resources by `near`.
    """

    ours: str
    other: str
    theirs: str
    count: int
    rows: pd.DataFrame | None


def partners_of(resource: str, asked: Asked, known: Knowledge) -> Partners:
    """Who could take the resource, or give it where it is looked for; its family too."""
    ends = ("from_resource", "to_resource")
    ours, other = reversed(ends) if asked.wanted else ends
    theirs = "giver" if asked.wanted else "receiver"
    near = family(known, resource)
    if not who.facilitates():
        count = reading.partners_at_least(near, wanted=asked.wanted)
        return Partners(ours, other, theirs, count, None)
    rows = _fitting(near, ours, theirs)
    return Partners(ours, other, theirs, len(rows), rows)


def say_count(found: Partners) -> None:
    """How many fit, with a link down to them: on a phone they stand far below."""
    if not found.count:
        return
    key = "jump_at_least" if found.rows is None else "jump"
    said = numbers.number(found.count, language())
    st.markdown(f"[{t(f'knowledge_page.{key}', count=said)}](#{_ANCHOR})")


def show_firms(found: Partners, known: Knowledge) -> None:
    """The firms that fit, to be opened; who is no facilitator hears how many at least."""
    st.subheader(t("knowledge_page.firms_title"), anchor=_ANCHOR)
    if found.rows is None:
        _show_count(found.count)
    elif found.rows.empty:
        note(t("knowledge_page.firms_none"))
    else:
        _show_rows(found, found.rows, known)


def _show_count(count: int) -> None:
    said = numbers.number(count, language())
    key = "firms_at_least" if count else "firms_few"
    note(f"{t(f'knowledge_page.{key}', count=said)} {t('knowledge_page.firms_closed')}")
    viewer = who.viewer()
    if viewer is not None and viewer.firm_id is not None:
        link_to("pages/firm/firm.py", t("knowledge_page.to_firm"), ":material/factory:")


def _show_rows(found: Partners, rows: pd.DataFrame, known: Knowledge) -> None:
    code, shown = language(), rows.head(_MOST_FIRMS)
    others = shown.loc[shown["near"] != "", [found.ours, "near"]].drop_duplicates()
    if len(others):
        names = ", ".join(
            t(f"knowledge_page.near_{near}", name=resource_name(name, code, known))
            for name, near in others.itertuples(index=False)
        )
        alone = (shown["near"] != "").all()
        note(t(f"knowledge_page.firms_{'family' if alone else 'also'}", names=names))
    for row in shown.to_dict("records"):
        ends = [row["from_resource"], row["to_resource"]] if row["near"] else [row[found.other]]
        way = " → ".join(resource_name(end, code, known) for end in dict.fromkeys(ends))
        st.button(
            f"{plain(short_name(row[f'{found.theirs}_name']))} · {plain(way)}",
            key=f"knows_{row['candidate_id']}",
            on_click=select,
            args=("firm", row[f"{found.theirs}_firm_id"]),
            width="stretch",
        )
    if len(rows) > len(shown):
        said = {"shown": len(shown), "all": numbers.number(len(rows), code)}
        note(t("knowledge_page.firms_first", **said))
    link_to(
        "pages/zone/map.py",
        t("knowledge_page.to_map"),
        ":material/map:",
        firm=st.session_state.get("firm"),
        resource=rows[found.ours].iloc[0],
    )


def _fitting(near: dict[str, str], ours: str, theirs: str) -> pd.DataFrame:
    """The best candidate of each firm, of the resource itself before those of its family."""
    ranked = reading.opportunities()
    rows = ranked[ranked[ours].isin(near) & (ranked["legal_state"] != "blocked")]
    rows = rows.assign(
        near=rows[ours].map(near), place=rows[ours].map({name: at for at, name in enumerate(near)})
    )
    return rows.sort_values("place", kind="stable").drop_duplicates(f"{theirs}_firm_id")
