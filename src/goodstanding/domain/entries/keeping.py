"""How long a file is kept: what suspends deletion, what lifts that, and what was erased."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import StringConstraints

from goodstanding.domain.entries.base import Line, OptionalWords, Part, Payload, Words

Digest = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
Ground = Literal["retention", "request", "law", "order", "mistake", "restored"]
Scope = Literal["fields", "entry", "case", "person"]


class HoldPlaced(Payload):
    """Nothing of this file is erased until `hold` is released. `covers`: the person whose matter it is, or
    somebody comparable, whose own chain for counsel then holds this entry."""

    kind: ClassVar = "hold_placed"
    title: ClassVar = "Deletion suspended"
    hold: UUID
    matter: Line
    reason: OptionalWords = ""
    covers: Literal["person", "comparator"] = "person"


class HoldReleased(Payload):
    kind: ClassVar = "hold_released"
    title: ClassVar = "Deletion no longer suspended"
    hold: UUID
    reason: Words


class ErasedPart(Part):
    """One field of an entry. The digest is that of the entry's leaf, which goes on committing to it."""

    entry: UUID
    field: Line
    digest: Digest


class Erased(Payload):
    """What was taken out of a file for good: which fields, on what ground, who asked and who agreed (the
    author). `source` is the rule, order or request that it rests on. `alone`: there was nobody to agree."""

    kind: ClassVar = "erased"
    title: ClassVar = "Erased"
    scope: Scope
    ground: Ground
    source: Line
    reason: Words
    asked_by: UUID | None = None
    alone: bool = False
    parts: tuple[ErasedPart, ...]
