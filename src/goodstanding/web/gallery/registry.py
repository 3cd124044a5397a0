"""Which pages the gallery has, in the order of its navigation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from goodstanding.web.gallery import findings, lists, people, work
from goodstanding.web.ui.vocabulary import DETERMINATIONS, SEVERITIES, STATES


@dataclass(frozen=True)
class Said:
    """What Django's messages look like to a template."""

    level_tag: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class GalleryPage:
    name: str
    title: str
    family: str
    about: str
    samples: Callable[[HttpRequest], dict[str, Any]] = lambda request: {}

    @property
    def template(self) -> str:
        return f"gs/gallery/{self.name}.html"


def _messages() -> dict[str, Any]:
    words = [
        ("success", "The check-in of 23 November is recorded."),
        ("info", "Ana Ruiz was told."),
        ("warning", "The next check-in falls on a bank holiday."),
        ("error", "Somebody else changed this plan meanwhile. Nothing was saved."),
    ]
    return {"messages": [Said(level, text) for level, text in words]}


def _vocabularies() -> dict[str, Any]:
    return {"states": STATES, "determinations": DETERMINATIONS, "severities": SEVERITIES}


PAGES = (
    GalleryPage(
        "foundations", "Foundations", "Base", "Colours, type and spacing: the tokens everything is made of."
    ),
    GalleryPage(
        "buttons", "Buttons and icons", "Actions", "One primary action a page; the others stand back."
    ),
    GalleryPage("header", "Page header", "Words", "The page’s only first heading, with its actions."),
    GalleryPage("boxes", "Cards and sections", "Words", "Boxes for what belongs together."),
    GalleryPage(
        "callouts",
        "Callouts and messages",
        "Words",
        "Something to know before going on.",
        lambda _: _messages(),
    ),
    GalleryPage("empty", "Empty states", "Words", "Nothing here, why, and what to do next."),
    GalleryPage(
        "badges",
        "Badges and states",
        "Words",
        "A word and an icon; colour only helps.",
        lambda _: _vocabularies(),
    ),
    GalleryPage(
        "facts", "Key facts and figures", "Words", "What a thing is, at a glance.", lambda _: lists.facts()
    ),
    GalleryPage(
        "voices", "People’s words", "Words", "Serif, as written, both sides alike.", lambda _: people.voices()
    ),
    GalleryPage(
        "comparison",
        "Comparison",
        "Words",
        "What supports, contradicts and lacks.",
        lambda _: people.evidence(),
    ),
    GalleryPage("people", "People", "People and time", "Who.", lambda _: people.people()),
    GalleryPage(
        "deadlines",
        "Dates and deadlines",
        "People and time",
        "When, and how long still.",
        lambda _: people.deadlines(),
    ),
    GalleryPage("duties", "Duties", "People and time", "What needs me today.", lambda _: people.duties()),
    GalleryPage(
        "timeline", "Timeline", "People and time", "The file as it grew.", lambda _: people.entries()
    ),
    GalleryPage(
        "checkins", "Check-ins", "People and time", "A list and a month.", lambda _: people.checkins()
    ),
    GalleryPage("tables", "Tables", "Lists", "Rows to work through.", lists.tables),
    GalleryPage("many-rows", "A table of 500 rows", "Lists", "The same table, full.", lists.tables),
    GalleryPage("paging", "Filters and paging", "Lists", "Finding the one among many.", lists.paging),
    GalleryPage(
        "navigation",
        "Navigation",
        "Navigation",
        "Where am I, what else is here.",
        lambda _: lists.navigation(),
    ),
    GalleryPage("steps", "Steps", "Navigation", "How far along.", lambda _: lists.steps()),
    GalleryPage("forms", "Forms", "Forms", "Asking for something.", lambda _: work.sample_forms()),
    GalleryPage(
        "wrong", "Forms with errors", "Forms", "Saying what is wrong, twice.", lambda _: work.sample_forms()
    ),
    GalleryPage(
        "rows", "Rows of a form", "Forms", "Several of a kind: goals.", lambda _: work.sample_forms()
    ),
    GalleryPage("confirm", "Confirmation", "Forms", "Asking once more, on a page of its own."),
    GalleryPage("progress", "Progress", "Forms", "A long import."),
    GalleryPage("sign-in", "Sign-in", "Forms", "The demo’s people by role.", lambda _: lists.signin()),
    GalleryPage("goals", "Goals", "Work", "What is to be reached, and the pace.", lambda _: work.goals()),
    GalleryPage("figure", "Charts", "Work", "A picture with its figures beside it.", lambda _: work.charts()),
    GalleryPage(
        "findings", "Findings", "Work", "What a rule found in the file.", lambda _: findings.findings()
    ),
)
BY_NAME = {page.name: page for page in PAGES}
