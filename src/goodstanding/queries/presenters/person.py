from __future__ import annotations

from collections.abc import Mapping

from goodstanding.queries.presenters.base import Spec

SPECS: Mapping[str, Spec] = {
    "hired": Spec(
        title="{name} joined",
        facts=(("Number", "number"), ("Name", "name"), ("Place", "place"), ("Jurisdiction", "jurisdiction")),
        icon="user-plus",
    ),
    "moved": Spec(
        title="New place: {place}",
        words="reason",
        facts=(("Place", "place"), ("Until", "until")),
        icon="move-right",
    ),
    "handover": Spec(
        title="Handed over from {from_manager} to {to_manager}",
        words="notes",
        facts=(("From", "from_manager"), ("To", "to_manager")),
        icon="arrow-left-right",
    ),
    "left": Spec(title="Left", words="reason", icon="log-out"),
    "job_terms": Spec(
        title="Duties of the job",
        words="duties",
        facts=(("Pay grade", "pay_grade"), ("Eligibility", "eligibility")),
        icon="file-text",
    ),
    "standard_set": Spec(
        title=lambda p, t: (
            f"Target: {t['target']} {p.metric}" if p.target is not None else "What the job asks for"
        ),
        words="standard",
        facts=(("Metric", "metric"), ("Target", "target"), ("From", "period_start"), ("To", "period_end")),
        icon="ruler",
    ),
    "standard_communicated": Spec(
        title="A standard was made known", words="standard", facts=(("How", "how"),), icon="megaphone"
    ),
    "not_at_work": Spec(
        title="Not at work until {until}", facts=(("Last day", "until"),), icon="calendar-off"
    ),
}
