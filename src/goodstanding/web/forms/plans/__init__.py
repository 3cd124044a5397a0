"""Forms of cases: one for each event that somebody causes by hand."""

from __future__ import annotations

from types import MappingProxyType

from goodstanding.web.forms.plans import before, deciding, judging, roles, running  # noqa: F401  (they register)
from goodstanding.web.forms.plans.base import FORMS, Aside, EventForm

EDITORS = MappingProxyType({"plan_drafted": "draft", "change_proposed": "change"})
"""Events that are written in the plan editor, and its mode."""

ELSEWHERE = frozenset({"concern_raised", "follow_up_plan_opened"})
"""A concern has a page of its own; a follow-up plan is opened by the earlier plan's event."""

__all__ = ["EDITORS", "ELSEWHERE", "FORMS", "Aside", "EventForm"]
