"""From files to sheets: what may be opened, what is hidden, what merged cells cover."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from symbio.errors import InputError, Problem
from symbio.zone.workbook.delimited import read_rows
from symbio.zone.workbook.package import MAX_CELLS, Package, PackageError, inspect
from symbio.zone.workbook.sheet import MAX_FILE_BYTES, CellValue, Fault, Sheet, SourceFile

LISTS_SHEET = "symbio_lists"  # the template's own hidden sheet
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old .xls, and any workbook with a password
_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EXCEL_ERRORS = frozenset(
    {"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SAYI/0!", "#YOK",
     "#BAŞV!", "#AD?", "#DEĞER!", "#SAYI!", "#BOŞ!", "#SPILL!", "#CALC!"}
)  # fmt: skip


def read_sheets(files: Iterable[SourceFile]) -> tuple[list[Sheet], list[Problem]]:
    """Open every file.

    Parameters
    ----------
    files : iterable of SourceFile

    Returns
    -------
    sheets : list of Sheet
        In the order of the files and of the sheets in them; hidden ones are left out.
    problems : list of Problem
        A sentence for each file that cannot be read and for each hidden sheet.
    """
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    for file in files:
        try:
            found, notices = _open(file)
        except InputError as error:
            problems += error.problems
            continue
        sheets += found
        problems += notices
    return sheets, problems


def _open(file: SourceFile) -> tuple[list[Sheet], list[Problem]]:
    ending = PurePath(file.name).suffix.lower()
    if len(file.data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 1024**2
        raise InputError(Problem("file_too_large", file=file.name, values={"limit": limit}))
    if not file.data.strip(b"\0 \r\n\t"):
        raise InputError(Problem("file_empty", file=file.name))
    if ending == ".csv":
        return _open_csv(file), []
    if ending in (".xlsx", ".xlsm"):
        return _open_excel(file)
    rule = "file_old_excel" if ending == ".xls" else "file_kind"
    raise InputError(Problem(rule, file=file.name))


def _open_csv(file: SourceFile) -> list[Sheet]:
    if file.data.startswith((_ZIP, _OLE)):
        raise InputError(Problem("file_is_excel", file=file.name))
    rows: list[list[CellValue]] = [
        [Fault("cell_error", cell) if cell in _EXCEL_ERRORS else cell for cell in row]
        for row in read_rows(file.name, file.data)
    ]
    return [Sheet(file.name, PurePath(file.name).stem, rows)]


def _open_excel(file: SourceFile) -> tuple[list[Sheet], list[Problem]]:
    if file.data.startswith(_OLE):
        rule = "file_password" if _ENCRYPTED in file.data else "file_old_excel"
        raise InputError(Problem(rule, file=file.name))
    if not file.data.startswith(b"PK"):
        raise InputError(Problem("file_not_excel", file=file.name))
    try:
        package = inspect(file.data)
        return _read_book(file, package)
    except PackageError as error:
        values: dict[str, object] = {"limit": f"{MAX_CELLS // 1_000_000}"}
        raise InputError(Problem(error.rule, file=file.name, values=values)) from error
    except CalamineError as error:
        raise InputError(Problem("file_damaged", file=file.name)) from error


def _read_book(file: SourceFile, package: Package) -> tuple[list[Sheet], list[Problem]]:
    sheets, hidden = [], []
    with CalamineWorkbook.from_filelike(io.BytesIO(file.data)) as book:
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            if about.visible != SheetVisibleEnum.Visible:
                if about.name != LISTS_SHEET:
                    hidden.append(about.name)
                continue
            found = book.get_sheet_by_name(about.name)
            rows: list[list[CellValue]] = [
                list(row) for row in found.to_python(skip_empty_area=False)
            ]
            for (row, column), fault in package.faults.get(about.name, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = fault
            merged = _fill_merged(rows, found.merged_cell_ranges or [])
            sheets.append(Sheet(file.name, about.name, rows, merged))
    notices = [
        Problem("sheet_hidden", file=file.name, sheet=name, severity="notice") for name in hidden
    ]
    return sheets, notices


def _fill_merged(
    rows: list[list[CellValue]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Write the first cell of every merged range into the others; say which they are."""
    filled: dict[tuple[int, int], tuple[int, int]] = {}
    budget = MAX_CELLS
    for (top, left), (bottom, right) in ranges:
        bottom = min(bottom, len(rows) - 1)
        if top > bottom or left >= len(rows[top]):
            continue
        value = rows[top][left]
        budget -= (bottom - top + 1) * (right - left + 1)
        if budget < 0:
            raise PackageError("file_too_many_cells")
        for row in range(top, bottom + 1):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left):
                    rows[row][column] = value
                    filled[row, column] = (top, left)
    return filled
