"""The documents that were pointed to, the newest first."""

from __future__ import annotations

from goodstanding.domain.entries import Entry
from goodstanding.domain.own.evidence import Pointer
from goodstanding.queries.own.journal import standing
from goodstanding.vault.vault import Vault


def pointers(vault: Vault) -> list[Entry[Pointer]]:
    found = [e for e in standing(vault) if isinstance(e.payload, Pointer)]
    return sorted(found, key=lambda e: (e.happened, e.seq), reverse=True)
