"""The short form of the harnesses beside this file; `make durability` runs the long one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KILLS = os.environ.get("KILLS", "6")
SECONDS = os.environ.get("WRITER_SECONDS", "")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks its children")


def figures(module: str, folder: Path, *arguments: str) -> dict[str, Any]:
    environment = {
        k: v for k, v in os.environ.items() if k not in {"GOODSTANDING_DATA", "PYTEST_CURRENT_TEST"}
    }
    environment["PYTHONPATH"] = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    done = subprocess.run(
        [sys.executable, "-m", f"tests.durability.{module}", "--folder", folder / "data", *arguments],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if KILLS != "6" or SECONDS:
        sys.stdout.write(f"\n{module}: {done.stdout.splitlines()[-1]}\n")
    return made


def test_no_kill_loses_or_renumbers_what_was_acknowledged(tmp_path: Path) -> None:
    found = figures("crash", tmp_path, "--kills", KILLS)
    assert found["problems"] == []
    assert found["acknowledged entries"] > found["labelled"]
    assert found["acknowledged checkpoints"] > 5


def test_many_writers_leave_one_log_without_gap_duplicate_or_lock(tmp_path: Path) -> None:
    writers = "16" if os.environ.get("GOODSTANDING_DATABASE_URL") else "8"
    length = ["--seconds", SECONDS, "--people", "200"] if SECONDS else ["--seconds", "60", "--most", "12"]
    found = figures("many", tmp_path, "--writers", writers, *length)
    assert found["problems"] == []
    assert found["entries"] >= int(writers) * 10 - found["conflicts that were refused"]
    assert found["checkpoints"] >= 1


SHORT = [("--bits", "150", "--columns", "120")]
LONG = [("--entries", "1000", "--bits", "0"), ("--entries", "150", "--bits", "100000")]
"""Every column of a record of 1,000 entries; then many bits of a smaller file, checked whole each time."""


@pytest.mark.parametrize("length", LONG if SECONDS else SHORT)
def test_no_altered_column_and_no_flipped_bit_of_the_file_goes_unseen(
    tmp_path: Path, length: tuple[str, ...]
) -> None:
    found = figures("flips", tmp_path, *length)
    columns, file = found["stored columns"], found.get("file")
    assert columns["unseen"] == columns["tracebacks"] == []
    assert columns["columns"] + columns["refused by the database"] > 50
    if file and file["bits"]:
        assert file["unseen"] == file["tracebacks"] == []
        assert file["seen"] > 3


def test_of_what_was_erased_nothing_is_left_on_the_disk(tmp_path: Path) -> None:
    found = figures("erased", tmp_path, "--canaries", "50" if KILLS != "6" else "12")
    assert found["planted"] == found["canaries"]
    assert (found["left in tables"], found["left in files"]) == (0, {})
    assert found["problems"] == []
