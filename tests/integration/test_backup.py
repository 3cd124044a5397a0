"""What a backup brings back: the same log, the same rows, the same files. On a database of its own."""

from __future__ import annotations

import json
import os
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from goodstanding.actions import backup, checkpoints, restore
from goodstanding.domain.errors import Damage, UserError
from goodstanding.queries.audit import check_record
from goodstanding.record import key_file
from goodstanding.record.backup_archive import opened
from goodstanding.record.verification import Outcome, check_receipt
from tests.durability.place import NOW, Place, _organisation, write_one
from tests.instances import instance, own_database
from tests.signing import Near

WORDS = "a passphrase that is long"


@dataclass
class Kept:
    """An instance, a backup of it, and a receipt that was given before."""

    place: Place
    url: str
    file: Path
    receipt: bytes
    keys: str


@pytest.fixture(scope="module")
def kept(tmp_path_factory: Any, django_db_blocker: Any) -> Iterator[Kept]:
    from django.core.management import call_command

    from goodstanding.queries import checkpoints as signed
    from goodstanding.queries.receipts import documents
    from goodstanding.signing.signer import Signer

    folder = tmp_path_factory.mktemp("kept")
    with django_db_blocker.unblock(), own_database("backup") as url, instance(folder / "data", url):
        call_command("migrate", verbosity=0, interactive=False)
        place = _organisation(folder / "data", 12)
        (place.folder / "imports").mkdir()
        (place.folder / "imports" / "people.csv").write_text("number,name\n")
        (place.folder / "secret-key").write_text("a key")
        _, index = write_one(place, 1)
        newest = checkpoints.make(now=NOW, signer=Near(Signer(place.signer_folder)))
        assert newest is not None
        receipt = documents([index], newest)[0].json.encode()
        made = backup.make(folder / "one.backup", now=NOW)
        yield Kept(place, url, made.path, receipt, signed.key_file())


@dataclass
class Brought:
    folder: Path
    again: Path


@pytest.fixture(scope="module")
def brought(kept: Kept, tmp_path_factory: Any, django_db_blocker: Any) -> Iterator[Brought]:
    """The backup brought into another place, which is what the process then works on."""
    folder = tmp_path_factory.mktemp("brought")
    with django_db_blocker.unblock(), own_database("brought") as url, instance(folder / "data", url):
        with kept.file.open("rb") as file, opened(file) as archive:
            archive.prove()
            archive.write_files(folder / "data")
            restore.tables_into(archive)
        again = backup.make(folder / "again.backup", now=NOW).path
        yield Brought(folder / "data", again)


def rows(path: Path) -> dict[str, list[Any]]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: [json.loads(line) for line in archive.read(name).splitlines()]
            for name in archive.namelist()
            if name.startswith("tables/")
        }


def test_every_row_comes_back_as_it_was(kept: Kept, brought: Brought) -> None:
    before, after = rows(kept.file), rows(brought.again)
    assert before == after
    assert len(before["tables/store.entry.jsonl"]) > 10


def test_the_log_is_the_same_and_holds(kept: Kept, brought: Brought) -> None:
    with (
        kept.file.open("rb") as one,
        opened(one) as first,
        brought.again.open("rb") as two,
        opened(two) as then,
    ):
        assert first.manifest.log == then.manifest.log
    assert check_record() == []


def test_an_old_receipt_still_verifies_against_what_came_back(kept: Kept, brought: Brought) -> None:
    from goodstanding.queries.receipt_check import check

    assert check_receipt(kept.receipt, key_file.read(kept.keys)).outcome is Outcome.GOOD
    assert check(kept.receipt).outcome is Outcome.GOOD


