"""The word lists recognise what sentences state, and leave alone what only sounds like it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from goodstanding.review.words import Data, vocabulary, vocabulary_of

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "words"
KNOWN_MISSES = {
    # A complaint may be the protected activity itself.
    "He did not know about the customer complaints when he took the decision.",
    # What they say is plain to a reader and not yet to the lists.
    "Goals such as 'be more proactive', with no way to tell if they were met.",
    "The letter gave no figures and no standard to be reached.",
    "Targets were missed when the software that she needed was down for weeks.",
    "By the end date she had satisfied each requirement of the plan.",
    "The employer could produce no warnings, memos or appraisals.",
    "He was called in and told that he was dismissed; he was not asked for his explanation.",
    "The appeal manager had already told colleagues that it would fail.",
    "Employees with the same error rate were only counselled.",
}


def sentences(name: str) -> list[tuple[str, str, str]]:
    """Statement, kind of event and sentence."""
    found = tomllib.loads((FIXTURES / name).read_text())
    return [
        (statement, *(("other", "", line) if " | " not in line else line.partition(" | "))[::2])
        for statement, lines in found.items()
        for line in lines
    ]


@pytest.mark.parametrize(("statement", "kind", "sentence"), sentences("stated.toml"))
def test_what_a_sentence_states_is_recognised(statement: str, kind: str, sentence: str) -> None:
    found = vocabulary().recognise(sentence, kind)
    assert (statement in found) is (sentence not in KNOWN_MISSES)


@pytest.mark.parametrize(("statement", "kind", "sentence"), sentences("not_stated.toml"))
def test_what_only_sounds_like_it_is_not(statement: str, kind: str, sentence: str) -> None:
    assert statement not in vocabulary().recognise(sentence, kind)


FAIR = tomllib.loads((FIXTURES / "fair.toml").read_text())["fair"]
DEFECTS = frozenset(
    [
        "before_plan_not_shown",
        "system_not_approved",
        "judged_on_short_period",
        "standard_backwards",
        "standard_not_whole",
        "standard_impossible",
        "no_pass_mark",
        "targets_outside_control",
        "goals_met",
        "never_given",
        "promise_kept_not",
        "written_after",
        "no_record",
        "not_authentic",
        "decider_did_not_know",
        "reasons_changed",
        "steps_skipped",
        "no_warning",
        "consequence_not_stated",
        "no_hearing",
        "prejudged",
        "names_protected_reason",
        "adjustment_open",
        "scrutiny_increased",
        "not_investigated",
        "comparators_better",
        "first_notice_is_plan",
    ]
)


@pytest.mark.parametrize("line", FAIR)
def test_a_sentence_about_a_fair_course_states_no_defect(line: str) -> None:
    kind, _, sentence = line.partition(" | ")
    assert not vocabulary().recognise(sentence, kind) & DEFECTS


def test_the_rules_and_the_lists_speak_of_the_same_statements() -> None:
    folder = Path(__file__).resolve().parents[3] / "src" / "goodstanding" / "review"
    code = "\n".join(p.read_text() for p in folder.rglob("*.py"))
    assert not [name for name in vocabulary().statements if f'"{name}"' not in code]
    asked = {
        n
        for call in re.findall(r"(?:stating|states_any)\(([^)]*)\)", code)
        for n in re.findall(r'"(\w+)"', call)
    }
    asked |= set(re.findall(r'stated_in_file\(file, "(\w+)"\)', code))
    asked |= set(re.findall(r'"(\w+)" (?:not )?in \w+\.states', code))
    assert asked <= set(vocabulary().statements)


@pytest.mark.parametrize(
    ("label", "band"),
    [
        ("Meets expectations", "meets"),
        ("Exceeds expectations", "above"),
        ("2/5 needs improvement", "below"),
        ("3/5 solid performer", "meets"),
        ("Level 1", "below"),
        ("satisfactory or better", "meets"),
        ("Does not meet", "below"),
        ("very positive", "above"),
        ("Partly meets expectations", "below"),
        ("Mostly meets", "below"),
        ("Meets some expectations", "below"),
        ("Meets all expectations", "meets"),
        ("Green", ""),
    ],
)
def test_the_words_of_a_rating_tell_where_it_stands(label: str, band: str) -> None:
    assert vocabulary().band(label) == band


def made(*says: str, unless: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> Data:
    said = {"about": "", "says": list(says), "unless": list(unless), "kinds": list(kinds)}
    return {"lists": {"fruit": ["apple", "ripe pear"]}, "ratings": {}, "statements": {"s": said}}  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("two words", "Two  words.", True),
        ("two words", "two other words", False),
        ("two .. words", "two quite other words", True),
        ("two .. words", "two a b c d words", False),
        ("two ... words", "two a b c d e f g h words", True),
        ("two ... words", "two a b c d e f g h i words", False),
        ("beg*", "beginning", True),
        ("beg", "beginning", False),
        ("a|in_all good", "in all good", True),
        ("very? good", "good", True),
        ("not very? good", "not good", True),
        ("one !two", "one two", False),
        ("one !two", "one three", True),
        ("{fruit} pie", "a ripe pear pie", True),
        ("this & that", "that and then this", True),
        ("this & that", "this. that", False),
        ("pre-typed", "pre typed", True),
    ],
)
def test_a_phrase_means_what_the_notation_says(phrase: str, text: str, found: bool) -> None:
    assert bool(vocabulary_of(made(phrase)).recognise(text)) is found


def test_what_takes_a_statement_back_counts_in_its_own_sentence_only() -> None:
    words = vocabulary_of(made("met", unless=("not",)))
    assert not words.recognise("It was not met.")
    assert words.recognise("It was not easy. It was met.")


def test_a_statement_may_be_read_in_some_kinds_only() -> None:
    words = vocabulary_of(made("met", kinds=("plan_closed",)))
    assert words.recognise("met", "plan_closed")
    assert not words.recognise("met", "other")


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(ValueError, match="no list named nuts"):
        vocabulary_of(made("{nuts}"))


def test_a_language_without_lists_says_so() -> None:
    with pytest.raises(FileNotFoundError):
        vocabulary("xx")
