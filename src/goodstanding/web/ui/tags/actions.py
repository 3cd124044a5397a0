"""Buttons, links and icons."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goodstanding.web.ui.tags.base import draw_icon, render

register = template.Library()


def _classes(kind: str, small: bool) -> str:
    return f"button button--{kind}{' button--small' if small else ''}"


@register.simple_tag
def icon(name: str, size: int = 18, label: str = "") -> SafeString:
    return draw_icon(name, size, label)


@register.simple_tag
def button(
    label: str,
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    type: str = "submit",
    form: str = "",
    disabled: bool = False,
    small: bool = False,
    formnovalidate: bool = False,
) -> SafeString:
    given = [(key, text) for key, text in (("name", name), ("value", value), ("form", form)) if text != ""]
    attributes = format_html_join("", ' {}="{}"', given)
    switches = (" disabled" if disabled else "") + (" formnovalidate" if formnovalidate else "")
    return format_html(
        '<button type="{}" class="{}"{}{}>{}<span>{}</span></button>',
        type,
        _classes(kind, small),
        attributes,
        switches,
        draw_icon(icon, 16),
        label,
    )


@register.simple_tag
def link_button(
    label: str, url: str, kind: str = "secondary", icon: str = "", small: bool = False
) -> SafeString:
    return format_html(
        '<a class="{}" href="{}">{}<span>{}</span></a>',
        _classes(kind, small),
        url,
        draw_icon(icon, 16),
        label,
    )


@register.simple_tag
def text_link(label: str, url: str, icon: str = "") -> SafeString:
    return format_html(
        '<a class="text-link" href="{}">{}<span>{}</span></a>', url, draw_icon(icon, 16), label
    )


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    label: str,
    url: str,
    kind: str = "secondary",
    icon: str = "",
    small: bool = False,
    fields: Mapping[str, object] | None = None,
) -> SafeString:
    values = {
        "url": url,
        "fields": dict(fields or {}),
        "button": button(label, kind=kind, icon=icon, small=small),
    }
    return render(context, "post_button", values)


@register.simple_block_tag
def buttons(content: str, align: str = "start") -> SafeString:
    return format_html('<div class="buttons buttons--{}">{}</div>', align, content)


@register.simple_block_tag
def menu(content: str, label: str, icon: str = "ellipsis", kind: str = "quiet") -> SafeString:
    return format_html(
        '<details class="menu"><summary class="{}">{}<span>{}</span></summary>'
        '<div class="menu__panel">{}</div></details>',
        _classes(kind, small=False),
        draw_icon(icon, 16),
        label,
        content,
    )
