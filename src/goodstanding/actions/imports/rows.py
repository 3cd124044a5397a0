"""What an import is given, and what it would do. The reader of files makes these; nothing here reads one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

SAMPLES = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a row; without field and column it is about the row as a whole."""

    field: str | None
    column: str | None
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Good:
    """A row that can be read. `count` rows of the file went into it."""

    row: int
    value: Any
    count: int = 1


@dataclass(frozen=True, slots=True)
class Bad:
    row: int
    problems: tuple[Problem, ...]


GivenRows = Iterable[Good | Bad]


def wrong(row: int, message: str, field: str | None = None, value: str = "") -> Bad:
    return Bad(row, (Problem(field, None, value[:60], message),))


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the import would do, for the preview."""

    row: int
    kind: str  # new, updated
    about: str
    what: str


@dataclass(slots=True)
class Plan:
    """What an import would do. `write` does it, inside the transaction of whoever calls it."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[Bad] = field(default_factory=list)
    sample: list[Change] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    write: Callable[[], None] = lambda: None

    @property
    def good(self) -> int:
        return self.created + self.updated + self.unchanged

    def show(self, row: int, kind: str, about: str, what: str = "") -> None:
        if len(self.sample) < SAMPLES:
            self.sample.append(Change(row, kind, about[:200], what[:300]))

    def count(self, row: Good, kind: str, about: str, what: str = "") -> None:
        """One more new, updated or unchanged thing."""
        if kind == "unchanged":
            self.unchanged += row.count
            return
        if kind == "new":
            self.created += row.count
        else:
            self.updated += row.count
        self.show(row.row, kind, about, what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Whose import it is, when, and what was chosen beyond the columns."""

    by: UUID
    now: datetime
    today: date
    run: UUID | None = None
    # Where rows are set aside before they are written; None for a check.
    scratch: Path | None = None
    effective_on: date | None = None
    empty_unknown_managers: bool = False
    progress: Callable[[str, int], None] = lambda stage, done: None

    @property
    def from_day(self) -> date:
        return self.effective_on or self.today
