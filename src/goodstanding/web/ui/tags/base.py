"""What every family of tags uses: icons drawn once, and templates rendered in the caller's context."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template import Context
from django.template.engine import Engine
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist, _render_icon

from goodstanding.web.ui.values import Word

UNKNOWN_ICON = "circle"


@lru_cache(maxsize=1024)
def _drawn(name: str, size: int) -> str:
    try:
        return _render_icon(name, size, aria_hidden="true", focusable="false", **{"class": "icon"})
    except IconDoesNotExist:
        return _render_icon(UNKNOWN_ICON, size, aria_hidden="true", focusable="false", **{"class": "icon"})


def draw_icon(name: str, size: int = 18, label: str = "") -> SafeString:
    """An icon as inline SVG. Decorative, unless it has a label of its own."""
    if not name:
        return SafeString("")
    # Template literals arrive as SafeString, which the XML writer does not take: make plain text of them.
    svg = mark_safe(_drawn("".join(name), size))
    return format_html('<span role="img" aria-label="{}">{}</span>', label, svg) if label else svg


def pill(word: Word, css: str = "pill") -> SafeString:
    return format_html(
        '<span class="{} tone-{}">{}<span>{}</span></span>',
        css,
        word.tone,
        draw_icon(word.icon, 14),
        word.label,
    )


def render(context: Context, name: str, values: Mapping[str, Any]) -> SafeString:
    """Render `gs/c/<name>.html` with these values and nothing else of the caller's but its request."""
    engine = context.template.engine if context.template else Engine.get_default()
    inner = context.new(
        {**values, "request": context.get("request"), "csrf_token": context.get("csrf_token")}
    )
    return engine.get_template(f"gs/c/{name}.html").render(inner)


def trimmed(content: str) -> SafeString:
    """A block's content without the white space around it: empty if there was nothing else."""
    return mark_safe(content.strip())  # a template rendered it, so it is escaped; strip() forgets that


def get(item: Any, name: str, default: Any = "") -> Any:
    """Attribute or key: components take dataclasses, rows and dicts alike."""
    if isinstance(item, Mapping):
        return item.get(name, default)
    return getattr(item, name, default)
