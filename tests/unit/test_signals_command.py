"""`goodstanding signals`: tables in, findings out, with every row accounted for."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import numpy as np
import pytest

from goodstanding.analytics.tables import COLUMNS, Table
from goodstanding.cli import main
from goodstanding.documents import signals
from goodstanding.ingest.measurements import fingerprint

DOCS = Path(__file__).parents[2] / "docs" / "reference"
WEEKS, FALLS = 80, 40
FIRST = date(2024, 1, 1)
DEFINITIONS = "metric,kind,direction,unit\ncalls,count,higher,calls\nsolved,proportion,higher,cases\n"


def tables(folder: Path, *, falling: bool, seed: int = 3) -> dict[str, Path]:
    """Sixty people in three groups, exchangeable but for one whose figures fall by 30 % in week 40."""
    draw = np.random.default_rng(seed)
    people = ["person_id,peer_group,role,active_from,active_to"]
    metrics = ["person_id,metric,period_start,value,n,exposure"]
    for i in range(60):
        people.append(f"p{i:02d},team {i % 3},agent,,")
        usual = np.exp(draw.normal(0, 0.1))
        for week in range(WEEKS):
            rate = usual * (0.7 if falling and i == 7 and week >= FALLS else 1.0)
            day = FIRST + timedelta(weeks=week)
            metrics.append(f"p{i:02d},calls,{day},{draw.poisson(60 * rate)},,37.5")
            metrics.append(f"p{i:02d},solved,{day},{draw.binomial(40, min(0.95, 0.6 * rate))},40,")
    made = {"people": people, "metrics": metrics, "definitions": DEFINITIONS.splitlines()}
    for name, lines in made.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    return {name: folder / f"{name}.csv" for name in made}


def run(folder: Path, given: dict[str, Path], *more: str) -> tuple[int, Any]:
    out = folder / "findings.json"
    out.unlink(missing_ok=True)
    arguments = [part for name, path in given.items() for part in (f"--{name}", str(path))]
    code = main(["signals", *arguments, "--out", str(out), *more])
    return code, json.loads(out.read_text()) if out.exists() else None


@pytest.fixture(scope="module")
def fallen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    folder = tmp_path_factory.mktemp("fallen")
    return folder, tables(folder, falling=True)


def about(found: Any, kind: str) -> list[Any]:
    return [each for each in found["findings"] if each["kind"] == kind]


def test_a_plain_fall_is_found_and_dated_and_asks_for_a_conversation(
    fallen: tuple[Path, dict[str, Path]],
) -> None:
    code, found = run(*fallen)
    assert code == 0
    (finding,) = about(found, "decline")
    assert finding["person_id"] == "p07"
    began = FIRST + timedelta(weeks=FALLS)
    assert abs(date.fromisoformat(finding["onset"]["likely"]) - began) <= timedelta(weeks=3)
    assert "conversation" in finding["asks"]
    assert finding["peers"] == 19
    calls = next(each for each in finding["effects"] if each["metric"] == "calls")
    assert calls["change"]["low"] < calls["change"]["middle"] < calls["change"]["high"] < 0
    assert found["previous_review"] == (FIRST + timedelta(weeks=WEEKS - 4)).isoformat()


def test_what_comes_out_is_as_documented(fallen: tuple[Path, dict[str, Path]]) -> None:
    _, found = run(*fallen)
    jsonschema.validate(found, signals.schema())


def test_findings_say_from_which_bytes_and_versions_they_came(fallen: tuple[Path, dict[str, Path]]) -> None:
    folder, given = fallen
    _, found = run(folder, given)
    for table in found["tables"]:
        content = given[table["table"]].read_bytes()
        assert (table["sha256"], table["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert {"python", "numpy", "scipy", "duckdb"} == set(found["versions"])


def test_the_fingerprint_of_a_folder_depends_on_each_file(tmp_path: Path) -> None:
    for name, content in (("a.parquet", b"1"), ("b.parquet", b"22")):
        (tmp_path / name).write_bytes(content)
    first = fingerprint(str(tmp_path))
    (tmp_path / "b.parquet").write_bytes(b"23")
    second = fingerprint(str(tmp_path))
    assert first is not None
    assert second is not None
    assert first.size == second.size == 3
    assert first.sha256 != second.sha256
    assert fingerprint("table:hr.metrics") is None


def test_among_exchangeable_people_there_is_nobody(tmp_path: Path) -> None:
    code, found = run(tmp_path, tables(tmp_path, falling=False))
    assert code == 0
    assert about(found, "decline") == []


def test_parquet_and_csv_say_the_same(fallen: tuple[Path, dict[str, Path]], tmp_path: Path) -> None:
    folder, given = fallen
    with duckdb.connect() as db:
        for name, path in given.items():
            db.execute(f"COPY (FROM read_csv('{path}', header = true)) TO '{tmp_path}/{name}.parquet'")
    _, from_csv = run(folder, given)
    _, from_parquet = run(tmp_path, {name: tmp_path / f"{name}.parquet" for name in given})
    for key in ("findings", "kinds", "people", "as_of", "periods", "metrics"):
        assert from_csv[key] == from_parquet[key]


def test_a_review_as_of_an_earlier_day_knows_nothing_of_what_came_later(
    fallen: tuple[Path, dict[str, Path]],
) -> None:
    _, found = run(*fallen, "--as-of", (FIRST + timedelta(weeks=FALLS)).isoformat())
    assert found["as_of"] == (FIRST + timedelta(weeks=FALLS)).isoformat()
    assert about(found, "decline") == []
    metrics = next(table for table in found["tables"] if table["table"] == "metrics")
    assert metrics["rows"] == 60 * WEEKS * 2
    assert metrics["used"] == 60 * FALLS * 2


def test_one_week_of_the_fall_is_not_told_because_two_reviews_must_see_it(
    fallen: tuple[Path, dict[str, Path]],
) -> None:
    early = [
        about(run(*fallen, "--as-of", (FIRST + timedelta(weeks=FALLS + n)).isoformat())[1], "decline")
        for n in (1, 4)
    ]
    assert early == [[], []]


def test_bad_rows_are_told_and_too_many_stop_the_review(
    fallen: tuple[Path, dict[str, Path]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, given = fallen
    metrics = tmp_path / "metrics.csv"
    metrics.write_text(given["metrics"].read_text() + "p01,calls,2025-01-32,7,,37.5\n")
    code, found = run(tmp_path, {**given, "metrics": metrics})
    assert code == 0
    assert [row["field"] for row in found["bad_rows"]] == ["period_start"]
    assert "“2025-01-32” is not a date" in capsys.readouterr().err
    bad = tmp_path / "bad.csv"
    limits = ("--most-bad-rows", "0", "--bad-rows", str(bad))
    code, found = run(tmp_path, {**given, "metrics": metrics}, *limits)
    assert (code, found) == (3, None)
    assert "1 of the 9,601 rows of the table of metrics are bad" in capsys.readouterr().err
    assert "2025-01-32" in bad.read_text()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"people": Path("nowhere.csv")}, "There is no file nowhere.csv"),
        ({"metrics": Path("table:sales.metrics")}, "choose --engine spark"),
    ],
)
def test_what_can_be_put_right_ends_with_3_and_says_how(
    fallen: tuple[Path, dict[str, Path]],
    capsys: pytest.CaptureFixture[str],
    change: dict[str, Path],
    said: str,
) -> None:
    folder, given = fallen
    code, found = run(folder, {**given, **change})
    assert (code, found) == (3, None)
    assert said in capsys.readouterr().err


def test_out_is_looked_at_before_the_work(
    fallen: tuple[Path, dict[str, Path]], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, given = fallen
    arguments = [part for name, path in given.items() for part in (f"--{name}", str(path))]
    assert main(["signals", *arguments, "--out", str(tmp_path / "no" / "findings.json")]) == 3
    assert "cannot be written" in capsys.readouterr().err


def test_fewer_than_five_people_are_never_compared(tmp_path: Path) -> None:
    given = tables(tmp_path, falling=True)
    lines = given["people"].read_text().splitlines()
    given["people"].write_text("\n".join([lines[0], *lines[1:12]]) + "\n")
    code, found = run(tmp_path, given)
    assert code == 0
    assert found["findings"] == []
    reasons = {row["reason"] for kind in found["kinds"] for row in kind["not_enough_data"]}
    assert "few_peers" in reasons


def test_years_quarters_and_a_single_period_end_in_not_enough_data(tmp_path: Path) -> None:
    given = tables(tmp_path, falling=False)
    for step in (365, 91, 0):
        lines = ["person_id,metric,period_start,value,n,exposure"]
        for i in range(60):
            for period in range(4 if step else 1):
                lines.append(
                    f"p{i:02d},calls,{date(2020, 1, 1) + timedelta(days=step * period)},{50 + i},,100"
                )
        given["metrics"].write_text("\n".join(lines) + "\n")
        code, found = run(tmp_path, given)
        assert code == 0
        assert about(found, "decline") == []
        decline = next(kind for kind in found["kinds"] if kind["kind"] == "decline")
        assert decline["judged"] == 0
        assert sum(row["people"] for row in decline["not_enough_data"]) == 60


def test_the_published_schema_is_current() -> None:
    assert (DOCS / "signals.schema.json").read_text(encoding="utf-8") == signals.schema_text(), (
        "Write it anew: python -m goodstanding.documents.signals > docs/reference/signals.schema.json"
    )


@pytest.mark.parametrize("table", Table)
def test_every_column_is_documented(table: Table) -> None:
    page = (DOCS / "signals-formats.md").read_text(encoding="utf-8")
    for column in COLUMNS[table]:
        needed = "yes" if column.needed else "no"
        assert f"| `{column.name}` | {column.type.value} | {needed} | {column.about} |" in page
