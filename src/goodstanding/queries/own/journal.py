"""The entries as lines, newest day first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry
from goodstanding.domain.errors import NotFound
from goodstanding.domain.own.entries import TakenBack
from goodstanding.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Line:
    entry: Entry[Any]
    taken_back: str = ""
    """Why, where it was."""


def timeline(vault: Vault) -> list[Line]:
    return sorted(_lines(vault), key=lambda line: (line.entry.happened, line.entry.seq), reverse=True)


def line(vault: Vault, entry: UUID) -> Line:
    found = next((line for line in _lines(vault) if line.entry.id == entry), None)
    if found is None or found.taken_back:
        raise NotFound("There is no such entry, or it was taken back.")
    return found


def _lines(vault: Vault) -> list[Line]:
    entries = vault.content.entries
    back = {e.refers_to: e.payload.reason for e in entries if isinstance(e.payload, TakenBack)}
    return [Line(e, back.get(e.id, "")) for e in entries if not isinstance(e.payload, TakenBack)]
