"""Pages of cases: every state for every role, within their statements, and nothing shown too early."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.domain.lifecycle import State
from goodstanding.store import models
from tests.conftest import Cast, at
from tests.factories import case_in, case_of

pytestmark = pytest.mark.django_db

READERS = ("eve", "mara", "sven", "hedda")
OUTSIDERS = ("olga", "walter", "augusta", "ivo", "lea")


@pytest.fixture
def clock(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' clock stands on the cast's day."""
    from goodstanding.web import clock as real

    monkeypatch.setattr(real, "now", lambda: at(cast.day, 12))
    monkeypatch.setattr(real, "today", lambda: cast.day)


def client_of(cast: Cast, who: str) -> Client:
    person = models.Person.objects.get(id=getattr(cast, who))
    user, _ = models.User.objects.get_or_create(
        person=person, defaults={"email": f"{who}@example.org", "created": at(cast.day)}
    )
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def get(cast: Cast, who: str, name: str, *args: Any, **query: str) -> Any:
    return client_of(cast, who).get(reverse(name, args=args), query)


def sees(state: State, who: str) -> bool:
    """The person learns of a case once something of it was shared with them."""
    silent = {State.INTAKE, State.DRAFT, State.SUBMITTED, State.ENDORSED, State.APPROVED, State.WITHDRAWN,
              State.CLOSED}  # fmt: skip
    return who != "eve" or state not in silent


@pytest.mark.parametrize("state", State)
def test_a_case_shows_its_page_to_everybody_who_may_open_it(cast: Cast, clock: None, state: State) -> None:
    case = case_in(cast, state)
    for who in READERS:
        answer = get(cast, who, "plan", case)
        assert answer.status_code == (200 if sees(state, who) else 404), who
        listed = str(case) in get(cast, who, "plans", group="all").content.decode()
        assert listed == (answer.status_code == 200), who
        calendar = get(cast, who, "plan_calendar", case)
        assert calendar.status_code == answer.status_code
    for who in OUTSIDERS:
        assert get(cast, who, "plan", case).status_code == 404, who


@pytest.mark.parametrize("state", State)
def test_a_case_page_stays_within_its_statements(
    cast: Cast, clock: None, state: State, django_assert_max_num_queries: Any
) -> None:
    case = case_in(cast, state)
    for who in READERS:
        client = client_of(cast, who)
        with django_assert_max_num_queries(12):
            client.get(reverse("plan", args=[case]))


def test_the_list_stays_within_its_statements(
    cast: Cast, clock: None, django_assert_max_num_queries: Any
) -> None:
    case_in(cast, State.ACTIVE)
    client = client_of(cast, "hedda")
    for sort in ("due", "-due", "ends", "state", "name", "nonsense"):
        with django_assert_max_num_queries(12):
            assert client.get(reverse("plans"), {"sort": sort, "q": "eve"}).status_code == 200


def test_a_case_that_does_not_exist_is_not_there(cast: Cast, clock: None) -> None:
    for name in ("plan", "plan_intake", "plan_draft", "plan_calendar"):
        assert get(cast, "hedda", name, uuid4()).status_code == 404
    assert get(cast, "hedda", "plan_event", uuid4(), "closed").status_code == 404


@pytest.mark.parametrize("query", ["\0", "9" * 40, "x" * 5000, "2026-13", "0-0", "-1", "²"])
def test_nonsense_in_the_address_is_answered_calmly(cast: Cast, clock: None, query: str) -> None:
    case = case_in(cast, State.ACTIVE)
    client = client_of(cast, "hedda")
    for url in (reverse("plans"), reverse("plan", args=[case]), reverse("plan_calendar", args=[case]),
                reverse("plan_event", args=[case, "extended"])):  # fmt: skip
        for name in ("page", "q", "sort", "group", "month", "to"):
            assert client.get(url, {name: query}).status_code == (400 if "\0" in query else 200), (url, name)
    assert client.get(f"/plans/{case}/do/{'x' * 200}/").status_code == 404


def test_the_measurer_of_a_draft_learns_nothing_of_it(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.DRAFT)
    page = get(cast, "mike", "plan", case)
    assert page.status_code == 200
    words = page.content.decode()
    assert "Nothing of this case is shared with you yet" in words
    assert "12 cases left open" not in words
    assert "Close 200 cases" not in words


def test_the_person_reads_what_the_plan_means_and_how_to_confirm_receipt(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.DELIVERED)
    words = get(cast, "eve", "plan", case).content.decode()
    assert "It does not say that you agree" in words
    assert reverse("plan_event", args=[case, "acknowledged"]) in words
    assert "Close 200 cases" in words
    assert "12 cases left open" in words


