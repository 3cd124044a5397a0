"""A form for every day-to-day kind of entry. The registry is complete; a test holds it to the permissions."""

from __future__ import annotations

from types import MappingProxyType

from goodstanding.domain.entries import KINDS
from goodstanding.web.forms.entries import around, daily, job, restricted
from goodstanding.web.forms.entries.base import EntryForm, Room, Wording

FORMS: MappingProxyType[str, type[EntryForm]] = MappingProxyType(
    {
        cls.kind: cls
        for module in (daily, around, job, restricted)
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, EntryForm) and cls is not EntryForm
    }
)

ELSEWHERE = frozenset(
    {"hired", "moved", "left", "exported", "file_reviewed", "finding_disposed", "letter_issued",
     "hold_placed", "hold_released", "erased", "round_opened", "self_appraisal", "appraisal_prepared",
     "round_left"}
)  # fmt: skip
"""Kinds with a page of their own: people, job, export, review, letters, keeping, appraisal rounds."""

MENU = (
    ("Day to day", ("coaching", "feedback", "award", "appraisal", "warning", "metric_snapshot", "grievance")),
    (
        "Job",
        ("standard_set", "standard_communicated", "job_terms", "not_at_work", "handover", "exit_artefact"),
    ),
    ("Leave and accommodation", ("leave_reason", "accommodation_requested")),
    ("Counsel", ("protected_activity", "group_code", "advice")),
)
"""What can be recorded without an earlier entry, in the order of the menu."""


def readers(kind: str, name: str, visibility: str = "") -> str:
    """Who will be able to read an entry of this kind, in one sentence."""
    match visibility or KINDS[kind].visibility.value:
        case "leave":
            return (
                f"Only {name} and the leave-and-accommodation role will read this. Managers and HR will not."
            )
        case "counsel":
            return f"Only counsel will read this. {name}, managers and HR will not."
        case "draft":
            return f"Manager, second level and HR will read this, and {name} once the plan is delivered."
    return f"{name}, their manager, the second level, HR and counsel will read this."


__all__ = ["ELSEWHERE", "FORMS", "MENU", "EntryForm", "Room", "Wording", "readers"]
