"""Looks through a spreadsheet's zip container before any spreadsheet library opens it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from goodstanding.domain.errors import UserError
from goodstanding.ingest.limits import Limits

_CHUNK = 256 * 1024
_RATIO_FROM = 1024 * 1024
_ARCHIVES = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff", ".svg", ".webp")
_SAVE_ANEW = "Open it in your spreadsheet program, save the table alone as xlsx or CSV, and choose that file."
_DECLARED = [b"<!doctype", b"<!entity"]
_DECLARED += [text.decode().encode(wide) for text in tuple(_DECLARED) for wide in ("utf-16-le", "utf-16-be")]
_LONGEST = max(map(len, _DECLARED))


def check_container(path: Path, limits: Limits) -> None:
    """Refuses bombs, nested archives, document types, and containers that are not spreadsheets.

    Sizes are counted while inflating: what the container declares about itself is not trusted.
    """
    try:
        with zipfile.ZipFile(path) as container:
            names = _checked_names(container, limits)
            total = 0
            for info in container.infolist():
                for size in _inflated(container, info, limits):
                    total += size
                    if total > limits.max_inflated:
                        raise UserError(
                            f"The spreadsheet unpacks to more than {limits.max_inflated // 2**20} MB. "
                            "Split the table, or save it as CSV, and choose that file."
                        )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise UserError(f"The spreadsheet is damaged or cut short. {_SAVE_ANEW}") from error
    if "[Content_Types].xml" not in names and "content.xml" not in names:
        raise UserError(f"The file is a zip archive, not a spreadsheet. {_SAVE_ANEW}")
    if "xl/workbook.bin" in names:
        raise UserError(f"The file is a binary Excel workbook (xlsb), which is not read here. {_SAVE_ANEW}")


def _checked_names(container: zipfile.ZipFile, limits: Limits) -> set[str]:
    infos = container.infolist()
    if len(infos) > limits.max_parts:
        raise UserError(
            f"The spreadsheet has {len(infos):,} parts, far more than a table needs. {_SAVE_ANEW}"
        )
    names = {info.filename for info in infos}
    if len(names) != len(infos):
        raise UserError(f"The spreadsheet contains the same part twice. {_SAVE_ANEW}")
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name:
            raise UserError(f"The spreadsheet contains a part that points outside of it. {_SAVE_ANEW}")
    return names


def _inflated(container: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Iterator[int]:
    if info.flag_bits & 0x1:
        raise UserError(
            "The spreadsheet is protected by a password. Save a copy without one and choose that."
        )
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UserError(f"The spreadsheet is packed in a way that spreadsheets are not. {_SAVE_ANEW}")
    with container.open(info) as part:
        yield from _counted(part, info, limits)


def _counted(part: IO[bytes], info: zipfile.ZipInfo, limits: Limits) -> Iterator[int]:
    size, tail = 0, b""
    picture = info.filename.lower().endswith(_PICTURES)
    while chunk := part.read(_CHUNK):
        if size == 0 and chunk.startswith(_ARCHIVES):
            raise UserError(f"The spreadsheet contains another archive or document. {_SAVE_ANEW}")
        size += len(chunk)
        if size > _RATIO_FROM and size > limits.max_ratio * max(info.compress_size, 1):
            raise UserError(
                f"The spreadsheet unpacks to {limits.max_ratio} times its size or more. {_SAVE_ANEW}"
            )
        if not picture:
            window = (tail + chunk).lower()
            if any(mark in window for mark in _DECLARED):
                raise UserError(f"The spreadsheet declares a document type or entities. {_SAVE_ANEW}")
            tail = chunk[-_LONGEST:]
        yield len(chunk)
