"""What runs by itself: when it last did, how it ended, when it comes next; and mails that did not arrive."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions import mails, schedule, scheduler
from goodstanding.domain.errors import NotFound
from goodstanding.queries import work as queries
from goodstanding.web import clock
from goodstanding.web.ui import Cell, Column, Link, Table
from goodstanding.web.ui.tags.words import badge
from goodstanding.web.viewer import viewer_with

STATES = {
    "waiting": ("Waiting", "info", "clock"),
    "running": ("Running", "info", "loader"),
    "sending": ("Being sent", "info", "loader"),
    "ready": ("Waiting", "info", "clock"),
    "done": ("Done", "good", "circle-check"),
    "failed": ("Failed", "attention", "circle-alert"),
    "stopped": ("Stopped", "attention", "circle-alert"),
    "works": ("Works", "good", "circle-check"),
    "fails": ("Fails", "attention", "circle-alert"),
}
JOBS = {
    "carry_out_review": "Review of the figures",
    "check_import": "Checking an import",
    "carry_out_import": "An import",
}
MINUTE = 60


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    viewer_with(request, "it_admin")
    now = clock.now()
    heard, late = queries.heard(now), queries.undelivered()
    context = {
        "heard": heard,
        "silent": heard is None or now - heard > queries.SILENT,
        "lines": _lines(),
        "jobs": _jobs(),
        "mails": _mails(late),
        "given_up": [mail for mail in late if mail.state == "failed"],
        "services": _services(),
    }
    return render(request, "gs/work/work.html", context)


@require_safe
def work_runs(request: HttpRequest, name: str) -> HttpResponse:
    viewer_with(request, "it_admin")
    one = _found(name)
    columns = (Column("Started"), Column("How it ended"), Column("Took"), Column("Asked for by"))
    rows = [
        [run.started or run.asked, _state(run.state, run.result), took(run.seconds), run.by or "the schedule"]
        for run in queries.runs(name)
    ]
    crumbs = [Link("Work", reverse("work")), Link(one.title)]
    table = Table(columns, rows, f"The last runs of: {one.title}", "It has not run yet.")
    return render(request, "gs/work/runs.html", {"work": one, "crumbs": crumbs, "table": table})


@require_POST
def work_run(request: HttpRequest, name: str) -> HttpResponse:
    viewer = viewer_with(request, "it_admin")
    one = _found(name)
    scheduler.run_now(name=name, by=viewer.person, now=clock.now())
    messages.success(request, f"“{one.title}” is queued. Load this page again to see how it ended.")
    return redirect("work")


@require_POST
def mail_again(request: HttpRequest, mail: int) -> HttpResponse:
    viewer = viewer_with(request, "it_admin")
    mails.send_again(mail=mail, by=viewer.person, now=clock.now())
    messages.success(request, "It is sent with the next run, to the address that the account has now.")
    return redirect("work")


def _found(name: str) -> schedule.Work:
    found = schedule.find(name)
    if found is None:
        raise NotFound("There is no such work.")
    return found


def _lines() -> list[dict[str, object]]:
    known = queries.lines()
    made: list[dict[str, object]] = []
    for one in schedule.WORK:
        line = known.get(one.name)
        made.append(
            {"work": one, "line": line, "every": every(one.every.total_seconds()),
             "state": _badge(line.state) if line and line.state else "",
             "took": took(line.seconds) if line else ""}
        )  # fmt: skip
    return made


def _jobs() -> Table:
    columns = (Column("Job"), Column("State"), Column("Asked for"), Column("Started"), Column("Ended"))
    rows = [
        [JOBS.get(job.what, job.what.replace("_", " ")), _state(job.state), job.asked,
         job.started or "not yet", job.finished or "not yet"]
        for job in queries.jobs()
    ]  # fmt: skip
    return Table(columns, rows, "Jobs that wait, run or failed", "Nothing waits and nothing failed.")


def _mails(late: list[queries.MailLine]) -> Table:
    columns = (
        Column("To"),
        Column("State"),
        Column("Made"),
        Column("Attempts", numeric=True),
        Column("Next"),
    )
    rows = [
        [Cell(mail.to, note=mail.problem), _state(mail.state), mail.made, mail.attempts,
         mail.next_try if mail.state == "waiting" else "none"]
        for mail in late
    ]  # fmt: skip
    return Table(
        columns, rows, "Mails that have not arrived", "No mail waits to be sent, and none was given up."
    )


def _services() -> Table | None:
    found = queries.services()
    columns = (Column("What"), Column("State"), Column("Last noted"))
    rows = [
        [Cell(one.name, note=one.problem), _state("fails" if one.failed_since else "works"), one.tried]
        for one in found
    ]
    return Table(columns, rows, "What this server speaks to") if rows else None


def _badge(state: str) -> str:
    label, tone, icon = STATES.get(state, (state.capitalize(), "neutral", "dot"))
    return str(badge(label, tone=tone, icon=icon))


def _state(state: str, note: str = "") -> Cell:
    return Cell(html=format_html("{}", badge(*STATES.get(state, (state, "neutral", "dot")))), note=note)


def took(seconds: float | None) -> str:
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return f"{seconds:.1f} s"
    return f"{seconds / MINUTE:.0f} min"


def every(seconds: float) -> str:
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        count = int(seconds // length)
        if count:
            return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    return f"every {seconds:g} seconds"
