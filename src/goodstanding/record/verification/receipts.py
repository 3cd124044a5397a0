"""Check a receipt in eight numbered steps. The page and the separate verifier print the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from goodstanding.domain.errors import Damage
from goodstanding.record import base64url, canonical, disclosure, key_file, leaf, merkle, proof, receipt
from goodstanding.record.key_file import KeyLine, Signed
from goodstanding.record.leaf import Leaf
from goodstanding.record.proof import Proof
from goodstanding.record.receipt import Receipt
from goodstanding.record.verification.growth import Kept, compare
from goodstanding.record.verification.steps import NO_KEY, NOT_REACHED, Report, Steps, say_signed

TITLES = (
    "The file is a receipt",
    "Its leaf has the form of a leaf",
    "Every part that is shown is one that the leaf commits to",
    "The parts agree with the leaf and with each other",
    "Its proof names a place in the log and a checkpoint",
    "The checkpoint is signed by the log",
    "The leaf stands in the log at that place",
    "The log of the receipt and the other checkpoint are one log",
)


def check_receipt(data: bytes, keys: Sequence[KeyLine] | None, other: Kept | None = None) -> Report:
    """Every step that can be taken. `keys` None: there is no key file; `other`: what was kept elsewhere."""
    steps = Steps(*(TITLES if other else TITLES[:-1]))
    try:
        given = receipt.read(data)
    except Damage as damage:
        steps.wrong(damage.message, "the file")
        return Report("receipt", steps.rest(NOT_REACHED))
    steps.good(f"A receipt of version {receipt.VERSION} with {_count(len(given.disclosures), 'part')}.")
    read = _leaf(steps, given)
    shown = _parts(steps, given, read)
    _agree(steps, shown, read)
    placed = _proof(steps, given)
    signed = _signature(steps, placed, keys)
    _place(steps, given, placed, signed)
    if other:
        _compare(steps, placed, signed, other, keys)
    return Report("receipt", steps.rest(NOT_REACHED), shown or {})


def _leaf(steps: Steps, given: Receipt) -> Leaf | None:
    try:
        read = leaf.parse(given.leaf)
    except Damage as damage:
        steps.wrong(damage.message, "leaf")
        return None
    steps.good(f"It was written on {say_time(read.ts)} and commits to {_count(len(read.digests), 'part')}.")
    return read


def _parts(steps: Steps, given: Receipt, read: Leaf | None) -> dict[str, Any] | None:
    """What is shown, by name; None unless each part is committed to and can be read."""
    if read is None:
        steps.not_checked(NOT_REACHED)
        return None
    shown: dict[str, Any] = {}
    committed, seen = frozenset(read.digests), set()
    for at, each in enumerate(given.disclosures, 1):
        where = f"disclosures, number {at}"
        digest = disclosure.digest(each) if each.isascii() else ""
        if digest not in committed:
            steps.wrong(f"Part {at} is not one that was written then: it was altered or added.", where)
            return None
        try:
            part = read_part(each)
        except Damage as damage:
            steps.wrong(f"Part {at}: {damage.message}", where)
            return None
        if digest in seen or part.name in shown:
            steps.wrong(f"Part {at} ({part.name}) is there twice.", where)
            return None
        seen.add(digest)
        shown[part.name] = part.value
    hidden = len(committed) - len(seen)
    rest = f" {hidden} more of its parts are not shown: withheld, or erased since." if hidden else ""
    steps.good(f"{_count(len(seen), 'part')} of the entry shown, word for word as recorded.{rest}")
    return shown


def read_part(written: str) -> disclosure.Part:
    """The part, or Damage: read as strictly as it is written, so that two readers cannot differ."""
    part = disclosure.read(written)
    said = [base64url.encode(part.salt), part.name, part.value]
    try:
        spelled = canonical.unchecked_bytes(said)
    except UnicodeEncodeError as error:
        raise Damage("It holds half of a character.") from error
    if base64url.encode(spelled) != written:
        raise Damage("It is spelled otherwise than anything that is written here.")
    return part


def _agree(steps: Steps, shown: dict[str, Any] | None, read: Leaf | None) -> None:
    if shown is None or read is None:
        steps.not_checked(NOT_REACHED)
        return
    when = shown.get("when")
    if when is None:
        steps.good("The part that repeats the time of recording is not shown; the leaf’s own time stands.")
        return
    recorded = when.get("recorded") if isinstance(when, dict) else None
    if recorded != leaf.format_time(read.ts):
        said = "The part “when” names another time of recording than the leaf."
        steps.wrong(said, "disclosures, part when")
        return
    steps.good("The time of recording in the parts is that of the leaf.")


def _proof(steps: Steps, given: Receipt) -> Proof | None:
    try:
        placed = proof.read(given.proof)
        if placed.extra is not None:
            raise Damage("The proof has an extra line, which nobody signs and no receipt has.")
    except Damage as damage:
        steps.wrong(damage.message, "proof")
        return None
    steps.good(f"Entry {placed.index + 1} of the log, with a path of {_hashes(len(placed.path))}.")
    return placed


def _signature(steps: Steps, placed: Proof | None, keys: Sequence[KeyLine] | None) -> Signed | None:
    if placed is None or keys is None:
        steps.not_checked(NOT_REACHED if placed is None else NO_KEY)
        return None
    try:
        signed = key_file.open_checkpoint(placed.checkpoint, keys)
    except Damage as damage:
        steps.wrong(damage.message, "proof, checkpoint")
        return None
    steps.good(say_signed(signed))
    return signed


def _place(steps: Steps, given: Receipt, placed: Proof | None, signed: Signed | None) -> None:
    if placed is None:
        steps.not_checked(NOT_REACHED)
        return
    try:
        head = signed.checkpoint if signed else key_file.unproved(placed.checkpoint)
    except Damage:
        steps.not_checked(NOT_REACHED)
        return
    if placed.index >= head.size:
        said = f"The proof names entry {placed.index + 1} of a log that had {head.size} entries."
        steps.wrong(said, "proof, index")
    elif not merkle.verify_inclusion(
        leaf.leaf_hash(given.leaf), placed.index, head.size, placed.path, head.root
    ):
        said = "The path does not lead from this leaf to the root of the checkpoint: one of them was altered."
        steps.wrong(said, "leaf or proof")
    elif signed is None:
        steps.good(f"It leads to the root of the checkpoint of {head.size} entries, whose signature is open.")
    else:
        steps.good(f"It is entry {placed.index + 1} of the {head.size} that the log had then.")


def _compare(
    steps: Steps, placed: Proof | None, signed: Signed | None, other: Kept, keys: Sequence[KeyLine] | None
) -> None:
    if placed is None or signed is None or keys is None:
        steps.not_checked(NOT_REACHED)
        return
    result = compare(signed.checkpoint, other, keys)
    later = result.size is not None and placed.index >= result.size
    rest = f" At {result.size} entries this entry was not in the log yet: it was written later."
    steps.compared(result, rest if later else "")


def say_time(ts: datetime) -> str:
    return f"{ts:%Y-%m-%d %H:%M:%S} UTC"


def _hashes(number: int) -> str:
    return "1 hash" if number == 1 else f"{number} hashes"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
