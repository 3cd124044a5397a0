"""Published files as somebody would import them (see the data's own licences)."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from goodstanding.ingest.files import Options
from goodstanding.ingest.mapping import Duplicates, Mapping
from goodstanding.ingest.parse import DateOrder
from goodstanding.ingest.read import preview, rows
from goodstanding.ingest.results import BadRow, GoodRow
from goodstanding.ingest.suggest import suggest
from goodstanding.ingest.targets import ASSIGNMENTS, OBSERVATIONS, PEOPLE, QUOTAS, TEAMS

DATA = Path(os.environ.get("GOODSTANDING_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
TODAY = date(2026, 11, 23)
GARMENTS = DATA / "garments_worker_productivity.csv"

pytestmark = pytest.mark.skipif(
    not GARMENTS.exists(), reason=f"the published data sets are absent (looked in {DATA.name})"
)

TEAM_DAYS = {
    "number": "team",
    "period_start": "year",
    "value": "actual_productivity",
    "target": "targeted_productivity",
}


def garments(**columns: str) -> Mapping:
    return Mapping.of(TEAM_DAYS | columns, {"metric": "productivity"}, dates=DateOrder.MONTH_FIRST)


def read(name: str | Path, mapping: Mapping, target: Any) -> tuple[list[GoodRow[Any]], list[BadRow]]:
    good: list[GoodRow[Any]] = []
    bad: list[BadRow] = []
    for row in rows(DATA / name, Options(), mapping, target, today=TODAY):
        (bad if isinstance(row, BadRow) else good).append(row)  # type: ignore[arg-type]
    return good, bad


def test_the_byte_order_mark_is_no_part_of_the_first_header() -> None:
    seen = preview(GARMENTS)
    assert seen.columns[:3] == ("year", "quarter", "department")
    assert (seen.encoding, seen.delimiter, seen.has_header) == ("utf-8-sig", ",", True)
    assert len(seen.rows) == 20
    assert seen.rows[0][0] == 2


def test_dates_of_the_garments_file_are_recognised_as_month_first() -> None:
    seen = preview(GARMENTS)
    found = suggest(seen.columns, seen.sample, OBSERVATIONS).mapping
    assert found.dates is DateOrder.MONTH_FIRST
    assert {name: source.column for name, source in found.fields.items()} == {
        "period_start": "year",
        "value": "actual_productivity",
        "exposure": "no_of_workers",
        "target": "targeted_productivity",
        "part": "department",
    }


def test_the_one_damaged_date_is_the_one_bad_row() -> None:
    good, bad = read(GARMENTS, garments(part="department"), OBSERVATIONS)
    assert (len(good), len(bad)) == (1196, 1)
    assert str(bad[0]) == (
        "Row 2, column 'year': '7/12/1905' lies before 1950. Check the date or leave the row out."
    )
    first = good[0]
    assert (first.row, first.value.number, first.value.period_start) == (3, "1", date(2015, 1, 1))
    assert (first.value.value, first.value.target) == (Decimal("0.8865"), Decimal("0.75"))
    assert first.value.part == "finishing"


def test_without_the_department_each_second_figure_of_a_team_and_day_is_named() -> None:
    good, bad = read(GARMENTS, garments(), OBSERVATIONS)
    assert len(good) + len(bad) == 1197
    assert str(bad[1]).startswith("Row 10: says the same as row 8 ")


def test_figures_of_a_team_and_day_can_be_averaged_by_the_work_there_was() -> None:
    mapping = garments(exposure="no_of_workers").model_copy(update={"duplicates": Duplicates.AVERAGE})
    good, bad = read(GARMENTS, mapping, OBSERVATIONS)
    assert len(bad) == 1
    assert sum(row.count for row in good) == 1196
    merged = next(r.value for r in good if (r.value.number, r.value.period_start) == ("1", date(2015, 1, 1)))
    # 8 workers reached 0.8865 and 57.5 reached 0.800402... in the file's own rows of that day.
    lines = [line.split(",") for line in GARMENTS.read_text("utf-8-sig").splitlines()]
    own = [(Decimal(c[13]), Decimal(c[14])) for c in lines if c[0] == "1/1/2015" and c[4] == "1"]
    assert len(own) == 2
    assert merged.exposure == sum(w for w, _ in own)
    assert merged.value == round(sum(w * v for w, v in own) / sum(w for w, _ in own), 9)


def test_read_with_no_order_of_dates_every_row_says_what_to_choose() -> None:
    mapping = garments(part="department").model_copy(update={"dates": DateOrder.ISO})
    good, bad = read(GARMENTS, mapping, OBSERVATIONS)
    assert not good
    assert "Choose the order of dates" in str(bad[-1])


def test_sales_people_come_from_a_file_without_header() -> None:
    seen = preview(DATA / "adventureworks_SalesPerson.csv")
    assert (seen.delimiter, seen.has_header, seen.columns[0]) == ("\t", False, "Column 1")
    mapping = Mapping.of({"number": "Column 1", "team": "Column 2"})
    good, bad = read("adventureworks_SalesPerson.csv", mapping, PEOPLE)
    assert (len(good), bad) == (17, [])
    assert (good[0].row, good[0].value.shown_name, good[0].value.team) == (1, "Person 274", None)
    assert good[1].value.team == "2"
    assert good[1].value.model_fields_set == {"number", "team"}


def test_sales_figures_become_observations_of_the_year_that_the_user_states() -> None:
    mapping = Mapping.of(
        {"number": "Column 1", "value": "Column 6", "target": "Column 3"},
        {"metric": "sales", "period_start": "2024-01-01", "period_end": "2024-12-31"},
    )
    good, bad = read("adventureworks_SalesPerson.csv", mapping, OBSERVATIONS)
    assert (len(good), bad) == (17, [])
    assert good[1].value.value == Decimal("3763178.1787")
    assert good[1].value.last_day == date(2024, 12, 31)


def test_quotas_become_targets_of_quarters() -> None:
    mapping = Mapping.of(
        {"number": "Column 1", "period_start": "Column 2", "target": "Column 3"},
        {"metric": "sales", "period_kind": "quarter"},
    )
    good, bad = read("adventureworks_SalesPersonQuotaHistory.csv", mapping, QUOTAS)
    assert (len(good), bad) == (163, [])
    first = good[0].value
    assert (first.period_start, first.last_day, first.target) == (
        date(2022, 5, 30), date(2022, 8, 29), Decimal("28000"),
    )  # fmt: skip


def test_territories_become_teams() -> None:
    good, bad = read(
        "adventureworks_SalesTerritory.csv",
        Mapping.of({"code": "Column 1", "name": "Column 2", "parent": "Column 4"}),
        TEAMS,
    )
    assert (len(good), bad) == (10, [])
    assert (good[0].value.code, good[0].value.name, good[0].value.parent) == (
        "1", "Northwest", "North America",
    )  # fmt: skip


def test_the_territory_history_is_recognised_by_its_content_alone() -> None:
    seen = preview(DATA / "adventureworks_SalesTerritoryHistory.csv")
    found = suggest(seen.columns, seen.sample, ASSIGNMENTS)
    assert {name: source.column for name, source in found.mapping.fields.items()} == {
        "number": "Column 1", "team": "Column 2", "from_on": "Column 3", "to_on": "Column 4",
    }  # fmt: skip
    good, bad = read("adventureworks_SalesTerritoryHistory.csv", found.mapping, ASSIGNMENTS)
    assert (len(good), bad) == (17, [])
    assert good[0].value.to_on == date(2023, 11, 29)
    assert Counter(row.value.to_on is None for row in good)[True] > 0
