"""The entries as lines, newest day first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry
from goodstanding.domain.errors import NotFound
from goodstanding.domain.own.entries import Started, TakenBack
from goodstanding.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Line:
    entry: Entry[Any]
    taken_back: str = ""
    """Why, where it was."""


def timeline(vault: Vault) -> list[Line]:
    return sorted(_lines(vault), key=lambda line: (line.entry.happened, line.entry.seq), reverse=True)


def standing(vault: Vault) -> list[Entry[Any]]:
    """What counts: everything that was not taken back, in the order in which it was written."""
    return [line.entry for line in _lines(vault) if not line.taken_back]


def why(vault: Vault) -> str:
    """What brought the person here, as they said last; empty if they have not said."""
    said = [e.payload.why for e in standing(vault) if isinstance(e.payload, Started)]
    return said[-1] if said else ""


def line(vault: Vault, entry: UUID) -> Line:
    found = next((line for line in _lines(vault) if line.entry.id == entry), None)
    if found is None or found.taken_back:
        raise NotFound("There is no such entry, or it was taken back.")
    return found


def _lines(vault: Vault) -> list[Line]:
    entries = vault.content.entries
    back = {e.refers_to: e.payload.reason for e in entries if isinstance(e.payload, TakenBack)}
    return [Line(e, back.get(e.id, "")) for e in entries if not isinstance(e.payload, TakenBack)]
