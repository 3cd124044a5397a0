"""Entries about many people of a round in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from goodstanding.actions.imports._bulk import draft, write_entries
from goodstanding.domain import file as files
from goodstanding.domain.entries import Entry
from goodstanding.domain.entries.day_to_day import Appraisal, ScaleLevel
from goodstanding.domain.entries.rounds import AppraisalPrepared, RoundLeft, RoundOpened, RoundTerms
from goodstanding.queries.standing import current
from goodstanding.store import log, models

OF_A_ROUND = ("hired", "left", "round_opened", "appraisal_prepared", "round_left", "appraisal", "correction")
"""What says how far somebody is in a round, and whether they are still here."""


def to_release(round: UUID, today: date) -> list[UUID]:
    """Who is neither given theirs nor left out, and has something prepared or works here no more."""
    here = models.Assignment.objects.filter(current(today), person=OuterRef("person"))
    open_ = models.RoundMember.objects.filter(round=round, released_on=None, left=False)
    concerned = open_.filter(Q(prepared_on__isnull=False) | ~Exists(here))
    return list(concerned.order_by("person__name", "person").values_list("person_id", flat=True))


def enter(row: models.Round, people: Sequence[UUID], now: datetime) -> None:
    """Those who are in it already, or have left since, are passed over."""
    today = timezone.localdate(now)
    terms = RoundTerms.model_validate(row.terms)
    drafts = []
    for person, file in _files(people).items():
        if row.id not in file.rounds and not _gone(file, today):
            said = RoundOpened(round=row.id, terms=terms)
            drafts.append(draft(person, said, today, _by(row)))
    _write(drafts, now)


def give(row: models.Round, people: Sequence[UUID], now: datetime) -> None:
    today = timezone.localdate(now)
    drafts = []
    for person, (file, said) in _read(people).items():
        here = file.rounds.get(row.id)
        if here is None or here.over:
            continue
        if file.left_on is not None and _gone(file, today):
            reason = f"Left on {file.left_on:%-d %B %Y}, before the appraisals were given."
            drafts.append(draft(person, RoundLeft(round=row.id, reason=reason), today, _by(row)))
        elif here.prepared is not None:
            made = appraisal(said[here.prepared.entry], here.terms, here.prepared.by)
            drafts.append(draft(person, made, today, _by(row)))
    _write(drafts, now)


def appraisal(prepared: AppraisalPrepared, terms: RoundTerms, by: UUID) -> Appraisal:
    """What the person is given: everything that was prepared, and who rated."""
    return Appraisal(
        period_start=terms.period_start, period_end=terms.period_end, rating=prepared.rating,
        scale=tuple(ScaleLevel(value=level.value, label=level.label) for level in terms.scale),
        words=prepared.words, rater=by, drop_reason=prepared.drop_reason, round=prepared.round,
        given=prepared.given, cited=prepared.cited,
    )  # fmt: skip


def _by(row: models.Round) -> UUID:
    return row.step_by_id or row.opened_by_id


def _gone(file: files.File, today: date) -> bool:
    return file.left_on is not None and file.left_on < today


def _files(people: Sequence[UUID]) -> dict[UUID, files.File]:
    return {person: file for person, (file, _) in _read(people).items()}


def _read(people: Sequence[UUID]) -> dict[UUID, tuple[files.File, dict[UUID, Any]]]:
    """Each file as far as rounds go, with the words of its entries. One statement."""
    said: dict[UUID, list[Entry[Any]]] = {person: [] for person in people}
    for entry in log.read(models.Entry.objects.filter(subject__in=people, kind__in=OF_A_ROUND)):
        said[entry.subject].append(entry)
    return {
        person: (files.fold(person, entries), {e.id: e.payload for e in entries})
        for person, entries in said.items()
    }


def _write(drafts: Sequence[log.Draft], now: datetime) -> None:
    if not drafts:
        return
    people = [each.subject for each in drafts]
    locked = models.Person.objects.select_for_update().filter(id__in=people).order_by("id")
    write_entries(drafts, dict(locked.values_list("id", "file_version")), now=now)
