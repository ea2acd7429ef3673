"""The files of an import and the mapping they begin with, kept for this session."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from symbio.errors import InputError
from symbio.knowledge import Knowledge, currencies
from symbio.locale.countries import country_names, currency_name, currency_of
from symbio.ui.empty import explain
from symbio.ui.language import language, t
from symbio.ui.mapping_form import edit_mapping
from symbio.ui.texts import note, plain
from symbio.zone.rows import Zone
from symbio.zone.store import Store
from symbio.zone.workbook import Mapping, Sheet, SourceFile, propose, read_sheets
from symbio.zone.workbook.sheet import MAX_FILE_BYTES

SHIPPED = Path(__file__).parents[2] / "mappings"
FILES = "import_files"
ACCEPTED = "import_accepted"
CHECKED = "import_checked"
_START = "import_start"
_MARK = "import_mark"
_NAME = "import_mapping_name"
_SAID = "import_mapping_said"
_PROPOSED = "*proposed"
_WHO = "ui"


@st.cache_resource(scope="session", show_spinner=False)
def shelf() -> dict[str, Any]:
    """What this session holds beside plain values: open sheets, and what was read."""
    return {}


def ask_files() -> list[SourceFile]:
    """Draw the upload; the files that are there."""
    uploaded = st.file_uploader(
        t("data.upload"), type=["xlsx", "xlsm", "csv"], accept_multiple_files=True, key=FILES
    )
    note(t("data.upload_limit", megabytes=MAX_FILE_BYTES // 1024**2))
    return [SourceFile(file.name, file.getvalue()) for file in uploaded]


def signature(files: list[SourceFile]) -> str:
    """A short text that is another for other files."""
    mark = hashlib.sha256()
    for file in files:
        mark.update(file.name.encode() + b"\0" + hashlib.sha256(file.data).digest())
    return mark.hexdigest()[:16]


def sheets_of(files: list[SourceFile]) -> list[Sheet]:
    """The sheets that can be read; the files are opened once."""
    mark, kept = signature(files), shelf()
    if kept.get("sheets_of") != mark:
        kept.update(sheets_of=mark, sheets=read_sheets(files)[0])
        # Other files: what was accepted and checked was about the ones before.
        for key in (ACCEPTED, CHECKED):
            st.session_state.pop(key, None)
    sheets: list[Sheet] = kept["sheets"]
    return sheets


def ask_mapping(files: list[SourceFile], store: Store, knowledge: Knowledge) -> Mapping:
    """Draw what the mapping begins with and its editor; the mapping as it is now."""
    sheets = sheets_of(files)
    saved = _shipped() | store.mappings()
    start = _ask_start(sheets, saved, signature(files))
    mark = _mark(start, files)
    if st.session_state.get(_MARK) != mark:
        # Another beginning: what was checked before says nothing about it.
        st.session_state[_MARK] = mark
        st.session_state.pop(CHECKED, None)
    asks_zone = st.container()
    with st.expander(
        t("data.mapping_title"),
        # Open where something is to be looked at, or nothing was recognised.
        expanded=bool(start.guesses) or not start.tables,
        icon=":material/table_convert:",
    ):
        note(t("data.mapping_intro" if start.tables else "data.mapping_intro_unknown"))
        edited = edit_mapping(start, sheets, knowledge, mark)
        if lacks_zone(edited, store.read()):
            with asks_zone:
                edited = _ask_zone(edited, knowledge, mark)
        _offer_to_keep(edited, store)
    return edited


def lacks_zone(mapping: Mapping, stored: Zone) -> bool:
    """Whether neither the files nor the store say which zone the rows are of."""
    tables = {table.table for table in mapping.tables}
    return bool(tables) and "zone" not in tables and stored.zone.empty


def _shipped() -> dict[str, str]:
    """The mappings that come with the product, by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.toml"))}


