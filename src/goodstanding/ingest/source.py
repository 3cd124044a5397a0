"""Where the bytes come from: a path or a binary stream, its size, and what it is by its first bytes."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol

from goodstanding.domain.errors import UserError
from goodstanding.ingest.limits import MEGABYTE, Limits


class Stream(Protocol):
    """What is needed of an uploaded file; Django's and `io`'s both have it."""

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...
    def tell(self) -> int: ...


Source = str | os.PathLike[str] | BinaryIO | Stream


class Format(StrEnum):
    TEXT = "text"
    EXCEL = "excel"
    PARQUET = "parquet"


_OTHER_FORMATS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a SQLite database"),
)
_TABLES = "Save the table as CSV, Excel (xlsx, xls), OpenDocument (ods) or Parquet and choose that file."


@contextmanager
def opened(source: Source) -> Iterator[Stream]:
    """The source as a stream at its start. A path is opened and closed here; a stream stays the caller's."""
    if not isinstance(source, (str, os.PathLike)):
        source.seek(0)
        yield source
        return
    with _open_path(Path(source)) as file:
        yield file


def _open_path(path: Path) -> BinaryIO:
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
        if regular:
            return path.open("rb")
    except FileNotFoundError:
        raise UserError(f"There is no file {path.name}. Check the name and the folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not valid"
        raise UserError(f"The file {shown_name(path)} cannot be opened: {reason}.") from error
    raise UserError(f"{path.name} is not a file. Choose a file with a table in it.")


def shown_name(path: Path) -> str:
    return "".join(c if c.isprintable() else "?" for c in path.name)[:100]


def check_size(stream: Stream, limits: Limits) -> int:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if size == 0:
        raise UserError("The file is empty. Choose a file with a table in it.")
    if size > limits.max_bytes:
        raise UserError(
            f"The file has {megabytes(size)} MB; at most {megabytes(limits.max_bytes)} MB are accepted. "
            "Split it into smaller files and import them one after another."
        )
    return size


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f}"


def detect(stream: Stream) -> Format:
    """By content, never by name. The stream is left at its start."""
    head = stream.read(4096)
    stream.seek(0)
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return Format.EXCEL
    for magic, what in _OTHER_FORMATS:
        if head.startswith(magic):
            raise UserError(f"The file is {what}, not a table. {_TABLES}")
    if head[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise UserError(f"The file is a web page or XML document, not a table. {_TABLES}")
    return Format.TEXT


@contextmanager
def on_disk(source: Source) -> Iterator[Path]:
    """The source as a file that another process can open; a stream is copied to a temporary file."""
    if isinstance(source, (str, os.PathLike)):
        path = Path(source).resolve()
        if not set("*?[]{}\\") & set(str(path)):
            yield path
            return
    handle, name = tempfile.mkstemp(prefix="goodstanding-import-")
    try:
        with os.fdopen(handle, "wb") as copy, opened(source) as stream:
            shutil.copyfileobj(stream, copy, MEGABYTE)
        yield Path(name)
    finally:
        os.unlink(name)
