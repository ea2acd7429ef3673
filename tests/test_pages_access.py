"""The frame by role: what is in the menu, what is refused, and how the demo ends."""

import io

import pytest
from opened_app import fill, open_page, press, texts, wood_zone

from symbio.access import FACILITATOR, Viewer
from symbio.access.sign_in import add_code, now
from symbio.zone.rows import Zone
from symbio.zone.store import open_store
from symbio.zone.workbook import export

ACCESS = "pages/data/access.py"
DATA = "pages/data/data.py"
CAMPAIGN = "pages/campaign/campaign.py"
OPPORTUNITIES = "pages/symbiosis/opportunities.py"
OVERVIEW = "pages/zone/overview.py"
SYNERGIES = "pages/symbiosis/synergies.py"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRM = Viewer("firm", "saw")


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


@pytest.fixture
def demo(path):
    """The same zone, marked as synthetic: everybody may look."""
    store = fill(path, of_origin("synthetic"))
    yield store
    store.close()


@pytest.fixture
def public(path):
    """The same zone, marked as public: everybody may look."""
    store = fill(path, of_origin("public"))
    yield store
    store.close()


def of_origin(origin):
    tables = wood_zone().tables()
    return Zone.of(
        {
            name: frame.assign(origin=origin) if "origin" in frame else frame
            for name, frame in tables.items()
        }
    )


def upload(app, zone):
    out = io.BytesIO()
    export.write(zone, out, "tr")
    app.file_uploader[0].set_value(("bölge.xlsx", out.getvalue(), XLSX)).run()
    assert not app.exception


@pytest.mark.parametrize("language", ["tr", "en"])
def test_nobody_sees_nothing_but_the_way_in(store, language):
    for page in (OVERVIEW, DATA, ACCESS):
        app = open_page(page, language, viewer=None)

        assert not app.exception
        assert "sign-in" in texts(app)
        assert [*app.metric, *app.dataframe, *app.button] == []
        assert "Orman" not in texts(app)


def test_without_a_facilitators_code_it_is_said_how_to_get_one(store):
    assert "access add facilitator" in texts(open_page(OVERVIEW, viewer=None))

    add_code(store, FACILITATOR, "x", by="test")

    assert "access add facilitator" not in texts(open_page(OVERVIEW, viewer=None))


@pytest.mark.parametrize("viewer", [Viewer("visitor"), FIRM, Viewer("board")])
@pytest.mark.parametrize("page", [DATA, ACCESS, "pages/symbiosis/what_if.py"])
def test_a_page_that_is_not_for_a_role_says_so(store, viewer, page):
    app = open_page(page, "en", viewer=viewer)

    assert not app.exception
    assert "not open to your role" in app.info[0].value
    assert [*app.metric, *app.dataframe, *app.main.button, *app.file_uploader] == []


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_page_of_access_opens(store, language):
    app = open_page(ACCESS, language)

    assert not app.exception
    assert len(app.dataframe[0].value) == 1


def test_a_code_is_given_out_shown_until_noted_and_taken_back(store):
    app = open_page(ACCESS)
    app.selectbox(key="access_new_role").set_value("firm").run()
    press(app, "Erişim ver")
    assert "Firmayı seçin" in app.warning[0].value

    app.selectbox(key="access_new_firm").set_value("saw").run()
    app.text_input(key="access_new_label").set_value("Ayşe *Demir*").run()
    press(app, "Erişim ver")

    code = app.code[0].value
    entry = store.access().entries()[0]
    assert (entry.role, entry.firm_id, entry.label) == ("firm", "saw", "Ayşe *Demir*")
    assert entry.selector == code[:4]
    press(app, "Kaydettim")
    assert not app.code

    app.session_state["access_picked"] = entry.access_id
    app.run()
    press(app, "«Ayşe")
    assert not store.access().entries()[0].opens(now())


def test_the_last_facilitator_cannot_lock_everybody_out(store):
    app = open_page(ACCESS)
    (only,) = store.access().entries()
    app.session_state["access_picked"] = only.access_id
    app.run()

    press(app, "«test»")

    assert store.access().entries()[0].opens(now())
    assert "son kolaylaştırıcı" in app.warning[0].value


def test_a_code_taken_back_is_out_of_use_in_the_session_that_has_it(store):
    app = open_page(OVERVIEW)
    assert app.metric

    store.access().revoke(store.access().entries()[0].access_id, by="test", at=now())

    app.run()
    assert not app.metric
    assert "sign-in" in texts(app)


