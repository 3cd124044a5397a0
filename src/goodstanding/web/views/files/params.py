"""Query strings read leniently: what nobody could have chosen on the page counts as not chosen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest


def text(request: HttpRequest, name: str, limit: int = 100) -> str:
    return request.GET.get(name, "").strip()[:limit]


def number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 6 else None


def page(request: HttpRequest) -> int:
    return number(request, "page") or 1


def posted(request: HttpRequest, name: str) -> int | None:
    """A hidden number of a form."""
    value = request.POST.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= 9 else None


def uuid(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
