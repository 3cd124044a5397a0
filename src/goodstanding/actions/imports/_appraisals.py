"""Appraisals of earlier periods: history, which asks for no receipt and for no reason.

Each is kept with the organisation’s scale as it is today.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from goodstanding.actions.imports import _world
from goodstanding.actions.imports._sayings import Said, Sayings
from goodstanding.actions.imports._world import Known
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.domain.entries.day_to_day import Appraisal, AppraisalAnswer, ScaleLevel
from goodstanding.queries.organisation import organisation

NO_WORDS = "No words came with this appraisal."


@dataclass(slots=True)
class Appraisals(Sayings):
    scale: tuple[ScaleLevel, ...] = ()

    kinds: ClassVar = ("appraisal", "appraisal_answer")

    def said(self, row: Good, known: Known) -> Said | Bad:
        given = row.value
        rating = _level(given.rating, self.scale)
        if rating is None:
            levels = ", ".join(f"{level.value} {level.label}" for level in self.scale)
            return wrong(row.row, f"is not on your scale: {levels}.", "rating", given.rating)
        rater = self.known.get(given.rater) if given.rater else None
        if given.rater and rater is None:
            return wrong(
                row.row, "is nobody’s number here. Correct it, or leave it empty.", "rater", given.rater
            )
        happened = given.given_on or given.period_end
        if happened > self.request.today:
            return wrong(
                row.row, "lies in the future. An appraisal was given on a day that has come.", "given_on"
            )
        payload = Appraisal(
            period_start=given.period_start, period_end=given.period_end, rating=rating, scale=self.scale,
            words=given.words or NO_WORDS, rater=rater.id if rater else None,
            historic=True,
        )  # fmt: skip
        return happened, payload

    def key(self, happened: date, payload: Any) -> Hashable:
        return payload.period_start, payload.period_end, payload.rater

    def same(self, old: Any, happened: date, new: Any) -> bool:
        """A scale changed since does not make the same appraisal another one."""
        return (old.payload.rating, old.payload.words, old.happened) == (new.rating, new.words, happened)

    def words(self, payload: Any) -> str:
        return f"“{payload.label()}” for {payload.period_start} to {payload.period_end}"

    def also(self, row: Good, entry: UUID, known: Known, answered: set[tuple[UUID, str]]) -> bool:
        answer = row.value.answer
        if not answer or (entry, answer) in answered:
            return False
        self._add(known, AppraisalAnswer(words=answer), self.request.today, entry)
        return True


def _level(text: str, scale: tuple[ScaleLevel, ...]) -> int | None:
    """By its number or by its label, as files write it."""
    plain = text.strip().casefold().removesuffix(".0")
    return next((level.value for level in scale if plain in (str(level.value), level.label.casefold())), None)


def plan(rows: GivenRows, request: Request) -> Plan:
    writable = _world.writable_by(request.by, request.today)
    return Appraisals(request, _world.everybody(), writable, scale=organisation().scale).run(rows)
