"""A plan for one of the sales people of the published files, through the pages to its outcome.

The quota of a quarter is the goal; the figure in the file is the measurement. Only the clock is moved.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from goodstanding.store import models
from tests.conftest import Cast
from tests.integration.accounts import signed_in
from tests.integration.filling import _complaints, send, shown
from tests.integration.test_adventureworks import EXCERPTS, bring_in, set_up

pytestmark = pytest.mark.django_db


class Clock:
    """What the pages take for now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.day = date(2025, 2, 3)
        monkeypatch.setattr("goodstanding.web.clock.today", lambda: self.day)
        monkeypatch.setattr("goodstanding.web.clock.now", self.now)

    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def person(number: str) -> UUID:
    return models.Person.objects.get(number=number).id


def test_a_plan_for_a_sales_person_runs_from_the_imported_quota_to_its_outcome(
    cast: Cast, clock: Clock
) -> None:
    models.Grant.objects.update(since=date(2021, 1, 1))  # the files are older than the cast
    admin = signed_in(cast.admin)
    set_up(admin, EXCERPTS)
    eve, boss = person("275"), person("274")
    send(admin, f"/people/{eve}/job/", manager="274", from_day="2025-01-01", team="3")
    hr, manager, employee = signed_in(cast.hedda), signed_in(boss), signed_in(eve)

    case = open_a_draft(manager, hr, eve)
    write_the_plan(manager, case)
    answer_the_review(manager, f"/plans/{case}/do/submitted/")
    send(hr, f"/plans/{case}/do/approved/", reason="Complete, and within reach.")
    send(manager, f"/plans/{case}/do/delivered/", how="In a meeting, with a copy on paper.")
    delivered = models.Entry.objects.get(case_id=case, kind="delivered").id
    send(employee, f"/plans/{case}/do/acknowledged/?to={delivered}")
    assert state(case) == "active"

    clock.day = date(2025, 3, 14)
    send(employee, f"/plans/{case}/do/question_asked/", words="Which report do the sales come from?")
    question = models.Entry.objects.get(case_id=case, kind="question_asked").id
    send(manager, f"/plans/{case}/do/question_answered/?to={question}", words="The year-to-date report.")

    clock.day = date(2025, 5, 30)
    bring_in(
        admin, EXCERPTS / "adventureworks_SalesPerson.csv", "observations", {"number": 1, "value": 6},
        {"metric": "sales", "period_start": "2025-02-28", "period_end": "2025-05-27"},
    )  # fmt: skip
    goal = shown_goal(manager, case)
    send(manager, f"/plans/{case}/do/goal_determined/?to={goal}", words="As the report says.")
    send(hr, f"/plans/{case}/do/determination_countersigned/?to={goal}")
    send(hr, f"/plans/{case}/do/closed/", reason="The one goal is met.")
    row = models.Case.objects.get(id=case)
    assert (row.state, row.outcome) == ("watch", "met")
    assert "Met" in employee.get(f"/plans/{case}/").content.decode()


def open_a_draft(manager: Client, hr: Client, eve: UUID) -> UUID:
    send(
        manager, f"/people/{eve}/concern/", standard_communicated_on="2024-12-02",
        how_communicated="In the quota letter.", facts__0__on="2025-01-31",
        facts__0__fact="January stayed far under a third of the quota.",
        facts__0__standard="The quarterly quota.",
    )  # fmt: skip
    case = models.Case.objects.get(person=eve).id
    page = shown(hr, f"/plans/{case}/intake/")
    answers = {name: "As the file shows." for name in page if name.startswith("checklist")}
    send(hr, f"/plans/{case}/intake/", answer="allow", reason="Talks were held.", **answers)
    assert state(case) == "draft"
    return case


def write_the_plan(manager: Client, case: UUID) -> None:
    """Dates first, then the quota taken over as a goal by its button, then what is still missing."""
    address = f"/plans/{case}/draft/"
    dates = {
        "purpose": "The quota is reached again.", "starts_on": "2025-02-24", "ends_on": "2025-05-28",
        "check_ins": "14 Mar 2025\n11 Apr 2025",
    }  # fmt: skip
    send(manager, address, **dates)
    page = manager.get(address).content.decode()
    quota = page.split("869000")[1].split('name="use_target" value="')[1].split('"')[0]
    fields = {k: v for k, v in shown(manager, address).items() if v != [""]}
    reply = manager.post(address, {**fields, "use_target": quota})
    typed = _filled(reply.content.decode())
    number = int(typed["goals-TOTAL_FORMS"][0]) - 1
    typed |= {
        f"goals-{number}-due": ["2025-05-28"],
        f"goals-{number}-data_source": ["The sales report"],
        f"goals-{number}-measurer": ["274"],
    }
    saved = manager.post(address, {k: v for k, v in typed.items() if v != [""]})
    assert saved.status_code == 302, _complaints(saved.content.decode())


def _filled(page: str) -> dict[str, Any]:
    from tests.integration.filling import _Forms

    parser = _Forms()
    parser.feed(page)
    return dict(max(parser.forms, key=len))


def answer_the_review(client: Client, address: str) -> None:
    """Send the step with an answer to each finding that asks for one."""
    page = client.get(address).content.decode()
    keys = set(re.findall(r'name="finding\.(\w+)"', page))
    decided = {f"disposition.{key}": "explained" for key in keys}
    send(client, address, **decided, **{f"finding.{key}": "As the file shows." for key in keys})


def shown_goal(manager: Client, case: UUID) -> str:
    page = manager.get(f"/plans/{case}/").content.decode()
    return page.split("/do/goal_determined/?to=")[1].split('"')[0]


def state(case: UUID) -> str:
    return models.Case.objects.get(id=case).state
