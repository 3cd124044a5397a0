"""Whom the demo’s sign-in page offers besides its people by role: the person of each story."""

from __future__ import annotations

from goodstanding.demo import cast
from goodstanding.demo.catalogue import StorySpec
from goodstanding.demo.stories import STORIES
from goodstanding.domain.lifecycle import FINAL, LABELS, LIVE, PRE_DELIVERY, State
from goodstanding.queries.demo_people import DemoGroup, DemoPerson, accounts_by_email

GROUPS: tuple[tuple[str, frozenset[State]], ...] = (
    ("Stories: before a plan", PRE_DELIVERY | {State.INTAKE, State.COACHING}),
    ("Stories: a plan running", LIVE - PRE_DELIVERY),
    ("Stories: after a plan", frozenset(State) - LIVE - FINAL - {State.INTAKE, State.COACHING}),
    ("Stories: closed", FINAL),
)


def story_groups() -> tuple[DemoGroup, ...]:
    """In the order of a plan’s life. Whoever has no account (any more) is left out."""
    names = {key: name for key, name, *_ in cast.STORY_PEOPLE}
    ids = accounts_by_email([cast.email_of(names[spec.key]) for spec in STORIES])
    order = list(State)

    def door(spec: StorySpec) -> DemoPerson:
        name = names[spec.key]
        return DemoPerson(ids[cast.email_of(name)], name, LABELS[spec.state], f"{spec.title}. {spec.look}.")

    groups = []
    for label, states in GROUPS:
        told = [s for s in STORIES if s.state in states and cast.email_of(names[s.key]) in ids]
        told.sort(key=lambda spec: order.index(spec.state))
        if told:
            groups.append(DemoGroup(label, tuple(door(spec) for spec in told)))
    return tuple(groups)
