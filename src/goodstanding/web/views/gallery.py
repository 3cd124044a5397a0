"""The gallery: each component in every state. It shows invented people only."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodstanding.web.gallery.registry import BY_NAME, PAGES, GalleryPage
from goodstanding.web.ui import NavItem
from goodstanding.web.viewer import public

VIEWS = {"wide": "Wide", "narrow": "360 px", "dark": "Dark", "print": "Print", "rtl": "Right to left"}


def _address(page: GalleryPage) -> str:
    return reverse("gallery_page", args=[page.name])


def _shell(request: HttpRequest, current: str) -> dict[str, Any]:
    view = request.GET.get("view", "wide")
    nav = [NavItem(reverse("gallery"), "All components", current=not current)]
    nav += [NavItem(_address(page), page.title, current=page.name == current) for page in PAGES]
    return {
        "nav": nav,
        "view": view if view in VIEWS else "wide",
        "views": [NavItem(f"?view={key}", label, current=key == view) for key, label in VIEWS.items()],
        "scheme": {"dark": "dark"}.get(view, request.GET.get("scheme", "")),
        "print_view": view == "print",
        "direction": "rtl" if view == "rtl" else "ltr",
        "organisation_name": "Component gallery",
    }


@public
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    families: dict[str, list[dict[str, Any]]] = {}
    for page in PAGES:
        families.setdefault(page.family, []).append({"page": page, "url": _address(page)})
    return render(request, "gs/gallery/index.html", {**_shell(request, ""), "families": families})


@public
@require_safe
def gallery_page(request: HttpRequest, name: str) -> HttpResponse:
    page = BY_NAME.get(name)
    if page is None:
        raise Http404(f"There is no component page called “{name}”.")
    return render(request, page.template, {**_shell(request, name), **page.samples(request), "page": page})
