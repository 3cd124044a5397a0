"""What the steps say of a receipt: of a good one, and of one for every way in which it can be wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from goodstanding.domain.errors import Damage
from goodstanding.record import consistency, note, proof, receipt
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.receipt import Receipt
from goodstanding.record.verification import Outcome, Report, check_receipt
from goodstanding.record.verification.growth import Kept, check_checkpoint, read_kept
from tests.logs import ORIGIN, WORDS, Log

LOG = Log.of(21)
GOOD = LOG.receipt(7)


def check(given: Receipt, other: Kept | None = None) -> Report:
    return check_receipt(given.text.encode(), LOG.keys, other)


def outcomes(report: Report) -> list[Outcome]:
    return [step.outcome for step in report.steps]


def test_a_good_receipt_passes_every_step_and_shows_what_it_says() -> None:
    report = check(GOOD)
    assert report.outcome is Outcome.GOOD
    assert [step.number for step in report.steps] == [1, 2, 3, 4, 5, 6, 7]
    assert report.shown["payload.facts"] == f"{WORDS} Entry 7."
    assert "entry 8 of the 21" in report.steps[6].says


def test_a_receipt_with_fewer_parts_still_proves_those_that_it_shows() -> None:
    report = check(replace(GOOD, disclosures=GOOD.disclosures[-1:]))
    assert report.outcome is Outcome.GOOD
    assert list(report.shown) == ["payload.facts"]
    assert "4 more of its parts are not shown" in report.steps[2].says


def test_without_a_key_file_a_receipt_is_not_proved_and_not_called_wrong() -> None:
    report = check_receipt(GOOD.text.encode(), None)
    assert report.outcome is Outcome.NOT_CHECKED
    assert [s.number for s in report.steps if s.outcome is Outcome.NOT_CHECKED] == [6]


def reproof(**changes: object) -> str:
    return replace(proof.read(GOOD.proof), **changes).text  # type: ignore[arg-type]


ELSEWHERE = Log.of(21, "elsewhere.example/log")
FORGED = note.sign(Checkpoint(ORIGIN, 21, bytes(32)).text, [LOG.key])

WRONG: dict[str, tuple[Callable[[], Receipt], int, str]] = {
    "leaf with another time": (lambda: replace(GOOD, leaf=GOOD.leaf.replace(b"T16", b"T17")), 4, "when"),
    "leaf of another form": (lambda: replace(GOOD, leaf=GOOD.leaf + b" "), 2, "leaf"),
    "part of another entry": (
        lambda: replace(GOOD, disclosures=LOG.receipt(8).disclosures), 3, "disclosures, number 1",
    ),
    "part twice": (
        lambda: replace(GOOD, disclosures=GOOD.disclosures + GOOD.disclosures[:1]), 3, "number 6",
    ),
    "part not ascii": (lambda: replace(GOOD, disclosures=("ü",)), 3, "number 1"),
    "another place": (lambda: replace(GOOD, proof=reproof(index=6)), 7, "leaf or proof"),
    "a place beyond the log": (lambda: replace(GOOD, proof=reproof(index=21)), 7, "proof, index"),
    "another path": (lambda: replace(GOOD, proof=LOG.receipt(8).proof), 7, "leaf or proof"),
    "extra line": (lambda: replace(GOOD, proof=reproof(extra=b"x")), 5, "proof"),
    "no proof": (lambda: replace(GOOD, proof=""), 5, "proof"),
    "another log": (lambda: replace(GOOD, proof=ELSEWHERE.receipt(7).proof), 6, "proof, checkpoint"),
    "a root of no log": (lambda: replace(GOOD, proof=reproof(checkpoint=FORGED)), 7, "leaf or proof"),
    "altered size": (
        lambda: replace(GOOD, proof=GOOD.proof.replace("\n21\n", "\n22\n")), 6, "proof, checkpoint",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_with_its_step_and_its_field(name: str) -> None:
    make, step, where = WRONG[name]
    report = check(make())
    assert report.outcome is Outcome.WRONG
    assert report.wrong[0].number == step
    assert where in report.wrong[0].where


def test_a_file_that_is_no_receipt_fails_at_the_first_step_and_the_rest_is_not_reached() -> None:
    report = check_receipt(b"{}", LOG.keys)
    assert outcomes(report) == [Outcome.WRONG, *[Outcome.NOT_CHECKED] * 6]


def test_an_old_receipt_and_the_log_of_today_are_one_log() -> None:
    old = LOG.receipt(7, 9)
    grown = LOG.growth(9)
    report = check(old, Kept(grown.checkpoint, (grown,)))
    assert report.outcome is Outcome.GOOD
    assert report.steps[7].says == "The first 9 of the 21 entries are those that were there before."


def test_a_kept_checkpoint_shows_that_an_entry_was_written_later() -> None:
    grown = LOG.growth(5)
    report = check(GOOD, Kept(LOG.signed(5), (grown,)))
    assert report.outcome is Outcome.GOOD
    assert report.steps[7].says.endswith("it was written later.")


def test_two_checkpoints_without_a_proof_between_them_tell_nothing() -> None:
    report = check(LOG.receipt(7, 9), Kept(LOG.signed()))
    assert report.outcome is Outcome.NOT_CHECKED
    assert "from 9 to 21" in report.steps[7].says


def test_a_rewritten_log_is_found_by_an_old_receipt() -> None:
    other = Log.of(3)
    for at in range(18):
        other.add(f"rewritten {at}")
    old = LOG.receipt(7, 9)
    report = check(old, Kept(other.signed(), (other.growth(9),)))
    assert report.wrong[0].number == 8
    assert "rewritten" in report.steps[7].says
    same = check(GOOD, Kept(other.signed()))
    assert "forked or rewritten" in same.steps[7].says


def test_the_checkpoint_of_another_log_is_no_comparison() -> None:
    keys = [*LOG.keys, *ELSEWHERE.keys]
    report = check_receipt(GOOD.text.encode(), keys, Kept(ELSEWHERE.signed()))
    assert report.outcome is Outcome.NOT_CHECKED
    report = check(GOOD, Kept(ELSEWHERE.signed()))
    assert report.wrong[0].number == 8


def test_a_checkpoint_out_of_a_letter_is_checked_alone_and_against_todays() -> None:
    assert check_checkpoint(LOG.signed(9).encode(), LOG.keys, None).outcome is Outcome.GOOD
    letter = "\n" + LOG.signed(9).replace("\n", "\r\n") + "\r\n"
    assert check_checkpoint(letter.encode(), LOG.keys, None).outcome is Outcome.GOOD
    assert check_checkpoint(LOG.signed(9).encode(), None, None).outcome is Outcome.NOT_CHECKED
    assert check_checkpoint(b"x", LOG.keys, None).outcome is Outcome.WRONG
    grown = LOG.growth(9)
    report = check_checkpoint(LOG.signed(9).encode(), LOG.keys, Kept(grown.checkpoint, (grown,)))
    assert outcomes(report) == [Outcome.GOOD, Outcome.GOOD]


def test_a_proof_of_growth_is_read_back_and_read_strictly() -> None:
    made = LOG.growth(9)
    assert consistency.read(made.text) == made
    assert read_kept(made.text.encode()) == Kept(made.checkpoint, (made,))
    for damaged in ("", "old 09\n\nx", "old 9", made.text.replace("old", "young"), "old 9\nAA==\n\nx"):
        with pytest.raises(Damage):
            consistency.read(damaged)
    with pytest.raises(Damage):
        read_kept(b"\xff")


def flipped(data: bytes, bit: int) -> bytes:
    raw = bytearray(data)
    raw[bit // 8] ^= 1 << (bit % 8)
    return bytes(raw)


def test_every_bit_of_a_receipt_counts() -> None:
    data = replace(GOOD, disclosures=GOOD.disclosures[-1:]).text.encode()
    unseen = [
        bit for bit in range(len(data) * 8)
        if check_receipt(flipped(data, bit), LOG.keys).outcome is not Outcome.WRONG
    ]  # fmt: skip
    assert unseen == []


def test_the_json_of_a_receipt_has_one_spelling() -> None:
    loaded = json.loads(GOOD.text)
    for text in (json.dumps(loaded), json.dumps(loaded, indent=1) + "\n", GOOD.text + "\n"):
        assert check_receipt(text.encode(), LOG.keys).wrong[0].number == 1
    assert receipt.spelled(loaded) == GOOD.text
