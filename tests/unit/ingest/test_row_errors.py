"""What is wrong with a row is said by row, column and value, in words that tell what to do."""

# ruff: noqa: E501  (a table of cases reads best with a case a line)

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from goodstanding.domain.errors import UserError
from goodstanding.ingest.cells import shorten
from goodstanding.ingest.files import Options
from goodstanding.ingest.limits import Limits
from goodstanding.ingest.mapping import Duplicates, Mapping
from goodstanding.ingest.parse import DateOrder, DecimalMark, Unreadable, parse_date, parse_number
from goodstanding.ingest.read import rows
from goodstanding.ingest.results import BadRow, GoodRow
from goodstanding.ingest.targets import (
    ABSENCES,
    APPRAISALS,
    ASSIGNMENTS,
    OBSERVATIONS,
    PEOPLE,
    TARGETS,
    TEAMS,
    PeriodKind,
)
from goodstanding.ingest.targets.periods import last_day

TODAY = date(2026, 11, 23)


def read(text: str, target: Any, *, mapping: Mapping | None = None, **options: Any) -> list[Any]:
    """The file's columns are called as the target's fields are."""
    content = text.encode("utf-8", "surrogatepass")
    header = text.split("\n", 1)[0].split(",")
    mapping = mapping or Mapping.of({name: name for name in header})
    return list(rows(io.BytesIO(content), Options(**options), mapping, target, today=TODAY))


def said(text: str, target: Any) -> str:
    [row] = read(text, target)
    assert isinstance(row, BadRow)
    return str(row)


WRONG = [
    (PEOPLE, "number,name\n,Ada", "Row 2, column 'number': is empty. Person's number is needed in every row."),
    (PEOPLE, "number,hired_on\n1,1949-12-31", "'1949-12-31' lies before 1950. Check the date or leave the row"),
    (PEOPLE, "number,hired_on\n1,2031-11-24", "'2031-11-24' lies over 5 years ahead. Check the date"),
    (PEOPLE, "number,hired_on\n1,2015-02-30", "'2015-02-30' is not a day of the calendar."),
    (PEOPLE, "number,hired_on\n1,0000-01-01", "is not a day of the calendar"),
    (PEOPLE, "number,hired_on\n1,3/4/15", "has a year of two digits. Write the year with four digits."),
    (PEOPLE, "number,hired_on\n1,soon", "'soon' is not a date. Write it as 2024-05-31."),
    (PEOPLE, "number,email\n1,ada", "'ada' is not an e-mail address. Check it or leave it empty."),
    (PEOPLE, "number,email\n1,a@b@c.de", "is not an e-mail address"),
    (PEOPLE, "number,manager\n1,1", "Row 2: The person is named as their own manager."),
    (PEOPLE, "number,hired_on,left_on\n1,2020-01-02,2020-01-01", "The person left before being hired."),
    (PEOPLE, "number,working_days\n1,Someday", "'Someday' is not a set of weekdays. Write it as Mon-Fri"),
    (PEOPLE, "number,name\n1,A\x07B", "contains a character that cannot be shown"),
    (PEOPLE, "number,name\n1,ab\u202ecd", "contains a character that cannot be shown"),
    (PEOPLE, "number,name\n1," + "x" * 201, "has 201 characters; at most 200 are kept. Shorten it."),
    (PEOPLE, "number,name\n1," + "x" * 32_001, "has more than 32,000 characters. Shorten it."),
    (PEOPLE, "number\n" + "9" * 65, "has 65 characters; at most 64 are kept"),
    (TEAMS, "code,parent\n7,7", "The team is named as its own parent."),
    (ASSIGNMENTS, "number,team,from_on,to_on\n1,a,2024-02-01,2024-01-31", "It ends before it starts."),
    (ABSENCES, "number,from_on,to_on\n1,2024-02-01,2024-01-31", "It ends before it starts."),
    (ABSENCES, "number,from_on,to_on\n1,2024-02-01,", "To is needed in every row."),
    (APPRAISALS, "number,period_start,period_end,rating\n1,2024-02-01,2024-01-31,3", "ends before it starts"),
    (APPRAISALS, "number,period_start,period_end,rating\n1,2024-02-01,2024-03-31,", "Rating is needed"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "text", "says"), WRONG, ids=[w[2][:40] for w in WRONG])
def test_a_wrong_row_says_what_is_wrong(target: Any, text: str, says: str) -> None:
    message = said(text, target)
    assert says in message
    assert message.startswith("Row 2")
    assert len(message) < 300


