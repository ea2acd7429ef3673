"""Files that cannot be read are refused with a sentence; what is in the others is found."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from workbook_files import FIRM, read_in, rules, workbook, zone_book

from symbio.errors import InputError
from symbio.zone.workbook import SourceFile, package
from symbio.zone.workbook.reading import read_sheets
from symbio.zone.workbook.sheet import column_letters, column_number

GOOD = workbook({"Firms": [FIRM, ["F1", "Bir"]]}).data
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
PROTECTED = OLE + "EncryptedPackage".encode("utf-16-le")
OLD = OLE + "Workbook".encode("utf-16-le")
SHEET = "xl/worksheets/sheet1.xml"


def with_part(data, part, content):
    """The same archive with one part exchanged or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return out.getvalue()


def without_part(data, part):
    """The same archive with one part left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
    return out.getvalue()


def bomb():
    """Sixty megabytes of zeros in a part that nobody looks at, packed into sixty kilobytes."""
    return with_part(GOOD, "xl/media/image1.png", b"0" * (60 * 1024 * 1024))


def lying_bomb(limit):
    """A part that says it holds one byte and holds more than `limit`."""
    content = b"0" * (limit + 10)
    data = bytearray(with_part(GOOD, "xl/media/image1.png", content))
    said = struct.pack("<I", len(content))
    for at in [n for n in range(len(data)) if data[n : n + 4] == said]:
        data[at : at + 4] = struct.pack("<I", 1)
    return bytes(data)


def far_cell():
    """One forgotten cell in the last row and column of the sheet."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        sheet = archive.read(SHEET).decode()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return with_part(GOOD, SHEET, sheet.replace("</sheetData>", far))