def test_the_next_entry_gets_the_next_number_and_old_ones_stay_unchangeable(
    kept: Kept, brought: Brought
) -> None:
    from django.db import DatabaseError, connection, transaction

    from goodstanding.store import models

    size = models.LogHead.objects.get(id=1).size
    assert write_one(kept.place, 2)[1] == size
    for table in ("store_entry", "store_leaf", "store_checkpoint"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {table}")
    assert check_record() == []


def test_what_was_erased_after_the_backup_is_erased_again(
    kept: Kept, brought: Brought, tmp_path: Path
) -> None:
    from goodstanding.domain import erasure_journal
    from goodstanding.domain.entries.keeping import ErasedPart
    from goodstanding.store import models, parts

    entry = models.Entry.objects.filter(kind="feedback").order_by("idx")[0]
    digest = parts.held([entry.id])[entry.id]["behaviour"]
    line = erasure_journal.Line(
        999, uuid4(), entry.subject_id, "shared", kept.place.admin, NOW, "fields", "request",
        (ErasedPart(entry=entry.id, field="behaviour", digest=digest),),
    )  # fmt: skip
    journal = tmp_path / "erasures.jsonl"
    journal.write_text(erasure_journal.written(line))
    assert restore.erase_again(journal, now=NOW + timedelta(days=9)) == 1
    assert "behaviour" not in parts.held([entry.id])[entry.id]
    assert check_record() == []
    assert restore.erase_again(journal, now=NOW + timedelta(days=9)) == 0


def test_files_come_back_and_are_their_owners_alone(brought: Brought) -> None:
    for name, text in (("secret-key", "a key"), ("imports/people.csv", "number,name\n")):
        path = brought.folder / name
        assert path.read_text() == text
        assert path.stat().st_mode & 0o077 == 0


def test_the_signers_keys_are_not_in_it(kept: Kept) -> None:
    with zipfile.ZipFile(kept.file) as archive:
        assert not any("signer" in name or "keys.json" in name for name in archive.namelist())


def test_a_database_in_use_takes_no_backup_in(kept: Kept, brought: Brought) -> None:
    with kept.file.open("rb") as file, opened(file) as archive, pytest.raises(UserError, match="in use"):
        restore.tables_into(archive)


def test_nothing_is_overwritten_and_nothing_half_made_is_left(
    kept: Kept, tmp_path: Path, monkeypatch: Any, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), instance(kept.place.folder, kept.url):
        with pytest.raises(UserError, match="is there already"):
            backup.make(kept.file, now=NOW)
        monkeypatch.setattr(os, "fsync", _full_disk)
        with pytest.raises(UserError, match="No space left"):
            backup.make(tmp_path / "new.backup", now=NOW)
    assert list(tmp_path.iterdir()) == []


def _full_disk(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_what_is_written_meanwhile_waits_for_nothing_and_is_in_the_next_backup(
    kept: Kept, tmp_path: Path, django_db_blocker: Any
) -> None:
    """The backup is of the moment at which it began, in every table."""
    written: list[int] = []

    def meanwhile(done: int, total: int, what: str) -> None:
        if what == "store.chainhead" and not written:
            thread = threading.Thread(target=write)
            thread.start()
            thread.join(20)

    def write() -> None:
        with django_db_blocker.unblock(), instance(kept.place.folder, kept.url):
            written.append(write_one(kept.place, 7)[1])

    with django_db_blocker.unblock(), instance(kept.place.folder, kept.url):
        made = backup.make(tmp_path, now=NOW, progress=meanwhile)
        assert written, "the write was held up"
        assert made.manifest.log.size == written[0]
        found = rows(made.path)
        assert (
            len(found["tables/store.entry.jsonl"]) == len(found["tables/store.leaf.jsonl"]) == written[0] + 1
        )
        assert backup.make(tmp_path / "next", now=NOW).manifest.log.size == written[0] + 1


def test_a_database_of_a_newer_version_is_not_backed_up_in_part(
    kept: Kept, tmp_path: Path, django_db_blocker: Any
) -> None:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    with django_db_blocker.unblock(), instance(kept.place.folder, kept.url):
        recorder = MigrationRecorder(connection)
        recorder.record_applied("store", "9999_of_a_newer_version")
        with pytest.raises(UserError, match="newer version"):
            backup.make(tmp_path, now=NOW)
        recorder.record_unapplied("store", "9999_of_a_newer_version")
    assert list(tmp_path.iterdir()) == []


def test_an_encrypted_backup_opens_with_its_passphrase_alone(
    kept: Kept, tmp_path: Path, django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock(), instance(kept.place.folder, kept.url):
        made = backup.make(tmp_path / "sealed", now=NOW, passphrase=WORDS)
    assert b"Mara Manager" not in made.path.read_bytes()
    with made.path.open("rb") as file:
        with pytest.raises(UserError, match="is encrypted"), opened(file):
            pass
        file.seek(0)
        with opened(file, WORDS) as archive:
            archive.prove()


def test_every_changed_byte_of_a_part_is_found(kept: Kept, tmp_path: Path) -> None:
    """Not those that only say when a part was packed, or how: the parts themselves are what is proved."""
    whole = kept.file.read_bytes()
    undamaged = rows(kept.file)
    for at in range(0, len(whole), max(1, len(whole) // 100)):
        path = tmp_path / "changed"
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        try:
            with path.open("rb") as file, opened(file) as archive:
                archive.prove()
        except Damage:
            continue
        assert rows(path) == undamaged, at


@pytest.mark.parametrize("size", [0, 3, 100, 5_000])
def test_a_backup_that_was_cut_off_is_refused(kept: Kept, tmp_path: Path, size: int) -> None:
    path = tmp_path / "cut"
    path.write_bytes(kept.file.read_bytes()[:size])
    with path.open("rb") as file, pytest.raises(Damage, match="not a whole backup"), opened(file):
        pass
