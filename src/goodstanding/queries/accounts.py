"""Accounts as IT administration and HR see them: who can sign in and plays which part. Never contents."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from goodstanding.domain.grants import TITLES
from goodstanding.domain.guarded import GUARDED
from goodstanding.queries.account_steps import hr_held
from goodstanding.queries.standing import Viewer, current, viewer
from goodstanding.store import models

PAGE = 50
SETUP_LASTS = timedelta(days=3)

EVENTS: Mapping[str, str] = {
    "account_created": "Account made",
    "link_made": "One-time link made; sessions ended",
    "password_chosen": "Password chosen",
    "deactivated": "Account deactivated",
    "reactivated": "Account reactivated",
    "second_factor_reset": "Second factor removed; sessions ended",
    "unlocked": "Lock after failed sign-ins lifted",
    "email_changed": "Address changed",
    "part_given": "Part given",
    "part_ended": "Part ended",
    "step_asked": "Asked for, waits for somebody else to agree",
    "step_agreed": "Agreed to",
    "step_refused": "Refused",
    "calendar_made": "Calendar address made",
    "calendar_renewed": "Calendar address renewed; the one before stopped working",
    "calendar_revoked": "Calendar address revoked",
    "step_alone": "Done alone: nobody else could agree. HR is told",
}


class _Links(PasswordResetTokenGenerator):
    """One-time links: void once a password is chosen, a newer link is made, or the days have passed."""

    key_salt = "goodstanding.accounts.link"

    def _make_hash_value(self, user: Any, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}|{user.session_epoch}"


LINKS = _Links()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_setup(token: str, now: datetime) -> bool:
    """Whether this set-up address is unused and young enough, and nothing is set up yet."""
    young = models.Setup.objects.filter(token_sha256=hashed(token), used=None, created__gt=now - SETUP_LASTS)
    return young.exists() and not models.Organisation.objects.exists()


def link_owner(person: UUID, token: str) -> str | None:
    """The address of the account that this one-time link is for, or None if the link is void."""
    user = models.User.objects.filter(person=person, is_active=True).first()
    return user.email if user is not None and LINKS.check_token(user, token) else None


def parts_held(person: UUID, today: date) -> frozenset[str]:
    """Parts held for the whole organisation."""
    return whole_parts(viewer(person, "", today))


def whole_parts(who: Viewer) -> frozenset[str]:
    return frozenset(part for part, scope in who.parts if not scope)


def user_of(person: UUID) -> models.User | None:
    return models.User.objects.filter(person=person, is_active=True).first()


@dataclass(frozen=True, slots=True)
class AccountLine:
    person: UUID
    name: str
    number: str
    team: str
    email: str
    state: str  # none, invited, active, deactivated
    last_sign_in: datetime | None
    parts: tuple[str, ...]


STATES = {
    "none": "No account",
    "invited": "Link not used yet",
    "active": "Active",
    "deactivated": "Deactivated",
}


def _state_of(user: models.User | None) -> str:
    if user is None:
        return "none"
    if not user.is_active:
        return "deactivated"
    return "active" if _used(user) else "invited"


def _people(search: str, state: str, part: str, today: date) -> QuerySet[models.Person]:
    people = models.Person.objects.select_related("user").order_by("name", "id")
    for word in search.casefold().split()[:5]:
        people = people.filter(search__contains=word)
    filters: Mapping[str, Q] = {
        "with": Q(user__is_active=True),
        "without": Q(user=None),
        "deactivated": Q(user__is_active=False),
    }
    if state in filters:
        people = people.filter(filters[state])
    if part in TITLES:
        held = _in_force(models.Grant.objects.filter(person=OuterRef("pk"), part=part), today)
        people = people.filter(Exists(held))
    return people


def _in_force(held: QuerySet[models.Grant], today: date) -> QuerySet[models.Grant]:
    return held.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


def account_lines(*, search: str, state: str, part: str, page: str, today: date) -> Page[Any]:
    """Four statements: how many, the people, their parts, their teams."""
    found = Paginator(_people(search, state, part, today), PAGE).get_page(page)
    people = list(found.object_list)
    ids = [p.id for p in people]
    parts: dict[UUID, list[str]] = defaultdict(list)
    held = _in_force(models.Grant.objects.filter(person__in=ids), today)
    for person, code, team in held.values_list("person_id", "part", "team__name"):
        parts[person].append(f"{TITLES[code]} ({team})" if team else TITLES[code])
    teams = dict(
        models.Assignment.objects.filter(current(today), person__in=ids).values_list(
            "person_id", "team__name"
        )
    )
    lines: Any = [_line(p, teams.get(p.id) or "", parts[p.id]) for p in people]
    found.object_list = lines
    return found


def _line(person: models.Person, team: str, parts: Iterable[str]) -> AccountLine:
    user = getattr(person, "user", None)
    return AccountLine(
        person=person.id, name=person.name, number=person.number, team=team,
        email=user.email if user else person.email, state=_state_of(user),
        last_sign_in=user.last_login if user else None, parts=tuple(sorted(parts)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartLine:
    id: int
    part: str
    title: str
    scope: str
    since: date
    until: date | None
    given_by: str
    state: str  # in force, to come, over


@dataclass(frozen=True, slots=True)
class EventLine:
    what: str
    detail: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    line: AccountLine
    parts: tuple[PartLine, ...]
    events: tuple[EventLine, ...]
    second_factor: tuple[str, ...]
    locked: bool
    guarded: bool
    """Whether steps on it need a second person."""
    hr_is_there: bool
    """Whether anybody is HR for the whole organisation."""


def account(person: UUID, *, today: date, now: datetime) -> Account | None:
    """Four statements."""
    placed = models.Assignment.objects.filter(current(today), person=OuterRef("pk"))
    rows = models.Person.objects.select_related("user").filter(id=person)
    row = rows.annotate(
        team_name=Subquery(placed.values("team__name")[:1]),
        locked=Exists(_failures(now).filter(username=OuterRef("user__email"))),
        hr_there=Exists(hr_held(now)),
    ).first()
    if row is None:
        return None
    user = getattr(row, "user", None)
    parts = part_lines(person, today)
    in_force = [f"{p.title} ({p.scope})" if p.scope else p.title for p in parts if p.state == "in force"]
    return Account(
        line=_line(row, row.team_name or "", in_force),
        parts=parts,
        events=event_lines(person),
        second_factor=_second_factor(user) if user else (),
        locked=row.locked,
        guarded=_used(user) and any(p.part in GUARDED and p.state != "over" for p in parts),
        hr_is_there=row.hr_there,
    )


def _second_factor(user: models.User) -> tuple[str, ...]:
    words = {"totp": "authenticator app", "webauthn": "passkey", "recovery_codes": "recovery codes"}
    kinds = Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)
    return tuple(sorted({words.get(kind, kind) for kind in kinds}))


def _used(user: models.User | None) -> bool:
    return user is not None and (user.has_usable_password() or user.last_login is not None)


def _failures(now: datetime) -> QuerySet[Any]:
    """Failed sign-ins that lock an account."""
    recent = now - timedelta(hours=settings.AXES_COOLOFF_TIME)
    found: QuerySet[Any] = AccessAttempt.objects.filter(attempt_time__gte=recent)
    return found.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT)


def part_lines(person: UUID, today: date) -> tuple[PartLine, ...]:
    rows = models.Grant.objects.filter(person=person).select_related("team", "given_by")
    return tuple(_part(row, today) for row in rows.order_by("-since", "-id")[:100])


def _part(row: models.Grant, today: date) -> PartLine:
    over = row.until is not None and row.until < today
    state = "over" if over else "to come" if row.since > today else "in force"
    return PartLine(
        id=row.pk, part=row.part, title=TITLES[row.part], scope=row.team.name if row.team else "",
        since=row.since, until=row.until, given_by=row.given_by.name if row.given_by else "the set-up",
        state=state,
    )  # fmt: skip


def event_lines(person: UUID, limit: int = 30) -> tuple[EventLine, ...]:
    rows = models.AccountEvent.objects.filter(person=person).select_related("by").order_by("-id")[:limit]
    return tuple(
        EventLine(EVENTS.get(row.kind, row.kind), row.detail, row.by.name if row.by else "the set-up", row.at)
        for row in rows
    )


def teams_to_choose() -> list[tuple[str, str]]:
    return list(models.Team.objects.order_by("name").values_list("code", "name")[:2000])
