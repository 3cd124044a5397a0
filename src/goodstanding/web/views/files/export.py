"""Take a file along: what it holds, who learns of it, and the JSON document."""

from __future__ import annotations

import json
import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goodstanding.actions import entries as actions
from goodstanding.documents.export import export_file
from goodstanding.domain.entries.day_to_day import Exported
from goodstanding.domain.permissions import check_can_write
from goodstanding.queries.files import Head, metas, open_file
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.ui import Fact, Link
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import shown
from goodstanding.web.views.files.file import frame


@require_http_methods(["GET", "HEAD", "POST"])
def file_export(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    head = open_file(viewer, person)
    check_can_write("exported", head.standing)
    if request.method == "POST":
        return _document(viewer, head)
    found = metas(head)
    facts = [
        Fact("Entries that you may read", f"{len(found):,}"),
        Fact("From", min((m.happened for m in found), default=None)),
        Fact("To", max((m.happened for m in found), default=None)),
        Fact("Form", "JSON, version 1, with a published schema"),
    ]
    context = {**frame(head, "export"), "crumbs": shown.crumbs(head, Link("Export")), "facts": facts}
    return render(request, "gs/files/export.html", context)


def _document(viewer: Viewer, head: Head) -> HttpResponse:
    """The act is an entry of the file itself, written before the document is made."""
    now = clock.now()
    actions.record(person=head.id, payload=Exported(to=viewer.name, format="json"), by=viewer.person, now=now)
    text = json.dumps(export_file(head.id, viewer, now), indent=2, ensure_ascii=False)
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    safe = re.sub(r"[^A-Za-z0-9]+", "-", head.number).strip("-") or "file"
    response["Content-Disposition"] = f'attachment; filename="file-{safe}.json"'
    return response
