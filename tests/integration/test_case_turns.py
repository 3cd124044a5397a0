"""Turns that a case can take: another manager, changed terms, more time, a late appeal, a remitted one."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from goodstanding.actions import entries, plans
from goodstanding.domain.entries import decision, person, plan
from goodstanding.domain.entries.day_to_day import Acknowledged
from goodstanding.domain.entries.roles import RoleAssigned
from goodstanding.domain.errors import NotAllowed, NotFound, NotNow, UserError
from goodstanding.domain.lifecycle import FINAL, State, lookup
from goodstanding.store import models
from tests import factories
from tests.conftest import Cast
from tests.factories import WEEK, case_in, case_of, perform, say

pytestmark = pytest.mark.django_db


def move_to_mike(cast: Cast) -> None:
    place = person.Place(team="sales", job_family="Agent", level="2", manager=cast.mike)
    entries.record(person=cast.eve, payload=person.Moved(place=place), by=cast.hedda, now=cast.now)


def duty_owner(case: UUID, event: str) -> UUID | None:
    return models.Duty.objects.get(case=case, event=event).owner_id


def test_a_new_manager_goes_on_with_a_draft_and_the_old_one_no_longer_does(cast: Cast) -> None:
    case = case_in(cast, State.DRAFT)
    assert duty_owner(case, "submitted") == cast.mara
    move_to_mike(cast)
    assert duty_owner(case, "submitted") == cast.mike
    with pytest.raises(NotFound):  # the draft is not there any more for who had it
        perform(cast, case, "submitted", "mara")
    with pytest.raises(NotAllowed):
        say(cast, case, plan.Submitted(), "mara")
    perform(cast, case, "submitted", "mike")
    assert case_of(cast, case).state == State.SUBMITTED


def test_a_running_plan_waits_for_its_handover(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    move_to_mike(cast)
    factories.ready(cast, case, "check_in")
    for who in ("mara", "mike"):
        with pytest.raises(NotAllowed):
            perform(cast, case, "check_in", who)
    assert models.Duty.objects.filter(case=case, event="manager_changed", part="hr").exists()
    before = case_of(cast, case).terms
    perform(cast, case, "manager_changed")
    perform(cast, case, "check_in", "mike")
    assert case_of(cast, case).terms == before


def test_a_plan_is_handed_only_to_whoever_manages_the_person_now(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    with pytest.raises(UserError, match="manages the person now"):
        perform(cast, case, "manager_changed")


def test_changed_terms_hold_from_their_receipt(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    perform(cast, case, "change_proposed")
    perform(cast, case, "change_accepted")
    assert case_of(cast, case).terms.purpose == "Cases are closed in time again."
    waits = case_of(cast, case).unacknowledged[-1]
    say(cast, case, Acknowledged(), "eve", refers_to=waits)
    found = case_of(cast, case)
    assert found.terms.purpose == "Cases are closed in time, and stay closed."
    assert found.pending_terms is None


def test_a_change_can_be_received_while_the_plan_is_paused(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    perform(cast, case, "change_proposed")
    perform(cast, case, "change_accepted")
    perform(cast, case, "paused")
    say(cast, case, Acknowledged(), "eve", refers_to=case_of(cast, case).change_open)
    found = case_of(cast, case)
    assert (found.state, found.pending_terms) == (State.PAUSED, None)


def test_an_extension_after_the_midpoint_settles_what_it_proposed(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    factories.ready(cast, case, "extension_refused")
    assert case_of(cast, case).extension_open
    end = case_of(cast, case).ends_on
    assert end is not None
    plans.extend(
        person=cast.eve,
        plan_id=case,
        ends_on=end + WEEK,
        reason="The course was late.",
        by=cast.hedda,
        now=cast.now,
    )
    found = case_of(cast, case)
    assert not found.extension_open
    assert {g.due for g in found.terms.goals} == {end + WEEK}
    with pytest.raises(NotNow):
        perform(cast, case, "extension_refused")


def test_an_extension_takes_back_a_determination_that_no_longer_covers_the_window(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    factories.determine(cast, case, weekly=10)
    say(cast, case, plan.DeterminationCountersigned(goal="g2"), "hedda")
    end = case_of(cast, case).ends_on
    assert end is not None
    plans.extend(
        person=cast.eve,
        plan_id=case,
        ends_on=end + 2 * WEEK,
        reason="More time.",
        by=cast.hedda,
        now=cast.now,
    )
    assert set(case_of(cast, case).determinations) == {"g2"}


def test_a_late_appeal_is_possible_once_it_is_accepted(cast: Cast) -> None:
    case = case_in(cast, State.EFFECTIVE)
    factories.ready(cast, case, "late_appeal_accepted")
    with pytest.raises(NotNow, match="The time to appeal ended"):
        perform(cast, case, "appeal")
    perform(cast, case, "late_appeal_accepted")
    perform(cast, case, "appeal")
    assert case_of(cast, case).state == State.APPEALED


def test_a_remitted_case_is_decided_afresh(cast: Cast) -> None:
    case = case_in(cast, State.APPEALED)
    factories.assign(cast, case, "appeal_decider")
    say(cast, case, factories.appeal_decided("remitted"), "arno")
    found = case_of(cast, case)
    assert (found.state, found.decision, found.appeal_until) == (State.REPLIED, "", None)
    factories.answered(cast, case, factories.decided(cast, "no action"), "dora")
    found = case_of(cast, case)
    assert (found.state, found.decision) == (State.DECIDED, "no action")


def test_whoever_decided_before_does_not_decide_the_appeal(cast: Cast) -> None:
    case = case_in(cast, State.APPEALED)
    with pytest.raises(UserError, match="cannot decide over it"):
        say(cast, case, RoleAssigned(role="appeal_decider", person=cast.dora), "hedda")


def test_a_goal_that_was_not_met_cannot_relapse(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    factories.determine(cast, case, weekly=10)
    factories.countersign(cast, case)
    plans.close(
        person=cast.eve,
        plan_id=case,
        outcome="met",
        reason="Illness explains it.",
        by=cast.hedda,
        now=cast.now,
    )
    cast.later(21)
    with pytest.raises(UserError, match="passed"):
        perform(cast, case, "relapse_recorded")


@pytest.mark.parametrize("state", [s for s in State if lookup(s, "ended")])
def test_whoever_leaves_ends_the_case_without_an_outcome(cast: Cast, state: State) -> None:
    case = case_in(cast, state)
    entries.record(person=cast.eve, payload=person.Left(), by=cast.hedda, now=cast.now)
    assert models.Duty.objects.filter(case=case, event="ended", part="hr").exists()
    before = case_of(cast, case).outcome
    perform(cast, case, "ended")
    found = case_of(cast, case)
    assert found.state == State.ENDED
    assert found.outcome == before
    assert not models.Duty.objects.filter(case=case).exists()


@pytest.mark.parametrize("state", [s for s in State if s not in FINAL and not lookup(s, "ended")])
def test_a_decided_case_goes_on_after_somebody_left(cast: Cast, state: State) -> None:
    case = case_in(cast, state)
    entries.record(person=cast.eve, payload=person.Left(), by=cast.hedda, now=cast.now)
    assert models.Duty.objects.filter(case=case).exists()


def test_a_meeting_is_postponed_only_where_one_is_planned(cast: Cast) -> None:
    case = case_in(cast, State.NOT_MET)
    later = decision.Postponed(to_day=cast.day + timedelta(days=7), reason="Illness.")
    with pytest.raises(NotNow):
        say(cast, case, later, "eve")
    perform(cast, case, "invited")
    say(cast, case, later, "eve")
    assert case_of(cast, case).meeting_on == later.to_day
