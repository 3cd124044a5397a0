"""A letter made from an entry: what it will say and lacks, the issuing, and the document as it was issued."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.documents.letters.compose import Letter, compose
from goodstanding.documents.letters.make import HAND_NOTE, issue, preview
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.permissions import check_can_write
from goodstanding.queries.files import Head, open_file
from goodstanding.queries.letters import document
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock, ui
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.letters import IssueForm
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params, shown
from goodstanding.web.views.files.file import frame


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, person: UUID, entry: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    head = open_file(viewer, person)
    check_can_write("letter_issued", head.standing)
    made = compose(head, entry, issuer=viewer.name)
    if params.text(request, "as") == "pdf":
        return _pdf(preview(made, now=clock.now()), f"look-at-{made.name}", inline=True)
    form = IssueForm(made, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (issued := _issue(form, viewer, made, person)):
        messages.success(request, f"The {made.name} is issued and kept with the file.")
        return redirect("entry", person, issued)
    context = {
        **frame(head, "timeline"),
        **_shown(head, made),
        "form": form,
    }
    return render(request, "gs/files/letter.html", context, status=422 if form.is_bound else 200)


def _issue(form: IssueForm, viewer: Viewer, made: Letter, person: UUID) -> UUID | None:
    reason = form.cleaned_data.get("reason", "")
    try:
        return issue(viewer, person, made.entry, reason=reason, now=clock.now())
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return None


def _shown(head: Head, made: Letter) -> dict[str, object]:
    lacks = {e.title for e in made.lacks}
    rows = [
        [e.title, e.source, ui.Cell("missing", tone="attention", icon="circle-dashed") if e.title in lacks
         else ui.Cell("it is in", tone="good", icon="check")]
        for e in made.demands
    ]  # fmt: skip
    columns = (ui.Column("What it has to say"), ui.Column("Says who"), ui.Column("Here"))
    return {
        "letter": made,
        "crumbs": shown.crumbs(
            head, ui.Link("The entry", shown.entry_url(head.id, made.entry)), ui.Link("Letter")
        ),
        "demands": ui.Table(
            columns, rows, "What this letter has to say here", "No rule demands anything of it."
        ),
        "entry_url": shown.entry_url(head.id, made.entry),
        "hand_note": HAND_NOTE if made.by_hand else "",
    }


@require_safe
def letter_document(request: HttpRequest, person: UUID, entry: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    return _pdf(document(viewer, person, entry), "letter", inline=False)


def _pdf(made: bytes, name: str, *, inline: bool) -> HttpResponse:
    response = HttpResponse(made, content_type="application/pdf")
    how = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{name.replace(" ", "-")}.pdf"'
    return response
