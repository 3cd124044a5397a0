"""An organisation's own entries become a review file: order, receipts, corrections, compartments, ratings."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from benchmarks.review import document
from goodstanding.domain.entries import KINDS, Entry, Payload, Visibility
from goodstanding.domain.entries import day_to_day as day
from goodstanding.domain.entries import decision as after
from goodstanding.domain.entries import person as job
from goodstanding.domain.entries import plan as plans
from goodstanding.domain.entries.terms import Deficiency, Goal, PlanTerms, SupportItem
from goodstanding.review.engine import review
from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Severity
from goodstanding.review.from_entries import KEPT, from_entries
from goodstanding.review.kinds import KINDS as REVIEW_KINDS
from goodstanding.review.kinds import OF_ENTRY, OF_FACT, of_entry
from goodstanding.review.load import load
from goodstanding.review.packs import packs_for
from goodstanding.review.when import parse

EVE, MARA, CASE = UUID(int=1), UUID(int=2), UUID(int=9)
SCALE = tuple(day.ScaleLevel(value=n, label=t) for n, t in enumerate(("A", "B", "C", "D", "E"), start=1))


def entry(n: int, payload: Payload, happened: str = "2025-01-10", **more: Any) -> Entry[Any]:
    known = {
        "author": MARA, "subject": EVE, "happened": date.fromisoformat(happened), "payload": payload,
        "recorded": datetime(2025, 2, 1, 9, n, tzinfo=UTC), "visibility": payload.visibility,
        "seq": n, "case": None, **more,
    }  # fmt: skip
    return Entry(id=UUID(int=100 + n), **known)


def made(*entries: Entry[Any], **more: Any) -> ReviewFile:
    return from_entries(entries, subject=EVE, **more)


NOTE = day.Feedback(tone="critical", behaviour="Two days late.", effect="A customer waited.")


def test_events_stand_in_the_order_of_their_days_then_of_their_recording() -> None:
    file = made(entry(3, NOTE), entry(1, NOTE, "2025-01-12"), entry(2, NOTE))
    assert [e.id for e in file.events] == [str(UUID(int=100 + n)) for n in (2, 3, 1)]
    assert [e.order for e in file.events] == [1, 2, 3]


def test_every_kind_of_entry_becomes_a_kind_of_event() -> None:
    assert {of_entry(kind) for kind in KINDS} <= set(REVIEW_KINDS)
    assert set(OF_ENTRY) <= set(KINDS)
    assert {*OF_ENTRY.values(), *OF_FACT.values()} <= set(REVIEW_KINDS)
    unnamed = {kind for kind in KINDS if of_entry(kind) == "other"}
    assert not unnamed & {"warning", "coaching", "appraisal", "delivered", "closed", "decision", "proposal"}


def test_a_retracted_entry_is_gone_and_its_correction_stays() -> None:
    gone = entry(1, NOTE)
    fix = entry(2, day.Correction(wrong="All.", right="None.", retracts=True), refers_to=gone.id)
    assert [e.kind for e in made(gone, fix).events] == ["correction"]
    kept = entry(2, day.Correction(wrong="Two.", right="Three."), refers_to=gone.id)
    assert [e.kind for e in made(gone, kept).events] == ["feedback", "correction"]


def test_receipt_is_the_time_at_which_it_was_recorded() -> None:
    warned = entry(1, day.Coaching(facts="F", expectation="E", agreed_actions="A"))
    file = made(warned, entry(2, day.Acknowledged(), "2025-01-11", refers_to=warned.id, author=EVE))
    assert file.events[0].acknowledged == parse("2025-02-01")
    assert file.events[1].acknowledged is None
    assert (file.events[0].author_role, file.events[1].author_role) == ("", "employee")


def test_the_words_of_an_entry_are_joined_and_its_tone_is_known() -> None:
    (event,) = made(entry(1, NOTE)).events
    assert (event.text, event.tone) == ("Two days late.\nA customer waited.", "critical")
    (praise,) = made(entry(1, day.Award(what="Bonus", why="Good work"))).events
    assert praise.tone == "positive"


@pytest.mark.parametrize(
    ("value", "band", "level"), [(1, "below", 0.0), (2, "below", 0.25), (3, "meets", 0.5), (4, "above", 0.75)]
)
def test_a_rating_without_telling_words_stands_where_it_is_on_its_scale(
    value: int, band: str, level: float
) -> None:
    said = day.Appraisal(
        period_start=date(2024, 1, 1), period_end=date(2024, 12, 31), rating=value, scale=SCALE, words="W"
    )
    (event,) = made(entry(1, said)).events
    assert event.rating is not None
    assert (event.rating.band, event.rating.level, event.rating.steps) == (band, level, 5)
    assert event.tone == ("critical" if band == "below" else "positive")


def test_a_rating_whose_words_tell_is_read_by_its_words() -> None:
    scale = tuple(
        day.ScaleLevel(value=n, label=t) for n, t in ((1, "Needs improvement"), (2, "Meets"), (3, "Exceeds"))
    )
    said = day.Appraisal(
        period_start=date(2024, 1, 1), period_end=date(2024, 12, 31), rating=1, scale=scale, words="W"
    )
    (event,) = made(entry(1, said)).events
    assert event.rating is not None
    assert event.rating.band == "below"


def test_a_move_under_another_manager_is_told_from_one_without() -> None:
    to = job.Moved(place=job.Place(team="T", manager=MARA))
    assert [e.kind for e in made(entry(1, to)).events] == ["new_manager"]
    assert [e.kind for e in made(entry(1, job.Moved(place=job.Place(team="T")))).events] == ["moved"]


def test_a_plan_is_whole_with_its_goals_support_and_check_ins() -> None:
    goal = Goal(id="g", statement="S", target=Decimal("3.2"), measurer=MARA, effort_hours=Decimal(4))
    terms = PlanTerms(
        starts_on=date(2025, 1, 10), ends_on=date(2025, 3, 10), goals=(goal,), check_ins=(date(2025, 1, 17),),
        support=(SupportItem(id="s", what="Course", due=date(2025, 2, 1)),), consequences="C",
    )  # fmt: skip
    lack = Deficiency(on=date(2025, 1, 2), fact="Late", standard="On time")
    file = made(entry(1, plans.Delivered(terms=terms, deficiencies=(lack,), how="By hand"), case=CASE))
    (plan,) = file.plans
    assert plan.terms is not None
    assert (plan.length, plan.terms.whole, plan.terms.goals[0].target, plan.terms.goals[0].effort_hours) == (
        59,
        True,
        3.2,
        4.0,
    )
    assert (plan.terms.support[0].what, plan.terms.check_ins, plan.terms.consequences) == (
        "Course",
        (date(2025, 1, 17),),
        "C",
    )
    assert "Late" in file.events[0].text
    assert file.events[0].payload["deficiencies"] == (lack,)


@pytest.mark.parametrize(
    ("payload", "until"),
    [
        (job.NotAtWork(until=date(2025, 2, 2)), "2025-02-02"),
        (plans.Extended(ends_on=date(2025, 2, 3), reason="R"), "2025-02-03"),
        (
            after.Proposal(action="dismissal", reason_codes=("a",), words="W", reply_until=date(2025, 2, 4)),
            "2025-02-04",
        ),
        (NOTE, ""),
    ],
)
def test_what_began_ends_on_the_day_that_its_kind_gives(payload: Payload, until: str) -> None:
    assert made(entry(1, payload)).events[0].until == parse(until or None)


def test_a_draft_was_not_given_and_a_compartment_is_marked() -> None:
    file = made(
        entry(1, plans.PlanRefused(reason="R")),
        entry(2, day.AccommodationRequested(request="A quiet room")),
        entry(3, day.ProtectedActivity(what="Complaint")),
        entry(4, NOTE),
    )
    assert [(e.compartment, e.communicated.no) for e in file.events] == [
        ("draft", True),
        ("leave", False),
        ("counsel", False),
        ("shared", False),
    ]


def test_the_file_is_complete_in_what_an_organisation_keeps_and_in_the_compartments_that_were_read() -> None:
    assert made().complete == KEPT
    assert not made().is_complete("accommodation_answered")
    assert made(compartments=("leave",)).is_complete("accommodation_answered")
    assert made(complete=False).complete == frozenset()
    assert not made(kept_since=date(2025, 1, 1)).is_complete("coaching", since=date(2024, 1, 1))
    assert made(kept_since=date(2025, 1, 1)).is_complete("coaching", since=date(2025, 1, 1))


def test_absences_weekdays_and_names_are_kept() -> None:
    file = made(
        entry(1, job.NotAtWork(until=date(2025, 1, 20))), working_weekdays=(0, 1), names={MARA: "Mara"}
    )
    assert file.absences == ((date(2025, 1, 10), date(2025, 1, 20)),)
    assert file.working_weekdays == {0, 1}
    assert file.names[str(MARA)] == "Mara"


def test_what_an_employer_writes_is_kept_for_the_rules_on_wording_and_what_the_person_writes_is_not() -> None:
    assert made(entry(1, NOTE)).events[0].passages
    assert not made(entry(1, NOTE, author=EVE)).events[0].passages


def test_an_export_is_reviewed_as_of_its_own_day() -> None:
    (loaded,) = load(document(40))
    assert (loaded.title, str(loaded.as_of), loaded.jurisdiction) == ("Eve", "2026-01-01", "US")
    done = review(loaded.file, packs_for("US"), as_of=loaded.as_of)
    assert {f.rule for f in done.findings} >= {"D20", "D32"}


def test_an_export_that_kept_something_back_is_complete_in_nothing() -> None:
    data = document(40)
    data["exported"]["complete"] = False
    (loaded,) = load(data)
    assert loaded.file.complete == frozenset()


def test_visibility_names_are_those_of_the_domain() -> None:
    assert {v.value for v in Visibility} == {"shared", "draft", "leave", "counsel", "own"}


@pytest.mark.parametrize(("first_entry", "said"), [("2024-06-03", True), ("2025-01-02", False)])
def test_a_file_that_was_begun_shortly_before_a_plan_is_silent_about_the_time_before(
    first_entry: str, said: bool
) -> None:
    terms = PlanTerms(starts_on=date(2025, 1, 10), ends_on=date(2025, 3, 10), consequences="C")
    begun = entry(
        1,
        job.Hired(number="1", name="Eve", place=job.Place()),
        recorded=datetime.fromisoformat(f"{first_entry}T09:00Z"),
    )
    file = made(begun, entry(2, plans.Delivered(terms=terms, deficiencies=(), how="By hand"), case=CASE))
    found = review(file, packs_for("GB"), as_of=date(2025, 2, 3)).findings
    weights = {f.severity is not Severity.NOT_RECORDED for f in found if f.rule in {"D09", "D10"}}
    assert weights == {said}
