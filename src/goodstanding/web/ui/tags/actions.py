"""Buttons, links and icons."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.base import draw_icon, token_input

register = template.Library()


def _classes(kind: str, small: bool) -> str:
    return f"button button--{text(kind)}{' button--small' if small else ''}"


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
    given = (("name", name), ("value", value), ("form", form))
    attributes = "".join(f' {key}="{text(held)}"' for key, held in given if held != "")
    switches = (" disabled" if disabled else "") + (" formnovalidate" if formnovalidate else "")
    return mark_safe(
        f'<button type="{text(type)}" class="{_classes(kind, small)}"{attributes}{switches}>'
        f"{draw_icon(icon, 16)}<span>{text(label)}</span></button>"
    )


@register.simple_tag
def link_button(
    label: str, url: str, kind: str = "secondary", icon: str = "", small: bool = False
) -> SafeString:
    return mark_safe(
        f'<a class="{_classes(kind, small)}" href="{text(url)}">{draw_icon(icon, 16)}'
        f"<span>{text(label)}</span></a>"
    )


@register.simple_tag
def text_link(label: str, url: str, icon: str = "") -> SafeString:
    return mark_safe(
        f'<a class="text-link" href="{text(url)}">{draw_icon(icon, 16)}<span>{text(label)}</span></a>'
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
    hidden = "".join(
        f'<input type="hidden" name="{text(name)}" value="{text(value)}">'
        for name, value in (fields or {}).items()
    )
    return mark_safe(
        f'<form class="post-button" method="post" action="{text(url)}">{token_input(context)}{hidden}'
        f"{button(label, kind=kind, icon=icon, small=small)}</form>\n"
    )


@register.simple_block_tag
def buttons(content: str, align: str = "start") -> SafeString:
    return mark_safe(f'<div class="buttons buttons--{text(align)}">{content}</div>')


@register.simple_block_tag
def menu(content: str, label: str, icon: str = "ellipsis", kind: str = "quiet") -> SafeString:
    return mark_safe(
        f'<details class="menu"><summary class="{_classes(kind, small=False)}">{draw_icon(icon, 16)}'
        f'<span>{text(label)}</span></summary><div class="menu__panel">{content}</div></details>'
    )
