"""What happens around every request: no copies kept, the viewer known, errors in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from goodstanding.domain.errors import GoodStandingError
from goodstanding.web import viewer
from goodstanding.web.views import errors

Handler = Callable[[HttpRequest], HttpResponse]


def private_pages(get_response: Handler) -> Handler:
    """Pages about people are kept by no cache, shared or private."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


class signed_in_viewer:  # noqa: N801  (Django names middleware by path; it reads as a function)
    """Every page but those marked public needs somebody signed in; see `web.viewer`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        found = viewer.load(request)
        if found is None:
            return None if getattr(view, "public", False) else viewer.sign_in_first(request)
        request.viewer = found  # type: ignore[attr-defined]
        return None


class map_errors:  # noqa: N801  (Django names middleware by path; it reads as a function)
    """One place where the three families of errors become answers."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, GoodStandingError):
            return errors.answer(request, exception)
        return None