def test_buttons_are_those_of_the_viewer(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.ACTIVE)
    own, hr = (get(cast, who, "plan", case).content.decode() for who in ("eve", "hedda"))
    ask, extend = (reverse("plan_event", args=[case, e]) for e in ("question_asked", "extended"))
    assert ask in own
    assert ask not in hr
    assert extend in hr
    assert extend not in own


def test_coaching_is_chosen_already_when_hr_answers_a_concern(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.INTAKE)
    client = client_of(cast, "hedda")
    url = reverse("plan_intake", args=[case])
    page = client.get(url)
    assert page.context["form"]["answer"].value() == "coach"
    assert "12 cases left open" in page.content.decode()
    form = page.context["form"]
    sent = client.post(url, {
        "version": form["version"].value(), "answer": "coach", "reason": "Not tried.",
        "review_on": form["review_on"].value().isoformat(),
    })  # fmt: skip
    assert sent.status_code == 302
    assert case_of(cast, case).state == State.COACHING


def test_leave_to_draft_asks_for_written_answers(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.INTAKE)
    client = client_of(cast, "hedda")
    url = reverse("plan_intake", args=[case])
    data = {"answer": "allow", "reason": "Tried twice.", "review_on": "2026-03-20", "checklist.0": "Handbook"}
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "Tried twice." in refused.content.decode()
    assert case_of(cast, case).state == State.INTAKE
    data |= {"checklist.1": "Two sessions in February.", "checklist.2": "Yes."}
    assert client.post(url, data).status_code == 302
    assert case_of(cast, case).state == State.DRAFT


def raise_concern(client: Client, person: UUID, **more: str) -> Any:
    data = {
        "standard_communicated_on": "2026-01-12", "how_communicated": "Handbook", "guidance_so_far": "",
        "facts-TOTAL_FORMS": "1", "facts-INITIAL_FORMS": "0", "facts-0-on": "2026-02-20",
        "facts-0-fact": "Ten cases open.", "facts-0-standard": "Two days", "facts-0-evidence": "", **more,
    }  # fmt: skip
    return client.post(reverse("concern", args=[person]), data)


def test_a_manager_raises_a_concern_with_dated_facts(cast: Cast, clock: None) -> None:
    client = client_of(cast, "mara")
    assert client.get(reverse("concern", args=[cast.eve])).status_code == 200
    early = raise_concern(client, cast.eve, **{"facts-0-on": "2026-01-02"})
    assert early.status_code == 422
    assert "had not been communicated yet" in early.content.decode()
    more = raise_concern(client, cast.eve, add_row="facts")
    assert more.status_code == 200
    assert more.context["rows"].total_form_count() == 2
    sent = raise_concern(client, cast.eve)
    assert sent.status_code == 302
    assert models.Case.objects.get().state == "intake"


def test_only_the_manager_raises_a_concern(cast: Cast, clock: None) -> None:
    for who in ("eve", "hedda", "sven"):
        assert get(cast, who, "concern", cast.eve).status_code == 403, who
    assert get(cast, "olga", "concern", cast.eve).status_code == 404


def fields_of(parts: list[Any]) -> dict[str, Any]:
    """What a browser would send back of these forms and sets of forms."""
    data: dict[str, Any] = {}
    for part in parts:
        for form in [part.management_form, *part.forms] if hasattr(part, "forms") else [part]:
            for bound in form:
                value = bound.field.prepare_value(bound.value())
                if value in (None, False, "", (), []):
                    continue
                data[bound.html_name] = "on" if value is True else sent(value)
    return data


def sent(value: Any) -> Any:
    return list(value) if isinstance(value, (list, tuple)) else str(value)


def draft_data(client: Client, case: UUID, **more: str) -> dict[str, Any]:
    """What the editor shows, as a browser would send it back."""
    return fields_of(client.get(reverse("plan_draft", args=[case])).context["all_forms"]) | more


def test_the_editor_keeps_a_draft_as_it_is(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.DRAFT)
    client = client_of(cast, "mara")
    before = case_of(cast, case)
    assert client.post(reverse("plan_draft", args=[case]), draft_data(client, case)).status_code == 302
    after = case_of(cast, case)
    assert after.terms == before.terms
    assert after.version == before.version


def test_a_draft_may_have_gaps_and_the_page_names_them(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.DRAFT)
    client = client_of(cast, "mara")
    data = draft_data(client, case, **{"goals-0-target": "", "goals-0-measurer": ""})
    assert client.post(reverse("plan_draft", args=[case]), data).status_code == 302
    goal = case_of(cast, case).terms.goals[0]
    assert (goal.target, goal.measurer) == (None, None)
    words = client.get(reverse("plan_draft", args=[case])).content.decode()
    assert "Give the figure to reach." in words
    assert "Name who measures it." in words


