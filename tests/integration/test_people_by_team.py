"""People in the order of their teams: page by page the same as if everybody were sorted at once."""

from __future__ import annotations

from unittest import mock

import pytest

from goodstanding.domain.entries.person import Place
from goodstanding.queries import people, people_by_team
from goodstanding.queries.people import PeopleFilter, listed
from goodstanding.queries.standing import Viewer, viewer
from goodstanding.store import models
from tests.conftest import Cast, give, hire

pytestmark = pytest.mark.django_db


def hedda(cast: Cast) -> Viewer:
    return viewer(cast.hedda, "Hedda", cast.day)


def by_team(cast: Cast, *, down: bool) -> list[str]:
    """The reference: every visible person with the name of their team today, sorted in plain Python."""
    rows = models.Person.objects.exclude(id=cast.hedda).values_list("id", "name")
    teams = dict(models.Assignment.objects.filter(until=None).values_list("person_id", "team__name"))
    known = sorted(rows, key=lambda row: (row[1], str(row[0])))
    placed = [(teams.get(id), name) for id, name in [*known, (cast.hedda, "Hedda HR")]]
    placed.sort(key=lambda each: each[1])
    named = sorted((p for p in placed if p[0]), key=lambda each: str(each[0]), reverse=down)
    alone = [p for p in placed if not p[0]]
    return [name for _, name in (alone + named if down else named + alone)]


def walked(cast: Cast, sort: str) -> list[str]:
    """All pages, one after the other."""
    asked, found = PeopleFilter(sort=sort), []
    first = listed(hedda(cast), asked, 1)
    for number in range(1, first.paginator.num_pages + 1):
        found += [row.name for row in listed(hedda(cast), asked, number).object_list]
    return found


@pytest.fixture
def crowd(cast: Cast) -> Cast:
    for n in range(9):
        team = ("ops", "sales")[n % 2]
        place = Place(team=team, job_family="Agent", level="1", manager=cast.mara).model_dump()
        hire(cast, f"more{n}", f"More {8 - n}", **place)
    return cast


@pytest.mark.parametrize("size", [1, 2, 3, 5, 50])
@pytest.mark.parametrize("sort", ["team", "-team"])
def test_every_page_is_what_sorting_everybody_would_give(crowd: Cast, sort: str, size: int) -> None:
    with mock.patch.object(people, "PAGE", size), mock.patch.object(people_by_team, "PAGE", size):
        assert walked(crowd, sort) == by_team(crowd, down=sort == "-team")


def test_a_search_and_a_team_narrow_it(crowd: Cast) -> None:
    asked = PeopleFilter(sort="team", search="more", team="sales")
    assert [row.name for row in listed(hedda(crowd), asked, 1).object_list] == [
        f"More {n}" for n in (1, 3, 5, 7)
    ]


def test_hr_of_a_branch_sees_only_the_branch(crowd: Cast) -> None:
    give(crowd.dora, "hr", team="sales")
    found = listed(viewer(crowd.dora, "Dora", crowd.day), PeopleFilter(sort="team"), 1).object_list
    assert {row.team for row in found if row.name.startswith("More")} == {"sales"}
