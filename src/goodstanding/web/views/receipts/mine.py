"""My receipts: what I may take away, one by one or all at once."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions import receipts as actions
from goodstanding.queries import receipts as queries
from goodstanding.queries.receipts import Line
from goodstanding.web import clock
from goodstanding.web.ui import Cell, Column, Link, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.files.links import to
from goodstanding.web.views.files.shown import entry_url

COLUMNS = (
    Column("Entry"),
    Column("About"),
    Column("Happened"),
    Column("In checkpoint", numeric=True),
    Column("Taken"),
)


@require_safe
def receipts(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    only_new, about_me = params.text(request, "show") == "new", params.text(request, "about") == "me"
    found = queries.listed(viewer, params.page(request), only_new=only_new, about_me=about_me)
    page, total, fresh = found.page, found.total, found.fresh
    table = Table(
        COLUMNS,
        [_row(line) for line in page.object_list],
        caption="Entries about me that I may read, and entries that I wrote; the latest first",
        empty="There is nothing here for this choice.",
    )
    here = to("receipts")
    pills = [
        Link("All", here, current=not only_new and not about_me, count=total),
        Link("Not taken yet", f"{here}?show=new", current=only_new, count=fresh),
        Link("About me", f"{here}?about=me", current=about_me),
    ]
    context = {"page": page, "table": table, "pills": pills, "total": total, "fresh": fresh}
    context["all"] = {"which": "all"}
    return render(request, "gs/receipts/mine.html", context)


def _day(on: date) -> str:
    return f"{on:%-d %b %Y}"


def _row(line: Line) -> list[object]:
    return [
        Cell(
            line.title,
            url=entry_url(line.subject, line.entry),
            note=f"entry {line.index + 1:,} of the record",
        ),
        Cell(line.subject_name, note=f"written by {line.author_name}"),
        Cell(_day(line.happened), note=f"recorded {_day(localdate(line.recorded))}"),
        f"{line.covered:,}" if line.covered else "signed in a moment",
        _day(localdate(line.taken)) if line.taken else "not yet",
    ]


@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """A ZIP file of all of them, or of those not taken yet."""
    only_new = request.POST.get("which") != "all"
    data, _ = actions.take_all(viewer=viewer_of(request), now=clock.now(), only_new=only_new)
    return _file(data, f"receipts-{clock.today().isoformat()}.zip", "application/zip")


@require_POST
def entry_receipt(request: HttpRequest, person: UUID, entry: UUID) -> HttpResponse:
    """The receipt of one entry: the JSON file, or the proof alone."""
    document = actions.take(person=person, entry=entry, viewer=viewer_of(request), now=clock.now())
    if request.POST.get("form") == "proof":
        return _file(document.proof.encode("utf-8"), document.proof_name, "text/plain; charset=utf-8")
    return _file(document.json.encode("utf-8"), document.name, "application/json; charset=utf-8")


def _file(data: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
