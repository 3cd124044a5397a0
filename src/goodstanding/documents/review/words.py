"""The words around findings, once as HR reads them and once as the person does."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType

from goodstanding.review.finding import Severity

HEADINGS = MappingProxyType(
    {
        Severity.DECISIVE: "Decisive",
        Severity.SERIOUS: "Serious",
        Severity.NOTE: "Worth knowing",
        Severity.NOT_RECORDED: "Not recorded",
    }
)
EXPLAINED = MappingProxyType(
    {
        Severity.DECISIVE: "Would normally defeat the step where these rules apply.",
        Severity.SERIOUS: "Would be put to the employer and needs an answer.",
        Severity.NOTE: "Explains or qualifies; nothing has to be done.",
        Severity.NOT_RECORDED: "The file does not tell. That is not the same as not done.",
    }
)
LIMITS = (
    "These findings weigh the paper, not the person. Each may have an innocent explanation, and a human "
    "decides "
    "what to make of it. Nothing here is legal advice."
)
KIND_SAID = MappingProxyType({"other": "event"})


_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


def in_words(text: str) -> str:
    """A text of a rule with its days as people write them: “3 August 2026” for “2026-08-03”."""
    return _ISO_DAY.sub(_day_said, text)


def _day_said(found: re.Match[str]) -> str:
    try:
        day = date(*map(int, found.groups()))
    except ValueError:  # a number of that shape which is no day
        return found[0]
    return f"{day:%-d %B %Y}"


def kind_said(kind: str) -> str:
    return KIND_SAID.get(kind, kind.replace("_", " "))
