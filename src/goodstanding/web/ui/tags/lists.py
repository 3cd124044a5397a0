"""Tables, paging and filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.tags.actions import button, text_link
from goodstanding.web.ui.tags.base import draw_icon, get
from goodstanding.web.ui.tags.navigation import counted
from goodstanding.web.ui.tags.people import day, moment
from goodstanding.web.ui.tags.words import drawn_empty
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


def _heads(context: Context, columns: Iterable[Any], sort: str) -> list[_Head]:
    heads = []
    for column in columns:
        key, sortable = get(column, "key"), bool(get(column, "sortable", False))
        up, down = sort == key and bool(key), sort == f"-{key}"
        heads.append(
            _Head(
                label=get(column, "label"),
                numeric=bool(get(column, "numeric", False)),
                hidden=bool(get(column, "hidden_label", False)),
                url=query_with(context, sort=f"-{key}" if up else key, page=None) if sortable else "",
                order="ascending" if up else "descending" if down else "",
                icon="arrow-up" if up else "arrow-down" if down else "arrow-up-down",
            )
        )
    return heads


@dataclass(frozen=True, slots=True)
class _Head:
    label: str
    numeric: bool
    hidden: bool
    url: str
    order: str
    icon: str

    def drawn(self) -> str:
        label = text(self.label)
        if self.url:
            shown = (
                f'<a class="sort" href="{text(self.url)}"><span>{label}</span>{draw_icon(self.icon, 14)}</a>'
            )
        else:
            shown = f'<span class="visually-hidden">{label}</span>' if self.hidden else label
        css = ' class="num"' if self.numeric else ""
        order = f' aria-sort="{self.order}"' if self.order else ""
        return f'<th scope="col" role="columnheader"{css}{order}>{shown}</th>'


def _text(value: Any) -> str:
    if value.__class__ is str and value:  # nearly all
        return escape(value)
    if value is None or value == "":
        return '<span class="missing">–</span>'
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f"{value:,}"
    return text(value)


def _cell(value: Any) -> str:
    if not isinstance(value, Cell):
        return _text(value)
    shown = value.html or _text(value.text)
    if value.icon:
        shown = f"{draw_icon(value.icon, 16)}<span>{shown}</span>"
    if value.url:
        away = ' rel="noreferrer external"' if value.url.startswith(("https://", "http://")) else ""
        shown = f'<a href="{text(value.url)}"{away}>{shown}</a>'
    if value.tone:
        shown = f'<span class="cell-tone tone-{text(value.tone)}">{shown}</span>'
    if value.note:
        shown = f'{shown}<span class="cell-note">{text(value.note)}</span>'
    return shown


def _rows(heads: Sequence[_Head], rows: Iterable[Sequence[Any]]) -> str:
    """The body as text: 500 rows of a template's cells would cost more than the rest of the page."""
    opening = []
    for number, head in enumerate(heads):
        tag = 'th scope="row" role="rowheader"' if number == 0 else 'td role="cell"'
        css = ' class="num"' if head.numeric else ""
        opening.append(f'<{tag} data-label="{text(head.label)}"{css}>')
    lines = []
    for row in rows:
        cells = "".join(
            f"{start}<div>{_cell(value)}</div>{'</th>' if not index else '</td>'}"
            for index, (start, value) in enumerate(zip(opening, row, strict=True))
        )
        lines.append(f'<tr role="row">{cells}</tr>')
    return "\n".join(lines)


@register.simple_tag(takes_context=True)
def data_table(context: Context, table: Table, scroll: bool = False) -> SafeString:
    return drawn_table(context, table, scroll=scroll)


def drawn_table(context: Context, table: Any, *, scroll: bool = False) -> SafeString:
    heads = _heads(context, get(table, "columns"), get(table, "sort"))
    body = _rows(heads, get(table, "rows", ()) or ())
    return _framed(heads, body, get(table, "caption"), get(table, "empty"), scroll)


def _framed(heads: Sequence[_Head], body: str, caption: str, empty: str, scroll: bool) -> SafeString:
    if not body:
        return mark_safe(drawn_empty(empty, "table-2") + "\n")
    named = text(caption or "Table")
    moves = f' tabindex="0" role="region" aria-label="{named}"' if scroll else ""
    return mark_safe(
        f'<div class="table-wrap{" table-wrap--scroll" if scroll else ""}"{moves}>\n'
        f'<table class="table" role="table">{f"<caption>{text(caption)}</caption>" if caption else ""}\n'
        f'<thead role="rowgroup"><tr role="row">{"".join(head.drawn() for head in heads)}</tr></thead>\n'
        f'<tbody role="rowgroup">{body}</tbody></table></div>\n'
    )


