"""Appraisal rounds as pages show them, each cut to what its reader may know."""

from goodstanding.queries.rounds.choosing import Chosen, Who, choose, employed_in_scope, job_choices
from goodstanding.queries.rounds.person import Beside, Pieces, beside, pieces, typed_so_far
from goodstanding.queries.rounds.progress import (
    ManagerLine,
    MemberLine,
    Progress,
    RoundLine,
    RoundView,
    by_manager,
    late_owners,
    listed,
    may_lead,
    members,
    one,
    progress,
)

__all__ = [
    "Beside",
    "Chosen",
    "ManagerLine",
    "MemberLine",
    "Pieces",
    "Progress",
    "RoundLine",
    "RoundView",
    "Who",
    "beside",
    "by_manager",
    "choose",
    "employed_in_scope",
    "job_choices",
    "late_owners",
    "listed",
    "may_lead",
    "members",
    "one",
    "pieces",
    "progress",
    "typed_so_far",
]
