"""What a list shows and what a page opens are one rule: on random organisations both say the same."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.domain.entries import Visibility
from goodstanding.domain.relation import CASE_ROLES
from goodstanding.domain.visibility import Marks, may_read, sees_case, sees_file
from goodstanding.queries.standing import (
    cases_visible_to,
    entries_visible,
    people_visible_to,
    standing,
    viewer,
)
from tests.conftest import at

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
PARTS = ["hr", "leave", "counsel", "auditor", "it_admin", "works_council"]
STATES = ["intake", "draft", "active", "watch", "closed"]
KINDS = {v: k for k, v in [("feedback", "shared"), ("concern_raised", "draft"), ("leave_reason", "leave"),
                           ("advice", "counsel"), ("feedback", "own")]}  # fmt: skip


@dataclass
class Organisation:
    people: list[UUID]


def build(seed: int) -> Organisation:
    """People in teams and lines that change over time, parts with scopes, cases with roles, entries of all
    visibilities. Rows are written directly: this is about reading, and any combination may occur."""
    from goodstanding.store import models

    dice = random.Random(seed)
    people = [
        models.Person(
            id=uuid.UUID(int=dice.getrandbits(128), version=4),
            number=f"{seed}-{n}",
            name=f"P{n}",
            search=f"p{n}",
        )
        for n in range(8)
    ]
    models.Person.objects.bulk_create(people)
    paths = ["/a/", "/a/b/", "/c/"]
    teams = [models.Team.objects.create(code=f"{seed}{p}", name=p, path=f"/{seed}{p}") for p in paths]
    ids = [p.id for p in people]
    _line(dice, ids, teams)
    _parts(dice, ids, teams)
    cases = _cases(dice, ids)
    _entries(dice, ids, cases)
    return Organisation(ids)


def _line(dice: random.Random, ids: list[UUID], teams: list) -> None:
    from goodstanding.store import models

    for person in ids:
        since = date(2024, 1, 1)
        for _ in range(dice.randint(0, 3)):
            until = since + timedelta(days=dice.randint(30, 900))
            open_end = dice.random() < 0.4
            manager = dice.choice([None, *(i for i in ids if i != person)])
            models.Assignment.objects.create(
                person_id=person,
                team=dice.choice([None, *teams]),
                manager_id=manager,
                since=since,
                until=None if open_end else until,
                entry_id=uuid.UUID(int=dice.getrandbits(128)),
            )
            if open_end:
                break
            since = until + timedelta(days=dice.choice([0, 0, 40]))


def _parts(dice: random.Random, ids: list[UUID], teams: list) -> None:
    from goodstanding.store import models

    for person in ids:
        for part in dice.sample(PARTS, dice.choice([0, 0, 1, 2])):
            models.Grant.objects.create(
                person_id=person,
                part=part,
                team=dice.choice([None, *teams]),
                since=TODAY - timedelta(days=400),
                until=dice.choice([None, None, None, TODAY, TODAY - timedelta(days=1)]),
                given_at=at(TODAY),
            )


def _cases(dice: random.Random, ids: list[UUID]) -> list[tuple[UUID, UUID]]:
    from goodstanding.store import models

    made = []
    for person in ids:
        for _ in range(dice.choice([0, 0, 1, 2])):
            case = models.Case.objects.create(
                person_id=person,
                manager_id=dice.choice(ids),
                state=dice.choice(STATES),
                live=False,
                opened=TODAY,
                delivered_on=dice.choice([None, TODAY]),
                version=1,
                last_recorded=at(TODAY),
            )
            made.append((person, case.id))
            for role in dice.sample(sorted(CASE_ROLES), dice.choice([0, 1, 2])):
                until = dice.choice([None, None, TODAY - DAY, TODAY, TODAY + DAY])
                models.CaseRole.objects.create(case=case, role=role, person_id=dice.choice(ids), until=until)
    return made


def _entries(dice: random.Random, ids: list[UUID], cases: list[tuple[UUID, UUID]]) -> None:
    from goodstanding.store import models

    start = (models.Entry.objects.order_by("-idx").values_list("idx", flat=True).first() or 0) + 1
    rows = []
    for number in range(40):
        subject = dice.choice(ids)
        own = [None, *(case for person, case in cases if person == subject)]
        visibility = dice.choice(sorted(KINDS))
        rows.append(
            models.Entry(
                idx=start + number,
                id=uuid.UUID(int=dice.getrandbits(128), version=4),
                subject_id=subject,
                case_id=dice.choice(own),
                kind=KINDS[visibility],
                version=1,
                visibility=visibility,
                seq=number + 1,
                happened=TODAY,
                recorded=at(TODAY),
                author_id=dice.choice(ids),
            )
        )
    models.Entry.objects.bulk_create(rows)


seeds = st.integers(min_value=1, max_value=10_000_000)
many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def undone():
    """Each example builds its organisation and leaves nothing behind."""
    from contextlib import contextmanager

    from django.db import transaction

    @contextmanager
    def scope():
        point = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(point)

    return scope


@many
@given(seed=seeds)
def test_the_list_of_people_holds_exactly_the_files_that_open(seed, undone):
    from goodstanding.store import models

    with undone():
        made = build(seed)
        for who in made.people:
            sees = viewer(who, "", TODAY)
            listed = set(models.Person.objects.filter(people_visible_to(sees)).values_list("id", flat=True))
            opens = {
                person
                for person in made.people
                if sees_file(
                    standing(sees, person),
                    wrote_in_it=models.Entry.objects.filter(subject=person, author=who).exists(),
                )
            }
            assert listed & set(made.people) == opens


@many
@given(seed=seeds)
def test_the_filter_of_entries_is_the_rule_of_one_entry(seed, undone):
    from goodstanding.store import models

    with undone():
        made = build(seed)
        for person in made.people:
            delivered = set(
                models.Case.objects.filter(person=person)
                .exclude(delivered_on=None)
                .values_list("id", flat=True)
            )
            rows = list(models.Entry.objects.filter(subject=person))
            for who in made.people:
                stands = standing(viewer(who, "", TODAY), person)
                rule = entries_visible(stands, delivered)
                filtered = set(
                    models.Entry.objects.filter(rule, subject=person).values_list("idx", flat=True)
                )
                readable = {
                    row.idx
                    for row in rows
                    if may_read(
                        Marks(
                            Visibility(row.visibility), row.author_id, row.case_id, row.case_id in delivered
                        ),
                        stands,
                    )
                }
                assert filtered == readable


@many
@given(seed=seeds)
def test_the_filter_of_cases_is_the_rule_of_one_case(seed, undone):
    from goodstanding.store import models

    with undone():
        made = build(seed)
        rows = list(models.Case.objects.filter(person__in=made.people))
        shared = set(
            models.Entry.objects.filter(visibility="shared")
            .exclude(case_id=None)
            .values_list("case_id", flat=True)
        )
        for who in made.people:
            sees = viewer(who, "", TODAY)
            listed = set(models.Case.objects.filter(cases_visible_to(sees)).values_list("id", flat=True))
            opens = {
                row.id
                for row in rows
                if sees_case(standing(sees, row.person_id), row.id, shared=row.id in shared)
            }
            assert listed & {row.id for row in rows} == opens


@many
@given(seed=seeds)
def test_the_head_of_a_file_stands_as_the_standing_does(seed, undone):
    """`open_file` reads the same in fewer statements."""
    from goodstanding.domain.errors import NotFound
    from goodstanding.queries.files import open_file
    from goodstanding.store import models

    with undone():
        made = build(seed)
        for who in made.people[:4]:
            sees = viewer(who, "", TODAY)
            for person in made.people:
                stands = standing(sees, person)
                wrote = models.Entry.objects.filter(subject=person, author=who).exists()
                try:
                    head = open_file(sees, person)
                except NotFound:
                    assert not sees_file(stands, wrote_in_it=wrote)
                    continue
                assert head.standing == stands
                listed = models.Case.objects.filter(cases_visible_to(sees), person=person)
                assert {c.id for c in head.cases} == set(listed.values_list("id", flat=True))
