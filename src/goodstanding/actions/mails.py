"""The outbox: one mail for what a person should hear now, sent after the commit that made it.

A mail is claimed, sent, and marked as sent. If the worker is killed between the last two, nobody knows
whether it went out. Losing a deadline is worse than reading of it twice, so it is sent once more, with the
same Message-ID, by which servers and programs drop a repeat; killed a second time it is given up and IT is
told. So a mail arrives at least once and at most twice, and twice only after such an end.
"""

from __future__ import annotations

import smtplib
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from goodstanding.domain import notices as kinds
from goodstanding.domain.errors import NotAllowed, NotFound
from goodstanding.domain.mail_text import MailLine, subject_line, text
from goodstanding.domain.working_days import is_working_day
from goodstanding.queries.checkpoints import current_text
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.queries.standing import viewer
from goodstanding.store import models

Ending = Literal["taken", "refused", "unreachable", "nothing"]
State = models.Mail.State
MORNING = 7
RETRIES = (1, 5, 30, 120, 360, 720, 1440)
"""Minutes until the next attempt; after the last it is given up."""
A_BATCH = 100
LOOKED_BACK = timedelta(days=60)
TWICE = "The program was stopped twice while this was being sent. Whether it arrived is not known."


def post(now: datetime) -> str:
    """Make the mails that are due and send those that wait."""
    if not settings.SENDS_MAIL:
        return "No mail server is set. Notices stand on the page of each person."
    again = _taken_up_again(now)
    made = make(now=now)
    sent, failed = send(now=now)
    return f"{made} made, {sent} sent, {failed} not taken, {again} taken up again after a stop."


def make(*, now: datetime) -> int:
    """One mail a person for what comes at once, one a day for the rest. What was read needs none."""
    waiting: dict[UUID, list[models.Notice]] = defaultdict(list)
    found = models.Notice.objects.filter(mail=None, settled=None, read=None, made__gt=now - LOOKED_BACK)
    for notice in found.order_by("due", "id"):
        waiting[notice.person_id].append(notice)
    if not waiting:
        return 0
    people = models.Person.objects.filter(id__in=waiting, user__is_active=True)
    rows = people.values_list(
        "id", "user__email", "preference__mail", "preference__time_zone", "jurisdiction", "working_days"
    )
    return sum(_make_for(waiting[row[0]], row, now) for row in rows)


def _make_for(notices: list[models.Notice], row: tuple[Any, ...], now: datetime) -> int:
    person, address, chosen, zone, place, week = row
    sorted_: dict[str, list[models.Notice]] = defaultdict(list)
    for notice in notices:
        kind = kinds.KINDS.get(notice.kind)
        if kind:
            sorted_[kind.chosen(chosen or {})].append(notice)
    made = 0
    if sorted_["at_once"]:
        made += _put(person, address, sorted_["at_once"], None, now)
    local = now.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
    if sorted_["daily"] and local.hour >= MORNING and _works(person, local, place, week):
        made += _put(person, address, sorted_["daily"], local, now)
    return made


def _works(person: UUID, local: datetime, place: str, week: str) -> bool:
    """A digest waits for the next day on which the person works."""
    day = local.date()
    if not is_working_day(calendar_for(place, week, organisation().policy), day):
        return False
    return not models.Absence.objects.filter(person=person, first__lte=day, last__gte=day).exists()


def _put(
    person: UUID, address: str, notices: list[models.Notice], digest: datetime | None, now: datetime
) -> int:
    ids = [notice.pk for notice in notices]
    named = sha256(f"{person}/{digest and digest.date()}/{ids}".encode()).hexdigest()[:40]
    try:
        with transaction.atomic():
            mail = models.Mail.objects.create(
                person_id=person, address=address, digest_of=digest.date() if digest else None,
                message_id=f"<{named}@{settings.MAIL_DOMAIN}>", made=now, next_try=now,
            )  # fmt: skip
            models.Notice.objects.filter(id__in=ids, mail=None).update(mail=mail)
    except IntegrityError:
        return 0  # today’s digest went out already: these wait for the next
    return 1


