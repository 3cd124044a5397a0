"""How a plan was run: where each rule must fire, a near twin where it must not, and where it cannot tell."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Severity
from tests.unit.review.filing import (
    DECISIVE,
    NOT_RECORDED,
    NOTE,
    SERIOUS,
    at,
    found,
    org,
    plan,
    summary,
    weights,
)

END = at("2025-09-01", "termination", "Dismissed for poor performance.")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (summary(at("2025-01", "plan_opened", given=False, plan="p"), END), [DECISIVE]),
        (summary(at("2025-01", "plan_opened", given=False, plan="p")), [SERIOUS]),
        (summary(at("2025-01", "plan_opened", plan="p"), END), []),
        (summary(at("2025-01", "other", "Draft PIP that she was never shown."), END), [DECISIVE]),
        (summary(at("2025-01", "other", "A reference that she was never shown."), END), []),
        (summary(at("2025-01", "plan_opened", given=False, disputed=True, plan="p"), END), [SERIOUS]),
        (summary(END, at("2025-10", "other", "Draft PIP that she was never shown.")), [SERIOUS]),
        (org(at("2025-01-01", "plan_drafted", compartment="draft", given=False, plan="p"), END), [DECISIVE]),
        (org(at("2025-01-01", "plan_drafted", compartment="draft", given=False, plan="p")), []),
        (
            org(
                at("2025-01-01", "plan_drafted", compartment="draft", given=False, plan="p"),
                plan("2025-02-01"),
                END,
            ),
            [],
        ),
        (
            org(
                at("2025-01-01", "plan_drafted", compartment="draft", given=False, plan="p"),
                at("2025-02-01", "plan_withdrawn", plan="p"),
                END,
            ),
            [],
        ),
        (
            org(
                at("2025-01-01", "plan_drafted", compartment="draft", given=False, plan="p"),
                at("2025-02-01", "plan_opened", plan="q"),
                END,
            ),
            [DECISIVE],
        ),
        (org(END, at("2025-10-01", "plan_drafted", compartment="draft", given=False, plan="p")), []),
    ],
)
def test_a_plan_reaches_the_person(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D36", file) == expected


def waiting(kind: str = "plan_opened", day: str = "2025-12-17", **more: Any) -> Event:
    return at(day, kind, **{"acknowledged": None, "plan": "p", **more})


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(waiting()), [SERIOUS]),
        (org(waiting(day="2025-12-18")), []),
        (org(waiting("warning")), [SERIOUS]),
        (org(waiting("proposed_action")), [SERIOUS]),
        (org(waiting("appraisal")), [NOTE]),
        (org(waiting("decision")), [NOTE]),
        (org(waiting("coaching")), []),
        (org(waiting(compartment="draft")), []),
        (org(waiting(id="x"), at("2025-12-18", "refusal_noted", refers_to="x")), []),
        (org(at("2025-12-01", "plan_opened", plan="p")), []),
        (summary(waiting()), []),
    ],
)
def test_receipt_is_confirmed_or_its_refusal_noted(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D32", file) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(plan("2025-03-01"), at("2025-04-01", "plan_changed", acknowledged=None, plan="p")), [SERIOUS]),
        (org(plan("2025-03-01"), at("2025-04-01", "plan_changed", plan="p")), []),
        (summary(plan("2025-03-01"), at("2025-04-01", "plan_changed", acknowledged=None, plan="p")), []),
        (org(plan("2025-03-01"), at("2025-05-01", "goal_determined", goal="other", plan="p")), [SERIOUS]),
        (org(plan("2025-03-01"), at("2025-05-01", "goal_determined", goal="g", plan="p")), []),
        (org(plan("2025-03-01"), at("2025-05-01", "goal_determined", plan="p")), []),
        (
            summary(
                at("2025-03", "plan_opened", plan="p"),
                at("2025", "other", "New targets were added halfway through the plan."),
            ),
            [SERIOUS],
        ),
        (
            summary(
                at("2025-03", "plan_opened", plan="p"),
                at("2025", "other", "New targets were added halfway through the plan.", disputed=True),
            ),
            [NOTE],
        ),
    ],
)
def test_the_demands_stay_as_agreed(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D15", file) == expected


FRIDAYS = ("2025-03-07", "2025-03-14", "2025-03-21", "2025-03-28", "2025-04-04")


def check_ins(pattern: str, *, until: str = "", closed: str = "") -> ReviewFile:
    """`h` held, `e` left out by the employer, `m` missed by the employee, `-` nothing recorded."""
    events = [plan("2025-03-01", check_ins=FRIDAYS[: len(pattern)])]
    for day, what in zip(FRIDAYS, pattern, strict=False):
        said = MappingProxyType(
            {"scheduled_on": date.fromisoformat(day), "by": {"e": "employer"}.get(what, "employee")}
        )
        if what in "hem":
            events.append(at(day, "check_in" if what == "h" else "check_in_missed", payload=said, plan="p"))
    if closed:
        events.append(at(closed, "plan_closed", plan="p"))
    return org(*events)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("hhhhh", []),
        ("hhhhe", []),
        ("hhhee", [SERIOUS]),
        ("hehee", [SERIOUS]),
        ("hehe", [SERIOUS]),
        ("hhhhm", []),
        ("hhmmm", []),
        ("hhh--", [NOT_RECORDED]),
        ("hhhh-", []),
        ("h-e", [SERIOUS]),
        ("mmmm", []),
    ],
)
def test_check_ins_are_held_as_planned(pattern: str, expected: list[Severity]) -> None:
    assert weights("D18", check_ins(pattern)) == expected


def test_check_ins_still_ahead_or_after_the_end_do_not_count() -> None:
    assert weights("D18", check_ins("ee"), as_of=date(2025, 3, 7)) == []
    assert weights("D18", check_ins("ee"), as_of=date(2025, 3, 8)) == [SERIOUS]
    assert weights("D18", check_ins("h----", closed="2025-03-14")) == []
    (finding,) = found("D18", check_ins("heehh"))
    assert finding.arithmetic == (
        "Of 5 planned check-ins 3 were held; the employer left out 2, 2 of them in a row.",
        "21 days without a check-in, from 7 March 2025 to 28 March 2025; the plan laid down one every 7.",
    )


def held(*days: str, planned: tuple[str, ...] = FRIDAYS, **known: Any) -> ReviewFile:
    """Check-ins planned and held; `FRIDAY>DAY` for one that was held on another day than planned."""
    events = [plan("2025-03-01", check_ins=planned)]
    for each in days:
        on, _, when = each.partition(">")
        said = MappingProxyType({"scheduled_on": date.fromisoformat(on)})
        events.append(at(when or on, "check_in", payload=said, plan="p"))
    return org(*events, **known)


ONE, TWO, THREE, FOUR, FIVE = FRIDAYS


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        # Held each, but the third so late that between two of them lie more than one and a half weeks.
        (held(ONE, TWO, f"{THREE}>2025-03-25", FOUR, FIVE), [NOTE]),
        (held(ONE, TWO, f"{THREE}>2025-03-24", FOUR, FIVE), []),
        # The first stands for the time since the plan began.
        (held(f"{ONE}>2025-03-12", TWO, THREE, FOUR, FIVE), [NOTE]),
        # A gap that the plan itself laid down is none.
        (held("2025-03-07", "2025-03-14", "2025-04-25", planned=("2025-03-07", "2025-03-14", "2025-04-25")), []),
        # Nothing says what became of the one in the middle: it cannot be told.
        (held(ONE, TWO, FOUR, FIVE), [NOT_RECORDED]),
        # The person was not at work.
        (
            held(
                ONE, TWO, f"{THREE}>2025-03-25", FOUR, FIVE,
                absences=((date(2025, 3, 17), date(2025, 3, 21)),),
            ),
            [],
        ),
        # One check-in makes no cadence.
        (held("2025-04-20>2025-05-30", planned=("2025-04-20",)), []),
    ],
)  # fmt: skip
def test_no_gap_is_much_longer_than_the_plan_laid_down(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D18", file) == expected


def test_a_check_in_that_the_person_missed_makes_no_gap() -> None:
    assert weights("D18", check_ins("hhmhh")) == []
    assert weights("D18", check_ins("hhehh")) == [NOTE]


def test_the_gap_that_counts_is_set_by_the_pack() -> None:
    late = held(ONE, TWO, f"{THREE}>2025-03-25", FOUR, FIVE)
    assert weights("D18", late, cadence=2) == []


def test_skipped_meetings_may_be_stated() -> None:
    text = "The supervisor cancelled most of the weekly meetings."
    assert weights("D18", summary(at("2025", "other", text))) == [SERIOUS]
    assert weights("D18", summary(at("2025", "other", text, disputed=True))) == []


def helped(given: str = "", result: str = "", **more: Any) -> ReviewFile:
    events = [plan("2025-03-01", support={"course": "2025-04-01", "later": ""})]
    if given:
        events.append(at(given, "support_given", payload=MappingProxyType({"item": "course"}), plan="p"))
    if result:
        events.append(at("2025-06-01", "plan_closed", result=result, plan="p"))
    return org(*events, **more)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (helped(), [SERIOUS]),
        (helped("2025-04-01"), []),
        (helped("2025-04-02"), [SERIOUS]),
        (helped(result="not_met"), [DECISIVE]),
        (helped(result="met"), [SERIOUS]),
        (helped("2025-04-02", result="not_met"), [SERIOUS]),
        (helped("2025-04-01", result="not_met"), []),
        (helped(complete=frozenset()), []),
        (summary(at("2025", "support_promised")), [NOT_RECORDED]),
        (summary(at("2025", "support_promised"), at("2025", "support_given")), []),
        (summary(at("2025", "support_given"), at("2025", "support_promised")), [NOT_RECORDED]),
        (summary(at("2025", "other", "No training was provided."), END), [DECISIVE]),
        (summary(at("2025", "other", "No training was provided.")), [SERIOUS]),
        (
            summary(at("2025", "support_promised"), at("2025", "other", "New skills were needed."), END),
            [DECISIVE],
        ),
        (
            summary(
                at("2025", "support_promised"),
                at("2025", "other", "New skills were needed.", disputed=True),
                END,
            ),
            [NOT_RECORDED],
        ),
        (summary(at("2025", "other", "New skills were needed."), END), []),
        (
            summary(
                at("2025", "support_promised"),
                at("2025", "other", "New skills were needed."),
                at("2025", "coaching"),
                END,
            ),
            [NOT_RECORDED],
        ),
        (
            summary(
                at("2025", "support_promised"),
                at("2025", "other", "New skills were needed."),
                at("2025", "termination", "Post closed."),
            ),
            [NOT_RECORDED],
        ),
    ],
)
def test_promised_support_is_given_in_time(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D19", file) == expected


def test_support_not_yet_due_is_not_late() -> None:
    assert weights("D19", helped(), as_of=date(2025, 4, 1)) == []
    assert weights("D19", helped(), as_of=date(2025, 4, 2)) == [SERIOUS]


def asked(answer: str = "", day: str = "2025-12-19") -> ReviewFile:
    events = [at(day, "question", "What counts?", id="q")]
    if answer:
        events.append(at(answer, "question_answered", refers_to="q"))
    return org(*events)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (asked(), [SERIOUS]),  # Friday 19 December to Thursday 1 January: nine working days
        (asked(day="2025-12-25"), []),  # to Thursday 1 January: five
        (asked(day="2025-12-24"), [SERIOUS]),
        (asked("2025-12-26"), []),
        (asked("2025-12-29"), [NOTE]),
        (summary(at("2025-01-01", "question")), []),
    ],
)
def test_a_question_gets_an_answer(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D20", file) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(plan("2025-03-01"), at("2025-05-31", "plan_closed", result="not_met", plan="p")), [SERIOUS]),
        (org(plan("2025-03-01"), at("2025-06-01", "plan_closed", result="not_met", plan="p")), []),
        (org(plan("2025-03-01"), at("2025-05-01", "plan_closed", result="met", plan="p")), []),
        (org(plan("2025-03-01"), at("2025-05-01", "plan_closed", result="withdrawn", plan="p")), []),
        (org(plan("2025-03-01"), at("2025-05-01", "plan_closed", "All goals were met.", plan="p")), []),
        (org(plan("2025-03-01"), at("2025-05-01", "proposed_action", plan="p")), [SERIOUS]),
        (
            org(
                plan("2025-03-01"),
                at("2025-05-01", "plan_extended", until="2025-07-01", plan="p"),
                at("2025-06-15", "termination", plan="p"),
            ),
            [SERIOUS],
        ),
        (
            org(
                plan("2025-03-01"),
                at("2025-05-01", "plan_extended", until="2025-07-01", plan="p"),
                at("2025-07-01", "termination", plan="p"),
            ),
            [],
        ),
        (
            summary(
                at("2025-03-01", "plan_opened", plan="p", terms=plan("2025-03-01", ends="2025-04-30").terms),
                at("2025-04-29", "termination"),
            ),
            [SERIOUS],
        ),
        (
            summary(
                at("2025", "plan_opened", plan="p"),
                at("2025", "plan_closed", "Plan ended a few days earlier than planned."),
            ),
            [SERIOUS],
        ),
        (summary(at("2025", "plan_closed", "Plan ended a few days earlier than planned.")), []),
        (
            summary(
                at("2025", "plan_opened", plan="p"),
                at("2025", "plan_closed", "Plan ended early.", disputed=True),
            ),
            [NOTE],
        ),
    ],
)
def test_a_plan_runs_its_time(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D21", file) == expected


def test_a_length_alone_gives_the_last_day_unless_extended() -> None:
    opened = plan("2025-03-01", terms={"ends": None, "duration_days": 60, "starts": None})
    assert weights("D21", org(opened, at("2025-04-29", "termination", plan="p"))) == [SERIOUS]
    assert weights("D21", org(opened, at("2025-04-30", "termination", plan="p"))) == []
    extended = at("2025-04-01", "plan_extended", plan="p")
    assert weights("D21", org(opened, extended, at("2025-04-29", "termination", plan="p"))) == []
