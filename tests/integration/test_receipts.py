"""Receipts: for exactly what somebody may read, checkable alone, and against today's record."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from goodstanding.actions import checkpoints, entries, receipts
from goodstanding.domain.entries.day_to_day import Advice, Feedback
from goodstanding.domain.errors import NotFound, NotNow
from goodstanding.queries import checkpoints as signed
from goodstanding.queries import receipt_check
from goodstanding.queries import receipts as queries
from goodstanding.queries.standing import viewer
from goodstanding.record import disclosure, key_file, receipt
from goodstanding.record.verification import Outcome, check_receipt
from goodstanding.store import models
from tests.access.world import signed_in
from tests.conftest import Cast
from tests.signing import Near, new_signer


@pytest.fixture
def near(cast: Cast, tmp_path: Path) -> Near:
    return Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now)))


def say(cast: Cast, words: str = "Answered every call") -> UUID:
    payload = Feedback(tone="positive", behaviour=words)
    return entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now).id


def take(cast: Cast, who: UUID, entry: UUID, near: Near) -> queries.Document:
    reader = viewer(who, "", cast.day)
    return receipts.take(person=cast.eve, entry=entry, viewer=reader, now=cast.now, signer=near)


def result(data: str | bytes) -> receipt_check.Checked:
    return receipt_check.check(data.encode() if isinstance(data, str) else data)


def test_a_receipt_verifies_without_the_server(cast: Cast, near: Near) -> None:
    document = take(cast, cast.eve, say(cast, "Stayed late for the migration"), near)
    report = check_receipt(document.json.encode(), key_file.read(signed.key_file()))
    assert report.outcome is Outcome.GOOD
    assert report.shown["payload.behaviour"] == "Stayed late for the migration"
    assert receipt.read(document.json.encode()).proof == document.proof


def test_author_subject_and_hr_get_it_at_once_and_nobody_else_does(cast: Cast, near: Near) -> None:
    entry = say(cast)
    for who in (cast.mara, cast.eve, cast.hedda):
        assert take(cast, who, entry, near).entry == entry
    for who in (cast.olga, cast.mike, cast.ivo):
        with pytest.raises(NotFound):
            take(cast, who, entry, near)


def test_a_compartment_stays_shut_for_receipts(cast: Cast, near: Near) -> None:
    payload = Advice(advice="Wait until the grievance is answered")
    entry = entries.record(person=cast.eve, payload=payload, by=cast.cora, now=cast.now).id
    assert take(cast, cast.cora, entry, near).entry == entry
    for who in (cast.eve, cast.mara, cast.hedda):
        with pytest.raises(NotFound):
            take(cast, who, entry, near)
    mine = queries.mine(viewer(cast.eve, "", cast.day)).values_list("id", flat=True)
    assert entry not in set(mine)


def test_old_receipts_are_checked_against_todays_record(cast: Cast, near: Near) -> None:
    old = take(cast, cast.eve, say(cast), near).json
    for _ in range(5):
        say(cast)
    checkpoints.make(now=cast.now, signer=near)
    checked = result(old)
    assert checked.outcome is Outcome.GOOD
    assert len(checked.report.steps) == 10
    assert checked.newest == signed.latest()


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [('"version": 1', '"version": 2', 1), ("index ", "index 1", 5), ("sha-256", "sha-257", 2)],
)
def test_a_receipt_that_was_altered_is_told_what_is_wrong_with_it(
    cast: Cast, near: Near, old: str, new: str, step: int
) -> None:
    given = take(cast, cast.eve, say(cast), near).json
    checked = result(given.replace(old, new, 1))
    assert checked.outcome is Outcome.WRONG
    assert checked.report.wrong[0].number >= step


def test_a_checkpoint_out_of_a_letter_is_checked_as_well(cast: Cast, near: Near) -> None:
    say(cast)
    letter = checkpoints.make(now=cast.now, signer=near)
    assert letter is not None
    say(cast)
    checkpoints.make(now=cast.now, signer=near)
    assert result(letter.text.replace("\n", "\r\n")).outcome is Outcome.GOOD
    copied = letter.text.replace("\n\n", "\n\n \n").replace("\n", "  \n")
    answer = Client(HTTP_HOST="localhost").post("/receipts/check/", {"text": copied})
    assert "Nothing is wrong" in answer.content.decode()
    forged = letter.text.replace(f"\n{letter.size}\n", f"\n{letter.size - 1}\n")
    assert result(forged).outcome is Outcome.WRONG


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[" * 100_000, b"hello\n\nworld\n", b'{"leaf":"x"}'])
def test_whatever_is_brought_gets_an_answer_in_words(cast: Cast, near: Near, data: bytes) -> None:
    say(cast)
    checkpoints.make(now=cast.now, signer=near)
    assert result(data).outcome is Outcome.WRONG


def test_before_anything_was_signed_a_receipt_cannot_be_judged(cast: Cast) -> None:
    assert result(b"{}").outcome is Outcome.WRONG


def test_all_at_once_and_then_only_what_is_new(cast: Cast, near: Near) -> None:
    for _ in range(3):
        say(cast)
    eve = viewer(cast.eve, "", cast.day)
    data, left = receipts.take_all(viewer=eve, now=cast.now, only_new=True, signer=near)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sum(name.endswith(".json") for name in names) == queries.mine(eve).count()
    assert {"README.txt", "checkpoint.txt", "keys.txt"} <= set(names)
    assert left == 0
    with pytest.raises(NotNow, match="not taken already"):
        receipts.take_all(viewer=eve, now=cast.now, only_new=True, signer=near)
    new = say(cast)
    assert [line.entry for line in queries.listed(eve, 1, only_new=True, about_me=True).page] == [new]


def test_every_receipt_of_a_zip_verifies_with_the_keys_beside_it(cast: Cast, near: Near) -> None:
    for _ in range(4):
        say(cast)
    data, _ = receipts.take_all(
        viewer=viewer(cast.mara, "", cast.day), now=cast.now, only_new=False, signer=near
    )
    archive = zipfile.ZipFile(io.BytesIO(data))
    keys = key_file.read(archive.read("keys.txt").decode())
    files = [name for name in archive.namelist() if name.endswith(".json")]
    assert len(files) >= 4
    assert all(check_receipt(archive.read(name), keys).outcome is Outcome.GOOD for name in files)


def test_words_taken_out_since_are_missed_and_the_old_receipt_proves_them(cast: Cast, near: Near) -> None:
    entry = say(cast)
    old = take(cast, cast.eve, entry, near).json
    row = models.Payload.objects.get(entry__id=entry)
    kept = [d for d in json.loads(row.disclosures) if disclosure.read(d).name != "payload.behaviour"]
    with connection.cursor() as cursor:  # by an administrator, past the triggers
        cursor.execute("DROP TRIGGER store_payload_no_update" + _on("store_payload"))
        cursor.execute(
            "UPDATE store_payload SET disclosures = %s WHERE entry_id = %s", [json.dumps(kept), row.pk]
        )
    checked = result(old)
    assert [step.where for step in checked.report.wrong] == ["today’s record"]
    assert "no entry says" in checked.report.wrong[0].says


def _on(table: str) -> str:
    return f" ON {table}" if connection.vendor == "postgresql" else ""


def test_pages_hand_out_and_list_receipts(cast: Cast, near: Near) -> None:
    entry = say(cast)
    checkpoints.make(now=cast.now, signer=near)
    eve = signed_in(cast.eve)
    page = eve.get("/receipts/")
    assert page.status_code == 200
    assert "Not taken yet" in page.content.decode()
    answer = eve.post(f"/people/{cast.eve}/entries/{entry}/receipt/")
    assert answer.headers["Content-Disposition"].endswith('.json"')
    assert result(answer.content).outcome is Outcome.GOOD
    alone = eve.post(f"/people/{cast.eve}/entries/{entry}/receipt/", {"form": "proof"})
    assert alone.content.decode() == receipt.read(answer.content).proof
    archive = eve.post("/receipts/download/", {"which": "all"})
    assert archive.headers["Content-Type"] == "application/zip"


def test_somebody_without_an_account_checks_a_receipt(cast: Cast, near: Near) -> None:
    given = take(cast, cast.eve, say(cast), near).json
    visitor = Client(HTTP_HOST="localhost")
    assert visitor.get("/receipts/check/").status_code == 200
    file = io.BytesIO(given.encode())
    file.name = "receipt.json"
    answer = visitor.post("/receipts/check/", {"file": file})
    assert "Nothing is wrong" in answer.content.decode()
    answer = visitor.post("/receipts/check/", {"text": given.replace("\n", "\r\n")})
    assert "Nothing is wrong" in answer.content.decode()
    assert visitor.post("/receipts/check/", {}).status_code == 422


def test_checkpoint_keys_and_growth_are_public_texts(cast: Cast, near: Near) -> None:
    visitor = Client(HTTP_HOST="localhost")
    assert visitor.get("/checkpoint").status_code == 404
    say(cast)
    first = checkpoints.make(now=cast.now, signer=near)
    say(cast)
    checkpoints.make(now=cast.now + timedelta(seconds=1), signer=near)
    assert first is not None
    assert visitor.get("/checkpoint").content.decode() == signed.current_text()
    assert visitor.get("/keys").content.decode() == signed.key_file()
    assert visitor.get(f"/checkpoint/from/{first.size}").content.decode().startswith(f"old {first.size}\n")


def test_a_signer_that_is_away_is_told_on_the_page(cast: Cast, near: Near) -> None:
    entry = say(cast)
    answer = signed_in(cast.eve).post(f"/people/{cast.eve}/entries/{entry}/receipt/")
    assert answer.status_code == 409
    assert "The entries are safe" in answer.content.decode()