def send(*, now: datetime) -> tuple[int, int]:
    """How many were taken by the server, and how many were not. The first that cannot be reached ends it."""
    due = models.Mail.objects.filter(state=State.WAITING, next_try__lte=now).order_by("id")
    ids = list(due.values_list("id", flat=True)[:A_BATCH])
    if not ids:
        return 0, 0
    connection = get_connection()
    name = organisation().name
    ended: Counter[str] = Counter()
    try:
        for id in ids:
            ended[_send_one(id, name, connection, now)] += 1
            if ended["unreachable"]:
                break
    finally:
        connection.close()
    return ended["taken"], ended["refused"] + ended["unreachable"]


def _send_one(id: int, organisation_name: str, connection: Any, now: datetime) -> Ending:
    """`nothing`: there is nothing left to say, or another worker has it."""
    claimed = models.Mail.objects.filter(id=id, state=State.WAITING)
    if not claimed.update(state=State.SENDING, claimed=now, attempts=F("attempts") + 1):
        return "nothing"
    mail = models.Mail.objects.get(id=id)
    message = message_of(mail, organisation_name, connection)
    if message is None:
        models.Mail.objects.filter(id=id).update(state=State.DROPPED)
        return "nothing"
    try:
        connection.open()
        connection.send_messages([message])
    except (smtplib.SMTPException, OSError) as error:
        connection.close()
        _not_taken(mail, error, now)
        return "refused" if _code(error) is not None else "unreachable"
    models.Mail.objects.filter(id=id, state=State.SENDING).update(
        state=State.SENT, sent=timezone.now(), problem=""
    )
    return "taken"


def message_of(mail: models.Mail, organisation_name: str, connection: Any = None) -> EmailMessage | None:
    """Made anew for every attempt from what still waits; the Message-ID stays."""
    open_ = models.Notice.objects.filter(mail=mail, settled=None).order_by("due", "id")
    lines = [
        MailLine(kinds.KINDS[kind].says, due)
        for kind, due in open_.values_list("kind", "due")
        if kind in kinds.KINDS
    ]
    if not lines:
        return None
    return EmailMessage(
        subject=subject_line(len(lines), organisation_name),
        body=text(lines, organisation=organisation_name, address=settings.ADDRESS, checkpoint=current_text()),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.address],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        connection=connection,
    )


def _not_taken(mail: models.Mail, error: Exception, now: datetime) -> None:
    code = _code(error)
    for_good = code is not None and 500 <= code < 600
    wait = RETRIES[mail.attempts - 1] if mail.attempts <= len(RETRIES) else None
    values: dict[str, object] = {"problem": _problem(error, code)}
    if for_good or wait is None:
        values["state"] = State.FAILED
    else:
        values |= {"state": State.WAITING, "next_try": now + timedelta(minutes=wait)}
    models.Mail.objects.filter(id=mail.pk, state=State.SENDING).update(**values)


def _code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min((code for code, _ in error.recipients.values()), default=None)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else None


def _problem(error: Exception, code: int | None) -> str:
    """Our words and the server’s number: what a server writes may hold anything."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"The mail server refused the address ({code})."
    if code is not None:
        return f"The mail server refused the mail ({code})."
    return f"The mail server could not be reached ({type(error).__name__})."


def _taken_up_again(now: datetime) -> int:
    """The schedule runs one at a time, so whatever is still being sent when it starts was left by a worker
    that was killed."""
    left = models.Mail.objects.filter(state=State.SENDING)
    left.filter(again__gte=1).update(state=State.FAILED, problem=TWICE)
    return left.filter(again=0).update(state=State.WAITING, again=1, next_try=now)


def send_again(*, mail: int, by: UUID, now: datetime) -> None:
    """IT administration has a mail that was given up tried once more, to the account’s address of today."""
    if "" not in viewer(by, "", timezone.localdate(now)).scopes("it_admin"):
        raise NotAllowed("Mails are looked after by IT administration.")
    found = models.Mail.objects.select_related("person__user").filter(id=mail, state=State.FAILED).first()
    if found is None:
        raise NotFound("There is no such mail that was given up.")
    models.Mail.objects.filter(id=mail, state=State.FAILED).update(
        state=State.WAITING, attempts=0, again=0, next_try=now, address=found.person.user.email
    )
