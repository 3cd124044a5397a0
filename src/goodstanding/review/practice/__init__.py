"""Rules of good practice, a subject a module, in the order in which a reader meets them."""

from __future__ import annotations

from goodstanding.review.practice import (
    before_plan,
    course,
    delivery,
    ending,
    feasible,
    help_given,
    leave,
    others,
    protected,
    records,
    terms,
    wording,
)
from goodstanding.review.rule import Rule

MODULES = (
    before_plan,
    terms,
    feasible,
    delivery,
    help_given,
    course,
    records,
    ending,
    protected,
    leave,
    others,
    wording,
)
RULES: tuple[Rule, ...] = tuple(rule for module in MODULES for rule in module.HERE.rules)
