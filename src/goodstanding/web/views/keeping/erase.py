"""Erase: see all that goes and what stays, ask for it; see it as the second person, and carry it out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.actions import erasure_requests
from goodstanding.domain.erased import GROUNDS
from goodstanding.domain.erasing import WHAT_STAYS, Target
from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, NotNow, UserError
from goodstanding.domain.retention import BY_ID
from goodstanding.queries import erasures as queries
from goodstanding.queries.erasures import Preview
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.keeping import EraseForm
from goodstanding.web.ui import Cell, Column, Fact, Link, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params, shown
from goodstanding.web.views.files.links import to

SCOPES = {
    "fields": "words of an entry", "entry": "an entry and what answers it", "case": "a whole case",
    "person": "the whole file",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    target = _target(request)
    seen = queries.previewed(viewer, person, target, quiet=True)
    choices = seen.choices if target.scope == "fields" else ()
    form = EraseForm(
        request.POST if request.method == "POST" else None, choices=choices, initial=_initial(request)
    )
    if form.is_bound and form.is_valid() and (asked := _ask(form, viewer, person, target)):
        messages.success(request, "It is asked for. Somebody else who keeps this file has to agree.")
        return redirect("erasure", asked)
    context = {
        **_shown(seen),
        "form": form,
        "scope": SCOPES[target.scope],
        "others": list(queries.may_agree(viewer, person).values())[:5],
        "switch": _switch(person, target, seen),
        "picks": target.scope == "fields",
        "choices": choices,
    }
    return render(request, "gs/keeping/erase.html", context, status=422 if form.is_bound else 200)


def _target(request: HttpRequest) -> Target:
    entry, case = params.uuid(request, "entry"), params.uuid(request, "case")
    if entry is not None:
        if params.text(request, "all"):
            return Target(scope="entry", entry=entry)
        return Target(scope="fields", entry=entry, fields=frozenset(request.POST.getlist("fields")))
    if case is not None:
        return Target(scope="case", case=case)
    return Target(scope="person")


def _initial(request: HttpRequest) -> dict[str, str]:
    rule = BY_ID.get(params.text(request, "rule"))
    if rule is None:
        return {}
    return {"ground": "law" if rule.does == "expunge" else "retention", "source": rule.source}


def _ask(form: EraseForm, viewer: Viewer, person: UUID, target: Target) -> int | None:
    said = form.cleaned_data
    try:
        return erasure_requests.ask(
            person=person, target=target, ground=said["ground"], source=said["source"],
            reason=said["reason"], by=viewer.person, now=clock.now(),
        )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except UserError as error:
        add_user_error(form, error)
        return None


def _switch(person: UUID, target: Target, seen: Preview) -> list[Link]:
    """The other extents that the same page can show."""
    here = to("erase", person)
    if target.entry is None:
        return []
    return [
        Link("Some of its words", f"{here}?entry={target.entry}", target.scope == "fields"),
        Link("The whole entry", f"{here}?entry={target.entry}&all=1", target.scope == "entry"),
    ]


def _shown(seen: Preview) -> dict[str, object]:
    head = seen.head
    columns = (Column("Entry"), Column("Day"), Column("By"), Column("What goes"))
    rows = [
        [
            Cell(line.title, url=shown.entry_url(head.id, line.entry), note=line.kind),
            line.happened,
            line.author,
            Cell(
                "all of it" if line.whole else ", ".join(label for label, _ in line.fields),
                note="; ".join(shown.cut(words) for _, words in line.fields)[:600],
            ),
        ]
        for line in seen.goes
    ]
    return {
        "head": head,
        "seen": seen,
        "crumbs": shown.crumbs(head, Link("Erase")),
        "table": Table(columns, rows, f"What goes: {len(seen.goes)}", "Nothing yet: choose below."),
        "stays": WHAT_STAYS,
        "echoes": [
            (title, field, shown.entry_url(head.id, entry)) for entry, title, field in seen.echoes[:50]
        ],
        "back": shown.file_url(head.id),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest, request_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    row = queries.request(request_id, clock.now())
    seen = _for_second(viewer, row)
    own, problem = row.asked_by_id == viewer.person, ""
    if request.method == "POST":
        try:
            erasure_requests.agree(
                id=request_id, expected=params.posted(request, "version") or -1, by=viewer.person,
                now=clock.now(),
            )  # fmt: skip
            messages.success(request, "It is erased. The file says what, by whom, on what ground and when.")
            return redirect("kept", seen.head.id)
        except (NotNow, Conflict) as error:
            problem = error.message
    others = queries.may_agree(viewer, seen.head.id)
    context = {
        **_shown(seen),
        "row": row,
        "facts": _asked(row),
        "own": own,
        "alone": own and not others,
        "others": list(others.values())[:5],
        "problem": problem,
    }
    return render(request, "gs/keeping/erasure.html", context, status=422 if problem else 200)


def _asked(row: Any) -> list[Fact]:
    return [
        Fact("Asked for by", row.asked_by.name),
        Fact("On", row.asked_at.date()),
        Fact("What", SCOPES[row.scope]),
        Fact("Ground", GROUNDS[row.ground]),
        Fact("On what it rests", row.source),
        Fact("Why", row.reason),
    ]


def _for_second(viewer: Viewer, row: object) -> Preview:
    """What is asked for, as whoever may agree sees it; for everybody else it does not exist."""
    try:
        return queries.previewed(viewer, row.person_id, queries.target_of(row), quiet=True)  # type: ignore[attr-defined, arg-type]
    except NotAllowed:
        raise NotFound("There is no such request, or it is not for you.") from None


@require_POST
def erasure_refuse(request: HttpRequest, request_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    row = queries.request(request_id, clock.now())
    _for_second(viewer, row)
    erasure_requests.refuse(id=request_id, by=viewer.person, now=clock.now())
    messages.success(request, "Nothing is erased.")
    return redirect("retention")
