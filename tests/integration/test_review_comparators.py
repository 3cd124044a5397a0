"""What a review is told of others: how many, from which group size on, never whose, in few statements."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.actions import metrics
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.lifecycle import State
from goodstanding.domain.policy import Policy
from goodstanding.queries.review import integrity, pull
from goodstanding.queries.review.comparators import gather
from goodstanding.queries.review.groups import groups_of
from goodstanding.queries.standing import viewer
from goodstanding.record import disclosure
from goodstanding.review.comparators import Comparators
from goodstanding.store import models
from tests.conftest import Cast, hire
from tests.factories import case_in, case_of
from tests.factories.ways import file_of
from tests.integration.reviewing import say
from tests.integration.test_rebuild_and_check import without_triggers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def colleagues(cast: Cast, count: int, *, level: str = "2", team: str = "ops", manager: str = "mara") -> None:
    for n in range(count):
        place = {"team": team, "job_family": "Agent", "level": level, "manager": cast.people[manager]}
        hire(cast, f"{team}{level}{n}", f"Colleague Number{n}", **place)


def planned(cast: Cast, who: str, given: date, *, days: int = 60, manager: str = "mara") -> None:
    """A plan of somebody else as the lists know it."""
    models.Case.objects.create(
        person_id=cast.people[who], manager_id=cast.people[manager], state="closed", live=False, opened=given,
        delivered_on=given, starts_on=given, ends_on=given + timedelta(days=days), version=1,
        last_recorded=cast.now,
    )  # fmt: skip


def told(
    cast: Cast, case: UUID | None = None, *, policy: Policy | None = None, who: str = "eve"
) -> Comparators:
    file = file_of(cast)
    found = file.cases[case] if case else None
    return gather(cast.people[who], file, found, policy=policy or Policy(), as_of=cast.day)


def figures(cast: Cast, case: UUID, values: dict[str, int]) -> None:
    """One figure each for the days right before the plan that its goal is compared over."""
    goal = case_of(cast, case).terms.goals[0]
    assert goal.window_start is not None
    assert goal.window_end is not None
    last = min(goal.window_start, cast.day) - DAY
    first = last - (goal.window_end - goal.window_start)
    metrics.define_metric(
        code="cases", name="Cases closed", kind="count", direction="up", unit="cases", by=cast.admin,
        now=cast.now,
    )  # fmt: skip
    rows = [
        metrics.FigureGiven(person=cast.people[who], metric="cases", first=first, last=last, value=Decimal(n))
        for who, n in values.items()
    ]
    metrics.record_observations(rows=rows, by=cast.admin, now=cast.now)


@pytest.fixture
def case(cast: Cast) -> UUID:
    colleagues(cast, 6)
    return case_in(cast, State.DELIVERED)


# Other plans


def test_the_persons_own_plans_are_not_among_the_others(cast: Cast, case: UUID) -> None:
    planned(cast, "eve", cast.day - timedelta(days=300), days=10)
    assert told(cast, case).other_plans == ()
    planned(cast, "ops20", cast.day - timedelta(days=30), days=45)
    (other,) = told(cast, case).other_plans or ()
    assert other.days == 45


def test_a_label_says_which_plan_and_never_whose(cast: Cast, case: UUID) -> None:
    planned(cast, "ops20", date(2026, 1, 15))
    planned(cast, "olga", date(2026, 1, 16), manager="mike")
    labels = [o.label for o in told(cast, case).other_plans or ()]
    assert labels == [
        "a plan of January 2026 by the same manager", "a plan of January 2026 in the organisation",
    ]  # fmt: skip


def test_no_name_of_anybody_is_among_what_a_review_is_told(cast: Cast, case: UUID) -> None:
    for n in range(6):
        planned(cast, f"ops2{n}", cast.day - timedelta(days=30 + n))
    figures(cast, case, {"eve": 10, **{f"ops2{n}": 20 + n for n in range(6)}})
    text = repr(told(cast, case))
    names = models.Person.objects.values_list("name", flat=True)
    ids = {str(i) for i in models.Person.objects.values_list("id", flat=True)} - {str(cast.mara)}
    assert not [name for name in names if name in text]
    assert not [i for i in ids if i in text]


def test_the_same_managers_plans_come_first_then_those_of_the_same_day(cast: Cast, case: UUID) -> None:
    given = case_of(cast, case).delivered_on
    assert given is not None
    planned(cast, "ops20", given - timedelta(days=200))
    planned(cast, "ops21", given - timedelta(days=1), manager="mike")
    planned(cast, "ops22", given, manager="mike")
    found = [o.given for o in told(cast, case).other_plans or ()]
    assert found == [given - timedelta(days=200), given, given - timedelta(days=1)]


def test_usual_lengths_are_those_of_the_same_level(cast: Cast, case: UUID) -> None:
    colleagues(cast, 1, level="5")
    for n, days in enumerate((50, 60, 70)):
        planned(cast, f"ops2{n}", cast.day - timedelta(days=10 + n), days=days)
    planned(cast, "ops50", cast.day - timedelta(days=5), days=120)
    assert sorted(told(cast, case).usual_days or ()) == [50, 60, 70]


def test_plans_of_long_ago_or_of_a_later_day_are_not_compared(cast: Cast, case: UUID) -> None:
    planned(cast, "ops20", cast.day - timedelta(days=3 * 365 + 1))
    planned(cast, "ops21", cast.day + DAY)
    assert told(cast, case).other_plans == ()


def test_the_words_of_another_plan_are_its_own_facts_and_goals(cast: Cast, case: UUID) -> None:
    (other,) = gather(cast.olga, file_of(cast), None, policy=Policy(), as_of=cast.day).other_plans or ()
    assert other.words.splitlines()[0] == "12 cases left open."
    assert "Close 200 cases" in other.words
    assert "bring a companion" not in other.words


# Figures


def test_from_five_people_on_figures_of_co_workers_are_told(cast: Cast, case: UUID) -> None:
    figures(cast, case, {"eve": 10, **{f"ops2{n}": 20 + n for n in range(4)}})
    found = told(cast, case)
    assert found.figures is not None
    (one,) = found.figures
    assert (one.people, one.own, one.mean) == (5, 10, 21.5)
    assert [p.label for p in found.peers or ()] == [*(f"Co-worker {n}" for n in (1, 2, 3, 4)), "self"]
    assert [p.figure for p in found.peers or ()] == [20, 21, 22, 23, 10]


def test_under_five_people_nothing_of_them_is_told(cast: Cast, case: UUID) -> None:
    figures(cast, case, {"eve": 10, **{f"ops2{n}": 20 + n for n in range(3)}})
    found = told(cast, case)
    assert found.figures is not None
    (one,) = found.figures
    assert (one.people, one.own, one.mean, one.p90) == (4, 10, None, None)
    assert found.peers is None


def test_somebody_of_another_job_is_no_comparison(cast: Cast, case: UUID) -> None:
    figures(cast, case, {"eve": 10, "mike": 500, **{f"ops2{n}": 20 for n in range(4)}})
    assert {p.figure for p in told(cast, case).peers or () if p.label != "self"} == {20}


def test_who_had_a_plan_and_who_has_the_same_manager_is_marked(cast: Cast, case: UUID) -> None:
    planned(cast, "ops20", cast.day - timedelta(days=40))
    figures(cast, case, {"eve": 10, "olga": 15, **{f"ops2{n}": 20 + n for n in range(4)}})
    peers = told(cast, case).peers or ()
    assert [(p.figure, p.plan, p.same_decider) for p in peers] == [
        (15, False, False), (20, True, True), (21, False, True), (22, False, True), (23, False, True),
        (10, True, True),
    ]  # fmt: skip


def test_the_figures_of_single_co_workers_are_not_for_the_person(cast: Cast, case: UUID) -> None:
    """D28 lists them: HR reads the list, the person reads that there is nothing to compare with."""
    figures(cast, case, {"eve": 10, **{f"ops2{n}": 5 + n for n in range(5)}})
    listed = {}
    for who in ("hedda", "eve"):
        found = pull(viewer(cast.people[who], who, cast.day), cast.eve).looked.review.findings
        listed[who] = [f for f in found if f.rule == "D28"]
    assert any("Co-worker 1" in line for f in listed["hedda"] for line in f.arithmetic)
    assert not any("Co-worker" in line for f in listed["eve"] for line in f.arithmetic)


# Numbers asked for


def test_without_a_number_asked_for_there_is_nothing_to_compare(cast: Cast, case: UUID) -> None:
    assert told(cast, case).quota is None


def test_what_was_opened_stands_beside_what_was_asked_for_in_whole_quarters(cast: Cast) -> None:
    case = case_in(cast, State.DELIVERED)
    colleagues(cast, 3)
    cast.day = date(2026, 8, 3)
    for who, given in (("ops20", "2025-07-01"), ("ops21", "2026-03-31"), ("ops22", "2026-07-01")):
        planned(cast, who, date.fromisoformat(given), manager="mike")
    found = told(cast, case, policy=Policy(plans_meant_a_quarter=1)).quota
    assert found is not None
    assert [first for first, _, _ in found] == [
        date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)
    ]  # fmt: skip
    own = case_of(cast, case).delivered_on
    assert own is not None
    assert own < date(2026, 4, 1)
    assert [(asked, opened) for _, asked, opened in found] == [(1, 1), (1, 0), (1, 2), (1, 0)]


# The chain


@pytest.mark.parametrize("state", [State.DRAFT, State.ACTIVE, State.WATCH])
def test_a_file_as_it_was_written_holds(cast: Cast, state: State) -> None:
    case_in(cast, state)
    assert integrity.chain_holds(cast.eve) is True


def test_a_file_without_entries_tells_nothing() -> None:
    assert integrity.chain_holds(uuid4()) is None


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        ("store_payload", "UPDATE store_payload SET disclosures = '[\"x\"]' WHERE entry_id = {}"),
        ("store_entry", "UPDATE store_entry SET happened = '2020-01-01' WHERE idx = {}"),
        ("store_entry", "UPDATE store_entry SET kind = 'award' WHERE idx = {}"),
        ("", "UPDATE store_chainhead SET leaf_hash = substr(leaf_hash, 1, 31)"),
    ],
)
def test_whatever_was_altered_the_chain_no_longer_holds(cast: Cast, table: str, sql: str) -> None:
    case_in(cast, State.ACTIVE)
    idx = models.Entry.objects.filter(subject=cast.eve, visibility="shared").order_by("idx")[2].idx
    if table:
        without_triggers(table)
    with connection.cursor() as cursor:
        cursor.execute(sql.format(idx))
    assert integrity.chain_holds(cast.eve) is False


def test_an_altered_head_is_a_decisive_finding_for_everybody_who_reads_the_file(cast: Cast) -> None:
    case_in(cast, State.ACTIVE)
    models.ChainHead.objects.filter(person=cast.eve, visibility="shared").update(leaf_hash=bytes(32))
    for who in ("hedda", "mara", "eve"):
        found = pull(viewer(cast.people[who], who, cast.day), cast.eve).looked.review.decisive
        assert "D38" in {f.rule for f in found}


def test_a_break_in_counsels_chain_is_not_told_to_others(cast: Cast) -> None:
    case_in(cast, State.ACTIVE)
    say(cast, "cora", day_to_day.ProtectedActivity(what="A complaint."))
    models.ChainHead.objects.filter(person=cast.eve, visibility="counsel").update(leaf_hash=bytes(32))
    assert integrity.chain_holds(cast.eve) is True


# Groups


def test_each_person_counts_once_in_the_group_that_was_said_last() -> None:
    def said(group: str) -> str:
        parts = {"scheme": "Age", "group": group, "source": "HR"}
        return json.dumps([disclosure.make(f"payload.{k}", v, bytes(32)) for k, v in parts.items()])

    one, two = uuid4(), uuid4()
    young, old = said("under 40"), said("40 and over")
    found = groups_of([(one, young, True), (one, old, True), (two, young, False)])
    assert found is not None
    assert [(g.code, g.people, g.plans) for g in found] == [
        ("Age: 40 and over", 1, 1), ("Age: under 40", 1, 0)
    ]  # fmt: skip
    assert groups_of([]) is None


# Statements


def test_the_number_of_statements_does_not_grow_with_the_organisation(cast: Cast, case: UUID) -> None:
    def counted(**policy: Any) -> int:
        with CaptureQueriesContext(connection) as asked:
            told(cast, case, policy=Policy(**policy))
        return len(asked) - 1  # the file itself, which the test folds

    figures(cast, case, {"eve": 10, **{f"ops2{n}": 20 + n for n in range(6)}})
    few = counted()
    for n in range(6):
        planned(cast, f"ops2{n}", cast.day - timedelta(days=n + 1))
    assert counted() == few <= 2
    assert counted(plans_meant_a_quarter=2) == 3
