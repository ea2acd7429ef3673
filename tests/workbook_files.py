"""Small workbooks for the tests, and a knowledge whose figures are easy to reckon with."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import xlsxwriter

from symbio.knowledge import load
from symbio.zone.rows import Zone
from symbio.zone.workbook import Reading, SourceFile, read

NOTHING = Zone.of({})
ZONE = [
    "name",
    "country",
    "currency",
    "latitude_min",
    "latitude_max",
    "longitude_min",
    "longitude_max",
]
ANTALYA = ["Deneme", "TR", "TRY", 36.0, 38.0, 29.0, 32.5]
FIRM = ["firm_id", "name", "latitude", "longitude"]
STREAM = ["firm_id", "direction", "resource", "quantity_per_year", "unit"]


def small_knowledge():
    """The package's knowledge, with sawdust of 0.5 t/m3 and 4 MWh/t and caustic of neither."""
    whole = load()
    resources = whole.resources.copy()
    at = resources.set_index("resource_id").index.get_loc
    resources.loc[at("sawdust"), ["density_t_per_m3", "heating_value_mwh_per_t"]] = [0.5, 4.0]
    resources.loc[at("caustic"), ["density_t_per_m3", "heating_value_mwh_per_t"]] = None
    return replace(whole, resources=resources)


KNOWLEDGE = small_knowledge()


def workbook(sheets, name="kitap.xlsx", hidden=(), prepare=None):
    """A workbook of {sheet name: rows}; text that begins with = stays text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, (dt.date, dt.datetime)):
                    sheet.write_datetime(row, column, cell, day)
                elif isinstance(cell, str) and cell:
                    sheet.write_string(row, column, cell)
                elif cell not in (None, ""):
                    sheet.write(row, column, cell)
        if title in hidden:
            sheet.hide()
    if prepare:
        prepare(book)
    book.close()
    return SourceFile(name, out.getvalue())


def zone_book(firms=(), streams=(), firm_columns=FIRM, stream_columns=STREAM, **more):
    """A workbook of the template's shape with one firm F1 more than it is given."""
    return workbook(
        {
            "Zone": [ZONE, ANTALYA],
            "Firms": [list(firm_columns), ["F1", "Bir A.Ş.", 37.0, 30.5], *map(list, firms)],
            "Streams": [list(stream_columns), *map(list, streams)],
        },
        **more,
    )


def read_in(*files, stored=NOTHING, accepted=(), mapping=None, taught=()) -> Reading:
    """Read files with the small knowledge."""
    answers = frozenset(accepted)
    return read(files, KNOWLEDGE, mapping=mapping, stored=stored, accepted=answers, taught=taught)


def read_stream(accepted=(), **cells):
    """Read one stream of firm F1, sawdust unless said otherwise."""
    row = {"firm_id": "F1", "direction": "offer", "resource": "sawdust"} | cells
    book = zone_book(streams=[list(row.values())], stream_columns=list(row))
    return read_in(book, accepted=accepted)


def read_firm(accepted=(), **cells):
    """Read a second firm F2."""
    row = {"firm_id": "F2", "name": "İki A.Ş."} | cells
    book = workbook({"Zone": [ZONE, ANTALYA], "Firms": [list(row), list(row.values())]})
    return read_in(book, accepted=accepted)


def rules(problems):
    """The rules of problems, in order."""
    return [problem.rule for problem in problems]


def only(reading: Reading, table="stream"):
    """The one row of a table; there must be nothing to put right."""
    assert [problem.sentence("en") for problem in reading.problems + reading.questions] == []
    frame = reading.tables[table]
    assert len(frame) == 1
    return frame.iloc[0]
