"""Conditions of entries outside a case."""

from __future__ import annotations

from goodstanding.domain.case import Case
from goodstanding.domain.entries.day_to_day import Appraisal
from goodstanding.domain.errors import NotNow
from goodstanding.domain.policies.base import Context, on, wrong
from goodstanding.domain.ratings import usual


@on("appraisal")
def appraisal(case: Case | None, said: Appraisal, ctx: Context) -> None:
    if said.round is not None:
        raise NotNow("An appraisal of a round is given by releasing the round, to everybody on one day.")
    levels = [level.value for level in said.scale]
    before = usual(ctx.file.ratings, before=said.period_end, scale=levels)
    if before is not None and before.is_above(said.rating) and not said.drop_reason:
        raise wrong(
            "drop_reason",
            f"The rating is lower than usual: of the last {len(before.earlier)} ratings, half were "
            f"{before.level} or better. Say what changed since, and on which days it showed.",
        )
