"""What the packs read in documents: every statement is asked for, and every phrase of it is recognised."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import goodstanding.review.packs as packs
from goodstanding.review.file import Event
from goodstanding.review.packs.common import says
from goodstanding.review.packs.dates_said import days_said

FOLDER = Path(packs.__file__).parent
STATEMENTS = tomllib.loads((FOLDER / "statements.toml").read_text("utf-8"))
PHRASES = [(name, phrase) for name, phrases in STATEMENTS.items() for phrase in phrases]


def spelled(phrase: str) -> str:
    words = [word.split("|")[0].rstrip("*").replace("_", " ") for word in phrase.split() if word != "..."]
    return " ".join(words)


def event(text: str) -> Event:
    return Event(id="e", order=1, kind="other", text=text)


@pytest.mark.parametrize("name", STATEMENTS)
def test_every_statement_is_asked_for_by_a_rule(name: str) -> None:
    source = "".join(path.read_text() for path in FOLDER.rglob("*.py"))
    assert f'"{name}"' in source


@pytest.mark.parametrize(("name", "phrase"), PHRASES)
def test_every_phrase_is_recognised_in_a_sentence(name: str, phrase: str) -> None:
    assert says(event(f"It was written that {spelled(phrase)}, on that day."), name)


def test_a_plain_sentence_states_none_of_them() -> None:
    plain = event("On Monday the list was sent to four customers.")
    assert not [name for name in STATEMENTS if says(plain, name)]


def test_every_statement_that_a_rule_asks_for_is_there() -> None:
    source = "".join(path.read_text() for path in FOLDER.rglob("*.py"))
    asked = re.findall(r"(?:says|stated)\(\w+, ((?:\"\w+\"(?:, )?)+)\)", source)
    names = {name for group in asked for name in re.findall(r'"(\w+)"', group)}
    assert names
    assert names <= set(STATEMENTS)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 3 May 2025 and on May 4, 2025", ["2025-05-03", "2025-05-04"]),
        ("2025-05-03 and 31 Dec 2024", ["2025-05-03", "2024-12-31"]),
        ("on 30 February 2025", []),
        ("in May 2025, on the 3rd", []),
        ("Sept. 2, 2025, 12 months", ["2025-09-02"]),
    ],
)
def test_days_that_a_text_names_in_full(text: str, days: list[str]) -> None:
    assert [str(day) for day in days_said(text)] == days
