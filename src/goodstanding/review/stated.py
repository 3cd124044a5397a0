"""Distances that a text states itself: "within three months of the charge", "ten days after the plan"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from goodstanding.review.file import Event
from goodstanding.review.when import Span

NUMBERS = MappingProxyType(
    {
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
        "eight": 8,         "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "thirty": 30,
        "sixty": 60, "ninety": 90,
    }
)  # fmt: skip
# Least and most days of a unit: a month is 28 to 31.
UNITS = MappingProxyType({"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)})
# What the words after "after" may name, as kinds of event.
NAMED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        r"charge|complain\w*|claim|suit|lawsuit|grievance|disclosure|report": (
            "protected_activity",
            "grievance",
        ),
        r"plan|pip|improvement \w+": ("plan_opened",),
        r"proposal|proposed|notice of proposed": ("proposed_action",),
        r"warning": ("warning",),
        r"award|bonus|praise": ("award",),
        r"review|appraisal|evaluation|rating": ("appraisal",),
        r"leave|absence|return": ("leave",),
        r"request": ("accommodation_requested",),
        r"decision": ("decision",),
        r"hire|hired|hiring|joining|appointment": ("hired",),
    }
)
_SAID = re.compile(
    r"(?P<upto>within|less than|under|no more than)?\s*(?P<n>\d+|" + "|".join(NUMBERS) + r")[ -]"
    r"(?P<unit>day|week|month|year)s?\s+(?P<how>of|after|following|from)\s+(?P<what>(?:[\w'’-]+\s*){1,6})",
    re.IGNORECASE,
)


def stated_distance(event: Event, events: Sequence[Event]) -> tuple[Event | None, Span | None]:
    """The earlier event that the text names and the days since, or None where it names none or several might
    be."""
    for found in _SAID.finditer(event.text):
        upto = bool(found["upto"])
        if found["how"].lower() in {"of", "from"} and not upto:
            continue
        base = _base(found["what"].lower(), event, events)
        if base is not None:
            number = int(found["n"]) if found["n"].isdigit() else NUMBERS[found["n"].lower()]
            least, most = UNITS[found["unit"].lower()]
            return base, Span(0 if upto else number * least, number * most)
    return None, None


def _base(what: str, event: Event, events: Sequence[Event]) -> Event | None:
    """The last event before this one of a kind that the words name; a label in the words is surest."""
    earlier = [e for e in events if e.order < event.order]
    for e in reversed(earlier):
        if e.label and e.label.lower() in what:
            return e
    for pattern, kinds in NAMED.items():
        if re.search(rf"\b(?:{pattern})\b", what):
            return next((e for e in reversed(earlier) if e.kind in kinds), None)
    return None
