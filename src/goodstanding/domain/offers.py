"""Which events a page offers somebody: those of the table whose conditions do not plainly fail today.

An event left out here would be refused; one that is offered may still be refused for what is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from goodstanding.domain.case import Case
from goodstanding.domain.errors import NotAllowed
from goodstanding.domain.file import File
from goodstanding.domain.goals import terms_problems
from goodstanding.domain.lifecycle import State, Transition, available
from goodstanding.domain.permissions import check_separation, roles_in_case
from goodstanding.domain.policies.after import TAKES_EFFECT
from goodstanding.domain.policies.running import may_be_held
from goodstanding.domain.policy import Policy
from goodstanding.domain.relation import Standing

BY_OTHERS = frozenset({"follow_up_plan_opened", "concern_raised"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an offer looks at."""

    case: Case
    file: File
    policy: Policy
    today: date
    by: UUID


def receipts_open(scene: Scene) -> tuple[UUID, ...]:
    """Entries of the case that wait for the person's receipt."""
    return tuple(w.entry for w in scene.file.awaiting.values() if w.case == scene.case.id)


def goals_to_determine(scene: Scene) -> tuple[str, ...]:
    """Goals that this person measures and that are not settled yet."""
    case = scene.case
    assigned = scene.by in {p for role, p in case.roles if role == "measurer"}
    return tuple(
        goal.id
        for goal in case.terms.goals
        if (assigned or case.measurer_of(goal) == scene.by)
        and not ((made := case.determinations.get(goal.id)) and made.countersigned)
        and (goal.kind != "metric" or goal.due is None or goal.due <= scene.today)
    )


def goals_to_countersign(scene: Scene) -> tuple[str, ...]:
    made = scene.case.determinations.values()
    return tuple(d.goal for d in made if not d.countersigned and d.by != scene.by)


def goals_to_contest(scene: Scene) -> tuple[str, ...]:
    return tuple(d.goal for d in scene.case.determinations.values() if d.contested is None)


def check_ins_without_voice(scene: Scene) -> tuple[date, ...]:
    """Planned check-ins in which this side has not spoken: those whose day has come, those that the other
    side spoke of already, and the next one where it is near enough to be held today."""
    own, today = scene.by == scene.case.subject, scene.today
    silent = [c for c in scene.case.check_ins if not (c.employee if own else c.manager)]
    ahead = next((c.on for c in silent if c.on > today), None)
    early = {ahead} if ahead and may_be_held(ahead, today) else set()
    return tuple(c.on for c in silent if c.on <= today or c.on in early or c.manager or c.employee)


def check_ins_to_settle(scene: Scene) -> tuple[date, ...]:
    return tuple(c.on for c in scene.case.check_ins if c.on <= scene.today and not c.settled)


def watch_checks_open(scene: Scene) -> tuple[date, ...]:
    watch = scene.case.watch
    done = set(scene.case.watch_checked)
    return tuple(day for day in (watch.checks if watch else ()) if day not in done and day <= scene.today)


def _all_countersigned(scene: Scene) -> bool:
    made = scene.case.determinations
    return all(g.id in made and made[g.id].countersigned for g in scene.case.terms.goals)


def _may_submit(scene: Scene) -> bool:
    return not terms_problems(scene.case.terms)


def _may_deliver(scene: Scene) -> bool:
    starts = scene.case.terms.starts_on
    return starts is None or starts >= scene.today


def _may_propose(scene: Scene) -> bool:
    case = scene.case
    if case.state == State.RELAPSED:
        return scene.policy.relapse_may_go_to_proposal
    return not case.closed_on or scene.today <= case.closed_on + timedelta(scene.policy.proposal_within_days)


def _no_other_live(scene: Scene) -> bool:
    live = scene.file.live_case()
    return live is None or live.id == scene.case.id


def _window_over(scene: Scene) -> bool:
    case = scene.case
    over = case.appeal_until is None or scene.today > case.appeal_until
    return over and not (case.state == State.DECIDED and case.decision in TAKES_EFFECT)


