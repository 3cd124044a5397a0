"""Answers to what went wrong: each says what, why and what next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodstanding.actions.own.house import house
from goodstanding.domain.errors import Conflict, GoodStandingError, NotFound, NotNow

CLOSED = (
    "This address belongs to somebody's own file and is closed.\n\n"
    "If it is yours: open the address that the program printed in its window. It works once; "
    "the program prints a new one each time.\n"
)
LONG_ENOUGH = 20


def closed() -> HttpResponse:
    return HttpResponse(CLOSED, status=403, content_type="text/plain; charset=utf-8")


def _page(request: HttpRequest, status: int, title: str, message: str, reference: str = "") -> HttpResponse:
    context: dict[str, object] = {"title": title, "message": message, "reference": reference}
    if not house().vault.unlocked:
        context["plain_shell"] = True
    return render(request, "gs/me/error.html", context, status=status)


def answer(request: HttpRequest, error: GoodStandingError) -> HttpResponse:
    if isinstance(error, NotFound):
        return _page(request, 404, "There is nothing here", error.message)
    status = 409 if isinstance(error, (NotNow, Conflict)) else 400
    return _page(request, status, "This cannot be done like that", error.message)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 404, "There is nothing here", "The address may be old.")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "The request cannot be read", "Go back, reload the page and try again.")


def our_fault(request: HttpRequest, reference: str = "") -> HttpResponse:
    message = "Nothing was saved by this step; what you saved before is safe. Please try again."
    return _page(request, 500, "This is our fault", message, reference)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(request, 413, "This is too large", "Nothing was saved. A file may have 16 MB at most.")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    message = "Nothing was saved. Go back, reload the page and send it again; what you typed is still there."
    return _page(request, 403, "This page was open too long", message)


def locked_meanwhile(request: HttpRequest) -> HttpResponse:
    """A form that came after the lock had fallen: its words are shown once more, so that none is lost."""
    typed = [
        (name.replace("_", " ").capitalize(), text)
        for name, texts in request.POST.lists()
        if not any(part in name for part in ("csrf", "passphrase", "old", "new"))
        for text in texts
        if len(text.strip()) >= LONG_ENOUGH
    ]
    return render(request, "gs/me/locked_meanwhile.html", {"typed": typed, "plain_shell": True}, status=403)
