"""The worst files, each read in a process of its own: what it and its reading process took at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="memory is measured where the operating system tells it")

EXTRA_MEMORY_MB = 256

SCRIPT = """
import json, resource, sys
from datetime import date
from goodstanding.domain.errors import UserError
from goodstanding.ingest.files import Options
from goodstanding.ingest.limits import Limits
from goodstanding.ingest.mapping import Mapping
from goodstanding.ingest.read import preview, rows
from goodstanding.ingest.targets import PEOPLE
from tests.fixtures.spreadsheets import Endless

def peak(who):
    return resource.getrusage(who).ru_maxrss // 1024

what, options = sys.argv[1], Options(header=True, limits=Limits(max_bytes=2 * 1024**3))
source = Endless(1024**3) if what == "endless" else what
before, says, count = peak(resource.RUSAGE_SELF), "", 0
try:
    columns = preview(source, options).columns
    for row in rows(source, options, Mapping.of({"number": columns[0]}), PEOPLE, today=date(2026, 11, 23)):
        count += 1
except UserError as error:
    says = error.message
extra = peak(resource.RUSAGE_SELF) - before + peak(resource.RUSAGE_CHILDREN)
print(json.dumps({"extra_mb": extra, "says": says, "rows": count}))
"""


def measured(source: str) -> dict[str, object]:
    # A launcher in between: a child of this test process would start with the peak of this test process.
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])}
    launcher = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', *sys.argv[1:]]))"
    done = subprocess.run(
        [sys.executable, "-c", launcher, SCRIPT, source],
        env=environment, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout)
    return found


def write_text(path: Path, piece: bytes, times: int, begins: bytes = b"number,name\n") -> Path:
    with path.open("wb") as file:
        file.write(begins)
        for _ in range(times):
            file.write(piece)
    return path


def check_extra(source: str | Path) -> dict[str, object]:
    found = measured(str(source))
    assert found["extra_mb"] <= EXTRA_MEMORY_MB, found  # type: ignore[operator]
    return found


def test_a_gigabyte_in_one_line_takes_little_memory() -> None:
    assert "longer than" in str(check_extra("endless")["says"])


def test_a_quotation_mark_that_swallows_a_hundred_megabytes_takes_little_memory(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", b"3,c\n" * 100_000, 250, b'number,name\n1,"a\n')
    assert "Row 2" in str(check_extra(path)["says"])


def test_a_hundred_megabytes_of_blank_rows_take_little_memory(tmp_path: Path) -> None:
    path = write_text(tmp_path / "a.csv", b"\n" * 1_000_000, 100, b"number,name\n1,a\n")
    assert "blank rows" in str(check_extra(path)["says"])


def test_a_million_different_people_take_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w") as file:
        file.write("number,name\n")
        file.writelines(f"{n},Person with the number {n}\n" for n in range(1_000_000))
    assert check_extra(path)["rows"] == 1_000_000


def test_rows_of_a_megabyte_take_little_memory(tmp_path: Path) -> None:
    row = b",".join([b"x" * 1990] * 500) + b"\n"
    check_extra(write_text(tmp_path / "a.csv", row, 150, b",".join(b"c%d" % n for n in range(500)) + b"\n"))


def test_spreadsheets_made_to_fill_the_memory_take_little(tmp_path: Path) -> None:
    from tests.unit.ingest import test_hostile_files as hostile

    makers = {name: make for name, make, _ in hostile.WHOLE_FILE}
    for name in (
        "a bomb", "half a billion cells", "one long text 40,000 times", "90 million repeated cells",
        "a value at the far corner", "2,001 parts", "a billion laughs",
    ):  # fmt: skip
        path = tmp_path / "hostile.bin"
        path.write_bytes(makers[name]())  # type: ignore[arg-type]
        assert check_extra(path)["says"], name


def test_parquet_files_made_to_fill_the_memory_take_little(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "a.parquet"
    for expression in ("repeat('x', 1000000)", "repeat(chr(97 + (range % 26)::int), 30000)"):
        duckdb.execute(
            f"COPY (SELECT range AS number, {expression} AS a, {expression} AS b FROM range(5000)) "
            f"TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
        )
        check_extra(path)
