"""What happens around every request: refuse what cannot be read, know the viewer, answer errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from goodstanding.domain.errors import GoodStandingError
from goodstanding.web import viewer
from goodstanding.web.views import errors

Handler = Callable[[HttpRequest], HttpResponse]

ANONYMOUS_BYTES = 64 * 1024
"""Before sign-in nobody sends more than an address, a password or a passkey's answer."""
ANONYMOUS_RECEIPT = 512 * 1024
"""A receipt may be checked by somebody who has no account any more."""
CHARSETS = frozenset({"", "utf-8", "utf8", "us-ascii"})
FEATURES_OFF = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


def private_pages(get_response: Handler) -> Handler:
    """Pages about people are kept by no cache, shared or private, and use no sensor of the device."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control") or "no-cache" in response["Cache-Control"]:
            response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Permissions-Policy"] = FEATURES_OFF
        return response

    return middleware


def readable(get_response: Handler) -> Handler:
    """Refuse what no form of ours sends: too much, other encodings, NUL bytes, half a surrogate pair."""

    def middleware(request: HttpRequest) -> HttpResponse:
        refused = _refusal(request)
        return refused if refused is not None else get_response(request)

    return middleware


def _refusal(request: HttpRequest) -> HttpResponse | None:
    charset = (request.content_params or {}).get("charset", "").strip("\"' ").lower()
    if charset not in CHARSETS:
        request.encoding = "utf-8"  # the answer is made of the same request
        return errors.bad_request(request)
    if not all(map(_clean, _sent_in_head(request))):
        return errors.bad_request(request)
    if request.method in {"GET", "HEAD"}:
        return None
    if _length(request) > _most(request):
        return errors.too_large(request)
    try:
        clean = all(map(_clean, _sent_in_body(request)))
    except (RequestDataTooBig, TooManyFieldsSent):
        return errors.too_large(request)
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        return errors.bad_request(request)
    return None if clean else errors.bad_request(request)


def _clean(text: str) -> bool:
    return "\0" not in text and (text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text))


def _sent_in_head(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from request.COOKIES.values()
    if request.META.get("QUERY_STRING"):
        yield from _pairs(request.GET)


def _sent_in_body(request: HttpRequest) -> Iterator[str]:
    yield from _pairs(request.POST)
    yield from request.FILES


def _pairs(sent: Any) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from values


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # the server below reads nothing then


def _most(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return ANONYMOUS_RECEIPT if request.path == "/receipts/check/" else ANONYMOUS_BYTES
    if request.path.startswith("/imports/"):
        return int(settings.IMPORT_MAX_BYTES) + ANONYMOUS_BYTES
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


class signed_in_viewer:
    """Every page but those marked public needs somebody signed in; see `web.viewer`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        if getattr(view, "public", False):
            return None
        found = viewer.load(request)
        if found is None:
            return errors.signed_out(request) or viewer.sign_in_first(request)
        request.viewer = found  # type: ignore[attr-defined]
        return None


class map_errors:
    """One place where the three families of errors become answers."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET":
            return errors.only_for_forms(request, allowed=response.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, GoodStandingError):
            return errors.answer(request, exception)
        if "credential" in request.POST and _while_reading_a_passkey(exception):
            return errors.bad_request(request)
        return None


def _while_reading_a_passkey(exception: Exception) -> bool:
    """The passkey library answers a damaged credential with whatever its own code stumbles over.

    Only errors out of that library count, and JSON nested without end; all others are ours to see.
    """
    trace, modules = exception.__traceback__, set()
    while trace is not None:
        modules.add(str(trace.tb_frame.f_globals.get("__name__")).partition(".")[0])
        trace = trace.tb_next
    return "fido2" in modules or isinstance(exception, RecursionError)
