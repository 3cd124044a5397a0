"""Parts of the page shell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

SHEETS = (
    *("tokens", "reset", "base", "shell", "actions", "content"),
    *("forms", "lists", "record", "work", "charts", "charts", "utilities"),
)


@register.simple_tag(takes_context=True)
def gs_styles(context: Context) -> SafeString:
    """Our style sheets in the order of their layers; the print sheet also for the screen when asked."""
    sheets = format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((static(f"goodstanding/css/{name}.css"),) for name in SHEETS),
    )
    media = "all" if is_print_view(context) else "print"
    return format_html(
        '{}\n<link rel="stylesheet" href="{}" media="{}">',
        sheets,
        static("goodstanding/css/print.css"),
        media,
    )


def is_print_view(context: Context) -> bool:
    request = context.get("request")
    return bool(context.get("print_view") or (request is not None and request.GET.get("print") == "1"))


@register.simple_tag(takes_context=True)
def print_url(context: Context) -> str:
    request = context.get("request")
    if request is None:
        return "?print=1"
    query = request.GET.copy()
    query["print"] = "1"
    return f"?{query.urlencode()}"


@register.inclusion_tag("gs/c/messages_area.html", takes_context=True)
def messages_area(context: Context) -> dict[str, object]:
    return {"messages": context.get("messages")}


@register.inclusion_tag("gs/c/signin_people.html", takes_context=True)
def signin_people(context: Context, groups: Iterable[Any], action: str = "") -> dict[str, object]:
    return {"groups": groups, "action": action, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("gs/c/progress.html")
def progress(
    value: float, maximum: float, label: str, detail: str = "", poll_url: str = "", id: str = "progress"
) -> dict[str, object]:
    known = bool(maximum)
    percent = round(100 * value / maximum) if known else 0
    return {
        "value": value,
        "maximum": maximum,
        "label": label,
        "detail": detail,
        "poll_url": poll_url,
        "id": id,
        "known": known,
        "percent": percent,
        "done": known and value >= maximum,
    }
