"""How long a file is kept, what is on hold, and what was erased: for both sides."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.domain.errors import NotFound
from goodstanding.domain.permissions import can_write
from goodstanding.domain.retention import BY_ID
from goodstanding.queries import retention as queries
from goodstanding.queries.entries import kind_title
from goodstanding.queries.files import Head, metas, open_file
from goodstanding.web.ui import Cell, Column, Fact, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import shown
from goodstanding.web.views.files.file import frame
from goodstanding.web.views.files.links import to
from goodstanding.web.views.keeping.retention import rules_table

WHAT = {"person": "The whole file", "case": "A case"}


@require_safe
def kept(request: HttpRequest, person: UUID) -> HttpResponse:
    head = open_file(viewer_of(request), person)
    if not shown.sees_keeping(head.standing):
        raise NotFound("There is no such page, or it is not for you.")
    found = queries.kept(head)
    keeps = can_write("erased", head.standing)
    context = {
        **frame(head, "kept"),
        "found": found,
        "due": _due(head, found),
        "rules": rules_table(found.rules),
        "erased": _of_kind(head, "erased", "Nothing of this file was erased."),
        "holds": _of_kind(head, "hold_placed", "No hold was placed on this file."),
        "keeps": keeps,
        "may_hold": can_write("hold_placed", head.standing),
        "erase_url": f"{to('erase', person)}?all=1",
        "hold_url": to("hold_place", person),
        "facts": [
            Fact("Deletion suspended", found.held_since or "no hold stands"),
        ],
    }
    return render(request, "gs/keeping/kept.html", context)


def _due(head: Head, found: queries.Kept) -> Table:
    columns = (Column("What"), Column("Kept until"), Column("By the rules"))
    rows = [
        [
            WHAT.get(each.scope) or Cell(
                kind_title(found.kinds[each.entry]), url=shown.entry_url(head.id, each.entry)
            ) if each.entry else WHAT[each.scope],
            each.day,
            ", ".join(BY_ID[id].source for id in each.rules) or "the rest of a file that was erased",
        ]
        for each in found.due
    ]  # fmt: skip
    if found.left:
        empty = "No rule says until when. It is kept until HR decides on a ground of its own."
    else:
        empty = "Nothing yet. The terms begin when the person leaves."
    return Table(columns, rows, "Until when it is kept, as things stand", empty)


def _of_kind(head: Head, kind: str, empty: str) -> Table:
    rows = [
        [Cell(m.happened, url=shown.entry_url(head.id, m.id)), m.author_name]
        for m in metas(head)
        if m.kind == kind
    ]
    return Table((Column("On"), Column("By")), rows, kind_title(kind), empty)
