"""What an organisation has settled for itself. Every number here is a default, not a law."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Days are calendar days unless the name says working days."""

    jurisdiction: str = "US"
    endorsement_required: bool = False
    acknowledge_working_days: int = 3
    concern_decision_working_days: int = 5
    review_working_days: int = 5
    check_in_grace_working_days: int = 2
    question_answer_working_days: int = 5
    countersign_working_days: int = 5
    determine_working_days: int = 5
    close_working_days: int = 10
    proposal_within_days: int = 30
    reply_working_days: int = 10
    decide_working_days: int = 10
    appeal_days: int = 10
    appeal_decision_working_days: int = 20
    late_entry_days: int = 7
    minimum_plan_days: int = 30
    plans_meant_a_quarter: int = 0
    """How many plans managers are asked to open in a quarter; 0 where no number is set."""
    watch_days: int = 182
    watch_check_every_days: int = 30
    watch_cap_days: int = 365
    relapse_window_days: int = 365
    relapse_may_go_to_proposal: bool = True
    changed_standard_needs_new_plan: bool = False
    minimum_group: int = 5
    minimum_coverage_percent: int = 60
    figures_reviewed_every_weeks: int = 4

    def __post_init__(self) -> None:
        if self.minimum_group < 5:
            raise ValueError("Figures of groups under five people are never shown.")
        if not 0 <= self.figures_reviewed_every_weeks <= 52:
            raise ValueError("Figures are reviewed every 1 to 52 weeks, or, with 0, only when HR asks.")
