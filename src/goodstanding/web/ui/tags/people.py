"""People, dates and deadlines."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.base import draw_icon, get

register = template.Library()

SOON = 3  # within this many days a date is shown as near


def initials(name: str) -> str:
    parts = [part for part in name.replace("-", " ").split() if part[:1].isalpha()]
    if not parts:
        return "–"
    letters = parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")
    return letters.upper()


@register.simple_tag
def avatar(name: str, size: str = "m") -> SafeString:
    return mark_safe(
        f'<span class="avatar avatar--{text(size)}" aria-hidden="true">{text(initials(str(name)))}</span>'
    )


@register.simple_tag
def person(who: Any, size: str = "m", link: bool = True) -> SafeString:
    if isinstance(who, str):
        name, url, about = who, "", ""
    else:
        name, url = get(who, "name"), get(who, "url") if link else ""
        about = " · ".join(str(part) for part in (get(who, "role", ""), get(who, "team", "")) if part)
    shown = (
        f'<a class="person__name" href="{text(url)}">{text(name)}</a>'
        if url
        else f'<span class="person__name">{text(name)}</span>'
    )
    rest = f'<span class="person__about">{text(about)}</span>' if about else ""
    return mark_safe(
        f'<span class="person">{avatar(str(name), size)}'
        f'<span class="person__text">{shown}{rest}</span></span>'
    )


@register.simple_tag
def day(value: date | datetime | None, missing: str = "not recorded") -> SafeString:
    if not value:
        return mark_safe(f'<span class="missing">{text(missing)}</span>')
    if isinstance(value, datetime):
        value = _local(value).date()
    return mark_safe(f'<time datetime="{value.isoformat()}">{value:%-d %B %Y}</time>')


@register.simple_tag
def moment(value: date | datetime | None, missing: str = "not recorded") -> SafeString:
    if not isinstance(value, datetime):
        return SafeString(day(value, missing))
    exact, local = value.isoformat(timespec="minutes"), _local(value)
    return mark_safe(f'<time datetime="{exact}">{local:%-d %B %Y, %H:%M}</time>')


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def countdown(
    days: int | None, unit: str, stopped: bool, done: bool, asked: bool = False
) -> tuple[str, str, str]:
    """The words, the icon and the tone of a deadline."""
    if done:
        return "done", "circle-check", "good"
    if stopped:
        return "clock stopped", "circle-pause", "info"
    if days is None:
        return "", "calendar", "neutral"
    if days == 0:
        return "today", "clock", "attention"
    plural = "" if abs(days) == 1 else "s"
    kind = f"{unit} " if unit else ""
    if days < 0 and asked:
        return f"{-days} {kind}day{plural} ago", "clock", "attention"
    if days < 0:
        return f"{-days} {kind}day{plural} overdue", "clock-alert", "serious"
    return f"in {days} {kind}day{plural}", "clock", "attention" if days <= SOON else "neutral"


@register.simple_tag
def deadline(
    due: Any,
    days: int | None = None,
    unit: str = "working",
    stopped: bool = False,
    done: bool = False,
    asked: bool = False,
) -> SafeString:
    if due is None or due == "":
        return mark_safe(
            f'<span class="deadline tone-neutral">{draw_icon("calendar", 14)}'
            f'<span class="missing">no date set</span></span>'
        )
    if not isinstance(due, date):
        days, unit = get(due, "days", days), get(due, "unit", unit)
        stopped, done = bool(get(due, "stopped", stopped)), bool(get(due, "done", done))
        asked = bool(get(due, "asked", asked))
        due = get(due, "due", None)
    said, icon, tone = countdown(days, unit, stopped, done, asked)
    left = f'<span class="deadline__left">{text(said)}</span>' if said else ""
    return mark_safe(
        f'<span class="deadline tone-{tone}"><span class="deadline__on">{draw_icon(icon, 14)}'
        f"{day(due, 'no date set')}</span>{left}</span>"
    )
