from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def to(name: str, *args: object) -> str:
    """The address of a page, empty while there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
