"""Nobody opens the account of HR, leave, counsel or IT administration alone while somebody else is there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from goodstanding.actions import account_steps, accounts
from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, NotNow, UserError
from goodstanding.domain.guarded import LASTS, LINK, MISSED, SECOND_FACTOR, STEPS, confirmers
from goodstanding.store import models
from goodstanding.web import clock
from tests.conftest import Cast, give
from tests.integration.accounts import account_for, signed_in

pytestmark = pytest.mark.django_db
WHY = "She lost her phone and called me."


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def staff(cast: Cast) -> Cast:
    """Everybody who plays a part has an account that somebody uses."""
    for who in ("hedda", "hans", "lea", "cora", "ivo", "augusta", "eve"):
        account_for(cast.people[who], f"{who}@example.org")
    models.User.objects.filter(person=cast.admin).update(is_active=False)  # ivo keeps the accounts
    return cast


def ask(cast: Cast, person: UUID, step: str = LINK, **more: Any) -> bool:
    given = {"reason": WHY, "by": cast.ivo, "now": clock.now(), **more}
    return account_steps.ask(person=person, step=step, **given)


def agree(cast: Cast, by: UUID, *, yes: bool = True) -> None:
    row = models.AccountStep.objects.latest("id")
    account_steps.answer(id=row.pk, agree=yes, by=by, now=clock.now())


def make_link(cast: Cast, person: UUID, **more: Any) -> str:
    return accounts.make_link(person=person, **{"by": cast.ivo, "now": clock.now(), **more})


@pytest.mark.parametrize("who", ["hedda", "lea", "cora"])
def test_a_link_for_a_guarded_account_needs_somebody_else(staff: Cast, who: str) -> None:
    person = staff.people[who]
    with pytest.raises(NotNow, match="agree first"):
        make_link(staff, person)
    assert ask(staff, person) is False
    with pytest.raises(NotNow, match="agree first"):
        make_link(staff, person)
    agree(staff, staff.hans)
    assert make_link(staff, person)
    with pytest.raises(NotNow, match="agree first"):
        make_link(staff, person)  # one agreement, one link


@pytest.mark.parametrize("who", ["eve", "augusta"])
def test_other_accounts_need_nobody_else(staff: Cast, who: str) -> None:
    assert make_link(staff, staff.people[who])
    with pytest.raises(NotNow, match="nobody’s agreement"):
        ask(staff, staff.people[who])


def test_an_account_that_nobody_used_yet_holds_nothing_to_take_over(staff: Cast) -> None:
    accounts.create_account(person=staff.wanda, email="wanda@example.org", by=staff.ivo, now=clock.now())
    give(staff.wanda, "hr")
    assert make_link(staff, staff.wanda)


def test_a_part_for_one_team_guards_as_well(staff: Cast) -> None:
    give(staff.eve, "hr", team="ops")
    with pytest.raises(NotNow, match="agree first"):
        make_link(staff, staff.eve)


def test_removing_a_second_factor_needs_an_agreement_of_its_own(staff: Cast) -> None:
    ask(staff, staff.hedda, LINK)
    agree(staff, staff.hans)
    with pytest.raises(NotNow, match="agree first"):
        accounts.reset_second_factor(person=staff.hedda, by=staff.ivo, now=clock.now())
    ask(staff, staff.hedda, SECOND_FACTOR)
    agree(staff, staff.hans)
    accounts.reset_second_factor(person=staff.hedda, by=staff.ivo, now=clock.now())


@pytest.mark.parametrize("who", ["ivo", "hedda", "eve", "lea", "cora", "augusta"])
def test_neither_who_asked_nor_whose_account_it_is_nor_anybody_else_agrees(staff: Cast, who: str) -> None:
    ask(staff, staff.hedda)
    with pytest.raises(NotFound):
        agree(staff, staff.people[who])


def test_refused_is_refused(staff: Cast) -> None:
    ask(staff, staff.hedda)
    agree(staff, staff.hans, yes=False)
    with pytest.raises(NotNow, match="agree first"):
        make_link(staff, staff.hedda)
    with pytest.raises(NotNow, match="answered already"):
        agree(staff, staff.hans)


def test_an_agreement_is_for_who_asked_and_for_three_days(staff: Cast) -> None:
    give(staff.mara, "it_admin")
    ask(staff, staff.hedda)
    with pytest.raises(Conflict):
        ask(staff, staff.hedda, by=staff.mara)
    agree(staff, staff.hans)
    with pytest.raises(NotNow, match="agree first"):
        make_link(staff, staff.hedda, by=staff.mara)
    with pytest.raises(NotNow, match="agree first"):
        make_link(staff, staff.hedda, now=clock.now() + LASTS + timedelta(hours=1))
    assert make_link(staff, staff.hedda)


def test_a_sole_administrator_goes_on_alone_and_everybody_in_hr_reads_why(staff: Cast) -> None:
    """Hedda is the only one in HR for everybody; nobody else could agree."""
    models.Grant.objects.filter(person=staff.hans).delete()
    give(staff.wanda, "hr", team="ops")
    with pytest.raises(UserError, match="Say why"):
        ask(staff, staff.hedda, reason="  ")
    assert ask(staff, staff.hedda) is True
    assert make_link(staff, staff.hedda)
    for who in ("hedda", "wanda"):
        page = signed_in(staff.people[who]).get("/").content.decode()
        assert "An administrator acted alone" in page, who
        assert WHY in page
    assert "acted alone" not in signed_in(staff.eve).get("/").content.decode()
    assert "acted alone" not in signed_in(staff.ivo).get("/").content.decode()


def test_it_is_done_through_the_pages(staff: Cast) -> None:
    ivo, hans, page = signed_in(staff.ivo), signed_in(staff.hans), f"/accounts/{staff.hedda}/"
    assert ivo.post(f"{page}link/").status_code == 409
    shown = ivo.get(page).content.decode()
    assert "A link for this account takes two" in shown
    assert "Hans HR" in shown
    assert "Make a one-time link</button>" not in shown
    assert ivo.post(f"{page}ask/", {"step": LINK, "reason": ""}).status_code == 422
    assert ivo.post(f"{page}ask/", {"step": LINK, "reason": WHY}).status_code == 302
    assert "Waits for an answer" in ivo.get(page).content.decode()
    start = hans.get("/").content.decode()
    assert WHY in start
    number = models.AccountStep.objects.get().pk
    assert f"/accounts/steps/{number}/" in start
    assert signed_in(staff.hedda).get("/").content.decode().count(WHY) == 0, (
        "her own account is not hers to judge"
    )
    assert hans.post(f"/accounts/steps/{number}/", {"agree": "yes"}).status_code == 302
    assert "http://" in ivo.post(f"{page}link/").content.decode()
    assert "Agreed to" in signed_in(staff.hedda).get("/account/security/").content.decode()


def test_it_administration_names_nobody_in_hr_while_hr_is_there(staff: Cast) -> None:
    def name() -> None:
        accounts.give_part(
            person=staff.olga, part="hr", team="", since=clock.today(), by=staff.ivo, now=clock.now()
        )

    models.Grant.objects.filter(part="hr").exclude(person=staff.hedda).delete()
    with pytest.raises(NotAllowed):
        name()
    accounts.deactivate(person=staff.hedda, by=staff.ivo, now=clock.now())
    with pytest.raises(NotAllowed):
        name()  # made to be away: not yet
    models.AccountEvent.objects.filter(kind="deactivated").update(
        at=clock.now() - MISSED - timedelta(hours=1)
    )
    name()
    assert models.Grant.objects.filter(person=staff.olga, part="hr").exists()


def test_the_database_holds_that_two_are_two(staff: Cast) -> None:
    row = {"person_id": staff.hedda, "step": LINK, "reason": WHY, "asked_by_id": staff.ivo,
           "asked_at": clock.now(), "answered_at": clock.now()}  # fmt: skip
    for wrong in (
        {"answered_by_id": staff.ivo},
        {"answered_by_id": staff.hedda},
        {"done_at": clock.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.AccountStep.objects.create(**row, **wrong)


def test_who_may_agree_is_never_one_of_the_two() -> None:
    a, b, c, d = (UUID(int=n) for n in range(1, 5))
    two = {"asker": a, "person": b}
    assert confirmers(**two, hr=frozenset({b, c}), administrators=frozenset({a, d})) == {c}
    assert confirmers(**two, hr=frozenset({b}), administrators=frozenset({a, d})) == {d}
    assert confirmers(**two, hr=frozenset({a, b}), administrators=frozenset({a})) == frozenset()


def test_every_step_has_words() -> None:
    assert set(STEPS) == {LINK, SECOND_FACTOR}
