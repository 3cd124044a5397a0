"""Erasure: what goes is gone, what stays is proved, and everybody reads who did it, why and when."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.actions import entries, erasures, people
from goodstanding.actions.exchange import import_file
from goodstanding.actions.rebuild import rebuild
from goodstanding.documents.export import export_text
from goodstanding.domain import erasure_journal
from goodstanding.domain.entries.day_to_day import Advice, Answer, Feedback, Warned
from goodstanding.domain.erased import is_gone
from goodstanding.domain.erasing import Target
from goodstanding.domain.errors import NotAllowed, NotFound, NotNow, UserError
from goodstanding.domain.exchange import schema_text
from goodstanding.domain.lifecycle import State
from goodstanding.queries.audit import check_record
from goodstanding.queries.erasures import erasures_since
from goodstanding.queries.receipt_check import _parts as held_step
from goodstanding.record.receipt import Receipt
from goodstanding.record.verification import Outcome, Step
from goodstanding.store import log, models
from tests.access.world import clock_at, signed_in
from tests.conftest import Cast, at, hire
from tests.factories import case_in

pytestmark = pytest.mark.django_db

CANARY = "wolfram-canary-7731"
WHY = erasures.Why(ground="mistake", source="Complaint of 2 March", reason="It was about somebody else.")
SAYS = "Erased by Hedda HR on 2 March 2026: it should never have been recorded"


def said(cast: Cast, words: str = CANARY) -> UUID:
    payload = Feedback(tone="critical", behaviour=f"He wrote {words} twice", effect="Two calls were lost")
    return entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now).id


def fields(entry: UUID, *names: str) -> Target:
    return Target(scope="fields", entry=entry, fields=frozenset(names))


def erase(cast: Cast, target: Target, *, by: str = "hedda", **more: Any) -> tuple[UUID, ...]:
    who = getattr(cast, by)
    return erasures.carry_out(person=cast.eve, target=target, why=WHY, by=who, now=cast.now, **more)


def payload(entry: UUID) -> Any:
    return log.to_domain(models.Entry.objects.select_related("payload").get(id=entry)).payload


def leaf(entry: UUID) -> bytes:
    return bytes(models.Leaf.objects.get(idx=models.Entry.objects.get(id=entry).idx).data)


def stored() -> str:
    """Every value of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.append(str([[bytes(v) if isinstance(v, memoryview) else v for v in r] for r in cursor]))
    return "\n".join(found)


def test_an_erased_field_reads_who_did_it_why_and_when_and_the_record_is_whole(cast: Cast) -> None:
    entry = said(cast)
    before = leaf(entry)
    erase(cast, fields(entry, "behaviour"))
    assert SAYS in payload(entry).behaviour
    assert payload(entry).effect == "Two calls were lost"
    assert leaf(entry) == before
    assert check_record() == []
    assert rebuild() == []


def test_an_entry_goes_with_what_answers_it_and_its_frame_stays(cast: Cast) -> None:
    entry = said(cast)
    answer = entries.record(
        person=cast.eve, payload=Answer(words=f"No {CANARY}"), by=cast.eve, now=cast.now, refers_to=entry
    ).id
    erase(cast, Target(scope="entry", entry=entry))
    for each in (entry, answer):
        assert is_gone(payload(each))
        assert SAYS in payload(each).words
    row = models.Entry.objects.get(id=entry)
    assert (row.kind, row.author_id, row.happened) == ("feedback", cast.mara, cast.day)
    assert check_record() == []
    assert rebuild() == []


def test_a_case_goes_as_a_whole_once_it_is_over(cast: Cast) -> None:
    case = case_in(cast, State.CLOSED)
    words = said(cast, "kept")
    erase(cast, Target(scope="case", case=case))
    assert not models.Case.objects.filter(id=case).exists()
    of_case = models.Entry.objects.filter(case_id=case)
    assert all(is_gone(payload(entry)) for entry in of_case.values_list("id", flat=True))
    assert "kept" in payload(words).behaviour
    assert check_record() == []
    assert rebuild() == []


