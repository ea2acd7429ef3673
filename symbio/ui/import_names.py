"""Words of a file that name no known resource: which is meant, and remember it for the zone."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from symbio.errors import InputError, Problem
from symbio.knowledge import Knowledge, Resolution, resolve
from symbio.knowledge.codes import read_code
from symbio.knowledge.names import resource_name
from symbio.knowledge.resolution import SURE
from symbio.locale import letters, numbers
from symbio.ui import who
from symbio.ui.empty import explain
from symbio.ui.language import language, t
from symbio.ui.texts import note
from symbio.zone.store import Store
from symbio.zone.workbook import Reading
from symbio.zone.workbook.resources import code_beside

RULES = ("resource_unknown", "resource_alike", "resource_guessed")
_MOST = 50  # texts at a time
_SAID = "import_names_said"
_FORGET = "data_synonyms"


def confirm_names(reading: Reading, store: Store, knowledge: Knowledge) -> None:
    """Draw every unknown name with the likeliest resource, and the button that keeps them."""
    kept = st.session_state.pop(_SAID, 0)
    if kept:
        count = numbers.number(kept, language())
        st.success(t("data.names_kept", count=count), icon=":material/check_circle:")
    unknown = [
        problem for problem in (*reading.problems, *reading.questions) if problem.rule in RULES
    ]
    if not unknown:
        return
    counts = Counter(problem.value for problem in unknown)
    code = language()
    st.warning(
        t("data.names_title", count=numbers.number(len(counts), code)), icon=":material/label:"
    )
    note(t("data.names_intro"))
    names = _names(knowledge)
    shown = _proposals(counts, _codes(unknown), store, knowledge)
    edited = st.data_editor(
        shown,
        column_config={
            "text": st.column_config.Column(t("data.names_text"), disabled=True),
            "count": st.column_config.Column(t("data.names_count"), disabled=True, width="small"),
            "meaning": st.column_config.SelectboxColumn(
                t("data.names_meaning"), options=["", *names], width="medium"
            ),
            "sure": st.column_config.Column(t("data.names_sure"), disabled=True, width="small"),
            "reason": st.column_config.Column(t("data.names_reason"), disabled=True, width="large"),
        },
        hide_index=True,
        num_rows="fixed",
        key=f"import_names_{store.revision()}",
        placeholder=t("data.names_choose"),
        alt=t("data.names_title", count=len(counts)),
    )
    if len(counts) > _MOST:
        note(t("data.names_first", shown=numbers.number(_MOST, code)))
    chosen = {
        text: names[label]
        for text, label in zip(shown["text"], edited["meaning"].fillna(""), strict=True)
        if label in names
    }
    count = numbers.number(len(chosen), code)
    st.button(
        t("data.names_confirm", count=count), type="primary", disabled=not chosen,
        icon=":material/check:", on_click=_keep, args=(store, chosen),
    )  # fmt: skip


def show_synonyms(store: Store, knowledge: Knowledge) -> None:
    """What the zone has confirmed so far, and a way to forget some of it."""
    synonyms = store.synonyms()
    if not synonyms:
        return
    st.subheader(t("data.synonyms_title"), anchor=False)
    note(t("data.synonyms_intro"))
    code = language()
    shown = pd.DataFrame(
        {
            "remove": False,
            "text": [text for text, _ in synonyms],
            "meaning": [resource_name(resource, code, knowledge) for _, resource in synonyms],
        }
    )
    edited = st.data_editor(
        shown,
        column_config={
            "remove": st.column_config.CheckboxColumn("", width="small"),
            "text": st.column_config.Column(t("data.names_text"), disabled=True),
            "meaning": st.column_config.Column(t("data.names_meaning"), disabled=True),
        },
        hide_index=True,
        num_rows="fixed",
        key=f"{_FORGET}_{store.revision()}",
        alt=t("data.synonyms_title"),
    )
    ticked = edited["remove"].fillna(False).astype(bool).to_numpy()
    forgotten: dict[str, str | None] = dict.fromkeys(shown.loc[ticked, "text"])
    st.button(
        t("data.synonyms_forget"), disabled=not forgotten, on_click=_forget, args=(store, forgotten)
    )


def _codes(unknown: list[Problem]) -> dict[str, str]:
    """The waste code beside each text, where all its rows that have one agree."""
    found: dict[str, set[str]] = {}
    for problem in unknown:
        if code := read_code(code_beside(problem)):
            found.setdefault(problem.value, set()).add(code)
    return {text: codes.pop() for text, codes in found.items() if len(codes) == 1}


def _proposals(
    counts: Counter[str], codes: dict[str, str], store: Store, knowledge: Knowledge
) -> pd.DataFrame:
    """One row a text, the most frequent first; what is sure is chosen already."""
    code, taught = language(), store.synonyms()
    rows = []
    for text, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST]:
        found = resolve(
            text, waste_code=codes.get(text, ""), knowledge=knowledge, taught=taught, limit=1
        )
        guess = found.guesses[0] if found.guesses else None
        sure = guess is not None and guess.confidence >= SURE and not found.things
        rows.append(
            {
                "text": text,
                "count": count,
                "meaning": _label(guess.resource_id, knowledge) if guess and sure else "",
                "sure": numbers.percent(guess.confidence, code) if guess else "",
                "reason": _reason(found, knowledge),
            }
        )
    return pd.DataFrame(rows)


def _reason(found: Resolution, knowledge: Knowledge) -> str:
    """What the text is like and why; what to do where it names several things or nothing."""
    code = language()
    if found.things or not found.guesses:
        return found.question(code, knowledge)
    guess = found.guesses[0]
    return f"{resource_name(guess.resource_id, code, knowledge)}: {guess.reason(code)}"


def _names(knowledge: Knowledge) -> dict[str, str]:
    """What the list offers, in alphabetical order, to the resource it stands for."""
    ids = knowledge.resources["resource_id"]
    named = {_label(resource, knowledge): resource for resource in ids}
    return dict(sorted(named.items(), key=lambda pair: letters.sort_key(pair[0])))


def _label(resource: str, knowledge: Knowledge) -> str:
    """The resource's name; names that two resources share would hide one of them."""
    name = resource_name(resource, language(), knowledge)
    column = knowledge.resources[f"name_{language()}"]
    return name if (column == name).sum() < 2 else f"{name} ({resource})"


def _keep(store: Store, chosen: dict[str, str]) -> None:
    """A callback: the names are kept, and the file is read anew as the store has changed."""
    st.session_state[_SAID] = _write(store, dict(chosen))


def _forget(store: Store, texts: dict[str, str | None]) -> None:
    _write(store, texts)


def _write(store: Store, meant: dict[str, str | None]) -> int:
    try:
        return store.save_synonyms(meant, who=who.name())
    except InputError as error:
        explain(error)
        return 0
