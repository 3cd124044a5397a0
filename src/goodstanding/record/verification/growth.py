"""Did the log only grow? Two checkpoints of it, and the proof that leads from the smaller to the larger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodstanding.domain.errors import Damage
from goodstanding.record import consistency, key_file, merkle, note
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.consistency import Consistency
from goodstanding.record.key_file import KeyLine
from goodstanding.record.verification.steps import NO_KEY, NOT_REACHED, Compared, Report, Steps, say_signed

_AROUND = re.compile("[ \t\u00a0]*\n[ \t\u00a0]*")
ONE_LOG = "The two checkpoints are of one log that only grew"


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint from elsewhere: a letter, an e-mail, today's log. With the proofs that are at hand."""

    checkpoint: str
    proofs: tuple[Consistency, ...] = ()


def read_kept(data: bytes) -> Kept:
    """A signed checkpoint, or a proof of growth with its checkpoint. Damage says what is wrong.

    It is copied out of letters and e-mails, so spaces around lines and empty lines more than one do no harm.
    """
    if len(data) > 2 * note.MOST_BYTES:
        raise Damage("The file is too large to be a checkpoint.")
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise Damage(f"The file is not UTF-8 text (byte {error.start}).") from error
    text = re.sub("\n{3,}", "\n\n", _AROUND.sub("\n", text)).strip("\n \t\u00a0") + "\n"
    if text.startswith(consistency.FIRST_WORD):
        found = consistency.read(text)
        return Kept(found.checkpoint, (found,))
    return Kept(text)


def compare(head: Checkpoint, other: Kept, keys: Sequence[KeyLine]) -> Compared:
    """Whether `head`, whose signature holds, and the other checkpoint are of one log that only grew."""
    try:
        signed = key_file.open_checkpoint(other.checkpoint, keys).checkpoint
    except Damage as damage:
        return Compared(False, f"The other checkpoint: {damage.message}")
    if signed.origin != head.origin:
        return Compared(None, f"The other checkpoint is of another log, “{signed.origin}”.")
    old, new = sorted((head, signed), key=lambda each: each.size)
    if old.size == new.size:
        if old.root == new.root:
            return Compared(True, f"Both name the same {old.size} entries.", signed.size)
        said = f"Both name {old.size} entries, but not the same ones: the log was forked or rewritten."
        return Compared(False, said)
    return _grown(old, new, signed, other)


def _grown(old: Checkpoint, new: Checkpoint, signed: Checkpoint, other: Kept) -> Compared:
    if old.size == 0:
        return Compared(True, "The smaller of the two checkpoints is of an empty log.", signed.size)
    fitting = [each for each in other.proofs if each.old == old.size]
    if not fitting:
        said = f"Two checkpoints alone cannot show it: ask for the proof from {old.size} to {new.size}."
        return Compared(None, said)
    roots = old.root, new.root
    if any(merkle.verify_consistency(old.size, new.size, *roots, each.path) for each in fitting):
        said = f"The first {old.size} of the {new.size} entries are those that were there before."
        return Compared(True, said, signed.size)
    said = (
        f"The first {old.size} of the {new.size} entries are not those that were there before: "
        "the log was rewritten, or the proof was altered."
    )
    return Compared(False, said)


def check_checkpoint(data: bytes, keys: Sequence[KeyLine] | None, other: Kept | None) -> Report:
    """A checkpoint out of a letter, or a proof of growth; against another one where that is given."""
    steps = Steps("The checkpoint is signed by the log", *([ONE_LOG] if other else []))
    try:
        kept = read_kept(data)
        signed = None if keys is None else key_file.open_checkpoint(kept.checkpoint, keys)
    except Damage as damage:
        steps.wrong(damage.message, "the checkpoint")
        return Report("checkpoint", steps.rest(NOT_REACHED))
    if signed is None or keys is None:
        steps.not_checked(NO_KEY)
        return Report("checkpoint", steps.rest(NOT_REACHED))
    steps.good(say_signed(signed))
    if other:
        steps.compared(compare(signed.checkpoint, Kept(other.checkpoint, other.proofs + kept.proofs), keys))
    return Report("checkpoint", tuple(steps.made))
