"""Every call that a write, a checkpoint and a receipt make of the database, the disk, the signer and the source of
randomness fails once, the first, the second … until none is left. Each time the record holds, and the next try does.
"""
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, transaction
from django.db.backends.utils import CursorWrapper

from goodstanding.actions import _write, checkpoints, entries, receipts
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.domain.errors import GoodStandingError
from goodstanding.queries.audit import check_record
from goodstanding.queries.standing import viewer
from goodstanding.record import key_file
from goodstanding.record.verification import Outcome, check_receipt
from goodstanding.signing import client, disk
from goodstanding.signing.signer import Signer
from goodstanding.store import models
from tests.conftest import Cast
from tests.signing import Near, new_signer, seal

FULL = OSError(28, "No space left on device")
READ_ONLY = OSError(30, "Read-only file system")


@dataclass
class Calls:
    """Counts calls of whatever it wraps, and lets number `at` fail."""

    at: int = 0
    made: int = 0
    names: list[str] = field(default_factory=list)

    def wrapped(self, name: str, original: Callable[..., Any], error: BaseException) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.made += 1
            if self.made == self.at:
                self.names.append(name)
                raise error
            return original(*args, **kwargs)

        return call


def places() -> list[tuple[Any, str, str, BaseException]]:
    return [
        (CursorWrapper, "execute", "database", OperationalError("the database went away")),
        (CursorWrapper, "executemany", "database", OperationalError("database or disk is full")),
        (_write, "new_salt", "randomness", FULL),
        (disk.os, "fsync", "signer’s disk", FULL),
        (disk.os, "replace", "signer’s disk", READ_ONLY),
        (Near, "status", "signer", client.SignerAway("the signer went away")),
        (Near, "sign", "signer", client.SignerAway("the signer went away")),
        (Signer, "_remember", "signer", MemoryError("out of memory")),
    ]


@contextmanager
def failing(calls: Calls, patch: pytest.MonkeyPatch) -> Iterator[None]:
    with patch.context() as within:
        for owner, name, what, error in places():
            within.setattr(owner, name, calls.wrapped(what, getattr(owner, name), error))
        yield


@pytest.fixture
def near(cast: Cast, tmp_path: Path) -> Near:
    made = Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now)))
    seal(made, now=cast.now)
    return made


def whole() -> bool:
    counts = {models.Entry.objects.count(), models.Payload.objects.count(), models.Leaf.objects.count(), models.LogHead.objects.get(id=1).size}  # fmt: skip
    return len(counts) == 1 and not check_record()


def test_a_write_is_there_wholly_or_not_at_all(
    cast: Cast, near: Near, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = 0
    for number in range(1, 500):
        calls = Calls(at=number)
        said = Feedback(tone="positive", behaviour=f"Answered every call, {number}")
        before = models.Entry.objects.count()
        acknowledged = False
        try:
            with failing(calls, monkeypatch), transaction.atomic():
                entries.record(person=cast.eve, payload=said, by=cast.mara, now=cast.now)
            acknowledged = True
        except (DatabaseError, OSError):
            failed += 1
        assert models.Entry.objects.count() == before + acknowledged, calls.names
        assert whole(), calls.names
        if not calls.names:
            break
    else:
        pytest.fail("there was always one more call")
    assert failed > 10


def test_a_checkpoint_that_fails_anywhere_is_made_by_the_next_try(
    cast: Cast, near: Near, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = 0
    for number in range(1, 500):
        calls = Calls(at=number)
        said = Feedback(tone="positive", behaviour=f"Answered every call, {number}")
        entries.record(person=cast.eve, payload=said, by=cast.mara, now=cast.now)
        try:
            with failing(calls, monkeypatch):
                checkpoints.make(now=cast.now, signer=near)
        except (DatabaseError, OSError, MemoryError, GoodStandingError):
            failed += 1
            transaction.set_rollback(False)  # no statement failed in truth: the test's own goes on
        assert whole(), calls.names
        made = checkpoints.make(now=cast.now, signer=near)
        assert made is not None
        assert made.size == models.LogHead.objects.get(id=1).size, calls.names
        if not calls.names:
            break
    else:
        pytest.fail("there was always one more call")
    assert failed > 5


def test_a_receipt_that_fails_anywhere_is_given_by_the_next_try(
    cast: Cast, near: Near, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = viewer(cast.eve, "", cast.day)
    for number in range(1, 500):
        calls = Calls(at=number)
        said = Feedback(tone="positive", behaviour=f"Answered every call, {number}")
        entry = entries.record(person=cast.eve, payload=said, by=cast.mara, now=cast.now).id
        given = None
        try:
            with failing(calls, monkeypatch):
                given = receipts.take(person=cast.eve, entry=entry, viewer=reader, now=cast.now, signer=near)
        except (DatabaseError, OSError, MemoryError, GoodStandingError):
            transaction.set_rollback(False)
            given = receipts.take(person=cast.eve, entry=entry, viewer=reader, now=cast.now, signer=near)
        keys = key_file.read(checkpoints.checkpoints.key_file())
        assert check_receipt(given.json.encode(), keys).outcome is Outcome.GOOD, calls.names
        assert whole(), calls.names
        if not calls.names:
            break
    else:
        pytest.fail("there was always one more call")


def test_what_can_fail_is_known_by_its_name() -> None:
    assert {what for _, _, what, _ in places()} == {"database", "randomness", "signer’s disk", "signer"}
