"""Opportunities and What if: they open, and what the reader changes changes what is shown."""

from dataclasses import replace

import pytest
from opened_app import fill, open_page, texts, wood_store, wood_zone

from symbio.knowledge import load
from symbio.locale import text
from symbio.matching import AddedFirm, AddedStream, Scenario, difference, from_toml, match
from symbio.matching.scenario_text import to_toml
from symbio.ui.what_if_result import changes
from symbio.zone.rows import Zone

OPPORTUNITIES = "pages/symbiosis/opportunities.py"
WHAT_IF = "pages/symbiosis/what_if.py"


store = pytest.fixture(wood_store)


def test_a_page_that_ends_early_keeps_its_link_and_its_footer(store):
    app = open_page("pages/symbiosis/opportunities.py")
    app.text_input(key="q").set_value("zzzzqq").run()

    assert not app.exception
    assert app.query_params["q"] == "zzzzqq"
    assert "Symbio 0.1.0" in texts(app)


@pytest.mark.parametrize("page", [OPPORTUNITIES, WHAT_IF])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_page_opens(store, page, language):
    app = open_page(page, language)

    assert not app.exception
    assert len(app.metric) == 4
    assert app.get("vega_lite_chart") or app.get("deck_gl_json_chart")


def test_the_list_says_the_plan_in_one_sentence(store):
    assert "4 aday var; en iyi planda 2 değişim" in texts(open_page(OPPORTUNITIES))


def test_a_word_in_the_search_leaves_what_it_names(store):
    app = open_page(OPPORTUNITIES)

    app.text_input(key="q").set_value("SESSIZ").run()

    assert not app.exception
    assert "Süzgeçlere uyan: 2 / 4" in texts(app)


def test_no_candidate_that_fits_is_said_in_words(store):
    app = open_page(OPPORTUNITIES)

    app.text_input(key="q").set_value("seramik").run()

    assert "Bu süzgeçlere uyan aday yok" in app.info[0].value


def test_a_link_opens_the_card_of_its_candidate(store):
    app = open_page(OPPORTUNITIES, candidate="s2~n1~sawdust_to_panel")

    assert "Miktar bilinmiyor" in texts(app)
    assert any(head.value.startswith("3. Sessiz") for head in app.subheader)
    assert app.query_params["candidate"] == "s2~n1~sawdust_to_panel"


def test_a_candidate_that_the_filters_leave_out_makes_room_for_the_first(store):
    app = open_page(OPPORTUNITIES, candidate="s1~n1~sawdust_to_panel", q="SESSIZ")

    assert not app.exception
    assert "candidate" not in app.query_params
    assert any("Sessiz" in head.value for head in app.subheader)


def test_names_are_shown_as_text(store):
    shown = texts(open_page(OPPORTUNITIES, candidate="s1~n1~sawdust_to_panel"))

    assert "Levha \\*A\\.Ş\\.\\*" in shown


def test_a_zone_without_streams_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("SYMBIO_DB", str(tmp_path / "bare.duckdb"))
    zone = wood_zone()
    store = fill(tmp_path / "bare.duckdb", Zone.of({"zone": zone.zone, "firm": zone.firm}))

    app = open_page(OPPORTUNITIES)

    assert not app.exception
    assert "Veri sayfasından akış ekleyin" in app.info[0].value
    store.close()


def test_a_shorter_radius_takes_the_far_plant_out_of_the_plan(store):
    app = open_page(WHAT_IF)
    assert app.metric[0].value == "2"

    app.slider(key="what_if_radius_material").set_value(10.0).run()

    assert not app.exception
    assert app.metric[0].value == "1"
    assert app.metric[0].delta == "-1"
    assert "1 değişim düşüyor" in texts(app)
    assert float(app.query_params["radius_material"]) == 10


def test_a_link_carries_the_whole_scenario(store):
    app = open_page(WHAT_IF, radius_material="10", carbon_price_per_t="1250.5")

    assert app.slider(key="what_if_radius_material").value == 10.0
    assert app.text_input(key="what_if_carbon_price_per_t").value == "1.250,5"
    assert app.metric[0].value == "1"


