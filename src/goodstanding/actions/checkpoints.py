"""Have the log signed. Always after the commit of what is signed, never inside a write and never before.

A crash in between costs nothing: the next try signs what is there then.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from django.conf import settings
from django.db import transaction

from goodstanding.domain.errors import Bug, GoodStandingError, NotNow, UserError
from goodstanding.queries import checkpoints
from goodstanding.queries.checkpoints import SIGNER, Signed
from goodstanding.record import merkle
from goodstanding.record.problems import Problem
from goodstanding.signing.client import SignerAway, SignerClient, SignerRefuses, Status
from goodstanding.signing.protocol import Ask
from goodstanding.store import models, proofs

log = logging.getLogger("goodstanding")
TRIES = 5
"""Another process may have had more signed between the question and the request."""


class Signs(Protocol):
    """A signer as this module asks it: `SignerClient`, or a signer within a test."""

    def status(self, origin: str) -> Status: ...

    def sign(self, ask: Ask) -> str: ...


def own_signer() -> Signs:
    """The signer that the settings name."""
    if settings.SIGNER == "off":
        raise SignerAway("Signing is switched off by GOODSTANDING_SIGNER=off.")
    return SignerClient(settings.SIGNER_SOCKET)


def name_log(*, now: datetime) -> str:
    """The name under which this log is signed, given once and for all."""
    found = checkpoints.origin()
    if found:
        return found
    with transaction.atomic():
        models.LogHead.objects.select_for_update().get(id=1)
        found = checkpoints.origin()
        if not found:
            found = settings.LOG_NAME or f"goodstanding.invalid/{uuid.uuid4()}"
            models.LogName.objects.create(origin=found, made=now)
    return found


def rename_log(*, reason: str, now: datetime) -> str:
    """After a recovery: signed entries are lost, so what follows is signed under a new name."""
    if not reason.strip():
        raise UserError("Say why the log gets a new name.")
    with transaction.atomic():
        models.LogHead.objects.select_for_update().get(id=1)
        count = models.LogName.objects.count()
        first = models.LogName.objects.order_by("id").first()
        if first is None:
            raise NotNow("The log has no name yet, so nothing was signed that could be lost.")
        made = f"{first.origin}/{count + 1}"
        models.LogName.objects.create(origin=made, since_size=proofs.head().size, reason=reason, made=now)
    return made


def make(*, now: datetime, signer: Signs | None = None) -> Signed | None:
    """The checkpoint over everything committed so far; None while the log is empty.

    SignerAway or SignerRefuses where it cannot be had; that is noted for those who run the server.
    """
    origin = name_log(now=now)
    newest = checkpoints.latest()
    with transaction.atomic(durable=True):  # refused inside a transaction: what is signed is committed
        head = proofs.head()
    if head.size == 0 or (newest and newest.origin == origin and newest.size == head.size):
        return newest
    try:
        made = _signed(origin, signer or own_signer(), now)
    except (SignerAway, SignerRefuses) as error:
        note_service(SIGNER, now=now, problem=error.message)
        raise
    note_service(SIGNER, now=now)
    return made


def _signed(origin: str, signer: Signs, now: datetime) -> Signed:
    for _ in range(TRIES):
        status = signer.status(origin)
        _keep_statements(origin, status, now)
        head = proofs.head()
        if status.size > head.size:
            raise SignerRefuses(
                f"{status.size} entries were signed, and the record holds {head.size}: entries are missing, "
                "as after the restore of an older backup. Nothing is signed until that is settled.",
                "shrunk", status.size,
            )  # fmt: skip
        ask = Ask(
            origin, status.size, head.size, merkle.root(head), proofs.consistency(status.size, head.size)
        )
        try:
            text = signer.sign(ask)
        except SignerRefuses as refusal:
            if refusal.kind in {"stale", "shrunk"}:
                continue
            raise
        return _store(origin, head, text, now)
    raise SignerAway("The signer was busy with later checkpoints each time. The next try will do.")


def _store(origin: str, head: merkle.Head, text: str, now: datetime) -> Signed:
    row = models.Checkpoint(origin=origin, size=head.size, root=merkle.root(head), text=text, made=now)
    models.Checkpoint.objects.bulk_create([row], ignore_conflicts=True)
    found = checkpoints.at_size(origin, head.size)
    if found is None:
        raise Bug("A checkpoint was stored and is not there.")
    return found


def _keep_statements(origin: str, status: Status, now: datetime) -> None:
    """What the signer says of its keys, kept where pages read it."""
    kept = models.KeyStatement.objects.filter(origin=origin).count()
    new = [
        models.KeyStatement(origin=origin, number=number, text=text, made=now)
        for number, text in enumerate(status.statements, start=1)
        if number > kept
    ]
    if new:
        models.KeyStatement.objects.bulk_create(new, ignore_conflicts=True)


def make_due(*, now: datetime, signer: Signs | None = None) -> bool:
    """For the worker: a checkpoint, if entries wait for one and the last is old enough. Never raises for a
    signer that is away: that is shown to those who run the server, and tried again."""
    newest = checkpoints.latest()
    if newest and now - newest.made < timedelta(seconds=settings.CHECKPOINT_SECONDS):
        return False
    if settings.SIGNER == "off" or proofs.head().size == (newest.size if newest else 0):
        return False
    try:
        return make(now=now, signer=signer) is not None
    except (SignerAway, SignerRefuses) as error:
        log.warning("No checkpoint was signed: %s", error.message)
        return False


def covering(index: int, *, now: datetime, signer: Signs | None = None) -> Signed:
    """A checkpoint that covers this entry: the newest, or one made now. NotNow if it cannot be had yet."""
    newest = checkpoints.latest()
    if newest and newest.size > index:
        return newest
    made = _or_not_now(lambda: make(now=now, signer=signer))
    if made is None or made.size <= index:
        raise NotNow("This entry is not in a signed checkpoint yet. Try again in a moment.")
    return made


def _or_not_now(wanted: Callable[[], Signed | None]) -> Signed | None:
    try:
        return wanted()
    except GoodStandingError as error:
        if isinstance(error, SignerAway | SignerRefuses):
            raise NotNow(
                "The signer cannot be reached at the moment, so there is no receipt for the newest entries "
                "yet. The entries are safe. Those who run the server see this; please try again later."
            ) from error
        raise


def note_service(name: str, *, now: datetime, problem: str = "") -> None:
    """Remember that something outside failed, since when and why, or that it works again."""
    row = models.ServiceState.objects.filter(name=name).first()
    if row is None:
        row = models.ServiceState(name=name, tried=now)
    elif not problem and row.failed_since is None:
        return
    row.tried, row.problem = now, problem
    row.failures = row.failures + 1 if problem else 0
    row.failed_since = (row.failed_since or now) if problem else None
    row.save()


SIGNER_STEP = 11


def compare_with_signer(signer: Signs | None = None) -> list[Problem]:
    """Whether the record continues what the signer remembers; SignerAway if it cannot be asked."""
    origin = checkpoints.origin()
    if not origin:
        return []
    status = (signer or own_signer()).status(origin)
    size = proofs.head().size
    if status.size > size:
        said = f"it signed {status.size} entries, and there are {size}: entries are missing"
    elif proofs.root_at(status.size) != status.root:
        said = f"the first {status.size} entries are not those that it signed: they were changed since"
    else:
        return []
    return [Problem(SIGNER_STEP, "the signer", said)]
