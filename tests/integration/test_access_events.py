"""Every event in every state × everybody, through its address: possible if and only if the table says so."""

from __future__ import annotations

from uuid import UUID

import pytest

from goodstanding.domain.entries.roles import RoleAssigned
from goodstanding.domain.lifecycle import EVENTS, TABLE, Role, State, lookup
from goodstanding.domain.visibility import SECRET
from tests import factories
from tests.access.characters import CHARACTERS
from tests.access.fixture import world  # noqa: F401
from tests.access.world import World, as_eve
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

ROLES: dict[str, frozenset[Role]] = {
    "nina": frozenset({Role.EMPLOYEE}),
    "manager": frozenset({Role.MANAGER}),
    "second_level": frozenset({Role.SECOND_LEVEL}),
    "hr": frozenset({Role.HR}),
    "hr_in_scope": frozenset({Role.HR}),
    "measurer": frozenset({Role.MEASURER}),
    "proposer": frozenset({Role.PROPOSER}),
    "decider": frozenset({Role.DECIDER}),
    "appeal_decider": frozenset({Role.APPEAL_DECIDER}),
    "witness": frozenset({Role.WITNESS}),
    "hr_witness": frozenset({Role.WITNESS}),
    "companion": frozenset(),
    "reviewer": frozenset(),
    "counsel": frozenset(),
    "self": frozenset(),
    "leave": frozenset(),
    "hr_out_of_scope": frozenset(),
    "works_council": frozenset(),
    "auditor": frozenset(),
    "it_admin": frozenset(),
    "peer": frozenset(),
    "outsider": frozenset(),
    "anonymous": frozenset(),
}
"""What each is in Nina’s case. Eve (“self” elsewhere) is nobody here."""

NOT_THERE = frozenset(
    {"self", "leave", "hr_out_of_scope", "works_council", "auditor", "it_admin", "peer", "outsider"}
)
CALLED = {"proposer": "petra", "decider": "dora", "appeal_decider": "arno", "witness": "wanda",
          "companion": "colin", "reviewer": "rita"}  # fmt: skip
AFTER_OUTCOME = frozenset({
    State.WATCH, State.RELAPSED, State.NOT_MET, State.PROPOSED, State.REPLIED, State.DECIDED, State.EFFECTIVE,
    State.APPEALED, State.REMEDIED, State.CLOSED,
})  # fmt: skip
"""From the day after the outcome nobody is its measurer: the case is gone for whoever was (ADR 11)."""
SENDERS = ("nina", "manager", "hr", "second_level", "hr_witness", "decider", "counsel", "outsider")
STATES = sorted({t.source for t in TABLE if t.source is not None})
POSSIBLE = {200, 422, 302}


def brought_to(world: World, state: State) -> tuple[Cast, UUID]:  # noqa: F811
    cast = as_eve(world, eve="nina")
    case = factories.case_in(cast, state)
    if lookup(state, "role_assigned"):
        held = {role for role, _ in factories.case_of(cast, case).roles}
        for role, who in [*CALLED.items(), ("witness", "hugo"), ("measurer", "mike")]:
            if role not in held or who in {"hugo", "mike"}:
                payload = RoleAssigned(role=role, person=cast.people[who])
                factories.say(cast, case, payload, "hedda")
    world.cast.day = cast.day
    return cast, case


def answer(world: World, who: str, method: str, address: str) -> int:  # noqa: F811
    found = world.ask(
        who, lambda client: client.get(address) if method == "GET" else client.post(address, {})
    )
    return int(found.status_code)


def wrong(who: str, found: int, *, allowed: bool, state: State) -> bool:
    if who == "anonymous":
        return found != 302
    if who in NOT_THERE:
        return found != 404
    if allowed:
        return found not in POSSIBLE
    hidden = {404, 409} if state in SECRET else set()
    if who == "measurer" and state in AFTER_OUTCOME:
        hidden = {404}
    return found not in {403} | hidden


@pytest.fixture
def day(world: World) -> object:  # noqa: F811
    """The story’s day is put back, for the next test’s."""
    before = world.cast.day
    yield before
    world.cast.day = before


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("state", STATES)
def test_an_event_is_open_to_whom_the_table_names_and_to_nobody_else(world: World, state: State) -> None:  # noqa: F811
    _, case = brought_to(world, state)
    found = []
    for transition in (t for t in TABLE if t.source == state):
        address = f"/plans/{case}/do/{transition.event}/"
        for who, roles in ROLES.items():
            allowed = bool(roles.intersection(transition.roles))
            for method in ("GET", "POST") if who in SENDERS else ("GET",):
                code = answer(world, who, method, address)
                if wrong(who, code, allowed=allowed, state=state):
                    found.append(f"{transition.event} {method} {who}: {code}")
    assert not found


@pytest.mark.usefixtures("day")
@pytest.mark.parametrize("state", State)
def test_an_event_outside_the_table_is_open_to_nobody(world: World, state: State) -> None:  # noqa: F811
    from goodstanding.store import models

    _, case = brought_to(world, state)
    entries = models.Entry.objects.count()
    found = []
    for event in (e for e in EVENTS if lookup(state, e) is None):
        for who, method in (("hr", "POST"), ("manager", "GET")):
            code = answer(world, who, method, f"/plans/{case}/do/{event}/")
            if code not in {403, 404, 409}:
                found.append(f"{event} {who}: {code}")
    assert not found
    assert models.Entry.objects.count() == entries


def test_every_character_is_in_the_table_of_events() -> None:
    # Their stories are about others.
    elsewhere = {
        "former_manager",
        "former_silent",
        "hr_manager",
        "hr_self",
        "former_role",
        "former_role_silent",
    }
    assert set(ROLES) - {"nina"} == set(CHARACTERS) - elsewhere
