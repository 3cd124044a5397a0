"""Every open case has somebody who has to do something, and nothing waits once it is done."""

from __future__ import annotations

import pytest

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
