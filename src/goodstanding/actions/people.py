"""People: who is hired, where they stand, and that they left."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions._write import new_salt, writing
from goodstanding.domain import file as files
from goodstanding.domain.duties import duties_of
from goodstanding.domain.entries.person import Hired, Left, Moved, Place
from goodstanding.domain.errors import NotAllowed, UserError
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.queries.standing import viewer
from goodstanding.store import log, models, projection


def search_text(number: str, name: str, email: str) -> str:
    return f"{name} {number} {email}".casefold()[:600]


def check_may_keep_people(by: UUID, now: datetime) -> None:
    """People are entered by HR and by IT administration."""
    if not viewer(by, "", timezone.localdate(now)).has_part("hr", "it_admin"):
        raise NotAllowed("People are entered by HR or IT administration. Ask one of them.")


def add_outsider(*, number: str, name: str, email: str, now: datetime) -> UUID:
    """A person without employment: an outside reviewer, an administrator. No file is opened for them."""
    person = models.Person.objects.create(
        id=uuid.uuid4(), number=number, name=name, email=email, search=search_text(number, name, email)
    )
    return person.id


def hire(
    *,
    number: str,
    name: str,
    place: Place,
    hired_on: date,
    by: UUID,
    now: datetime,
    email: str = "",
    jurisdiction: str = "",
    working_days: str = "01234",
) -> UUID:
    """Open a file for somebody new; their number must be new too. Returns the person's id."""
    check_may_keep_people(by, now)
    with transaction.atomic():
        if models.Person.objects.filter(number=number).exists():
            raise UserError(
                f"The number {number} belongs to somebody already.", fields={"number": ["Already in use."]}
            )
        person = models.Person.objects.create(
            id=uuid.uuid4(), number=number, name=name, email=email, jurisdiction=jurisdiction,
            working_days=working_days, search=search_text(number, name, email), file_version=1,
        )  # fmt: skip
        payload = Hired(number=number, name=name, place=place, jurisdiction=jurisdiction)
        draft = log.Draft(
            id=uuid.uuid4(), subject=person.id, author=by, happened=hired_on, payload=payload,
            visibility=payload.visibility,
        )  # fmt: skip
        written = log.append([draft], now=now, salt=new_salt)
        file = files.fold(person.id, written)
        policy = organisation().policy
        projection.project(file, duties_of(file, policy, calendar_for(jurisdiction, working_days, policy)))
    return person.id


def move(
    *, person: UUID, place: Place, from_day: date, by: UUID, now: datetime, until: date | None = None,
    reason: str = "",
) -> None:  # fmt: skip
    """Another team, role or manager from a day on. An open plan then waits for HR's handover."""
    with writing(subject=person, by=by, now=now) as desk:
        desk.say(Moved(place=place, until=until, reason=reason), happened=from_day)


def leave(*, person: UUID, last_day: date, by: UUID, now: datetime, reason: str = "") -> None:
    with writing(subject=person, by=by, now=now) as desk:
        desk.say(Left(reason=reason), happened=last_day)
