"""Veri: from a file through its problems and questions to written rows, and back again."""

import io

import pytest
import xlsxwriter
from opened_app import fill, open_page, press, refused_late, texts, wood_store, wood_zone

from symbio.ui.import_check import answers, problem_rows
from symbio.ui.import_write import other_gone, with_gone
from symbio.ui.mapping_columns import named_columns
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import open_store
from symbio.zone.workbook import ANSWERS, Sheet, export

PAGE = "pages/data/data.py"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


store = pytest.fixture(wood_store)


@pytest.fixture
def nothing(tmp_path, monkeypatch):
    path = tmp_path / "nothing.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    store = open_store(path)
    yield store
    store.close()


def exported(zone, language="tr", taught=()):
    out = io.BytesIO()
    export.write(zone, out, language, taught=taught)
    return out.getvalue()


def book(**sheets):
    """A workbook of any shape: sheet name to rows."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    made.close()
    return out.getvalue()


def upload(app, data, name="bölge.xlsx"):
    app.file_uploader[0].set_value((name, data, XLSX)).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("section", ["import", "missing", "export", "history"])
@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_section_opens(store, section, language):
    app = open_page(PAGE, language, section=section)

    assert not app.exception
    assert app.metric[0].value == "4"


@pytest.mark.parametrize("section", ["import", "missing", "export", "history"])
def test_every_section_opens_on_nothing(nothing, section):
    app = open_page(PAGE, section=section)

    assert not app.exception
    assert "Henüz veri yok" in texts(app)


def test_the_limit_of_an_upload_is_said(nothing):
    assert "en çok 20 MB" in texts(open_page(PAGE))


def test_what_was_exported_changes_nothing(store):
    app = upload(open_page(PAGE), exported(store.read()))

    assert "zaten kayıtlı" in app.success[0].value


def test_words_alone_that_are_new_are_said_and_written(store):
    words = (("ince hızar tozu", "sawdust"),)
    app = upload(open_page(PAGE), exported(store.read(), taught=words))
    assert "sözcükleri: 1 yeni" in texts(app)

    press(app, "Yaz:")

    assert store.synonyms() == words


def test_a_workbook_comes_in_and_is_taken_back(nothing):
    app = upload(open_page(PAGE), exported(wood_zone()))
    assert nothing.read().firm.empty

    press(app, "Yaz:")

    assert len(nothing.read().firm) == 4
    assert app.metric[0].value == "4"
    assert "satır yazıldı" in app.success[0].value
    assert nothing.batches()["note"].iloc[0] == "bölge.xlsx"

    press(app, "Geri al")
    assert nothing.read().firm.empty


def test_an_import_is_taken_back_only_as_long_as_it_is_the_last_write(nothing):
    app = upload(open_page(PAGE), exported(wood_zone()))
    press(app, "Yaz:")

    assert refused_late(app, nothing, "Geri al")
    assert not any(button.label == "Geri al" for button in app.main.button)


def test_the_log_takes_back_the_write_that_was_the_last_when_it_was_drawn(store):
    app = open_page(PAGE, section="history")

    assert refused_late(app, store, "Geri al")
    press(app, "Geri al")
    assert store.read().firm["region"].isna().all()


def test_a_confirmed_name_is_taught_read_known_and_undone(store):
    firm = store.read().firm["firm_id"].iloc[0]
    rows = [
        ["firm_id", "direction", "resource", "quantity_per_year", "unit"],
        [firm, "offer", "mermer çamuruu", "3", "t"],
        [firm, "offer", "qqzz", "3", "t"],
    ]
    app = upload(open_page(PAGE), book(Akışlar=rows))
    assert "Tanınmayan kaynak adları: 2" in texts(app)

    press(app, "Onayla: 1 ad")

    assert store.synonyms() == (("mermer çamuruu", "marble_slurry"),)
    assert "Tanınmayan kaynak adları: 1" in texts(app)
    assert store.batches()["kind"].iloc[0] == "synonym"
    assert "Bölgenin kendi adları" in texts(open_page(PAGE, section="history"))
    assert store.undo("Ayşe", store.to_undo()) == 1
    assert store.synonyms() == ()


def test_every_problem_is_listed_at_once_and_nothing_can_be_written(store):
    zone = store.read()
    broken = zone.with_table("stream", zone.stream.assign(resource=["plütonyum", *["?!"] * 3]))

    app = upload(open_page(PAGE), exported(broken))

    assert app.error[0].value.startswith("4 sorun var")
    assert not [button for button in app.main.button if button.label.startswith("Yaz:")]
    (problems,) = [frame.value for frame in app.dataframe if "right" in frame.value]
    assert len(problems) == 4


def test_a_question_is_answered_by_a_button(nothing):
    zone = wood_zone()
    swapped = zone.firm.assign(latitude=zone.firm["longitude"], longitude=zone.firm["latitude"])
    box = zone.zone.assign(
        latitude_min=36.0, latitude_max=38.0, longitude_min=29.0, longitude_max=31.0
    )
    asked = zone.with_table("firm", swapped).with_table("zone", box)
    app = upload(open_page(PAGE), exported(asked))
    assert app.warning[0].value.startswith("4 soru")

    press(app, "Evet, enlem ile boylam")
    press(app, "Yaz:")

    assert nothing.read().firm["longitude"].tolist() == [30.0] * 4


def test_a_foreign_workbook_comes_in_by_clicks(store):
    data = book(Liste=[["Kod", "Tesis", "Not"], ["saw", "Yeni Ad", "=1+1"], ["yeni", "Başka", ""]])
    app = upload(open_page(PAGE), data)
    key = next(box.key for box in app.selectbox if box.key.startswith("mapping_table_"))
    app.selectbox(key=key).set_value("firm").run()
    editor = f"{key.replace('mapping_table_', 'mapping_columns_')}_firm_1"
    app.session_state[editor] = {
        "edited_rows": {0: {"field": "Firma kodu"}, 1: {"field": "Firma adı"}},
        "added_rows": [],
        "deleted_rows": [],
    }
    app.run()

    press(app, "Bu eşlemeyle denetle")
    press(app, "Yaz:")

    names = store.read().firm.set_index("firm_id")["name"]
    assert (names["saw"], names["yeni"]) == ("Yeni Ad", "Başka")
    assert len(names) == 5  # the firms that the file does not name are still there


def test_a_mapping_is_kept_under_its_name(store):
    app = upload(open_page(PAGE), exported(store.read()))
    app.text_input(key="import_mapping_name").set_value("Bizim biçim").run()

    press(app, "Eşlemeyi sakla")

    assert "Bizim biçim" in store.mappings()
    assert "Bizim biçim" in app.selectbox(key="import_start").options


def test_a_file_that_cannot_be_opened_is_said(nothing):
    app = upload(open_page(PAGE), b"PK\x03\x04 broken")

    assert app.error[0].value.startswith("1 sorun var")


def test_a_gap_opens_the_firms_behind_it(store):
    app = open_page(PAGE, section="missing", gap="no_quantity")

    assert any("Miktarı bilinmeyen akış" in head.value for head in app.subheader)
    assert len(app.dataframe) == 2


def test_the_log_opens_what_a_write_changed(store):
    renamed = store.read().firm.replace({"name": {"Sessiz": "Sesli"}})
    fill(store.path, store.read().with_table("firm", renamed))
    app = open_page(PAGE, section="history")

    app.session_state["data_batch"] = int(store.batches()["batch_id"].iloc[0])
    app.run()

    records = app.dataframe[-1].value
    assert records[["field", "before", "after"]].to_numpy().tolist() == [
        ["name", "Sessiz", "Sesli"]
    ]


def test_a_backup_lies_beside_the_store(store):
    app = open_page(PAGE, section="history")

    press(app, "Şimdi yedekle")

    (copy,) = (store.path.parent / "backup").glob("*.duckdb")
    assert copy.name in app.success[0].value.replace("\\", "")


def restore_first(app):
    """Pick the first copy of the list, tick, and press."""
    app.session_state["data_backup"] = app.dataframe[0].value["name"].iloc[0]
    app.run()
    assert next(b for b in app.main.button if b.label == "Geri yükle").disabled
    next(box for box in app.main.checkbox if box.label.startswith("Değişecekleri")).check().run()
    press(app, "Geri yükle")


def test_a_backup_is_restored_after_its_changes_are_shown_and_the_return_can_be_undone(store):
    app = open_page(PAGE, section="history")
    press(app, "Şimdi yedekle")
    renamed = store.read().firm.replace({"name": {"Sessiz": "Sesli"}})
    fill(store.path, store.read().with_table("firm", renamed))
    other = open_page(PAGE)  # somebody who looks meanwhile

    restore_first(app)

    assert "Sessiz" in set(store.read().firm["name"])
    safety = list(store.path.parent.glob("*before-restore*.duckdb"))
    assert safety[0].name in app.success[0].value.replace("\\", "")
    assert safety[0].name in set(app.dataframe[0].value["name"])
    assert store.batches()["kind"].iloc[0] == "restore"
    assert not other.run().exception
    press(app, "Geri al")
    assert "Sesli" in set(store.read().firm["name"])


def test_a_copy_that_is_no_backup_is_said_and_offers_nothing(store):
    folder = store.path.parent / "backup"
    folder.mkdir()
    (folder / "x.duckdb").write_bytes(b"not a database")
    app = open_page(PAGE, section="history")

    app.session_state["data_backup"] = "x.duckdb"
    app.run()

    assert not app.exception
    assert "x.duckdb" in app.error[0].value.replace("\\", "")
    assert not [button for button in app.main.button if button.label == "Geri yükle"]


def test_only_ticked_firms_go_and_their_rows_with_them(store):
    stored = store.read()
    changes = compare(stored, {"firm": stored.firm[stored.firm["firm_id"] == "saw"]})

    picked = with_gone(changes, stored, ["panel"])
    store.apply(picked, who="test", remove_gone=frozenset(picked.tables()))

    left = store.read()
    assert list(left.firm["firm_id"]) == ["dumb", "far", "saw"]
    assert list(left.stream["stream_id"]) == ["n2", "s1", "s2"]
    assert set(left.attendance["firm_id"]) == {"far", "saw"}
    assert len(left.event) == 2


def test_single_rows_that_are_gone_go_only_when_asked(store):
    stored = store.read()
    changes = compare(
        stored,
        {
            "firm": stored.firm[stored.firm["firm_id"] != "dumb"],
            "stream": stored.stream[stored.stream["stream_id"] == "n1"],
        },
    )

    # s1 and n2 belong to firms of the file, s2 to one that is gone but stays.
    assert other_gone(changes) == 2
    assert sum(len(part.gone) for part in with_gone(changes, stored, []).tables().values()) == 0
    asked = with_gone(changes, stored, [], others=True)
    assert list(asked.stream.gone["stream_id"]) == ["n2", "s1"]


def other_zone():
    zone = wood_zone()
    firm = zone.firm.assign(firm_id=["a", "b", "c", "d"])
    return Zone.of({"zone": zone.zone.assign(name="Başka OSB"), "firm": firm})


def test_another_zone_is_asked_about_and_takes_the_stored_one_with_its_firms(store):
    app = upload(open_page(PAGE), exported(other_zone()))
    assert "Orman OSB" in texts(app)
    assert not [button for button in app.main.button if button.label.startswith("Yaz:")]

    press(app, "Dosyadaki bölge kayıtlı bölgenin yerine")
    press(app, "Yaz:")

    assert list(store.read().zone["name"]) == ["Başka OSB"]
    assert list(store.read().firm["firm_id"]) == ["a", "b", "c", "d"]
    press(app, "Geri al")
    assert list(store.read().zone["name"]) == ["Orman OSB"]
    assert len(store.read().stream) == 4


def test_firms_of_another_zone_join_the_stored_one_when_that_is_said(store):
    app = upload(open_page(PAGE), exported(other_zone()))

    press(app, "Kayıtlı bölge kalsın")
    press(app, "Yaz:")

    assert list(store.read().zone["name"]) == ["Orman OSB"]
    assert len(store.read().firm) == 8


def test_the_zone_is_named_before_its_files_are_asked_about(nothing):
    data = book(
        sites=[["permit", "site-name", "latitude", "longitude"], ["P1", "Kelso", 55.6, -2.4]]
    )
    app = upload(open_page(PAGE), data)
    assert "Bölgenin adını yazın" in texts(app)
    assert not app.warning

    next(box for box in app.text_input if box.label == "Bölgenin adı").set_value("Kelso").run()
    assert "1 firmanın 1 tanesi" not in texts(app)  # Türkiye is chosen: each firm is asked about
    country = next(box for box in app.selectbox if box.label == "Ülke")
    country.set_value("GB").run()
    press(app, "Bu eşlemeyle denetle")
    press(app, "Yaz:")

    [zone] = nothing.read().zone.to_dict("records")
    assert (zone["name"], zone["country"], zone["currency"]) == ("Kelso", "GB", "GBP")
    assert nothing.read().firm["latitude"].tolist() == [55.6]


def test_a_new_zone_takes_the_place_of_the_old_one(store):
    stored = store.read()
    changes = compare(stored, {"zone": stored.zone.assign(name="Başka OSB")})

    store.apply(with_gone(changes, stored, []), who="test")

    assert list(store.read().zone["name"]) == ["Başka OSB"]


@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_answer_has_words(language):
    for rule in ANSWERS:
        assert all(words for _, words in answers(rule, language))


def test_a_problem_says_what_would_be_right_without_its_place(nothing):
    from symbio.errors import Problem

    found = problem_rows((Problem("file_empty", file="a.xlsx", row=3),), "en")

    assert found["row"].tolist() == [3]
    assert found["right"].iloc[0].startswith("The file is empty")


def test_a_heading_that_stands_twice_is_told_apart_by_its_letters():
    sheet = Sheet("f.xlsx", "S", [["Ad", "", "Ad", "Kod"]])

    assert named_columns(sheet, 1) == [
        ("Ad (A)", "col:A"),
        ("– (B)", "col:B"),
        ("Ad (C)", "col:C"),
        ("Kod", "Kod"),
    ]
