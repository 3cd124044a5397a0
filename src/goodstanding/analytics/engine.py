"""What a set of tables must be able to do, whoever carries it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from goodstanding.analytics.tables import COLUMNS, Column, Problem, Source, Table
from goodstanding.domain.errors import UserError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Block = tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that an engine has open. `rows` is None where counting would mean reading it.

    `columns` are those of ours that the table has, `texts` those of them that it holds as text; `unreadable`
    are lines that are no rows at all.
    """

    rows: int | None
    columns: tuple[str, ...]
    texts: tuple[str, ...]
    unreadable: tuple[Problem, ...] = ()


class Engine(Protocol):
    """Statements are those of `statements`; names are views or tables of this engine alone."""

    name: str

    def open(self, table: Table, source: Source) -> Opened:
        """`raw_<table>`, with the aliases of `COLUMNS`; a column that the source lacks is NULL."""

    def number(self, table: Table) -> str:
        """A view of `raw_<table>` with `row_id`, the number a spreadsheet shows; NULL without an order."""

    def line(self, table: Table, row: int) -> int:
        """The line of the file that `row_id` stands for."""

    def view(self, name: str, select: str) -> None: ...

    def keep(self, name: str, select: str) -> None:
        """As a view, worked out once."""

    def rows(self, select: str) -> list[tuple[Any, ...]]: ...

    def arrays(self, select: str) -> list[NDArray[Any]]:
        """One array a column; none of the columns may be NULL."""

    def blocks(self, select: str) -> Iterator[Block]:
        """`select` yields a BIGINT and two REALs without NULLs; they come in pieces, in any order."""

    def close(self) -> None: ...


def matched(table: Table, source: Source, found: Sequence[str]) -> dict[Column, str]:
    """Our columns to the source's own names, whatever their case; UserError where a needed one is missing."""
    names = {name.strip().lower(): name for name in found}
    given = {column: names[column.name] for column in COLUMNS[table] if column.name in names}
    missing = [column for column in COLUMNS[table] if column.needed and column not in given]
    if missing:
        wanted = "; ".join(f"“{column.name}” ({column.about})" for column in missing)
        has = ", ".join(f"“{name}”" for name in list(found)[:12]) or "none"
        raise UserError(
            f"{source}: the table of {table.value} needs the column {wanted}. It has: {has}. "
            "Name the columns so, or check the separator of a CSV file."
        )
    return given
