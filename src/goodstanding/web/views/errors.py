"""Answers to what went wrong: each says what, why and what next, in the frame of the other pages."""

from __future__ import annotations

import logging
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodstanding.domain.errors import (
    Conflict,
    Damage,
    GoodStandingError,
    NotAllowed,
    NotFound,
    NotNow,
    UserError,
)
from goodstanding.web.context import shell
from goodstanding.web.viewer import public

log = logging.getLogger("goodstanding")

_STATUS: tuple[tuple[type[GoodStandingError], int, str], ...] = (
    (NotFound, 404, "There is nothing here"),
    (NotAllowed, 403, "This is not yours to do"),
    (Conflict, 409, "Somebody changed this in between"),
    (NotNow, 409, "This is not possible now"),
    (UserError, 400, "This cannot be done like that"),
)


def _page(request: HttpRequest, status: int, title: str, message: str, reference: str = "") -> HttpResponse:
    context: dict[str, object] = {"title": title, "message": message, "reference": reference}
    if "nav" not in shell(request):
        context["plain_shell"] = True
    return render(request, "gs/error.html", context, status=status)


def answer(request: HttpRequest, error: GoodStandingError) -> HttpResponse:
    for family, status, title in _STATUS:
        if isinstance(error, family):
            return _page(request, status, title, error.message)
    reference = uuid.uuid4().hex[:8]
    kind = "damage" if isinstance(error, Damage) else "bug"
    log.error("%s %s at %s: %s", kind, reference, request.path, error.message, exc_info=error)
    title = "The record is damaged" if kind == "damage" else "This is our fault"
    return _page(
        request, 500, title, "Nothing was saved. Tell your administrator the reference below.", reference
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "The request cannot be read", "Go back, reload the page and try again.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, "This is not yours to do", "If you think it should be, ask HR.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = "The address may be old, or what it shows is not for you."
    return _page(request, 404, "There is nothing here", message)


def our_fault(request: HttpRequest) -> HttpResponse:
    reference = uuid.uuid4().hex[:8]
    log.error("error 500 %s at %s", reference, request.path)
    return _page(request, 500, "This is our fault", "Nothing was saved. Please try again.", reference)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(
        request, 413, "This is too large",
        "Nothing was saved. Send less at once, or bring large files in under “Imports”.",
    )  # fmt: skip


def too_many(request: HttpRequest) -> HttpResponse:
    """The sign-in library asks for this page when somebody tries too often."""
    answer = _page(
        request, 429, "Too many attempts",
        "Wait fifteen minutes, then try again. If you forgot your password, ask IT administration for a "
        "link to choose a new one.",
    )  # fmt: skip
    answer["Retry-After"] = "900"
    return answer


@public
def account_inactive(request: HttpRequest) -> HttpResponse:
    """Only who knows the password gets here."""
    return _page(request, 403, "This account is deactivated", "Ask IT administration if it should not be.")


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """The lock after repeated failed sign-ins. Alike for accounts that exist and those that do not."""
    return too_many(request)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request, 403, "This page was open too long",
        "Nothing was sent. Go back, reload the page and send it again; what you typed is still in the form.",
    )  # fmt: skip


def only_for_forms(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """Where a form was sent to is opened again: by “reload”, from the history, or after signing in anew."""
    answer = _page(
        request, 405, "This address only takes what a form sends",
        "Nothing was done. Go back to the page with the form, or to the start.",
    )  # fmt: skip
    answer["Allow"] = allowed
    return answer


LONG_ENOUGH = 20
NOT_SHOWN = ("csrf", "password", "token", "credential", "code")


def signed_out(request: HttpRequest) -> HttpResponse | None:
    """A form that came after the session had ended: its words are shown again, so that none is lost.

    None where nobody wrote anything: then signing in is all there is to do.
    """
    typed = [
        (name.replace("_", " ").replace(".", " ").capitalize(), text)
        for name, texts in request.POST.lists()
        if not any(part in name for part in NOT_SHOWN)
        for text in texts
        if len(text.strip()) >= LONG_ENOUGH and " " in text.strip()
    ]
    if not typed or request.headers.get("HX-Request"):
        return None
    context = {"typed": typed, "plain_shell": True, "here": request.path}
    return render(request, "gs/signed_out.html", context, status=403)