@register.simple_block_tag(takes_context=True, name="table")
def table_tag(
    context: Context, content: str, caption: str, columns: Iterable[Any], scroll: bool = False, sort: str = ""
) -> SafeString:
    heads = _heads(context, columns, sort)
    return _framed(heads, content.strip(), caption, "Nothing to show.", scroll)


@register.simple_tag
def td(label: str, num: bool = False) -> SafeString:
    """The attributes of a hand-written cell: its label for the stacked form, its alignment, its role."""
    css = ' class="num"' if num else ""
    return mark_safe(f'role="cell" data-label="{text(label)}"{css}')


@register.simple_tag(takes_context=True)
def pagination(
    context: Context, page: Any, param: str = "page", what: str = "results", label: str = "Pages"
) -> SafeString:
    """Nothing where there is nothing: the empty list says so itself."""
    paginator = page.paginator
    if not paginator.count:
        return SafeString("")
    shown = f"{page.start_index():,}–{page.end_index():,} of {paginator.count:,}"
    if paginator.count == 1:
        shown, what = "1", ONE.get(what, what.removesuffix("s"))
    links = ""
    if paginator.num_pages > 1:
        links = f"\n<ul>{''.join(_page_links(context, page, param))}</ul>"
    return mark_safe(
        f'<nav class="pagination no-print" aria-label="{text(label)}">'
        f'<p class="pagination__of">{shown} {text(what)}</p>{links}</nav>\n'
    )


ONE = {"entries": "entry", "people": "person"}


def _page_links(context: Context, page: Any, param: str) -> Iterator[str]:
    hidden = '<span class="visually-hidden">{}</span>'
    before, after = hidden.format("Previous page"), hidden.format("Next page")
    if page.has_previous():
        url = text(query_with(context, **{param: page.number - 1}))
        yield f'<li><a href="{url}" rel="prev">{draw_icon("chevron-left", 16)}{before}</a></li>'
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        yield f"<li>{_page_link(context, page, param, number)}</li>"
    if page.has_next():
        url = text(query_with(context, **{param: page.number + 1}))
        yield f'<li><a href="{url}" rel="next">{after}{draw_icon("chevron-right", 16)}</a></li>'


def _page_link(context: Context, page: Any, param: str, number: Any) -> str:
    said = f'<span class="visually-hidden">Page </span>{text(number)}'
    if number == page.number:
        return f'<span class="pagination__here" aria-current="page">{said}</span>'
    if number == page.paginator.ELLIPSIS:
        return f'<span class="pagination__gap">{text(number)}</span>'
    url = text(query_with(context, **{param: number}))
    return f'<a class="pagination__number" href="{url}">{said}</a>'


@register.simple_block_tag
def filter_bar(
    content: str,
    search: str = "",
    placeholder: str = "",
    param: str = "q",
    label: str = "Search",
    clear_url: str = "",
    submit: str = "Apply",
) -> SafeString:
    key, hint = text(param), f' placeholder="{text(placeholder)}"' if placeholder else ""
    do = button(submit, kind="secondary") + (text_link("Clear", clear_url) if clear_url else "")
    return mark_safe(
        '<form class="filter-bar no-print" method="get" role="search">\n'
        f'  <div class="filter-bar__search"><label for="filter-{key}">{text(label)}</label>'
        f'<div class="search-box">{draw_icon("search", 18)}'
        f'<input type="search" id="filter-{key}" name="{key}" value="{text(search)}"{hint}></div></div>\n'
        f'  {content}\n  <div class="filter-bar__do">{do}</div>\n</form>\n'
    )


@register.simple_tag
def filter_pills(items: Iterable[Any], label: str = "Filter") -> SafeString:
    rows = "".join(map(_pill, items or ()))
    return mark_safe(f'<nav class="filter-pills no-print" aria-label="{text(label)}"><ul>{rows}</ul></nav>\n')


def _pill(item: Any) -> str:
    current = bool(get(item, "current", False))
    icon = draw_icon("check" if current else get(item, "icon"), 14)
    here = ' aria-current="true"' if current else ""
    return (
        f'<li><a href="{text(get(item, "url"))}"{here}>{icon}<span>{text(get(item, "label"))}</span>'
        f"{counted(item)}</a></li>"
    )
