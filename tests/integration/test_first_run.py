"""An empty organisation leads its administrator from step to step, and stops when they are done."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from goodstanding.actions import metrics, organisation
from goodstanding.domain.policy import Policy
from goodstanding.store import models
from tests.conftest import Cast, give
from tests.integration.accounts import signed_in
from tests.integration.importing import imported

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = "no,name,team,boss\n1,Ann Able,north,2\n2,Bo Boss,north,\n"


@pytest.fixture(autouse=True)
def quick() -> None:
    cache.clear()


@pytest.fixture
def admin(db: None) -> Client:
    person = organisation.set_up(
        name="New Ltd", policy=Policy(jurisdiction="GB-ENG"), administrator="Ada Admin",
        email="ada@example.org", password="a long enough password", now=NOW,
    )  # fmt: skip
    return signed_in(person)


def ada() -> models.Person:
    return models.Person.objects.get(name="Ada Admin")


def start(client: Client) -> str:
    return client.get("/").content.decode().split("<main", 1)[1]


def state_of(page: str, label: str) -> str:
    found = re.search(rf'class="step step--(\w+)"[^>]*>(?:(?!</li>).)*{label}', page, re.DOTALL)
    assert found, label
    return found.group(1)


def test_an_empty_organisation_is_led_to_imports_and_accounts(admin: Client) -> None:
    page = start(admin)
    assert "Set up, a step at a time" in page
    for address in ("/imports/new/?target=people", "/imports/new/?target=teams", "/accounts/", "/settings/"):
        assert f'href="{address}' in page
    assert state_of(page, "Look through the settings") == "current"
    assert state_of(page, "Bring in people") == "todo"
    assert "checked" in admin.get("/imports/new/?target=people").content.decode()


def test_steps_are_ticked_as_they_are_done_and_the_guide_goes(admin: Client) -> None:
    columns = {"number": "no", "name": "name", "team": "team", "manager": "boss"}
    imported("people", PEOPLE, columns, by=ada().id, now=NOW)
    page = start(admin)
    for done in ("Bring in teams", "Bring in people", "Say who manages whom"):
        assert state_of(page, done) == "done"
    assert state_of(page, "Make accounts") == "current"
    give(models.Person.objects.get(number="1").id, "hr")
    assert "Set up, a step at a time" not in start(admin)


def test_what_is_useful_later_is_marked_when_it_is_there(admin: Client) -> None:
    assert "Only if goals will rest on figures." in start(admin)
    metrics.define_metric(
        code="cases", name="Cases", unit="cases", kind="count", direction="up", by=ada().id, now=NOW
    )
    assert re.search(r"Define what is measured</a>.*?done", start(admin), re.DOTALL)


def test_an_organisation_in_use_shows_no_guide(cast: Cast) -> None:
    for who in ("hedda", "ivo", "eve", "mara"):
        assert "Set up, a step at a time" not in start(signed_in(cast.people[who]))
