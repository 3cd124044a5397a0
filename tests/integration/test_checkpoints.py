"""The log is signed after the commit, and nothing that happens to the signer holds up or loses a write."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from goodstanding.actions import checkpoints, entries
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.domain.errors import NotNow, UserError
from goodstanding.queries import checkpoints as queries
from goodstanding.record import merkle
from goodstanding.signing.client import SignerAway, SignerRefuses
from goodstanding.store import models, proofs
from tests.conftest import Cast
from tests.signing import Near, new_signer


@pytest.fixture
def near(cast: Cast, tmp_path: Path) -> Near:
    return Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now)))


def write(cast: Cast, count: int = 1) -> None:
    for number in range(count):
        payload = Feedback(tone="positive", behaviour=f"Answered every call, {number}")
        entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now)


def test_a_checkpoint_says_the_size_and_root_of_the_log(cast: Cast, near: Near) -> None:
    made = checkpoints.make(now=cast.now, signer=near)
    size, root = queries.head()
    assert made is not None
    assert (made.size, made.root) == (size, root)
    assert made.text == queries.current_text() == queries.latest().text  # type: ignore[union-attr]


def test_checkpoints_follow_each_other_and_the_same_is_not_made_twice(cast: Cast, near: Near) -> None:
    first = checkpoints.make(now=cast.now, signer=near)
    assert checkpoints.make(now=cast.now, signer=near) == first
    write(cast, 3)
    second = checkpoints.make(now=cast.now, signer=near)
    assert first is not None
    assert second is not None
    proof = proofs.consistency(first.size, second.size)
    assert merkle.verify_consistency(first.size, second.size, first.root, second.root, proof)


def test_roots_of_every_earlier_size_come_out_of_the_tables(cast: Cast, near: Near) -> None:
    write(cast, 3)
    leaves = [bytes(each) for each in models.Leaf.objects.order_by("idx").values_list("hash", flat=True)]
    for size in range(len(leaves) + 1):
        assert proofs.root_at(size) == merkle.merkle_root(leaves[:size])


def test_a_signer_that_is_away_holds_up_no_write_and_is_shown(cast: Cast, near: Near) -> None:
    near.away = True
    write(cast)
    with pytest.raises(SignerAway):
        checkpoints.make(now=cast.now, signer=near)
    write(cast)
    state = queries.service(queries.SIGNER)
    assert state is not None
    assert state.failed_since == cast.now
    near.away = False
    assert checkpoints.make(now=cast.now, signer=near) is not None
    assert queries.service(queries.SIGNER).failed_since is None  # type: ignore[union-attr]
    assert queries.unsigned(queries.latest()) == 0


def test_a_receipt_waits_for_no_schedule(cast: Cast, near: Near) -> None:
    checkpoints.make(now=cast.now, signer=near)
    write(cast)
    index = models.Entry.objects.order_by("-idx").values_list("idx", flat=True)[0]
    assert checkpoints.covering(index, now=cast.now, signer=near).size == index + 1
    near.away = True
    write(cast)
    with pytest.raises(NotNow, match="The entries are safe"):
        checkpoints.covering(index + 1, now=cast.now, signer=near)


def test_the_worker_makes_one_when_entries_wait_and_the_last_is_old_enough(
    cast: Cast, near: Near, settings: Any
) -> None:
    settings.CHECKPOINT_SECONDS = 10
    now = cast.now
    assert checkpoints.make_due(now=now, signer=near)
    write(cast)
    assert not checkpoints.make_due(now=now + timedelta(seconds=9), signer=near)
    assert checkpoints.make_due(now=now + timedelta(seconds=10), signer=near)
    assert not checkpoints.make_due(now=now + timedelta(seconds=60), signer=near)
    near.away = True
    write(cast)
    assert not checkpoints.make_due(now=now + timedelta(seconds=99), signer=near)


def test_a_crash_between_the_signature_and_its_row_costs_nothing(
    cast: Cast, near: Near, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(cast)

    def crash(*_: object) -> None:
        raise DatabaseError("the machine stopped here")

    monkeypatch.setattr(checkpoints, "_store", crash)
    with pytest.raises(DatabaseError):
        checkpoints.make(now=cast.now, signer=near)
    monkeypatch.undo()
    write(cast)
    made = checkpoints.make(now=cast.now, signer=near)
    assert made is not None
    assert made.size == queries.head()[0]


def test_another_process_that_had_more_signed_meanwhile_is_no_trouble(cast: Cast, near: Near) -> None:
    other = Near(near.signer)

    def meanwhile() -> None:
        near.before = lambda: None
        write(cast)
        checkpoints.make(now=cast.now, signer=other)

    near.before = meanwhile
    made = checkpoints.make(now=cast.now, signer=near)
    assert made is not None
    assert made.size == queries.head()[0]


def test_a_record_that_lost_entries_is_not_signed(cast: Cast, near: Near, tmp_path: Path) -> None:
    write(cast, 2)
    checkpoints.make(now=cast.now, signer=near)
    size = models.LogHead.objects.get(id=1).size
    shorter = merkle.grow([bytes(h) for h in models.Leaf.objects.values_list("hash", flat=True)[: size - 1]])[
        0
    ]
    models.LogHead.objects.update(size=size - 1, peaks=b"".join(shorter.peaks))
    with pytest.raises(SignerRefuses, match="entries are missing"):
        checkpoints.make(now=cast.now, signer=near)
    assert "entries are missing" in checkpoints.compare_with_signer(near)[0].what
    assert "missing" in queries.service(queries.SIGNER).problem  # type: ignore[union-attr]


def test_after_a_recovery_the_log_goes_on_under_another_name(cast: Cast, near: Near) -> None:
    first = checkpoints.make(now=cast.now, signer=near)
    assert first is not None
    name = checkpoints.rename_log(reason="restored from the backup of Sunday", now=cast.now)
    assert name == f"{first.origin}/2"
    near.signer.begin(name, when="2026-03-02T09:00:00+00:00")
    write(cast)
    made = checkpoints.make(now=cast.now, signer=near)
    assert made is not None
    assert made.origin == name
    assert len(queries.key_file().splitlines()) == 2


@pytest.mark.parametrize("table", ["store_checkpoint", "store_keystatement", "store_logname"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET made = made"])
def test_what_was_signed_is_never_changed_or_removed(cast: Cast, near: Near, table: str, change: str) -> None:
    checkpoints.make(now=cast.now, signer=near)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table))


def test_each_entry_names_the_first_checkpoint_that_covers_it(cast: Cast, near: Near) -> None:
    first = checkpoints.make(now=cast.now, signer=near)
    write(cast, 2)
    second = checkpoints.make(now=cast.now, signer=near)
    write(cast)
    assert first is not None
    assert second is not None
    asked = (0, first.size - 1, first.size, second.size - 1, second.size)
    expected = {
        0: first.size,
        first.size - 1: first.size,
        first.size: second.size,
        second.size - 1: second.size,
    }
    assert queries.first_covering(asked) == expected


def test_a_log_needs_a_reason_for_another_name(cast: Cast, near: Near) -> None:
    with pytest.raises(UserError, match="Say why"):
        checkpoints.rename_log(reason=" ", now=cast.now)


def test_a_checkpoint_is_never_made_of_what_is_not_committed(cast: Cast, near: Near) -> None:
    checkpoints.name_log(now=cast.now)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        checkpoints.make(now=cast.now, signer=near)
    assert queries.latest() is None


def test_the_check_asks_the_signer_what_it_remembers(cast: Cast, near: Near) -> None:
    write(cast, 2)
    checkpoints.make(now=cast.now, signer=near)
    write(cast)
    assert checkpoints.compare_with_signer(near) == []
    with connection.cursor() as cursor:
        on = " ON store_leaf" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER store_leaf_no_update{on}")
        cursor.execute("UPDATE store_leaf SET hash = %s WHERE idx = 0", [bytes(32)])
    assert "changed since" in checkpoints.compare_with_signer(near)[0].what
