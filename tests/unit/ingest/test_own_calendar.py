"""Calendar exports as different programs write them, all invented."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from goodstanding.domain.errors import UserError
from goodstanding.domain.own.meetings import MeetingsRead, Series
from goodstanding.ingest.own_calendar import read

TODAY = date(2026, 11, 25)
BERLIN = ZoneInfo("Europe/Berlin")
ME, BOSS = "me@example.org", "ruth@example.org"

# As Google writes: a master with its zone's name, a cancelled instance as an event of its own.
GOOGLE = f"""
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20260901T100000
DTEND;TZID=America/New_York:20260901T103000
RRULE:FREQ=WEEKLY;BYDAY=TU
UID:a1@google.com
ORGANIZER;CN=Ruth:mailto:{BOSS}
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN=Me:mailto:{ME}
ATTENDEE;CUTYPE=RESOURCE;PARTSTAT=ACCEPTED;CN=Room 4:mailto:room4@example.org
SUMMARY:Ruth / me
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20261006T100000
DTEND;TZID=America/New_York:20261006T103000
RECURRENCE-ID;TZID=America/New_York:20261006T100000
UID:a1@google.com
ORGANIZER;CN=Ruth:mailto:{BOSS}
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN=Me:mailto:{ME}
SUMMARY:Ruth / me
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=America/New_York:20261015T100000
DTEND;TZID=America/New_York:20261015T103000
RECURRENCE-ID;TZID=America/New_York:20261013T100000
UID:a1@google.com
SUMMARY:Ruth / me
STATUS:CONFIRMED
END:VEVENT
"""
# As Outlook writes: a zone of its own, instances taken out by EXDATE, “Canceled:” before the name.
OUTLOOK = f"""
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008
SUMMARY:Weekly review
DTSTART;TZID="W. Europe Standard Time":20260803T090000
DTEND;TZID="W. Europe Standard Time":20260803T100000
RRULE:FREQ=WEEKLY;UNTIL=20260928T070000Z;INTERVAL=1;BYDAY=MO
EXDATE;TZID="W. Europe Standard Time":20260817T090000,20260824T090000
ORGANIZER;CN=Boss:mailto:boss@example.org
ATTENDEE;CN=Me;PARTSTAT=DECLINED:mailto:{ME}
ATTENDEE;CN=Mia:mailto:mia@example.org
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E008
SUMMARY:Canceled: Weekly review
RECURRENCE-ID;TZID="W. Europe Standard Time":20260907T090000
DTSTART;TZID="W. Europe Standard Time":20260907T090000
DTEND;TZID="W. Europe Standard Time":20260907T100000
END:VEVENT
"""
# As Apple writes: floating whole days, and a moment shortly before midnight in UTC.
APPLE = """
BEGIN:VEVENT
UID:apple-1
SUMMARY:Team 1:1
DTSTART:20260730T233000Z
DTEND:20260731T000000Z
RRULE:FREQ=MONTHLY;COUNT=3
END:VEVENT
BEGIN:VEVENT
UID:apple-2
SUMMARY:Payday
DTSTART;VALUE=DATE:20260101
RRULE:FREQ=MONTHLY
END:VEVENT
BEGIN:VEVENT
UID:apple-3
SUMMARY:Dentist
DTSTART:20261110T100000
END:VEVENT
"""


def calendar(*parts: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", *"".join(parts).strip().split("\n")]
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


@pytest.fixture(scope="module")
def found() -> dict[str, Series]:
    told = read(calendar(GOOGLE, OUTLOOK, APPLE), today=TODAY, zone=BERLIN, mine=ME)
    return {one.name: one for one in told.series}


def month(series: Series, number: int) -> tuple[int, int, int, int]:
    one = next(m for m in series.months if m.month == date(2026, number, 1))
    return one.held, one.cancelled, one.taken_out, one.declined


def test_a_cancelled_one_is_planned_and_not_held_and_a_moved_one_is_held(
    found: dict[str, Series],
) -> None:
    one = found["Ruth / me"]
    assert month(one, 9) == (5, 0, 0, 0)
    assert month(one, 10) == (3, 1, 0, 0)
    assert (one.one_to_one, one.with_whom, one.goes_on) == (True, BOSS, True)


def test_what_was_taken_out_of_a_series_cancelled_in_its_name_or_declined_is_told_apart(
    found: dict[str, Series],
) -> None:
    one = found["Weekly review"]
    assert month(one, 8) == (0, 0, 2, 3)
    assert month(one, 9)[1] == 1
    assert not one.one_to_one


def test_a_series_that_ended_is_no_longer_in_the_calendar(found: dict[str, Series]) -> None:
    assert not found["Weekly review"].goes_on
    assert found["Weekly review"].last == date(2026, 9, 28)
    assert found["Payday"].goes_on


def test_a_meeting_counts_on_the_day_on_which_it_was_here(found: dict[str, Series]) -> None:
    assert [m.month.month for m in found["Team 1:1"].months] == [7, 8, 10]  # past midnight of 30 September
    assert found["Team 1:1"].one_to_one


def test_what_happened_once_is_no_rhythm(found: dict[str, Series]) -> None:
    assert "Dentist" not in found


def test_a_rule_that_repeats_by_the_second_is_left_out_and_the_rest_is_read() -> None:
    bomb = "\nBEGIN:VEVENT\nUID:b\nSUMMARY:Bomb\nDTSTART:20200101T000000Z\nRRULE:FREQ=SECONDLY\nEND:VEVENT\n"
    told = read(calendar(GOOGLE, bomb.lstrip("\n")), today=TODAY, zone=BERLIN)
    assert [one.name for one in told.series] == ["Ruth / me"]


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff", b"a,b\n1,2\n", b"BEGIN:VCALENDAR\r\n", calendar(APPLE[-90:]), b"BEGIN:VEVENT\n"],
)
def test_what_is_no_calendar_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UserError):
        read(data, today=TODAY, zone=BERLIN)


def test_nothing_is_kept_but_names_and_counts(found: dict[str, Series]) -> None:
    kept = MeetingsRead(first=TODAY, last=TODAY, sha256="0", series=tuple(found.values())).model_dump_json()
    assert "room4" not in kept
    assert "mia@" not in kept
    assert ME not in kept
