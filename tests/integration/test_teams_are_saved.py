"""Teams through their action: paths follow the parents."""

from __future__ import annotations

import pytest

from goodstanding.actions.teams import TeamGiven, save_teams
from goodstanding.domain.errors import NotAllowed, UserError
from goodstanding.store import models
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def save(cast: Cast, *teams: TeamGiven) -> None:
    save_teams(teams=teams, by=cast.admin, now=cast.now)


def path(code: str) -> str:
    return models.Team.objects.get(code=code).path


def test_a_team_moved_below_another_takes_the_teams_below_it_along(cast: Cast) -> None:
    save(cast, TeamGiven(code="b", name="B", parent="a"), TeamGiven(code="a", name="A"))
    assert path("b") == "/a/b/"
    save(cast, TeamGiven(code="top", name="Top"), TeamGiven(code="a", name="A", parent="top"))
    assert path("b") == "/top/a/b/"


def test_a_team_cannot_be_below_itself(cast: Cast) -> None:
    with pytest.raises(UserError, match="below itself"):
        save(cast, TeamGiven(code="a", name="A", parent="b"), TeamGiven(code="b", name="B", parent="a"))
    assert not models.Team.objects.filter(code="a").exists()


def test_a_parent_that_is_no_team_is_named(cast: Cast) -> None:
    with pytest.raises(UserError, match="no team"):
        save(cast, TeamGiven(code="a", name="A", parent="nowhere"))


def test_only_hr_and_it_administration_save_teams(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        save_teams(teams=[TeamGiven(code="a", name="A")], by=cast.mara, now=cast.now)
