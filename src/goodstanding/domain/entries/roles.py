"""Who is called into a case, and whose role in it ends."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from goodstanding.domain.entries.base import OptionalWords, Payload, Words

CaseRole = Literal["measurer", "proposer", "decider", "appeal_decider", "witness", "companion", "reviewer"]


class RoleAssigned(Payload):
    kind: ClassVar = "role_assigned"
    title: ClassVar = "Role in the case assigned"
    role: CaseRole
    person: UUID
    reason: OptionalWords = ""


class RoleEnded(Payload):
    """Before the case is over. What they wrote stays theirs to read."""

    kind: ClassVar = "role_ended"
    title: ClassVar = "Role in the case ended"
    role: CaseRole
    person: UUID
    reason: Words
