"""What was found in a copy of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CopyReport:
    entries: int
    newest: datetime | None
    last: bytes | None
    """The hash of the last entry, which stands for all before it."""
