"""What is done for everybody in a round: putting people into it and giving them their appraisals.

Both are work for the background: in batches, each in a transaction of its own that also notes who is done.
Killed anywhere, the step goes on where it stopped; nobody enters twice and nobody is told twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from goodstanding.actions.rounds import _bulk
from goodstanding.domain.entries.rounds import RoundTerms
from goodstanding.domain.errors import GoodStandingError, NotAllowed, NotFound, NotNow, UserError
from goodstanding.queries.rounds import employed_in_scope, may_lead
from goodstanding.queries.standing import viewer
from goodstanding.store import models
from goodstanding.store.turn import turn

Step = models.Round.Step
BATCH = 50
SILENT = timedelta(minutes=10)
BUG = "This is our fault. What was done so far stands; the step can be tried again and goes on from there."


def open_round(*, terms: RoundTerms, people: Sequence[UUID], by: UUID, now: datetime) -> UUID:
    """Open a round for these people of the scope of whoever opens it. They enter in the background."""
    _check_terms(terms)
    who = viewer(by, "", timezone.localdate(now))
    if not who.has_part("hr"):
        raise NotAllowed("Appraisal rounds are opened by HR.")
    wanted = _in_scope(people, by, now)
    with turn(), transaction.atomic():
        made = models.Round.objects.create(
            id=uuid.uuid4(), title=terms.title, period_start=terms.period_start, period_end=terms.period_end,
            release_on=terms.release_on, terms=terms.model_dump(mode="json"), opened=now, opened_by_id=by,
        )  # fmt: skip
        _begin(made, Step.OPENING, wanted, by, now)
    return made.id


def add_people(*, round: UUID, people: Sequence[UUID], by: UUID, now: datetime) -> int:
    """Put more people into a running round; those who are in it stay as they are."""
    wanted = _in_scope(people, by, now)
    with turn(), transaction.atomic():
        row = _led(round, by, now)
        inside = set(models.RoundMember.objects.filter(round=round).values_list("person_id", flat=True))
        new = [person for person in wanted if person not in inside]
        if not new:
            raise UserError("Everybody whom this names is in the round already.")
        _begin(row, Step.OPENING, new, by, now)
    return len(new)


def release(*, round: UUID, by: UUID, now: datetime) -> int:
    """Give everybody what was prepared for them. Whoever left is left out; what is not written yet stays
    open, and can be given by releasing again. Returns how many are concerned."""
    with turn(), transaction.atomic():
        row = _led(round, by, now)
        if timezone.localdate(now) < row.release_on:
            raise NotNow(f"The round is given to people on {row.release_on:%-d %B %Y}, on one day for all.")
        concerned = _bulk.to_release(round, timezone.localdate(now))
        if not concerned:
            raise NotNow("Nothing is prepared that was not given yet.")
        _begin(row, Step.RELEASING, concerned, by, now)
    return len(concerned)


def try_again(*, round: UUID, by: UUID, now: datetime) -> None:
    """Go on with a step that stopped with a mistake."""
    with turn(), transaction.atomic():
        row = _led(round, by, now, busy=True)
        if not (row.step and row.step_failed):
            raise NotNow("Nothing of this round has stopped.")
        models.Round.objects.filter(id=round).update(step_failed=False, message="", heard=now)
        carry_on.enqueue(str(round))


def _check_terms(terms: RoundTerms) -> None:
    ordered = (
        ("period_end", terms.period_start, terms.period_end, "The period ends before it starts."),
        ("manager_by", terms.self_by, terms.manager_by, "The own part comes before the manager’s."),
        ("calibration_by", terms.manager_by, terms.calibration_by, "Calibration follows the manager’s part."),
        ("release_on", terms.calibration_by or terms.manager_by, terms.release_on,
         "Appraisals are given after they are written and calibrated."),
    )  # fmt: skip
    wrong = {field: [why] for field, first, last, why in ordered if last is not None and last < first}
    if wrong:
        raise UserError("The dates of a round follow one another.", fields=wrong)
    if len({level.value for level in terms.scale}) < 2 or len({p.id for p in terms.parts}) < len(terms.parts):
        raise UserError("A scale has at least two levels, and no part stands twice on a form.")


def _in_scope(people: Sequence[UUID], by: UUID, now: datetime) -> list[UUID]:
    """These people, if all are in the scope; whoever has no file or has left is nobody to appraise."""
    if not people:
        raise UserError("Nobody is chosen. Say whom the round is for.", fields={"who": ["Choose somebody."]})
    allowed = employed_in_scope(viewer(by, "", timezone.localdate(now)))
    wanted = [person for person in dict.fromkeys(people) if person in allowed]
    if len(wanted) < len(set(people)):
        raise NotAllowed("Some of these people are not in your scope, or do not work here today.")
    return wanted


def _led(round: UUID, by: UUID, now: datetime, *, busy: bool = False) -> models.Round:
    row = models.Round.objects.select_for_update().filter(id=round).first()
    if row is None:
        raise NotFound("There is no such round.")
    if not may_lead(viewer(by, "", timezone.localdate(now)), row.opened_by_id):
        raise NotAllowed("This is for HR of the whole organisation, or for whoever opened the round.")
    if row.step and not busy:
        raise NotNow("The round is still being worked on. Wait until that is done.")
    return row


def _begin(row: models.Round, step: str, people: Sequence[UUID], by: UUID, now: datetime) -> None:
    """The job exists if and only if the step does."""
    models.Round.objects.filter(id=row.id).update(
        step=step, step_by=by, step_failed=False, heard=now, done=0, whole=len(people), message="",
        waiting=[str(person) for person in people],
    )  # fmt: skip
    carry_on.enqueue(str(row.id))


@task()
def carry_on(round: str) -> None:
    finish_step(round=UUID(round), clock=timezone.now)


def finish_step(*, round: UUID, clock: Callable[[], datetime]) -> None:
    """A batch after the other until nobody waits. A mistake is said on the round’s page; what was done
    stays done."""
    try:
        while _one_batch(round, clock()):
            pass
    except GoodStandingError as error:
        _failed(round, error.message, clock())
    except Exception:
        _failed(round, BUG, clock())
        raise


def _failed(round: UUID, message: str, now: datetime) -> None:
    models.Round.objects.filter(id=round).exclude(step=Step.NONE).update(
        step_failed=True, message=message, heard=now
    )


def _one_batch(round: UUID, now: datetime) -> bool:
    with turn(), transaction.atomic():
        row = models.Round.objects.select_for_update().get(id=round)
        if not row.step or row.step_failed:
            return False
        some = [UUID(person) for person in row.waiting[:BATCH]]
        if some and row.step == Step.OPENING:
            _bulk.enter(row, some, now)
        elif some:
            _bulk.give(row, some, now)
        left = row.waiting[BATCH:]
        models.Round.objects.filter(id=round).update(
            waiting=left, done=row.whole - len(left), heard=now, step=row.step if left else Step.NONE
        )
    return bool(left)


def reap(*, now: datetime, worker_starts: bool = False) -> int:
    """Steps whose worker is gone are queued again: they go on where they stopped."""
    open_ = models.Round.objects.exclude(step=Step.NONE).filter(step_failed=False)
    if not worker_starts:
        open_ = open_.filter(heard__lt=now - SILENT)
    with transaction.atomic():
        found = list(open_.select_for_update().values_list("id", flat=True))
        for round in found:
            models.Round.objects.filter(id=round).update(heard=now)
            carry_on.enqueue(str(round))
    return len(found)
