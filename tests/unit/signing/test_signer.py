from __future__ import annotations

import os
import random
import stat
from pathlib import Path

import pytest

from goodstanding.domain.errors import UserError
from goodstanding.signing import disk
from goodstanding.signing.protocol import Ask
from goodstanding.signing.signer import Last, Refused, Signer
from tests.signing import ORIGIN, WHEN, Tree, cheat, new_signer

FORGED = int(os.environ.get("FORGED_REQUESTS", "400"))
"""10,000 in the long form: FORGED_REQUESTS=10000 python -m pytest tests/unit/signing"""


def test_a_log_that_grows_is_signed_at_every_size(tmp_path: Path) -> None:
    signer, tree = new_signer(tmp_path), Tree.of(40)
    for old, size in ((0, 1), (1, 2), (2, 7), (7, 8), (8, 40)):
        text = signer.sign(tree.ask(old, size))
        assert text.startswith(f"{ORIGIN}\n{size}\n")
    assert signer.status(ORIGIN).last == Last(40, tree.root())


def test_the_same_checkpoint_is_signed_again_alike(tmp_path: Path) -> None:
    signer, tree = new_signer(tmp_path), Tree.of(9)
    first = signer.sign(tree.ask(0))
    assert signer.sign(tree.ask(9)) == first


def test_no_forged_request_is_signed_and_none_changes_what_was_signed(tmp_path: Path) -> None:
    signer, tree, chance = new_signer(tmp_path), Tree.of(64), random.Random(7)
    signed = 33
    signer.sign(tree.ask(0, signed))
    refused = 0
    for number in range(FORGED):
        if number % 100 == 99:  # a restart in between
            signer = Signer(tmp_path)
        forged = cheat(tree, signed, chance)
        try:
            signer.sign(forged)
        except Refused:
            refused += 1
    assert refused == FORGED
    assert signer.status(ORIGIN).last == Last(signed, tree.root(signed))


def test_a_lost_state_signs_nothing_until_somebody_says_where_to_go_on(tmp_path: Path) -> None:
    signer, tree = new_signer(tmp_path), Tree.of(20)
    signer.sign(tree.ask(0, 10))
    (tmp_path / "state.json").unlink()
    for ask in (tree.ask(0), tree.ask(10), tree.ask(0, 10)):
        with pytest.raises(Refused, match="does not know what it signed last"):
            signer.sign(ask)
    signer.resume(ORIGIN, Last(10, tree.root(10)), when=WHEN, reason="disk replaced")
    with pytest.raises(Refused, match="fewer"):
        signer.sign(tree.ask(0, 9))
    assert signer.sign(tree.ask(10))


def test_nothing_goes_back_behind_what_was_signed(tmp_path: Path) -> None:
    signer, tree = new_signer(tmp_path), Tree.of(20)
    signer.sign(tree.ask(0, 20))
    with pytest.raises(UserError, match="no fewer"):
        signer.resume(ORIGIN, Last(10, tree.root(10)), when=WHEN, reason="a trick")


def test_a_damaged_state_signs_nothing(tmp_path: Path) -> None:
    signer, tree = new_signer(tmp_path), Tree.of(20)
    (tmp_path / "state.json").write_text("{")
    with pytest.raises(Exception, match=r"state\.json"):
        signer.sign(tree.ask(0))


def test_what_is_signed_is_remembered_before_the_signature_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer, tree = new_signer(tmp_path), Tree.of(20)

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "write", full)
    with pytest.raises(OSError, match="No space"):
        signer.sign(tree.ask(0, 5))
    monkeypatch.undo()
    assert signer.status(ORIGIN).last == Last()


def test_another_log_has_keys_and_a_state_of_its_own(tmp_path: Path) -> None:
    signer, tree, other = new_signer(tmp_path), Tree.of(20), Tree.of(5, seed=2)
    signer.begin("other.example.org", when=WHEN)
    signer.sign(tree.ask(0))
    signer.sign(other.ask(0, origin="other.example.org"))
    with pytest.raises(Refused, match="no key"):
        signer.sign(other.ask(0, origin="third.example.org"))
    assert signer.logs() == ["other.example.org", ORIGIN]


def test_keys_lie_where_only_their_owner_reads_them(tmp_path: Path) -> None:
    folder = tmp_path / "signer"
    signer = new_signer(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "keys.json").stat().st_mode) == 0o600
    (folder / "keys.json").chmod(0o644)
    with pytest.raises(UserError, match="can be read by others"):
        signer.sign(Tree.of(3).ask(0))


def test_a_second_beginning_is_refused(tmp_path: Path) -> None:
    signer = new_signer(tmp_path)
    with pytest.raises(UserError, match="already"):
        signer.begin(ORIGIN, when=WHEN)


def test_an_empty_log_is_not_signed(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing to sign"):
        new_signer(tmp_path).sign(Ask(ORIGIN, 0, 0, Last().root, ()))
