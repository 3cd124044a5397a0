"""Conditions inside a round: the own part first, one manager’s appraisal, ratings on the round’s scale."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from goodstanding.domain.case import Case
from goodstanding.domain.entries.day_to_day import PartGiven
from goodstanding.domain.entries.rounds import AppraisalPrepared, RoundLeft, RoundOpened, SelfAppraisal
from goodstanding.domain.errors import NotFound, NotNow
from goodstanding.domain.policies.base import Context, on, shown, wrong
from goodstanding.domain.rounds import InRound


def _here(ctx: Context, round: UUID) -> InRound:
    here = ctx.file.rounds.get(round)
    if here is None:
        raise NotFound("This person is not in this round.")
    if here.left is not None:
        raise NotNow("This person was left out of the round. What was written before stays in the file.")
    if here.released is not None:
        raise NotNow("This appraisal was given already. What follows it is an answer or a correction.")
    return here


@on("round_opened")
def opened(case: Case | None, said: RoundOpened, ctx: Context) -> None:
    if said.round in ctx.file.rounds:
        raise NotNow("This person is in this round already.")
    if ctx.file.left_on is not None and ctx.file.left_on < ctx.today:
        raise NotNow("This person has left. Nobody who has left is put into a round.")


@on("self_appraisal")
def self_appraisal(case: Case | None, said: SelfAppraisal, ctx: Context) -> None:
    """It may be written anew until the round is given. That a manager has written is a draft: a refusal
    would tell of it."""
    here = _here(ctx, said.round)
    _on_the_form(here, said.given, said.rating)


@on("appraisal_prepared")
def appraisal_prepared(case: Case | None, said: AppraisalPrepared, ctx: Context) -> None:
    here = _here(ctx, said.round)
    if here.self_given is None and ctx.today <= here.terms.self_by:
        raise NotNow(
            f"The own part comes first. It can be given until {shown(here.terms.self_by)}; you can write "
            "as soon as it is there, or from the day after."
        )
    if here.prepared is not None and here.prepared.by != ctx.by:
        raise NotNow(
            "Another manager has written this appraisal already, and it stays. HR can leave the person out "
            "of the round, with a reason; after it is given it can be corrected and answered."
        )
    _on_the_form(here, said.given, said.rating)


def _on_the_form(here: InRound, given: Iterable[PartGiven], rating: int | None) -> None:
    parts = {part.id for part in here.terms.parts}
    levels = {level.value for level in here.terms.scale}
    if rating is not None and rating not in levels:
        raise wrong("rating", "This level is not on the scale of the round.")
    for said in given:
        if said.part not in parts:
            raise wrong("rating", f"“{said.title}” is no part of this round’s form.")
        if said.rating is not None and said.rating not in levels:
            raise wrong(f"rating-{said.part}", "This level is not on the scale of the round.")


@on("round_left")
def left_out(case: Case | None, said: RoundLeft, ctx: Context) -> None:
    _here(ctx, said.round)
