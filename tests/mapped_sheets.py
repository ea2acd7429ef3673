"""A sheet of firms, and a mapping of a sheet of streams beside it."""

from __future__ import annotations

from workbook_files import read_in, workbook

from symbio.zone.workbook.mapping import Mapping, TableMapping

FIRMS = [
    ["Envanter 2025", "", ""],
    [],
    ["Kod", "Unvan", "Faaliyet"],
    ["F1", "Bir A.Ş.", "Aktarma / Depolama"],
    ["F2", "İki A.Ş.", "Aktarma / Geri kazanım"],
    ["F3", "Üç A.Ş.", ""],
]
FIRM_TABLE = TableMapping("firm", "Tesis", header_row=3).with_column("firm_id", "Kod").with_column(
    "name", "Unvan"
)  # fmt: skip


def mapped(rows, table, **more):
    """Read one sheet of streams beside the firms above."""
    book = workbook({"Tesis": FIRMS, "Akım": rows})
    return read_in(book, mapping=Mapping(tables=(FIRM_TABLE, table)), **more)


def streams(*extra):
    """A mapping of the sheet Akım with firm, material and tonnes."""
    table = TableMapping("stream", "Akım").with_constant("direction", "offer")
    for field, heading in (
        ("firm_id", "Tesis"),
        ("resource", "Malzeme"),
        ("quantity_per_year", "Ton"),
    ):
        table = table.with_column(field, heading)
    for field, heading in extra:
        table = table.with_column(field, heading)
    return table
