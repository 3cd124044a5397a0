"""Who is looking. Every page needs somebody signed in unless its view is marked `public`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from goodstanding.domain.errors import Bug, NotFound
from goodstanding.queries.standing import Viewer, viewer
from goodstanding.web import clock

V = TypeVar("V", bound=Callable[..., HttpResponse])


def public(view: V) -> V:
    """Mark a view that nobody needs to sign in for."""
    view.public = True  # type: ignore[attr-defined]
    return view


def viewer_of(request: HttpRequest) -> Viewer:
    """The signed-in viewer of this request; a bug if a public page asks for one."""
    found = getattr(request, "viewer", None)
    if not isinstance(found, Viewer):
        raise Bug("This page is public and has no viewer.")
    return found


def viewer_with(request: HttpRequest, *parts: str) -> Viewer:
    """The viewer, if they play one of these parts for everybody; else the page does not exist."""
    found = viewer_of(request)
    if not any(part in parts and not scope for part, scope in found.parts):
        raise NotFound("The address may be old, or what it shows is not for you.")
    return found


def load(request: HttpRequest) -> Viewer | None:
    user = request.user
    if not user.is_authenticated:
        return None
    person = user.person
    return viewer(person.id, person.name, clock.today())


def sign_in_first(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = "/sign-in/"
        return response
    next_page = request.get_full_path() if request.method == "GET" else "/"
    return redirect_to_login(next_page)
