"""How long a role in a case lasts, whatever happened in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goodstanding.domain import case_fold
from goodstanding.domain.case import Case
from goodstanding.domain.case_roles import AFTERWARDS, DAY, Held, ends, roles_held
from goodstanding.domain.entries import Entry, Payload, plan
from goodstanding.domain.entries.roles import RoleAssigned, RoleEnded
from goodstanding.domain.lifecycle import FINAL, OPEN, State
from goodstanding.domain.relation import CASE_ROLES

EVE, MARA, WANDA, COLIN, HEDDA = (uuid4() for _ in range(5))
CLOSED, OVER = date(2026, 6, 1), date(2026, 9, 1)


def case(state: State = State.ACTIVE, **more: Any) -> Case:
    made = Case(id=uuid4(), subject=EVE, state=state, opened=date(2026, 1, 5), manager=MARA)
    return replace(made, **more)


def said(payload: Payload, happened: date, recorded: date | None = None) -> Entry[Any]:
    day = recorded or happened
    return Entry(
        id=uuid4(), subject=EVE, author=HEDDA, happened=happened, payload=payload, seq=1,
        recorded=datetime(day.year, day.month, day.day, 9, tzinfo=UTC), visibility=payload.visibility,
    )  # fmt: skip


@pytest.mark.parametrize("state", sorted(OPEN))
@pytest.mark.parametrize("role", sorted(CASE_ROLES - {"measurer"}))
def test_a_role_lasts_while_the_case_is_open(state: State, role: str) -> None:
    assert ends(case(state, closed_on=CLOSED), role) is None


def test_a_measurers_role_ends_with_the_outcome() -> None:
    assert ends(case(), "measurer") is None
    assert ends(case(State.WATCH, closed_on=CLOSED), "measurer") == CLOSED + DAY


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_role_ends_some_days_after_the_case(state: State) -> None:
    assert ends(case(state, over_on=OVER), "witness") == OVER + AFTERWARDS + DAY


def test_a_role_lasts_until_the_time_to_appeal_is_over() -> None:
    late = OVER + timedelta(days=40)
    assert ends(case(State.CLOSED, over_on=OVER, appeal_until=late), "decider") == late + DAY
    early = OVER - timedelta(days=40)
    assert ends(case(State.CLOSED, over_on=OVER, appeal_until=early), "decider") == OVER + AFTERWARDS + DAY


def test_the_day_before_the_end_is_the_last_with_the_role() -> None:
    held = Held("witness", WANDA, OVER)
    assert held.on(OVER - DAY)
    assert not held.on(OVER)
    assert Held("witness", WANDA).on(OVER)


def test_an_ended_role_is_remembered_and_given_again_counts_anew() -> None:
    begun = case(roles=(("witness", WANDA), ("companion", COLIN)))
    over = RoleEnded(role="witness", person=WANDA, reason="By mistake.")
    ended = case_fold.apply(begun, said(over, CLOSED))
    assert Held("witness", WANDA, CLOSED) in roles_held(ended)
    assert Held("companion", COLIN) in roles_held(ended)
    again = case_fold.apply(ended, said(RoleAssigned(role="witness", person=WANDA), OVER))
    assert Held("witness", WANDA) in roles_held(again)
    assert len(roles_held(again)) == 2


def test_whoever_is_replaced_keeps_nothing_but_the_day_on_which_it_ended() -> None:
    begun = case(State.REPLIED, roles=(("decider", WANDA),))
    replaced = case_fold.apply(begun, said(RoleAssigned(role="decider", person=COLIN), CLOSED))
    assert set(roles_held(replaced)) == {Held("decider", COLIN), Held("decider", WANDA, CLOSED)}


def test_an_entry_about_an_earlier_day_takes_nothing_away_before_it_was_written() -> None:
    over = said(plan.Ended(how="left", last_day=CLOSED), CLOSED, recorded=OVER)
    assert case_fold.apply(case(), over).over_on == OVER


def test_assigning_somebody_twice_gives_one_role() -> None:
    entry = said(RoleAssigned(role="witness", person=WANDA), CLOSED)
    twice = case_fold.apply(case_fold.apply(case(), entry), entry)
    assert twice.roles == (("witness", WANDA),)
