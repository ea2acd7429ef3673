"""Overview, map and flows: they open, follow the reader, and say when there is nothing."""

import json

import pytest
from opened_app import fill, open_page, texts, wood_zone
from streamlit.testing.v1 import AppTest

from symbio.ui import served
from symbio.ui.texts import plain
from symbio.zone.store import open_store

OVERVIEW = "pages/zone/overview.py"
MAP = "pages/zone/map.py"
FLOWS = "pages/zone/flows.py"


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = tmp_path / "zone.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    return path


@pytest.fixture
def store(path):
    store = fill(path, wood_zone())
    yield store
    store.close()


def value(app, label):
    return next(metric.value for metric in app.metric if metric.label == label)


def word(app, key):
    """What the address says of `key`."""
    words = app.query_params[key]
    return words if isinstance(words, str) else words[0]


def drawn(app):
    """The layers of the map on the page."""
    spec = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    return {layer["id"].partition("~")[0]: layer for layer in spec["layers"]}


@pytest.mark.parametrize("page", [OVERVIEW, MAP, FLOWS])
@pytest.mark.parametrize(("language", "word"), [("tr", "değişim"), ("en", "exchange")])
def test_the_page_opens_in_both_languages(store, page, language, word):
    app = open_page(page, language)

    assert not app.exception
    assert app.title[0].value
    assert 1 <= len(app.metric) <= 4
    assert word in texts(app).casefold()


@pytest.mark.parametrize("page", [OVERVIEW, MAP, FLOWS])
def test_without_a_zone_the_page_says_how_to_get_one(path, page):
    app = open_page(page)

    assert not app.exception
    assert "Henüz bölge verisi yok" in texts(app)
    assert app.main.button[0].label == "Örnek bölgeyi kur"


def test_the_demo_is_built_by_one_click(path):
    app = open_page(OVERVIEW)

    app.main.button[0].click().run(timeout=120)

    assert not app.exception
    assert len(open_store(path).read().firm) == 250
    assert "Gösterim verisi" in texts(app)
    assert int(value(app, "Plandaki değişim")) > 100


@pytest.mark.parametrize("page", [OVERVIEW, MAP, FLOWS])
def test_a_zone_whose_streams_do_not_meet_is_said_in_words(path, page):
    zone = wood_zone()
    offers = zone.stream[zone.stream["direction"] == "offer"]
    store = fill(path, zone.with_table("stream", offers))

    app = open_page(page, "en")

    assert not app.exception
    assert any(word in texts(app) for word in ("no offer meets", "no exchange", "0%"))
    store.close()


def test_the_zone_of_real_data_carries_no_banner(store):
    assert "Gösterim verisi" not in texts(open_page(OVERVIEW))


def test_the_overview_says_the_plan_in_one_sentence(store):
    app = open_page(OVERVIEW)

    # 1,000 t of sawdust: 600 t fit the panel plant nearby, the rest goes 30 km.
    assert value(app, "Yeniden kullanılan malzeme") == "1.000 ton/yıl"
    assert "<strong>4 firma</strong> ve 4 akış kayıtlı" in texts(app)


def test_names_that_people_typed_are_shown_as_text(store):
    app = open_page(OVERVIEW)

    assert "Levha &lt;b&gt;" not in texts(app)  # the mark-up is in the name, not around it
    assert "Uzak &lt;b&gt;Levha&lt;/b&gt;" in texts(app)


def test_a_link_to_a_firm_opens_its_card_and_names_it_on_the_map(store):
    app = open_page(MAP, firm="saw")

    assert "**Hızar İplik**" in texts(app)
    assert "Hızar İplik" in {row["name"] for row in drawn(app)["names"]["data"]}
    assert app.selectbox(key="firm").value == "saw"


def test_a_firm_that_does_not_exist_selects_nothing(store):
    app = open_page(MAP, firm="nobody")

    assert app.selectbox(key="firm").value is None
    assert not app.exception


def clicks(*clicked):
    """A script that answers clicks on the map and writes what is selected."""

    def script(clicked):
        import streamlit as st

        from symbio.ui.map_page import map_turn, pick_firm

        for rows in clicked:
            pick_firm(rows)
        st.text(f"{st.session_state['firm']} {map_turn()}")

    return AppTest.from_function(script, args=(clicked,)).run().text[0].value