def _ask_start(sheets: list[Sheet], saved: dict[str, str], mark: str) -> Mapping:
    """Proposed from the headings, a kept one, or one from a file."""
    if st.session_state.get(_START) not in (_PROPOSED, *saved):
        st.session_state[_START] = _PROPOSED
    proposed = t("data.mapping_proposed")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            t("data.mapping_saved"),
            [_PROPOSED, *saved],
            format_func=lambda name: proposed if name == _PROPOSED else name,
            key=_START,
        )
        given = st.file_uploader(t("data.mapping_upload"), type=["toml"], key="import_toml")
    content = given.getvalue().decode("utf-8-sig", "replace") if given else saved.get(chosen)
    if content is not None:
        try:
            return Mapping.from_toml(content, file=given.name if given else chosen)
        except InputError as error:
            explain(error)
    kept = shelf()
    if kept.get("proposed_for") != mark:
        kept.update(proposed_for=mark, proposed=propose(sheets))
    found: Mapping = kept["proposed"]
    return found


def _mark(start: Mapping, files: list[SourceFile]) -> str:
    """Another for another beginning: Streamlit keeps edits as differences to it."""
    content = start.to_toml() if start.tables else ""
    return hashlib.sha256((signature(files) + content).encode()).hexdigest()[:8]


def _ask_zone(mapping: Mapping, knowledge: Knowledge, mark: str) -> Mapping:
    """Ask for name, country and currency; they go into the mapping.

    `mark` is another for another mapping to begin with, whose words then stand here.
    """
    code, said = language(), dict(mapping.zone)
    countries, known = country_names(code), currencies(knowledge)
    st.markdown(f"**{t('data.zone_title')}**")
    name, where, money = st.columns([2, 1, 1])
    with name:
        typed = st.text_input(
            t("data.zone_name"), said.get("name", ""), max_chars=80, key=f"zone_name_{mark}"
        )
    with where:
        country = st.selectbox(
            t("data.zone_country"),
            countries,
            index=_place(said.get("country", ""), list(countries)),
            format_func=countries.__getitem__,
            key=f"zone_country_{mark}",
        )
    with money:
        own = said.get("currency", "") if country == said.get("country") else ""
        currency = st.selectbox(
            t("data.zone_currency"),
            known,
            index=_place(own or currency_of(country, known), known),
            format_func=lambda money: currency_name(money, code),
            key=f"zone_currency_{mark}_{country}",
        )
    for field, word in (("name", typed.strip()), ("country", country), ("currency", currency)):
        mapping = mapping.with_zone(field, word)
    return mapping


def _place(word: str, words: Sequence[str]) -> int:
    """Where `word` stands among `words`; the first place where it does not."""
    return words.index(word) if word in words else 0


def _offer_to_keep(mapping: Mapping, store: Store) -> None:
    """Keep the mapping under a name, and take it away as a file."""
    name = " ".join(
        st.text_input(
            t("data.mapping_name"), key=_NAME, max_chars=80, placeholder=t("data.mapping_name_hint")
        ).split()
    )
    named = replace(mapping, name=name or mapping.name)
    with st.container(horizontal=True):
        st.button(
            t("data.mapping_keep"), icon=":material/save:", on_click=_keep, args=(store, named)
        )
        st.download_button(
            t("data.mapping_download"),
            named.to_toml(),
            file_name="symbio-mapping.toml",
            mime="application/toml",
            on_click="ignore",
            icon=":material/download:",
        )
    key, said = st.session_state.pop(_SAID, ("", ""))
    if key:
        st.caption(t(key, name=plain(said)))


def _keep(store: Store, mapping: Mapping) -> None:
    if not mapping.name:
        st.session_state[_SAID] = ("data.mapping_no_name", "")
        return
    try:
        store.save_mapping(mapping.name, mapping.to_toml(), who=_WHO)
    except InputError as error:
        explain(error)
        return
    st.session_state[_SAID] = ("data.mapping_kept", mapping.name)
