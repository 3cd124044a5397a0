"""The four tables of a review: their columns, where each comes from, and what may be wrong with a row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Table(StrEnum):
    PEOPLE = "people"
    METRICS = "metrics"
    DEFINITIONS = "definitions"
    ASSIGNMENTS = "assignments"


class Type(StrEnum):
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` as files have it; `alias` as statements call it, where the name is a word of SQL."""

    name: str
    type: Type
    needed: bool
    about: str
    alias: str = ""

    @property
    def known_as(self) -> str:
        return self.alias or self.name


COLUMNS: dict[Table, tuple[Column, ...]] = {
    Table.PEOPLE: (
        Column("person_id", Type.TEXT, True, "the person's number or code, as in the other tables"),
        Column("peer_group", Type.TEXT, True, "those who do comparable work under comparable conditions"),
        Column("role", Type.TEXT, False, "the job; peer groups of one role share what is usual. Empty: the "
               "peer group is its own role", "job"),
        Column("active_from", Type.DATE, False, "first day in this peer group. Empty: from the beginning"),
        Column("active_to", Type.DATE, False, "last day in this peer group. Empty: until now"),
    ),
    Table.METRICS: (
        Column("person_id", Type.TEXT, True, "whose figure it is"),
        Column("metric", Type.TEXT, True, "which metric, as in the definitions"),
        Column("period_start", Type.DATE, True, "first day of the week, month, quarter or year"),
        Column("value", Type.NUMBER, True, "the period's count, number of good cases, or amount: a total, "
               "never per unit. Empty: not recorded", "figure"),
        Column("n", Type.NUMBER, False, "proportions: out of how many cases", "trials"),
        Column("exposure", Type.NUMBER, False, "counts and amounts: how much work there was (hours, cases, "
               "accounts). Empty: not known; 0: no work"),
    ),
    Table.DEFINITIONS: (
        Column("metric", Type.TEXT, True, "the code that the figures use"),
        Column("kind", Type.TEXT, True, "count, proportion or amount"),
        Column("direction", Type.TEXT, True, "higher or lower: which is better"),
        Column("unit", Type.TEXT, False, "the unit of the value: calls, cases, euros"),
    ),
    Table.ASSIGNMENTS: (
        Column("person_id", Type.TEXT, True, "who was responsible"),
        Column("unit_id", Type.TEXT, True, "for which client, account, territory or project"),
        Column("from", Type.DATE, True, "first day", "since"),
        Column("to", Type.DATE, False, "last day. Empty: until now", "until"),
    ),
}  # fmt: skip


class SourceKind(StrEnum):
    PARQUET = "parquet"  # a file, or a folder of them
    CSV = "csv"
    NAME = "table"  # a table or view that the engine knows


@dataclass(frozen=True, slots=True)
class Source:
    kind: SourceKind
    place: str

    def __str__(self) -> str:
        return self.place


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one row. `row` is the number that a spreadsheet shows; None where the source has
    no order, and then `key` says which row it is."""

    table: Table
    row: int | None
    field: str
    value: str
    message: str
    key: str = ""

    def __str__(self) -> str:
        place = f"row {self.row:,}" if self.row is not None else self.key
        said = f"“{self.value}” " if self.value else ""
        return f"{self.table.value}, {place}, {self.field}: {said}{self.message}"


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of the rows of a table. Every row is used, left out for a reason, or bad."""

    rows: int = 0
    used: int = 0
    bad: int = 0
    left_out: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Of the bytes of a table; of a folder, the SHA-256 of “name, two spaces, SHA-256” lines in order."""

    sha256: str
    size: int
