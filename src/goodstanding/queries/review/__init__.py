"""The review of a file, for whoever looks at it, from entries alone. No finding is stored, and what a process
remembers is known by everything that it came from, so nothing is stale."""

from goodstanding.queries.review.deadlines import pack_deadlines
from goodstanding.queries.review.integrity import chain_holds
from goodstanding.queries.review.pull import Answered, BeforeStep, Pulled, before_step, pull
from goodstanding.queries.review.read import Looked, Reads, Whose, look, look_for_step, readable, reads
from goodstanding.queries.review.settings import Settled, settled

__all__ = [
    "Answered",
    "BeforeStep",
    "Looked",
    "Pulled",
    "Reads",
    "Settled",
    "Whose",
    "before_step",
    "chain_holds",
    "look",
    "look_for_step",
    "pack_deadlines",
    "pull",
    "readable",
    "reads",
    "settled",
]