def test_helping_buttons_change_the_form_and_save_nothing(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.DRAFT)
    client = client_of(cast, "mara")
    before = models.Entry.objects.count()
    more = client.post(reverse("plan_draft", args=[case]), draft_data(client, case, add_row="goals"))
    assert more.status_code == 200
    assert more.context["forms"].goals.total_form_count() == 3
    days = client.post(
        reverse("plan_draft", args=[case]), draft_data(client, case, generate="check_ins", every_weeks="1")
    )
    assert len(days.context["forms"].plan["check_ins"].value().splitlines()) == 8
    assert models.Entry.objects.count() == before


def test_what_cannot_be_read_stays_in_the_editor(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.DRAFT)
    client = client_of(cast, "mara")
    data = draft_data(client, case, **{"goals-0-due": "soon", "check_ins": "16 Mar 2026\nnever"})
    answer = client.post(reverse("plan_draft", args=[case]), data)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "soon" in words
    assert "never" in words


def test_a_draft_that_would_not_stand_up_well_says_so_and_can_still_be_saved(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.DRAFT)
    client = client_of(cast, "mara")
    address = reverse("plan_draft", args=[case])
    assert "Worth another look" not in client.get(address).content.decode()
    over = {"goals-0-window_start": "2025-10-01", "goals-0-window_end": "2025-12-31"}
    gone = {"support-0-what": "", "midpoint_on": ""}
    assert client.post(address, draft_data(client, case, **over, **gone)).status_code == 302
    words = client.get(address).content.decode()
    for said in ("counts only days that are over", "No support is promised", "There is no midpoint"):
        assert said in words


def test_a_goal_that_was_determined_is_not_called_unmeasured_afterwards(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.WATCH)
    words = get(cast, "eve", "plan", case).content.decode()
    assert "Not measured yet" not in words
    assert "the figures computed: met" in words


def test_an_outdated_draft_is_not_saved_over_a_newer_one(cast: Cast, clock: None) -> None:
    case = case_in(cast, State.DRAFT)
    client = client_of(cast, "mara")
    old = draft_data(client, case, purpose="Mine")
    client.post(reverse("plan_draft", args=[case]), draft_data(client, case, purpose="Theirs"))
    answer = client.post(reverse("plan_draft", args=[case]), old)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "What you typed is kept" in words
    assert "Mine" in words
    assert case_of(cast, case).terms.purpose == "Theirs"


def test_a_set_target_becomes_a_goal(cast: Cast, clock: None) -> None:
    from datetime import date
    from decimal import Decimal

    from goodstanding.actions import entries
    from goodstanding.domain.entries.person import StandardSet

    case = case_in(cast, State.DRAFT)
    quota = StandardSet(standard="Quota for the quarter", metric="cases", target=Decimal("120000.50"),
                        period_start=date(2026, 4, 1), period_end=date(2026, 6, 30))  # fmt: skip
    written = entries.record(person=cast.eve, payload=quota, by=cast.mara, now=cast.now)
    client = client_of(cast, "mara")
    answer = client.post(
        reverse("plan_draft", args=[case]), draft_data(client, case, use_target=str(written.id))
    )
    goal = answer.context["forms"].goals.forms[-1]
    assert goal["target"].value() == "120000.5"
    assert goal["window_end"].value() == "2026-06-30"


@pytest.mark.parametrize(
    ("state", "name", "who", "event"),
    [(State.DRAFT, "plan_draft", "mara", ""), (State.INTAKE, "plan_intake", "hedda", ""),
     (State.ACTIVE, "plan_calendar", "eve", ""), (State.ACTIVE, "plan_event", "mike", "goal_determined"),
     (State.ACTIVE, "plan_event", "mara", "change_proposed"),
    (State.ACTIVE, "plan_event", "mara", "midpoint"),
     (State.WATCH, "plan_event", "hedda", "watch_checked"), (State.ACTIVE, "plan_event", "hedda", "closed")],
)  # fmt: skip
def test_forms_stay_within_their_statements(
    cast: Cast, clock: None, django_assert_max_num_queries: Any, state: State, name: str, who: str, event: str
) -> None:
    case = case_in(cast, state)
    client = client_of(cast, who)
    with django_assert_max_num_queries(12):
        assert client.get(reverse(name, args=[case, *([event] if event else [])])).status_code == 200
