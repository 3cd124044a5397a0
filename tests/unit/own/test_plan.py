from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from goodstanding.actions.own import journal
from goodstanding.domain.own import plan as own
from goodstanding.domain.own.entries import Note
from goodstanding.domain.own.questions import letter, questions
from goodstanding.queries.own import texts
from goodstanding.queries.own.plan import need, plan
from goodstanding.vault.content import Content
from goodstanding.vault.vault import InMemory
from tests.conftest import at

TODAY = date(2026, 11, 25)  # a Wednesday
WHOLE = own.OwnGoal(
    id="g1", statement="Close 60 cases by 23 December.", measure="cases closed", target_number=Decimal(60),
    unit="cases", due=date(2026, 12, 23), measurer="Ruth", source="the weekly report",
)  # fmt: skip


@pytest.fixture
def vault() -> InMemory:
    return InMemory(Content(uuid.uuid4()))


def say(vault: InMemory, payload: Any, day: date, refers_to: Any = None) -> Any:
    return journal.record(
        vault=vault, payload=payload, now=at(day), today=day, happened=day, refers_to=refers_to
    )


def given(**more: Any) -> own.PlanReceived:
    terms: dict[str, Any] = {
        "received_on": date(2026, 11, 2), "ends_on": date(2027, 1, 15), "goals": (WHOLE,),
        "check_ins": (date(2026, 11, 9),), "support": (own.OwnSupport(id="s1", what="Training", due=TODAY),),
        "consequences": "The job may end.", "before": "A talk on 1 October.",
    }  # fmt: skip
    return own.PlanReceived(**{**terms, **more})


def test_a_plan_that_says_everything_leaves_nothing_to_ask() -> None:
    assert questions(given()) == []


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"target_number": None}, "counts as met"),
        ({"due": None}, "By which day"),
        ({"measurer": ""}, "Who measures"),
        ({"source": ""}, "From which report"),
        ({"due": date(2026, 10, 30)}, "Which day applies"),
        ({"due": date(2027, 2, 1)}, "after the plan ends"),
        ({"hours": Decimal(2000)}, "the goals take 2000 hours"),
    ],
)
def test_what_a_goal_lacks_or_asks_too_much_becomes_a_question(change: dict[str, Any], asks: str) -> None:
    found = questions(given(goals=(WHOLE.model_copy(update=change),)))
    assert any(asks in q.words for q in found)


@pytest.mark.parametrize("part", ["ends_on", "check_ins", "support", "consequences", "before"])
def test_what_the_plan_as_a_whole_leaves_out_becomes_one_question(part: str) -> None:
    empty: dict[str, Any] = {
        "ends_on": None,
        "check_ins": (),
        "support": (),
        "consequences": "",
        "before": "",
    }
    assert len(questions(given(**{part: empty[part]}))) == 1


def test_the_questions_accuse_nobody() -> None:
    bare = own.PlanReceived(received_on=TODAY, goals=(own.OwnGoal(id="g1", statement="Be better."),))
    text = letter([q.words for q in questions(bare)]).casefold()
    assert not [word for word in ("unfair", "illegal", "discriminat", "bad faith", "lawyer") if word in text]


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("1. First one\n2. Second\n   goes on", ["First one", "Second goes on"]),
        ("• One\n• Two", ["One", "Two"]),
        ("A paragraph\nof two lines.\n\nAnother.", ["A paragraph of two lines.", "Another."]),
        ("", []),
    ],
)
def test_a_pasted_text_is_taken_apart_into_its_goals(text: str, goals: list[str]) -> None:
    assert [goal.statement for goal in own.goals_in(text)] == goals


def test_pace_is_counted_over_the_weeks_gone_and_the_weeks_left(vault: InMemory) -> None:
    say(vault, given(), date(2026, 11, 2))
    say(vault, own.Progress(goal="g1", so_far=Decimal(18), words="18 closed"), date(2026, 11, 23))
    line = need(vault, TODAY).goals[0]
    assert line.per_week == pytest.approx(6)
    assert line.needed_per_week == pytest.approx(42 / 30 * 7)


def test_without_a_figure_there_is_no_pace(vault: InMemory) -> None:
    say(vault, given(), date(2026, 11, 2))
    say(vault, own.Progress(goal="g1", words="Worked on it"), date(2026, 11, 23))
    line = need(vault, TODAY).goals[0]
    assert (line.so_far, line.per_week, line.needed_per_week) == (None, None, None)


def test_a_question_waits_on_working_days_until_its_answer(vault: InMemory) -> None:
    say(vault, given(), date(2026, 11, 2))
    asked = say(vault, own.Asked(words="Who measures it?"), date(2026, 11, 13))  # a Friday
    assert need(vault, TODAY).asked[0].waiting == 8
    assert "D20" in {f.rule for f in need(vault, TODAY).findings}
    say(vault, own.Answered(words="Ruth does."), TODAY, refers_to=asked.id)
    line = need(vault, TODAY).asked[0]
    assert line.waiting == 0
    assert line.answer is not None


def test_a_check_in_that_nobody_noted_counts_as_nothing(vault: InMemory) -> None:
    days = tuple(TODAY - timedelta(days=7 * n) for n in range(1, 4))
    say(vault, given(check_ins=days), date(2026, 11, 2))
    assert not {f.rule for f in need(vault, TODAY).findings}


def test_a_second_reading_of_the_plan_takes_the_place_of_the_first_and_keeps_what_happened(
    vault: InMemory,
) -> None:
    first = say(vault, given(goals=(WHOLE.model_copy(update={"due": date(2026, 10, 1)}),)), date(2026, 11, 2))
    say(vault, own.Progress(goal="g1", so_far=Decimal(3), words="3"), date(2026, 11, 10))
    assert "D12" in {f.rule for f in need(vault, TODAY).findings}
    say(vault, given(), TODAY, refers_to=first.id)
    found = need(vault, TODAY)
    assert found.goals[0].so_far == 3
    assert found.goals[0].goal.due == date(2026, 12, 23)
    assert "D12" not in {f.rule for f in found.findings}


def test_the_week_is_told_in_the_persons_own_words_and_no_other_week_is(vault: InMemory) -> None:
    say(vault, given(), date(2026, 11, 2))
    say(vault, Note(words="Waited for access.", about="blocker"), date(2026, 11, 24))
    say(vault, Note(words="Private thought."), date(2026, 11, 24))
    say(vault, own.Progress(goal="g1", words="Closed four.", evidence="report 47"), date(2026, 11, 23))
    say(vault, Note(words="The week before.", about="done"), date(2026, 11, 20))
    text = texts.weekly(vault, need(vault, TODAY), TODAY)
    assert "Waited for access." in text
    assert "Goal 1: Closed four. (shown by: report 47)" in text
    assert "Private thought." not in text
    assert "The week before." not in text
    assert texts.weekly(vault, need(vault, TODAY), TODAY - timedelta(weeks=9)) == ""


def test_where_no_plan_was_entered_there_is_none(vault: InMemory) -> None:
    assert plan(vault, TODAY) is None


def test_every_code_of_an_entry_is_shown_in_words() -> None:
    from typing import get_args

    from goodstanding.domain.own.applications import Status
    from goodstanding.web.personal.shown import CODES

    fields = (own.CheckedIn.model_fields["state"], own.PlanOver.model_fields["outcome"])
    codes = {code for field in fields for code in get_args(field.annotation)} | set(get_args(Status))
    assert codes == CODES.keys()
