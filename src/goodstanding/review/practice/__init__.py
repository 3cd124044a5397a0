"""Rules of good practice, a subject a module, in the order in which a reader meets them."""

from __future__ import annotations

from goodstanding.review.practice import before_plan
from goodstanding.review.rule import Rule

RULES: tuple[Rule, ...] = (*before_plan.HERE.rules,)
