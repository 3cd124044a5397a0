"""Spreadsheets and Parquet, read through the reading process (see `worker`)."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from goodstanding.domain.errors import UserError
from goodstanding.ingest.cells import Cell
from goodstanding.ingest.limits import MEGABYTE, Limits
from goodstanding.ingest.source import Format
from goodstanding.ingest.worker import OUT_OF_MEMORY

_log = logging.getLogger(__name__)

# A row is at most 500 cells of 32,000 characters, each at most 12 bytes as JSON.
_LONGEST_FRAME = 192 * MEGABYTE


@dataclass(frozen=True)
class Reading:
    """What the reading process said about the file, and its rows."""

    about: Mapping[str, Any]
    rows: Iterator[tuple[int, list[Cell]]]


@contextmanager
def reading(path: Path, form: Format, sheet: str | None, limits: Limits) -> Iterator[Reading]:
    task = json.dumps({"format": form.value, "path": str(path), "sheet": sheet, "limits": asdict(limits)})
    environment = {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONUTF8": "1"}
    environment |= {
        name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "goodstanding.ingest.worker", task],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
    )  # fmt: skip
    try:
        frames = _frames(process)
        about = next(frames)
        yield Reading(about, _rows(frames))
    finally:
        process.kill()
        if process.stdout:
            process.stdout.close()
        process.wait()


def _frames(process: subprocess.Popen[bytes]) -> Iterator[Mapping[str, Any]]:
    pipe = process.stdout
    assert pipe is not None
    while True:
        size = int.from_bytes(_exactly(pipe, 4, process), "big")
        if size > _LONGEST_FRAME:
            raise UserError(
                "A row of the file is too long to be read. Shorten its cells and choose the file again."
            )
        content = json.loads(_exactly(pipe, size, process))
        if "error" in content:
            raise UserError(content["error"])
        if "failed" in content:
            _log.error("The reading process failed: %s", content["failed"])
            raise _ended(1)
        if "end" in content:
            return
        yield content


def _exactly(pipe: IO[bytes], size: int, process: subprocess.Popen[bytes]) -> bytes:
    data = pipe.read(size)
    if len(data) < size:
        raise _ended(process.wait())
    return data


def _ended(code: int) -> UserError:
    """The reading process died. The file made it, so the user is told what to do about the file."""
    if code in (OUT_OF_MEMORY, -signal.SIGABRT):
        return UserError(
            "The file needs more memory than an import may use: it is very large, or cells far outside of "
            "the table are filled. Split the table, or save it as CSV, and choose that file."
        )
    if code in (-getattr(signal, "SIGXCPU", 24), -getattr(signal, "SIGKILL", 9)):
        return UserError(
            "The file takes too long to read. Split the table, or save it as CSV, and choose that file."
        )
    return UserError(
        "The file is damaged and cannot be read. Save the table anew, as xlsx or CSV, and choose that."
    )


def _rows(frames: Iterator[Mapping[str, Any]]) -> Iterator[tuple[int, list[Cell]]]:
    for frame in frames:
        for number, cells in enumerate(frame["rows"], start=frame["first"]):
            yield number, [_decoded(cell) if type(cell) is list else cell for cell in cells]


def _decoded(cell: list[str]) -> Cell:
    tag, text = cell
    if tag == "n":
        return Decimal(text)
    return date.fromisoformat(text) if tag == "d" else datetime.fromisoformat(text)
