"""How one person stands towards another's file. Everything about access is decided from this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Relation(StrEnum):
    SELF = "self"
    MANAGER = "manager"
    FORMER_MANAGER = "former_manager"
    FORMER_ROLE = "former_role"
    SECOND_LEVEL = "second_level"
    HR = "hr"
    LEAVE = "leave"
    COUNSEL = "counsel"


CASE_ROLES = frozenset(
    {"measurer", "proposer", "decider", "appeal_decider", "witness", "companion", "reviewer"}
)
WHOLE_FILE_ROLES = frozenset({"proposer", "decider", "appeal_decider", "reviewer"})
"""Whoever proposes, decides or reviews must know the whole shared file; the others only their case."""

FORMER = frozenset({Relation.FORMER_MANAGER, Relation.FORMER_ROLE})
"""Managed the person once, or held a role in a case that has ended: what they wrote stays, nothing else."""

WALLED_OFF = frozenset({Relation.SELF, Relation.MANAGER})
"""An HR person who is the subject or the manager (or a witness in a case) is not HR for this file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`viewer` towards `subject` today. Empty relations and roles: an outsider, for whom nothing exists."""

    viewer: UUID
    subject: UUID
    relations: frozenset[Relation] = frozenset()
    case_roles: Mapping[UUID, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def any(self) -> bool:
        return bool(self.relations or self.case_roles)

    def has(self, *relations: Relation) -> bool:
        return bool(self.relations.intersection(relations))

    def roles_in(self, case: UUID) -> frozenset[str]:
        return self.case_roles.get(case, frozenset())

    @property
    def reads_whole_shared_file(self) -> bool:
        whole = {Relation.SELF, Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR, Relation.COUNSEL}
        return bool(self.relations & whole) or any(r & WHOLE_FILE_ROLES for r in self.case_roles.values())


def walled(relations: frozenset[Relation], case_roles: Mapping[UUID, frozenset[str]]) -> frozenset[Relation]:
    """The relations without HR, LEAVE and COUNSEL where the same person is a party to the matter."""
    is_witness = any("witness" in roles for roles in case_roles.values())
    if relations & WALLED_OFF or is_witness:
        return relations - {Relation.HR, Relation.LEAVE, Relation.COUNSEL}
    return relations
