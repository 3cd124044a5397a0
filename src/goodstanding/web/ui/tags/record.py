"""The file over time: duties, the timeline, check-ins, findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from goodstanding.web.ui import vocabulary
from goodstanding.web.ui.tags.base import get
from goodstanding.web.ui.values import Month

register = template.Library()


@register.inclusion_tag("gs/c/duty_list.html")
def duty_list(
    duties: Iterable[Any], title: str = "What needs you today", level: int = 2
) -> dict[str, object]:
    return {"duties": list(duties or ()), "title": title, "level": level, "item_level": level + 1}


@register.inclusion_tag("gs/c/timeline.html")
def timeline(entries: Iterable[Any], level: int = 2) -> dict[str, object]:
    """Entries as given, under a heading for each month."""
    months: list[dict[str, Any]] = []
    for entry in entries or ():
        happened = get(entry, "happened")
        key = (happened.year, happened.month)
        if not months or months[-1]["key"] != key:
            months.append({"key": key, "first": happened, "entries": []})
        months[-1]["entries"].append(entry)
    return {"months": months, "level": level, "item_level": level + 1}


@register.inclusion_tag("gs/c/checkin_list.html")
def checkin_list(items: Iterable[Any]) -> dict[str, object]:
    rows = [
        {"item": item, "word": vocabulary.word(vocabulary.CHECK_INS, get(item, "state", "planned"))}
        for item in items or ()
    ]
    return {"rows": rows}


@register.inclusion_tag("gs/c/month_grid.html")
def month_grid(month: Month) -> dict[str, object]:
    busy = any(day.items for week in month.weeks for day in week)
    return {"month": month, "busy": busy}


@register.inclusion_tag("gs/c/finding.html")
def finding(item: Any, level: int = 3) -> dict[str, object]:
    return {"item": item, "level": level}
