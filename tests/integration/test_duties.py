"""Every open case has somebody who has to do something, and nothing waits once it is done."""

from __future__ import annotations

import pytest

from goodstanding.actions import cases, people
from goodstanding.domain.entries import plan
from goodstanding.domain.entries.person import Place
from goodstanding.domain.entries.roles import RoleAssigned
from goodstanding.domain.lifecycle import FINAL, State
from goodstanding.store import models
from tests.conftest import Cast
from tests.factories import case_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_an_open_case_always_waits_for_somebody_by_a_day(cast: Cast, state: State) -> None:
    case = case_in(cast, state)
    duties = list(models.Duty.objects.filter(case=case))
    assert duties, f"nobody has to do anything about a case that is {state}"
    assert all(duty.owner_id or duty.part for duty in duties)


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_finished_case_asks_nothing_but_receipts(cast: Cast, state: State) -> None:
    case = case_in(cast, state)
    events = set(models.Duty.objects.filter(case=case).values_list("event", flat=True))
    assert events <= {"acknowledged"}


def test_after_a_handover_the_goals_wait_for_the_measurer_assigned_in_the_former_managers_place(
    cast: Cast,
) -> None:
    case = case_in(cast, State.ACTIVE)  # its goals name Mike, who measures and is no manager yet
    waiting = models.Duty.objects.filter(case=case, event="goal_determined")
    for manager in (cast.mike, cast.sven):
        place = Place(team="ops", job_family="Agent", level="2", manager=manager)
        people.move(person=cast.eve, place=place, from_day=cast.day, by=cast.hedda, now=cast.now)
        change = plan.ManagerChanged(to_manager=manager, handover="Goals and dates stay as they are.")
        cases.record(person=cast.eve, case=case, payload=change, by=cast.hedda, now=cast.now)
        assert {d.owner_id for d in waiting.all()} == {cast.mike}
    said = RoleAssigned(role="measurer", person=cast.dora)
    cases.record(person=cast.eve, case=case, payload=said, by=cast.hedda, now=cast.now)
    assert {d.owner_id for d in waiting.all()} == {cast.dora}
    # Whoever measures no more sees the case no more; a former manager is left with what they wrote.
    held = models.CaseRole.objects.filter(case=case, role="measurer")
    assert set(held.filter(until=None).values_list("person", flat=True)) == {cast.dora}
    assert set(held.values_list("person", "until")) == {(cast.dora, None), (cast.mike, cast.day)}
