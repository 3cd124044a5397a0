"""A backup opened for reading: every part proved to be what the manifest says before anything rests on it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from goodstanding.domain.errors import Damage, UserError
from goodstanding.record import backup, sealed
from goodstanding.record.backup import Manifest, Part

MOST_MANIFEST = 16 * 1024 * 1024
LONGEST_LINE = 256 * 1024 * 1024
BLOCK = 1 << 20
Told = Callable[[int, int], None]


class Archive:
    """`manifest` is read at once; `prove` has to come before the parts are used."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._zip = file
        with _readable():
            if file.getinfo(backup.NAME).file_size > MOST_MANIFEST:
                raise Damage("The backup’s manifest is too large to be one.")
            self.manifest: Manifest = backup.read(file.read(backup.NAME))

    def prove(self, told: Told = lambda *_: None) -> None:
        """Damage that names the first part that is missing or another one than was written."""
        total, done = sum(part.bytes for part in self.manifest.parts), 0
        for part in self.manifest.parts:
            seen, size = hashlib.sha256(), 0
            for some in self.blocks(part):
                seen.update(some)
                size += len(some)
                if size > part.bytes:
                    break
                told(done + size, total)
            if size != part.bytes or seen.hexdigest() != part.sha256:
                raise Damage(f"{part.name} in the backup is not what was written: the file was changed.")
            done += size

    def blocks(self, part: Part) -> Iterator[bytes]:
        with _readable(), self._zip.open(part.name) as member:
            while some := member.read(BLOCK):
                yield some

    def write_files(self, folder: Path) -> None:
        """The files of the data folder, readable by their owner alone."""
        for part in self.manifest.parts:
            if not part.name.startswith("files/"):
                continue
            path = folder / part.name.removeprefix("files/")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for some in self.blocks(part):
                    file.write(some)

    def table(self, name: str) -> tuple[list[str], Iterator[list[Any]]]:
        """The names of its columns, and its rows. No columns where the backup has no such table."""
        part = next((part for part in self.manifest.parts if part.name == f"tables/{name}.jsonl"), None)
        if part is None:
            return [], iter(())
        lines = self._lines(part)
        return next(lines), lines

    def tables(self) -> list[str]:
        names = [part.name for part in self.manifest.parts if part.name.startswith("tables/")]
        return [name.removeprefix("tables/").removesuffix(".jsonl") for name in names]

    def _lines(self, part: Part) -> Iterator[list[Any]]:
        with _readable(), self._zip.open(part.name) as member:
            buffered = io.BufferedReader(cast("io.RawIOBase", member), BLOCK)
            while line := buffered.readline(LONGEST_LINE):
                yield json.loads(line)


@contextmanager
def opened(file: IO[bytes], passphrase: str = "") -> Iterator[Archive]:
    """UserError where a passphrase is needed, Damage where the file is not a whole backup."""
    head = file.read(len(sealed.MAGIC))
    file.seek(0)
    below: IO[bytes] = file
    if sealed.is_sealed(head):
        if not passphrase:
            raise UserError("The backup is encrypted. Give its passphrase with --passphrase-file.")
        reader = sealed.SealedReader(file, passphrase)
        below = cast("IO[bytes]", io.BufferedReader(reader, sealed.CHUNK))
    with _readable():
        archive = zipfile.ZipFile(below)
    with archive:
        yield Archive(archive)


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever a broken ZIP makes its reader raise, as damage."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError) as error:
        raise Damage("The file is not a whole backup: it was cut off or changed.") from error
    except RuntimeError as error:  # the reader's word for members that are encrypted by other means
        raise Damage("The backup holds parts that this program did not write.") from error
