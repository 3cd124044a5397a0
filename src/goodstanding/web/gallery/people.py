"""Samples: people, words, time. All of it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from goodstanding.web.ui import (
    CheckIn,
    DayItem,
    Deadline,
    Duty,
    Evidence,
    Fact,
    Link,
    PersonLine,
    TimelineEntry,
    Voice,
    month_grid,
)

TODAY = date(2026, 11, 23)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_NAME = f"Maximiliane-Théodora van der {LONG_WORD[:38]}"

ANA = PersonLine("Ana Ruiz", "Claims handler", "Motor claims North", "#ana")
TOM = PersonLine("Tom Okafor", "Team lead", "Motor claims North", "#tom")
LONG = PersonLine(LONG_NAME, "Principal " + LONG_WORD, "Cross-border recovery and subrogation", "#long")

MANAGER_WORDS = (
    "We agreed on ten files a week from today. The first two weeks you have Priya beside you on the "
    "complex ones.\n\nWhat I saw: the letters are clear now. What I did not see yet: the notes in the "
    "system on the same day."
)
EMPLOYEE_WORDS = (
    "The training came three weeks late, on 20 October instead of 1 October. Since then I close eleven "
    "files a week.\n\nI ask that the weeks before are not counted."
)


def at(day: int, hour: int = 9, minute: int = 12, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def people() -> dict[str, Any]:
    return {"ana": ANA, "tom": TOM, "long": LONG}


def voices() -> dict[str, Any]:
    return {
        "manager": Voice("Tom Okafor", MANAGER_WORDS, at(3), at(4)),
        "employee": Voice("Ana Ruiz", EMPLOYEE_WORDS, at(4, 16, 40)),
        "nothing": None,
        "long": Voice(LONG_NAME, f"{LONG_WORD} {LONG_WORD}", at(4)),
        "markup": "She wrote <b>“not now”</b> & left.\nThen came back.",
    }


def deadlines() -> dict[str, Any]:
    return {
        "due": date(2026, 12, 4),
        "items": [
            Deadline(date(2026, 12, 4), 9),
            Deadline(date(2026, 11, 26), 3),
            Deadline(TODAY, 0),
            Deadline(date(2026, 11, 20), -1),
            Deadline(date(2026, 11, 9), -14, "calendar"),
            Deadline(date(2026, 12, 11), stopped=True),
            Deadline(date(2026, 11, 2), done=True),
            Deadline(date(2027, 1, 29)),
        ],
    }


def duties() -> dict[str, Any]:
    items = [
        Duty(
            "Answer Ana Ruiz’s question about the training date",
            "#answer",
            "Answer",
            Deadline(date(2026, 11, 18), -3),
            ANA,
            "An open question stops the midpoint statement.",
            "active",
        ),
        Duty(
            "Hold the weekly check-in",
            "#check-in",
            "Write it up",
            Deadline(TODAY, 0),
            ANA,
            "Both sides write.",
        ),
        Duty(
            "Decide on the extension that the midpoint proposed",
            "#extend",
            "Decide",
            Deadline(date(2026, 11, 27), 4),
            TOM,
            "Support came 19 days late; the policy asks for an answer with a reason.",
            "paused",
        ),
    ]
    long = Duty(f"Read {LONG_WORD}", "#l", "Read and acknowledge", Deadline(TODAY, -120), LONG, LONG_WORD * 2)
    return {"items": items, "none": [], "long": [long], "many": items * 8}


def _coached() -> TimelineEntry:
    answer = TimelineEntry(
        "12a",
        "Answer",
        "Ana Ruiz answers",
        date(2026, 11, 12),
        at(12, 17, 5),
        at(13),
        "Ana Ruiz",
        "message-square-reply",
        "info",
        EMPLOYEE_WORDS,
    )
    return TimelineEntry(
        "12",
        "Coaching",
        "Same-day notes in the claims system",
        date(2026, 11, 10),
        at(11),
        at(12, 8, 30),
        "Tom Okafor",
        "message-circle",
        "info",
        MANAGER_WORDS,
        (
            Fact("Agreed", "Notes on the day of the call"),
            Fact("Follow-up", date(2026, 11, 24)),
            Fact("Attended"),
        ),
        "#entry-12",
        (
            Link("Answer", "#answer", icon="message-square-reply"),
            Link("Correct", "#correct", icon="pencil-line"),
        ),
        (answer,),
    )


def _corrected() -> tuple[TimelineEntry, TimelineEntry]:
    first = TimelineEntry(
        "9",
        "Feedback",
        "Letter to a customer went out with the wrong policy number",
        date(2026, 11, 2),
        at(16),
        None,
        "Tom Okafor",
        "message-square-warning",
        "attention",
        "The letter of 2 November named another customer’s policy.",
        corrected_by=Link("the entry of 18 November", "#entry-14"),
        acknowledge_note="asked for on 16 November",
    )
    correction = TimelineEntry(
        "14",
        "Feedback",
        "The wrong number came from the template",
        date(2026, 11, 18),
        at(18, 14),
        at(19),
        "Tom Okafor",
        "message-square",
        "neutral",
        "Not Ana’s mistake: the template carried the number.",
        corrects=Link("the entry of 2 November", "#entry-9"),
    )
    return first, correction


def entries() -> dict[str, Any]:
    coaching, (first, correction) = _coached(), _corrected()
    award = TimelineEntry(
        "3",
        "Award",
        "Customer letter of the quarter",
        date(2026, 9, 30),
        at(30, month=9),
        at(30, 15, month=9),
        "Lena Brandt",
        "award",
        "good",
    )
    draft = TimelineEntry("2", "Note", LONG_WORD, date(2026, 9, 1), None, None, LONG_NAME, visibility="draft")
    return {
        "entries": [correction, coaching, first, award, draft],
        "none": [],
        "one": replace(coaching, id="12-alone", answers=()),
    }


def checkins() -> dict[str, Any]:
    items = [
        CheckIn(date(2026, 11, 3), "Check-in 1", "held", "#1", "Both sides wrote."),
        CheckIn(
            date(2026, 11, 10),
            "Check-in 2",
            "missed",
            "#2",
            "Tom Okafor could not come; nothing follows for Ana.",
        ),
        CheckIn(date(2026, 11, 17), "Check-in 3", "postponed", "#3", "Moved to 19 November by agreement."),
        CheckIn(date(2026, 11, 24), "Midpoint", "planned", "#4"),
        CheckIn(date(2026, 12, 1), f"Check-in {LONG_WORD}", "cancelled", "", "The plan was paused."),
    ]
    tones = {"held": ("good", "circle-check"), "missed": ("attention", "calendar-x")}
    days = [
        DayItem(one.date, one.title, one.url, *tones.get(one.state, ("info", "calendar")))
        for one in items[:4]
    ]
    days.append(DayItem(date(2026, 11, 24), "Training day", "", "neutral", "graduation-cap"))
    return {
        "items": items,
        "none": [],
        "month": month_grid(2026, 11, days, TODAY, "?month=2026-10", "?month=2026-12"),
        "quiet": month_grid(2026, 8, [], TODAY),
    }


def evidence() -> dict[str, Any]:
    return {
        "supports": [
            Evidence(
                "11 of 60 files were closed after the 10-day limit",
                "#1",
                date(2026, 9, 30),
                "Metric snapshot",
            ),
            Evidence("Coaching on deadlines, with an agreed action", "#2", date(2026, 10, 6), "Tom Okafor"),
        ],
        "contradicts": [
            Evidence("Rated “good” in the last two appraisals", "#3", date(2026, 3, 31), "Appraisals"),
        ],
        "missing": [
            Evidence("The standard was never communicated in writing"),
            Evidence("No comparison with the team in the same weeks"),
        ],
        "none": [],
        "long": [Evidence(LONG_WORD * 2, "#l", date(2026, 3, 31), LONG_WORD)],
    }
