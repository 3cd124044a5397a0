from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from goodstanding.actions import accounts
from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, NotNow, UserError
from goodstanding.queries.accounts import LINKS
from goodstanding.queries.standing import viewer
from goodstanding.store import models
from goodstanding.web import clock
from tests.conftest import Cast, give
from tests.integration.accounts import PASSWORD, account_for, sign_in, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(settings: Any) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def visitor(cast: Cast) -> Client:
    return Client(HTTP_HOST="localhost")


def parts(person: UUID) -> list[str]:
    return [part for part, _ in viewer(person, "", clock.today()).parts]


def act(name: str, cast: Cast, **more: Any) -> Any:
    return getattr(accounts, name)(**{"by": cast.ivo, "now": clock.now(), **more})


def choose(cast: Cast, person: UUID, token: str, password: str = PASSWORD) -> None:
    accounts.choose_password(person=person, token=token, password=password, now=clock.now())


def test_a_new_account_is_a_link_shown_once_that_leads_to_a_password(cast: Cast, visitor: Client) -> None:
    page = signed_in(cast.ivo).post(f"/accounts/{cast.eve}/create/", {"email": "Eve@Example.org"})
    link = re.search(r"http://localhost(/account/link/[^\s<]+/)", page.content.decode())
    assert link is not None
    path = link.group(1)
    assert "eve@example.org" in visitor.get(path).content.decode()
    done = visitor.post(path, {"password": PASSWORD, "password_again": PASSWORD})
    assert "is kept" in done.content.decode()
    assert visitor.get(path).status_code == 404
    assert sign_in(visitor, "eve@example.org").status_code == 302


def test_a_link_is_void_after_three_days(cast: Cast, settings: Any) -> None:
    token = act("create_account", cast, person=cast.eve, email="eve@example.org")
    user = models.User.objects.get(person=cast.eve)
    assert LINKS.check_token(user, token)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert not LINKS.check_token(user, token)


def test_a_newer_link_makes_the_older_void(cast: Cast) -> None:
    old = act("create_account", cast, person=cast.eve, email="eve@example.org")
    new = act("make_link", cast, person=cast.eve)
    with pytest.raises(NotFound):
        choose(cast, cast.eve, old)
    choose(cast, cast.eve, new)


def test_a_link_is_for_one_person(cast: Cast) -> None:
    token = act("create_account", cast, person=cast.eve, email="eve@example.org")
    act("create_account", cast, person=cast.mara, email="mara@example.org")
    with pytest.raises(NotFound):
        choose(cast, cast.mara, token)


def test_a_weak_password_leaves_the_link_usable(cast: Cast) -> None:
    token = act("create_account", cast, person=cast.eve, email="eve@example.org")
    with pytest.raises(UserError, match="easy to guess"):
        choose(cast, cast.eve, token, "eve@example.org")
    choose(cast, cast.eve, token)


def test_an_address_belongs_to_one_account(cast: Cast) -> None:
    act("create_account", cast, person=cast.eve, email="eve@example.org")
    with pytest.raises(UserError) as refused:
        act("create_account", cast, person=cast.mara, email="EVE@example.org ")
    assert "email" in refused.value.fields
    with pytest.raises(Conflict):
        act("create_account", cast, person=cast.eve, email="other@example.org")


def test_deactivation_ends_every_session_at_the_next_request(cast: Cast) -> None:
    eve = signed_in(cast.eve)
    assert eve.get("/account/security/").status_code == 200
    signed_in(cast.ivo).post(f"/accounts/{cast.eve}/do/deactivate/")
    assert eve.get("/account/security/").status_code == 302
    signed_in(cast.ivo).post(f"/accounts/{cast.eve}/do/reactivate/")
    assert eve.get("/account/security/").status_code == 302, "the old session must not come back to life"


def test_a_lost_second_factor_is_removed_and_sessions_end(cast: Cast) -> None:
    eve = signed_in(cast.eve)
    user = models.User.objects.get(person=cast.eve)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    signed_in(cast.ivo).post(f"/accounts/{cast.eve}/do/reset-second-factor/")
    assert not Authenticator.objects.exists()
    assert eve.get("/account/security/").status_code == 302


def test_it_administration_lifts_a_lock(cast: Cast, visitor: Client) -> None:
    account_for(cast.eve, "eve@example.org")
    for _ in range(5):
        sign_in(visitor, "eve@example.org", "wrong")
    assert sign_in(visitor, "eve@example.org").status_code == 429
    ivo = signed_in(cast.ivo)
    assert "Locked after failed sign-ins" in ivo.get(f"/accounts/{cast.eve}/").content.decode()
    ivo.post(f"/accounts/{cast.eve}/do/unlock/")
    assert sign_in(visitor, "eve@example.org").status_code == 302


