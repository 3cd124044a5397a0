"""A case file becomes a review file: days in part, order, stated distances, whose word it is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from goodstanding.domain import casefile
from goodstanding.domain.errors import UserError
from goodstanding.review.file import ReviewFile
from goodstanding.review.from_facts import from_facts
from goodstanding.review.load import load
from goodstanding.review.when import Span


def read(*facts: dict[str, Any], **more: Any) -> ReviewFile:
    listed = [{"seq": n, **f} for n, f in enumerate(facts, start=1)]
    return from_facts(casefile.read({"format": "goodstanding.case", "version": 1, "facts": listed, **more}))


def test_the_list_is_the_order_whatever_the_dates() -> None:
    file = read({"date": "2024", "type": "warning"}, {"type": "appeal"}, {"date": "2024-03", "type": "award"})
    assert [(e.id, e.order, e.kind) for e in file.events] == [
        ("fact 1", 1, "warning"),
        ("fact 2", 2, "appeal"),
        ("fact 3", 3, "award"),
    ]
    assert file.before(file.events[0], file.events[2]).yes


def test_a_summary_is_complete_in_nothing_unless_it_says_so() -> None:
    assert not read({"type": "warning"}).is_complete("warning")
    file = read({"type": "warning"}, complete=["warning", "assistance_given"])
    assert file.is_complete("warning", "support_given")
    assert file.silence("warning").no
    assert file.silence("coaching").unknown


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("assistance_given", "support_given"),
        ("dismissal", "termination"),
        ("award", "award"),
        ("riot", "other"),
    ],
)  # fmt: skip
def test_a_type_is_read_as_a_kind(type_: str, kind: str) -> None:
    assert read({"type": type_}).events[0].kind == kind


def test_a_new_manager_may_be_told_in_words() -> None:
    assert read({"type": "other", "text": "New line manager."}).events[0].kind == "new_manager"
    assert read({"type": "warning", "text": "New line manager."}).events[0].kind == "warning"


@pytest.mark.parametrize(
    ("fact", "tone"),
    [
        ({"type": "appraisal", "rating": "fail"}, "critical"),
        ({"type": "appraisal", "rating": "meets", "text": "Some errors in reports."}, "positive"),
        ({"type": "warning", "text": "Good work otherwise."}, "critical"),
        ({"type": "award"}, "positive"),
        ({"type": "other", "text": "She received a bonus for her results."}, "positive"),
        ({"type": "other", "text": "Sales were down 20 percent."}, "critical"),
        ({"type": "other", "text": "A bonus although sales were down."}, ""),
        ({"type": "other", "text": "He moved house."}, ""),
    ],
)
def test_the_tone_is_of_the_rating_then_the_kind_then_the_words(fact: dict[str, Any], tone: str) -> None:
    assert read(fact).events[0].tone == tone


def test_what_one_side_says_is_disputed() -> None:
    assert read({"text": "She claimed that it was late.", "type": "other"}).events[0].disputed
    assert read({"text": "It was late.", "type": "other", "disputed": True}).events[0].disputed
    assert not read({"text": "It was late.", "type": "other"}).events[0].disputed


@pytest.mark.parametrize(
    ("period", "several", "start"),
    [
        ("2003-2005", True, date(2003, 1, 1)),
        ("2006", False, date(2006, 1, 1)),
        ("1999-04-01/2000-03-31", False, date(1999, 4, 1)),
        ("2001-08/2003-02", True, date(2001, 8, 1)),
        ("2000-01", False, None),
        ("", False, None),
    ],
)
def test_a_period_of_years_stands_for_several_ratings(period: str, several: bool, start: date | None) -> None:
    rating = read({"type": "appraisal", "rating": "meets", "period": period}).events[0].rating
    assert rating is not None
    assert (rating.several, rating.start.first) == (several, start)


@pytest.mark.parametrize(
    ("fact", "span", "day"),
    [
        ({"offset_days": 60, "offset_from": "plan_opened"}, Span(60, 60), date(2024, 4, 30)),
        ({"offset_days": 60, "offset_from": "the plan"}, Span(60, 60), date(2024, 4, 30)),
        ({"offset_days": 60, "offset_from": "plan_opened", "approx": True}, None, None),
        ({"offset_days": 60, "offset_from": "warning"}, None, None),
        ({"offset_from": "plan_opened"}, None, None),
        ({"text": "Ten days after the plan."}, Span(10, 10), date(2024, 3, 11)),
        ({"text": "Two weeks after the PIP."}, Span(14, 14), date(2024, 3, 15)),
        ({"text": "Two months after the plan."}, Span(56, 62), None),
        ({"text": "Within three months of the plan."}, Span(0, 93), None),
        ({"text": "One of the plans."}, None, None),
        ({"text": "Ten days after the ball."}, None, None),
        ({"text": "Ten days after the plan.", "disputed": True}, None, None),
        ({"text": "Ten days after the plan.", "approx": True}, None, None),
        ({"text": "30 days after the plan."}, Span(30, 30), date(2024, 3, 31)),
    ],
)
def test_a_distance_that_the_source_states_counts(
    fact: dict[str, Any], span: Span | None, day: date | None
) -> None:
    file = read(
        {"date": "2024-03-01", "type": "plan_opened", "label": "the plan"}, {"type": "plan_closed", **fact}
    )
    opened, closed = file.events
    assert dict(closed.after).get(opened.id) == span
    assert closed.when.exact == day
    if span:
        assert file.days(opened, closed) == span


def test_a_stated_distance_goes_to_the_nearest_event_before_or_to_the_one_that_is_named() -> None:
    file = read(
        {"date": "2024-01-01", "type": "protected_activity", "label": "suit"},
        {"date": "2024-02-01", "type": "protected_activity"},
        {"type": "decision", "text": "Five days after the suit."},
        {"type": "termination", "text": "Five days after the complaint."},
    )
    assert file.events[2].after == (("fact 1", Span(5, 5)),)
    assert file.events[3].after == (("fact 2", Span(5, 5)),)


def test_a_length_is_kept_unless_it_is_approximate() -> None:
    (plan,) = read({"type": "plan_opened", "duration_days": 60, "date": "2024-01-01"}).plans
    assert plan.length == 60
    (plan,) = read({"type": "plan_opened", "duration_days": 60, "approx": True}).plans
    assert plan.length is None


def test_plans_are_told_apart_by_their_number_or_their_order() -> None:
    file = read(
        {"type": "plan_opened", "plan_no": 1},
        {"type": "check_in"},
        {"type": "plan_opened", "plan_no": 2},
        {"type": "plan_closed", "plan_no": 1},
        {"type": "check_in"},
    )
    assert [(p.id, [e.id for e in p.events]) for p in file.plans] == [
        ("1", ["fact 1", "fact 2", "fact 4"]),
        ("2", ["fact 3", "fact 5"]),
    ]


def test_absences_with_both_ends_are_known() -> None:
    file = read(
        {"type": "leave", "date": "2024-01-01", "until": "2024-01-31"},
        {"type": "leave", "date": "2024-03-01"},
    )
    assert file.absences == ((date(2024, 1, 1), date(2024, 1, 31)),)


def test_when_it_was_written_and_acknowledged_is_kept() -> None:
    event = read(
        {"type": "warning", "recorded": "2024-02-01", "acknowledged": "2024-02", "communicated": False}
    ).events[0]
    assert event.recorded is not None
    assert event.recorded.date() == date(2024, 2, 1)
    assert str(event.acknowledged) == "February 2024"
    assert event.communicated.no
    assert read({"type": "warning", "recorded": "2024"}).events[0].recorded is None


def test_a_case_file_is_read_strictly_and_a_published_decision_without_its_outcome() -> None:
    with pytest.raises(ValidationError):
        casefile.read({"format": "goodstanding.case", "version": 1, "facts": [], "outcome": "reversed"})
    loose = casefile.read_loosely(
        {"id": "A", "year": 2020, "outcome": "reversed", "facts": [{"seq": 1, "colour": "red"}]}
    )
    assert (loose.as_of, len(loose.facts)) == ("2020", 1)


def test_a_document_that_cannot_be_read_is_refused_with_where_and_why() -> None:
    for wrong in (3, {"format": "other"}, {"format": "goodstanding.case", "version": 1}):
        with pytest.raises(UserError, match=r"goodstanding|JSON object|facts"):
            load(wrong)


@pytest.mark.parametrize(
    ("said", "day"),
    [({"as_of": "2020-02"}, date(2020, 2, 29)), ({}, date(2021, 12, 31))],
)
def test_the_day_of_the_review_is_the_one_asked_about_else_of_the_last_fact(
    said: dict[str, str], day: date
) -> None:
    facts = [{"seq": 1, "date": "2021"}, {"seq": 2}]
    (loaded,) = load({"format": "goodstanding.case", "version": 1, "facts": facts, **said})
    assert loaded.as_of == day
