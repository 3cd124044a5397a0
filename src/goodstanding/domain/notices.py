"""The kinds of notice there are: what each says in a mail, and what people may choose about it.

A mail says one of these sentences, a day and a link; never a name, never a word of a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from goodstanding.domain.working_days import Calendar, add_working_days

How = Literal["at_once", "daily", "none"]
HOWS: Mapping[How, str] = MappingProxyType(
    {"at_once": "At once", "daily": "Once a day", "none": "Not by mail"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`says` is the sentence of a mail; `usual` holds until somebody chooses one of `may`."""

    name: str
    title: str
    says: str
    when: str
    usual: How
    may: tuple[How, ...]
    why_fixed: str = ""

    def chosen(self, choices: Mapping[str, str]) -> How:
        """What this person gets: their choice while it may be chosen, else what is usual."""
        wanted = choices.get(self.name, self.usual)
        return next((how for how in self.may if how == wanted), self.usual)


PROCESS = "A step of a procedure with deadlines: it can come once a day, and not never."
_KINDS = (
    Kind(
        name="receipt", title="Receipts", says="Something was given to you. Please confirm that you have it.",
        when="an entry waits for your receipt", usual="at_once", may=("at_once", "daily"), why_fixed=PROCESS,
    ),
    Kind(
        name="last_day", title="Your rights with a last day",
        says="A time in which you may answer or appeal is running.",
        when="you may reply to a proposal or appeal against a decision", usual="at_once", may=("at_once",),
        why_fixed="The time is lost if you hear of it late: it always comes at once.",
    ),
    Kind(
        name="duty", title="What waits for you", says="Something waits for you.",
        when="a step of a plan, a question or a follow-up is yours to do", usual="daily",
        may=("at_once", "daily"), why_fixed=PROCESS,
    ),
    Kind(
        name="part", title="What waits for your part",
        says="Something waits for HR, or for another part that you play.",
        when="a step belongs to HR or to leave and accommodation, and you play that part for the person",
        usual="daily", may=("at_once", "daily"),
        why_fixed=PROCESS,
    ),
    Kind(
        name="late", title="What is overdue", says="Something of yours is overdue.",
        when="the day of something that waits for you has passed", usual="daily", may=("at_once", "daily"),
        why_fixed=PROCESS,
    ),
    Kind(
        name="escalated", title="Managers who are late",
        says="Something that a manager should have done is overdue.",
        when="a check-in, answer, follow-up or promised support is late beyond the days of grace; you are "
        "HR for that person", usual="daily", may=("at_once", "daily"),
        why_fixed="A missed check-in is the employer’s: HR hears of it in any case.",
    ),
    Kind(
        name="entry", title="New in your file", says="There is something new in your file.",
        when="somebody writes an entry about you that you can read and that asks for no receipt",
        usual="at_once", may=("at_once", "daily", "none"),
    ),
    Kind(
        name="written", title="Written by somebody you manage",
        says="Somebody whom you manage wrote in their file.",
        when="a person you manage answers, asks or writes something", usual="daily",
        may=("at_once", "daily", "none"),
    ),
    Kind(
        name="soon", title="Reminders", says="Something of yours is on within two days.",
        when="a check-in, meeting, midpoint or watch check comes up, two days before", usual="daily",
        may=("at_once", "daily", "none"),
    ),
    Kind(
        name="unheld", title="Check-ins that were not recorded",
        says="A check-in with you is overdue. You may record that it did not take place.",
        when="a planned check-in with you has passed, the days of grace too, and nobody recorded it",
        usual="daily", may=("at_once", "daily", "none"),
    ),
    Kind(
        name="account", title="Your account", says="Something was done to your account.",
        when="somebody changes your account, its password or its parts, or a calendar address is made",
        usual="at_once", may=("at_once",),
        why_fixed="It tells you of somebody else at your account: it always comes at once.",
    ),
    Kind(
        name="work", title="The server’s work", says="Work that the server does by itself goes wrong.",
        when="you are IT administration and a run fails three times in a row, or mails do not arrive",
        usual="at_once", may=("at_once", "daily"), why_fixed="Notices depend on it.",
    ),
)  # fmt: skip
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})

RIGHTS = frozenset({"reply", "appeal"})
"""What somebody may do and need not: it is never overdue."""

NEVER_LATE = RIGHTS | {"acknowledged"}
"""A receipt is asked for by a day. That it is not there yet is no refusal and no fault."""

ESCALATES = frozenset(
    {"check_in", "midpoint", "support_given", "question_answered", "followed_up", "coaching",
     "coaching_plan_set", "goal_determined"}
)  # fmt: skip
"""The employer’s duties towards the person, of which HR hears when they are late."""

REMINDED = frozenset({"check_in", "meeting", "midpoint", "watch_check", "coaching"})


def of_duty(event: str, *, own: bool) -> str:
    """Which kind of notice says that this duty waits. `own`: it is about the person themselves."""
    if event == "acknowledged":
        return "receipt"
    return "last_day" if own and event in RIGHTS else "duty"


def passed(day: date, *, today: date, grace: int, calendar: Calendar) -> bool:
    """Its working days of grace are over too, counted in the person’s own calendar."""
    return day < today and add_working_days(calendar, day, grace) < today


def escalates(event: str, due: date, *, today: date, grace: int, calendar: Calendar) -> bool:
    return event in ESCALATES and passed(due, today=today, grace=grace, calendar=calendar)
