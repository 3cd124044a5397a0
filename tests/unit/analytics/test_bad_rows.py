"""Every row of the tables is used, left out for a reason that is counted, or bad and said so."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from goodstanding.analytics.embedded import Embedded
from goodstanding.analytics.load import Loaded, load
from goodstanding.analytics.plain import Figure, Person
from goodstanding.analytics.tables import Source, SourceKind, Table
from goodstanding.domain.errors import UserError
from tests.engines.company import METRICS, company, figures, people, week, write


def loaded(sources: dict[Table, Source], as_of: date | None = None) -> Loaded:
    engine = Embedded(threads=1)
    try:
        return load(engine, sources, as_of=as_of)
    finally:
        engine.close()


GOOD = [("n0", "calls", week(i), 10 + i, None, 30) for i in range(6)]


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (("", "calls", "2024-01-08", 5, None, 30), "person_id", "is empty"),
        (("n1", "", "2024-01-08", 5, None, 30), "metric", "is empty"),
        (("n1", "calls", "", 5, None, 30), "period_start", "is empty"),
        (("n1", "calls", "8.1.24", 5, None, 30), "period_start", "is not a date"),
        (("n1", "calls", "2024-02-30", 5, None, 30), "period_start", "is not a date"),
        (("n1", "calls", "1066-10-14", 5, None, 30), "period_start", "before 1900"),
        (("n1", "calls", "2024-01-08", "many", None, 30), "value", "is not a number"),
        (("n1", "calls", "2024-01-08", "1e40", None, 30), "value", "larger than"),
        (("n1", "calls", "2024-01-08", "inf", None, 30), "value", "larger than"),
        (("n1", "calls", "2024-01-08", -1, None, 30), "value", "negative"),
        (("n1", "calls", "2024-01-08", 5, None, -3), "exposure", "negative"),
        (("n1", "calls", "2024-01-08", 5, None, "full"), "exposure", "is not a number"),
        (("n1", "solved", "2024-01-08", 5, 3, None), "value", "more than n"),
        (("n1", "solved", "2024-01-08", 5, -3, None), "n", "negative"),
    ],
)
def test_a_bad_row_is_named_by_row_and_field(
    tmp_path: Path, row: tuple[object, ...], field: str, said: str
) -> None:
    sources = company(tmp_path, [])
    sources[Table.METRICS] = write(tmp_path, "metrics", METRICS, [*GOOD[:3], row, *GOOD[3:]])
    found = loaded(sources)
    (problem,) = found.problems
    assert (problem.table, problem.row, problem.field) == (Table.METRICS, 5, field)
    assert said in problem.message
    assert found.counted[Table.METRICS].bad == 1
    assert found.counted[Table.METRICS].used == len(GOOD)


def test_two_figures_for_the_same_thing_are_both_named_and_neither_is_used(tmp_path: Path) -> None:
    sources = company(tmp_path, [])
    again = ("n0", "calls", week(2), 99, None, 30)
    sources[Table.METRICS] = write(tmp_path, "metrics", METRICS, [*GOOD, again])
    found = loaded(sources)
    assert [problem.row for problem in found.problems] == [4, 8]
    assert found.counted[Table.METRICS].used == len(GOOD) - 1


def test_rows_that_do_not_belong_are_left_out_and_counted_by_reason(tmp_path: Path) -> None:
    rows = [
        *figures(),
        Figure("n1", "smiles", week(3), 5.0),
        Figure("n2", "calls", week(3), None, None, 30.0),
    ]
    some = [row for row in rows if (row.person_id, row.period_start, row.metric) != ("n2", week(3), "calls")]
    some.append(rows[-1])
    found = loaded(company(tmp_path, some), as_of=date(2024, 3, 24))
    counted = found.counted[Table.METRICS]
    reasons = dict(counted.left_out)
    assert not found.problems
    assert reasons["a metric that the definitions do not name"] == 1
    assert reasons["a person who is not among the people"] == 14 * 4
    assert reasons["a period in which the person was not active"] > 0
    assert reasons["a period after the day of the review, or longer ago than it looks back"] > 0
    assert reasons["no value: not recorded, and never taken for zero"] > 0
    assert counted.rows == len(some) == counted.used + sum(reasons.values())


def test_lines_that_are_no_rows_are_named_and_the_lines_below_keep_their_numbers(tmp_path: Path) -> None:
    sources = company(tmp_path, [])
    path = Path(sources[Table.METRICS].place)
    lines = [",".join(METRICS), *(",".join("" if c is None else str(c) for c in row) for row in GOOD)]
    lines[3:3] = ["n1,calls,2024-01-08", "n1,calls,2024-01-08,1,,30,7,8"]
    lines.append("n1,calls,2024-01-08,five,,30")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = loaded(sources)
    assert sorted((problem.row or 0, problem.field) for problem in found.problems) == [
        (4, "the line"),
        (5, "the line"),
        (10, "value"),
    ]
    assert found.counted[Table.METRICS].rows == len(GOOD) + 3


def test_people_who_cannot_be_placed_are_named(tmp_path: Path) -> None:
    persons = [
        *people(),
        Person("x1", ""),
        Person("x2", "north", "agent", date(2024, 5, 1), date(2024, 4, 1)),
        Person("n0", "south", "agent"),
    ]
    found = loaded(company(tmp_path, figures(), persons))
    assert {(problem.field, problem.message.split(".")[0]) for problem in found.problems} == {
        ("peer_group", "is empty"),
        ("active_to", "lies before the first day"),
        ("person_id", "is there twice for the same time"),
    }
    assert "n0" not in found.panel.person_ids


def test_definitions_that_say_nothing_usable_are_named(tmp_path: Path) -> None:
    rows = [
        ("calls", "count", "higher", "calls"),
        ("calls", "count", "lower", ""),
        ("mood", "feeling", "higher", ""),
        ("revenue", "amount", "sideways", ""),
    ]
    found = loaded(company(tmp_path, figures(), definitions=rows))
    assert [(problem.row, problem.field) for problem in found.problems] == [
        (3, "metric"),
        (4, "kind"),
        (5, "direction"),
    ]
    assert [metric.code for metric in found.panel.metrics] == ["calls"]


def test_a_table_without_a_needed_column_is_refused_with_what_it_has(tmp_path: Path) -> None:
    sources = company(tmp_path, figures())
    sources[Table.METRICS] = write(tmp_path, "metrics", ("who", "metric", "value"), [])
    with pytest.raises(UserError, match=r"person_id.*It has: “who”, “metric”, “value”"):
        loaded(sources)


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00\x00", b"PAR1 and then nothing"])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    sources = company(tmp_path, figures())
    for kind in (SourceKind.CSV, SourceKind.PARQUET):
        broken = tmp_path / f"broken.{kind}"
        broken.write_bytes(content)
        with pytest.raises(UserError):
            loaded({**sources, Table.METRICS: Source(kind, str(broken))})


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    sources = company(tmp_path, figures())
    with pytest.raises(UserError, match="There is no file"):
        loaded({**sources, Table.PEOPLE: Source(SourceKind.PARQUET, str(tmp_path / "none.parquet"))})


def test_columns_may_be_in_any_order_and_case_and_there_may_be_more(tmp_path: Path) -> None:
    sources = company(tmp_path, figures())
    expected = loaded(sources).panel
    with Path(sources[Table.METRICS].place).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    mixed = [[row[3].upper() if i == 0 else row[3], row[5], "-", row[4], row[0], row[2], row[1]]
             for i, row in enumerate(rows)]  # fmt: skip
    names = ["VALUE", " Exposure", "remark", "N", "Person_ID", "period_start", "metric"]
    sources[Table.METRICS] = write(tmp_path, "mixed", names, mixed[1:])
    found = loaded(sources).panel
    assert (found.value == expected.value).sum() == (expected.value == expected.value).sum()
