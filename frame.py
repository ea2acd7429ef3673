"""The frame around every page: language, navigation, what kind of data this is."""

from pathlib import Path

import streamlit as st

from symbio import ui

PAGES = {
    "firm": ("firm",),
    "zone": ("overview", "map", "flows"),
    "symbiosis": ("opportunities", "synergies", "what_if", "knowledge"),
    "campaign": ("workshop", "campaign"),
    "data": ("data", "sources", "access", "privacy"),
}
ICONS = {
    "firm": ":material/factory:",
    "overview": ":material/dashboard:",
    "map": ":material/map:",
    "flows": ":material/account_tree:",
    "opportunities": ":material/handshake:",
    "synergies": ":material/view_kanban:",
    "what_if": ":material/tune:",
    "knowledge": ":material/menu_book:",
    "workshop": ":material/groups:",
    "campaign": ":material/campaign:",
    "data": ":material/table_view:",
    "sources": ":material/fact_check:",
    "access": ":material/key:",
    "privacy": ":material/shield_person:",
}
ROOT = Path(__file__).parent

st.set_page_config(
    page_title="Symbio",
    page_icon=str(ROOT / "static" / "symbio.svg"),
    layout="wide",
    initial_sidebar_state="auto",
)
with ui.one_run():
    ui.open_frame()
    opened = ui.opened(name for names in PAGES.values() for name in names)
    pages = {
        name: st.Page(
            f"pages/{section}/{name}.py",
            title=ui.t(f"frame.page_{name}"),
            icon=ICONS[name],
            url_path="home" if name == ui.FIRST_PAGE else name,
            default=name == ui.FIRST_PAGE,
            visibility="visible" if name in opened else "hidden",
        )
        for section, names in PAGES.items()
        for name in names
    }
    # The first page has the bare address; its own name, which people type and send, leads there.
    named = st.Page(ui.nothing, url_path=ui.FIRST_PAGE, visibility="hidden")
    page = st.navigation(
        {
            ui.t(f"frame.section_{section}"): [pages[name] for name in names]
            for section, names in PAGES.items()
        }
        | {"": [named]},
        position="sidebar" if opened else "hidden",
        expanded=True,
    )
    ui.go_home(page.url_path, pages)
    ui.draw_frame()
    try:
        # A page that is not for this reader is in the list, so that its address is known, but
        # it is not run.
        if (page.url_path or ui.FIRST_PAGE) in opened:
            page.run()
        else:
            ui.keep_out(page.title)
    finally:
        # Also where a page stops early: the link and the footer belong to every screen.
        ui.close_frame()
