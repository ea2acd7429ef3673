"""Kampanya: it opens, counts against the zone, and says what to do where there is nothing."""

import datetime as dt
import io

import pandas as pd
import pytest
from opened_app import fill, open_page, refused_late, texts, wood_store, wood_zone
from python_calamine import CalamineWorkbook

from symbio.report.campaign import campaign_workbook
from symbio.zone.changes import compare

PAGE = "pages/campaign/campaign.py"


store = pytest.fixture(wood_store)


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_page_opens(store, language):
    app = open_page(PAGE, language)

    assert not app.exception
    assert len(app.metric) == 4
    assert len(app.get("vega_lite_chart")) == 5


def test_the_figures_count_firms_of_the_zone(store):
    app = open_page(PAGE)

    # Two of four firms came; 1,500 TRY in all; scores rose by 1, 2 and 0 points.
    assert app.metric[0].value == "2 / 4"
    assert app.metric[1].value == "₺750"
    assert app.metric[2].value.startswith("1,0 ±")
    assert "4 firmanın 2 tanesine (<strong>%50</strong>) ulaştı" in texts(app)
    assert "2 firmaya hiç ulaşılamadı" in texts(app)


def test_small_groups_are_named_as_the_facilitators_view(store):
    assert "kolaylaştırıcı görünümüdür" in texts(open_page(PAGE))


def test_one_more_firm_that_came_is_one_more_firm_reached(store):
    zone = wood_zone()
    came = zone.attendance.assign(
        attended=zone.attendance["attended"] | (zone.attendance["firm_id"] == "far")
    )
    before = open_page(PAGE).metric[0].value
    fill(store.path, zone.with_table("attendance", came))

    assert (before, open_page(PAGE).metric[0].value) == ("2 / 4", "3 / 4")


def test_a_zone_without_events_says_what_to_do(store):
    zone = wood_zone()
    bare = zone.with_table("attendance", zone.attendance.head(0))
    for table in ("event", "quiz"):
        bare = bare.with_table(table, bare.tables()[table].head(0))
    remove_all_but(store, bare)

    app = open_page(PAGE)

    assert not app.exception
    assert "Henüz etkinlik kaydı yok" in app.info[0].value


def test_without_quiz_the_figure_is_a_dash(store):
    zone = wood_zone()
    remove_all_but(store, zone.with_table("quiz", zone.quiz.head(0)))

    assert open_page(PAGE).metric[2].value == "–"


def test_the_export_holds_every_firm_never_reached():
    data = campaign_workbook(
        wood_zone(), {"saw"}, language="en", made_on=dt.date(2026, 11, 23), notes=()
    )

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    never = next(rows for name, rows in sheets.items() if "never reached" in name)
    assert sorted(row[0] for row in never[1:]) == ["Sessiz", "Uzak <b>Levha</b>"]
    funnel = sheets["Invitation to verified tonne"]
    assert [row[:2] for row in funnel[1:5]] == [
        ["Invited", 3],
        ["Attended", 2],
        ["Gave a stream", 2],
        ["Has a candidate", 1],
    ]


def remove_all_but(store, zone):
    """Make the store hold exactly `zone`."""
    tables = zone.tables()
    changes = compare(store.read(), {name: pd.DataFrame(frame) for name, frame in tables.items()})
    store.apply(changes, who="test", remove_gone=frozenset(tables))


def test_an_event_typed_on_the_page_is_stored_and_taken_back(store):
    app = open_page(PAGE)
    app.text_input(key="event_name").set_value("Açık gün")
    app.text_input(key="event_cost").set_value("1.250,50 TL")
    app.multiselect(key="event_attended").set_value(["far"])
    next(button for button in app.button if button.label == "Etkinliği kaydet").click().run()

    assert not app.exception
    event = store.read().event.set_index("name").loc["Açık gün"]
    assert (event["event_id"], event["cost"], event["cost_currency"]) == ("E03", 1250.5, "TRY")
    assert app.metric[0].value == "3 / 4"

    next(button for button in app.button if button.label == "Geri al").click().run()
    assert len(store.read().event) == 2


def test_the_way_back_of_an_event_takes_back_nothing_that_was_written_later(store):
    app = open_page(PAGE)
    app.text_input(key="event_name").set_value("Açık gün")
    next(button for button in app.button if button.label == "Etkinliği kaydet").click().run()

    assert refused_late(app, store, "Geri al")
    assert not any(button.label == "Geri al" for button in app.button)


def test_an_event_without_a_name_or_with_a_bad_cost_is_refused_in_words(store):
    app = open_page(PAGE)
    app.text_input(key="event_cost").set_value("çok")
    next(button for button in app.button if button.label == "Etkinliği kaydet").click().run()

    assert "Etkinlik adı" in app.error[0].value
    assert "Maliyet" in app.error[0].value
    assert len(store.read().event) == 2


def groups(app):
    """The names of the groups that ideas are counted by."""
    (table,) = [one.value for one in app.dataframe if "ideas" in one.value]
    return table["group"].tolist()


def test_the_groups_follow_the_switch(store):
    app = open_page(PAGE)
    assert set(groups(app)) == {"Çalıştay", "Eğitim"}

    app.segmented_control(key="campaign_by").set_value("month").run()

    assert groups(app) == ["Ocak 2025", "Mart 2025"]
