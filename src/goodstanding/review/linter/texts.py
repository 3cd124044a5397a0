"""Which words of an entry the linter reads, and as what. Employees' own words are not among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pydantic import BaseModel

from goodstanding.domain.entries import Payload
from goodstanding.domain.entries.plan import CheckIn
from goodstanding.domain.entries.rounds import SelfAppraisal
from goodstanding.domain.entries.terms import Goal
from goodstanding.review.linter.values import Known, TextKind

K = TextKind

FIELDS: Mapping[str, Mapping[str, TextKind]] = MappingProxyType(
    {
        "Deficiency": {"fact": K.CONCERN, "standard": K.EXPECTATION},
        "concern_raised": {"guidance_so_far": K.CONCERN},
        "coaching": {"facts": K.COACHING, "expectation": K.EXPECTATION, "agreed_actions": K.COACHING},
        "followed_up": {"progress": K.COACHING},
        "coaching_directed": {"reason": K.COACHING},
        "CoachingAim": {"what": K.EXPECTATION},
        "coaching_plan_set": {"support": K.COACHING},
        "coaching_closed": {"reason": K.COACHING},
        "feedback": {"behaviour": K.FEEDBACK, "effect": K.FEEDBACK},
        "warning": {
            "deficiency": K.WARNING,
            "improvement_required": K.EXPECTATION,
            "support": K.WARNING,
            "consequence": K.CONSEQUENCE,
        },
        "appraisal": {"words": K.APPRAISAL, "drop_reason": K.APPRAISAL, "calibration_reason": K.APPRAISAL},
        "appraisal_prepared": {"words": K.APPRAISAL, "drop_reason": K.APPRAISAL},
        "PartGiven": {"words": K.APPRAISAL},
        "standard_set": {"standard": K.EXPECTATION},
        "standard_communicated": {"standard": K.EXPECTATION},
        "PlanTerms": {"purpose": K.PLAN_REASON, "consequences": K.CONSEQUENCE},
        "Goal": {"statement": K.GOAL, "target_words": K.EXPECTATION},
        "ChecklistAnswer": {"answer": K.PLAN_REASON},
        "plan_allowed": {"reason": K.PLAN_REASON},
        "follow_up_plan_opened": {"reason": K.PLAN_REASON},
        "submitted": {"note": K.PLAN_REASON},
        "approved": {"reason": K.PLAN_REASON},
        "change_proposed": {"reason": K.PLAN_REASON},
        "extended": {"reason": K.PLAN_REASON},
        "GoalRemark": {"words": K.NOTE},
        "check_in": {"words": K.NOTE},
        "midpoint": {"words": K.NOTE},
        "goal_determined": {"words": K.DETERMINATION},
        "determination_countersigned": {"words": K.DETERMINATION},
        "closed": {"reason": K.DETERMINATION},
        "watch_checked": {"words": K.DETERMINATION},
        "relapse_recorded": {"evidence": K.DETERMINATION},
        "proposal": {"words": K.DECISION},
        "decision": {"words": K.DECISION, "answer_to_reply": K.DECISION},
        "appeal_decision": {"words": K.DECISION},
    }
)
"""By kind of entry, or by the name of a part inside one, the fields that hold words about a person."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an entry: where it stands (`terms.goals.0.statement`), what for, what stands beside it."""

    path: str
    kind: TextKind
    text: str
    known: frozenset[Known] = frozenset()


def passages(payload: Payload) -> tuple[Passage, ...]:
    """The texts of an entry that the linter reads; none where the entry is the employee's own."""
    if isinstance(payload, SelfAppraisal) or (isinstance(payload, CheckIn) and payload.voice == "employee"):
        return ()
    return tuple(_of(payload, payload.kind, ""))


def known_of(goal: Goal) -> frozenset[Known]:
    """What a goal states in its own fields."""
    known: set[Known] = set()
    if goal.target is not None or goal.target_words:
        known.add("measure")
    if goal.due or goal.window_end:
        known.add("date")
    if goal.data_source or goal.evidence_required or goal.metric:
        known.add("source")
    return frozenset(known)


def _of(part: BaseModel, name: str, at: str) -> Iterator[Passage]:
    known = known_of(part) if isinstance(part, Goal) else frozenset()
    for field, kind in FIELDS.get(name, {}).items():
        text = getattr(part, field)
        if text:
            yield Passage(f"{at}{field}", kind, text, known)
    for field in type(part).model_fields:
        value = getattr(part, field)
        if isinstance(value, BaseModel):
            yield from _of(value, type(value).__name__, f"{at}{field}.")
        elif isinstance(value, tuple):
            for n, each in enumerate(value):
                if isinstance(each, BaseModel):
                    yield from _of(each, type(each).__name__, f"{at}{field}.{n}.")
