"""Queries compiled once give what the same queries give when Django compiles them anew."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q, QuerySet

from goodstanding.domain.errors import Bug
from goodstanding.queries.standing import current
from goodstanding.store import models
from goodstanding.store.prepared import filled, prepared_ids, prepared_rows
from tests.conftest import MONDAY, Cast

pytestmark = pytest.mark.django_db


def _reports(person: UUID, today: date, *, level: str = "") -> QuerySet[Any, Any]:
    found = models.Assignment.objects.filter(current(today), manager=person)
    return found.filter(level=level) if level else found


def _ids(person: UUID, today: date, *, level: str = "") -> QuerySet[Any, Any]:
    return _reports(person, today, level=level).values("person")


def _lines(person: UUID, today: date, *, level: str = "") -> QuerySet[Any, Any]:
    lines = _reports(person, today, level=level).order_by("person__number")
    return lines.values_list("person_id", "since", "manager_id", "level", "until")


def test_the_second_and_later_uses_answer_for_their_own_values(cast: Cast) -> None:
    ids = prepared_ids(_ids)
    for manager in (cast.sven, cast.mara, cast.mike, cast.olga, cast.sven):
        found = set(models.Person.objects.filter(pk__in=ids(manager, MONDAY)))
        assert found == set(models.Person.objects.filter(pk__in=_ids(manager, MONDAY)))
        assert not models.Person.objects.filter(pk__in=ids(manager, date(2020, 1, 1))).exists()


def test_what_is_given_by_name_shapes_the_query(cast: Cast) -> None:
    ids = prepared_ids(_ids)
    some = models.Person.objects.filter(pk__in=ids(cast.sven, MONDAY, level="1"))
    assert set(some.values_list("id", flat=True)) == {cast.mara, cast.mike}
    assert not models.Person.objects.filter(pk__in=ids(cast.sven, MONDAY, level="2")).exists()


def test_not_in_a_prepared_set_is_everybody_else(cast: Cast) -> None:
    inside = Q(pk__in=prepared_ids(_ids)(cast.sven, MONDAY))
    everybody = models.Person.objects.count()
    assert models.Person.objects.filter(~inside).count() == everybody - 2


def test_rows_come_back_as_the_types_of_their_columns(cast: Cast) -> None:
    rows = prepared_rows(_lines)
    for manager in (cast.sven, cast.mara):
        assert rows(manager, MONDAY) == list(_lines(manager, MONDAY))
    assert rows(cast.mara, MONDAY) == [(cast.eve, date(2022, 1, 10), cast.mara, "2", None)]


def test_a_value_that_the_query_changes_before_use_is_refused(cast: Cast) -> None:
    def unused(person: UUID, today: date) -> QuerySet[Any, Any]:
        return models.Assignment.objects.filter(manager=person).values("person")

    def later(person: UUID, today: date) -> QuerySet[Any, Any]:
        found = models.Assignment.objects.filter(manager=person, since__lte=today + timedelta(days=14))
        return found.filter(since__lte=today).values("person")

    for build in (unused, later):
        with pytest.raises(Bug, match="does not use each of its values"):
            prepared_ids(build)(cast.mara, MONDAY)


def test_a_list_of_any_length_is_filled_up_to_one_of_few(cast: Cast) -> None:
    people = [cast.eve, cast.mara, cast.mike]
    assert len(filled(people)) == 10
    assert set(filled(people)) == set(people)
    assert len(filled([cast.eve] * 60)) == 500
    assert len(filled([cast.eve] * 600)) == 600


def test_as_many_values_as_a_page_has_rows_find_their_places(cast: Cast) -> None:
    def people(*ids: UUID) -> QuerySet[Any, Any]:
        return models.Person.objects.filter(id__in=ids).order_by("name").values_list("id")

    rows = prepared_rows(people)
    known = sorted(models.Person.objects.values_list("id", flat=True))
    for some in (known[:1], known[:3], known * 6):
        assert {id for (id,) in rows(*filled(some))} == set(some)


def test_words_numbers_and_moments_are_values_too(cast: Cast) -> None:
    def users(email: str, key: int, now: datetime) -> QuerySet[Any, Any]:
        found = models.User.objects.filter(email=email, id=key, created__lte=now)
        return found.order_by().values_list("person_id")

    rows = prepared_rows(users)
    for user in models.User.objects.all():
        assert rows(user.email, user.id, user.created) == [(user.person_id,)]
        assert rows(user.email, user.id, user.created - timedelta(seconds=1)) == []
