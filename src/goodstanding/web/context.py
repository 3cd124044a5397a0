from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame shows: who is signed in, where they can go, and whose instance this is."""
    return getattr(request, "shell", {})
