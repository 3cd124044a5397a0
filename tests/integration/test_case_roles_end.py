"""Whoever was called into a case reads it while it can be challenged, and their own words for good."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client

from goodstanding.actions.rebuild import rebuild
from goodstanding.domain.case_roles import AFTERWARDS, DAY
from goodstanding.domain.entries import day_to_day, decision, plan
from goodstanding.domain.entries.roles import RoleAssigned, RoleEnded
from goodstanding.domain.lifecycle import State
from goodstanding.store import models
from tests import factories
from tests.access.world import clock_at, signed_in
from tests.conftest import Cast
from tests.integration.pages import said

pytestmark = pytest.mark.django_db


def call(cast: Cast, case: UUID, role: str, who: str) -> Client:
    factories.say(cast, case, RoleAssigned(role=role, person=cast.people[who]), "hedda")
    return signed_in(cast.people[who])


def over(cast: Cast, case: UUID) -> None:
    factories.say(cast, case, plan.Ended(how="left", last_day=cast.day), "hedda")


def test_a_role_gives_nothing_any_more_once_the_case_is_well_over(cast: Cast) -> None:
    case = factories.case_in(cast, State.ACTIVE)
    readers = {who: call(cast, case, role, who) for role, who in (
        ("witness", "wanda"), ("companion", "olga"), ("decider", "dora"), ("reviewer", "arno"))}  # fmt: skip
    over(cast, case)
    file, last = f"/people/{cast.eve}/", cast.day + AFTERWARDS
    for day, code in ((last, 200), (last + DAY, 404)):
        cast.day = day
        with clock_at(cast):
            for who, client in readers.items():
                assert client.get(f"/plans/{case}/").status_code == code, (who, day)
                assert client.get(file).status_code == code, (who, day)
                assert ("Eve Employee" in said(client.get("/plans/?group=all"))) == (code == 200), who
                assert ("Eve Employee" in said(client.get("/people/"))) == (code == 200), who


def test_what_a_witness_wrote_stays_readable_to_them_and_nothing_else(cast: Cast) -> None:
    case = factories.case_in(cast, State.ACTIVE)
    wanda = call(cast, case, "witness", "wanda")
    meeting = decision.Invited(
        meeting_on=cast.day + timedelta(days=3), at="Room 4", agenda="The midpoint of the plan.",
        consequences="None.", companion="You may bring somebody.",
    )  # fmt: skip
    invited = factories.say(cast, case, meeting, "hedda")
    seen = day_to_day.RefusalNoted(how="She read it aloud and left it there.")
    noted = factories.say(cast, case, seen, "wanda", refers_to=invited.id)
    factories.say(cast, case, RoleEnded(role="witness", person=cast.wanda, reason="Done."), "hedda")
    with clock_at(cast):
        assert wanda.get(f"/plans/{case}/").status_code == 404
        page = said(wanda.get(f"/people/{cast.eve}/"))
        assert "She read it aloud and left it there." in page
        assert "The midpoint of the plan." not in page
        assert "Mara Manager" not in page.split("<main", 1)[1], "where the person stands now is not theirs"
        assert wanda.get(f"/people/{cast.eve}/entries/{noted.id}/").status_code == 200
        assert wanda.get(f"/people/{cast.eve}/entries/{invited.id}/").status_code == 404


def test_the_measurers_role_ends_with_the_outcome_while_others_go_on(cast: Cast) -> None:
    case = factories.case_in(cast, State.WATCH)
    mike, wanda = signed_in(cast.mike), call(cast, case, "witness", "wanda")
    with clock_at(cast):
        assert mike.get(f"/plans/{case}/").status_code == 200, "on the day of the outcome"
    cast.later(1)
    with clock_at(cast):
        assert mike.get(f"/plans/{case}/").status_code == 404
        assert wanda.get(f"/plans/{case}/").status_code == 200
        assert "You held a role" in said(mike.get(f"/people/{cast.eve}/")), "he wrote the determinations"


def test_a_replaced_decider_reads_the_case_no_more(cast: Cast) -> None:
    case = factories.case_in(cast, State.REPLIED)
    dora = call(cast, case, "decider", "dora")
    with clock_at(cast):
        assert dora.get(f"/plans/{case}/").status_code == 200
        call(cast, case, "decider", "arno")
        assert dora.get(f"/plans/{case}/").status_code == 404
        assert dora.get(f"/people/{cast.eve}/").status_code == 404, "she wrote nothing"


def test_hr_who_witnessed_is_hr_again_after_the_role_ended(cast: Cast) -> None:
    case = factories.case_in(cast, State.ACTIVE)
    hans = call(cast, case, "witness", "hans")
    with clock_at(cast):
        assert hans.get(f"/plans/{case}/do/extended/").status_code == 403
        factories.say(cast, case, RoleEnded(role="witness", person=cast.hans, reason="Done."), "hedda")
        assert hans.get(f"/plans/{case}/do/extended/").status_code == 200


def test_the_case_says_until_when_the_roles_last_and_whose_have_ended(cast: Cast) -> None:
    case = factories.case_in(cast, State.ACTIVE)
    call(cast, case, "witness", "wanda")
    call(cast, case, "companion", "olga")
    ended = RoleEnded(role="companion", person=cast.olga, reason="Another companion was chosen.")
    factories.say(cast, case, ended, "hedda")
    over(cast, case)
    with clock_at(cast):
        page = said(signed_in(cast.hedda).get(f"/plans/{case}/"))
    assert "Olga Outsider (companion)" in page
    assert f"reads this case until {cast.day + AFTERWARDS:%-d %B %Y}" in page


def test_the_end_of_roles_is_folded_anew_as_it_is_stored(cast: Cast) -> None:
    case = factories.case_in(cast, State.ACTIVE)
    call(cast, case, "witness", "wanda")
    over(cast, case)
    stored = set(models.CaseRole.objects.values_list("role", "person", "until"))
    assert rebuild() == []
    assert set(models.CaseRole.objects.values_list("role", "person", "until")) == stored


def test_roles_that_were_stored_without_an_end_get_theirs(cast: Cast) -> None:
    """The migration, on a passed plan and on one that ended."""
    factories.case_in(cast, State.WATCH)
    case = models.Case.objects.get()
    call(cast, case.id, "witness", "wanda")
    over(cast, case.id)
    as_written = set(models.CaseRole.objects.values_list("role", "person", "until"))
    models.CaseRole.objects.update(until=None)
    import_module("goodstanding.store.migrations.0007_roles_in_cases_end").end_roles(apps, None)
    assert set(models.CaseRole.objects.values_list("role", "person", "until")) == as_written
