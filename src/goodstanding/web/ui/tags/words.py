"""Boxes, labels and words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui import vocabulary
from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.actions import text_link
from goodstanding.web.ui.tags.base import draw_icon, get, pill, trimmed
from goodstanding.web.ui.tags.people import day, moment
from goodstanding.web.ui.values import Word

register = template.Library()


@register.simple_block_tag
def page_header(
    content: str, title: str, lead: str = "", eyebrow: str = "", state: str = "", level: int = 1
) -> SafeString:
    actions = trimmed(content)
    above = f'<p class="eyebrow">{text(eyebrow)}</p>' if eyebrow else ""
    below = f'<p class="lead">{text(lead)}</p>' if lead else ""
    beside = f'<div class="page-header__actions no-print">{actions}</div>' if actions else ""
    heading = f'<h{level:d} class="page-header__heading">{text(title)}</h{level:d}>'
    return mark_safe(
        f'<header class="page-header">\n  <div class="page-header__text">\n    {above}\n'
        f'    <div class="page-header__title">{heading}'
        f"{state_pill(state) if state else ''}</div>\n    {below}\n  </div>\n  {beside}\n</header>\n"
    )


@register.simple_block_tag
def section(
    content: str,
    title: str,
    lead: str = "",
    id: str = "",
    level: int = 2,
    action_label: str = "",
    action_url: str = "",
) -> SafeString:
    known = f' id="{text(id)}"' if id else ""
    below = f'<p class="section__lead">{text(lead)}</p>' if lead else ""
    action = f'<div class="no-print">{text_link(action_label, action_url)}</div>' if action_url else ""
    return mark_safe(
        f'<section class="section"{known}>\n  <div class="section__head">\n'
        f'    <div><h{level:d} class="section__title">{text(title)}</h{level:d}>{below}</div>\n    {action}\n'
        f"  </div>\n  {content}\n</section>\n"
    )


@register.simple_block_tag
def card(
    content: str,
    title: str = "",
    url: str = "",
    level: int = 3,
    icon: str = "",
    tone: str = "neutral",
    meta: str = "",
    id: str = "",
) -> SafeString:
    known = f' id="{text(id)}"' if id else ""
    named = f'<a href="{text(url)}">{text(title)}</a>' if url else text(title)
    more = f'<span class="card__meta">{text(meta)}</span>' if meta else ""
    head = (
        f'<div class="card__head">\n    {draw_icon(icon, 20)}\n'
        f'    <h{level:d} class="card__title">{named}</h{level:d}>\n    {more}\n  </div>'
    )
    return mark_safe(
        f'<article class="card tone-{text(tone)}"{known}>\n  {head if title else ""}\n'
        f'  <div class="card__body">{content}</div>\n</article>\n'
    )


@register.simple_block_tag
def disclosure(content: str, summary: str, open: bool = False, meta: str = "") -> SafeString:
    return drawn_disclosure(content, summary, open, meta)


def drawn_disclosure(content: str, summary: str, open: bool = False, meta: str = "") -> SafeString:
    return mark_safe(
        f'<details class="disclosure"{" open" if open else ""}><summary>{draw_icon("chevron-right", 16)}'
        f'<span class="disclosure__label">{text(summary)}</span>'
        f'<span class="disclosure__meta">{text(meta)}</span></summary>'
        f'<div class="disclosure__body">{content}</div></details>'
    )


@register.simple_block_tag
def callout(content: str, tone: str = "info", title: str = "") -> SafeString:
    return callout_box(content, tone, title)


def callout_box(content: str, tone: str = "info", title: str = "") -> SafeString:
    heading = f'<p class="callout__title">{text(title)}</p>' if title else ""
    return mark_safe(
        f'<div class="callout tone-{text(tone)}">{draw_icon(vocabulary.TONE_ICONS.get(tone, "info"), 20)}'
        f'<div class="callout__body">{heading}{content}</div></div>'
    )


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "inbox") -> SafeString:
    return drawn_empty(title, icon, content)


def drawn_empty(title: str, icon: str, content: str = "") -> SafeString:
    return mark_safe(
        f'<div class="empty">{draw_icon(icon, 28)}<p class="empty__title">{text(title)}</p>'
        f'<div class="empty__body">{content}</div></div>'
    )


@register.simple_tag
def badge(text: str, tone: str = "neutral", icon: str = "") -> SafeString:
    return pill(Word(text, icon, tone), "badge")


@register.simple_tag
def state_pill(state: object) -> SafeString:
    return pill(vocabulary.word(vocabulary.STATES, state))


@register.simple_tag
def determination(value: object = "") -> SafeString:
    return pill(vocabulary.word(vocabulary.DETERMINATIONS, value))


@register.simple_tag
def severity(value: object) -> SafeString:
    return pill(vocabulary.word(vocabulary.SEVERITIES, value))


@register.simple_tag
def stat(label: str, value: object, unit: str = "", note: str = "", url: str = "") -> SafeString:
    named = f'<a href="{text(url)}">{text(label)}</a>' if url else text(label)
    of = f' <span class="stat__unit">{text(unit)}</span>' if unit else ""
    missing = value is None or value == ""
    figure = f"{value:,}" if isinstance(value, int) else text(value)
    shown = '<span class="missing">not recorded</span>' if missing else f"{figure}{of}"
    more = f'<p class="stat__note">{text(note)}</p>' if note else ""
    return mark_safe(
        f'<div class="stat"><p class="stat__label">{named}</p><p class="stat__value">{shown}</p>'
        f"{more}</div>\n"
    )


@register.simple_block_tag
def stats(content: str) -> SafeString:
    return format_html('<div class="stats">{}</div>', content)


@register.simple_block_tag
def fact_list(content: str, columns: int = 1) -> SafeString:
    return format_html('<dl class="facts facts--{}">{}</dl>', columns, content)


@register.simple_block_tag
def fact(content: str, term: str) -> SafeString:
    return fact_row(term, content.strip())


def fact_row(term: str, shown: str) -> SafeString:
    """`shown` is markup already."""
    value = shown or '<span class="missing">not recorded</span>'
    return mark_safe(f'<div class="facts__row"><dt>{text(term)}</dt><dd>{value}</dd></div>')


@register.simple_tag
def quote(text: str, author: str = "", at: date | datetime | None = None) -> SafeString:
    return drawn_quote(text, author, at)


def drawn_quote(words: str, author: str, at: date | datetime | None) -> SafeString:
    by = " · ".join(part for part in (text(author) if author else "", moment(at) if at else "") if part)
    caption = f"<figcaption>{by}</figcaption>" if by else ""
    return mark_safe(
        f'<figure class="quote"><blockquote class="words pre-line" dir="auto">{text(words)}</blockquote>'
        f"{caption}</figure>\n"
    )


@register.simple_tag
def words(text: str, missing: str = "Nothing written") -> SafeString:
    return drawn_words(text, missing)


def drawn_words(said: str, missing: str = "Nothing written") -> SafeString:
    if not said:
        return mark_safe(f'<p class="words missing">{text(missing)}</p>')
    return mark_safe(f'<p class="words pre-line" dir="auto">{text(said)}</p>')


@register.simple_tag
def two_voices(
    manager: Any,
    employee: Any,
    manager_label: str = "Manager",
    employee_label: str = "Employee",
    title: str = "",
) -> SafeString:
    sides = _voice(manager_label, manager) + _voice(employee_label, employee)
    label = text(title or "Both sides, in their own words")
    return mark_safe(f'<div class="voices" role="group" aria-label="{label}">{sides}\n</div>\n')


def _voice(label: str, voice: Any) -> str:
    said = get(voice, "text") if voice else ""
    if said:
        at, received = get(voice, "at", None), get(voice, "acknowledged", None)
        by = text(get(voice, "author")) + (f" · {moment(at)}" if at else "")
        by += f" · acknowledged {day(received)}" if received else ""
        shown = f'{drawn_words(said)}\n    <p class="voice__by">{by}</p>'
    else:
        shown = '<p class="missing">No words recorded</p>'
    return (
        f'\n  <div class="voice"><p class="voice__side">{draw_icon("message-square-quote", 16)}'
        f"<span>{text(label)}</span></p>\n    {shown}\n  </div>"
    )


@register.inclusion_tag("gs/c/comparison.html")
def comparison(
    supports: Iterable[Any], contradicts: Iterable[Any], missing: Iterable[Any]
) -> dict[str, object]:
    columns = [
        ("Supports", "plus", "Nothing in the file supports it.", list(supports or ())),
        ("Contradicts", "minus", "Nothing in the file contradicts it.", list(contradicts or ())),
        ("Missing", "circle-question-mark", "Nothing that is asked for is missing.", list(missing or ())),
    ]
    return {"columns": columns}


@register.simple_block_tag
def prose(content: str) -> SafeString:
    return format_html('<div class="prose">{}</div>', content)