def test_somebody_sees_what_was_done_to_their_account_and_by_whom(cast: Cast) -> None:
    account_for(cast.eve, "eve@example.org")
    act("make_link", cast, person=cast.eve)
    page = signed_in(cast.eve).get("/account/security/").content.decode()
    assert "One-time link made" in page
    assert "Ivo IT" in page


@pytest.mark.parametrize("name", ["deactivate", "reactivate", "reset_second_factor", "unlock", "make_link"])
def test_only_it_administration_keeps_accounts_and_never_its_own(cast: Cast, name: str) -> None:
    account_for(cast.eve, "eve@example.org")
    account_for(cast.ivo, "ivo@example.org")
    for by, person in [(cast.hedda, cast.eve), (cast.eve, cast.mara), (cast.ivo, cast.ivo)]:
        with pytest.raises(NotAllowed):
            getattr(accounts, name)(person=person, by=by, now=clock.now())


def test_the_last_account_of_it_administration_stays(cast: Cast) -> None:
    account_for(cast.ivo, "ivo@example.org")
    accounts.deactivate(person=cast.admin, by=cast.ivo, now=clock.now())
    own = models.Grant.objects.get(person=cast.ivo)
    with pytest.raises(NotNow, match="only account of IT administration"):
        accounts.end_part(person=cast.ivo, grant=own.pk, by=cast.ivo, now=clock.now())


GIVEN = [
    ("ivo", "hr", False), ("ivo", "leave", False), ("ivo", "auditor", True), ("ivo", "works_council", True),
    ("ivo", "it_admin", True), ("ivo", "counsel", False),
    ("hedda", "hr", True), ("hedda", "leave", True), ("hedda", "counsel", True), ("hedda", "auditor", True),
    ("hedda", "works_council", True), ("hedda", "it_admin", False),
    *((who, part, False) for who in ("eve", "mara", "cora", "augusta") for part in ("hr", "counsel")),
]  # fmt: skip


@pytest.mark.parametrize(("who", "part", "may"), GIVEN)
def test_who_may_give_which_part(cast: Cast, who: str, part: str, may: bool) -> None:
    def attempt() -> None:
        accounts.give_part(
            person=cast.olga, part=part, team="", since=clock.today(), by=getattr(cast, who), now=clock.now()
        )

    if may:
        attempt()
        assert parts(cast.olga) == [part]
    else:
        with pytest.raises(NotAllowed):
            attempt()
        assert parts(cast.olga) == []


@pytest.mark.parametrize(("who", "part"), [("hedda", "hr"), ("hedda", "counsel"), ("ivo", "it_admin")])
def test_nobody_gives_a_part_to_themselves(cast: Cast, who: str, part: str) -> None:
    person = getattr(cast, who)
    with pytest.raises(NotAllowed, match="themselves"):
        accounts.give_part(person=person, part=part, team="", since=clock.today(), by=person, now=clock.now())


def test_hr_of_one_team_gives_no_parts_and_does_not_see_accounts(cast: Cast) -> None:
    give(cast.olga, "hr", team="ops")
    with pytest.raises(NotAllowed):
        accounts.give_part(
            person=cast.wanda, part="hr", team="", since=clock.today(), by=cast.olga, now=clock.now()
        )
    assert signed_in(cast.olga).get("/accounts/").status_code == 404


def test_a_part_holds_from_the_next_request_and_ends_with_it(cast: Cast) -> None:
    olga, ivo = signed_in(cast.olga), signed_in(cast.ivo)
    assert olga.get("/oversight/").status_code == 404
    ivo.post(
        f"/accounts/{cast.olga}/parts/", {"part-part": "auditor", "part-since": clock.today().isoformat()}
    )
    assert olga.get("/oversight/").status_code == 200
    grant = models.Grant.objects.get(person=cast.olga)
    ivo.post(f"/accounts/{cast.olga}/parts/{grant.pk}/end/")
    assert olga.get("/oversight/").status_code == 404


def test_an_ended_part_keeps_its_days(cast: Cast) -> None:
    grant = models.Grant.objects.get(person=cast.lea)
    act("end_part", cast, person=cast.lea, grant=grant.pk, by=cast.hedda)
    grant.refresh_from_db()
    assert grant.until == clock.today() - timedelta(days=1)
    with pytest.raises(NotNow):
        act("end_part", cast, person=cast.lea, grant=grant.pk, by=cast.hedda)


def test_a_part_to_come_is_not_held_yet(cast: Cast) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    act("give_part", cast, person=cast.olga, part="leave", team="sales", since=tomorrow, by=cast.hedda)
    assert parts(cast.olga) == []
    assert [p for p, _ in viewer(cast.olga, "", tomorrow).parts] == ["leave"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"part": "hr", "team": "nowhere"}, "team"),
        ({"part": "auditor", "team": "ops"}, "team"),
        ({"part": "hr", "team": "", "until": date(2020, 1, 1)}, "until"),
    ],
)
def test_a_wrong_part_is_said_at_its_field(cast: Cast, more: dict[str, Any], field: str) -> None:
    with pytest.raises(UserError) as refused:
        act("give_part", cast, person=cast.olga, since=clock.today(), by=cast.hedda, **more)
    assert field in refused.value.fields


