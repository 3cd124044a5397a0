"""What an organisation may choose about reviews, with the reasons for the defaults. Weeks, not periods."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignalSettings:
    """`decline_wrong` and `level_wrong`: the largest mean chance of being wrong over the set of findings.

    `most_wrong` is the largest chance for any one person in it: a weak finding is not carried by strong ones.
    `previous_wrong`: at the review before, the same had to be likelier than not.
    """

    decline_wrong: float = 0.10
    most_wrong: float = 0.25
    previous_wrong: float = 0.50
    level_wrong: float = 0.05
    least_decline: float = 0.5  # standard deviations between people; less is not worth a conversation
    least_level: float = 1.0  # how far the whole interval must lie below the peers
    level_share: float = 0.10  # "behind" means within this share of the role
    level_weeks: float = 26
    history_weeks: float = 52  # how far back a change may lie, and how long "before" may be
    latest_weeks: float = 8  # a change younger than this cannot be told from a bad month
    least_weeks: float = 26  # with figures, before anything is said
    review_weeks: float = 4  # from one review to the next
    fewest_others: int = 4  # present in a period, without the person
