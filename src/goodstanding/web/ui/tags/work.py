"""Goals, figures and charts: about the work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.base import get
from goodstanding.web.ui.tags.lists import drawn_table
from goodstanding.web.ui.tags.people import day, deadline
from goodstanding.web.ui.tags.words import determination, drawn_disclosure, fact_row
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


@register.simple_block_tag
def goal_card(content: str, goal: Any, number: int | None = None, level: int = 3) -> SafeString:
    pace, actions = get(goal, "pace", None), content.strip()
    metric = str(get(goal, "kind")).lower().startswith("metric")
    measured = bool(pace) or (metric and not get(goal, "determination"))
    reason = get(goal, "determination_reason")
    said = f'<p class="words pre-line" dir="auto">{text(reason)}</p>' if reason else ""
    do = f'<div class="goal__actions no-print">{actions}</div>' if actions else ""
    return mark_safe(
        f'<article class="goal">\n  {_goal_head(goal, number, level)}\n  {said}\n'
        f"  {_pace(pace) if measured else ''}\n  {_goal_facts(goal)}\n  {do}\n</article>\n"
    )


def _goal_head(goal: Any, number: int | None, level: int) -> str:
    kind, url, statement = get(goal, "kind"), get(goal, "url"), text(get(goal, "statement"))
    parts = [f"Goal {number}"] if number else []
    parts += ["Required" if get(goal, "required") else "Supporting", *([text(kind)] if kind else [])]
    named = f'<a href="{text(url)}">{statement}</a>' if url else statement
    return (
        f'<div class="goal__head"><p class="eyebrow">{" · ".join(parts)}</p>'
        f"{determination(get(goal, 'determination'))}</div>\n"
        f'  <h{level:d} class="goal__statement">{named}</h{level:d}>'
    )


def _goal_facts(goal: Any) -> str:
    measure, unit = get(goal, "measure"), get(goal, "unit")
    evidence, support = get(goal, "evidence"), get(goal, "support", ())
    of = f' <span class="muted">({text(unit)})</span>' if unit else ""
    rows = [("Measure", f"{text(measure)}{of}".strip()), ("Baseline", _given(goal, "baseline"))]
    rows += [("Target", _given(goal, "target")), ("Due", deadline(get(goal, "due", None)))]
    rows += [("Window", _given(goal, "window")), ("Source", _given(goal, "source"))]
    rows += [("Measured by", _given(goal, "measurer"))]
    rows += [("Evidence asked for", text(evidence))] if evidence else []
    rows += [("Support promised", text(", ".join(map(str, support))))] if support else []
    return f'<dl class="facts facts--3">{"".join(fact_row(term, shown) for term, shown in rows)}</dl>'


def _given(goal: Any, name: str) -> str:
    value = get(goal, name)
    return text(value) if value else ""


def _pace(pace: Any) -> str:
    if not pace:
        return '<div class="pace"><p class="missing">Not measured yet. Nothing follows from that.</p></div>'
    bar = pace_bar(pace)
    spread = (
        f'<rect class="pace__band" x="{bar["band"]}" y="8" width="{bar["band_width"]}" height="12" rx="4"/>'
        if "band" in bar
        else ""
    )
    return (
        f'<div class="pace"><p class="pace__text">{_pace_words(pace)}</p>\n'
        '<svg class="pace__bar" width="100%" height="28" aria-hidden="true" focusable="false">'
        f'<rect class="pace__track" x="0" y="11" width="100%" height="6" rx="3"/>{spread}'
        f'<line class="pace__needed" x1="{bar["needed"]}" x2="{bar["needed"]}" y1="2" y2="26"/>'
        f'<circle class="pace__so-far" cx="{bar["so_far"]}" cy="14" r="6"/></svg>\n'
        f"{_pace_key(pace, bar)}</div>"
    )


def _pace_words(pace: Any) -> str:
    if said := get(pace, "text"):
        return text(said)
    unit, low, high = get(pace, "unit"), get(pace, "low", None), get(pace, "high", None)
    of = f" {text(unit)}" if unit else ""
    between = ""
    if low is not None and high is not None:
        between = f' <span class="muted">(plausible range {text(low)} to {text(high)})</span>'
    so_far, needed = text(get(pace, "so_far")), text(get(pace, "needed"))
    return f"<strong>{so_far}{of}</strong> so far; <strong>{needed}</strong> needed{between}"


def _pace_key(pace: Any, bar: Mapping[str, str]) -> str:
    shown = "".join(
        f'<span class="pace__key-item pace__key-item--{css}">{words}</span>'
        for css, words in (("so-far", "so far"), ("needed", "needed"), ("band", "plausible range"))
        if css != "band" or "band" in bar
    )
    at = get(pace, "as_of", None)
    of = f'<span class="pace__as-of">as of {day(at)}</span>' if at else ""
    return f'<p class="pace__key">{shown}{of}</p>'


@register.simple_block_tag(takes_context=True)
def figure(
    context: Context, content: str, title: str, description: str, table: Table | None = None, id: str = ""
) -> SafeString:
    return _drawn_figure(context, content, title, description, table, id)


def _drawn_figure(
    context: Context, content: str, title: str, description: str, table: Any, id: str
) -> SafeString:
    known = f' id="{text(id)}"' if id else ""
    beside = drawn_disclosure(drawn_table(context, table), "The figures as a table") if table else ""
    return mark_safe(
        f'<figure class="figure"{known}><figcaption><span class="figure__title">{text(title)}</span>'
        f'<span class="figure__description">{text(description)}</span></figcaption>'
        f'<div class="figure__chart">{text(content)}</div>{beside}</figure>\n'
    )


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
    return _drawn_figure(
        context, get(drawn, "html"), get(drawn, "title"), get(drawn, "description"), _table_of(drawn), id
    )
