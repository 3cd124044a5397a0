"""People: who is hired, where they stand, and that they left."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions._write import new_salt, writing
from goodstanding.domain import file as files
from goodstanding.domain.entries.person import Hired, Left, Moved, Place
from goodstanding.domain.errors import NotAllowed, UserError
from goodstanding.queries.standing import viewer
from goodstanding.store import log, models, projection

BATCH = 500


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody to be hired. An `id` is given where others, hired with them, name them as their manager."""

    number: str
    name: str
    place: Place
    hired_on: date
    email: str = ""
    jurisdiction: str = ""
    working_days: str = "01234"
    id: UUID = field(default_factory=uuid.uuid4)


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
    new = NewPerson(
        number=number, name=name, place=place, hired_on=hired_on, email=email, jurisdiction=jurisdiction,
        working_days=working_days,
    )  # fmt: skip
    hire_many(people=[new], by=by, now=now)
    return new.id


def hire_many(*, people: Sequence[NewPerson], by: UUID, now: datetime) -> None:
    """Open a file for each of them, or for none: in one transaction, whatever their number."""
    check_may_keep_people(by, now)
    with transaction.atomic():
        _check_numbers(people)
        models.Person.objects.bulk_create([_person(new) for new in people], BATCH)
        drafts = [_hired(new, by) for new in people]
        for start in range(0, len(drafts), BATCH):
            written = log.append(drafts[start : start + BATCH], now=now, salt=new_salt)
            projection.project_hired([files.fold(entry.subject, [entry]) for entry in written])


def _check_numbers(people: Sequence[NewPerson]) -> None:
    numbers = [new.number for new in people]
    taken = {number for number, times in Counter(numbers).items() if times > 1}
    for start in range(0, len(numbers), BATCH):
        known = models.Person.objects.filter(number__in=numbers[start : start + BATCH])
        taken |= set(known.values_list("number", flat=True))
    if taken:
        raise UserError(
            f"The number {min(taken)} belongs to somebody already.", fields={"number": ["Already in use."]}
        )


def _person(new: NewPerson) -> models.Person:
    return models.Person(
        id=new.id, number=new.number, name=new.name, email=new.email, jurisdiction=new.jurisdiction,
        working_days=new.working_days, search=search_text(new.number, new.name, new.email), file_version=1,
    )  # fmt: skip


def _hired(new: NewPerson, by: UUID) -> log.Draft:
    payload = Hired(number=new.number, name=new.name, place=new.place, jurisdiction=new.jurisdiction)
    return log.Draft(
        id=uuid.uuid4(), subject=new.id, author=by, happened=new.hired_on, payload=payload,
        visibility=payload.visibility,
    )  # fmt: skip


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
