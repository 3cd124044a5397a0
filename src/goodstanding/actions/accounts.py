"""Accounts: who can sign in, with what, and which organisation-wide parts they play.

IT administration keeps accounts and never sees contents. Each change is kept as an account event, which the
person concerned can read. Links are shown once and handed over: nothing is sent.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from goodstanding.actions import account_steps, organisation
from goodstanding.actions.account_steps import check_it_admin
from goodstanding.actions.people import add_outsider, check_may_keep_people
from goodstanding.domain import grants
from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, NotNow, UserError
from goodstanding.domain.guarded import LINK, SECOND_FACTOR
from goodstanding.domain.policy import Policy
from goodstanding.queries.account_steps import hr_is_there
from goodstanding.queries.accounts import LINKS, find_setup, hashed, parts_held
from goodstanding.store import models


def create_setup_token(now: datetime) -> str:
    """The secret part of the address under which the first administrator is made. Only its hash is kept."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        if models.Organisation.objects.exists():
            raise NotNow("This organisation is set up already. Sign in.")
        models.Setup.objects.filter(used=None).delete()  # a new address makes the older ones void
        models.Setup.objects.create(token_sha256=hashed(token), created=now)
    return token


def set_up(
    *, token: str, name: str, jurisdiction: str, administrator: str, email: str, password: str, now: datetime
) -> UUID:
    """Use the one-time address: the organisation and its first administrator. Returns the person's id."""
    with transaction.atomic():
        if not find_setup(token, now):
            raise NotFound("This set-up address was used, or is too old. Start the server anew for another.")
        check_password(password, None)
        person = organisation.set_up(
            name=name, policy=Policy(jurisdiction=jurisdiction), administrator=administrator, email=email,
            password=password, now=now,
        )  # fmt: skip
        models.Setup.objects.filter(token_sha256=hashed(token), used=None).update(used=now)
        _note(person, "account_created", None, now, "at the set-up")
    return person


def check_password(password: str, user: models.User | None, field: str = "password") -> None:
    """UserError with every reason why this password is too weak."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        messages = list(error.messages)
        raise UserError("This password is too easy to guess.", fields={field: messages}) from error


def create_account(*, person: UUID, email: str, by: UUID, now: datetime) -> str:
    """An account without a password, and the one-time link's token with which its owner chooses one."""
    check_it_admin(by, now)
    with transaction.atomic():
        row = models.Person.objects.select_for_update(no_key=True).filter(id=person).first()
        if row is None:
            raise NotFound("There is no such person.")
        if models.User.objects.filter(person=person).exists():
            raise Conflict("This person has an account already.")
        user = models.User(email=_free_email(email), person=row, created=now)
        user.set_unusable_password()
        user.save()
        _note(person, "account_created", by, now, user.email)
    return str(LINKS.make_token(user))


def _free_email(email: str) -> str:
    clean = email.strip().lower()
    if models.User.objects.filter(email=clean).exists():
        raise UserError(
            f"Another account signs in with {clean}. Every account needs an address of its own.",
            fields={"email": ["Already in use by another account."]},
        )
    return clean


def add_outside_reviewer(*, name: str, email: str, by: UUID, now: datetime) -> tuple[UUID, str]:
    """Somebody without employment who is to review, decide or witness. Returns person and link token."""
    check_may_keep_people(by, now)
    with transaction.atomic():
        number = f"outside-{secrets.token_hex(4)}"
        person = add_outsider(number=number, name=name.strip(), email=email.strip().lower(), now=now)
        return person, create_account(person=person, email=email, by=by, now=now)


def make_link(*, person: UUID, by: UUID, now: datetime) -> str:
    """A new one-time link, for a forgotten password. Ends sessions and makes older links void.

    Where the account needs two, somebody else agreed before.
    """
    with _changing(person, by, now) as user:
        account_steps.spend(person=person, step=LINK, by=by, now=now)
        if not user.is_active:
            raise NotNow("This account is deactivated. Reactivate it first.")
        user.session_epoch += 1
        _note(person, "link_made", by, now)
    return str(LINKS.make_token(user))


def choose_password(*, person: UUID, token: str, password: str, now: datetime) -> None:
    """Redeem a one-time link. NotFound for a link that is used, too old, or was never made."""
    with transaction.atomic():
        user = models.User.objects.select_for_update(of=("self",)).filter(person=person).first()
        if user is None or not user.is_active or not LINKS.check_token(user, token):
            raise NotFound("This link was used, or is too old. Ask IT administration for a new one.")
        check_password(password, user)
        user.set_password(password)
        user.session_epoch += 1
        user.save()
        _forgive(user)
        _note(person, "password_chosen", person, now)


def deactivate(*, person: UUID, by: UUID, now: datetime) -> None:
    """No sign-in any more, and every session ends with its next request."""
    with _changing(person, by, now) as user:
        _check_an_administrator_stays(person, now)
        user.is_active = False
        user.session_epoch += 1
        _note(person, "deactivated", by, now)


def reactivate(*, person: UUID, by: UUID, now: datetime) -> None:
    with _changing(person, by, now) as user:
        user.is_active = True
        _note(person, "reactivated", by, now)


