"""The main job through the actions alone: coaching first, a plan, its outcome and the watch."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from goodstanding.actions import cases, entries, plans
from goodstanding.domain.entries import day_to_day, plan
from goodstanding.domain.entries.terms import ChecklistAnswer, Deficiency, Goal, GoalRemark, PlanTerms
from goodstanding.domain.errors import NotAllowed, NotNow, UserError
from goodstanding.domain.goals import INTAKE_QUESTIONS
from goodstanding.store import models
from tests import factories
from tests.conftest import MONDAY, Cast

pytestmark = pytest.mark.django_db


def answers(questions: tuple[str, ...]) -> tuple[ChecklistAnswer, ...]:
    return tuple(ChecklistAnswer(question=q, answer="As the file shows.") for q in questions)


def concern(cast: Cast):
    return cases.raise_concern(
        person=cast.eve,
        deficiencies=(
            Deficiency(
                on=cast.day - timedelta(days=5), fact="12 cases left open.", standard="Cases closed in 2 days"
            ),
        ),
        standard_communicated_on=date(2026, 1, 12),
        how_communicated="Team meeting and handbook",
        by=cast.mara,
        now=cast.now,
    )


def terms(cast: Cast) -> PlanTerms:
    start = cast.day + timedelta(days=7)
    end = start + timedelta(days=60)
    return PlanTerms(
        purpose="Cases are closed in time again.",
        starts_on=start,
        ends_on=end,
        goals=(
            Goal(id="g1", statement="Close 200 cases", metric="cases", target=Decimal(200),
                 window_start=start, window_end=end, due=end, data_source="Case system", measurer=cast.mara),
        ),
        check_ins=(start + timedelta(days=14), start + timedelta(days=28)),
    )  # fmt: skip


def state(case) -> str:
    return models.Case.objects.get(id=case).state


def test_most_cases_end_with_coaching(cast: Cast) -> None:
    case = concern(cast)
    cases.direct_coaching(
        person=cast.eve,
        case=case,
        reason="Not tried yet.",
        review_on=cast.day + timedelta(days=28),
        by=cast.hedda,
        now=cast.now,
    )
    cast.later(3)
    entries.record(
        person=cast.eve,
        by=cast.mara,
        now=cast.now,
        payload=day_to_day.Coaching(
            facts="We looked at ten cases.",
            expectation="Two days.",
            agreed_actions="Daily list.",
            follow_up_on=cast.day + timedelta(days=10),
        ),
    )
    cast.later(12)
    close = plan.CoachingClosed(result="improved", reason="Cases are closed in time.")
    with pytest.raises(NotNow, match="follow-up"):
        cases.record(person=cast.eve, case=case, payload=close, by=cast.hedda, now=cast.now)
    session = models.Entry.objects.get(kind="coaching")
    entries.record(
        person=cast.eve,
        by=cast.mara,
        now=cast.now,
        refers_to=session.id,
        payload=day_to_day.FollowedUp(progress="All ten closed."),
    )
    cases.record(person=cast.eve, case=case, payload=close, by=cast.hedda, now=cast.now)
    assert state(case) == "closed"


def test_a_plan_runs_to_met_and_into_its_watch(cast: Cast) -> None:
    case = concern(cast)
    cases.allow_plan(
        person=cast.eve,
        case=case,
        reason="Coaching was tried.",
        review_on=cast.day,
        checklist=answers(INTAKE_QUESTIONS),
        by=cast.hedda,
        now=cast.now,
    )
    cases.save_draft(person=cast.eve, case=case, terms=terms(cast), by=cast.mara, now=cast.now)
    factories.submit(cast, case)
    cases.record(
        person=cast.eve,
        case=case,
        payload=plan.Approved(reason="Complete and fair."),
        by=cast.hedda,
        now=cast.now,
    )
    plans.deliver(person=cast.eve, plan_id=case, how="In a meeting", by=cast.mara, now=cast.now)
    delivered = models.Entry.objects.get(kind="delivered")
    entries.record(
        person=cast.eve,
        case=case,
        refers_to=delivered.id,
        payload=day_to_day.Acknowledged(),
        by=cast.eve,
        now=cast.now,
    )
    assert state(case) == "active"
    metric = models.Metric.objects.create(code="cases", name="Cases", kind="count", direction="up")
    t = terms(cast) if cast.day == MONDAY else None
    assert t is not None
    for week in range(9):
        first = t.starts_on + timedelta(days=7 * week)
        models.Observation.objects.create(
            metric=metric, person_id=cast.eve, first=first, last=first + timedelta(days=6), value=25
        )
    cast.later(21)
    check = plan.CheckIn(scheduled_on=t.check_ins[0], voice="manager", words="Going well.")
    cases.record(person=cast.eve, case=case, payload=check, by=cast.mara, now=cast.now)
    with pytest.raises(NotAllowed):
        cases.record(person=cast.eve, case=case, payload=check, by=cast.eve, now=cast.now)
    cast.later(14)
    plans.write_midpoint(
        person=cast.eve,
        plan_id=case,
        paces=(GoalRemark(goal="g1", words="On pace."),),
        words="",
        by=cast.mara,
        now=cast.now,
    )
    cast.later(40)
    with pytest.raises(UserError, match="figures compute"):
        plans.determine_goal(
            person=cast.eve,
            plan_id=case,
            goal="g1",
            result="not_met",
            words="No.",
            by=cast.mara,
            now=cast.now,
        )
    plans.determine_goal(
        person=cast.eve, plan_id=case, goal="g1", result="met", words="225 cases.", by=cast.mara, now=cast.now
    )
    sign = plan.DeterminationCountersigned(goal="g1")
    cases.record(person=cast.eve, case=case, payload=sign, by=cast.hedda, now=cast.now)
    plans.close(
        person=cast.eve, plan_id=case, outcome="met", reason="Every goal met.", by=cast.hedda, now=cast.now
    )
    row = models.Case.objects.get(id=case)
    assert (row.state, row.live, row.outcome) == ("watch", False, "met")


def test_the_record_refuses_changes_in_the_database(cast: Cast) -> None:
    from django.db import DatabaseError, transaction

    for model in (models.Entry, models.Payload, models.Leaf):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            model.objects.all().delete() if model is not models.Entry else model.objects.update(kind="x")
