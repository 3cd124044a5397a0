"""Accounts for the demo company: made in bulk, with no password that anybody could know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from goodstanding.actions.people import check_may_keep_people
from goodstanding.store import models


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """`parts` are organisation-wide parts, each with the code of the team it is limited to, or nothing."""

    person: UUID
    email: str
    parts: tuple[tuple[str, str], ...] = ()


def create_demo_accounts(*, accounts: Sequence[DemoAccount], since: date, by: UUID, now: datetime) -> None:
    """Sign-in to these is by choosing a person, which a server that is no demo does not offer."""
    check_may_keep_people(by, now)
    teams = {team.code: team for team in models.Team.objects.all()}
    with transaction.atomic():
        users = [models.User(email=a.email.lower(), person_id=a.person, created=now) for a in accounts]
        for user in users:
            user.set_unusable_password()
        models.User.objects.bulk_create(users, batch_size=200)
        models.Grant.objects.bulk_create(
            models.Grant(
                person_id=account.person, part=part, team=teams[team] if team else None, since=since,
                given_by_id=by, given_at=now,
            )
            for account in accounts
            for part, team in account.parts
        )  # fmt: skip


def end_set_up(*, administrator: UUID, last_day: date) -> None:
    """The account of the set-up plays no part once the demo's own HR and IT administration are there."""
    models.Grant.objects.filter(person=administrator, until=None).update(until=last_day)
    models.User.objects.filter(person=administrator).update(is_active=False)
