"""What a person can put right: one problem, one sentence, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from symbio.locale import numbers, text

Severity = Literal["error", "question", "notice"]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what came in, and where.

    `rule` names the sentence `problem.<rule>` of the text tables and `values`
    fills its placeholders, a float as the reader's language writes it. A
    "question" is something the program will not guess (swapped coordinates,
    say); the person corrects the cell or accepts the proposal by naming the
    rule. In a `form` the column is a field of it, and nothing is a cell.
    """

    rule: str
    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    severity: Severity = "error"
    values: dict[str, object] = field(default_factory=dict)
    form: bool = False

    def place(self, language: str) -> str:
        """File, sheet, row and column, as far as they are known."""
        parts = [self.file]
        if self.sheet:
            parts.append(text(language, "problem.place_sheet", sheet=self.sheet))
        if self.row is not None:
            parts.append(text(language, "problem.place_row", row=self.row))
        if self.column:
            place = "problem.place_field" if self.form else "problem.place_column"
            parts.append(text(language, place, column=self.column))
        return ", ".join(part for part in parts if part)

    def sentence(self, language: str) -> str:
        """The whole sentence: place, what was found, what would be right."""
        values = {
            name: numbers.exact(value, language) if isinstance(value, float) else value
            for name, value in self.values.items()
        }
        rule = text(language, f"problem.{self.rule}", value=self.value, **values)
        place = self.place(language)
        return f"{place}: {rule}" if place else rule


class InputError(Exception):
    """Something that a person can put right; carries every problem at once."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems; the exception's own text is English, for logs."""
        self.problems: tuple[Problem, ...] = problems
        super().__init__("; ".join(problem.sentence("en") for problem in problems))

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> InputError:
        """Build one error from any number of problems."""
        return cls(*problems)

    def sentences(self, language: str) -> list[str]:
        """One sentence per problem."""
        return [problem.sentence(language) for problem in self.problems]
