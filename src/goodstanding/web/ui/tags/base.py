"""What every family of tags uses: icons drawn once, text escaped as a template would, and templates rendered
in the caller's context. What stands on many pages is drawn in Python and not by a template: a page of it
costs a tenth."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.template import Context
from django.template.engine import Engine
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist, _render_icon

from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.values import Word

UNKNOWN_ICON = "circle"


@lru_cache(maxsize=1024)
def _drawn(name: str, size: int) -> SafeString:
    hidden = {"aria_hidden": "true", "focusable": "false", "class": "icon"}
    name = "".join(name)  # literals of templates arrive as SafeString, which the XML writer does not take
    try:
        return mark_safe(_render_icon(name, size, **hidden))
    except IconDoesNotExist:
        return mark_safe(_render_icon(UNKNOWN_ICON, size, **hidden))


def draw_icon(name: str, size: int = 18, label: str = "") -> SafeString:
    """An icon as inline SVG. Decorative, unless it has a label of its own."""
    if not name:
        return SafeString("")
    svg = _drawn(name, size)
    return mark_safe(f'<span role="img" aria-label="{text(label)}">{svg}</span>') if label else svg


def pill(word: Word, css: str = "pill") -> SafeString:
    return mark_safe(
        f'<span class="{css} tone-{text(word.tone)}">{draw_icon(word.icon, 14)}'
        f"<span>{text(word.label)}</span></span>"
    )


def render(context: Context, name: str, values: Mapping[str, Any]) -> SafeString:
    """Render `gs/c/<name>.html` with these values and nothing else of the caller's but its request."""
    engine = context.template.engine if context.template else Engine.get_default()
    inner = context.new(
        {**values, "request": context.get("request"), "csrf_token": context.get("csrf_token")}
    )
    return engine.get_template(f"gs/c/{name}.html").render(inner)


def token_input(context: Context) -> str:
    """What a form of ours carries so that no other site can send it."""
    token = context.get("csrf_token")
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{text(token)}">' if token else ""


def trimmed(content: str) -> SafeString:
    """A block's content without the white space around it: empty if there was nothing else."""
    return mark_safe(content.strip())  # a template rendered it, so it is escaped; strip() forgets that


def get(item: Any, name: str, default: Any = "") -> Any:
    """Attribute or key: components take dataclasses, rows and dicts alike."""
    if isinstance(item, Mapping):
        return item.get(name, default)
    return getattr(item, name, default)
