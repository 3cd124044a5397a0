"""Rotation and the drill after a theft: old receipts hold, what a revoked key signs later does not."""

from __future__ import annotations

import hashlib
import random
from itertools import pairwise
from pathlib import Path

import pytest

from goodstanding.domain.errors import Damage, UserError
from goodstanding.record import key_file, keys, note
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.keys import ML_DSA_44, SigningKey
from goodstanding.signing import keys as signer_keys
from goodstanding.signing.signer import Signer
from tests.signing import ORIGIN, WHEN, Tree, new_signer

TREE = Tree.of(60)


def held_keys(signer: Signer) -> tuple[key_file.KeyLine, ...]:
    return key_file.read(signer.status(ORIGIN).key_file)


def key_ids(signer: Signer) -> list[str]:
    return [line.key.key_id.hex() for line in held_keys(signer)]


def grow(signer: Signer, *sizes: int) -> dict[int, str]:
    """Checkpoints at these sizes, one after the other."""
    made = {}
    for size in sizes:
        made[size] = signer.sign(TREE.ask(signer.status(ORIGIN).last.size, size), time=1_770_000_000)
    return made


def holds(text: str, lines: tuple[key_file.KeyLine, ...]) -> bool:
    try:
        key_file.open_checkpoint(text, lines)
    except Damage:
        return False
    return True


def stolen(folder: Path) -> SigningKey:
    """The secret of the first key, as a thief would have copied it."""
    return signer_keys.load(folder)[0].secret


def test_both_keys_sign_during_the_overlap_and_each_alone_verifies(tmp_path: Path) -> None:
    signer = new_signer(tmp_path)
    before = held_keys(signer)
    old = grow(signer, 5, 10)
    signer.rotate(ORIGIN, when=WHEN, reason="yearly")
    both = grow(signer, 15, 20)
    new = held_keys(signer)[1:]
    assert all(holds(text, before) for text in {**old, **both}.values())
    assert all(holds(text, new) for text in both.values())
    assert not any(holds(text, new) for text in old.values())
    assert all(len(key_file.open_checkpoint(text, held_keys(signer)).by) == 2 for text in both.values())


def test_every_old_receipt_verifies_after_rotation_with_the_new_key_file(tmp_path: Path) -> None:
    signer = new_signer(tmp_path)
    given = grow(signer, *range(1, 11))
    first = key_ids(signer)[0]
    signer.rotate(ORIGIN, when=WHEN, reason="yearly")
    given |= grow(signer, *range(11, 21))
    signer.retire(ORIGIN, first, when=WHEN, reason="the new key is known")
    given |= grow(signer, *range(21, 31))
    lines = held_keys(signer)
    assert [holds(text, lines) for text in given.values()] == [True] * 30
    late = note.sign(Checkpoint(ORIGIN, 40, TREE.root(40)).text, [stolen(tmp_path)])
    assert not holds(late, lines)


def test_nothing_that_a_revoked_key_signs_later_is_accepted_and_everything_before_is(tmp_path: Path) -> None:
    signer, chance = new_signer(tmp_path), random.Random(5)
    given = grow(signer, *range(1, 31))
    thief = stolen(tmp_path)
    signer.revoke(ORIGIN, key_ids(signer)[0], 20, when=WHEN, reason="a laptop was stolen")
    lines = held_keys(signer)
    assert [holds(text, lines) for size, text in given.items() if size <= 20] == [True] * 20
    forged = [
        note.sign(Checkpoint(ORIGIN, chance.randrange(21, 10_000), chance.randbytes(32)).text, [thief])
        for _ in range(300)
    ]
    assert [holds(text, lines) for text in forged] == [False] * 300
    again = grow(signer, *range(30, 41))
    assert [holds(text, lines) for text in again.values()] == [True] * 11
    assert thief.name == ORIGIN


def test_a_theft_with_the_whole_record_ahead_is_answered_by_one_command(tmp_path: Path) -> None:
    """The only key is revoked: the next one is there at once, and signs today's size anew."""
    signer = new_signer(tmp_path)
    grow(signer, 30)
    signer.revoke(ORIGIN, key_ids(signer)[0], 12, when=WHEN, reason="stolen")
    text = signer.sign(TREE.ask(30, 30))
    opened = key_file.open_checkpoint(text, held_keys(signer))
    assert opened.checkpoint.size == 30
    assert [line.last for line in held_keys(signer)] == [12, None]


