"""Firmam: the answer, partners, interest on both sides, own streams, undo, what stays hidden."""

import datetime as dt
import re

import pytest
from opened_app import fill, open_page, press, texts
from test_disclosure import wood

from symbio.access import Viewer
from symbio.zone.changes import compare
from symbio.zone.store import open_store

PAGE = "pages/firm/firm.py"
PLANT = re.compile(r"Levha \d")
SAW, PANEL = Viewer("firm", "saw0"), Viewer("firm", "panel0")


@pytest.fixture
def path(tmp_path, monkeypatch):
    path = tmp_path / "zone.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    return path


@pytest.fixture
def store(path):
    store = fill(path, wood())
    yield store
    store.close()


@pytest.mark.parametrize(("language", "word"), [("tr", "olası ortak"), ("en", "possible partners")])
def test_the_page_answers_first_in_both_languages(store, language, word):
    app = open_page(PAGE, language, viewer=SAW)

    assert not app.exception
    assert word in texts(app)
    assert "Hızar 0" in texts(app)
    assert len(app.metric) == 4
    assert app.metric[0].value == "6"


def test_it_is_the_firms_first_page_and_nobody_elses(store):
    from streamlit.testing.v1 import AppTest

    app = open_page("pages/zone/overview.py", viewer=SAW)
    first = AppTest.from_file(app._script_path, default_timeout=60)
    first.user, first.secrets = app.user, app.secrets
    assert "Firmam" in first.run().title[0].value

    for viewer in (Viewer("visitor"), Viewer("board")):
        assert "rolünüze açık değil" in open_page(PAGE, viewer=viewer).info[0].value


def test_partners_are_named_by_alias_until_both_are_interested(store):
    app = open_page(PAGE, viewer=SAW)
    assert not PLANT.search(texts(app))
    press(app, "İlgileniyorum")
    assert "karşı taraf gördü" in texts(app)
    (said,) = store.consents().alive()
    assert (said.firm_id, said.offer_stream_id) == ("saw0", "s0")

    partner = store.read().stream.set_index("stream_id")["firm_id"][said.need_stream_id]
    other = open_page(PAGE, viewer=Viewer("firm", partner))
    assert "Karşı taraf ilgileniyor" in texts(other)
    assert "Hızar" not in texts(other)
    book = store.consents()
    book.give(said.pair, partner, "contact", by="x", at=said.given_at)

    app = open_page(PAGE, viewer=SAW)
    name = store.read().firm.set_index("firm_id")["name"][partner]
    assert name in texts(app)
    assert "iletişim bilgisi vermedi" in texts(app)
    assert set(PLANT.findall(texts(app))) == {name}

    press(app, "İlgimi geri al")
    assert not PLANT.search(texts(app))


def test_a_contact_is_shown_to_partners_and_can_be_erased(store):
    app = open_page(PAGE, viewer=PANEL)
    app.text_input(key="contact_person").set_value("Ayşe *Demir*").run()
    press(app, "Kaydet", -1)
    assert "telefon ya da geçerli" in texts(app)
    app.text_input(key="contact_phone").set_value("0242 000 00 00").run()
    press(app, "Kaydet", -1)
    assert store.consents().contact("panel0", dt.date.today()).person == "Ayşe *Demir*"

    for firm in ("saw0", "panel0"):
        store.consents().give(("s0", "n0"), firm, "contact", by="x", at=dt.datetime(2026, 1, 1))
    assert "0242 000 00 00" in texts(open_page(PAGE, viewer=SAW))
    assert "0242 000 00 00" not in texts(open_page(PAGE, viewer=Viewer("firm", "saw1")))

    app = open_page(PAGE, viewer=PANEL)
    press(app, "Sil", -1)
    assert store.consents().contact("panel0", dt.date.today()) is None


