from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse

from goodstanding.queries.demo_people import demo_people
from goodstanding.queries.standing import viewer
from goodstanding.store import models
from goodstanding.web import clock, context
from tests.conftest import Cast
from tests.integration.accounts import account_for

pytestmark = pytest.mark.django_db


def frame(cast: Cast, who: str, path: str = "/accounts/") -> dict[str, Any]:
    request = RequestFactory().get(path)
    person = getattr(cast, who)
    request.viewer = viewer(person, who.capitalize(), clock.today())  # type: ignore[attr-defined]
    return context.shell(request)


def labels(cast: Cast, who: str) -> set[str]:
    return {item.label for item in frame(cast, who)["nav"]}


def there(*names: str) -> set[str]:
    """Those of these pages that have an address."""
    found = set()
    for page in context.PAGES:
        try:
            reverse(page.url_name)
        except NoReverseMatch:
            continue
        found.add(page.label)
    return found & set(names)


OWN = ("My file", "My receipts", "My dates", "Notices", "Appraisals")
"""What everybody has."""


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("eve", ("Home", *OWN)),
        ("mara", ("Home", "People", "Plans", "Early signs", *OWN)),
        (
            "hedda",
            (
                "Home",
                "People",
                "Plans",
                "Early signs",
                "Metrics",
                "Imports",
                "Teams",
                *OWN,
                "Accounts",
                "Settings",
                "Even-handedness",
                "Retention",
            ),
        ),
        ("ivo", ("Home", "People", "Metrics", "Imports", "Teams", *OWN, "Accounts", "Work")),
        ("augusta", ("Home", *OWN, "Oversight")),
        ("walter", ("Home", *OWN, "Oversight")),
        ("cora", ("Home", "People", "Plans", *OWN, "Even-handedness", "Retention")),
    ],
)
def test_each_role_is_led_to_its_own_pages(cast: Cast, who: str, pages: tuple[str, ...]) -> None:
    assert labels(cast, who) == there(*pages)


def test_the_frame_takes_two_statements(cast: Cast, django_assert_num_queries: Any) -> None:
    request = RequestFactory().get("/")
    request.viewer = viewer(cast.hedda, "Hedda", clock.today())  # type: ignore[attr-defined]
    with django_assert_num_queries(2):
        context.shell(request)
        context.shell(request)


def test_the_page_shown_is_marked_as_current(cast: Cast) -> None:
    current = [item.label for item in frame(cast, "hedda", "/accounts/")["nav"] if item.current]
    assert current == ["Accounts"]


def overdue(cast: Cast, **more: Any) -> None:
    models.Duty.objects.create(
        subject_id=cast.eve, event="check_in", due="2026-01-05", shown_from="2026-01-01", **more
    )


def test_overdue_duties_are_counted_for_whose_they_are(cast: Cast) -> None:
    overdue(cast, owner_id=cast.mara)
    overdue(cast, part="hr")
    models.Duty.objects.create(
        subject_id=cast.eve, event="check_in", due="2099-01-05", shown_from="2026-01-01", owner_id=cast.mara
    )
    facts = {who: context.shell_facts(viewer(getattr(cast, who), "", clock.today())).overdue
             for who in ("mara", "hedda", "eve", "ivo")}  # fmt: skip
    assert facts == {"mara": 1, "hedda": 1, "eve": 0, "ivo": 0}


def test_the_role_is_said_in_words(cast: Cast) -> None:
    said = {who: frame(cast, who)["viewer_role"] for who in ("eve", "mara", "hedda", "augusta")}
    assert said == {"eve": "Employee", "mara": "Manager", "hedda": "HR", "augusta": "Auditor"}


def test_the_demo_groups_people_by_what_they_do(cast: Cast) -> None:
    for name in ("eve", "mara", "sven", "hedda", "lea", "cora", "walter", "augusta", "ivo"):
        account_for(getattr(cast, name), f"{name}@example.org", "!")
    groups = {group.label: [p.name for p in group.people] for group in demo_people(clock.today())}
    assert groups["HR"] == ["Ada Admin", "Hedda HR"]
    assert groups["Managers"] == ["Mara Manager", "Sven Second"]
    assert groups["Managers of managers"] == ["Sven Second"]
    assert groups["Works council"] == ["Walter Council"]
    assert "On a plan" not in groups


def test_the_demo_says_how_far_a_plan_is(cast: Cast) -> None:
    from datetime import UTC, date, datetime

    account_for(cast.eve, "eve@example.org", "!")
    models.Case.objects.create(
        person_id=cast.eve, manager_id=cast.mara, state="active", live=True, opened=date(2026, 1, 5),
        delivered_on=date(2026, 1, 30), starts_on=date(2026, 2, 2), ends_on=date(2026, 4, 6), version=1,
        last_recorded=datetime(2026, 2, 2, tzinfo=UTC),
    )  # fmt: skip
    (group,) = [g for g in demo_people(date(2026, 3, 4)) if g.label == "On a plan"]
    assert group.people[0].note == "plan running, week 5 of 9"