def test_another_language_keeps_the_scenario_and_its_numbers(store):
    app = open_page(WHAT_IF, carbon_price_per_t="1250.5")

    app.segmented_control(key="lang").set_value("en").run()

    assert app.text_input(key="what_if_carbon_price_per_t").value == "1,250.5"
    assert app.query_params["carbon_price_per_t"] == "1250.5"


def test_a_number_beyond_what_a_link_may_carry_is_said_and_changes_nothing(store):
    app = open_page(WHAT_IF)
    app.text_input(key="what_if_carbon_price_per_t").set_value("99999999").run()

    assert any("1.000.000" in caption.value for caption in app.caption)
    assert "carbon_price_per_t" not in app.query_params


def test_a_number_that_cannot_be_read_is_said_and_changes_nothing(store):
    app = open_page(WHAT_IF)

    app.text_input(key="what_if_minimum_lot_per_year").set_value("çok").run()

    assert "Sayı okunamadı" in texts(app)
    assert app.metric[0].delta == ""


def test_a_firm_taken_out_takes_its_exchanges_along(store):
    app = open_page(WHAT_IF)

    app.multiselect(key="what_if_removed").set_value(["far"]).run()

    assert app.metric[0].value == "1"
    assert app.query_params["removed_firms"] == '["far"]'


def test_a_hypothetical_stream_brings_exchanges(store):
    app = open_page(WHAT_IF)
    app.selectbox(key="new_stream_firm").set_value("dumb")
    app.selectbox(key="new_stream_resource").set_value("sawdust")
    app.text_input(key="new_stream_quantity").set_value("1.250,5")

    press(app, "Akışı ekle")

    assert not app.exception
    assert int(app.metric[0].value) > 2
    (stream,) = from_toml(app.session_state["what_if"]).added_streams
    assert (stream.firm_id, stream.quantity_per_year) == ("dumb", 1250.5)


def test_a_hypothetical_firm_stands_where_it_was_put(store):
    app = open_page(WHAT_IF)
    app.text_input(key="new_firm_name").set_value("Yeni Levha")
    app.selectbox(key="new_firm_near").set_value("panel")

    press(app, "Firmayı ekle")

    (firm,) = from_toml(app.session_state["what_if"]).added_firms
    assert (firm.name, firm.longitude) == ("Yeni Levha", 30.0)
    assert "Firma: Yeni Levha" in texts(app)


def test_a_code_that_is_none_is_said_and_adds_nothing(store):
    app = open_page(WHAT_IF)
    app.text_input(key="new_firm_name").set_value("Yeni Levha")
    app.text_input(key="new_firm_nace").set_value("zz")
    app.selectbox(key="new_firm_near").set_value("panel")
    press(app, "Firmayı ekle")
    assert "NACE kodu bulunamadı" in app.warning[0].value

    app.selectbox(key="new_stream_firm").set_value("dumb")
    app.selectbox(key="new_stream_resource").set_value("sawdust")
    app.text_input(key="new_stream_waste_code").set_value("999999")
    press(app, "Akışı ekle")

    assert "Atık kodu listede yok" in app.warning[0].value
    assert from_toml(app.session_state["what_if"]) == Scenario.of(wood_zone())


def test_a_stream_without_a_resource_is_asked_for(store):
    app = open_page(WHAT_IF)

    press(app, "Akışı ekle")

    assert app.warning[0].value == "Firma ve kaynak seçin."


def test_a_scenario_is_saved_opened_and_compared_with(store):
    app = open_page(WHAT_IF, radius_material="10")
    app.text_input(key="what_if_name").set_value("Yakın").run()
    press(app, "Kaydet")
    assert from_toml(store.scenarios()["Yakın"]).radius_km == (("material", 10.0),)

    press(app, "Hepsini sıfırla")
    assert app.metric[0].value == "2"
    app.selectbox(key="what_if_load").set_value("Yakın")
    press(app, "Aç")
    assert app.metric[0].value == "1"

    app.selectbox(key="against").set_value("Yakın").run()
    assert "plan değişmiyor: 1 değişim" in texts(app)


