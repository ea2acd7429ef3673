"""What is exported reads back as what was meant, and never as a formula."""

import datetime as dt
import io
import zipfile

import numpy as np
import pandas as pd
import pytest
from opened_app import wood_zone
from python_calamine import CalamineWorkbook

from symbio import __version__
from symbio.knowledge import load
from symbio.matching import Scenario, match
from symbio.report import excel
from symbio.report.what_if import assumptions, comparison_workbook, figures

DAY = dt.date(2026, 11, 23)


def read(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def write(*sheets, language="tr", notes=()):
    return excel.write("Fırsatlar", sheets, language=language, made_on=DAY, notes=notes)


def test_headers_carry_their_unit_and_values_come_back():
    frame = pd.DataFrame({"quantity_per_year": [np.nan, 12.5], "name": [None, "İplik & Şeker"]})
    columns = (
        excel.Column("name", "Firma"),
        excel.Column("quantity_per_year", "Miktar", "t/yıl", 1),
    )

    sheets = read(write(excel.Sheet("Adaylar", frame, columns)))

    assert sheets["Adaylar"] == [["Firma", "Miktar [t/yıl]"], ["", ""], ["İplik & Şeker", 12.5]]


def test_text_that_begins_like_a_formula_stays_text():
    frame = pd.DataFrame({"name": ["=1+1", "+90 242", "@SUM(A1)", "http://x.test"]})

    data = write(excel.Sheet("A", frame))

    assert [row[0] for row in read(data)["A"]] == ["name", *frame["name"]]
    inside = zipfile.ZipFile(io.BytesIO(data))
    sheet = inside.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_infinite_and_missing_values_are_blank_and_truth_is_a_word():
    frame = pd.DataFrame(
        {
            "number": [np.inf, 3.0],
            "flag": pd.array([True, None], dtype="boolean"),
            "date": pd.to_datetime(pd.Series(["2026-01-02", None])),
            "codes": [("R3", "R12"), ()],
        }
    )

    rows = read(write(excel.Sheet("A", frame)))["A"][1:]

    assert rows == [["", "evet", dt.date(2026, 1, 2), "R3; R12"], [3.0, "", "", ""]]


def test_the_last_sheet_says_what_when_and_from_which_version():
    notes = read(write(notes=(("Para birimi", "TRY"),)))["Notlar"]

    assert notes == [
        ["Başlık", "Fırsatlar"],
        ["Hazırlandığı gün", "23 Kasım 2026"],
        ["Sürüm", f"Symbio {__version__}"],
        ["Para birimi", "TRY"],
    ]
    assert list(read(write(language="en"))) == ["Notes"]


def test_sheet_names_that_excel_refuses_are_mended():
    empty = pd.DataFrame({"a": []})

    names = list(read(write(*(excel.Sheet(name, empty) for name in ("a/b:c", "A/B:C", "x" * 40)))))

    assert names == ["a-b-c", "A-B-C 2", "x" * 31, "Notlar"]


def test_a_frame_longer_than_a_sheet_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(excel, "ROWS_PER_SHEET", 2)

    sheets = read(write(excel.Sheet("A", pd.DataFrame({"n": [1, 2, 3, 4, 5]}))))

    assert [len(sheets[name]) for name in ("A", "A (2)", "A (3)")] == [3, 3, 2]
    assert sheets["A (3)"][1] == [5]


@pytest.mark.parametrize("words", ["x" * 40_000, "\x00\x07 bell"])
def test_odd_text_does_not_break_the_file(words):
    rows = read(write(excel.Sheet("A", pd.DataFrame({"name": [words]}))))["A"]

    assert len(rows[1][0]) <= excel.CELL_LENGTH


@pytest.fixture(scope="module")
def plans():
    """Today's plan of the wood zone, and one that may go no further than 10 km."""
    zone = wood_zone()
    near = Scenario(
        name="Yakın", radius_km=(("material", 10.0),), removed_firms=("far",), currency="TRY"
    )
    return match(zone, load(), Scenario.of(zone)), match(zone, load(), near)


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_comparison_holds_both_sides_of_every_figure(plans, language):
    rows = figures(*plans, language)

    before, after = (plan.totals() for plan in plans)
    assert rows["before"].iloc[0] == before.exchanges == 2
    assert rows["after"].iloc[0] == after.exchanges == 1
    assert rows["change"].iloc[1] == pytest.approx(after.value_per_year - before.value_per_year)
    assert rows["before"].iloc[-1] == pytest.approx(1000)  # t of sawdust


def test_a_comparison_names_every_assumption_in_words(plans):
    scenarios = [plan.scenario for plan in plans]

    rows = assumptions(*scenarios, {"far": "Uzak Levha"}, load(), "tr").set_index("assumption")

    assert rows.loc["Malzeme, en çok km"].tolist() == [50.0, 10.0]
    assert rows.loc["Çıkarılan firmalar"].tolist() == ["", "Uzak Levha"]
    assert rows.loc["Koşullu adaylara izin"].tolist() == [True, True]


def test_a_comparison_is_a_workbook_with_four_sheets(plans):
    changes = pd.DataFrame(
        columns=["state", "giver", "receiver", "resource", "unit", "quantity_change"]
        + ["value_change"]
        + [
            f"{name}_{word}"
            for name in ("quantity_per_year", "value_per_year", "co2e_t_per_year")
            for word in ("before", "after")
        ]
    )

    data = comparison_workbook(*plans, changes, {"far": "Uzak"}, load(), language="en", made_on=DAY)

    assert list(read(data)) == ["Figures", "Exchanges", "Assumptions", "Notes"]
