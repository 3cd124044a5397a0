"""What pages list can be folded anew from the entries, and damage to the record is named."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from goodstanding.actions import entries
from goodstanding.actions.rebuild import rebuild
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.queries.audit import check_record
from goodstanding.record import disclosure
from goodstanding.store import models
from tests.conftest import Cast
from tests.integration.test_a_plan_from_concern_to_watch import (
    test_a_plan_runs_to_met_and_into_its_watch as run_a_plan,
)

pytestmark = pytest.mark.django_db


def without_triggers(table: str) -> None:
    with connection.cursor() as cursor:
        for event in ("update", "delete"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_no_{event}{on}")


def test_rebuilding_gives_exactly_what_is_stored(cast: Cast) -> None:
    run_a_plan(cast)
    assert rebuild() == []


def test_rebuilding_mends_and_names_a_row_that_was_tampered_with(cast: Cast) -> None:
    run_a_plan(cast)
    models.Case.objects.update(state="not_met")
    models.Duty.objects.all().delete()
    found = rebuild()
    assert {d.person for d in found} >= {cast.eve}
    assert models.Case.objects.get().state == "watch"
    assert rebuild() == []


def test_a_whole_record_has_no_problem(cast: Cast) -> None:
    run_a_plan(cast)
    assert check_record() == []


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("store_entry", "UPDATE store_entry SET kind = 'award' WHERE idx = 3"),
        ("store_entry", "UPDATE store_entry SET happened = '2020-01-01' WHERE idx = 3"),
        ("store_payload", "UPDATE store_payload SET disclosures = '[\"x\"]' WHERE entry_id = 3"),
        ("store_leaf", "UPDATE store_leaf SET hash = data WHERE idx = 3"),
        ("", "UPDATE store_loghead SET size = 2, peaks = substr(peaks, 1, 32)"),
        ("", "UPDATE store_chainhead SET seq = 9"),
    ],
)
def test_every_kind_of_damage_is_named(cast: Cast, table: str, sql: str) -> None:
    if table:
        without_triggers(table)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert check_record() != []


@pytest.mark.parametrize("part", ["payload.effect", "payload.behaviour", "who", None])
def test_words_taken_out_of_an_entry_are_missed(cast: Cast, part: str | None) -> None:
    """The leaf still commits to them, so it stays as it was; `None` takes all of them."""
    said = Feedback(tone="positive", behaviour="Answered every call", effect="Nobody waited")
    entry = entries.record(person=cast.eve, payload=said, by=cast.mara, now=cast.now)
    row = models.Payload.objects.get(entry__id=entry.id)
    kept = [d for d in json.loads(row.disclosures) if part and disclosure.read(d).name != part]
    assert len(kept) == len(json.loads(row.disclosures)) - 1 or not kept
    without_triggers("store_payload")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE store_payload SET disclosures = %s WHERE entry_id = %s", [json.dumps(kept), row.pk]
        )
    assert any("gone" in problem.what for problem in check_record())
