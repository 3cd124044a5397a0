"""Appraisal rounds: opened for many at once, written by two, given to everybody on one day."""

from goodstanding.actions.rounds.steps import (
    add_people,
    carry_on,
    finish_step,
    open_round,
    reap,
    release,
    try_again,
)
from goodstanding.actions.rounds.writing import give_own_part, keep_text, leave_out, prepare, remind

__all__ = [
    "add_people",
    "carry_on",
    "finish_step",
    "give_own_part",
    "keep_text",
    "leave_out",
    "open_round",
    "prepare",
    "reap",
    "release",
    "remind",
    "try_again",
]