@pytest.mark.parametrize(
    ("language", "said", "delete"), [("tr", "silindi", "Sil"), ("en", "is deleted", "Delete")]
)
def test_a_scenario_that_is_deleted_can_be_taken_back_at_once(store, language, said, delete):
    store.save_scenario("Yakın", to_toml(Scenario(name="Yakın")))
    before = store.to_undo()
    app = open_page(WHAT_IF, language)
    app.selectbox(key="what_if_load").set_value("Yakın")
    press(app, delete)
    assert not app.exception
    assert store.scenarios() == {}
    assert said in texts(app)
    assert store.to_undo() == before  # it stands in no import's way

    app.button(key="what_if_undo").click().run()
    assert not app.exception
    assert list(store.scenarios()) == ["Yakın"]
    assert said not in texts(app)
    assert "what_if_undo" not in [button.key for button in app.button]


def test_an_assumption_that_changes_no_exchange_is_not_called_todays(store):
    assert "bugünkü varsayımlarla aynı" in texts(open_page(WHAT_IF))

    assert "plan değişmiyor" in texts(open_page(WHAT_IF, carbon_price_per_t="0.5"))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_radius_of_nothing_leaves_no_exchange_and_says_so(store, language):
    app = open_page(WHAT_IF, language, radius_material="0")

    assert not app.exception
    assert text(language, "what_if.lead_none") in texts(app)


def test_a_link_that_means_nothing_says_so_and_shows_today(store):
    app = open_page(WHAT_IF, radius_material="yakın")

    assert not app.exception
    assert "okunamadı" in app.warning[0].value
    assert app.metric[0].value == "2"


def test_the_line_says_over_how_many_candidates_the_plan_is_best(store):
    assert "2 aday üzerinde en iyi" in texts(open_page(WHAT_IF))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_what_if_on_a_zone_without_streams_says_that_nothing_is_left(
    tmp_path, monkeypatch, language
):
    monkeypatch.setenv("SYMBIO_DB", str(tmp_path / "bare.duckdb"))
    zone = wood_zone()
    store = fill(tmp_path / "bare.duckdb", Zone.of({"zone": zone.zone, "firm": zone.firm}))

    app = open_page(WHAT_IF, language)

    assert not app.exception
    assert text(language, "what_if.lead_none") in texts(app)
    store.close()


def test_the_changes_are_worded_without_a_session_for_the_file():
    zone = wood_zone()
    near = replace(Scenario.of(zone), radius_km=(("material", 10.0),))
    today, shorter = match(zone, load(), Scenario.of(zone)), match(zone, load(), near)

    rows = changes(today, shorter, difference(today, shorter), zone, "en", everything=True)

    assert rows[["state", "receiver", "unit"]].to_numpy().tolist() == [
        ["gone", "Uzak <b>Levha</b>", "t"],
        ["same", "Levha *A.Ş.*", "t"],
    ]
    assert rows["quantity_change"].iloc[1] == 0


def test_what_vanishes_keeps_the_name_of_a_hypothetical_firm():
    zone, today = wood_zone(), Scenario.of(wood_zone())
    firm = AddedFirm("1", "Yeni Levha", "1621", 37.0, 30.0)
    need = AddedStream(firm.firm_id, "need", "wood_panel_furnish", 5000.0)
    grown = match(zone, load(), replace(today, added_firms=(firm,), added_streams=(need,)))
    plain = match(zone, load(), today)

    rows = changes(grown, plain, difference(grown, plain), zone, "en", everything=False)

    assert "Yeni Levha" in rows.loc[rows["state"] == "gone", "receiver"].tolist()


def press(app, label):
    next(button for button in app.main.button if button.label == label).click().run()
