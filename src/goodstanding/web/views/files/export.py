"""Take a file along: as a document, as an archive, as data. What it holds, and who learns of it."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goodstanding.documents.dossier.content import edition_of
from goodstanding.documents.dossier.make import hand_out
from goodstanding.documents.dossier.signature import Identity
from goodstanding.documents.signing_key import known_key
from goodstanding.domain.errors import NotFound
from goodstanding.domain.permissions import check_can_write
from goodstanding.queries.files import Head, metas, open_file
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.ui import Fact, Link
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params, shown
from goodstanding.web.views.files.file import frame

FORMS = {"json": "application/json; charset=utf-8", "pdf": "application/pdf", "zip": "application/zip"}


@require_http_methods(["GET", "HEAD", "POST"])
def file_export(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    head = open_file(viewer, person)
    check_can_write("exported", head.standing)
    if request.method == "POST":
        asked = params.text(request, "as") or "json"
        if asked not in FORMS:
            raise NotFound("There is no such form of a file. It can be had as PDF, ZIP or JSON.")
        return _document(viewer, head, asked)
    found = metas(head)
    context = {
        **frame(head, "export"),
        "crumbs": shown.crumbs(head, Link("Export")),
        "facts": [
            Fact("Entries that you may read", f"{len(found):,}"),
            Fact("From", min((m.happened for m in found), default=None)),
            Fact("To", max((m.happened for m in found), default=None)),
            Fact("Version", f"for {edition_of(head).name}"),
        ],
        "holds": edition_of(head).holds,
        "key": _key(known_key(clock.now())),
    }
    return render(request, "gs/files/export.html", context)


def _key(known: Identity | None) -> list[Fact]:
    if known is None:
        return [Fact("Signed by", "a key of this installation", note="made with its first document")]
    return [
        Fact("Signed by", known.name, note="a key that this installation made" if known.own else ""),
        Fact("Fingerprint (SHA-256)", known.fingerprint),
    ]


def _document(viewer: Viewer, head: Head, form: str) -> HttpResponse:
    made = hand_out(viewer, head.id, form=form, now=clock.now())
    response = HttpResponse(made, content_type=FORMS[form])
    safe = re.sub(r"[^A-Za-z0-9]+", "-", head.number).strip("-") or "file"
    name = "file" if form == "json" else "dossier"
    response["Content-Disposition"] = f'attachment; filename="{name}-{safe}.{form}"'
    return response
