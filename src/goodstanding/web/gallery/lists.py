"""Samples: tables, paging, navigation, steps, sign-in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from goodstanding.web.gallery.people import LONG_NAME, LONG_WORD, TODAY
from goodstanding.web.ui import (
    Cell,
    Column,
    Fact,
    Link,
    NavItem,
    SigninGroup,
    SigninPerson,
    Step,
    Table,
)
from goodstanding.web.ui.tags.people import deadline
from goodstanding.web.ui.tags.words import state_pill
from goodstanding.web.ui.vocabulary import STATES

FIRST = ("Ana", "Björn", "Chidi", "Dilek", "Emre", "Farah", "Greta", "Hugo", "Ines", "Jonas", "Kemi")
LAST = ("Ruiz", "Okafor", "Brandt", "Petrov", "Sato", "Moreau", "Novak", "Lindgren", "Abebe", "Costa")
COLUMNS = (
    Column("Person", "name", sortable=True),
    Column("Team", "team", sortable=True),
    Column("State", "state"),
    Column("Next date", "due", sortable=True),
    Column("Files closed", "files", numeric=True, sortable=True),
    Column("Per hour", "rate", numeric=True),
)


def _row(number: int) -> list[Any]:
    state = tuple(STATES)[number % len(STATES)]
    return [
        Cell(
            f"{FIRST[number % 11]} {LAST[number % 10]}", "#person", note=f"Personnel number {1000 + number}"
        ),
        ("Motor claims North", "Motor claims South", "Recovery")[number % 3],
        Cell(html=state_pill(state)),
        Cell(html=deadline(TODAY + timedelta(days=number % 40), number % 40)),
        1234 + number * 7,
        Decimal(number % 97) / 10 if number % 9 else None,
    ]


def tables(request: HttpRequest) -> dict[str, Any]:
    sort = request.GET.get("sort", "name")
    rows = [_row(number) for number in range(8)]
    return {
        "table": Table(COLUMNS, rows, "Open plans, the most urgent first", sort=sort),
        "empty": Table(COLUMNS, [], empty="No open plans in your scope"),
        "long": Table(
            COLUMNS[:3],
            [
                [
                    Cell(LONG_NAME, "#"),
                    LONG_WORD,
                    Cell("Value out of range", tone="serious", icon="circle-alert"),
                ]
            ],
            "Long words",
        ),
        "many": Table(COLUMNS, [_row(number) for number in range(500)], "500 rows", sort=sort),
        "own": COLUMNS[:2],
        "own_rows": [("Ana Ruiz", "Motor claims North"), ("Tom Okafor", "Recovery")],
    }


def paging(request: HttpRequest) -> dict[str, Any]:
    people = Paginator(range(1243), 50)
    return {
        "middle": people.page(7),
        "first": people.page(1),
        "only": Paginator(range(12), 50).page(1),
        "none": Paginator([], 50).page(1),
        "states": [("", "Any state"), ("active", "Active"), ("watch", "Watch period")],
        "pills": [
            Link("Everything", "?", current=True, count=214),
            Link("Coaching", "?kind=coaching", count=31),
            Link("Feedback", "?kind=feedback", count=96),
            Link("Metrics", "?kind=metric_snapshot"),
        ],
        "query": request.GET.get("q", ""),
    }


def navigation() -> dict[str, Any]:
    items = [
        NavItem("#today", "Today", "calendar-check", 3, True),
        NavItem("#people", "People", "users"),
        NavItem("#plans", "Plans", "clipboard-list", 12),
        NavItem("#import", "Import", "file-up"),
    ]
    return {
        "items": items,
        "tabs": [
            NavItem("#a", "Timeline", "scroll-text", 214, True),
            NavItem("#b", "Plan", "clipboard-list"),
            NavItem("#c", "Figures", "chart-line", 0),
        ],
        "crumbs": [("People", "#"), ("Ana Ruiz", "#"), ("Plan of 2 November 2026", "#")],
        "long_crumbs": [("People", "#"), (LONG_NAME, "#"), (LONG_WORD, "#")],
    }


def steps() -> dict[str, Any]:
    return {
        "importing": [
            Step("Choose a file", "done", "#"),
            Step("Match the columns", "done", "#"),
            Step("Preview", "current", note="3 rows need attention"),
            Step("Import", "todo"),
        ],
        "life": [
            Step("Concern", "done", note="2 October"),
            Step("Coaching", "done", note="6 weeks"),
            Step("Draft", "skipped"),
            Step("Active", "current"),
            Step("Outcome", "todo"),
        ],
        "long": [Step(LONG_WORD, "current"), Step("Next", "todo")],
    }


def signin() -> dict[str, Any]:
    return {
        "groups": [
            SigninGroup(
                "Employees",
                [
                    SigninPerson("1", "Ana Ruiz", "Claims handler", "Her plan is at the midpoint"),
                    SigninPerson(
                        "2", "Chidi Petrov", "Claims handler", "In the watch period after a met plan"
                    ),
                ],
            ),
            SigninGroup("Managers", [SigninPerson("3", "Tom Okafor", "Team lead, Motor claims North")]),
            SigninGroup(
                "HR",
                [SigninPerson("4", "Lena Brandt", "HR partner"), SigninPerson("5", LONG_NAME, LONG_WORD)],
            ),
        ]
    }


def facts() -> dict[str, Any]:
    return {
        "facts": [
            Fact("Manager", "Tom Okafor", "#tom"),
            Fact("Started", date(2026, 11, 2)),
            Fact("Ends", date(2026, 12, 11), note="extended once, by 14 calendar days"),
            Fact("Second level", ""),
            Fact("Reason", LONG_WORD),
        ],
        "none": [],
    }
