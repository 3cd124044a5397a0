"""The file over time: duties, the timeline, check-ins, findings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui import vocabulary
from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.base import draw_icon, get, pill
from goodstanding.web.ui.tags.drawn import timeline_entry
from goodstanding.web.ui.tags.people import day, deadline, person
from goodstanding.web.ui.tags.words import drawn_empty, state_pill
from goodstanding.web.ui.values import Day, Month

register = template.Library()


@register.simple_tag
def duty_list(
    duties: Iterable[Any], title: str = "What needs you today", level: int = 2, total: int | None = None
) -> SafeString:
    """`total`: how many there are, where these are one page of them."""
    rows = list(duties or ())
    count = f' <span class="count">{total or len(rows)}<span class="visually-hidden"> open</span></span>'
    if rows:
        items = "".join(_duty(duty, level + 1) for duty in rows)
        shown = f'<ol class="duties__list">{items}\n  </ol>'
    else:
        shown = drawn_empty("Nothing needs you today", "circle-check", NOTHING_TODAY)
    return mark_safe(
        f'<section class="duties">\n  <h{level:d} class="duties__title">{text(title)}'
        f"{count if rows else ''}</h{level:d}>\n  {shown}\n</section>\n"
    )


NOTHING_TODAY = "<p>What comes next appears here on its day.</p>"


def _duty(duty: Any, level: int) -> str:
    due, url, title = get(duty, "deadline", None), text(get(duty, "url")), text(get(duty, "title"))
    days = get(due, "days", None) if due else None
    waits = get(due, "stopped", False) or get(due, "asked", False)
    late = " duty--overdue" if days is not None and days < 0 and not waits else ""
    reason, who, state = get(duty, "reason"), get(duty, "person"), get(duty, "state")
    action = text(get(duty, "action"))
    more = title if title != action else text(get(who, "name")) if who else ""
    hidden = f'<span class="visually-hidden">: {more}</span>' if more else ""
    why = f'<p class="duty__reason">{text(reason)}</p>' if reason else ""
    about = f"{person(who, 's') if who else ''}{state_pill(state) if state else ''}"
    return (
        f'\n    <li class="duty{late}">\n      <div class="duty__what">'
        f'<h{level:d} class="duty__title"><a href="{url}">{title}</a></h{level:d}>\n        {why}\n'
        f'        <div class="duty__about">{about}</div></div>\n'
        f'      <div class="duty__when">{deadline(due) if due else ""}</div>\n'
        '      <div class="duty__do no-print"><a class="button button--secondary button--small" '
        f'href="{url}"><span>{action}</span>{hidden}'
        "</a></div>\n"
        f"    </li>"
    )


@register.simple_tag
def timeline(entries: Iterable[Any], level: int = 2) -> SafeString:
    """Entries as given, under a heading for each month."""
    months: list[tuple[date, list[Any]]] = []
    for entry in entries or ():
        happened = get(entry, "happened")
        first = months[-1][0] if months else None
        if first is None or (happened.year, happened.month) != (first.year, first.month):
            months.append((happened, []))
        months[-1][1].append(entry)
    if not months:
        return drawn_empty("No entries", "scroll-text", NO_ENTRIES)
    shown = "".join(_month(first, some, level) for first, some in months)
    return mark_safe(f'<div class="timeline">{shown}\n</div>\n')


NO_ENTRIES = "<p>Nothing is recorded for this choice. That is not the same as nothing having happened.</p>"


def _month(first: date, entries: Iterable[Any], level: int) -> str:
    rows = "".join(f"<li>{timeline_entry(entry, level=level + 1)}</li>" for entry in entries)
    heading = f'<h{level:d} class="timeline__label">{first:%B %Y}</h{level:d}>'
    return (
        f'\n  <section class="timeline__month">{heading}\n'
        f'  <ol class="timeline__entries">{rows}</ol></section>'
    )


@register.simple_tag
def checkin_list(items: Iterable[Any]) -> SafeString:
    rows = "".join(map(_checkin, items or ()))
    if not rows:
        return drawn_empty("No check-ins planned", "calendar", NO_CHECKINS)
    return mark_safe(f'<ol class="checkins">{rows}\n</ol>\n')


NO_CHECKINS = "<p>The plan names when both sides meet; until it does there is nothing to show.</p>"


def _checkin(item: Any) -> str:
    title, url, note = text(get(item, "title")), get(item, "url"), get(item, "note")
    named = f'<a href="{text(url)}">{title}</a>' if url else title
    more = f'<span class="checkin__note">{text(note)}</span>' if note else ""
    state = vocabulary.word(vocabulary.CHECK_INS, get(item, "state", "planned"))
    return (
        f'\n  <li class="checkin"><span class="checkin__date">{day(get(item, "date", None))}</span>'
        f'<span class="checkin__title">{named}{more}</span>{pill(state, "badge")}</li>'
    )


@register.simple_tag
def month_grid(month: Month) -> SafeString:
    busy = any(day.items for week in month.weeks for day in week)
    none = "" if busy else '<p class="missing month__none">Nothing is planned this month.</p>'
    heads = "".join(
        f'<th scope="col"><abbr title="{on.date:%A}">{on.date:%a}</abbr></th>' for on in month.weeks[0]
    )
    weeks = "".join(f"<tr>{''.join(map(_on_a_day, week))}</tr>" for week in month.weeks)
    named = f"month-{month.first:%Y-%m}"
    return mark_safe(
        f'<div class="month">\n  <div class="month__head"><p class="month__label" id="{named}">'
        f"{month.first:%B %Y}</p>\n  {_turn(month)}</div>\n"
        f'  <table class="month__grid" aria-labelledby="{named}">\n'
        f"    <thead><tr>{heads}</tr></thead>\n    <tbody>{weeks}</tbody>\n  </table>\n  {none}\n</div>\n"
    )


def _turn(month: Month) -> str:
    if not (month.previous_url or month.next_url):
        return ""
    css, hidden = 'class="button button--quiet button--small"', 'class="visually-hidden"'
    before = after = ""
    if month.previous_url:
        icon = draw_icon("chevron-left", 16)
        before = f'<a {css} href="{text(month.previous_url)}">{icon}<span {hidden}>Previous month</span></a>'
    if month.next_url:
        icon = draw_icon("chevron-right", 16)
        after = f'<a {css} href="{text(month.next_url)}"><span {hidden}>Next month</span>{icon}</a>'
    return f'<div class="month__turn no-print">{before}{after}</div>'


def _on_a_day(on: Day) -> str:
    css = "" if on.in_month else "month__other"
    css += (" month__today" if on.today else "") + ("" if on.items else " month__free")
    here = ' aria-current="date"' if on.today else ""
    return (
        f'<td class="{css}"{here}>\n      <time datetime="{on.date:%Y-%m-%d}">'
        f'<span class="month__number">{on.date:%-d}</span>'
        f'<span class="month__words">{on.date:%A %-d %B}</span></time>\n'
        f"      {''.join(map(_day_item, on.items))}</td>"
    )


def _day_item(item: Any) -> str:
    shown = f"{draw_icon(get(item, 'icon'), 14)}<span>{text(get(item, 'label'))}</span>"
    css = f'class="month__item tone-{text(get(item, "tone"))}"'
    url = get(item, "url")
    return f'<a {css} href="{text(url)}">{shown}</a>' if url else f"<span {css}>{shown}</span>"


@register.inclusion_tag("gs/c/finding.html")
def finding(item: Any, level: int = 3) -> dict[str, object]:
    return {"item": item, "level": level}


def evidence_lines(items: Iterable[Any], nothing: str) -> SafeString:
    """Entries as lines of evidence. A page shows hundreds, so that they are no template of their own."""
    lines = "".join(map(_evidence_line, items))
    return mark_safe(
        f'<ul class="stack-s">{lines}</ul>' if lines else f'<p class="muted">{text(nothing)}</p>'
    )


def _evidence_line(item: Any) -> str:
    said = f'<a href="{text(item.url)}">{text(item.text)}</a>' if item.url else text(item.text)
    more = f" · {text(item.source)}" if item.source else ""
    return f'<li><p>{said}</p><p class="muted small">{day(item.at)}{more}</p></li>'