BROKEN = with_part(GOOD, SHEET, "<worksheet><sheet")
HEADLESS = without_part(GOOD, "xl/workbook.xml")
REFUSED = {
    "a password-protected workbook": ("a.xlsx", PROTECTED, "file_password"),
    "an old workbook renamed": ("a.xlsx", OLD, "file_old_excel"),
    "an old workbook": ("a.xls", OLE, "file_old_excel"),
    "a truncated workbook": ("a.xlsx", GOOD[: len(GOOD) // 2], "file_damaged"),
    "a workbook with broken content": ("a.xlsx", BROKEN, "file_damaged"),
    "a workbook without its list of sheets": ("a.xlsx", HEADLESS, "file_not_excel"),
    "a text named like a workbook": ("a.xlsx", b"firm_id;name\nF1;Bir\n", "file_not_excel"),
    "a workbook named like a CSV": ("a.csv", GOOD, "file_is_excel"),
    "an empty workbook file": ("a.xlsx", b"", "file_empty"),
    "an empty CSV": ("a.csv", b" \r\n", "file_empty"),
    "a zip bomb": ("a.xlsx", bomb(), "file_bomb"),
    "a file of 60 MB": ("a.xlsx", b"PK" + b"x" * 60_000_000, "file_too_large"),
    "a forgotten cell far out": ("a.xlsx", far_cell(), "file_too_many_cells"),
    "a picture": ("a.png", b"\x89PNG", "file_kind"),
    "bytes named like a CSV": ("a.csv", b"a;b\n\0\1\2", "file_not_text"),
    "a quotation mark that does not close": ("a.csv", b'a;b\n"x;y\nz;w\n', "csv_broken"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "rule"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_opened_is_refused_with_a_sentence(name, data, rule):
    reading = read_in(SourceFile(name, data))

    assert rules(reading.problems) == [rule]
    assert reading.tables == {}
    assert not reading.ready
    for language in ("tr", "en"):
        sentence = reading.problems[0].sentence(language)
        assert sentence.startswith(name)
        assert sentence.endswith(".")


def test_a_part_that_lies_about_its_size_is_measured(monkeypatch):
    limit = 200_000
    monkeypatch.setattr(package, "MAX_UNPACKED_BYTES", limit)

    reading = read_in(SourceFile("a.xlsx", lying_bomb(limit)))

    assert rules(reading.problems) == ["file_bomb"]


def test_a_changed_byte_is_noticed():
    data = bytearray(GOOD)
    at = data.index(SHEET.encode()) + 40
    data[at] ^= 0xFF

    assert rules(read_in(SourceFile("a.xlsx", bytes(data))).problems) == ["file_damaged"]


def test_every_bad_file_is_named_and_good_ones_are_still_read():
    bad = SourceFile("kötü.xlsx", b"")

    reading = read_in(bad, zone_book(), SourceFile("eski.xls", OLE))

    assert [problem.file for problem in reading.problems] == ["kötü.xlsx", "eski.xls"]
    assert len(reading.tables["firm"]) == 1


def test_a_file_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="none.xlsx was not found"):
        SourceFile.at(tmp_path / "none.xlsx")


def test_only_as_much_of_a_large_file_is_read_as_shows_that_it_is_large(tmp_path):
    path = tmp_path / "big.csv"
    path.write_bytes(b"x" * (21 * 1024 * 1024))

    assert len(SourceFile.at(path).data) == 20 * 1024 * 1024 + 1


def test_a_hidden_sheet_is_left_out_and_named():
    book = workbook(
        {"Firms": [FIRM, ["F1", "Bir"]], "Eski": [FIRM, ["F9", "Eski"]]}, hidden={"Eski"}
    )

    reading = read_in(book)

    assert list(reading.tables["firm"]["firm_id"]) == ["F1"]
    assert [p.sheet for p in reading.notices if p.rule == "sheet_hidden"] == ["Eski"]


def test_merged_cells_hold_for_every_row_they_cover():
    def merge(book):
        sheet = book.get_worksheet_by_name("Streams")
        sheet.merge_range("A2:A3", "F1")

    streams = [["", "offer", "sawdust", 3, "t"], ["", "need", "heat", 5, "MWh"]]
    reading = read_in(zone_book(streams=streams, prepare=merge))

    assert list(reading.tables["stream"]["firm_id"]) == ["F1", "F1"]


MERGED_STREAMS = [["F1", "offer", "sawdust", "", "t"], ["F1", "offer", "wood_waste", "", "t"]]


def merge_quantity(book):
    book.get_worksheet_by_name("Streams").merge_range("D2:D3", 10)


def test_a_merged_quantity_is_asked_about():
    reading = read_in(zone_book(streams=MERGED_STREAMS, prepare=merge_quantity))

    assert [(p.rule, p.row) for p in reading.questions] == [("merged_quantity", 3)]


@pytest.mark.parametrize(("answer", "quantities"), [("each", [10, 10]), ("first", [10, None])])
def test_a_merged_quantity_is_read_as_answered(answer, quantities):
    book = zone_book(streams=MERGED_STREAMS, prepare=merge_quantity)

    streams = read_in(book, accepted={f"merged_quantity={answer}"}).tables["stream"]

    found = streams.set_index("resource")["quantity_per_year"]
    assert [
        None if found[r] != found[r] else found[r] for r in ("sawdust", "wood_waste")
    ] == quantities


def test_a_formula_counts_by_its_result():
    def formula(book):
        book.get_worksheet_by_name("Streams").write_formula("D2", "=60*2", None, 120)

    reading = read_in(zone_book(streams=[["F1", "offer", "sawdust", "", "t"]], prepare=formula))

    assert reading.tables["stream"].loc[0, "quantity_per_year"] == 120


@pytest.mark.parametrize(
    ("formula", "result", "rule"),
    [
        ("=A9/0", "#DIV/0!", "cell_error"),
        ("=#REF!+1", "#REF!", "cell_error"),
        ("=60*2", "", "cell_not_calculated"),
    ],
)
def test_a_formula_without_a_value_is_named(formula, result, rule):
    def prepare(book):
        book.get_worksheet_by_name("Streams").write_formula("D2", formula, None, result)

    reading = read_in(zone_book(streams=[["F1", "offer", "sawdust", "", "t"]], prepare=prepare))

    assert [(p.rule, p.sheet, p.row, p.column) for p in reading.problems] == [
        (rule, "Streams", 2, "quantity_per_year")
    ]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell():
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        sheet = archive.read(SHEET).decode()
    cell = '<c r="C2" t="str"><f>IF(1,"","")</f><v></v></c></row></sheetData>'
    data = with_part(GOOD, SHEET, sheet.replace("</row></sheetData>", cell))

    assert read_in(SourceFile("a.xlsx", data)).problems == ()


TURKISH = "Firma kodu{0}Firma adı{0}Faaliyet\nF1{0}Iğdır İplik{0}Çuval\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_csv_is_read_whatever_its_letters_and_its_separator(encoding, sign):
    reading = read_in(SourceFile("firmalar.csv", TURKISH.format(sign).encode(encoding)))

    assert reading.problems == ()
    firm = reading.tables["firm"].iloc[0]
    assert (firm["firm_id"], firm["name"], firm["activity"]) == ("F1", "Iğdır İplik", "Çuval")


def test_a_csv_may_name_its_separator_in_the_first_line():
    text = "sep=|\nFirma kodu|Firma adı\nF1|Bir, iki; üç\n"

    sheets, problems = read_sheets([SourceFile("f.csv", text.encode())])

    assert problems == []
    assert sheets[0].rows[2] == ["F1", "Bir, iki; üç"]


def test_an_error_of_excel_in_a_csv_is_an_error():
    text = "Firma kodu;Firma adı;Enlem;Boylam\nF1;Bir;#YOK;30,5\n"

    assert rules(read_in(SourceFile("f.csv", text.encode())).problems) == ["cell_error"]


@pytest.mark.parametrize("column", [0, 25, 26, 701, 702, 16_383])
def test_columns_have_the_letters_that_excel_gives_them(column):
    assert column_number(column_letters(column)) == column


def test_the_last_column_of_excel_is_xfd():
    assert column_letters(16_383) == "XFD"
