"""Whether a compartment holds anything shows in no page, count, export, error, header or entry number.

Each address is asked twice, by everybody who may not read the compartment: once as the organisation
stands, and once with more entries in the compartment. Clock, identifiers and salts are the same both times,
so the two answers must be the same byte for byte, and so must the number of statements that made them.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goodstanding.actions import entries, review
from goodstanding.domain.entries import Payload, day_to_day
from goodstanding.domain.entries.review import FindingNoted
from tests import factories
from tests.access.characters import CHARACTERS
from tests.access.fixture import world  # noqa: F401
from tests.access.table import ROWS, Row
from tests.access.world import World

pytestmark = pytest.mark.django_db

EVALUATORS = ("manager", "second_level", "hr", "hr_in_scope", "hr_manager", "hr_witness", "decider",
              "measurer", "former_manager", "peer")  # fmt: skip
ELSEWHERE = re.compile(r"account|mfa|import|sign|setup|gallery|healthz|security|choose_password|part_|demo")
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"[^"]+"')


@dataclass(frozen=True)
class Answer:
    """All that somebody could look at, and how many statements it took."""

    status: int
    body: bytes
    headers: str
    statements: int


@contextmanager
def the_same_every_time() -> Iterator[None]:
    """Identifiers and salts come from one seed, so that what is written in both runs is the same."""
    ids, salts = random.Random(1), random.Random(2)
    with (
        mock.patch("uuid.uuid4", side_effect=lambda: uuid.UUID(int=ids.getrandbits(128), version=4)),
        mock.patch("secrets.token_bytes", side_effect=lambda n=32: salts.randbytes(n)),
    ):
        yield


def asked(world: World, who: str, send: Callable[[Client], Any]) -> Answer:  # noqa: F811
    with the_same_every_time(), CaptureQueriesContext(connection) as made:
        answer = world.ask(who, send)
    headers = {k: v for k, v in answer.headers.items() if k not in ("Date", "Content-Length")}
    body = b"" if answer.streaming else TOKEN.sub(b"token", answer.content)
    return Answer(answer.status_code, body, str(sorted(headers.items())), len(made))


def addresses(world: World, who: str) -> Iterator[tuple[str, Callable[[Client], Any]]]:  # noqa: F811
    """Everything about people that this character may ask for, and what they may send."""
    for row in ROWS:
        if ELSEWHERE.search(row.name):
            continue
        address = reverse(row.name, args=world.arguments(row.args, CHARACTERS[who])) + row.query
        yield f"GET {row.title}", _get(address)
        if row.act is not None and who in row.act:
            yield f"POST {row.title}", _post(address, row)


def _get(address: str) -> Callable[[Client], Any]:
    return lambda client: client.get(address)


def _post(address: str, row: Row) -> Callable[[Client], Any]:
    return lambda client: client.post(address, dict(row.data))


def noted() -> FindingNoted:
    return FindingNoted(key="k", rule="D04", version="1", severity="serious", title="Near in time")


def say(world: World, about: str, by: str, payload: Payload, **more: Any) -> Any:  # noqa: F811
    people = world.cast.people
    return entries.record(person=people[about], payload=payload, by=people[by], now=world.cast.now, **more)


def fill_counsel(world: World) -> None:  # noqa: F811
    for about in ("eve", "hans", "paul", "helga"):
        say(world, about, "cora", day_to_day.ProtectedActivity(what="A complaint.", known_on=world.cast.day))
        say(world, about, "cora", day_to_day.GroupCode(scheme="Age", group="40 and over", source="A form"))
        advice = say(world, about, "cora", day_to_day.Advice(advice="Do not act yet."))
        wrong = day_to_day.Correction(wrong="Not yet.", right="Wait a week.", retracts=True)
        say(world, about, "cora", wrong, refers_to=advice.id)
        _dispose(world, about, "cora", "counsel")


def fill_leave(world: World) -> None:  # noqa: F811
    for about in ("eve", "hans", "paul", "helga"):
        say(world, about, "lea", day_to_day.LeaveReason(reason="Surgery."))
        request = say(world, about, "lea", day_to_day.AccommodationRequested(request="A quiet room."))
        reply = day_to_day.AccommodationAnswered(answer="From Monday.", granted=True)
        say(world, about, "lea", reply, refers_to=request.id)
        say(world, about, "lea", day_to_day.AccommodationRequested(request="Another chair."))
        _dispose(world, about, "lea", "leave")


def _dispose(world: World, about: str, by: str, readers: str) -> None:  # noqa: F811
    review.answer_finding(
        person=world.cast.people[about], noted=noted(), said=review.Said("explained", "The days are known."),
        readers=readers, case=None, by=world.cast.people[by], now=world.cast.now,
    )  # fmt: skip


FILLS = {"counsel": fill_counsel, "leave": fill_leave}
READERS = {"counsel": {"counsel"}, "leave": {"leave", "self", "hr_self"}}


@pytest.mark.parametrize("compartment", FILLS)
@pytest.mark.parametrize("who", [*EVALUATORS, "self", "hr_self"])
def test_no_answer_tells_whether_a_compartment_holds_anything(
    world: World,  # noqa: F811
    who: str,
    compartment: str,
) -> None:
    if who in READERS[compartment]:
        return  # their own leave is theirs to read
    for _, send in addresses(world, who):  # what is counted once and kept is counted before both
        asked(world, who, send)
    before = {title: asked(world, who, send) for title, send in addresses(world, who)}
    with transaction.atomic():
        FILLS[compartment](world)
        after = {title: asked(world, who, send) for title, send in addresses(world, who)}
        transaction.set_rollback(True)
    assert len(before) > 60
    differing = [title for title in before if before[title] != after[title]]
    assert not differing, _first_difference(before[differing[0]], after[differing[0]])


def _first_difference(one: Answer, other: Answer) -> str:
    if (one.status, one.headers, one.statements) != (other.status, other.headers, other.statements):
        return "\n".join(f"{a.status}, {a.statements} statements, {a.headers}" for a in (one, other))
    at = next(
        (n for n, (a, b) in enumerate(zip(one.body, other.body, strict=False)) if a != b), len(one.body)
    )
    return f"…{one.body[max(0, at - 80) : at + 120]!r}\n…{other.body[max(0, at - 80) : at + 120]!r}"


@pytest.mark.parametrize("compartment", FILLS)
def test_the_readers_of_a_compartment_do_see_the_difference(world: World, compartment: str) -> None:  # noqa: F811
    """So that the test above is known to look at something."""
    row = next(r for r in ROWS if r.title == "file(person)")
    address = reverse(row.name, args=world.arguments(row.args, CHARACTERS[compartment]))
    before = asked(world, compartment, _get(address))
    with transaction.atomic():
        FILLS[compartment](world)
        after = asked(world, compartment, _get(address))
        transaction.set_rollback(True)
    assert before.body != after.body


@pytest.mark.parametrize("who", ["manager", "hr", "decider"])
def test_a_hidden_entry_and_one_that_is_not_there_are_told_alike(world: World, who: str) -> None:  # noqa: F811
    person = world.stages["eve"].person
    answers = []
    for entry in (world.stages["eve"].entries["counsel"], world.stages["eve"].entries["leave"], uuid.uuid4()):
        for form in (f"/people/{person}/entries/{entry}/", f"/people/{person}/record/answer/?to={entry}"):
            found = asked(world, who, _get(form))
            answers.append((found.status, found.body.replace(str(entry).encode(), b"it"), found.statements))
    assert answers[0::2] == [answers[0]] * 3
    assert answers[1::2] == [answers[1]] * 3


def test_a_form_that_stood_open_is_taken_when_only_a_compartment_changed(world: World) -> None:  # noqa: F811
    """A conflict would tell the manager that somebody wrote in the case just now."""
    stage = world.stages["eve"]
    address = reverse("plan_event", args=[stage.case, "support_promised"])
    version = world.client("manager").get(address).context["form"]["version"].value()
    typed = {"version": version, "what": "A second screen", "owner": "Mara", "due": "2026-05-04"}
    with transaction.atomic():
        fill_counsel(world)
        fill_leave(world)
        answer = world.client("manager").post(address, typed)
        transaction.set_rollback(True)
    assert answer.status_code == 302, answer.content.decode()[-800:]


def test_an_entry_of_a_compartment_is_counted_in_no_case(world: World) -> None:  # noqa: F811
    """Even where somebody names the case: its version would be a number that others see."""
    stage = world.stages["eve"]
    with transaction.atomic():
        say(world, "eve", "cora", day_to_day.Advice(advice="Wait."), case=stage.case)
        case = factories.case_of(world.cast, stage.case)
        transaction.set_rollback(True)
    assert case.version == factories.case_of(world.cast, stage.case).version