def test_the_demo_is_open_in_every_role_and_says_so(demo):
    app = open_page(OVERVIEW, viewer=None)
    assert "gösterim biter, giriş istenir" in texts(app)
    assert app.metric

    refused = open_page(DATA, viewer=None, role="visitor")
    assert "rolünüze açık değil" in refused.info[0].value


def test_a_link_cannot_name_a_role_where_the_door_is_closed(store):
    app = open_page(DATA, viewer=Viewer("visitor"), role="facilitator")
    assert "rolünüze açık değil" in app.info[0].value

    assert not open_page(OVERVIEW, viewer=None, role="facilitator").metric


def test_a_facilitator_can_look_as_somebody_else_and_come_back(store):
    app = open_page(DATA, role="firm", as_firm="saw")
    assert "rolünüze açık değil" in app.info[0].value

    app.sidebar.selectbox(key="role").set_value("facilitator").run()

    assert app.metric


def test_own_data_ends_the_demo_and_makes_the_first_code(demo):
    app = open_page(DATA, viewer=None)
    upload(app, wood_zone())
    assert "ilk kolaylaştırıcı kodu" in "".join(warning.value for warning in app.warning)

    press(app, "Yaz:")

    assert demo.closed()
    (entry,) = demo.access().entries()
    assert entry.role == "facilitator"
    assert app.code[0].value[:4] == entry.selector
    assert app.metric
    assert not open_page(OVERVIEW, viewer=None).metric


def enter_event(app):
    app.text_input(key="event_name").set_value("Açık gün")
    press(app, "Etkinliği kaydet")


def enter_synergy(app):
    for name, value in (("giver", "saw"), ("receiver", "panel"), ("resource", "sawdust")):
        app.selectbox(key=f"synergy_new_{name}").set_value(value)
    press(app, "Ekle")


def begin_synergy(app):
    press(app, "Sinerji başlat")


ENTERED = [(CAMPAIGN, enter_event), (SYNERGIES, enter_synergy), (OPPORTUNITIES, begin_synergy)]


@pytest.mark.parametrize(("page", "enter"), ENTERED)
def test_what_is_entered_in_the_demo_leaves_it_open(demo, page, enter):
    app = open_page(page, viewer=None)
    assert not app.warning

    enter(app)

    assert not app.exception
    assert demo.revision() == 2
    assert not demo.closed()
    assert open_page(OVERVIEW, viewer=None).metric


@pytest.mark.parametrize(("page", "enter"), ENTERED)
def test_what_is_entered_first_beside_public_data_makes_the_first_code(public, page, enter):
    app = open_page(page, viewer=None)
    assert "ilk kolaylaştırıcı kodu" in "".join(warning.value for warning in app.warning)

    enter(app)

    assert public.closed()
    (entry,) = public.access().entries()
    assert app.code[0].value[:4] == entry.selector
    assert not open_page(OVERVIEW, viewer=None).metric


def test_a_firm_cannot_shut_everybody_out_of_public_data(public):
    app = open_page("pages/firm/firm.py", viewer=None, role="firm", as_firm="saw0")
    app.text_input(key="stream_words_new").set_value("ahşap palet").run()
    app.main.button(key="keep_new").click().run()

    assert not app.exception
    assert "Hiçbir şey yazılmadı" in app.error[0].value
    assert not public.closed()
    assert "pallets" not in set(public.read().stream["resource"])


def test_where_there_is_a_facilitator_own_data_asks_for_the_code(demo):
    code = add_code(demo, FACILITATOR, "Ayşe", by="test")
    other = add_code(demo, Viewer("board"), "Kurul", by="test")
    app = open_page(DATA, viewer=None)
    upload(app, wood_zone())

    for typed in ("", other):
        app.text_input(key="door_code").set_value(typed).run()
        press(app, "Yaz:")
        assert "hiçbir şey yazılmadı" in app.error[0].value
        assert not demo.closed()

    app.text_input(key="door_code").set_value(code).run()
    press(app, "Yaz:")

    assert demo.closed()
    assert demo.batches()["who"].iloc[0] == "Ayşe"
    assert app.metric


def test_synthetic_data_comes_in_without_a_code(path):
    open_store(path).close()
    app = open_page(DATA, viewer=None)
    tables = {
        name: frame.assign(origin="synthetic") if "origin" in frame else frame
        for name, frame in wood_zone().tables().items()
    }
    upload(app, Zone.of(tables))
    assert not app.warning

    press(app, "Yaz:")

    assert not open_store(path).closed()
    open_store(path).close()
