"""What the review of files has to look at: compartments, and findings that somebody answered."""

from __future__ import annotations

from datetime import timedelta

from goodstanding.actions import review
from goodstanding.demo.diary import Steps
from goodstanding.demo.story import World
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.entries.review import Disposed
from goodstanding.queries.review import pull
from goodstanding.queries.review.read import noted
from goodstanding.queries.standing import viewer

COUNSEL, LEAVE, HR = "julian", "martha", "samuel"
GROUPS = 40
OWEN_ASKED = -200
"""Owen’s question about pay comes a few weeks before the concern about him."""


def schedule(world: World) -> None:
    for steps in (_owen_for_counsel(world), _groups(world), _samir_asks(world), _answered(world)):
        world.diary.add(steps)


def _owen_for_counsel(world: World) -> Steps:
    yield world.days.on(-60)
    asked = world.days.day(OWEN_ASKED)
    act = day_to_day.ProtectedActivity(
        what="Asked the works council whether the new commission rules had been agreed with it.",
        known_on=asked + timedelta(days=3),
        known_to=world.cast["graham"].id,
    )
    world.record("owen", act, COUNSEL, happened=asked)
    yield world.days.on(-58)
    advice = day_to_day.Advice(
        advice="The concern came within weeks of the question, and its facts name no day. Look at the dates "
        "of both before anything further is decided in this case."
    )
    world.record("owen", advice, COUNSEL)


def _groups(world: World) -> Steps:
    """Stated by people on a voluntary form; kept by counsel, to compare how often plans are used."""
    yield world.days.on(-57)
    for n, member in enumerate(sorted(world.cast.workers(), key=lambda m: m.key)[:GROUPS]):
        group = "40 and over" if n % 3 else "under 40"
        code = day_to_day.GroupCode(scheme="Age", group=group, source="Stated on a voluntary form")
        world.record(member.key, code, COUNSEL)


def _samir_asks(world: World) -> Steps:
    """A request that nobody has answered while the plan runs: the leave role and Samir see that."""
    yield world.days.on(-24)
    request = day_to_day.AccommodationRequested(
        request="A screen reader that works with the ticket system. The one I use stops at each pop-up."
    )
    world.record("samir", request, "samir")


def _answered(world: World) -> Steps:
    yield world.days.on(-4)
    _answer(world, "owen", HR, "D08", "accepted",
            "The praise and the concern were written by two managers with two standards in mind. The plan is "
            "withdrawn; the new standard is now written down for the whole team.")  # fmt: skip
    _answer(world, "owen", HR, "D20", "accepted",
            "The questions were left without an answer. Graham was told so; they are answered with the new "
            "standard.")  # fmt: skip
    yield world.days.on(-3)
    _answer(world, "owen", COUNSEL, "D04", "explained",
            "The sales strategy that the concern rests on was announced before the question was asked. That "
            "is dated. It does not explain why the facts are not.")  # fmt: skip


def _answer(world: World, person: str, by: str, rule: str, disposition: Disposed, words: str) -> None:
    """An answer to the first finding of this rule, if the review finds one."""
    who, about = world.cast[by].id, world.cast[person].id
    pulled = pull(viewer(who, by, world.now.date()), about)
    found = next((f for f in pulled.looked.review.findings if f.rule == rule), None)
    if found is None or found.severity == "not_recorded":
        return
    review.answer_finding(
        person=about, noted=noted(found), said=review.Said(disposition, words),
        readers=pulled.readers(found), case=None, by=who, now=world.now,
    )  # fmt: skip
