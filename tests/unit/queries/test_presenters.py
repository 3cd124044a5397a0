"""Every kind of entry can be read: title, words, facts, and nothing that somebody wrote left off."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from goodstanding.domain.entries import KINDS, day_to_day, plan
from goodstanding.domain.entries.terms import GoalRemark
from goodstanding.queries.presenters import SPECS, Labels, mentions, present, title_of, words_of
from goodstanding.web.ui.tags.base import draw_icon

ANNA = UUID(int=7)


def test_every_kind_has_a_presenter_and_every_presenter_a_kind():
    assert set(SPECS) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_presenter_shows_every_field_of_its_kind(kind):
    assert SPECS[kind].fields() == set(KINDS[kind].model_fields)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_icon_of_a_kind_exists(kind):
    assert "<svg" in draw_icon(SPECS[kind].icon, 16)


def test_people_are_named_and_goals_are_stated():
    labels = Labels({ANNA: "Anna"}, {"g1": "Close cases in two days"})
    moved = present(plan.ManagerChanged(to_manager=ANNA, handover="All well."), labels)
    assert moved.title == "Anna took over the plan"
    assert title_of(plan.ManagerChanged(to_manager=ANNA, handover="All well."), labels) == moved.title
    remark = plan.Midpoint(goals=(GoalRemark(goal="g1", words="On pace"),))
    assert ("Goals", "Close cases in two days: On pace") in present(remark, labels).facts


def test_empty_facts_are_left_out_but_a_zero_is_said():
    shown = present(plan.Midpoint(goals=(), open_questions=0), Labels())
    assert shown.facts == (("Open questions", "0"),)


def test_mentions_finds_people_inside_parts():
    appraisal = day_to_day.Appraisal(
        period_start="2025-01-01", period_end="2025-12-31", rating=3, scale=(), words="Fine.", rater=ANNA
    )
    assert set(mentions(appraisal)) == {ANNA}


def test_numbers_are_written_without_empty_decimals():
    shown = present(
        day_to_day.MetricSnapshot(
            metric="Cases",
            figures=(
                day_to_day.Figure(
                    period_start="2026-01-01", period_end="2026-01-31", value=Decimal("1250.500000")
                ),
            ),
            source="Figures kept here",
            sha256="0" * 64,
        ),
        Labels(),
    )
    assert dict(shown.facts)["Figures"] == "1 January 2026 to 31 January 2026: 1,250.5"


def test_title_and_words_alone_are_those_of_the_whole():
    said = [
        day_to_day.Feedback(tone="critical", behaviour="A case was left open.", effect="It waited."),
        day_to_day.Award(what="Best baker", why="The cake was good."),
        plan.Midpoint(goals=(), open_questions=0),
    ]
    for payload in said:
        whole = present(payload, Labels())
        assert (title_of(payload, Labels()), words_of(payload, Labels())) == (whole.title, whole.words)
