"""What a process remembers of a file is never shown where anything differs of what it was worked out from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from goodstanding.actions.review import change_rule
from goodstanding.domain import file as files
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.lifecycle import State
from goodstanding.domain.remembered import Remembered, forget_all
from goodstanding.queries.review import Pulled, pull
from goodstanding.queries.standing import viewer
from goodstanding.review.engine import Result
from goodstanding.store import log, models
from tests.conftest import Cast
from tests.factories import case_in
from tests.integration.pages import as_, said
from tests.integration.reviewing import PRAISE, say
from tests.integration.test_plan_pages import clock  # noqa: F401
from tests.integration.test_rebuild_and_check import without_triggers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def pulled(cast: Cast, who: str = "hedda", **more: Any) -> Pulled:
    return pull(viewer(cast.people[who], who, cast.day), cast.eve, **more)


@pytest.fixture
def first(cast: Cast) -> Pulled:
    """A review that is remembered."""
    case_in(cast, State.ACTIVE)
    seen = pulled(cast)
    assert pulled(cast).looked is seen.looked
    return seen


def test_what_is_remembered_is_what_is_worked_out_anew(cast: Cast, first: Pulled) -> None:
    say(cast, "mara", PRAISE)
    remembered = {who: pulled(cast, who) for who in ("hedda", "mara", "eve", "cora")}
    forget_all()
    for who, seen in remembered.items():
        anew = pulled(cast, who)
        assert (anew.looked, anew.file, anew.entries) == (seen.looked, seen.file, seen.entries)


def test_a_new_entry_is_read_at_once(cast: Cast, first: Pulled) -> None:
    say(cast, "mara", PRAISE)
    now = pulled(cast)
    assert now.looked.entries == first.looked.entries + 1
    assert [e.payload for e in now.entries][-1] == PRAISE


def test_what_was_taken_back_is_no_longer_weighed(cast: Cast, first: Pulled) -> None:
    entry = say(cast, "mara", PRAISE).id
    assert str(entry) in {e.id for e in pulled(cast).looked.file.events}
    wrong = day_to_day.Correction(wrong="Somebody else.", right="Not Eve.", retracts=True)
    say(cast, "mara", wrong, refers_to=entry)
    assert str(entry) not in {e.id for e in pulled(cast).looked.file.events}


def test_an_entry_that_was_rolled_back_was_never_read(cast: Cast, first: Pulled) -> None:
    with transaction.atomic():
        say(cast, "mara", PRAISE)
        assert pulled(cast).looked.entries == first.looked.entries + 1
        transaction.set_rollback(True)
    assert pulled(cast).looked == first.looked


def test_a_rule_that_was_switched_off_no_longer_speaks(cast: Cast, first: Pulled) -> None:
    rule = first.looked.review.findings[0].rule
    change_rule(rule=rule, off=True, parameters={}, reason="Not here.", by=cast.hedda, now=cast.now)
    now = pulled(cast).looked.review
    assert rule not in {f.rule for f in now.findings}
    assert {r.result for r in now.ran if r.rule == rule} == {Result.OFF}


def test_another_day_is_another_review(cast: Cast, first: Pulled) -> None:
    later = pulled(cast, as_of=cast.day + timedelta(days=200))
    assert later.looked.as_of == cast.day + timedelta(days=200)
    assert later.looked.review != first.looked.review
    assert pulled(cast).looked == first.looked


def test_another_reader_reads_what_is_theirs(cast: Cast, first: Pulled) -> None:
    act = day_to_day.ProtectedActivity(what="A complaint about pay.", known_on=cast.day)
    say(cast, "cora", act)
    counsel = pulled(cast, "cora")
    assert any(e.payload == act for e in counsel.entries)
    for who in ("hedda", "mara", "eve"):
        seen = pulled(cast, who)
        assert not any(e.visibility == "counsel" for e in seen.entries)
        assert not {e.compartment for e in seen.looked.file.events} & {"counsel"}


def test_other_peoples_plans_are_counted_as_they_are_now(cast: Cast, first: Pulled) -> None:
    models.Organisation.objects.filter(id=1).update(policy={"minimum_plan_days": 400})
    assert pulled(cast).looked is not first.looked


def test_an_entry_that_was_altered_is_shown_as_it_is_and_the_break_is_told(cast: Cast, first: Pulled) -> None:
    kept = [e for e in first.entries if e.visibility == "shared"][1]
    without_triggers("store_entry")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_entry SET happened = '2020-01-01' WHERE id = %s", [_id(kept.id)])
    now = pulled(cast)
    assert next(e for e in now.entries if e.id == kept.id).happened.isoformat() == "2020-01-01"
    assert "D38" in {f.rule for f in now.looked.review.decisive}


def _id(value: Any) -> Any:
    return value if connection.vendor == "postgresql" else value.hex


def test_a_new_name_is_on_the_page_at_once(cast: Cast, first: Pulled, client: Client) -> None:
    page = reverse("trail", args=[cast.eve])
    as_(client, cast, "hedda").get(page)
    models.Person.objects.filter(pk=cast.eve).update(name="Eve Newname")
    assert "Eve Newname" in said(client.get(page))
    assert "Eve Newname" in pulled(cast).names.values()


def test_a_file_that_is_folded_on_is_the_file_folded_whole(cast: Cast) -> None:
    case_in(cast, State.WATCH)
    entries = log.entries_of(cast.eve)
    for length in (0, 3, 3, len(entries), 5, len(entries)):
        some = entries[:length]
        assert files.fold_on(cast.eve, some, "here") == files.fold(cast.eve, some)
    other = [e for e in entries if e.kind != "acknowledged"]
    assert files.fold_on(cast.eve, other, "here") == files.fold(cast.eve, other)


def test_what_is_remembered_has_an_end_and_the_latest_stays() -> None:
    some: Remembered[int, str] = Remembered(10)
    for n in range(100):
        some.put(n, str(n))
        assert some.get(0 if n < 5 else n - 1) is not None
    assert len(some) <= 20
    assert some.get(99) == "99"
    assert some.get(20) is None