def test_a_case_that_is_not_over_stays_and_another_does_not_exist(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    with pytest.raises(NotNow, match="not over"):
        erase(cast, Target(scope="case", case=case))
    with pytest.raises(NotFound):
        erase(cast, Target(scope="case", case=UUID(int=7)))


def test_what_later_entries_rest_on_is_not_erased_alone(cast: Cast) -> None:
    entry = said(cast)
    with pytest.raises(UserError, match="rests on it: tone"):
        erase(cast, fields(entry, "tone"))
    hired = models.Entry.objects.get(subject=cast.eve, kind="hired").id
    with pytest.raises(NotNow, match="whole person"):
        erase(cast, Target(scope="entry", entry=hired))
    with pytest.raises(NotNow, match="works here"):
        erase(cast, Target(scope="person"))


@pytest.mark.parametrize("by", ["mara", "eve", "ivo", "olga", "augusta"])
def test_nobody_but_hr_erases_in_the_shared_file(cast: Cast, by: str) -> None:
    entry = said(cast)
    with pytest.raises(NotAllowed):
        erase(cast, fields(entry, "behaviour"), by=by)


@pytest.mark.parametrize("by", ["lea", "cora"])
def test_a_compartment_erases_nothing_outside_of_itself(cast: Cast, by: str) -> None:
    entry = said(cast)
    with pytest.raises(NotFound):
        erase(cast, fields(entry, "behaviour"), by=by)


def test_nothing_is_erased_twice_nor_after_somebody_wrote(cast: Cast) -> None:
    entry = said(cast)
    version = models.Person.objects.get(id=cast.eve).file_version
    said(cast, "more")
    with pytest.raises(UserError, match="since you saw"):
        erase(cast, fields(entry, "behaviour"), expected=version)
    erase(cast, fields(entry, "behaviour"), expected=version + 1)
    erase(cast, Target(scope="entry", entry=entry))
    with pytest.raises(NotNow, match="nothing left"):
        erase(cast, Target(scope="entry", entry=entry))


def taken(entry: UUID) -> str:
    return models.Payload.objects.get(entry__id=entry).disclosures


@pytest.mark.parametrize(
    "how", ["silently", "named by no entry", "named by another kind", "added", "altered"]
)
def test_the_database_refuses_whatever_takes_or_changes_a_part_without_an_erasure(
    cast: Cast, how: str
) -> None:
    entry, other = said(cast), said(cast, "other")
    row = models.Payload.objects.get(entry__id=entry)
    parts = json.loads(row.disclosures)
    sha = hashlib.sha256(parts[-1].encode()).hexdigest()
    index = models.Entry.objects.get(id=other).idx
    change: dict[str, Any] = {
        "silently": {"disclosures": json.dumps(parts[:-1])},
        "named by no entry": {
            "disclosures": json.dumps(parts[:-1]), "erased": json.dumps([{"sha256": sha, "idx": 10_000}])
        },
        "named by another kind": {
            "disclosures": json.dumps(parts[:-1]), "erased": json.dumps([{"sha256": sha, "idx": index}])
        },
        "added": {"disclosures": json.dumps([*parts, parts[0]])},
        "altered": {"disclosures": json.dumps([*parts[:-2], "changed"])},
    }[how]  # fmt: skip
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        models.Payload.objects.filter(entry__id=entry).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        models.Payload.objects.filter(entry__id=entry).delete()
    assert models.Payload.objects.get(entry__id=entry).disclosures == row.disclosures


def test_a_part_that_came_back_is_named_by_the_check(cast: Cast) -> None:
    entry = said(cast)
    before = taken(entry)
    erase(cast, fields(entry, "behaviour"))
    with connection.cursor() as cursor:
        on = " ON store_payload" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER store_payload_no_update{on}")
    models.Payload.objects.filter(entry__id=entry).update(disclosures=before)
    assert ["there, and an entry tells of their erasure" in each.what for each in check_record()] == [True]
    models.Payload.objects.filter(entry__id=entry).update(erased=None)
    assert [each.step for each in check_record()] == [7]


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def leave(cast: Cast) -> None:
    people.leave(person=cast.eve, last_day=cast.day, by=cast.hedda, now=cast.now)


def test_of_a_person_nothing_is_left_in_any_table_but_what_the_frame_says(cast: Cast) -> None:
    case_in(cast, State.CLOSED)
    models.Person.objects.filter(id=cast.eve).update(name=CANARY, email=f"{CANARY}@example.org")
    said(cast)
    leave(cast)
    assert CANARY in stored()
    erase(cast, Target(scope="person"))
    assert CANARY not in stored()
    assert models.Person.objects.get(id=cast.eve).name == "Erased person"
    assert not models.Case.objects.filter(person=cast.eve).exists()
    assert check_record() == []
    assert rebuild() == []


def test_what_a_compartment_keeps_is_erased_by_those_who_keep_it(cast: Cast) -> None:
    advice = entries.record(person=cast.eve, payload=Advice(advice=CANARY), by=cast.cora, now=cast.now).id
    leave(cast)
    made = erase(cast, Target(scope="person"))
    assert payload(advice).advice == CANARY
    assert {models.Entry.objects.get(id=each).visibility for each in made} == {"shared"}
    made = erase(cast, Target(scope="person"), by="cora")
    assert is_gone(payload(advice))
    assert {models.Entry.objects.get(id=each).visibility for each in made} == {"counsel"}


def test_an_erasure_is_carried_out_again_after_a_restore(cast: Cast) -> None:
    entry = said(cast)
    lines = []
    with undone():
        erase(cast, fields(entry, "behaviour"))
        lines = erasures_since(0)
    assert CANARY in payload(entry).behaviour
    read = list(erasure_journal.read("".join(map(erasure_journal.written, lines)).splitlines(keepends=True)))
    assert read == lines
    assert erasures.replay(lines=read, now=at(cast.later(1))) == 1
    assert "erased again after a backup was restored" in payload(entry).behaviour
    assert erasures.replay(lines=read, now=cast.now) == 0
    assert check_record() == []


def test_an_export_says_what_was_erased_and_comes_back_as_it_was(cast: Cast) -> None:
    given: Any = None
    kept = dict(cast.people)
    with undone():
        hire(cast, "eve", "Eva Elsewhere", team="ops", job_family="Agent", manager=cast.mara)
        entry, whole = said(cast), said(cast, "another")
        erase(cast, fields(entry, "behaviour"))
        erase(cast, Target(scope="entry", entry=whole))
        text = export_text(cast.eve, None, cast.now)
        assert SAYS.split(" by ")[0] not in text, (
            "what is gone is said in fields of its own, not in its place"
        )
        given, leaves = json.loads(text), (leaf(entry), leaf(whole))
    cast.people = kept
    assert CANARY not in json.dumps(given)
    jsonschema.validate(given, json.loads(schema_text()))
    import_file(data=given, by=cast.admin, now=at(cast.later(1)))
    assert (leaf(entry), leaf(whole)) == leaves
    assert SAYS in payload(entry).behaviour
    assert is_gone(payload(whole))
    assert check_record() == []
    without = copy.deepcopy(given)
    without["entries"] = [e for e in without["entries"] if e["kind"] != "erased"]
    with pytest.raises(UserError, match="no entry of this file says"):
        import_file(data=without, by=cast.admin, now=cast.now)


def test_of_an_erased_entry_no_letter_is_made(cast: Cast) -> None:
    warned = Warned(
        stage="first written", deficiency=CANARY, improvement_required="x", improve_by=cast.later(30),
        current_until=cast.later(30), consequence="x",
    )  # fmt: skip
    entry = entries.record(person=cast.eve, payload=warned, by=cast.hedda, now=cast.now).id
    erase(cast, Target(scope="entry", entry=entry))
    with clock_at(cast):
        assert signed_in(cast.hedda).get(f"/people/{cast.eve}/entries/{entry}/letter/").status_code == 404


def test_whoever_checks_an_old_receipt_reads_of_the_erasure_and_a_forged_note_is_none(cast: Cast) -> None:
    entry = said(cast)
    index = models.Entry.objects.get(id=entry).idx
    held = Receipt(leaf(entry), tuple(json.loads(taken(entry))), "")
    stands = Step(1, "", Outcome.GOOD, "")
    assert "word for word" in held_step(2, held, index, stands).says
    erase(cast, fields(entry, "behaviour"))
    step = held_step(2, held, index, stands)
    assert step.outcome is Outcome.GOOD
    assert SAYS in step.says
    with connection.cursor() as cursor:
        on = " ON store_payload" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER store_payload_no_update{on}")
    note = json.loads(models.Payload.objects.get(entry__id=entry).erased)
    note[0]["erasure"] = str(entry)
    models.Payload.objects.filter(entry__id=entry).update(erased=json.dumps(note))
    assert held_step(2, held, index, stands).outcome is Outcome.WRONG
