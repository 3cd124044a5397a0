"""What of a file somebody may read. The queries turn the same rule into SQL; a test compares them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from goodstanding.domain.entries import Visibility
from goodstanding.domain.lifecycle import PRE_DELIVERY, State
from goodstanding.domain.relation import FORMER, WHOLE_FILE_ROLES, Relation, Standing

SECRET = PRE_DELIVERY | {State.INTAKE}
"""States of which whoever may not read drafts is not told, beyond what was shared before."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the rule needs to know of an entry."""

    visibility: Visibility
    author: UUID
    case: UUID | None
    case_delivered: bool = False


def may_read(marks: Marks, standing: Standing) -> bool:
    """True for the author always: nobody's own words are kept from them."""
    if marks.author == standing.viewer:
        return True
    match marks.visibility:
        case Visibility.SHARED:
            in_case = marks.case is not None and bool(standing.roles_in(marks.case))
            return standing.reads_whole_shared_file or in_case
        case Visibility.DRAFT:
            if reads_drafts(standing):
                return True
            return standing.has(Relation.SELF) and marks.case_delivered
        case Visibility.LEAVE:
            return standing.has(Relation.SELF, Relation.LEAVE)
        case Visibility.COUNSEL:
            return standing.has(Relation.COUNSEL)
        case Visibility.OWN:
            return False


def reads_drafts(standing: Standing) -> bool:
    return standing.has(Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR)


def state_told(state: State, *, delivered: bool, drafts: bool, coached: bool) -> State:
    """The state of a case as somebody may know it: that a plan is being drafted is itself a draft.

    `drafts`: they read drafts. `coached`: coaching was directed, which was shared.
    """
    if delivered or drafts:
        return state
    if state in PRE_DELIVERY:
        return State.COACHING if coached else State.INTAKE
    return State.CLOSED if state == State.WITHDRAWN else state


def told_of(told: Iterable[str]) -> frozenset[str]:
    """The states in which a case may be of which somebody is told one of these: `state_told` backwards."""
    asked = set(told)
    early = {State.COACHING.value, State.INTAKE.value}
    found = asked | ({s.value for s in PRE_DELIVERY} if asked & early else set())
    return frozenset(found | ({State.WITHDRAWN.value} if State.CLOSED.value in asked else set()))


def sees_file(standing: Standing, *, wrote_in_it: bool) -> bool:
    """Whether the file exists for this viewer at all; else the answer is 404."""
    if standing.relations & FORMER and wrote_in_it:
        return True
    return bool(standing.relations - FORMER) or bool(standing.case_roles)


def sees_case(standing: Standing, case: UUID, *, shared: bool) -> bool:
    """Whether a case exists for this viewer. `shared`: something of it was shared with its person already.

    The person on the plan, and whoever decides about another case of theirs, know of it from that day.
    """
    if standing.roles_in(case):
        return True
    if standing.has(Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR, Relation.COUNSEL):
        return True
    whole = any(roles & WHOLE_FILE_ROLES for roles in standing.case_roles.values())
    return shared and (whole or standing.has(Relation.SELF))
