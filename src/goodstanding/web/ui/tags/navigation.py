"""Ways to other pages. They stand on every page, so they are drawn without a template."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui import vocabulary
from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.base import draw_icon, get
from goodstanding.web.ui.values import Link

register = template.Library()


def _linked(shown: str, url: Any) -> str:
    return f'<a href="{text(url)}">{shown}</a>' if url else shown


def _current(item: Any, value: str) -> str:
    return f' aria-current="{value}"' if get(item, "current", False) else ""


@register.simple_tag
def breadcrumbs(items: Iterable[Any], label: str = "Breadcrumbs") -> SafeString:
    links = [Link(*item) if isinstance(item, (tuple, list)) else item for item in items or ()]
    if not links:
        return SafeString("")
    *before, here = links
    way = "".join(
        f'<li><a href="{text(get(link, "url"))}">{text(get(link, "label"))}</a>'
        f"{draw_icon('chevron-right', 14)}</li>"
        for link in before
    )
    return mark_safe(
        f'<nav class="breadcrumbs no-print" aria-label="{text(label)}"><ol>{way}'
        f'<li><span aria-current="page">{text(get(here, "label"))}</span></li></ol></nav>\n'
    )


@register.simple_tag
def nav(items: Iterable[Any], label: str = "Main") -> SafeString:
    rows = "".join(f"\n  <li>{_nav_item(item)}</li>" for item in items or ())
    return mark_safe(f'<nav class="nav" aria-label="{text(label)}"><ul>{rows}\n</ul></nav>\n')


def _nav_item(item: Any) -> str:
    many = get(item, "count", None)
    count = f'<span class="count">{text(many)} {text(get(item, "counted"))}</span>'
    return (
        f'<a href="{text(get(item, "url"))}"{_current(item, "page")}>{draw_icon(get(item, "icon"), 18)}'
        f'<span class="nav__label">{text(get(item, "label"))}</span>{count if many else ""}</a>'
    )


@register.simple_tag
def tabs(items: Iterable[Any], label: str = "Views") -> SafeString:
    rows = "".join(
        f'<li><a href="{text(get(item, "url"))}"{_current(item, "page")}>{draw_icon(get(item, "icon"), 16)}'
        f"<span>{text(get(item, 'label'))}</span>{counted(item)}</a></li>"
        for item in items or ()
    )
    return mark_safe(f'<nav class="tabs no-print" aria-label="{text(label)}"><ul>{rows}</ul></nav>\n')


def counted(item: Any) -> str:
    """How many there are behind a link; nothing where nobody counted."""
    many = get(item, "count", None)
    return "" if many is None else f'<span class="count">{text(many)}</span>'


@register.simple_tag
def stepper(steps: Iterable[Any], label: str = "Steps") -> SafeString:
    rows = "".join(_step(step, number) for number, step in enumerate(steps or (), start=1))
    return mark_safe(f'<ol class="stepper" aria-label="{text(label)}">{rows}\n</ol>\n')


MARKS = {"done": "check", "skipped": "minus"}


def _step(step: Any, number: int) -> str:
    state, note = get(step, "state") or "todo", get(step, "note")
    mark = draw_icon(MARKS[state], 14) if state in MARKS else f"{number}"
    here = ' aria-current="step"' if state == "current" else ""
    said = vocabulary.word(vocabulary.STEPS, state).label.lower()
    more = f'<span class="step__note">{text(note)}</span>' if note else ""
    named = _linked(text(get(step, "label")), get(step, "url"))
    return (
        f'\n  <li class="step step--{text(state)}"{here}>'
        f'<span class="step__mark" aria-hidden="true">{mark}</span>'
        f'<span class="step__text"><span class="step__label">{named}</span>'
        f'<span class="visually-hidden"> ({said})</span>{more}</span></li>'
    )
