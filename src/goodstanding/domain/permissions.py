"""Who may do what: roles in a case from a standing, the separation of duties, and day-to-day entries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from goodstanding.domain.case import Case
from goodstanding.domain.entries import KINDS
from goodstanding.domain.errors import NotAllowed
from goodstanding.domain.lifecycle import EVENTS, Role, State
from goodstanding.domain.relation import WHOLE_FILE_ROLES, Relation, Standing

_HELD_BY_HANDOVER = frozenset({State.DELIVERED, State.ACTIVE, State.PAUSED, State.WATCH})


def roles_in_case(case: Case | None, standing: Standing) -> frozenset[Role]:
    """The lifecycle roles this person holds in this case today.

    Once a plan is delivered its manager is whoever HR handed it to: a new line manager acts only after
    the handover is written, the old one no longer once they have left the line.
    """
    roles: set[Role] = set()
    if standing.has(Relation.SELF):
        roles.add(Role.EMPLOYEE)
    if standing.has(Relation.HR):
        roles.add(Role.HR)
    if standing.has(Relation.SECOND_LEVEL):
        roles.add(Role.SECOND_LEVEL)
    if standing.has(Relation.MANAGER) and (
        case is None or case.state not in _HELD_BY_HANDOVER or case.manager == standing.viewer
    ):
        roles.add(Role.MANAGER)
    if case is not None:
        held = standing.roles_in(case.id)
        for role in (Role.MEASURER, Role.PROPOSER, Role.DECIDER, Role.APPEAL_DECIDER, Role.WITNESS):
            if role.value in held:
                roles.add(role)
    return frozenset(roles)


def check_separation(case: Case, event: str, by: UUID) -> None:
    """Nobody judges their own work. Raises NotAllowed with whose work it would be."""
    measurers = {d.by for d in case.determinations.values()}
    barred: Mapping[str, tuple[frozenset[UUID], str]] = {
        "returned": (case.authors, "you wrote this plan"),
        "endorsed": (case.authors, "you wrote this plan"),
        "approved": (case.authors, "you wrote this plan"),
        "determination_countersigned": (frozenset(measurers), "you made this determination"),
        "decision": (
            frozenset(case.authors | measurers | {p for p in [case.proposed_by] if p}),
            "you drafted, measured or proposed in this case",
        ),
        "appeal_decision": (
            frozenset(case.authors | measurers | {p for p in (case.proposed_by, case.decided_by) if p}),
            "you were involved in this case before",
        ),
    }
    people, why = barred.get(event, (frozenset(), ""))
    if by in people:
        raise NotAllowed(
            f"“{EVENTS[event]}” must be done by somebody else, because {why}. "
            "HR can assign another person, also one from outside."
        )


_WRITERS: Mapping[str, tuple[Relation, ...]] = MappingProxyType(
    {
        "job_terms": (Relation.HR,),
        "moved": (Relation.HR,),
        "left": (Relation.HR,),
        "handover": (Relation.HR,),
        "standard_set": (Relation.MANAGER, Relation.HR),
        "standard_communicated": (Relation.MANAGER, Relation.HR),
        "not_at_work": (Relation.HR, Relation.LEAVE),
        "feedback": (Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR),
        "coaching": (Relation.MANAGER,),
        "followed_up": (Relation.MANAGER,),
        "warning": (Relation.HR,),
        "metric_snapshot": (Relation.MANAGER, Relation.HR, Relation.SELF),
        "award": (Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR),
        "appraisal": (Relation.MANAGER,),
        "appraisal_answer": (Relation.SELF,),
        "round_opened": (Relation.HR,),
        "self_appraisal": (Relation.SELF,),
        "appraisal_prepared": (Relation.MANAGER,),
        "round_left": (Relation.HR,),
        "leave_reason": (Relation.LEAVE,),
        "accommodation_requested": (Relation.SELF, Relation.LEAVE),
        "accommodation_answered": (Relation.LEAVE,),
        "protected_activity": (Relation.COUNSEL,),
        "group_code": (Relation.COUNSEL,),
        "advice": (Relation.COUNSEL,),
        "grievance": (Relation.SELF,),
        "exit_artefact": (Relation.HR,),
        "acknowledged": (Relation.SELF,),
        "answer": (Relation.SELF, Relation.MANAGER, Relation.HR),
        "letter_issued": (Relation.MANAGER, Relation.HR),
        "hold_placed": (Relation.HR, Relation.COUNSEL),
        "hold_released": (Relation.HR, Relation.COUNSEL),
        "erased": (Relation.HR, Relation.LEAVE, Relation.COUNSEL),
        "exported": (
            Relation.SELF, Relation.HR, Relation.COUNSEL,
        ),
    }
)  # fmt: skip
"""Who may write each day-to-day kind. `correction` is the author's or HR's, `refusal_noted` a witness's;
who answers a finding depends on its compartment."""

OWN_RULE = frozenset({"correction", "refusal_noted", "hired", "file_reviewed", "finding_disposed"})


def day_to_day_kinds() -> frozenset[str]:
    return frozenset(KINDS) - frozenset(EVENTS) | {"acknowledged", "refusal_noted"}


def check_can_write(kind: str, standing: Standing, *, author_of_target: UUID | None = None) -> None:
    """NotAllowed unless this person may add this day-to-day entry to this file."""
    if kind == "correction":
        allowed = standing.has(Relation.HR) or author_of_target == standing.viewer
        who = "its author and HR"
    elif kind == "refusal_noted":
        held = {r for roles in standing.case_roles.values() for r in roles}
        allowed = standing.viewer != standing.subject and (
            "witness" in held or standing.has(Relation.SECOND_LEVEL)
        )
        who = "a witness who was there"
    elif kind in ("file_reviewed", "finding_disposed"):
        shared = "shared" if kind == "file_reviewed" else ""
        allowed, who = disposes(standing, shared), "the manager, HR and whoever decides in the case"
    else:
        writers = _WRITERS.get(kind, ())
        allowed = standing.has(*writers)
        who = " and ".join(r.value.replace("_", " ") for r in writers) or "nobody by hand"
    if not allowed:
        title = KINDS[kind].title
        raise NotAllowed(f"“{title}” can be written here by: {who}. Ask one of them, or HR.")


_DISPOSERS = (Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR, Relation.LEAVE, Relation.COUNSEL)


def disposes(standing: Standing, readers: str = "") -> bool:
    """Whether somebody may answer findings, of one compartment if one is named. The person on the plan
    answers whatever was said about a finding, as any entry; a finding about them is not theirs to settle."""
    if standing.viewer == standing.subject:
        return False
    if readers in ("leave", "counsel"):
        return standing.has(Relation(readers))
    deciding = any(roles & WHOLE_FILE_ROLES for roles in standing.case_roles.values())
    if readers == "shared":
        return deciding or standing.has(*_DISPOSERS[:3])
    return deciding or standing.has(*_DISPOSERS)


def check_can_dispose(standing: Standing, readers: str) -> None:
    """NotAllowed unless this person may answer findings of this compartment."""
    if not disposes(standing, readers):
        who = {"leave": "the leave-and-accommodation role", "counsel": "counsel"}.get(
            readers, "the manager, HR and whoever decides in the case"
        )
        raise NotAllowed(f"This finding can be answered by: {who}. The person it is about can answer them.")


def can_write(kind: str, standing: Standing, *, author_of_target: UUID | None = None) -> bool:
    """The same answer for a button."""
    try:
        check_can_write(kind, standing, author_of_target=author_of_target)
    except NotAllowed:
        return False
    return True
