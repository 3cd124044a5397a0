"""The wording of what the employer wrote, looked at in the whole file."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry, Payload, Visibility
from goodstanding.domain.entries import day_to_day as day
from goodstanding.domain.entries.plan import Delivered
from goodstanding.domain.entries.terms import Deficiency, Goal, PlanTerms
from goodstanding.review.comparators import Comparators, OtherPlan
from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Audience
from goodstanding.review.from_entries import from_entries
from tests.unit.review.filing import NOT_RECORDED, NOTE, SERIOUS, found, weights

EVE, MARA = UUID(int=1), UUID(int=2)


def entry(n: int, payload: Payload, author: UUID = MARA) -> Entry[Any]:
    return Entry(
        id=UUID(int=100 + n), subject=EVE, author=author, happened=date(2025, 1, n), payload=payload,
        recorded=datetime(2025, 1, n, 9, tzinfo=UTC), visibility=Visibility.SHARED, seq=n, case=UUID(int=9),
    )  # fmt: skip


def said(*texts: str, author: UUID = MARA) -> ReviewFile:
    notes = [
        entry(n, day.Feedback(tone="critical", behaviour=t), author) for n, t in enumerate(texts, start=1)
    ]
    return from_entries(notes, subject=EVE)


def test_absolutes_are_quoted_with_a_better_form() -> None:
    (finding,) = found("D25", said("She is always late.", "The report of 3 May was two days late."))
    assert finding.severity in {NOTE, SERIOUS}
    assert [g.event.text for g in finding.because] == ["She is always late."]
    assert "“always”" in finding.arithmetic[0]


def test_what_the_person_wrote_is_not_looked_at() -> None:
    assert weights("D25", said("I am always blamed.", author=EVE)) == []


def test_many_passages_make_one_finding_and_the_rest_is_counted() -> None:
    (finding,) = found("D25", said(*("She is always late." for _ in range(15))))
    assert finding.arithmetic[-1] == "And 3 more passages."
    assert len(finding.because) == 15


def test_a_clean_file_has_no_finding_on_words() -> None:
    clean = said("On 3 May the report came two days after its date; two customers had to wait.")
    assert [weights(rule, clean) for rule in ("D24", "D25", "D26", "D27")] == [[], [], [], []]


WORDS = (
    "In the week of 3 March the desk closed one hundred and five tickets in thirty seven hours, where the standard "
    "asks for one hundred and twenty, and eleven of them were opened again within two days by the same customers."
)


def planned(words: str = WORDS) -> ReviewFile:
    terms = PlanTerms(goals=(Goal(id="g", statement=words),))
    lack = Deficiency(on=date(2025, 1, 1), fact=words, standard="The standard of the desk")
    return from_entries([entry(1, Delivered(terms=terms, deficiencies=(lack,), how="By hand"))], subject=EVE)


def test_a_plan_copied_from_another_is_shown_to_hr_alone() -> None:
    others = Comparators(other_plans=(OtherPlan(label="another plan", words=f"{WORDS}\n{WORDS}"),))
    (finding,) = found("D23", planned(), comparators=others)
    assert finding.severity is SERIOUS
    assert Audience.EMPLOYEE not in finding.audience
    assert "another plan" in finding.arithmetic[0]


def test_shared_words_of_the_template_do_not_count_and_silence_is_not_recorded() -> None:
    others = (OtherPlan(label="another plan", words=f"{WORDS}\n{WORDS}"),)
    assert (
        weights("D23", planned(), comparators=Comparators(other_plans=others, template=f"{WORDS}\n{WORDS}"))
        == []
    )
    assert (
        weights(
            "D23",
            planned(),
            comparators=Comparators(
                other_plans=(OtherPlan(label="x", words="Quite other words about quite other work, " * 9),)
            ),
        )
        == []
    )
    assert weights("D23", planned()) == [NOT_RECORDED]
    assert weights("D23", said("No plan here.")) == []
