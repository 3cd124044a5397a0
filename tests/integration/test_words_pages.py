"""While a manager writes, the words are read: marks with reasons, nothing blocked, nothing kept."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goodstanding.review.linter.lexicon import lexicon
from goodstanding.store import models
from goodstanding.web.forms.entries import FORMS
from tests.conftest import Cast
from tests.integration.pages import as_, said

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
BAD = "He is always late and has a bad attitude."


def check(client: Client, cast: Cast, kind: str, text: str, htmx: bool = True, **beside: str) -> str:
    reply = as_(client, cast, "mara").post(
        f"/words/?kind={kind}&field=rows-0-text",
        {"rows-0-text": text, **beside},
        headers=HTMX if htmx else {},
    )
    assert reply.status_code == 200
    return str(reply.content.decode())


def test_marked_words_come_with_a_reason_and_a_better_form(client: Client, cast: Cast) -> None:
    html = check(client, cast, "concern", BAD)
    assert "<html" not in html
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["always", "bad attitude"]
    assert "One counter-example disproves an absolute" in html
    assert "Better:" in html
    assert html.index("bad attitude</q>") < html.index("always</q>"), "what is serious comes first"


def test_without_javascript_the_same_is_a_page(client: Client, cast: Cast) -> None:
    html = check(client, cast, "concern", BAD, htmx=False)
    assert "<h1" in html
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["always", "bad attitude"]


def test_only_sentences_with_a_mark_are_repeated(client: Client, cast: Cast) -> None:
    html = check(client, cast, "concern", f"On 3 May four quotes were late. {BAD} The list is attached.")
    assert "four quotes" not in html
    assert "list is attached" not in html


def test_a_text_with_nothing_to_mark_says_so(client: Client, cast: Cast) -> None:
    assert "No word here" in check(client, cast, "concern", "On 3 May four quotes went out late.")


def test_a_goal_is_not_asked_for_what_its_other_fields_say(client: Client, cast: Cast) -> None:
    bare = check(client, cast, "goal", "Close the tickets as agreed")
    assert {"No measure in this goal", "No date in this goal", "No source in this goal"} <= set(
        re.findall(r"No \w+ in this goal", bare)
    )
    full = {"rows-0-target": "5", "rows-0-due": "2026-05-01", "rows-0-data_source": "Ticket system"}
    assert "in this goal" not in check(client, cast, "goal", "Close the tickets as agreed", **full)
    other_row = {"rows-1-target": "5", "rows-1-due": "2026-05-01", "rows-1-data_source": "Ticket system"}
    assert "No date in this goal" in check(client, cast, "goal", "Close the tickets as agreed", **other_row)


def test_what_is_written_is_shown_as_text(client: Client, cast: Cast) -> None:
    html = check(client, cast, "concern", "Always <script>alert(1)</script> never.")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("concern", "   ", "There is nothing written yet."),
        ("concern", "x" * 20_001, "This is too long to check."),
        ("verdict", "Some words", "These words cannot be checked here."),
    ],
)
def test_what_cannot_be_read_is_said_and_never_taken_for_clean(
    client: Client, cast: Cast, kind: str, text: str, told: str
) -> None:
    html = check(client, cast, kind, text)
    assert told in html
    assert "No word here" not in html


def test_nothing_is_kept(client: Client, cast: Cast) -> None:
    before = (models.Entry.objects.count(), models.Leaf.objects.count())
    check(client, cast, "concern", BAD)
    assert (models.Entry.objects.count(), models.Leaf.objects.count()) == before


def test_the_page_of_its_own_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    page = as_(client, cast, "mara")
    assert "Check the words" in said(page.get("/words/"))
    html = page.post("/words/", {"kind": "concern", "text": BAD}).content.decode()
    assert html.count("bad attitude") >= 2
    assert page.post("/words/", {"kind": "concern", "text": ""}).status_code == 422


@pytest.mark.parametrize("kind", ["coaching", "feedback", "warning", "appraisal"])
def test_every_form_that_speaks_of_a_person_offers_the_check(client: Client, cast: Cast, kind: str) -> None:
    who = "hedda" if kind == "warning" else "mara"
    html = as_(client, cast, who).get(f"/people/{cast.eve}/record/{kind}/").content.decode()
    fields = re.findall(r'hx-post="/words/\?kind=(\w+)&amp;field=(\w+)"', html)
    assert {field for _, field in fields} <= set(FORMS[kind].base_fields)
    assert fields
    first = html.index("Check the words")
    submits = [
        m.start() for m in re.finditer(r'type="submit"', re.sub(r"(?s)<noscript>.*?</noscript>", "", html))
    ]
    assert submits, "the Enter key still saves: no button of the check is a submit button with JavaScript"
    assert 'type="button" class="button button--quiet button--small word-check' in html[first - 900 : first]


def test_an_employees_own_answer_is_not_checked(client: Client, cast: Cast) -> None:
    html = as_(client, cast, "eve").get(f"/people/{cast.eve}/record/grievance/").content.decode()
    assert "/words/?" not in html


def test_every_rule_of_the_list_can_be_shown(client: Client, cast: Cast) -> None:
    """A rule’s words go through the page whole, whatever signs they hold."""
    for rule in lexicon().rules:
        assert rule.why
        assert "<" not in rule.why + rule.better
