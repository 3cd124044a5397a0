"""What the tests of the review share: a draft in which something is found, and who is asked what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from goodstanding.actions import entries
from goodstanding.domain.entries import Payload, day_to_day
from goodstanding.domain.lifecycle import State
from goodstanding.queries.review import before_step
from goodstanding.queries.standing import viewer
from tests import factories
from tests.conftest import Cast
from tests.factories import case_in
from tests.integration.test_plan_pages import clock  # noqa: F401

PRAISE = day_to_day.Feedback(tone="positive", behaviour="Closed every case in two days this week.")


def say(cast: Cast, by: str, payload: Payload, **more: Any) -> Any:
    return entries.record(person=cast.eve, payload=payload, by=cast.people[by], now=cast.now, **more)


def drafted(cast: Cast) -> UUID:
    """A draft whose file holds something that asks for an answer."""
    case = case_in(cast, State.DRAFT)
    factories.ways.draft(cast, case)
    return case


def asked_of(cast: Cast, case: UUID, who: str = "mara") -> list[Any]:
    from goodstanding.queries.plans import open_room

    return list(before_step(open_room(viewer(cast.people[who], who, cast.day), case)).asked)