def test_a_click_on_a_firm_or_arc_selects_and_the_same_click_takes_it_back():
    firm = {"firms": [{"firm_id": "saw"}]}
    arc = {"exchanges~3": [{"giver_firm_id": "panel", "receiver_firm_id": "far"}]}

    assert clicks(firm) == "saw 1"
    assert clicks(firm, arc) == "panel 2"
    assert clicks(firm, firm) == "None 2"
    assert clicks(firm, {}) == "None 2"


def test_the_kind_filter_empties_the_map_of_other_kinds(store):
    app = open_page(MAP)
    assert value(app, "Plandaki değişim") == "2"

    app.multiselect(key="kinds").set_value(["water"]).run()

    assert value(app, "Plandaki değişim") == "0"
    assert word(app, "kinds") == "water"
    assert "exchanges" not in drawn(app)


def test_a_shorter_distance_leaves_the_nearer_exchange(store):
    app = open_page(MAP, km="5")

    assert value(app, "Plandaki değişim") == "1"
    assert app.slider(key="km").value == 5.0


def test_layers_are_switched_in_the_link(store):
    app = open_page(MAP, layers="offers~needs")

    assert "marks" in drawn(app)
    assert "exchanges" not in drawn(app)


def test_a_resource_selected_on_one_page_is_selected_on_the_next(store):
    app = open_page(FLOWS, resource="sawdust")
    assert app.selectbox(key="resource").value == "sawdust"

    app.switch_page(MAP).run()

    assert app.selectbox(key="resource").value == "sawdust"


def test_the_other_language_keeps_what_was_chosen(store):
    app = open_page(MAP, firm="panel", kinds="material")

    app.session_state["lang"] = "en"
    app.run()

    assert app.title[0].value == "Map"
    assert word(app, "lang") == "en"
    assert app.selectbox(key="firm").value == "panel"
    assert app.multiselect(key="kinds").value == ["material"]


def test_the_flows_count_what_the_plan_gives_to_a_neighbour(store):
    app = open_page(FLOWS)

    assert value(app, "Arz edilen") == "1.000 ton/yıl"
    assert value(app, "Arzdan eşleşen") == "%100"


def test_the_flows_of_one_firm_are_its_own(store):
    app = open_page(FLOWS, firm="panel")

    assert value(app, "Arz edilen") == "0 ton/yıl"
    share = value(app, "Karşılanan talep")
    assert share not in ("–", "%0")
    assert f"talep içindeki payı <strong>{share}</strong>" in texts(app)


def test_a_click_on_the_sankey_selects_a_resource_or_a_sector_and_other_never():
    def script(rows):
        import streamlit as st

        from symbio.ui.flows_page import pick_flow

        for row in rows:
            pick_flow(row)
        st.text(f"{st.session_state.get('resource')} {st.session_state.get('sectors')}")

    def after(*rows):
        return AppTest.from_function(script, args=(rows,)).run().text[0].value

    assert after({"pick": {"resource": "sawdust"}}) == "sawdust None"
    assert after({"pick": {"resource": "other"}}) == "None None"
    assert after({"pick": {"sector": "food"}}) == "None ['food']"
    assert after({"pick": {"sector": "food"}}, {"pick": {"sector": "food"}}) == "None []"


def test_the_projector_view_has_no_table(store):
    assert open_page(MAP).dataframe
    assert not open_page(MAP, projector="1").dataframe


def test_marks_of_markdown_stand_for_themselves():
    assert plain("*A* [b](c) `d`\n# e") == r"\*A\* \[b\]\(c\) \`d\` \# e"


@pytest.mark.parametrize(
    ("query", "header", "expected"),
    [
        (b"lang=en", "tr-TR,tr;q=0.9", "en"),
        (b"", "tr-TR,tr;q=0.9", "tr"),
        (b"", "de-DE", "tr"),
        (b"lang=%3Cscript%3E", "en-GB", "en"),
    ],
)
def test_the_document_says_the_language_of_the_request(query, header, expected):
    scope = {
        "type": "http",
        "query_string": query,
        "headers": [(b"accept-language", header.encode())],
    }

    assert served.document_language(scope) == expected


def test_health_tells_the_revision_and_names_what_is_wrong(path, store, monkeypatch, tmp_path):
    answer = served._health()
    assert answer.status_code == 200
    assert json.loads(answer.body)["revision"] == store.revision()

    monkeypatch.setenv("SYMBIO_DB", str(tmp_path / "none" / "zone.duckdb"))
    assert served._health().status_code == 503
