"""Boxes, labels and words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goodstanding.web.ui import vocabulary
from goodstanding.web.ui.tags.base import draw_icon, pill, render, trimmed
from goodstanding.web.ui.values import Word

register = template.Library()


@register.simple_block_tag(takes_context=True)
def page_header(
    context: Context,
    content: str,
    title: str,
    lead: str = "",
    eyebrow: str = "",
    state: str = "",
    level: int = 1,
) -> SafeString:
    values = {
        "title": title,
        "lead": lead,
        "eyebrow": eyebrow,
        "state": state,
        "level": level,
        "actions": trimmed(content),
    }
    return render(context, "page_header", values)


@register.simple_block_tag(takes_context=True)
def section(
    context: Context,
    content: str,
    title: str,
    lead: str = "",
    id: str = "",
    level: int = 2,
    action_label: str = "",
    action_url: str = "",
) -> SafeString:
    values = {
        "content": content,
        "title": title,
        "lead": lead,
        "id": id,
        "level": level,
        "action_label": action_label,
        "action_url": action_url,
    }
    return render(context, "section", values)


@register.simple_block_tag(takes_context=True)
def card(
    context: Context,
    content: str,
    title: str = "",
    url: str = "",
    level: int = 3,
    icon: str = "",
    tone: str = "neutral",
    meta: str = "",
    id: str = "",
) -> SafeString:
    values = {
        "content": content,
        "title": title,
        "url": url,
        "level": level,
        "icon": icon,
        "tone": tone,
        "meta": meta,
        "id": id,
    }
    return render(context, "card", values)


@register.simple_block_tag
def disclosure(content: str, summary: str, open: bool = False, meta: str = "") -> SafeString:
    return format_html(
        '<details class="disclosure"{}><summary>{}<span class="disclosure__label">{}</span>'
        '<span class="disclosure__meta">{}</span></summary><div class="disclosure__body">{}</div></details>',
        " open" if open else "",
        draw_icon("chevron-right", 16),
        summary,
        meta,
        content,
    )


@register.simple_block_tag
def callout(content: str, tone: str = "info", title: str = "") -> SafeString:
    heading = format_html('<p class="callout__title">{}</p>', title) if title else ""
    return format_html(
        '<div class="callout tone-{}">{}<div class="callout__body">{}{}</div></div>',
        tone,
        draw_icon(vocabulary.TONE_ICONS.get(tone, "info"), 20),
        heading,
        content,
    )


@register.simple_block_tag
def empty_state(content: str, title: str, icon: str = "inbox") -> SafeString:
    return format_html(
        '<div class="empty">{}<p class="empty__title">{}</p><div class="empty__body">{}</div></div>',
        draw_icon(icon, 28),
        title,
        content,
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


@register.inclusion_tag("gs/c/stat.html")
def stat(label: str, value: object, unit: str = "", note: str = "", url: str = "") -> dict[str, object]:
    return {"label": label, "value": value, "unit": unit, "note": note, "url": url}


@register.simple_block_tag
def stats(content: str) -> SafeString:
    return format_html('<div class="stats">{}</div>', content)


@register.simple_block_tag
def fact_list(content: str, columns: int = 1) -> SafeString:
    return format_html('<dl class="facts facts--{}">{}</dl>', columns, content)


@register.simple_block_tag
def fact(content: str, term: str) -> SafeString:
    value = trimmed(content) or format_html('<span class="missing">{}</span>', "not recorded")
    return format_html('<div class="facts__row"><dt>{}</dt><dd>{}</dd></div>', term, value)


@register.inclusion_tag("gs/c/quote.html")
def quote(text: str, author: str = "", at: date | datetime | None = None) -> dict[str, object]:
    return {"text": text, "author": author, "at": at}


@register.simple_tag
def words(text: str, missing: str = "Nothing written") -> SafeString:
    if not text:
        return format_html('<p class="words missing">{}</p>', missing)
    return format_html('<p class="words pre-line" dir="auto">{}</p>', text)


@register.inclusion_tag("gs/c/two_voices.html")
def two_voices(
    manager: Any,
    employee: Any,
    manager_label: str = "Manager",
    employee_label: str = "Employee",
    title: str = "",
) -> dict[str, object]:
    voices = [
        {"label": manager_label, "voice": manager},
        {"label": employee_label, "voice": employee},
    ]
    return {"title": title, "voices": voices}


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
