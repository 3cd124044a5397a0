"""Days known in part answer yes, no or cannot tell, and never more than they tell."""

from datetime import date

import pytest

from goodstanding.review.when import UNKNOWN, Span, Tri, When, between, earlier, on, overlap, parse, within

YES, NO, CANNOT_TELL = Tri.YES, Tri.NO, Tri.CANNOT_TELL


def test_a_three_valued_answer_has_no_truth_value() -> None:
    with pytest.raises(TypeError):
        bool(Tri.CANNOT_TELL)


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (YES, YES, YES, YES),
        (YES, NO, NO, YES),
        (NO, NO, NO, NO),
        (YES, CANNOT_TELL, CANNOT_TELL, YES),
        (NO, CANNOT_TELL, NO, CANNOT_TELL),
        (CANNOT_TELL, CANNOT_TELL, CANNOT_TELL, CANNOT_TELL),
    ],
)
def test_and_and_or_keep_what_is_unknown_unknown(a: Tri, b: Tri, both: Tri, either: Tri) -> None:
    assert (a & b, b & a, a | b, b | a) == (both, both, either, either)
    assert (~YES, ~NO, ~CANNOT_TELL) == (NO, YES, CANNOT_TELL)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02-10", date(2024, 2, 10), date(2024, 2, 10)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_date_in_part_is_the_stretch_that_it_names(text: str, first: date, last: date) -> None:
    assert (parse(text).first, parse(text).last) == (first, last)


def test_no_date_is_unknown_and_a_wrong_one_is_refused() -> None:
    assert parse(None) == UNKNOWN == parse("")
    for wrong in ("2024-13", "yesterday", "2024-01-02-03"):
        with pytest.raises(ValueError, match=r"."):
            parse(wrong)


def test_only_what_the_days_settle_is_earlier_or_not() -> None:
    assert earlier(parse("2023"), parse("2024-01")).yes
    assert earlier(parse("2024-01"), parse("2023")).no
    assert earlier(parse("2024"), parse("2024-05")).unknown
    assert earlier(on(date(2024, 1, 1)), on(date(2024, 1, 1))).no
    assert earlier(UNKNOWN, parse("2024")).unknown
    assert earlier(parse("2023", approx=True), parse("2024")).unknown


def test_nothing_is_counted_from_an_approximate_day() -> None:
    assert between(parse("2024-01-01", approx=True), parse("2024-02-01")) == Span(None, None)
    assert between(parse("2024-01-01"), parse("2024-02-01")) == Span(31, 31)
    assert between(parse("2024-01"), parse("2024-02")) == Span(1, 59)


def test_a_span_answers_only_what_it_bounds() -> None:
    assert (Span(1, 59).at_most(59), Span(1, 59).at_most(0), Span(1, 59).at_most(30)) == (
        YES,
        NO,
        CANNOT_TELL,
    )
    assert (Span(1, 59).at_least(1), Span(1, 59).at_least(60), Span(1, 59).at_least(2)) == (
        YES,
        NO,
        CANNOT_TELL,
    )
    assert (Span(5, None).more_than(4), Span(None, 5).less_than(6), Span(None, None).at_most(9)) == (
        YES,
        YES,
        CANNOT_TELL,
    )


def test_a_day_is_within_a_stretch_when_all_of_it_is() -> None:
    start, end = date(2024, 1, 10), date(2024, 1, 20)
    assert within(on(date(2024, 1, 10)), start, end).yes
    assert within(on(date(2024, 1, 21)), start, end).no
    assert within(on(date(2024, 1, 9)), start, end).no
    assert within(parse("2024-01"), start, end).unknown
    assert within(When(approx=True), start, end).unknown


def test_stretches_overlap_when_they_share_a_day() -> None:
    assert overlap(parse("2024-01-05"), parse("2024-01-05")).yes
    assert overlap(parse("2024-01"), parse("2024-02")).no


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(1, 1), "1 day"),
        (Span(31, 31), "31 days"),
        (Span(1, 59), "between 1 and 59 days"),
        (Span(None, 5), "at most 5 days"),
        (Span(5, None), "at least 5 days"),
        (Span(None, None), "a number of days that the record does not give"),
    ],
)
def test_a_span_is_said_in_words(span: Span, words: str) -> None:
    assert str(span) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (UNKNOWN, "date not recorded"),
        (parse("2024-05"), "May 2024"),
        (parse("2024", approx=True), "about 2024"),
        (parse("2024-05-01", approx=True), "about 1 May 2024"),
        (When(None, date(2024, 5, 1)), "by 1 May 2024"),
        (When(date(2024, 5, 1)), "from 1 May 2024"),
        (When(date(2024, 5, 1), date(2024, 6, 1)), "1 May 2024 to 1 June 2024"),
    ],
)
def test_a_day_is_said_as_the_record_gives_it(when: When, words: str) -> None:
    assert str(when) == words
