"""Text as a template would write it, for what is drawn without one."""

from __future__ import annotations

from html import escape
from typing import Any

from django.utils.formats import localize
from django.utils.html import conditional_escape


def text(value: Any) -> str:
    """Escaped unless it is markup already; numbers and days in the words of the place."""
    if value.__class__ is str:
        return escape(value)
    return conditional_escape(value if isinstance(value, str) else localize(value))