def test_a_stream_is_written_in_own_words_changed_marked_unknown_and_taken_back(store):
    app = open_page(PAGE, viewer=SAW)
    app.text_input(key="stream_words_new").set_value("ahşap palet").run()
    assert app.selectbox(key="stream_what_new").value == "pallets"
    app.text_input(key="stream_much_new").set_value("1.234,5").run()
    app.main.button(key="keep_new").click().run()
    assert not app.exception

    mine = store.read().stream.query("firm_id == 'saw0'").set_index("resource")
    assert mine.loc["pallets", "quantity_per_year"] == 1234.5
    assert mine.loc["pallets", "description"] == "ahşap palet"
    assert "Kaydedildi" in app.success[0].value

    stream = mine.loc["pallets", "stream_id"]
    app.main.button(key=f"unknown_{stream}").click().run()
    assert store.read().stream.set_index("stream_id")["quantity_per_year"].isna()[stream]
    press(app, "Son değişikliğimi geri al")
    assert store.read().stream.set_index("stream_id")["quantity_per_year"][stream] == 1234.5
    app.main.button(key=f"remove_{stream}").click().run()
    assert stream not in set(store.read().stream["stream_id"])
    assert len(store.read().stream) == 12


def test_a_firm_takes_its_own_change_back_also_after_a_restart(store):
    app = open_page(PAGE, viewer=SAW)
    app.main.button(key="unknown_s0").click().run()
    before = store.read()
    store.apply(compare(before, {"firm": before.firm.assign(region="Kepez")}), who="other")
    store.close()
    again = open_store(store.path)
    assert again.read().stream.set_index("stream_id")["quantity_per_year"].isna()["s0"]

    app = open_page(PAGE, viewer=SAW)
    press(app, "Son değişikliğimi geri al")

    assert again.read().stream.set_index("stream_id")["quantity_per_year"].notna()["s0"]
    assert set(again.read().firm["region"]) == {"Kepez"}
    again.close()


def test_the_history_takes_a_firms_change_back_also_after_a_restart(store):
    app = open_page(PAGE, viewer=SAW)
    app.main.button(key="unknown_s0").click().run()
    store.close()

    app = open_page("pages/data/data.py", section="history")
    press(app, "Geri al")

    again = open_store(store.path)
    assert again.read().stream.set_index("stream_id")["quantity_per_year"].notna()["s0"]
    again.close()


def test_the_firms_way_back_takes_back_what_was_its_last_change_on_the_screen(store):
    app = open_page(PAGE, viewer=SAW)
    app.main.button(key="unknown_s0").click().run()
    colleague = open_page(PAGE, viewer=SAW)
    colleague.main.button(key="remove_s0").click().run()
    assert "s0" not in set(store.read().stream["stream_id"])

    press(app, "Son değişikliğimi geri al")
    assert "hiçbir şey geri alınmadı" in app.error[0].value
    assert "s0" not in set(store.read().stream["stream_id"])

    # What others write is nobody's concern here.
    zone = store.read()
    store.apply(compare(zone, {"firm": zone.firm.assign(region="Kepez")}), who="other")
    press(app, "Son değişikliğimi geri al")
    assert "s0" in set(store.read().stream["stream_id"])


def test_a_number_that_cannot_be_read_changes_nothing(store):
    app = open_page(PAGE, viewer=SAW)
    app.text_input(key="stream_much_s0").set_value("12.5").run()
    app.main.button(key="keep_s0").click().run()

    assert "Sayı okunamadı" in app.error[0].value
    assert store.read().stream.set_index("stream_id")["quantity_per_year"]["s0"] == 1000.0


def test_a_firm_without_streams_is_told_what_to_do(path):
    zone = wood()
    store = fill(path, zone.with_table("stream", zone.stream[zone.stream["firm_id"] != "saw0"]))

    app = open_page(PAGE, viewer=SAW)

    assert not app.exception
    assert "henüz akışınız yok" in texts(app)
    store.close()


def test_the_data_of_others_is_not_in_the_cache_of_another_firm(store):
    open_page(PAGE, viewer=SAW)
    app = open_page(PAGE, viewer=Viewer("firm", "saw1"))

    assert "Hızar 1" in texts(app)
    assert "Hızar 0" not in texts(app)


def test_a_demo_can_be_tried_as_a_firm_without_ending_it(path):
    zone = wood()
    tables = {
        name: rows.assign(origin="synthetic") if "origin" in rows else rows
        for name, rows in zone.tables().items()
    }
    store = fill(path, type(zone).of(tables))
    app = open_page(PAGE, viewer=None, role="firm", as_firm="saw0")
    assert "Hızar 0" in texts(app)

    app.text_input(key="stream_much_s0").set_value("5").run()
    app.main.button(key="keep_s0").click().run()

    assert not app.exception
    assert store.read().stream.set_index("stream_id")["quantity_per_year"]["s0"] == 5.0
    assert not open_store(path).closed()
    store.close()
