"""Applications with their last step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goodstanding.domain.entries import Entry
from goodstanding.domain.errors import NotFound
from goodstanding.domain.own.applications import Application, ApplicationStep, Status
from goodstanding.queries.own.journal import standing
from goodstanding.vault.vault import Vault

OVER = frozenset({"declined", "withdrawn"})


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    entry: Entry[Application]
    steps: tuple[Entry[ApplicationStep], ...]
    """Oldest first."""

    @property
    def status(self) -> Status:
        return self.steps[-1].payload.status if self.steps else self.entry.payload.status

    @property
    def next_action(self) -> str:
        return self.steps[-1].payload.next_action if self.steps else self.entry.payload.next_action

    @property
    def next_on(self) -> date | None:
        return self.steps[-1].payload.next_on if self.steps else self.entry.payload.next_on


def applications(vault: Vault) -> list[ApplicationLine]:
    """What has to be done next comes first; those that are over, last."""
    entries = standing(vault)
    steps = [e for e in entries if isinstance(e.payload, ApplicationStep)]
    lines = [
        ApplicationLine(
            e, tuple(sorted((s for s in steps if s.refers_to == e.id), key=lambda s: (s.happened, s.seq)))
        )
        for e in entries
        if isinstance(e.payload, Application)
    ]
    return sorted(
        lines, key=lambda x: (x.status in OVER, x.next_on or date.max, x.entry.payload.company.casefold())
    )


def one(vault: Vault, entry: UUID) -> ApplicationLine:
    found = next((line for line in applications(vault) if line.entry.id == entry), None)
    if found is None:
        raise NotFound("There is no such application.")
    return found
