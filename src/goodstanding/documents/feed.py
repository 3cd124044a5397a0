"""The calendar feed as iCalendar text (RFC 5545): all-day events, with what has gone marked as cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

PRODID = "-//Good Standing//Calendar//EN"
REFRESH = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEvent:
    """A whole day. `sequence` rises with every change; `gone` tells calendars to take it away."""

    uid: str
    sequence: int
    changed: datetime
    day: date
    title: str = ""
    url: str = ""
    gone: bool = False


def calendar_text(events: Iterable[FeedEvent], *, name: str, time_zone: str) -> bytes:
    """`time_zone` is told as the calendar's own; whole days are days in it, whatever the clock."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", time_zone)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    for event in events:
        made.add_component(_event(event))
    text: bytes = made.to_ical()
    return text


def _event(event: FeedEvent) -> Any:
    from icalendar import Event

    made = Event()
    changed = event.changed.astimezone(UTC).replace(microsecond=0)
    made.add("uid", event.uid)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", event.sequence)
    made.add("dtstart", event.day)
    made.add("dtend", event.day + timedelta(days=1))
    made.add("summary", event.title or "Cancelled")
    made.add("status", "CANCELLED" if event.gone else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    made.add("class", "PRIVATE")
    if event.url and not event.gone:
        made.add("url", event.url)
        made.add("description", event.url)
    return made
