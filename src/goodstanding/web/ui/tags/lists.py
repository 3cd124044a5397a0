"""Tables, paging and filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui.tags.base import draw_icon, get, render, trimmed
from goodstanding.web.ui.tags.people import day, moment
from goodstanding.web.ui.values import Cell, Table

register = template.Library()


def query_with(context: Context, **changes: object) -> str:
    """This page's query string with some values changed; None removes one."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


def _heads(context: Context, columns: Iterable[Any], sort: str) -> list[dict[str, object]]:
    heads = []
    for column in columns:
        key, sortable = get(column, "key"), bool(get(column, "sortable", False))
        up, down = sort == key and bool(key), sort == f"-{key}"
        heads.append(
            {
                "label": get(column, "label"),
                "numeric": bool(get(column, "numeric", False)),
                "hidden": bool(get(column, "hidden_label", False)),
                "url": query_with(context, sort=f"-{key}" if up else key, page=None) if sortable else "",
                "order": "ascending" if up else "descending" if down else "",
                "icon": "arrow-up" if up else "arrow-down" if down else "arrow-up-down",
            }
        )
    return heads


def _text(value: Any) -> str:
    if value is None or value == "":
        return '<span class="missing">–</span>'
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f"{value:,}"
    return conditional_escape(value)


def _cell(value: Any) -> str:
    if not isinstance(value, Cell):
        return _text(value)
    shown = value.html or _text(value.text)
    if value.icon:
        shown = f"{draw_icon(value.icon, 16)}<span>{shown}</span>"
    if value.url:
        shown = format_html('<a href="{}">{}</a>', value.url, mark_safe(shown))
    if value.tone:
        shown = format_html('<span class="cell-tone tone-{}">{}</span>', value.tone, mark_safe(shown))
    if value.note:
        shown = format_html('{}<span class="cell-note">{}</span>', mark_safe(shown), value.note)
    return shown


def _rows(heads: Sequence[dict[str, object]], rows: Iterable[Sequence[Any]]) -> SafeString:
    """The body as text: 500 rows of a template's cells would cost more than the rest of the page."""
    opening = []
    for number, head in enumerate(heads):
        tag = 'th scope="row" role="rowheader"' if number == 0 else 'td role="cell"'
        number_class = ' class="num"' if head["numeric"] else ""
        opening.append(
            format_html('<{} data-label="{}"{}>', mark_safe(tag), head["label"], mark_safe(number_class))
        )
    lines = []
    for row in rows:
        cells = "".join(
            f"{start}<div>{_cell(value)}</div>{'</th>' if not index else '</td>'}"
            for index, (start, value) in enumerate(zip(opening, row, strict=True))
        )
        lines.append(f'<tr role="row">{cells}</tr>')
    return mark_safe("\n".join(lines))


@register.simple_tag(takes_context=True)
def data_table(context: Context, table: Table, scroll: bool = False) -> SafeString:
    rows = list(get(table, "rows", ()) or ())
    heads = _heads(context, get(table, "columns"), get(table, "sort"))
    values = {
        "heads": heads,
        "body": _rows(heads, rows) if rows else "",
        "caption": get(table, "caption"),
        "empty": get(table, "empty"),
        "scroll": scroll,
    }
    return render(context, "table", values)


@register.simple_block_tag(takes_context=True, name="table")
def table_tag(
    context: Context, content: str, caption: str, columns: Iterable[Any], scroll: bool = False, sort: str = ""
) -> SafeString:
    values = {
        "heads": _heads(context, columns, sort),
        "body": trimmed(content),
        "caption": caption,
        "empty": "Nothing to show.",
        "scroll": scroll,
    }
    return render(context, "table", values)


@register.simple_tag
def td(label: str, num: bool = False) -> SafeString:
    """The attributes of a hand-written cell: its label for the stacked form, its alignment, its role."""
    return format_html('role="cell" data-label="{}"{}', label, mark_safe(' class="num"') if num else "")


@register.simple_tag(takes_context=True)
def pagination(
    context: Context, page: Any, param: str = "page", what: str = "results", label: str = "Pages"
) -> SafeString:
    paginator = page.paginator
    numbers = [
        {
            "text": number,
            "url": "" if number == paginator.ELLIPSIS else query_with(context, **{param: number}),
            "current": number == page.number,
        }
        for number in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    shown = f"{page.start_index():,}–{page.end_index():,} of {paginator.count:,}" if paginator.count else ""
    values = {
        "shown": shown,
        "page": page,
        "what": what,
        "label": label,
        "numbers": numbers,
        "previous": query_with(context, **{param: page.number - 1}) if page.has_previous() else "",
        "next": query_with(context, **{param: page.number + 1}) if page.has_next() else "",
    }
    return render(context, "pagination", values)


@register.simple_block_tag(takes_context=True)
def filter_bar(
    context: Context,
    content: str,
    search: str = "",
    placeholder: str = "",
    param: str = "q",
    label: str = "Search",
    clear_url: str = "",
    submit: str = "Apply",
) -> SafeString:
    values = {
        "content": content,
        "search": search,
        "placeholder": placeholder,
        "param": param,
        "label": label,
        "clear_url": clear_url,
        "submit": submit,
    }
    return render(context, "filter_bar", values)


@register.inclusion_tag("gs/c/filter_pills.html")
def filter_pills(items: Iterable[Any], label: str = "Filter") -> dict[str, object]:
    return {"items": items, "label": label}
