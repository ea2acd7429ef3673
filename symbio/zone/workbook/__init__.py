"""The workbook: files in any shape to checked rows, and a zone back to a workbook.

`read` brings files in, `read_typed` one row of a form; `template.write` and
`export.write` make workbooks; `mapping` describes files of another shape.
docs/workbook.md tells it to users.
"""

from symbio.zone.workbook.context import ANSWERS
from symbio.zone.workbook.incoming import Reading, read
from symbio.zone.workbook.mapping import Mapping, propose
from symbio.zone.workbook.reading import read_sheets
from symbio.zone.workbook.sheet import Sheet, SourceFile
from symbio.zone.workbook.typed import Typed, read_typed

__all__ = [
    "ANSWERS",
    "Mapping",
    "Reading",
    "Sheet",
    "SourceFile",
    "Typed",
    "propose",
    "read",
    "read_typed",
    "read_sheets",
]
