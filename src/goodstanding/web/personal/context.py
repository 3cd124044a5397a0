"""What every page's frame shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from goodstanding.actions.own.house import house
from goodstanding.web import clock
from goodstanding.web.ui import NavItem


@dataclass(frozen=True, slots=True)
class _Page:
    url_name: str
    label: str
    icon: str


PAGES = (
    _Page("home", "Today", "house"),
    _Page("journal", "Journal", "notebook-pen"),
    _Page("plan", "My plan", "clipboard-list"),
    _Page("signs", "Signs", "eye"),
    _Page("meetings", "Meetings", "calendar-days"),
    _Page("evidence", "Evidence", "map-pin"),
    _Page("applications", "Applications", "briefcase"),
    _Page("keeping", "Your file", "lock-keyhole"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    here = house()
    frame: dict[str, Any] = {
        "now": clock.now(), "organisation_name": "Your own file", "idle_seconds": int(here.idle_seconds),
    }  # fmt: skip
    if here.vault.unlocked:
        frame |= {
            "nav": [_item(request, page) for page in PAGES],
            "unlocked": True,
            "example": here.example is not None,
        }
    else:
        frame["plain_shell"] = True
    return frame


def _item(request: HttpRequest, page: _Page) -> NavItem:
    url = reverse(page.url_name)
    current = request.path == url or (url != "/" and request.path.startswith(url))
    return NavItem(url, page.label, page.icon, None, current)
