"""“Notices”: what somebody should know of, each with the page where it is dealt with."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions import notices as actions
from goodstanding.domain.days import KINDS as DAYS
from goodstanding.domain.lifecycle import EVENTS
from goodstanding.domain.notices import KINDS
from goodstanding.queries import notices as queries
from goodstanding.queries.notices import NoticeLine
from goodstanding.web import clock
from goodstanding.web.ui import Cell, Column, NavItem, Table
from goodstanding.web.ui.tags.words import badge
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.files.links import to
from goodstanding.web.views.files.shown import entry_url, file_url

COLUMNS = (Column("What"), Column("About"), Column("Day"), Column("Told"))


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    waiting = params.text(request, "show") != "all"
    page = queries.listed(viewer, params.page(request), waiting=waiting)
    address = reverse("notices")
    context = {
        "page": page,
        "table": Table(COLUMNS, [_row(line) for line in page.object_list], "Notices"),
        "unread": any(not line.read and not line.settled for line in page.object_list),
        "pills": [NavItem(address, "Open", current=waiting),
                  NavItem(f"{address}?show=all", "All", current=not waiting)],
    }  # fmt: skip
    return render(request, "gs/dates/notices.html", context)


def _row(line: NoticeLine) -> list[object]:
    kind = KINDS.get(line.kind)
    says = kind.says if kind else "Something waits for you."
    exact = _exact(line)
    new = badge("New", tone="accent") if not line.read and not line.settled else ""
    link = format_html('<a href="{}">{}</a> {}', reverse("notice", args=[line.id]), exact or says, new)
    note = "Settled" if line.settled else says if exact else ""
    return [
        Cell(html=link, note=note),
        "you" if line.own else line.subject_name or "–",
        line.due,
        line.made,
    ]


DECISIONS = {
    "coaching_directed": "Decide on the concern",
    "coaching_closed": "Decide on the coaching",
    "approved": "Decide on the plan",
    "endorsed": "Read the plan",
    "extended": "Decide on the extension",
    "change_accepted": "Decide on the change",
    "no_action_on_relapse": "Decide on the relapse",
    "decision": "Decide on the proposal",
    "not_proposed": "Decide what follows the plan",
}
"""Where a duty bears the name of one of several answers: what is to be decided, without leaning to one."""


def _exact(line: NoticeLine) -> str:
    """What it is about, in the words of the procedure; a mail does not say as much."""
    what, *rest = line.cause.split("/")
    if what == "entry":
        return line.about
    if what == "duty" and len(rest) > 1:
        if rest[1] == "acknowledged" and line.about:
            return f"Receipt: {line.about}"
        return DECISIONS.get(rest[1]) or line.about or EVENTS.get(rest[1], "")
    if what == "day" and len(rest) > 1:
        return DAYS.get(rest[1].partition(":")[0], "")
    return ""


@require_safe
def notice(request: HttpRequest, notice: int) -> HttpResponse:
    """Opened by its reader: read from now on."""
    page = actions.read(notice=notice, person=viewer_of(request).person, now=clock.now())
    return redirect(address(page))


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    actions.read_all(person=viewer_of(request).person, now=clock.now())
    messages.success(request, "All are marked as read. What waits for you still stands on your start page.")
    return redirect("notices")


def address(page: str) -> str:
    """Where a notice leads. Whether that page is still for this reader, it says itself."""
    what, _, about = page.partition("/")
    if what == "case":
        return to("plan", UUID(about))
    if what == "entry":
        subject, _, entry = about.partition("/")
        return entry_url(UUID(subject), UUID(entry))
    if what == "round":
        return to("round", UUID(about))
    if what == "file":
        return file_url(UUID(about))
    return reverse({"account": "security", "work": "work"}.get(what, "home"))
