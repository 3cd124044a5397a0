"""What runs by itself, and how often. Add a line here; the worker, retries and IT’s page follow from it.

A piece of work is a function of the time that may be stopped anywhere and called again: it does what is due
by then, in transactions of its own, and says in a few words what it did. Names of people are not for it to
say: IT administration reads it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from goodstanding.actions import mails, notices, recount, retention, signals


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """`name` is kept in the database: it never changes."""

    name: str
    title: str
    why: str
    every: timedelta
    run: Callable[[datetime], str]


def _figures(now: datetime) -> str:
    asked = signals.request_due_review(now=now)
    return "A review was asked for." if asked else "No review is due."


def _tidy(now: datetime) -> str:
    from goodstanding.actions import scheduler  # it runs this list

    return scheduler.tidy(now)


WORK: tuple[Work, ...] = (
    Work(
        name="figures",
        title="Review of the figures",
        why="Asks for a review when the organisation’s interval is over and there are new figures.",
        every=timedelta(minutes=15),
        run=_figures,
    ),
    Work(
        name="notices",
        title="Notices",
        why="Finds what somebody should know of by now, and settles what waits no more.",
        every=timedelta(minutes=2),
        run=notices.collect,
    ),
    Work(
        name="mail",
        title="Mail",
        why="Makes mails of new notices, at once or once a day as each person chose, and sends what waits.",
        every=timedelta(minutes=1),
        run=mails.post,
    ),
    Work(
        name="recount",
        title="Counting what waits",
        why="Counts every deadline anew, so that a changed setting, holiday or rule pack moves it without an "
        "entry in the file.",
        every=timedelta(days=1),
        run=recount.recount,
    ),
    Work(
        name="retention",
        title="Retention",
        why="Finds what of the files falls due under the rules on retention. It erases nothing: HR decides.",
        every=timedelta(days=1),
        run=retention.find_due,
    ),
    Work(
        name="tidy",
        title="Tidying up",
        why="Removes runs and finished jobs of this page that nobody needs any more.",
        every=timedelta(days=1),
        run=_tidy,
    ),
)


def find(name: str) -> Work | None:
    return next((work for work in WORK if work.name == name), None)