VALUES = [
    ("NaN", "is not a finite number"), ("nan", "is not a finite number"), ("Infinity", "is not a finite number"),
    ("-inf", "is not a finite number"), ("1e400", "is larger than can be kept"),
    ("1e15", "is larger than can be kept"), ("9" * 40, "is larger than can be kept"),
    ("1" * 61, "is too long for a number"), ("1e-400", "is closer to zero than can be kept"),
    ("85%", "has a percent sign"), ("$5", "is not a number"), ("1_000", "is not a number"),
    ("0x10", "is not a number"), ("١٢", "is not a number"), ("1.2.3", "is not a number"), ("=1+1", "is not a number"),
    ("1e99999", "is not a number"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "says"), VALUES, ids=[v for v, _ in VALUES])
def test_a_figure_that_is_none_is_refused(value: str, says: str) -> None:
    text = f"number,metric,period_start,value\n1,m,2024-01-01,{value}"
    assert says in said(text, OBSERVATIONS)


def test_a_negative_exposure_is_refused_and_a_negative_value_is_not() -> None:
    head = "number,metric,period_start,value,exposure\n1,m,2024-01-01,"
    assert "The exposure is negative" in said(head + "5,-1", OBSERVATIONS)
    assert isinstance(read(head + "-5,0", OBSERVATIONS)[0], GoodRow)


def test_every_problem_of_a_row_is_told_at_once() -> None:
    [row] = read("number,email,hired_on\n,x,y\n", PEOPLE)
    assert [problem.field for problem in row.problems] == ["number", "email", "hired_on"]


def test_a_wrong_constant_is_told_as_such() -> None:
    mapping = Mapping.of({"number": "number"}, {"hired_on": "soon"})
    [row] = read("number\n1\n", PEOPLE, mapping=mapping)
    assert str(row).startswith("Row 2, the value given for 'hired_on': 'soon' is not a date.")


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2022-05-30 00:00:00.000", DateOrder.MONTH_FIRST, date(2022, 5, 30)),
        ("2022-05-30T10:11:12Z", DateOrder.ISO, date(2022, 5, 30)),
        ("2022/5/3", DateOrder.DAY_FIRST, date(2022, 5, 3)),
        ("20220530", DateOrder.ISO, date(2022, 5, 30)),
        ("3/4/2022", DateOrder.DAY_FIRST, date(2022, 4, 3)),
        ("3/4/2022", DateOrder.MONTH_FIRST, date(2022, 3, 4)),
        ("30.05.2022 10:00", DateOrder.DAY_FIRST, date(2022, 5, 30)),
        ("5/30/2022 1:02 PM", DateOrder.MONTH_FIRST, date(2022, 5, 30)),
        ("30 May 2022", DateOrder.ISO, date(2022, 5, 30)),
        ("30-May-2022", DateOrder.MONTH_FIRST, date(2022, 5, 30)),
        ("May 30, 2022", DateOrder.DAY_FIRST, date(2022, 5, 30)),
        (20220530.0, DateOrder.ISO, date(2022, 5, 30)),
    ],
)
def test_dates_are_read_in_the_order_that_the_user_chose(text: Any, order: DateOrder, day: date) -> None:
    assert parse_date(text, order) == day


@pytest.mark.parametrize(
    "cell", ["2022-05-30x", "13/13/2022", "2022-5/3", 44711.0, True, "١/٢/٢٠٢٢", "x" * 100]
)
def test_what_is_no_date_is_refused(cell: Any) -> None:
    with pytest.raises(Unreadable):
        parse_date(cell, DateOrder.DAY_FIRST)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        (".0000", DecimalMark.POINT, "0.0000"),
        ("1,234.5", DecimalMark.POINT, "1234.5"),
        ("1.234,5", DecimalMark.COMMA, "1234.5"),
        ("1 234,5", DecimalMark.COMMA, "1234.5"),
        ("−5", DecimalMark.POINT, "-5"),
        ("1'000", DecimalMark.POINT, "1000"),
        ("1e5", DecimalMark.POINT, "100000"),
        ("0e-400", DecimalMark.POINT, "0"),
        (0.1 + 0.2, DecimalMark.COMMA, "0.3"),
        (Decimal("0.50"), DecimalMark.COMMA, "0.50"),
        (12, DecimalMark.COMMA, "12"),
    ],
)
def test_numbers_are_read_with_the_decimal_mark_that_the_user_chose(
    text: Any, mark: DecimalMark, number: str
) -> None:
    assert parse_number(text, mark) == Decimal(number)


