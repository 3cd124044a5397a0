"""Making the file, opening and locking it, its passphrase, and copies."""

from __future__ import annotations

import uuid

from goodstanding.actions.own.house import House
from goodstanding.domain.own.copies import CopyReport
from goodstanding.vault.vault import check_copy


def make_file(*, house: House, passphrase: str) -> None:
    house.own.create(passphrase, uuid.uuid4())
    house.touch()


def unlock(*, house: House, passphrase: str) -> None:
    house.own.unlock(passphrase)
    house.touch()


def lock(*, house: House) -> None:
    house.lock()


def change_passphrase(*, house: House, old: str, new: str) -> None:
    house.vault.change_passphrase(old, new)


def check(*, data: bytes, passphrase: str) -> CopyReport:
    """What a copy holds, after reading all of it."""
    content = check_copy(data, passphrase)
    entries = content.entries
    return CopyReport(len(entries), entries[-1].recorded if entries else None, content.head.leaf_hash)


def compare(*, house: House, report: CopyReport) -> str:
    """How a copy stands to the open file, in a sentence."""
    here = house.vault.content
    hashes = [kept.leaf_hash for kept in here.kept]
    if report.last is None:
        return "The copy opens and is empty."
    if report.last not in hashes:
        return "The copy opens, but it is of another file, or newer than the one that is open here."
    behind = len(hashes) - 1 - hashes.index(report.last)
    if behind == 0:
        return "The copy holds everything that the open file holds."
    return f"The copy is older: it lacks the last {behind} {'entry' if behind == 1 else 'entries'}."
