"""What was erased, as lines of a file that outlives a backup: identifiers and digests, and no words.

A backup that is older than an erasure brings back what was erased. Whoever restores one reads the newest
journal and lets `actions.erasures.replay` carry out every line of it again, before anything is served.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from goodstanding.domain.entries.keeping import Erased, ErasedPart, Ground, Scope
from goodstanding.domain.errors import Damage

FILE = "erasures.jsonl"
"""Its name in the data folder. Copy it with each backup, and keep the newest one outside of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of kind `erased`. `index`: where it stood in the log. `parts`: entry, field and digest."""

    index: int
    entry: UUID
    subject: UUID
    visibility: str
    by: UUID
    at: datetime
    scope: Scope
    ground: Ground
    parts: tuple[ErasedPart, ...]


def line_of(said: Any, index: int) -> Line:
    """Of an entry of kind `erased`, as the domain knows it."""
    payload = cast(Erased, said.payload)
    return Line(
        index, said.id, said.subject, said.visibility.value, said.author, said.recorded, payload.scope,
        payload.ground, payload.parts,
    )  # fmt: skip


def written(line: Line) -> str:
    """One line of the file, with its line end."""
    parts = [[str(each.entry), each.field, each.digest] for each in line.parts]
    said = {**asdict(line), "parts": parts}
    return json.dumps({name: _plain(value) for name, value in said.items()}) + "\n"


def _plain(value: Any) -> Any:
    return (
        value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, UUID) else value
    )


def read(lines: Iterable[str]) -> Iterator[Line]:
    """The lines of the file. Damage names the one that cannot be read; a last line cut short by a power cut
    is left out: what it tells stands in the log of the database that wrote it."""
    listed = list(lines)
    for number, text in enumerate(listed, 1):
        if number == len(listed) and not text.endswith("\n"):
            return
        try:
            yield _read(json.loads(text))
        except (ValueError, KeyError, TypeError) as error:
            raise Damage(f"Line {number} of the journal of erasures cannot be read.") from error


def _read(said: dict[str, Any]) -> Line:
    parts = tuple(ErasedPart(entry=UUID(e), field=f, digest=d) for e, f, d in said["parts"])
    return Line(
        int(said["index"]), UUID(said["entry"]), UUID(said["subject"]), str(said["visibility"]),
        UUID(said["by"]), datetime.fromisoformat(said["at"]), said["scope"], said["ground"], parts,
    )  # fmt: skip
