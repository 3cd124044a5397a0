"""What happens around every request of the personal edition: the door, the lock, and errors."""

from __future__ import annotations

import sys
import traceback
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goodstanding.actions.own.house import House, house
from goodstanding.domain.errors import Damage, GoodStandingError
from goodstanding.web.personal import answers, uploads

Handler = Callable[[HttpRequest], HttpResponse]
OPEN = "/open/"
FEATURES_OFF = "camera=(), geolocation=(), microphone=(), display-capture=(), payment=(), usb=()"


def private(get_response: Handler) -> Handler:
    """Nothing of it stays in the browser's cache, and no other page may look at it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/static/"):
            response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["X-Content-Type-Options"] = "nosniff"
        response["Permissions-Policy"] = FEATURES_OFF
        return response

    return middleware


def at_the_door(get_response: Handler) -> Handler:
    """Only a browser that came in by an address of this start, and only with requests of our own pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        here = house()
        base = f"127.0.0.1:{here.port}"
        if request.META.get("HTTP_HOST") != base or not _of_our_own(request, f"http://{base}"):
            return answers.closed()
        if request.path.startswith(OPEN) and request.method == "GET":
            return _let_in(request, here)
        if not here.door.knows(request.COOKIES.get(cookie_name(here), "")):
            return answers.closed()
        return get_response(request)

    return middleware


def cookie_name(here: House) -> str:
    return f"gs-me-{here.port}"  # cookies know no ports: another start must not take this one's


def _of_our_own(request: HttpRequest, base: str) -> bool:
    """Other pages in the same browser may send requests here; the browser says which page asks."""
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return False
    return request.method in {"GET", "HEAD"} or request.headers.get("Origin") == base


def _let_in(request: HttpRequest, here: House) -> HttpResponse:
    browser = here.door.redeem(request.path.removeprefix(OPEN).strip("/"))
    if browser is None:
        return answers.closed()
    response = HttpResponseRedirect("/")
    response.set_cookie(cookie_name(here), browser, httponly=True, samesite="Strict")
    return response


def readable(get_response: Handler) -> Handler:
    """Refuse what is larger than any form of ours sends, before any of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > uploads.MOST:
            return answers.too_large(request)
        return get_response(request)

    return middleware


class unlocked:
    """Every page but those marked `without_file` needs the file to be open."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        house().lock_if_idle()
        response = self.get_response(request)
        if house().own.unlocked and not getattr(request, "by_itself", False):
            house().touch()
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        here = house()
        if getattr(view, "without_file", False) or here.vault.unlocked:
            return None
        if request.method == "POST":
            return answers.locked_meanwhile(request)
        return HttpResponseRedirect(reverse("unlock" if here.vault.exists else "begin"))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse:
        if isinstance(exception, GoodStandingError) and not isinstance(exception, Damage):
            return answers.answer(request, exception)
        reference = uuid.uuid4().hex[:8]
        # Where it happened, never with which words: messages of exceptions quote what was typed.
        where = "".join(traceback.format_tb(exception.__traceback__))
        sys.stderr.write(f"Fault {reference}: {type(exception).__name__}\n{where}")
        return answers.our_fault(request, reference)
