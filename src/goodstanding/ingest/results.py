"""What a row of a file comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from goodstanding.ingest.targets.base import R


@dataclass(frozen=True, slots=True)
class GoodRow(Generic[R]):
    """A validated row. `count` rows of the file went into it: more than one where rows are merged."""

    row: int
    value: R
    count: int = 1


@dataclass(frozen=True, slots=True)
class BadCell:
    """One thing that is wrong in a row; without field and column it is about the row as a whole."""

    field: str | None
    column: str | None
    value: str
    message: str

    def __str__(self) -> str:
        return f"'{self.value}' {self.message}" if self.value else self.message


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be imported, with the number that a spreadsheet shows beside it."""

    row: int
    problems: tuple[BadCell, ...]

    def __str__(self) -> str:
        return " ".join(self._sentence(problem) for problem in self.problems)

    def _sentence(self, problem: BadCell) -> str:
        place = f", column '{problem.column}'" if problem.column else ""
        if problem.field and not problem.column:
            place = f", the value given for '{problem.field}'"
        return f"Row {self.row}{place}: {problem}"
