"""State × event × role: allowed exactly where the table says so, and the table says what it should."""

from __future__ import annotations

from itertools import product

import pytest

from goodstanding.domain.entries import KINDS
from goodstanding.domain.errors import NotAllowed, NotNow
from goodstanding.domain.lifecycle import (
    EVENTS,
    FINAL,
    LIVE,
    TABLE,
    Role,
    State,
    available,
    check_role,
    find,
    lookup,
)

IN_TABLE = {(t.source, t.event, role) for t in TABLE for role in t.roles}


def may(state: State | None, event: str, role: Role) -> bool:
    try:
        check_role(find(state, event), frozenset({role}))
    except (NotNow, NotAllowed):
        return False
    return True


def test_an_event_is_allowed_exactly_where_the_table_says_so() -> None:
    everything = set(product([None, *State], EVENTS, Role))
    allowed = {(state, event, role) for state, event, role in everything if may(state, event, role)}
    assert allowed == IN_TABLE
    assert len(everything) == 22 * len(EVENTS) * 9


def test_buttons_are_the_table_read_by_role() -> None:
    for state, role in product([None, *State], Role):
        shown = {t.event for t in available(state, frozenset({role}))}
        assert shown == {event for event in EVENTS if (state, event, role) in IN_TABLE}


@pytest.mark.parametrize("event", EVENTS)
def test_every_event_is_in_the_table_and_has_a_payload(event: str) -> None:
    assert any(t.event == event for t in TABLE)
    assert event in KINDS


def test_nothing_happens_in_a_final_state() -> None:
    assert not [t for t in TABLE if t.source in FINAL]


def test_every_state_can_be_reached_from_a_concern() -> None:
    seen: set[State] = {State.INTAKE}
    while True:
        more = {target for t in TABLE if t.source in seen for target in t.targets} - seen
        if not more:
            break
        seen |= more
    assert seen == set(State)


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_every_open_state_leads_to_a_final_one(state: State) -> None:
    seen = {state}
    for _ in State:
        seen |= {target for t in TABLE if t.source in seen for target in t.targets}
    assert seen & FINAL


@pytest.mark.parametrize("state", sorted(LIVE | {State.INTAKE, State.COACHING, State.WATCH}))
def test_whoever_leaves_ends_every_live_case_without_an_outcome(state: State) -> None:
    transition = lookup(state, "ended")
    assert transition is not None
    assert transition.targets == (State.ENDED,)


@pytest.mark.parametrize(("state", "event"), [(t.source, t.event) for t in TABLE])
def test_a_refusal_names_who_could_do_it(state: State | None, event: str) -> None:
    transition = find(state, event)
    others = frozenset(Role) - set(transition.roles)
    with pytest.raises(NotAllowed, match=transition.roles[0].value.replace("_", " ")):
        check_role(transition, others)
