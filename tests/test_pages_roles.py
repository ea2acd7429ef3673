"""Overview, map, flows and campaign as others than the facilitator see them."""

import json

import pytest
from opened_app import app_store, fill, open_page, texts
from streamlit.testing.v1 import AppTest
from test_disclosure import wood

from symbio.access import Viewer

OVERVIEW = "pages/zone/overview.py"
MAP = "pages/zone/map.py"
FLOWS = "pages/zone/flows.py"
CAMPAIGN = "pages/campaign/campaign.py"
SAW = Viewer("firm", "saw0")
OTHERS = [Viewer("visitor"), SAW, Viewer("board")]


@pytest.fixture
def store(tmp_path, monkeypatch):
    yield from app_store(tmp_path, monkeypatch, wood(["public"] + ["alias"] * 10 + ["public"]))


def layers(app):
    spec = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return {layer["id"].partition("~")[0]: layer.get("data", []) for layer in spec["layers"]}


@pytest.mark.parametrize("viewer", OTHERS, ids=lambda viewer: viewer.role)
@pytest.mark.parametrize("page", [OVERVIEW, MAP, FLOWS])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_page_opens_for_the_role(store, viewer, page, language):
    app = open_page(page, language, viewer=viewer)

    assert not app.exception
    assert app.title[0].value
    assert 1 <= len(app.metric) <= 4


@pytest.mark.parametrize("viewer", [Viewer("visitor"), Viewer("board")], ids=lambda v: v.role)
def test_the_map_shows_firms_that_show_themselves(store, viewer):
    app = open_page(MAP, viewer=viewer)

    assert [firm["title"] for firm in layers(app)["firms"]] == ["Levha 5", "Hızar 0"] or {
        firm["title"] for firm in layers(app)["firms"]
    } == {"Levha 5", "Hızar 0"}
    assert "10 firma konumunu" in texts(app)


def test_a_firm_finds_itself_on_the_map_and_its_partner_by_alias_in_the_table(store):
    zone = store.read()
    store.apply(compare_disclosure(zone), who="test")
    app = open_page(MAP, viewer=SAW, firm="saw0")

    assert {firm["title"] for firm in layers(app)["firms"]} == {"Hızar 0"}
    (rows,) = [frame.value for frame in app.dataframe if "partner" in frame.value]
    assert not rows["partner"].str.contains("Levha").any()
    assert rows["quantity"].str.contains("100 – 1.000 ton/yıl").any()


def compare_disclosure(zone):
    """Everybody hides."""
    from symbio.zone.changes import compare

    return compare(zone, {"firm": zone.firm.assign(disclosure="alias")})


def test_the_flows_add_up_without_a_field_for_firms(store):
    app = open_page(FLOWS, viewer=Viewer("visitor"))

    assert "firm" not in {box.key for box in app.selectbox}
    assert open_page(FLOWS).selectbox(key="firm")


def test_the_overview_of_others_holds_no_gaps_and_no_single_opportunity(store):
    app = open_page(OVERVIEW, viewer=Viewer("visitor"))

    assert not app.dataframe
    assert "genel katsayılarla" in texts(app)
    assert "Hızar 1" not in texts(app)


def test_a_zone_of_two_hidden_firms_tells_nothing_and_fails_nowhere(tmp_path, monkeypatch):
    path = tmp_path / "two.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    zone = wood()
    few = ["saw0", "panel0"]
    zone = zone.with_table("firm", zone.firm[zone.firm["firm_id"].isin(few)])
    zone = zone.with_table("stream", zone.stream[zone.stream["firm_id"].isin(few)])
    store = fill(path, zone)

    for viewer in (Viewer("visitor"), SAW):
        for page in (OVERVIEW, MAP, FLOWS):
            app = open_page(page, viewer=viewer)
            assert not app.exception
            assert "Levha" not in texts(app)
    store.close()


def test_the_store_itself_is_given_to_nobody_but_the_facilitator(store):
    def peek():
        from symbio.ui import reading

        for forbidden in (reading.store, reading.baseline, reading.gaps):
            try:
                forbidden()
            except PermissionError:
                continue
            raise AssertionError(forbidden)
        assert reading.predicted().empty

    app = open_page(OVERVIEW, viewer=SAW)
    asked = AppTest.from_function(peek)
    asked.user, asked.secrets = app.user, app.secrets
    assert not asked.run().exception


def test_the_board_opens_the_campaign_without_names(store):
    import pandas as pd

    from symbio.zone.changes import compare

    zone = store.read()
    event = pd.DataFrame(
        {"event_id": ["E"], "name": "Açılış", "kind": "workshop", "date": ["2026-01-01"]}
    )
    came = pd.DataFrame({"event_id": "E", "firm_id": ["saw1"], "attended": True, "people": 2})
    store.apply(compare(zone, {"event": event, "attendance": came}), who="test")

    app = open_page(CAMPAIGN, viewer=Viewer("board"))

    assert not app.exception
    (never,) = [frame.value for frame in app.dataframe if "invitations" in frame.value]
    assert len(never) == 11
    hidden = never["name"].str.contains("adı gizli")
    assert set(never.loc[~hidden, "name"]) == {"Hızar 0", "Levha 5"}
