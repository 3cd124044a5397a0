"""Answers to what went wrong: each says what, why and what next, in the frame of the other pages."""

from __future__ import annotations

import logging
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodstanding.domain.errors import Conflict, Damage, GoodStandingError, NotAllowed, NotFound, NotNow, UserError

log = logging.getLogger("goodstanding")

_STATUS: tuple[tuple[type[GoodStandingError], int, str], ...] = (
    (NotFound, 404, "There is nothing here"),
    (NotAllowed, 403, "This is not yours to do"),
    (Conflict, 409, "Somebody changed this in between"),
    (NotNow, 409, "This is not possible now"),
    (UserError, 400, "This cannot be done like that"),
)


def _page(request: HttpRequest, status: int, title: str, message: str, reference: str = "") -> HttpResponse:
    context = {"title": title, "message": message, "reference": reference, "status": status}
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
    return _page(request, 404, "There is nothing here", "The address may be old, or what it shows is not for you.")


def our_fault(request: HttpRequest) -> HttpResponse:
    reference = uuid.uuid4().hex[:8]
    log.error("error 500 %s at %s", reference, request.path)
    return _page(request, 500, "This is our fault", "Nothing was saved. Please try again.", reference)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(
        request, 403, "This page was open too long",
        "Nothing was sent. Go back, reload the page and send it again; what you typed is still in the form.",
    )  # fmt: skip
