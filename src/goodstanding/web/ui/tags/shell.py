"""Parts of the page shell."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.base import get, token_input
from goodstanding.web.ui.tags.people import avatar
from goodstanding.web.ui.tags.words import callout_box

register = template.Library()

SHEETS = (
    *("tokens", "reset", "base", "shell", "actions", "content"),
    *("forms", "lists", "record", "work", "charts", "charts", "utilities"),
)


@register.simple_tag(takes_context=True)
def gs_styles(context: Context) -> SafeString:
    """Our style sheets in the order of their layers; the print sheet also for the screen when asked."""
    media = "all" if is_print_view(context) else "print"
    return mark_safe(f'{_sheets()} media="{media}">')


@lru_cache(maxsize=1)
def _sheets() -> str:
    links = [f'<link rel="stylesheet" href="{text(static(f"goodstanding/css/{n}.css"))}"' for n in SHEETS]
    return ">\n".join([*links, f'<link rel="stylesheet" href="{text(static("goodstanding/css/print.css"))}"'])


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


@register.simple_tag(takes_context=True)
def brand(context: Context) -> SafeString:
    """The name of the program and, below it, whose instance this is."""
    name = context.get("organisation_name")
    below = f'<span class="brand__organisation">{text(name)}</span>' if name else ""
    return mark_safe(
        f'<a class="brand" href="/">{MARK}<span class="brand__text">'
        f'<span class="brand__name">Good Standing</span>{below}</span></a>\n'
    )


MARK = (
    '<svg class="brand__mark" viewBox="0 0 32 32" width="30" height="30" aria-hidden="true" '
    'focusable="false"><rect class="brand__field" width="32" height="32" rx="8"/>'
    '<path class="brand__strokes" d="M11 8v13M21 8v13M7 24.5h18"/></svg>'
)


@register.simple_tag(takes_context=True)
def account(context: Context) -> SafeString:
    """Who is signed in, as what, and the ways to their own settings and out."""
    name, role = context.get("viewer_name"), context.get("viewer_role")
    if not name:
        return SafeString("")
    shown = f'<span class="account__role">{text(role)}</span>' if role else ""
    links = "".join(
        f'<a href="{text(get(link, "url"))}">{text(get(link, "label"))}</a>'
        for link in context.get("account_links") or ()
    )
    return mark_safe(
        f'<div class="account">{avatar(name)}<div class="account__text">'
        f'<span class="account__name">{text(name)}</span>{shown}'
        f'<span class="account__links">{links}{_sign_out(context)}</span></div></div>\n'
    )


def _sign_out(context: Context) -> str:
    url = context.get("logout_url")
    if not url:
        return ""
    return (
        f'<form method="post" action="{text(url)}">{token_input(context)}'
        '<button type="submit" class="link-like">Sign out</button></form>'
    )


@register.simple_tag(takes_context=True)
def messages_area(context: Context) -> SafeString:
    shown = "".join(
        callout_box(f"<p>{text(str(message))}</p>", MESSAGE_TONES.get(message.level_tag, "info"))
        for message in context.get("messages") or ()
    )
    return mark_safe(f'<div class="messages no-print" role="status">{shown}</div>\n')


MESSAGE_TONES = {"error": "serious", "warning": "attention", "success": "good"}


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
