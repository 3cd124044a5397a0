"""The signer's folder: keys, what was signed last, statements about keys. Atomic and on the disk, or not.

keys.json        the keys with their secrets (0600)
state.json       size and root last signed, for each log
statements/      what was said of the keys, a signed note each: 0001.txt, 0002.txt …
lock             held by whoever signs or changes a key
"""

from __future__ import annotations

import fcntl
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from goodstanding.domain.errors import Damage, UserError


class Missing(UserError):
    """A file of the signer is not there: it was never made, or it is lost."""


def make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    (folder / "statements").mkdir(exist_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One at a time, also between processes."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write(path: Path, text: str) -> None:
    """The whole new text or the whole old one, whatever happens; on the disk before this returns."""
    beside = path.with_name(path.name + ".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(descriptor, text.encode("utf-8"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(beside, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_json(path: Path, value: object) -> None:
    write(path, json.dumps(value, indent=1) + "\n")


def read(path: Path, *, private: bool = False) -> Any:
    """The JSON in it. `private`: refused if others than the owner may read it."""
    try:
        if private and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise UserError(
                f"{path} can be read by others than its owner, so its keys may be known. "
                f"Make it private (chmod 600), and consider whether the key must be revoked."
            )
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise Missing(f"{path} is not there.") from error
    except ValueError as error:
        raise Damage(f"{path} is not what the signer wrote: {error}") from error
