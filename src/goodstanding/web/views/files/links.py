"""Addresses of pages, by name."""

from __future__ import annotations

from django.urls import reverse


def to(name: str, *args: object) -> str:
    return reverse(name, args=args)
