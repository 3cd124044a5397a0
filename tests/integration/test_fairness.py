"""Whether plans and ratings fall evenly: what is counted, and who reads which part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goodstanding.actions import entries
from goodstanding.domain.entries import day_to_day
from goodstanding.queries.fairness import count_fairness
from goodstanding.queries.organisation import DEFAULT_SCALE
from goodstanding.store import models
from tests.conftest import MONDAY, Cast, hire
from tests.integration.accounts import signed_in
from tests.integration.pages import said
from tests.signals import a_review, keep

pytestmark = pytest.mark.django_db
OTHERS = 8
DAY = timedelta(days=1)


@pytest.fixture(name="company")
def the_company(cast: Cast) -> Cast:
    """Sixteen agents beside Eve: the first eight with a week of four days and half of them with a plan."""
    for n in range(2 * OTHERS):
        hire(cast, f"a{n}", f"Agent {n}", team="ops", job_family="Agent", level="2", manager=cast.mara)
    short = [cast.people[f"a{n}"] for n in range(OTHERS)]
    models.Person.objects.filter(id__in=short).update(working_days="0123")
    for person in short[:4]:
        plan(cast, person, MONDAY - 100 * DAY)
    return cast


def plan(cast: Cast, person: Any, day: date, outcome: str = "") -> None:
    models.Case.objects.create(
        person_id=person, manager_id=cast.mara, state="closed", live=False, opened=day, delivered_on=day,
        outcome=outcome, version=1, last_recorded=cast.now,
    )  # fmt: skip


def of(found: dict[str, Any], group: str, outcome: str, part: str = "open") -> dict[str, Any] | None:
    rows = [r for r in found[part] if r["group"].startswith(group) and r["outcome"] == outcome]
    return rows[0]["impact"] if rows else None


def code(cast: Cast, person: Any, group: str) -> Any:
    payload = day_to_day.GroupCode(scheme="Age", group=group, source="A form")
    return entries.record(person=person, payload=payload, by=cast.cora, now=cast.now)


def test_plans_are_counted_by_week_and_by_time_not_at_work_before_them(company: Cast) -> None:
    long_ago, before, after = (company.people[f"a{n}"] for n in (0, 1, 2))
    started = MONDAY - 100 * DAY
    for person, first, days in (
        (long_ago, started - 500 * DAY, 60), (before, started - 60 * DAY, 40), (after, started + DAY, 60),
    ):  # fmt: skip
        models.Absence.objects.create(
            person_id=person, first=first, last=first + (days - 1) * DAY, entry_id=uuid4()
        )
    plan(company, company.people["a12"], MONDAY - 900 * DAY)
    found = count_fairness(MONDAY)
    short = of(found, "a week of fewer", "plan")
    assert short is not None
    assert short["group"] == {"chosen": 4, "people": OTHERS}
    assert short["others"]["chosen"] == 0
    assert short["verdict"] == "too few to say"
    assert of(found, "28 days", "plan") is None  # one person alone: not shown
    assert found["ratings"] is None
    assert found["counsel"] == []


def test_an_outcome_that_is_not_there_yet_counts_neither_way(company: Cast) -> None:
    for n in range(4, 2 * OTHERS):
        plan(company, company.people[f"a{n}"], MONDAY - 80 * DAY, "not_met" if n % 2 else "met")
    found = of(count_fairness(MONDAY), "a week of fewer", "not_met")
    assert found is None  # four with an outcome are too few to be shown
    plan(company, company.people["a0"], MONDAY - 50 * DAY, "not_met")
    found = of(count_fairness(MONDAY), "a week of fewer", "not_met")
    assert found is not None
    assert found["group"] == {"chosen": 3, "people": 5}


def test_a_rating_that_was_taken_back_does_not_count_and_a_low_last_one_does(company: Cast) -> None:
    for n in range(2 * OTHERS):
        kept = rate(company, f"a{n}", 1 if n < OTHERS else 3)
        if n == 0:
            back = day_to_day.Correction(retracts=True, wrong="Rated.", right="Not rated.")
            entries.record(
                person=company.people["a0"], payload=back, by=company.mara, now=company.now, refers_to=kept.id
            )
    found = of(count_fairness(MONDAY), "a week of fewer", "low_rating")
    assert found is not None
    assert (found["group"], found["others"]) == ({"chosen": 7, "people": 7}, {"chosen": 0, "people": 8})


def rate(cast: Cast, key: str, rating: int) -> Any:
    payload = day_to_day.Appraisal(
        period_start=MONDAY - 200 * DAY, period_end=MONDAY - 20 * DAY, rating=rating, scale=DEFAULT_SCALE,
        words="As the figures say.",
    )  # fmt: skip
    return entries.record(person=cast.people[key], payload=payload, by=cast.mara, now=cast.now)


def test_protected_groups_are_for_counsel_alone(company: Cast) -> None:
    for n in range(2 * OTHERS):
        code(company, company.people[f"a{n}"], "40 and over" if n % 2 else "under 40")
    counted = count_fairness(MONDAY)
    assert of(counted, "under 40", "plan", "counsel") == {
        **(of(counted, "under 40", "plan", "counsel") or {}),
        "group": {"chosen": 2, "people": OTHERS},
    }
    keep(a_review(), company.hedda, fairness=counted)
    hr, counsel = (said(signed_in(who).get("/fairness/")) for who in (company.hedda, company.cora))
    for text in (hr, counsel):
        assert "A week of fewer than five days" in text
        assert "4 of 8 (50%)" in text
        assert "Too few to say" in text
        assert "Agent 1" not in text
    assert "Age: 40 and over" in counsel
    assert "under 40" not in hr
    assert "Counsel reads the same comparison" in hr


def test_before_the_first_count_the_page_says_how_to_have_one(company: Cast) -> None:
    keep(a_review(), company.hedda)
    assert "Not counted yet" in said(signed_in(company.hedda).get("/fairness/"))
    assert signed_in(company.mara).get("/fairness/").status_code == 404


def test_what_ratings_are_made_of_is_said_in_words_and_names_nobody(company: Cast) -> None:
    counted = count_fairness(MONDAY)
    counted["ratings"] = {
        "ratings": 410, "people": 110, "raters": 24, "person_share": 0.3, "rater_share": 0.4,
        "pair_share": 0.1, "rest_share": 0.2, "rater_spread": 0.5, "newest": 96, "unusual": 3,
        "expected": 2.4,
    }  # fmt: skip
    keep(a_review(), company.hedda, fairness=counted)
    text = said(signed_in(company.hedda).get("/fairness/"))
    assert "410 ratings of 110 people by 24 raters" in text
    assert "1.3 levels apart by habit alone" in text
    assert "3 are lower than one in forty would be" in text
    assert "Chance alone makes about 2.4" in text
