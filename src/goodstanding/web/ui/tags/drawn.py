"""Facts, filters and entries of the timeline. Like most components they are drawn without a template, which
would cost ten times as much; whatever is not markup of ours goes through `text`, which escapes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.actions import text_link
from goodstanding.web.ui.tags.base import draw_icon, get, pill
from goodstanding.web.ui.tags.people import day, moment
from goodstanding.web.ui.values import Word

register = template.Library()

NOT_RECORDED = '<span class="missing">not recorded</span>'


@register.simple_tag
def facts(items: Iterable[Any], columns: int = 1) -> SafeString:
    rows = "".join(map(_fact, items or ()))
    return mark_safe(f'<dl class="facts facts--{text(columns)}">{rows}\n</dl>\n')


def _fact(item: Any) -> str:
    if isinstance(item, (tuple, list)):
        term, value, url, note = item[0], item[1], "", ""
    else:
        term, value = get(item, "term"), get(item, "value", None)
        url, note = get(item, "url"), get(item, "note")
    lines = ' class="pre-line"' if isinstance(value, str) and "\n" in value else ""
    more = f'<span class="facts__note">{text(note)}</span>' if note else ""
    shown = _value(value, url)
    return f'\n  <div class="facts__row"><dt>{text(term)}</dt><dd{lines}>{shown}{more}</dd></div>'


def _value(value: Any, url: Any) -> str:
    if value is None or value == "":
        return NOT_RECORDED
    if url:
        return f'<a href="{text(url)}">{text(value)}</a>'
    if isinstance(value, date) and not isinstance(value, datetime):
        return day(value)
    return text(value)


@register.simple_tag
def filter_select(name: str, label: str, options: Iterable[Any], value: object = "") -> SafeString:
    """A list to narrow by: an organisation may have a thousand teams."""
    pairs = (item if isinstance(item, (tuple, list)) else (item.value, item.label) for item in options)
    chosen, key = str(value or ""), text(name)
    rows = "".join(_option(str(option), words, chosen) for option, words in pairs)
    return mark_safe(
        f'<div class="filter-bar__select"><label for="filter-{key}">{text(label)}</label>'
        f'<select id="filter-{key}" name="{key}">{rows}</select></div>\n'
    )


def _option(value: str, words: Any, chosen: str) -> str:
    selected = " selected" if value == chosen else ""
    return f'<option value="{escape(value)}"{selected}>{escape(str(words))}</option>'


@register.simple_tag
def timeline_entry(entry: Any, level: int = 3, nested: bool = False) -> SafeString:
    """One entry with everything that stands under it."""
    css = f"entry tone-{text(get(entry, 'tone') or 'neutral')}"
    css += " entry--answer" if nested else ""
    css += " entry--corrected" if get(entry, "corrected_by", None) else ""
    return mark_safe(
        f'<article class="{css}" id="entry-{text(get(entry, "id"))}">\n'
        f'  <span class="entry__node">{draw_icon(get(entry, "icon") or "dot", 16)}</span>\n'
        f'  <div class="entry__main">\n{_entry_head(entry, level)}{_entry_body(entry)}{_entry_times(entry)}'
        f"{_entry_foot(entry, level)}  </div>\n</article>\n"
    )


def _entry_head(entry: Any, level: int) -> str:
    badges = ""
    visibility = get(entry, "visibility")
    if visibility and visibility not in {"shared", "own"}:
        badges += f" {_badge(visibility, 'neutral', 'lock')}"
    if get(entry, "corrected_by", None):
        badges += f" {_badge('Corrected', 'attention', 'pencil-line')}"
    if get(entry, "corrects", None):
        badges += f" {_badge('Correction', 'info', 'pencil-line')}"
    title, url = text(get(entry, "title")), get(entry, "url")
    if url:
        title = f'<a href="{text(url)}">{title}</a>'
    # Where the title says nothing else than the kind does, it is said once.
    kind = "" if get(entry, "kind_label") == get(entry, "title") else text(get(entry, "kind_label"))
    above = f'<p class="entry__kind">{kind}{badges}</p>' if kind or badges else ""
    return (
        f'    <div class="entry__head">\n      {above}\n'
        f'      <h{level:d} class="entry__title">{title}</h{level:d}>\n    </div>\n'
    )


def _badge(words: str, tone: str, icon: str) -> str:
    return pill(Word(words, icon, tone), "badge")


def _entry_body(entry: Any) -> str:
    body, rows = get(entry, "body"), get(entry, "facts", ())
    shown = f'    <p class="words pre-line" dir="auto">{text(body)}</p>\n' if body else ""
    shown += facts(rows) if rows else ""
    if corrects := get(entry, "corrects", None):
        shown += _entry_link("Corrects", corrects, "")
    if corrected := get(entry, "corrected_by", None):
        shown += _entry_link("Corrected by", corrected, "; the first words stay")
    return shown


def _entry_link(before: str, link: Any, after: str) -> str:
    return (
        f'    <p class="entry__link">{draw_icon("corner-down-right", 14)}<span>{before} '
        f'<a href="{text(get(link, "url"))}">{text(get(link, "label"))}</a>{after}</span></p>\n'
    )


def _entry_times(entry: Any) -> str:
    author, acknowledged = get(entry, "author"), get(entry, "acknowledged", None)
    by = f"      <div><dt>By</dt><dd>{text(author)}</dd></div>\n" if author else ""
    note = text(get(entry, "acknowledge_note") or "not yet")
    receipt = moment(acknowledged) if acknowledged else f'<span class="missing">{note}</span>'
    # Nobody gives receipts for what somebody writes for themselves.
    own = get(entry, "visibility") == "own"
    receipts = "" if own else f"      <div><dt>Acknowledged</dt><dd>{receipt}</dd></div>\n"
    return (
        f'    <dl class="entry__times">\n{by}'
        f"      <div><dt>Happened</dt><dd>{day(get(entry, 'happened', None))}</dd></div>\n"
        f"      <div><dt>Recorded</dt><dd>{moment(get(entry, 'recorded', None))}</dd></div>\n"
        f"{receipts}{_sealed(entry)}    </dl>\n"
    )


def _sealed(entry: Any) -> str:
    """The checkpoint that covers the entry, where the page says it."""
    words = get(entry, "sealed")
    return f"      <div><dt>Sealed</dt><dd>{text(words)}</dd></div>\n" if words else ""


def _entry_foot(entry: Any, level: int) -> str:
    shown = ""
    if actions := get(entry, "actions", ()):
        links = "".join(text_link(get(a, "label"), get(a, "url"), get(a, "icon")) for a in actions)
        shown += f'    <p class="entry__actions no-print">{links}</p>\n'
    if answers := get(entry, "answers", ()):
        rows = "".join(
            f"<li>{timeline_entry(answer, level=min(level + 1, 6), nested=True)}</li>" for answer in answers
        )
        shown += f'    <ol class="entry__answers">{rows}</ol>\n'
    return shown