def test_a_decimal_comma_under_a_decimal_point_is_never_guessed() -> None:
    with pytest.raises(Unreadable, match="Choose the other decimal mark"):
        parse_number("0,85", DecimalMark.POINT)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Fri", (0, 1, 2, 3, 4)), ("Mo Tu We", (0, 1, 2)), ("1111100", (0, 1, 2, 3, 4)), ("135", (0, 2, 4)),
        ("Sunday to Thursday", (0, 1, 2, 3, 6)), ("fri, sat - mon", (0, 4, 5, 6)),
    ],
)  # fmt: skip
def test_working_days_are_read_as_people_write_them(text: str, days: tuple[int, ...]) -> None:
    mapping = Mapping.of({"number": "number"}, {"working_days": text})
    assert read("number\n1", PEOPLE, mapping=mapping)[0].value.working_days == days


def test_formula_cells_are_kept_as_the_text_they_are() -> None:
    found = read("number,name\n1,\"=cmd|'/c calc'!A0\"\n2,@SUM(A1)\n3,＝1+1\n", PEOPLE)
    assert [row.value.name for row in found] == ["=cmd|'/c calc'!A0", "@SUM(A1)", "＝1+1"]


def test_a_repeated_person_is_named_with_the_row_that_came_first() -> None:
    found = read("number,name\n1,a\n2,b\n1,c\n", PEOPLE)
    assert str(found[2]) == "Row 4: says the same as row 2 (person's number). Leave one out."


OBSERVED = "number,metric,period_start,value,exposure\n1,m,2024-01-01,10,1\n1,m,2024-01-01,20,3\n2,m,2024-01-01,x,1\n"


@pytest.mark.parametrize(("mode", "value"), [(Duplicates.AVERAGE, "17.5"), (Duplicates.SUM, "30")])
def test_repeated_figures_are_merged_by_choice_and_every_row_is_accounted_for(
    mode: Duplicates, value: str
) -> None:
    names = OBSERVED.split("\n")[0].split(",")
    mapping = Mapping.of({name: name for name in names}, duplicates=mode)
    found = rows(io.BytesIO(OBSERVED.encode()), Options(), mapping, OBSERVATIONS, today=TODAY)
    good = [row for row in found if isinstance(row, GoodRow)]
    assert (found.good, found.bad) == (2, 1)
    [row] = good
    assert (row.count, row.value.value, row.value.exposure) == (2, Decimal(value), Decimal(4))


def test_merging_more_figures_than_memory_allows_is_refused() -> None:
    mapping = Mapping.of(
        {n: n for n in ("number", "metric", "period_start", "value")}, duplicates=Duplicates.SUM
    )
    text = "number,metric,period_start,value\n" + "".join(f"{n},m,2024-01-01,1\n" for n in range(11))
    with pytest.raises(UserError, match="More than 10 different figures"):
        read(text, OBSERVATIONS, mapping=mapping, limits=Limits(max_groups=10))


def test_people_cannot_be_averaged() -> None:
    with pytest.raises(UserError) as caught:
        read("number\n1", PEOPLE, mapping=Mapping.of({"number": "number"}, duplicates=Duplicates.SUM))
    assert caught.value.fields == {"duplicates": ["Rows of people cannot be added up or averaged."]}


def test_more_rows_than_allowed_are_refused() -> None:
    with pytest.raises(UserError, match="more than 3 rows"):
        read("number\n1\n2\n3\n4\n", PEOPLE, limits=Limits(max_rows=3))


@pytest.mark.parametrize(
    ("first", "kind", "last"),
    [
        (date(2024, 2, 29), PeriodKind.DAY, date(2024, 2, 29)),
        (date(2024, 2, 26), PeriodKind.WEEK, date(2024, 3, 3)),
        (date(2024, 2, 1), PeriodKind.MONTH, date(2024, 2, 29)),
        (date(2024, 10, 1), PeriodKind.QUARTER, date(2024, 12, 31)),
        (date(2022, 11, 30), PeriodKind.QUARTER, date(2023, 2, 27)),
    ],
)
def test_a_period_ends_the_day_before_the_next_begins(first: date, kind: PeriodKind, last: date) -> None:
    assert last_day(first, kind) == last


def test_every_kind_of_import_describes_exactly_the_fields_of_its_rows() -> None:
    for code, target in TARGETS.items():
        assert code == target.code
        assert {field.name for field in target.fields} == set(target.model.model_fields)
        required = {name for name, info in target.model.model_fields.items() if info.is_required()}
        assert {field.name for field in target.fields if field.required} == required
        assert all(field.label for field in target.fields)


def test_a_mapping_survives_being_kept_as_json() -> None:
    mapping = Mapping.of({"number": "a"}, {"metric": "m"}, dates=DateOrder.DAY_FIRST)
    assert Mapping.model_validate_json(mapping.model_dump_json()) == mapping


def test_a_value_in_a_message_is_short_and_on_one_line() -> None:
    assert shorten("a\nb\x00c") == "a b\N{REPLACEMENT CHARACTER}c"
    assert len(shorten("x" * 10**6)) == 60
