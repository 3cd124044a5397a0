"""Accounts that one administrator alone cannot open: those of people whose part leads to contents.

Whoever hands out a one-time link, or takes a second factor away, could sign in as that person. For HR, leave,
counsel and IT administration somebody else has to agree first. Where nobody else is there, an administrator
goes on alone, and everybody in HR reads why.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

GUARDED = frozenset({"hr", "leave", "counsel", "it_admin"})
"""An account that nobody used yet is not guarded: it holds nothing that could be taken over."""

LASTS = timedelta(days=3)
"""How long a question waits for its answer, and how long an answer may be acted on."""

TOLD_FOR = timedelta(days=30)
"""How long HR reads on the start page that an administrator acted alone."""

MISSED = timedelta(days=14)
"""After so long somebody in HR who cannot sign in is missed, and another may be named."""

LINK, SECOND_FACTOR = "link", "reset-second-factor"
STEPS = {LINK: "Make a one-time link", SECOND_FACTOR: "Remove the second factor"}


def confirmers(
    *, asker: UUID, person: UUID, hr: frozenset[UUID], administrators: frozenset[UUID]
) -> frozenset[UUID]:
    """Who may agree: HR for the whole organisation; where there is nobody else, another administrator.

    Never the asker, and never the person whose account it is. Empty: the asker is alone.
    """
    return (hr - {asker, person}) or (administrators - {asker, person})
