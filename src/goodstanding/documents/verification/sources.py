"""What there is to verify in a file, a folder or a ZIP archive, within strict limits. Writes nothing."""

from __future__ import annotations

import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from goodstanding.documents.verification import pdf
from goodstanding.domain.errors import UserError

MOST_BYTES = 1 << 29
"""Of one file, and of what an archive unpacks to."""
MOST_FILES = 100_000
CHECKPOINT, TILES = "checkpoint", "tile"


Read = Callable[[str], bytes | None]
"""The bytes of a file by its path; None where there is none."""


@dataclass(frozen=True, slots=True)
class Item:
    """`name`: as people find it. `data`: None for a whole log. `beside` reads the files of its folder."""

    name: str
    data: bytes | None
    beside: Read


def items_in(path: Path) -> Iterator[Item]:
    """Everything at this path, in the order of names. UserError where it cannot be read."""
    if os.path.isdir(path):  # unlike Path.is_dir, it takes any name that somebody types
        yield from _in_folder(path)
    else:
        data = read_file(path)
        yield from _of(path.name, data, _reader(path.parent))


def read_file(path: Path) -> bytes:
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise UserError(f"{path} is not an ordinary file.")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be one"
        raise UserError(f"{path} cannot be read: {reason}.") from error
    if len(data) > MOST_BYTES:
        raise UserError(f"{path} has more than {MOST_BYTES >> 20} MiB, the most that is read.")
    return data


def is_archive(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _in_folder(folder: Path) -> Iterator[Item]:
    if _is_log(folder):
        yield Item(folder.name or str(folder), None, _reader(folder))
        return
    count = 0
    for place, inner, names in os.walk(folder):
        inner.sort()
        here = Path(place)
        if here != folder and _is_log(here):
            inner.clear()
            yield Item(str(here.relative_to(folder)), None, _reader(here))
            continue
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                raise UserError(f"{folder} holds more than {MOST_FILES} files, the most that are looked at.")
            found = here / name
            data = read_file(found)
            shown = str(found.relative_to(folder))
            yield from _of(shown, data, _reader(here))


def _is_log(folder: Path) -> bool:
    return (folder / CHECKPOINT).is_file() or (folder / TILES).is_dir()


def _reader(folder: Path) -> Read:
    def read(name: str) -> bytes | None:
        found = folder / name
        inside = not Path(name).is_absolute() and ".." not in Path(name).parts and "\0" not in name
        return read_file(found) if inside and found.is_file() else None

    return read


def _of(name: str, data: bytes, beside: Read) -> Iterator[Item]:
    yield from _in_archive(name, data) if is_archive(data) else _with_attached(name, data, beside)


def _with_attached(name: str, data: bytes, beside: Read) -> Iterator[Item]:
    """The file, and what it carries where it is a PDF."""
    yield Item(name, data, beside)
    if data.startswith(pdf.BEGINS):
        files = pdf.attached(data)
        for inner in sorted(files):
            yield Item(f"{name}/{inner}", files[inner], files.get)


def _in_archive(name: str, data: bytes) -> Iterator[Item]:
    try:
        files = unpacked(data)
    except UserError as error:
        raise UserError(f"{name}: {error.message}") from error
    if CHECKPOINT in files or any(inner.startswith(f"{TILES}/") for inner in files):
        yield Item(name, None, files.get)
        return
    for inner in sorted(files):
        yield from _with_attached(f"{name}/{inner}", files[inner], files.get)


# What the reader of archives raises on bytes that are none, or locked, or packed in a way that it lacks.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError, OSError,
    ValueError, struct.error, OverflowError,
)  # fmt: skip


def unpacked(data: bytes) -> Mapping[str, bytes]:
    """The files of a ZIP archive; no more is unpacked than is allowed, whatever it says of its sizes."""
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > MOST_FILES:
                raise UserError(f"It holds more than {MOST_FILES} files, the most that are looked at.")
            for info in infos:
                if info.filename in files:
                    raise UserError("It holds two files of one name, so nobody can say which one is meant.")
                with archive.open(info) as file:
                    files[info.filename] = file.read(left + 1)
                left -= len(files[info.filename])
                if left < 0:
                    raise UserError(f"It unpacks to more than {MOST_BYTES >> 20} MiB, the most that is read.")
    except _DAMAGED as error:
        raise UserError("This archive is damaged or of a kind that is not read here.") from error
    return files
