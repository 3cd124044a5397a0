"""Uploaded files under the data folder: random names, readable by their owner only, and what runs about them.

Progress stands in a file beside the upload, not in the database: an import holds the only writer of an
embedded database while it writes.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from goodstanding.domain.errors import UserError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    path: str
    size: int
    sha256: str


def folder() -> Path:
    made = Path(settings.DATA_DIR) / "imports"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def keep(chunks: Iterable[bytes]) -> Kept:
    """Write the bytes away; UserError if there are none or too many, and then nothing is kept."""
    name = secrets.token_hex(16)
    path = folder() / name
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                check_size(size)
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise UserError("The file is empty. Choose a file with a table in it.",
                            fields={"file": ["This file is empty."]})  # fmt: skip
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Kept(name, size, digest.hexdigest())


def most_bytes() -> int:
    return int(settings.IMPORT_MAX_BYTES)


def check_size(size: int) -> None:
    most = most_bytes()
    if size > most:
        raise UserError(
            f"The file has more than {most // MEGABYTE:,} MB, the most that is accepted. Split it into "
            "smaller files and import them one after another.",
            fields={"file": [f"Choose a file of at most {most // MEGABYTE:,} MB."]},
        )


def located(name: str) -> Path:
    """The kept file; UserError if it is not there any more."""
    path = folder() / Path(name).name
    if not name or not path.is_file():
        raise UserError("The uploaded file is not kept any more. Upload it again.")
    return path


def check_unchanged(name: str, sha256: str) -> Path:
    path = located(name)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise UserError("The uploaded file is not what it was when it came. Upload it again.")
    return path


def remove(name: str) -> None:
    if name:
        for path in folder().glob(f"{Path(name).name}*"):
            with suppress(OSError):
                path.unlink()


def beside(name: str, what: str) -> Path:
    return folder() / f"{Path(name).name}.{what}"


@dataclass(frozen=True, slots=True)
class Progress:
    stage: str = ""
    done: int = 0
    total: int | None = None
    pid: int = 0
    at: float = 0.0


def write_progress(name: str, stage: str, done: int, total: int | None) -> None:
    path = beside(name, "progress")
    temporary = path.with_suffix(".progress-new")
    temporary.write_text(json.dumps({"stage": stage, "done": done, "total": total, "pid": os.getpid()}))
    temporary.replace(path)


def read_progress(name: str) -> Progress | None:
    path = beside(name, "progress")
    try:
        said = json.loads(path.read_text())
        return Progress(said["stage"], said["done"], said["total"], said["pid"], path.stat().st_mtime)
    except (OSError, ValueError, KeyError):
        return None
