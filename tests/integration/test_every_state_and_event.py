"""Every state × every event through the actions: it works in the table's role, or is refused and nothing
is written."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import transaction

from goodstanding.domain.errors import NotAllowed, NotFound, NotNow
from goodstanding.domain.lifecycle import EVENTS, TABLE, State, lookup
from goodstanding.store import models
from tests import factories
from tests.conftest import Cast
from tests.factories import ACTORS, case_in, case_of, decision_for, perform, ready

pytestmark = pytest.mark.django_db

SOURCES = sorted({t.source for t in TABLE if t.source is not None})


@pytest.mark.parametrize("state", State)
def test_a_case_can_be_brought_to(cast: Cast, state: State) -> None:
    case = case_in(cast, state)
    assert models.Case.objects.get(id=case).state == state
    assert case_of(cast, case).state == state


@pytest.mark.parametrize("state", SOURCES)
def test_every_event_that_the_table_names_here_works(cast: Cast, state: State) -> None:
    """One case for each decision that an event may need; what an event did is taken back for the next."""
    events = [t.event for t in TABLE if t.source == state]
    for decision in sorted({decision_for(event, state) for event in events}):
        begun = cast.day
        with transaction.atomic():
            case = case_in(cast, state, decision=decision)
            for event in [e for e in events if decision_for(e, state) == decision]:
                works(cast, case, state, event)
            transaction.set_rollback(True)
        cast.day = begun


def works(cast: Cast, case: UUID, state: State, event: str) -> None:
    day = cast.day
    with transaction.atomic():
        ready(cast, case, event)
        before = models.Entry.objects.count()
        perform(cast, case, event)
        transition = lookup(state, event)
        assert transition is not None
        assert models.Case.objects.get(id=case).state in transition.targets, event
        assert models.Entry.objects.count() > before, event
        transaction.set_rollback(True)
    cast.day = day


def tries(event: str) -> list[str]:
    """Whoever may do it elsewhere, and HR. Receipts, which have a rule of their own: everybody."""
    if event in {"acknowledged", "refusal_noted"}:
        return sorted(set(ACTORS.values()))
    elsewhere = next(t for t in TABLE if t.event == event)
    return sorted({ACTORS[elsewhere.roles[0].value], "hedda"})


def attempt(cast: Cast, case: UUID, event: str, actor: str) -> str:
    """Try, and take back whatever happened. What is written is what matters here."""
    before = models.Entry.objects.count(), models.Duty.objects.count()
    day = cast.day
    try:
        with transaction.atomic():
            perform(cast, case, event, actor)
            transaction.set_rollback(True)
            return "works"
    except (NotNow, NotAllowed, NotFound):
        return "refused"
    finally:
        cast.day = day
        assert (models.Entry.objects.count(), models.Duty.objects.count()) == before


@pytest.mark.parametrize("state", State)
def test_an_event_outside_the_table_is_refused_to_everybody_and_writes_nothing(
    cast: Cast, state: State
) -> None:
    case = case_in(cast, state)
    for role in factories.CASE_ROLES:
        if lookup(state, "role_assigned") and role not in {r for r, _ in case_of(cast, case).roles}:
            factories.assign(cast, case, role)
    outside = [e for e in EVENTS if lookup(state, e) is None]
    worked = [
        (event, actor)
        for event in outside
        for actor in tries(event)
        if attempt(cast, case, event, actor) == "works"
    ]
    # A receipt is possible in any state, by whom it is owed, and changes the state in none but “delivered”.
    receipts = {("acknowledged", "eve"), ("refusal_noted", "wanda"), ("refusal_noted", "sven")}
    assert set(worked) <= receipts
    assert outside


@pytest.mark.parametrize("state", SOURCES)
def test_an_event_is_refused_to_every_role_that_the_table_does_not_name(cast: Cast, state: State) -> None:
    case = case_in(cast, state)
    if lookup(state, "role_assigned"):
        factories.assign(cast, case, "witness")
    everybody = {*ACTORS.values(), "olga", "cora", "ivo", "augusta", "walter"}
    for transition in (t for t in TABLE if t.source == state):
        allowed = {ACTORS[role.value] for role in transition.roles}
        if transition.event in factories.DAY_TO_DAY:
            allowed |= {"sven"}  # the second level may note a refusal as somebody who was there
        for actor in sorted(everybody - allowed):
            assert attempt(cast, case, transition.event, actor) == "refused", (transition.event, actor)
