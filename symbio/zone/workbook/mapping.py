"""The mapping: which sheet and column of a foreign workbook is which field. TOML in and out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from symbio.zone.workbook import mapping_toml
from symbio.zone.workbook.figures import Convention
from symbio.zone.workbook.proposal import Guess, propose_tables
from symbio.zone.workbook.shape import Condition, Filter, TableMapping
from symbio.zone.workbook.sheet import Sheet

__all__ = ["Condition", "Filter", "Guess", "Mapping", "TableMapping", "propose"]


@dataclass(frozen=True)
class Mapping:
    """How to read workbooks of one shape.

    Attributes
    ----------
    tables : tuple of TableMapping
        One for each sheet and table it gives rows to; two for two columns that become
        two streams.
    name : str
    zone : tuple of (field, text)
        The row of table zone, where the workbook has none.
    numbers : "comma", "point" or ""
        The sign before the decimals of numbers written as text; "" finds it out or asks.
    operating_days, operating_hours : float or None
        Of a year, for what is written per day or per hour. [d/y], [h/y]
    guesses : tuple of Guess
        Columns that a proposal is not sure of. Not written to TOML: who keeps a
        mapping has agreed to it.
    """

    tables: tuple[TableMapping, ...] = ()
    name: str = ""
    zone: tuple[tuple[str, str], ...] = ()
    numbers: Convention | None = None
    operating_days: float | None = None
    operating_hours: float | None = None
    guesses: tuple[Guess, ...] = field(default=(), compare=False)

    def to_toml(self) -> str:
        """The mapping as a text that `from_toml` reads back."""
        return mapping_toml.write(
            {
                "name": self.name,
                "numbers": self.numbers or "",
                "operating_days": self.operating_days,
                "operating_hours": self.operating_hours,
                "zone": dict(self.zone),
                "table": [table.to_dict() for table in self.tables],
            }
        )

    @classmethod
    def from_toml(cls, text: str, *, file: str = "") -> Mapping:
        """Read a mapping.

        Parameters
        ----------
        text : str
            TOML as docs/workbook.md describes it.
        file : str
            Its name, for the sentences.

        Raises
        ------
        InputError
            Every key that is unknown or has an impossible value; or the line that is no TOML.
        """
        content = mapping_toml.read(text, file)
        return cls(
            tables=tuple(TableMapping.from_dict(table) for table in content["table"]),
            name=content["name"],
            zone=tuple(content["zone"].items()),
            numbers=content["numbers"] or None,
            operating_days=content["operating_days"],
            operating_hours=content["operating_hours"],
        )

    def with_table(self, table: TableMapping, place: int | None = None) -> Mapping:
        """The same mapping with `table` at `place`, or added where no place is given."""
        if place is None:
            return replace(self, tables=(*self.tables, table))
        return replace(self, tables=(*self.tables[:place], table, *self.tables[place + 1 :]))

    def without_table(self, place: int) -> Mapping:
        """The same mapping without the table at `place`."""
        return replace(self, tables=(*self.tables[:place], *self.tables[place + 1 :]))

    def with_zone(self, field_name: str, value: str) -> Mapping:
        """The same mapping with one constant of the zone set, or taken out by ""."""
        zone = {**dict(self.zone), field_name: value}
        return replace(self, zone=tuple((key, word) for key, word in zone.items() if word))

    def agreed(self) -> Mapping:
        """The same mapping with nothing left to ask: the person has looked at it."""
        return replace(self, guesses=())


def propose(sheets: list[Sheet]) -> Mapping:
    """Propose a mapping from headings, their synonyms and the look of the values.

    Parameters
    ----------
    sheets : list of Sheet
        From `reading.read_sheets`.

    Returns
    -------
    Mapping
        Sheets and columns that nothing fits are left out; `guesses` names the columns
        that were not recognised for certain.
    """
    tables, guesses = propose_tables(sheets)
    return Mapping(tables=tuple(tables), guesses=tuple(guesses))
