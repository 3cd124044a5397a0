"""What a letter has to say, and what it lacks."""

from __future__ import annotations

import string
from typing import Any

import pytest

from goodstanding.documents.letters import texts as module
from goodstanding.documents.letters.texts import Text, fields_of, named, texts
from goodstanding.domain.entries import KINDS
from goodstanding.domain.errors import Bug
from goodstanding.domain.letters import ELEMENTS, LETTERS, demanded, lacking, needs_hand
from goodstanding.review.packs import PACKS


def test_every_letter_is_made_of_a_kind_that_there_is() -> None:
    assert set(LETTERS) <= set(KINDS)


@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_a_letter_names_only_what_it_has(kind: str) -> None:
    assert named(texts().letters[kind]) <= fields_of(kind)


@pytest.mark.parametrize("kind", sorted(LETTERS))
def test_everything_that_a_rule_demands_of_a_letter_can_be_in_it(kind: str) -> None:
    """Each element asks for a value that the letter's own words show."""
    shown = named(texts().letters[kind])
    for element in (e for e in ELEMENTS if e.kind == kind):
        assert set(element.needs) & shown, element.title


def test_elements_name_packs_that_there_are() -> None:
    assert {pack for e in ELEMENTS for pack in e.packs} <= set(PACKS)


def test_an_invitation_without_evidence_lacks_it_in_the_united_kingdom_alone() -> None:
    holds = {"agenda", "consequences", "meeting_on", "at", "companion"}
    assert [e.title for e in lacking("invited", ["uk-acas"], holds)] == ["Which evidence goes with it"]
    assert lacking("invited", ["us-general"], holds) == ()


def test_what_is_demanded_everywhere_needs_no_pack() -> None:
    assert {e.title for e in demanded("delivered", [])} < {
        e.title for e in demanded("delivered", ["us-federal-432"])
    }


def test_a_dismissal_in_germany_wants_a_hand() -> None:
    assert needs_hand("decision", ["de-kschg"])
    assert not needs_hand("decision", ["uk-acas"])
    assert not needs_hand("warning", ["de-kschg"])


def test_a_text_that_names_what_a_letter_has_not_is_a_fault() -> None:
    said: dict[str, Any] = {"subject": "About {nothing}", "parts": [{"text": "x"}]}
    with pytest.raises(Bug, match="nothing"):
        module._text("warning", said)


def test_no_word_of_a_letter_threatens_where_it_says_that_it_does_not() -> None:
    words = " ".join(p.text + p.heading for p in texts().letters["coaching_directed"].parts).lower()
    assert not any(word in words for word in ("dismiss", "terminat", "disciplin", "consequence"))


def test_placeholders_are_plain_names() -> None:
    """No format or conversion could fail on a value."""
    for text in texts().letters.values():
        assert isinstance(text, Text)
        for said in (text.subject, *(p.text for p in text.parts)):
            assert all(not s and not c for _, n, s, c in string.Formatter().parse(said) if n is not None)
