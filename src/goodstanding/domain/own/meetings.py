"""What a calendar file said about recurring meetings: counts by month, and no word of what was in them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from goodstanding.domain.entries.base import Line, Part, Payload, Visibility


class MonthOfMeetings(Part):
    """`taken_out`: dates that were removed from the series, as some programs write a cancellation."""

    month: date
    held: int = 0
    cancelled: int = 0
    taken_out: int = 0
    declined: int = 0

    @property
    def planned(self) -> int:
        return self.held + self.cancelled + self.taken_out


class Series(Part):
    name: Line
    one_to_one: bool = False
    with_whom: str = ""
    usual_gap: int
    """Days between two of them, the median."""
    last: date
    """The last day on which one was in the calendar, held or not."""
    goes_on: bool = True
    """Whether the file has one after its last day looked at, or would by its rule."""
    months: tuple[MonthOfMeetings, ...]


class MeetingsRead(Payload):
    kind: ClassVar = "own_meetings"
    title: ClassVar = "Meetings from a calendar file"
    visibility: ClassVar = Visibility.OWN
    first: date
    last: date
    sha256: Line
    series: tuple[Series, ...]
