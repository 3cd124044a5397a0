"""Reading and replacing the file. What lies on the disk is the old one or the new one, never half of each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodstanding.domain.errors import Conflict, UserError


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror}).") from error


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def replace(path: Path, data: bytes, *, known: str) -> None:
    """Put these bytes in the place of those known by their fingerprint (empty: of none).

    Written beside it, flushed to the disk, then renamed. Both are ciphertext.
    """
    with _alone(path):
        there = fingerprint(path.read_bytes()) if path.exists() else ""
        if there != known:
            raise Conflict(
                "The file on the disk is not the one that was opened: another window or a copy program "
                "changed it. Nothing was saved. Lock and open it again."
            )
        beside = path.with_name(path.name + ".new")
        try:
            _write(beside, data)
            os.replace(beside, path)
            _flush_folder(path.parent)
        except OSError as error:
            raise UserError(f"{path} cannot be written ({error.strerror}). Nothing was saved.") from error


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One writer at a time. The file that holds the lock is empty."""
    if os.name != "posix":
        yield
        return
    import fcntl

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise UserError(f"{path.parent} cannot be written ({error.strerror}).") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