def reset_second_factor(*, person: UUID, by: UUID, now: datetime) -> None:
    """Remove passkeys, authenticator and recovery codes, for somebody who lost them. As for a link."""
    with _changing(person, by, now) as user:
        account_steps.spend(person=person, step=SECOND_FACTOR, by=by, now=now)
        Authenticator.objects.filter(user_id=user.pk).delete()
        user.session_epoch += 1
        _note(person, "second_factor_reset", by, now)


def unlock(*, person: UUID, by: UUID, now: datetime) -> None:
    """Forget the failed attempts that lock this account out."""
    with _changing(person, by, now) as user:
        _forgive(user)
        _note(person, "unlocked", by, now)


def change_email(*, person: UUID, email: str, by: UUID, now: datetime) -> None:
    with _changing(person, by, now) as user:
        if email.strip().lower() != user.email:
            before, user.email = user.email, _free_email(email)
            _note(person, "email_changed", by, now, f"{before} → {user.email}")


def give_part(
    *, person: UUID, part: str, team: str, since: date, by: UUID, now: datetime, until: date | None = None
) -> None:
    """An organisation-wide part from a day on, for everybody or for a team and what is below it."""
    today = timezone.localdate(now)
    grants.check_may_give(
        part, parts_held=parts_held(by, today), by=by, to=person, hr_is_there=hr_is_there(now)
    )
    if until is not None and until < since:
        raise UserError("The part ends before it starts.", fields={"until": ["Not before the first day."]})
    if team and part not in grants.SCOPED:
        raise UserError(
            f"“{grants.TITLES[part]}” is for the whole organisation.", fields={"team": ["Leave this empty."]}
        )
    with transaction.atomic():
        if not models.Person.objects.select_for_update(no_key=True).filter(id=person).exists():
            raise NotFound("There is no such person.")
        scope = models.Team.objects.filter(code=team).first() if team else None
        if team and scope is None:
            raise UserError("There is no such team.", fields={"team": ["Choose a team from the list."]})
        _refuse_twice(person, part, scope, since)
        models.Grant.objects.create(
            person_id=person, part=part, team=scope, since=since, until=until, given_by_id=by, given_at=now
        )
        _note(person, "part_given", by, now, _described(part, scope))


def _refuse_twice(person: UUID, part: str, scope: models.Team | None, since: date) -> None:
    same = models.Grant.objects.filter(person=person, part=part, team=scope)
    if same.exclude(until__lt=since).exists():
        raise UserError(
            "This person plays this part already, in the same scope.",
            fields={"part": ["Already given for these days."]},
        )


def end_part(*, person: UUID, grant: int, by: UUID, now: datetime) -> None:
    """At once. A part that was given today, or for later, is as if it had never been."""
    today = timezone.localdate(now)
    with transaction.atomic():
        row = models.Grant.objects.select_for_update(of=("self",)).filter(id=grant, person=person).first()
        if row is None:
            raise NotFound("There is no such part.")
        if by != row.person_id:  # giving one's own part up needs nobody's leave
            grants.check_may_give(
                row.part, parts_held=parts_held(by, today), by=by, to=row.person_id,
                hr_is_there=hr_is_there(now),
            )  # fmt: skip
        if row.until is not None and row.until < today:
            raise NotNow("This part has ended already.")
        if row.part == "it_admin":
            _check_an_administrator_stays(row.person_id, now)
        if row.since >= today:
            row.delete()
        else:
            row.until = today - timedelta(days=1)
            row.save()
        _note(row.person_id, "part_ended", by, now, _described(row.part, row.team))


def _described(part: str, scope: models.Team | None) -> str:
    return f"{grants.TITLES[part]}, {scope.name if scope else 'everybody'}"[:300]


def _check_an_administrator_stays(person: UUID, now: datetime) -> None:
    """There is always somebody left who can keep accounts."""
    today = timezone.localdate(now)
    others = models.Grant.objects.filter(
        part="it_admin", since__lte=today, person__user__is_active=True
    ).exclude(person=person)
    holds = models.Grant.objects.filter(part="it_admin", person=person, since__lte=today).exclude(
        until__lt=today
    )
    if holds.exists() and not others.exclude(until__lt=today).exists():
        raise NotNow(
            "This is the only account of IT administration. Give the part to somebody else first; "
            "without it nobody could keep accounts any more."
        )


def _forgive(user: models.User) -> None:
    AccessAttempt.objects.filter(username=user.email).delete()


def _note(person: UUID, kind: str, by: UUID | None, now: datetime, detail: str = "") -> None:
    models.AccountEvent.objects.create(person_id=person, kind=kind, detail=detail[:300], by_id=by, at=now)


@contextmanager
def _changing(person: UUID, by: UUID, now: datetime) -> Iterator[models.User]:
    """Somebody else's account, by IT administration, in one transaction; saved at the end."""
    check_it_admin(by, now)
    if person == by:
        raise NotAllowed(
            "This is your own account. Change it under “Security”; what needs IT administration, another "
            "administrator does for you."
        )
    with transaction.atomic():
        user = models.User.objects.select_for_update(of=("self",)).filter(person=person).first()
        if user is None:
            raise NotFound("This person has no account.")
        yield user
        user.save()
