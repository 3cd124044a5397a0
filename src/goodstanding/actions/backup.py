"""Write everything that an instance is made of into one file, while it runs."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, Protocol, cast

from django.conf import settings
from django.db import connection

from goodstanding import __version__
from goodstanding.domain.errors import UserError
from goodstanding.record import backup, sealed
from goodstanding.record.backup import Manifest, Part
from goodstanding.store import tables
from goodstanding.store.beside import one_moment
from goodstanding.store.log_state import log_state


class Progress(Protocol):
    """Rows done, rows in all, and which table is being worked on."""

    def __call__(self, done: int, total: int, what: str) -> None: ...


NOT_IN_IT = frozenset({"static", "signer"})
"""Folders of the data folder: what is made anew at every start, and the signer, which must be out of reach
of whoever holds the record and so has a backup of its own."""
README = """This is a backup of Good Standing. Bring it back with

    goodstanding restore THIS-FILE --data NEW-FOLDER

manifest.json   what is in it, with the SHA-256 of every part
tables/         every table, a row a line, as JSON
files/          files of the data folder: the secret key, uploaded files, the key that signs documents

Not in it: the signer's keys and what it signed last, which are kept apart; settings of the environment; who
was signed in. It holds what people wrote about each other. Keep it as you keep the server itself.
"""


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    bytes: int
    manifest: Manifest


def make(
    target: Path, *, now: datetime, passphrase: str = "", progress: Progress = lambda done, total, what: None
) -> Made:
    """A backup of this moment at `target`, or in it under a name of its own where it is a folder.

    UserError where something is there already. Nothing is left behind where it fails.
    """
    if target.is_dir():
        target = target / f"goodstanding-{now:%Y%m%d-%H%M%S}.backup"
    if target.exists():
        raise UserError(f"{target} is there already and is not overwritten. Name another file.")
    with _new_file(target) as below:
        if passphrase:
            sealing = sealed.SealingWriter(below, passphrase, secrets.token_bytes(sealed.SALT))
            with sealing:
                manifest = write(cast("IO[bytes]", sealing), now=now, leave=target, progress=progress)
        else:
            manifest = write(below, now=now, leave=target, progress=progress)
    return Made(target, target.stat().st_size, manifest)


@contextmanager
def _new_file(target: Path) -> Iterator[IO[bytes]]:
    """Wholly there under its name and on the disk, or not at all. Readable by its owner alone."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, target)  # refused where something came there meanwhile; a renaming would overwrite
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror or error}.") from error
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def write(file: IO[bytes], *, now: datetime, leave: Path | None = None, progress: Progress) -> Manifest:
    """The backup as a ZIP into `file`, which need not be one that can be sought in."""
    with one_moment() as alias:
        wanted = tables.targets(alias)
        if not any(app == "store" for app, _ in wanted):
            raise UserError("There is nothing to back up here: this database was never used.")
        if newer := tables.applied_unknown(alias):
            raise UserError(
                f"A newer version of the program worked on this database ({newer[-1][1]}): this one would "
                "leave out what it does not know. Back up with that version."
            )
        found = tables.tables_at(wanted, alias)
        state = log_state(found, alias)
        counts = {table.name: tables.count(table, alias) for table in found}
        total, done = sum(counts.values()), 0
        parts: list[Part] = []
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("README.txt", README)
            for table in found:
                lines = _lines(table, alias, partial(progress, total=total, what=table.name), done)
                parts.append(_part(archive, f"tables/{table.name}.jsonl", lines, counts[table.name]))
                done += counts[table.name]
            parts += [_part(archive, f"files/{name}", _bytes(path)) for name, path in _files(leave)]
            manifest = Manifest(__version__, now, connection.vendor, tuple(wanted), state, tuple(parts))
            archive.writestr(backup.NAME, manifest.text)
    progress(total, total, "done")
    return manifest


def _lines(table: tables.Table, alias: str, told: Callable[[int], None], done: int) -> Iterator[bytes]:
    """The names of the columns, then the rows."""
    told(done)
    yield json.dumps([field.attname for field in table.fields]).encode("ascii") + b"\n"
    for number, row in enumerate(tables.rows(table, alias), start=done + 1):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
        if number % tables.CHUNK == 0:
            told(number)


def _bytes(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while some := file.read(1 << 20):
            yield some


def _part(archive: zipfile.ZipFile, name: str, data: Iterable[bytes], rows: int | None = None) -> Part:
    seen, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as member:
        for some in data:
            seen.update(some)
            size += len(some)
            member.write(some)
    return Part(name, size, seen.hexdigest(), rows)


def _files(leave: Path | None) -> Iterator[tuple[str, Path]]:
    """What lies in the data folder beside the database."""
    folder = Path(settings.DATA_DIR)
    database = str(connection.settings_dict["NAME"])
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] in NOT_IN_IT or str(path).startswith(database) or not path.is_file():
            continue
        mine = leave is not None and path.name in {leave.name, f".{leave.name}.{os.getpid()}.part"}
        if (
            not path.is_symlink()
            and not mine
            and not path.name.endswith(".backup")
            and backup.is_name(f"files/{name}")
        ):
            yield name, path
