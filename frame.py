"""The frame around every page: language, navigation, what kind of data this is."""

from pathlib import Path

import streamlit as st

from symbio import ui

PAGES = {
    "zone": ("overview", "map", "flows"),
    "symbiosis": ("opportunities", "what_if"),
    "campaign": ("campaign",),
    "data": ("data",),
}
ICONS = {
    "overview": ":material/dashboard:",
    "map": ":material/map:",
    "flows": ":material/account_tree:",
    "opportunities": ":material/handshake:",
    "what_if": ":material/tune:",
    "campaign": ":material/campaign:",
    "data": ":material/table_view:",
}
ROOT = Path(__file__).parent

st.set_page_config(
    page_title="Symbio",
    page_icon=str(ROOT / "static" / "symbio.svg"),
    layout="wide",
    initial_sidebar_state="auto",
)
ui.open_frame()
page = st.navigation(
    {
        ui.t(f"frame.section_{section}"): [
            st.Page(
                f"pages/{section}/{name}.py",
                title=ui.t(f"frame.page_{name}"),
                icon=ICONS[name],
                url_path=name,
                default=name == "overview",
            )
            for name in names
        ]
        for section, names in PAGES.items()
    },
    expanded=True,
)
ui.draw_frame()
try:
    page.run()
finally:
    # Also where a page stops early: the link and the footer belong to every screen.
    ui.close_frame()
