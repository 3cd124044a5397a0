"""United Kingdom: the Acas Code of Practice, applied to performance."""

from __future__ import annotations

from goodstanding.review.packs.uk import appeals, meetings, stages, time, warnings
from goodstanding.review.rule import Rule

RULES: tuple[Rule, ...] = (
    *stages.HERE.rules,
    *meetings.HERE.rules,
    *warnings.HERE.rules,
    *appeals.HERE.rules,
    *time.HERE.rules,
)
