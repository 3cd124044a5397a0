"""What applies an entry to a case; the kinds register what each of them changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from goodstanding.domain import lifecycle
from goodstanding.domain.case import Case, Step
from goodstanding.domain.entries import Entry, plan
from goodstanding.domain.errors import Bug
from goodstanding.domain.lifecycle import FINAL, State

Changes = dict[str, Any]
Handler = Callable[[Case, Entry[Any]], Changes]
_HANDLERS: dict[str, Handler] = {}
KEEP_THE_REVIEW = frozenset({"file_reviewed", "finding_disposed", "acknowledged", "answer"})
"""What is written about a review, or says nothing new on the case. After anything else it is run again."""


def on(*payloads: type[Any]) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        for payload in payloads:
            _HANDLERS[payload.kind] = handler
        return handler

    return register


def open_case(entry: Entry[Any]) -> Case:
    """The first entry of a case opens it."""
    if entry.case is None:
        raise Bug("A case was opened by an entry that names none.")
    target = lifecycle.find(None, entry.kind).targets[0]
    base = Case(
        id=entry.case, subject=entry.subject, state=target, opened=entry.happened, manager=entry.author
    )
    changes: Changes = {"concern": entry.id}
    if isinstance(entry.payload, plan.ConcernRaised):
        changes |= {"deficiencies": entry.payload.deficiencies, "authors": frozenset({entry.author})}
    if isinstance(entry.payload, plan.FollowUpPlanOpened):
        said = entry.payload
        changes |= {"follows": said.follows, "manager": said.manager, "deficiencies": said.deficiencies}
    step = Step(target, entry.id, entry.kind, entry.recorded)
    return replace(base, steps=(step,), last_recorded=entry.recorded, **changes)


def apply(case: Case | None, entry: Entry[Any]) -> Case:
    """The case after this entry. Trusts the entry: whether it may be written is checked before."""
    if case is None:
        return open_case(entry)
    handler = _HANDLERS.get(entry.kind)
    changes = handler(case, entry) if handler else {}
    if entry.kind not in KEEP_THE_REVIEW:
        changes["review"] = None
    state = changes.pop("state", None) or _target(case, entry)
    if state != case.state or entry.kind in ("change_accepted", "manager_changed", "extended"):
        changes["steps"] = (*case.steps, Step(state, entry.id, entry.kind, entry.recorded))
    if state in FINAL and case.open:
        changes["over_on"] = _day(entry)
    made = replace(case, state=state, version=case.version + 1, last_recorded=entry.recorded, **changes)
    return _roles_kept(case, made, _day(entry)) if NAMES_ROLES & changes.keys() else made


NAMES_ROLES = frozenset({"roles", "terms", "former_managers"})
"""What of a case says who holds a role in it."""


def _roles_kept(before: Case, after: Case, day: date) -> Case:
    """Whoever held a role until now is remembered with the first day on which they do not."""
    gone = before.held() - after.held()
    if not gone:
        return after
    known = [line for line in before.roles_before if line[:2] not in gone]
    lines = sorted(((role, person, day) for role, person in gone), key=str)
    return replace(after, roles_before=(*known, *lines))


def _day(entry: Entry[Any]) -> date:
    """An entry about an earlier day takes nothing from anybody before it was written."""
    return max(entry.happened, entry.recorded.date())


def fold(entries: Iterable[Entry[Any]]) -> Case | None:
    case: Case | None = None
    for entry in entries:
        case = apply(case, entry)
    return case


def handled() -> frozenset[str]:
    """The kinds that change a case in more than its state."""
    return frozenset(_HANDLERS)


def _target(case: Case, entry: Entry[Any]) -> State:
    """Receipts, answers and corrections may come in any state and then leave it as it is."""
    transition = lifecycle.lookup(case.state, entry.kind)
    return transition.targets[0] if transition else case.state