def test_what_a_thief_signs_below_the_limit_is_found_by_comparing_with_todays_log(tmp_path: Path) -> None:
    """A key file cannot refuse it: the size is one that the key was trusted for. Consistency does."""
    from goodstanding.record import merkle

    signer = new_signer(tmp_path)
    today = grow(signer, 10, 30)[30]
    forged_tree = Tree.of(60, seed=9)
    forged = note.sign(Checkpoint(ORIGIN, 10, forged_tree.root(10)).text, [stolen(tmp_path)])
    signer.revoke(ORIGIN, key_ids(signer)[0], 30, when=WHEN, reason="stolen")
    lines = held_keys(signer)
    assert holds(forged, lines)
    old, new = (key_file.open_checkpoint(text, lines).checkpoint for text in (forged, today))
    proof = merkle.consistency_proof(10, 30, TREE.hash_at)
    assert not merkle.verify_consistency(10, 30, old.root, new.root, proof)


def test_each_statement_about_keys_is_signed_by_the_old_key_and_names_the_one_before(tmp_path: Path) -> None:
    signer = new_signer(tmp_path)
    first = held_keys(signer)[0].key
    grow(signer, 10)
    signer.rotate(ORIGIN, when=WHEN, reason="yearly")
    second = held_keys(signer)[1].key
    signer.retire(ORIGIN, first.key_id.hex(), when=WHEN, reason="done")
    said = signer.status(ORIGIN).statements
    assert len(said) == 3
    for text in said:
        assert first in note.verified(note.read(text), [first, second])
    for before, text in pairwise(said):
        assert f"before {hashlib.sha256(before.encode()).hexdigest()}\n" in text
    assert f"log 10 {TREE.root(10).hex()}\n" in said[1]
    assert "reason yearly\n" in said[1]


def test_a_statement_is_never_taken_for_a_checkpoint(tmp_path: Path) -> None:
    signer = new_signer(tmp_path)
    lines = held_keys(signer)
    assert not any(holds(text, lines) for text in signer.status(ORIGIN).statements)


def test_a_revocation_is_not_signed_by_the_key_that_is_revoked(tmp_path: Path) -> None:
    signer = new_signer(tmp_path)
    grow(signer, 10)
    bad = held_keys(signer)[0].key
    signer.revoke(ORIGIN, bad.key_id.hex(), 4, when=WHEN, reason="stolen")
    with pytest.raises(Damage, match="No key"):
        note.verified(note.read(signer.status(ORIGIN).statements[-1]), [bad])


def test_the_last_key_cannot_be_retired(tmp_path: Path) -> None:
    signer = new_signer(tmp_path)
    with pytest.raises(UserError, match="only Ed25519 key"):
        signer.retire(ORIGIN, key_ids(signer)[0], when=WHEN, reason="by mistake")


@pytest.mark.parametrize("valid_to", [-1, 11])
def test_a_key_is_revoked_at_a_size_that_was_signed(tmp_path: Path, valid_to: int) -> None:
    signer = new_signer(tmp_path)
    grow(signer, 10)
    with pytest.raises(UserError, match="name a size from 0 to that"):
        signer.revoke(ORIGIN, key_ids(signer)[0], valid_to, when=WHEN, reason="stolen")


def test_a_key_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No key 00000000 is in use"):
        new_signer(tmp_path).revoke(ORIGIN, "00000000", 0, when=WHEN, reason="stolen")


def test_a_signer_goes_on_only_from_what_its_own_key_signed(tmp_path: Path) -> None:
    signer = new_signer(tmp_path)
    text = grow(signer, 10)[10]
    assert signer.vouched(text).at.size == 10
    foreign = SigningKey(ORIGIN, 1, bytes(32))
    with pytest.raises(Damage):
        signer.vouched(note.sign(Checkpoint(ORIGIN, 10, bytes(32)).text, [foreign]))


@pytest.mark.skipif(not keys.has_ml_dsa(), reason="this cryptography package has no ML-DSA-44")
def test_a_second_signature_withstands_quantum_computers_where_it_is_wanted(tmp_path: Path) -> None:
    signer = Signer(tmp_path)
    signer.begin(ORIGIN, when=WHEN, quantum=True)
    text = grow(signer, 9)[9]
    opened = key_file.open_checkpoint(text, held_keys(signer))
    assert {key.kind for key in opened.by} == {1, ML_DSA_44}
    ed25519_only = tuple(line for line in held_keys(signer) if line.key.kind == 1)
    assert holds(text, ed25519_only)
