"""Say what kind of thing an item is, and check it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goodstanding.documents.verification import pdf
from goodstanding.documents.verification.sources import Item, Read
from goodstanding.domain.errors import Damage
from goodstanding.record import consistency, receipt
from goodstanding.record.key_file import KeyLine
from goodstanding.record.proof import FIRST_LINE
from goodstanding.record.verification import exports, logs, receipts
from goodstanding.record.verification.growth import Kept, check_checkpoint
from goodstanding.record.verification.steps import Report, Steps

MANIFEST, MANIFEST_FORMAT = "manifest.json", "good-standing-dossier"
HEAD = 400
"""In so many bytes a file of ours says what it is."""
PROOF_ALONE = (
    "This is the proof out of a receipt: it says where something stands in the log, not what. Verify the "
    "receipt (receipt-….json) that it came with."
)


@dataclass(frozen=True, slots=True)
class Verified:
    name: str
    report: Report


@dataclass(frozen=True, slots=True)
class Given:
    """What its reader brings: the keys of the log, a checkpoint that they kept, the fingerprint of the key
    that signs documents. Any of them may be missing."""

    keys: Sequence[KeyLine] | None = None
    other: Kept | None = None
    fingerprint: str | None = None


def verify(item: Item, given: Given, *, alone: bool) -> Verified | None:
    """None for what is nothing of ours, as a read-me; a file that was named `alone` is then taken for a
    receipt, so that what is wrong with it is said."""
    report = _report(item, given, alone)
    return None if report is None else Verified(item.name, report)


def _report(item: Item, given: Given, alone: bool) -> Report | None:
    keys, other = given.keys, given.other
    data = item.data
    if data is None:
        return logs.check_log(item.beside, keys, other)
    head, name = data[:HEAD], item.name.rpartition("/")[2]
    if exports.FORMAT.encode() in head:
        return exports.check_export(data, keys, other)
    if MANIFEST_FORMAT.encode() in head:
        return check_manifest(data, item.beside)
    if receipt.FORMAT.encode() in head or (name.startswith("receipt-") and name.endswith(".json")):
        return receipts.check_receipt(data, keys, other)
    if data.startswith(FIRST_LINE.encode()):
        return (
            None
            if not alone and _said_by_its_receipt(name, data, item.beside)
            else _only("proof", PROOF_ALONE)
        )
    if data.startswith(pdf.BEGINS):
        return pdf.check_pdf(data, given.fingerprint)
    if data.startswith(consistency.FIRST_WORD.encode()) or "\n— ".encode() in data[:1000]:
        return check_checkpoint(data, keys, other)
    return receipts.check_receipt(data, keys, other) if alone else None


def _said_by_its_receipt(name: str, proof: bytes, beside: Read) -> bool:
    """Whether the receipt of which this is the proof lies beside it, and so is verified anyway."""
    found = beside(f"{name.rpartition('.')[0]}.json") or b""
    try:
        return bool(json.loads(found)["proof"].encode() == proof)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False


def _only(kind: str, says: str) -> Report:
    steps = Steps("The file can be verified alone")
    steps.not_checked(says)
    return Report(kind, tuple(steps.made))


def check_manifest(data: bytes, beside: Read) -> Report:
    """The files of a dossier against the hashes in its list. The list itself is signed by nobody."""
    steps = Steps("The list of the dossier’s files is read", "Every file of the list is there, unaltered")
    try:
        listed = _manifest(data)
    except Damage as damage:
        steps.wrong(damage.message, MANIFEST)
        return Report("dossier", steps.rest("There is no list to go by."))
    steps.good(f"{len(listed)} files. The list guards against accidents; what is proved, file.json proves.")
    for name, size, sha256 in listed:
        found = beside(name)
        if found is None or len(found) != size or hashlib.sha256(found).hexdigest() != sha256:
            steps.wrong(
                "It is missing." if found is None else "It is not the file that was put in.", name[:200]
            )
            break
    else:
        steps.good("Each has the size and the SHA-256 hash of the list.")
    return Report("dossier", tuple(steps.made))


def _manifest(data: bytes) -> list[tuple[str, int, str]]:
    try:
        loaded: Any = json.loads(data.decode("utf-8"), object_pairs_hook=receipt.no_twins)
        return [(str(each["name"]), int(each["bytes"]), str(each["sha256"])) for each in loaded["files"]]
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise Damage("It is not a list of files with sizes and hashes.") from error
