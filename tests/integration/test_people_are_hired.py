"""Opening files: one by one and many at once."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.actions import people
from goodstanding.actions.people import NewPerson
from goodstanding.domain import file as files
from goodstanding.domain.duties import duties_of
from goodstanding.domain.entries.person import Place
from goodstanding.domain.errors import UserError
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.store import log, models, projection
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def newcomers() -> list[NewPerson]:
    day = date(2026, 2, 2)
    boss = NewPerson(number="B1", name="Bo Boss", place=Place(team="new"), hired_on=day)
    return [
        boss,
        NewPerson(number="B2", name="Bea", place=Place(team="new", manager=boss.id), hired_on=day),
        NewPerson(number="B3", name="Bob", place=Place(manager=boss.id), hired_on=day),
    ]


def test_people_hired_together_may_name_each_other_as_managers(cast: Cast) -> None:
    new = newcomers()
    people.hire_many(people=new, by=cast.admin, now=cast.now)
    assert models.Assignment.objects.filter(manager=new[0].id).count() == 2


def test_what_lists_show_of_people_hired_together_is_what_a_rebuild_shows(cast: Cast) -> None:
    new = newcomers()
    people.hire_many(people=new, by=cast.admin, now=cast.now)
    policy = organisation().policy
    for each in new:
        before = projection.snapshot(each.id)
        projection.forget(each.id)
        file = files.fold(each.id, log.entries_of(each.id))
        projection.project(file, duties_of(file, policy, calendar_for("", "01234", policy)))
        assert projection.snapshot(each.id) == before


def test_if_one_number_is_taken_nobody_of_the_batch_is_hired(cast: Cast) -> None:
    taken = models.Person.objects.get(id=cast.eve).number
    twice = NewPerson(number=taken, name="Not Eve", place=Place(), hired_on=date(2026, 2, 2))
    before = models.Person.objects.count()
    with pytest.raises(UserError, match="belongs to somebody already"):
        people.hire_many(people=[*newcomers(), twice], by=cast.admin, now=cast.now)
    assert models.Person.objects.count() == before
