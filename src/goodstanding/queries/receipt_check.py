"""“Check my old receipt”: the receipt by itself, then against today's log and today's record."""

from __future__ import annotations

import json
from dataclasses import dataclass

from goodstanding.domain.errors import Damage
from goodstanding.queries import checkpoints
from goodstanding.queries.checkpoints import Signed
from goodstanding.record import checkpoint, key_file, note, proof, receipt
from goodstanding.record.consistency import Consistency
from goodstanding.record.disclosure import digest
from goodstanding.record.key_file import KeyLine
from goodstanding.record.proof import Proof
from goodstanding.record.receipt import Receipt
from goodstanding.record.verification import Outcome, Report, Step, check_receipt
from goodstanding.record.verification.growth import Kept, check_checkpoint, read_kept
from goodstanding.store import models, parts, proofs

STANDS = "The entry still stands in today’s record, unchanged"
HELD = "Today’s record still holds what the receipt shows"
NOT_REACHED = "An earlier step did not hold, so this one cannot be looked at."


@dataclass(frozen=True, slots=True)
class Checked:
    """`newest`: what it was compared with. `kind`: receipt or checkpoint."""

    report: Report
    newest: Signed | None

    @property
    def outcome(self) -> Outcome:
        return self.report.outcome


def check(data: bytes) -> Checked:
    """A receipt, or the checkpoint out of a letter. Whatever is wrong with it is a step of the answer."""
    lines = checkpoints.key_file()
    keys = key_file.read(lines) if lines else ()
    if not data.lstrip().startswith(b"{") and b"\n\n" in data.replace(b"\r\n", b"\n"):
        return _growth(data, keys)
    given = _opened(data)
    newest = _newest(given[1].checkpoint) if given else None
    other = _kept(given[1].checkpoint, newest) if given and newest else None
    report = check_receipt(data, keys, other)
    return Checked(Report(report.kind, (*report.steps, *_today(report, given)), report.shown), newest)


def growth_from(size: int) -> str | None:
    """The proof that the newest checkpoint continues the log of `size` entries, as text for other programs.
    None where there is none."""
    newest = checkpoints.latest()
    if newest is None or not 0 < size <= newest.size:
        return None
    return Consistency(size, proofs.consistency(size, newest.size), newest.text).text


def _growth(data: bytes, keys: tuple[KeyLine, ...]) -> Checked:
    """A checkpoint alone, against the newest."""
    try:
        older = read_kept(data)
    except Damage as damage:
        step = Step(1, "The file is a receipt or a checkpoint", Outcome.WRONG, damage.message, "the file")
        return Checked(Report("checkpoint", (step,)), None)
    newest = _newest(older.checkpoint)
    newer = _kept(older.checkpoint, newest) if newest else None
    return Checked(check_checkpoint(data, keys, newer), newest)


def _opened(data: bytes) -> tuple[Receipt, Proof] | None:
    try:
        given = receipt.read(data)
        return given, proof.read(given.proof)
    except Damage:
        return None  # the first steps say so


def _named(text: str) -> checkpoint.Checkpoint | None:
    """What a checkpoint says of itself, nothing of it proved."""
    try:
        return checkpoint.read(note.read(text).text)
    except Damage:
        return None


def _newest(text: str) -> Signed | None:
    """The newest checkpoint of the log that this one names; of a log that is not ours, our newest."""
    said = _named(text)
    return (checkpoints.latest_of(said.origin) if said else None) or checkpoints.latest()


def _kept(text: str, newest: Signed) -> Kept:
    """The newest checkpoint, with the proof that leads to it where there can be one."""
    said = _named(text)
    if said is None or said.origin != newest.origin or not 0 < said.size < newest.size:
        return Kept(newest.text)
    path = proofs.consistency(said.size, newest.size)
    return Kept(newest.text, (Consistency(said.size, path, newest.text),))


def _today(report: Report, given: tuple[Receipt, Proof] | None) -> tuple[Step, Step]:
    """Two more steps, which only the server can take."""
    number = len(report.steps) + 1
    if given is None or given[1].index >= 2**63:
        return (
            Step(number, STANDS, Outcome.NOT_CHECKED, NOT_REACHED),
            Step(number + 1, HELD, Outcome.NOT_CHECKED, NOT_REACHED),
        )
    held, index = given[0], given[1].index
    row = models.Leaf.objects.filter(idx=index).values_list("data", flat=True).first()
    if row is None:
        said = (
            f"Today’s record has no entry {index + 1:,}. Entries that were signed are missing, as after the "
            "restore of an older backup; or this receipt is of another record. What it "
            "proves, it goes on proving."
        )
        stands = Step(number, STANDS, Outcome.WRONG, said, "today’s record")
    elif bytes(row) != held.leaf:
        said = (
            f"Entry {index + 1:,} is another one now than that of your receipt. If the steps above "
            "hold, the record was changed after the receipt was given."
        )
        stands = Step(number, STANDS, Outcome.WRONG, said, "today’s record")
    else:
        stands = Step(number, STANDS, Outcome.GOOD, f"Entry {index + 1:,} has the same leaf, byte for byte.")
    return stands, _parts(number + 1, held, index, stands)


def _parts(number: int, held: Receipt, index: int, stands: Step) -> Step:
    if stands.outcome is not Outcome.GOOD:
        return Step(number, HELD, Outcome.NOT_CHECKED, NOT_REACHED)
    row = models.Payload.objects.filter(entry_id=index).values_list("disclosures", "erased").first()
    text, noted = row or ("[]", None)
    kept = set(json.loads(text))
    gone = {digest(part) for part in held.disclosures if part not in kept}
    if not gone:
        return Step(number, HELD, Outcome.GOOD, "Every part of it is there, word for word.")
    told = parts.told(index, noted)
    unsaid = gone - told.keys()
    if not unsaid:
        who = " ".join(sorted({told[each].words.strip("[]") for each in gone}))
        said = f"{len(gone)} of its parts were erased since. {who} Your receipt still shows and proves them."
        return Step(number, HELD, Outcome.GOOD, said)
    said = (
        f"{len(unsaid)} of its parts are not kept there any more, and no entry says by whom, on what ground "
        "and when they were removed. Your receipt still shows and proves them: keep it."
    )
    return Step(number, HELD, Outcome.WRONG, said, "today’s record")
