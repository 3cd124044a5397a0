"""Counsel's report: the whole review with what only counsel reads, made to be printed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.documents.pictures import timeline_picture
from goodstanding.domain.entries import Visibility
from goodstanding.domain.errors import NotFound
from goodstanding.domain.relation import Relation
from goodstanding.queries.review import Pulled, pull
from goodstanding.review.finding import COUNSEL_ONLY, Severity
from goodstanding.web import ui
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files.shown import entry_url
from goodstanding.web.views.review.findings import frame, item, rules_table
from goodstanding.web.views.review.shown import shelf_of


@require_safe
def report(request: HttpRequest, person: UUID) -> HttpResponse:
    pulled = pull(viewer_of(request), person)
    if not pulled.head.standing.has(Relation.COUNSEL):
        raise NotFound("There is no such page, or it is not for you.")
    shelf = shelf_of(pulled)
    found = pulled.looked.review.findings
    told = [f for f in found if f.severity is not Severity.NOT_RECORDED]
    context = {
        **frame(pulled, "counsel"),
        "timing": [item(f, pulled, shelf) for f in told if f.audience == COUNSEL_ONLY],
        "others": [item(f, pulled, shelf) for f in told if f.audience != COUNSEL_ONLY],
        "silent": [item(f, pulled, shelf) for f in found if f.severity is Severity.NOT_RECORDED],
        "compartment": compartment(pulled),
        "picture": timeline_picture(pulled),
        "ran": rules_table(pulled),
    }
    return render(request, "gs/review/counsel.html", context)


def compartment(pulled: Pulled) -> ui.Table:
    """What the counsel's compartment of this file holds."""
    rows = []
    for entry in sorted(pulled.entries, key=lambda e: e.happened, reverse=True):
        if entry.visibility is Visibility.COUNSEL and entry.kind != "finding_disposed":
            shown = pulled.shown(entry)
            title = ui.Cell(shown.title, url=entry_url(pulled.head.id, entry.id))
            rows.append([entry.happened, title, shown.words, pulled.name(entry.author)])
    columns = (ui.Column("Day"), ui.Column("Entry"), ui.Column("Words"), ui.Column("By"))
    return ui.Table(columns, rows, "Counsel’s compartment", "Nothing is recorded in counsel’s compartment.")
