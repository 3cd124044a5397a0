"""The file itself: made, opened, locked, copied."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from goodstanding.actions.own import keys
from goodstanding.actions.own.house import house
from goodstanding.domain.errors import Damage, UserError
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.personal.forms.keys import BeginForm, ChangeForm, CopyForm, UnlockForm
from goodstanding.web.personal.marks import without_file

pages = require_http_methods(["GET", "HEAD", "POST"])


@without_file
@pages
def begin(request: HttpRequest) -> HttpResponse:
    here = house()
    if here.vault.exists:
        return redirect("unlock")
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keys.make_file(house=here, passphrase=form.cleaned_data["new"])
        return redirect("home")
    status = 422 if form.errors else 200
    return render(request, "gs/me/begin.html", {"form": form, "path": here.vault.path}, status=status)


@without_file
@pages
def unlock(request: HttpRequest) -> HttpResponse:
    here = house()
    if here.vault.unlocked or not here.vault.exists:
        return redirect("home")
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keys.unlock(house=here, passphrase=form.cleaned_data["passphrase"])
            return redirect("home")
        except (UserError, Damage) as error:
            form.add_error("passphrase", error.message)
    status = 422 if form.errors else 200
    return render(request, "gs/me/unlock.html", {"form": form, "path": here.vault.path}, status=status)


@without_file
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    keys.lock(house=house())
    response = redirect("unlock")
    response["Clear-Site-Data"] = '"cache"'  # also the pages that “Back” would show
    return response


@require_POST
def awake(request: HttpRequest) -> HttpResponse:
    """Somebody is typing: a long text must not end at a locked file."""
    return HttpResponse(status=204)


@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    here = house()
    context = {"path": here.vault.path, "minutes": int(here.idle_seconds // 60)}
    return render(request, "gs/me/keeping.html", context)


@require_POST
def backup(request: HttpRequest) -> HttpResponse:
    """The file as it lies on the disk: ciphertext."""
    name = f"{house().vault.path.stem}-{clock.today():%Y-%m-%d}.gsme"
    response = HttpResponse(house().vault.sealed(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@pages
def check(request: HttpRequest) -> HttpResponse:
    form = CopyForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            report = keys.check(data=given["copy"].read(), passphrase=given["passphrase"])
            context |= {"report": report, "said": keys.compare(house=house(), report=report)}
        except (UserError, Damage) as error:
            form.add_error(None, error.message)
    return render(request, "gs/me/check_copy.html", context, status=422 if form.errors else 200)


@pages
def passphrase(request: HttpRequest) -> HttpResponse:
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            keys.change_passphrase(house=house(), old=given["old"], new=given["new"])
            messages.success(
                request, "The passphrase is changed. Copies made before still open with the old one."
            )
            return redirect("keeping")
        except UserError as error:
            add_user_error(form, error)
    return render(request, "gs/me/passphrase.html", {"form": form}, status=422 if form.errors else 200)
