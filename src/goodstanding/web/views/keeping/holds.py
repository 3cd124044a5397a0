"""Place and release a hold."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.actions import holds
from goodstanding.domain.errors import NotAllowed, NotFound, UserError
from goodstanding.domain.permissions import check_can_write
from goodstanding.queries import retention as queries
from goodstanding.queries.files import open_file
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.keeping import HoldForm, ReleaseForm
from goodstanding.web.ui import Link
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import shown


@require_http_methods(["GET", "HEAD", "POST"])
def hold_place(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    head = open_file(viewer, person)
    check_can_write("hold_placed", head.standing)
    form = HoldForm(
        request.POST if request.method == "POST" else None, comparable=queries.comparable(viewer, head)
    )
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            holds.place(
                person=person, matter=said["matter"], reason=said["reason"], comparators=form.chosen(),
                by=viewer.person, now=clock.now(),
            )  # fmt: skip
            messages.success(request, "The hold stands. What it covers stays until it is released.")
            return redirect("kept", person)
        except (NotFound, NotAllowed):
            raise
        except UserError as error:
            add_user_error(form, error)
    context = {"head": head, "crumbs": shown.crumbs(head, Link("Hold")), "form": form,
               "back": shown.file_url(person)}  # fmt: skip
    return render(request, "gs/keeping/hold.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_release(request: HttpRequest, hold: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    line = queries.one_hold(viewer, hold)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        count = holds.release(
            hold=hold, reason=form.cleaned_data["reason"], by=viewer.person, now=clock.now()
        )
        files = f"{count} files" if count != 1 else "one file"
        messages.success(request, f"The hold is released in {files}.")
        return redirect("retention")
    context = {"line": line, "form": form, "entry_url": shown.entry_url(line.person, line.entry)}
    return render(request, "gs/keeping/release.html", context, status=422 if form.is_bound else 200)
