"""Every event that somebody causes has a form, and the form does what the table says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from django.urls import reverse

from goodstanding.domain.lifecycle import EVENTS, TABLE, State, lookup
from goodstanding.domain.offers import offers
from goodstanding.queries.plans import open_room
from goodstanding.queries.standing import viewer
from goodstanding.store import models
from goodstanding.web.forms.plans import EDITORS, ELSEWHERE, FORMS
from tests import factories
from tests.conftest import Cast, at
from tests.factories import ACTORS, actor_for, case_in, case_of, decision_for, ready

SOURCES = sorted({t.source for t in TABLE if t.source is not None})
KINDS_OF_CHOICE = (forms.ChoiceField, forms.TypedChoiceField)


def test_every_event_has_a_form_or_a_page_of_its_own() -> None:
    assert set(FORMS) | set(EDITORS) | ELSEWHERE == set(EVENTS)
    assert not set(FORMS) & (set(EDITORS) | ELSEWHERE)


@pytest.mark.parametrize("event", sorted(FORMS))
def test_a_form_says_what_happens_and_what_follows(event: str) -> None:
    form = FORMS[event]
    assert form.happens.endswith(".")
    assert form.follows.endswith(".")


@pytest.mark.parametrize(
    "event",
    ["delivered", "closed", "proposal", "decision", "appeal_decision", "ended", "withdrawn", "reply_waived",
     "withdrawn_undelivered", "proposal_withdrawn", "watch_closed", "taken_effect"],
)  # fmt: skip
def test_a_step_that_cannot_be_taken_back_is_asked_for_once_more(event: str) -> None:
    assert FORMS[event].confirm


@pytest.fixture
def clock(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodstanding.web import clock as real

    monkeypatch.setattr(real, "now", lambda: at(cast.day, 12))
    monkeypatch.setattr(real, "today", lambda: cast.day)


@pytest.fixture
def clients(cast: Cast) -> dict[str, Client]:
    made = {}
    for who in {*ACTORS.values()}:
        person = models.Person.objects.get(id=getattr(cast, who))
        user = models.User.objects.create(person=person, email=f"{who}@example.org", created=at(cast.day))
        made[who] = Client()
        made[who].force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return made


SAID: dict[str, dict[str, str]] = {
    "role_assigned": {"role": "companion", "person": "olga@example.org"},
    "coaching_plan_set": {"aims": "Close cases daily\nAsk early"},
    "decision": {"decision": "dismissal"},
    "manager_changed": {"to_manager": "mike@example.org"},
}
"""What a form cannot be filled in with by its kind of field."""


def filled(form: forms.Form, cast: Cast, event: str) -> dict[str, Any]:
    """The form as it is proposed, its gaps filled with something of the right kind."""
    data: dict[str, Any] = {}
    for bound in form:
        field = bound.field
        value = field.prepare_value(bound.value())
        if isinstance(field, forms.BooleanField):
            value = "on" if field.required or value else None
        elif value in (None, "") and isinstance(field, KINDS_OF_CHOICE):
            value = next((str(key) for key, _ in field.choices if key), None)
        elif value in (None, ""):
            value = gap(bound.name, field, cast, event)
        if value is not None:
            data[bound.html_name] = value.isoformat() if isinstance(value, date) else value
    return data | SAID.get(event, {})


def gap(name: str, field: forms.Field, cast: Cast, event: str) -> str | None:
    if isinstance(field, forms.DateField):
        past = {"from_day": 14, "to_day": 1, "last_day": 0}
        day = cast.day - timedelta(days=past[name]) if name in past else cast.day + timedelta(days=20)
        return day.isoformat()
    if not field.required and name != "remedies":
        return None
    return "Team meeting of 3 March" if isinstance(field, forms.CharField) else None


def drive(client: Client, cast: Cast, case: UUID, event: str, to: object) -> Any:
    url = reverse("plan_event", args=[case, event]) + (f"?to={to}" if to else "")
    shown = client.get(url)
    assert shown.status_code == 200, (event, shown.content.decode()[-600:])
    if event in EDITORS:
        from tests.integration.test_plan_pages import fields_of

        data = fields_of(shown.context["all_forms"]) | {"purpose": "Another purpose", "reason": "Clearer."}
    else:
        data = filled(shown.context["form"], cast, event)
    return client.post(url, data)


@pytest.mark.django_db
@pytest.mark.parametrize("state", SOURCES)
def test_every_event_is_driven_through_its_form(
    cast: Cast, clock: None, clients: dict[str, Client], state: State
) -> None:
    events = [t.event for t in TABLE if t.source == state]
    for decision in sorted({decision_for(event, state) for event in events}):
        begun = cast.day
        with transaction.atomic():
            case = case_in(cast, state, decision=decision)
            for event in [e for e in events if decision_for(e, state) == decision]:
                through_its_form(cast, clients, case, state, event)
            transaction.set_rollback(True)
        cast.day = begun


def through_its_form(cast: Cast, clients: dict[str, Client], case: UUID, state: State, event: str) -> None:
    day = cast.day
    with transaction.atomic():
        ready(cast, case, event)
        who = actor_for(event, state)
        offered_to(cast, case, event, who)
        before = models.Entry.objects.count()
        answer = drive(clients[who], cast, case, event, factories.target_of(case_of(cast, case), event))
        assert answer.status_code == 302, (event, errors_of(answer))
        transition = lookup(state, event)
        assert transition is not None
        assert models.Case.objects.get(id=case).state in transition.targets, event
        assert models.Entry.objects.count() > before, event
        transaction.set_rollback(True)
    cast.day = day


def offered_to(cast: Cast, case: UUID, event: str, who: str) -> None:
    """What would work is among the buttons of whoever may do it."""
    room = open_room(viewer(getattr(cast, who), who, cast.day), case)
    assert event in {t.event for t in offers(room.scene, room.head.standing)}, (event, who)


def errors_of(answer: Any) -> object:
    found = answer.context.get("form") or answer.context.get("forms") if answer.context else None
    return getattr(found, "errors", None) or getattr(
        getattr(found, "plan", None), "errors", answer.status_code
    )


@pytest.mark.django_db
def test_an_event_of_another_state_says_what_comes_first(
    cast: Cast, clock: None, clients: dict[str, Client]
) -> None:
    case = case_in(cast, State.DRAFT)
    answer = clients["hedda"].get(reverse("plan_event", args=[case, "closed"]))
    assert answer.status_code == 409
    assert "is possible in" in answer.content.decode()


@pytest.mark.django_db
def test_an_event_of_another_role_says_whose_it_is(
    cast: Cast, clock: None, clients: dict[str, Client]
) -> None:
    case = case_in(cast, State.ACTIVE)
    answer = clients["eve"].get(reverse("plan_event", args=[case, "extended"]))
    assert answer.status_code == 403
    assert "hr" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_sent_on_an_outdated_case_keeps_what_was_typed(
    cast: Cast, clock: None, clients: dict[str, Client]
) -> None:
    case = case_in(cast, State.ACTIVE)
    url = reverse("plan_event", args=[case, "extended"])
    data = filled(clients["hedda"].get(url).context["form"], cast, "extended") | {
        "reason": "The course was late."
    }
    factories.perform(cast, case, "question_asked")
    answer = clients["hedda"].post(url, data)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "What you typed is kept" in words
    assert "The course was late." in words
    again = clients["hedda"].post(url, data | {"version": str(answer.context["form"]["version"].value())})
    assert again.status_code == 302


@pytest.mark.django_db
def test_an_action_s_refusal_stands_at_its_field(cast: Cast, clock: None, clients: dict[str, Client]) -> None:
    case = case_in(cast, State.COACHING)
    url = reverse("plan_event", args=[case, "coaching_plan_set"])
    answer = clients["mara"].post(url, {"aims": "Close cases daily, or else you are fired", "sessions": ""})
    assert answer.status_code == 422
    assert "“fired”" in str(answer.context["form"]["aims"].errors)


@pytest.mark.django_db
def test_the_determination_shows_its_arithmetic_beside_the_form(
    cast: Cast, clock: None, clients: dict[str, Client]
) -> None:
    case = case_in(cast, State.ACTIVE)
    factories.to_the_end(cast, case)
    words = clients["mike"].get(reverse("plan_event", args=[case, "goal_determined"])).content.decode()
    assert "The figures compute: met" in words
    assert "= 225 cases" in words


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["\0", "x" * 400, "31.31.2026", "[]", "9" * 400, "２０２６-03-01"])
def test_nonsense_in_a_form_is_no_fault_of_ours(
    cast: Cast, clock: None, clients: dict[str, Client], value: str
) -> None:
    case = case_in(cast, State.ACTIVE)
    for event in ("extended", "check_in", "role_assigned", "closed", "change_proposed", "midpoint"):
        url = reverse("plan_event", args=[case, event])
        who = clients[actor_for(event, State.ACTIVE)]
        fields = ("ends_on", "version", "scheduled_on", "person", "goals-TOTAL_FORMS", "check_ins", "add_row",
                  "use_target", "every_weeks", "outcome")  # fmt: skip
        answer = who.post(url, dict.fromkeys(fields, value))
        assert answer.status_code in {200, 400, 422}, (event, value)


def offered_days(client: Client, case: UUID) -> dict[str, str]:
    form = client.get(reverse("plan_event", args=[case, "check_in"])).context["form"]
    return dict(form.fields["scheduled_on"].choices)


@pytest.mark.django_db
def test_a_check_in_held_some_days_early_is_the_planned_one(
    cast: Cast, clock: None, clients: dict[str, Client]
) -> None:
    case = case_in(cast, State.ACTIVE)
    planned = case_of(cast, case).check_ins[0].on
    cast.day = planned - timedelta(days=4)
    assert planned.isoformat() not in offered_days(clients["mara"], case)
    cast.day = planned - timedelta(days=1)
    assert "held early" in offered_days(clients["mara"], case)[planned.isoformat()]
    words = {"scheduled_on": planned.isoformat(), "words": "Held on the day before."}
    assert clients["mara"].post(reverse("plan_event", args=[case, "check_in"]), words).status_code == 302
    assert [c.on for c in case_of(cast, case).check_ins if c.settled] == [planned]
    assert len(case_of(cast, case).check_ins) == 2, "the planned ones and no other"
    assert not models.Duty.objects.filter(case=case, event="check_in", due=planned).exists()
    assert clients["eve"].post(reverse("plan_event", args=[case, "check_in"]), words).status_code == 302
    assert planned.isoformat() not in offered_days(clients["mara"], case)
