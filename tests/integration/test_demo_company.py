"""The demo company, built once in a smaller size: what its documentation promises is there."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from goodstanding.actions.rebuild import rebuild
from goodstanding.demo import Summary, build, cast, changes, signs
from goodstanding.demo.diary import Days
from goodstanding.demo.doors import story_groups
from goodstanding.demo.figures import Figures
from goodstanding.demo.stories import STORIES
from goodstanding.domain.lifecycle import State
from goodstanding.domain.working_days import Calendar
from goodstanding.queries.audit import check_record
from goodstanding.store import models
from tests.demo_panel import panel_of

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo")]  # one worker builds it

TODAY = date(2026, 11, 25)
PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "demo-company.md"


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Summary]:
    """Built inside a transaction that is rolled back after the last test of this file."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield build(seed=7, today=TODAY, progress=lambda done, whole, word: None, small=True)
        transaction.set_rollback(True)


def case_of(key: str) -> models.Case:
    names = {k: name for k, name, *_ in cast.STORY_PEOPLE}
    cases = models.Case.objects.filter(person__email=cast.email_of(names[key]))
    return cases.order_by("-last_recorded").first()  # type: ignore[return-value]


def test_every_state_of_a_plan_has_its_story(company: Summary) -> None:
    assert {spec.key: case_of(spec.key).state for spec in STORIES} == {s.key: s.state.value for s in STORIES}
    assert set(models.Case.objects.values_list("state", flat=True)) == {state.value for state in State}


def test_what_lists_show_of_it_is_what_its_entries_say(company: Summary) -> None:
    assert rebuild() == []


def test_its_record_is_whole(company: Summary) -> None:
    assert check_record() == []


def test_its_record_was_written_in_the_order_of_time_and_ends_before_today(company: Summary) -> None:
    moments = list(models.Entry.objects.order_by("idx").values_list("recorded", flat=True))
    assert moments == sorted(moments)
    assert moments[-1].date() < TODAY


def test_everybody_in_it_can_be_signed_in_as_without_a_password(company: Summary) -> None:
    users = models.User.objects.filter(is_active=True)
    assert users.count() == company.people
    assert not any(user.has_usable_password() for user in users)


def test_the_sign_in_page_offers_the_person_of_every_story(company: Summary) -> None:
    offered = [door.id for group in story_groups() for door in group.people]
    assert len(offered) == len(set(offered)) == len(STORIES)


def test_figures_reach_the_last_full_week_and_nobody_has_one_for_a_week_without_a_day_at_work(
    company: Summary,
) -> None:
    last = models.Observation.objects.order_by("-last").values_list("last", flat=True).first()
    assert last == date(2026, 11, 22)
    for absence in models.Absence.objects.filter(last__lt=TODAY):
        monday = absence.first + timedelta(days=-absence.first.weekday() % 7)
        if monday + timedelta(days=4) <= absence.last:
            assert not models.Observation.objects.filter(person=absence.person_id, first=monday).exists()


def test_its_review_is_done_and_accuses_nobody_without_a_story(company: Summary) -> None:
    run = models.SignalRun.objects.get()
    assert (run.state, run.as_of) == ("done", date(2026, 11, 23))
    found = {(s.person.email, s.kind) for s in run.signals.select_related("person")}
    told = {cast.email_of(name) for _, name, *_ in cast.STORY_PEOPLE}
    assert {kind for email, kind in found if email not in told} <= {"decline", "work_may_have_changed"}
    others = {s.person_id for s in run.signals.select_related("person") if s.person.email not in told}
    teams = list(
        models.Assignment.objects.filter(person__in=others, until=None).values_list("team__code", flat=True)
    )
    assert len(teams) == len(others) == len(set(teams))
    assert set(teams) <= {signs.FELL_IN, signs.LOW_IN, signs.TAKEN_IN}
    assert (cast.email_of("Noor Halabiyan"), "work_moved") in found


def test_in_the_full_company_it_finds_who_fell_and_accuses_nobody_whose_work_was_moved() -> None:
    from goodstanding.stats.signals.review import review

    rng = random.Random(1)
    days = Days(TODAY, Calendar(cast.JURISDICTION), rng)
    people = cast.make(rng, date(2024, 11, 25), small=False)
    made = Figures(people, days.calendar, rng, date(2026, 11, 16))
    changes.shape_figures(made, {spec.key: spec for spec in STORIES}, days)
    signs.shape(made, days)
    made.make()
    fell = signs._settled(people, signs.FELL_IN)[0]
    low = signs._settled(people, signs.LOW_IN)[0]
    taken = signs._settled(people, signs.TAKEN_IN)[0]
    found = {(f.person_id, f.kind.value) for f in review(panel_of(made)).findings}
    quiet = {person for person, _ in found if not people[person].story}
    assert (fell.key, "decline") in found
    assert quiet == {fell.key, low.key}
    assert taken.key not in quiet


def test_outcomes_follow_the_determinations_but_for_one_that_an_appeal_put_right(company: Summary) -> None:
    from goodstanding.store import log

    odd = set()
    for entry in models.Entry.objects.filter(kind="closed").select_related("payload"):
        said = log.to_domain(entry).payload
        if said.computed != said.outcome:
            odd.add(entry.subject_id)
    assert odd == {case_of("tamsin").person_id}


def test_a_full_company_has_about_120_people() -> None:
    made = cast.make(random.Random(1), date(2024, 11, 25), small=False)
    assert 110 <= len(made.members) <= 130
    assert len({m.email for m in made.members.values()}) == len(made.members)


def figures(seed: int) -> list[object]:
    rng = random.Random(seed)
    days = Days(TODAY, Calendar(cast.JURISDICTION), rng)
    people = cast.make(rng, date(2024, 11, 25), small=True)
    made = Figures(people, days.calendar, rng, date(2026, 11, 16))
    changes.shape_figures(made, {spec.key: spec for spec in STORIES}, days)
    made.make()
    return list(made.rows())


def test_equal_seeds_give_equal_people_and_figures_and_others_do_not() -> None:
    assert figures(3) == figures(3) != figures(4)


def test_the_documentation_names_every_story_with_its_state() -> None:
    text = PAGE.read_text(encoding="utf-8")
    names = {key: name for key, name, *_ in cast.STORY_PEOPLE}
    rows = re.findall(r"^\| (\S+) \| ([^|]+) \|", text, flags=re.MULTILINE)
    told = {(state, name.strip()) for state, name in rows}
    assert {(spec.state.value, names[spec.key]) for spec in STORIES} <= told
