"""Goals, figures and charts: about the work."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from goodstanding.web.ui.tags.base import get, render, trimmed
from goodstanding.web.ui.values import Column, Table

register = template.Library()


def pace_bar(pace: Any) -> dict[str, str]:
    """Where the marks of a pace stand on its bar, in per cent of its width."""
    so_far, needed = float(get(pace, "so_far")), float(get(pace, "needed"))
    low, high = get(pace, "low", None), get(pace, "high", None)
    seen = [float(value) for value in (so_far, needed, low, high) if value is not None]
    minimum, maximum = get(pace, "minimum", None), get(pace, "maximum", None)
    start = float(minimum) if minimum is not None else min(0.0, *seen)
    end = float(maximum) if maximum is not None else max(seen) * 1.15 or 1.0
    span = (end - start) or 1.0

    def place(value: float) -> float:
        return min(100.0, max(0.0, (value - start) / span * 100))

    marks = {"so_far": f"{place(so_far):.1f}%", "needed": f"{place(needed):.1f}%"}
    if low is not None and high is not None:
        left, right = place(float(low)), place(float(high))
        marks |= {"band": f"{left:.1f}%", "band_width": f"{max(right - left, 0.5):.1f}%"}
    return marks


@register.simple_block_tag(takes_context=True)
def goal_card(
    context: Context, content: str, goal: Any, number: int | None = None, level: int = 3
) -> SafeString:
    pace = get(goal, "pace", None)
    values = {
        "goal": goal,
        "number": number,
        "level": level,
        "actions": trimmed(content),
        "pace": pace,
        "bar": pace_bar(pace) if pace else None,
        "measured": bool(pace) or str(get(goal, "kind")).lower().startswith("metric"),
    }
    return render(context, "goal_card", values)


@register.simple_block_tag(takes_context=True)
def figure(
    context: Context, content: str, title: str, description: str, table: Table | None = None, id: str = ""
) -> SafeString:
    values = {"content": content, "title": title, "description": description, "table": table, "id": id}
    return render(context, "figure", values)


FIGURE = re.compile(r"^[-−]?\d[\d,. ]*( %)?$|^not recorded$|^$")


def _table_of(drawn: Any) -> Table:
    """The figures beside a drawn chart; a column of nothing but figures is set to the right."""
    table = get(drawn, "table")
    headers, rows = get(table, "headers"), list(get(table, "rows"))
    columns = [
        Column(
            header, numeric=bool(rows) and number > 0 and all(FIGURE.match(str(row[number])) for row in rows)
        )
        for number, header in enumerate(headers)
    ]
    return Table(columns, rows, get(drawn, "title"))


@register.simple_tag(takes_context=True)
def chart(context: Context, drawn: Any, id: str = "") -> SafeString:
    """A chart of `goodstanding.documents.charts` as a figure, its table folded beside it."""
    values = {
        "content": get(drawn, "html"),
        "title": get(drawn, "title"),
        "description": get(drawn, "description"),
        "table": _table_of(drawn),
        "id": id,
    }
    return render(context, "figure", values)