def test_the_same_part_is_not_given_twice(cast: Cast) -> None:
    with pytest.raises(UserError, match="already"):
        act("give_part", cast, person=cast.hans, part="hr", team="", since=clock.today(), by=cast.hedda)


def test_somebody_from_outside_gets_an_account_without_employment(cast: Cast) -> None:
    ivo = signed_in(cast.ivo)
    page = ivo.post("/accounts/outside/", {"name": "Rita Reviewer", "email": "rita@elsewhere.example"})
    assert "/account/link/" in page.content.decode()
    rita = models.Person.objects.get(name="Rita Reviewer")
    assert not rita.assignments.exists()
    assert rita.file_version == 0


def test_the_list_is_searched_by_name_and_filtered_by_account_and_part(cast: Cast) -> None:
    ivo = signed_in(cast.ivo)

    def names(**query: str) -> list[str]:
        return [row[0].text for row in ivo.get("/accounts/", query).context["table"].rows]

    assert names(q="eve empl") == ["Eve Employee"]
    assert names(state="with") == ["Ada Admin", "Ivo IT"]
    assert names(part="hr") == ["Ada Admin", "Hans HR", "Hedda HR"]
    assert names(q="nobody at all") == []


def test_the_list_takes_as_many_statements_for_many_people_as_for_few(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    models.Person.objects.bulk_create(
        models.Person(number=f"n{n}", name=f"Person {n}", search=f"person {n}") for n in range(300)
    )
    ivo = signed_in(cast.ivo)
    with django_assert_max_num_queries(10):
        ivo.get("/accounts/")
    with django_assert_max_num_queries(12):
        ivo.get(f"/accounts/{cast.hedda}/")


@pytest.mark.parametrize("who", ["eve", "mara", "augusta", "walter", "cora", "lea"])
def test_accounts_do_not_exist_for_others(cast: Cast, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert client.get("/accounts/").status_code == 404
    assert client.get(f"/accounts/{cast.eve}/").status_code == 404
    assert client.post(f"/accounts/{cast.eve}/do/deactivate/").status_code == 404


def test_hr_sees_accounts_but_does_not_keep_them(cast: Cast) -> None:
    account_for(cast.eve, "eve@example.org")
    hedda = signed_in(cast.hedda)
    assert "Make a one-time link" not in hedda.get(f"/accounts/{cast.eve}/").content.decode()
    for path in ("link/", "do/deactivate/", "address/", "create/"):
        assert hedda.post(f"/accounts/{cast.eve}/{path}").status_code == 404
    assert models.User.objects.get(person=cast.eve).is_active


def test_an_address_is_changed_and_the_change_is_kept(cast: Cast) -> None:
    account_for(cast.eve, "eve@example.org")
    ivo = signed_in(cast.ivo)
    assert ivo.post(f"/accounts/{cast.eve}/address/", {"email": "E.New@example.org"}).status_code == 302
    assert models.User.objects.get(person=cast.eve).email == "e.new@example.org"
    assert "eve@example.org → e.new@example.org" in ivo.get(f"/accounts/{cast.eve}/").content.decode()


@pytest.mark.parametrize("what", ["deactivate", "reset-second-factor"])
def test_what_others_feel_at_once_is_asked_for_before_it_is_done(cast: Cast, what: str) -> None:
    account_for(cast.eve, "eve@example.org")
    Authenticator.objects.create(user=models.User.objects.get(person=cast.eve), type="totp", data={})
    ivo, here = signed_in(cast.ivo), f"/accounts/{cast.eve}/do/{what}/"
    assert f'href="{here}"' in ivo.get(f"/accounts/{cast.eve}/").content.decode()
    page = ivo.get(here).content.decode()
    assert f'action="{here}"' in page
    assert f'href="/accounts/{cast.eve}/"' in page, "and there is a way back"
    assert models.User.objects.get(person=cast.eve).is_active
    assert Authenticator.objects.exists()


def test_the_end_of_a_part_is_asked_for_before_it_is_done(cast: Cast) -> None:
    account_for(cast.hedda, "hedda@example.org")
    held = models.Grant.objects.get(person=cast.augusta)
    hedda, here = signed_in(cast.hedda), f"/accounts/{cast.augusta}/parts/{held.pk}/end/"
    assert f'href="{here}"' in hedda.get(f"/accounts/{cast.augusta}/").content.decode()
    assert "Auditor" in hedda.get(here).content.decode()
    held.refresh_from_db()
    assert held.until is None
    assert signed_in(cast.ivo).get(f"/accounts/{cast.eve}/parts/{held.pk}/end/").status_code == 404