def _manager_changed(scene: Scene) -> bool:
    """Somebody else than the plan's manager manages this person now."""
    places = [p for p in scene.file.placements() if p.since <= scene.today]
    manager = places[-1].place.manager if places else None
    return manager is not None and manager != scene.case.manager


Offer = Callable[[Scene], bool]

_PLAINLY: Mapping[str, Offer] = MappingProxyType(
    {
        "plan_allowed": _no_other_live,
        "submitted": _may_submit,
        "endorsed": lambda s: s.policy.endorsement_required,
        "approved": lambda s: s.case.state == State.ENDORSED or not s.policy.endorsement_required,
        "delivered": _may_deliver,
        "acknowledged": lambda s: bool(receipts_open(s)),
        "refusal_noted": lambda s: bool(receipts_open(s)),
        "change_proposed": lambda s: not (s.case.change_open or s.case.pending_terms),
        "change_accepted": lambda s: s.case.change_terms is not None,
        "change_refused": lambda s: s.case.change_terms is not None,
        "extended": lambda s: not (s.case.change_open or s.case.pending_terms),
        "extension_refused": lambda s: s.case.extension_open,
        "check_in": lambda s: bool(check_ins_without_voice(s)),
        "check_in_missed": lambda s: bool(check_ins_to_settle(s)),
        "support_given": lambda s: any(x.given_on is None for x in s.case.support),
        "question_answered": lambda s: bool(s.case.open_questions()),
        "midpoint": lambda s: s.case.midpoint_entry is None,
        "goal_determined": lambda s: bool(goals_to_determine(s)),
        "determination_countersigned": lambda s: bool(goals_to_countersign(s)),
        "goal_contested": lambda s: bool(goals_to_contest(s)),
        "manager_changed": _manager_changed,
        "role_ended": lambda s: bool(s.case.roles),
        "watch_checked": lambda s: bool(watch_checks_open(s)),
        "relapse_recorded": lambda s: s.case.relapse_open is None,
        "relapse_confirmed": lambda s: s.case.relapse_open is not None,
        "relapse_dismissed": lambda s: s.case.relapse_open is not None,
        "watch_closed": lambda s: s.case.relapse_open is None,
        "proposal": _may_propose,
        "new_plan_after_relapse": _no_other_live,
        "reply_lapsed": lambda s: s.case.reply_until is None or s.today > s.case.reply_until,
        "another_chance": lambda s: s.case.decision == "another chance" and _no_other_live(s),
        "taken_effect": lambda s: (
            s.case.decision in TAKES_EFFECT
            and (s.case.effective_on is None or s.today >= s.case.effective_on)
        ),
        "appeal_window_ended": _window_over,
        "appeal": lambda s: s.case.appeal_until is None or s.today <= s.case.appeal_until,
        "late_appeal_accepted": lambda s: s.case.appeal_until is not None and s.today > s.case.appeal_until,
        "postponed": lambda s: s.case.meeting_on is not None,
    }
)
"""Events that are offered only where this holds. `closed` is offered always, to withdraw a plan early."""


def ready_to_close(scene: Scene) -> bool:
    """Every goal is determined and countersigned: closing is what is next."""
    return scene.case.state == State.ACTIVE and _all_countersigned(scene)


def offers(scene: Scene, standing: Standing) -> tuple[Transition, ...]:
    """What this person may do now, in the table's order."""
    roles = roles_in_case(scene.case, standing)
    return tuple(
        t
        for t in available(scene.case.state, roles)
        if t.event not in BY_OTHERS and _plainly(t.event, scene) and _separate(t.event, scene)
    )


def _plainly(event: str, scene: Scene) -> bool:
    offer = _PLAINLY.get(event)
    return offer is None or offer(scene)


def _separate(event: str, scene: Scene) -> bool:
    try:
        check_separation(scene.case, event, scene.by)
    except NotAllowed:
        return False
    return True
