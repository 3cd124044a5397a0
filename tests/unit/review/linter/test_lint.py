"""The linter marks what cannot be checked or answered, and leaves innocent uses of the words alone."""

from __future__ import annotations

import pytest

from goodstanding.domain.errors import UserError
from goodstanding.review.linter import Mark, TextKind, languages, lexicon, lint
from goodstanding.review.linter.lexicon import WITHOUT_WORDS, parse
from goodstanding.review.linter.phrases import words_of

K = TextKind
ALL_KNOWN = frozenset({"measure", "date", "source"})

MARKED = [
    ("vague-goal", K.GOAL, "Show more ownership of the accounts", "Show more ownership"),
    ("vague-goal", K.GOAL, "Significantly improve communication", "Significantly improve"),
    ("vague-goal", K.EXPECTATION, "Answer customers in a timely manner.", "in a timely manner"),
    ("vague-goal", K.EXPECTATION, "Reports are of appropriate quality", "appropriate"),
    ("absolute-standard", K.GOAL, "Zero errors in the monthly report for March", "Zero errors"),
    ("absolute-standard", K.GOAL, "Be on site at all times in May", "at all times"),
    ("standard-backwards", K.EXPECTATION, "Do not send reports late. No complaints from customers.", None),
    ("goal-no-measure", K.GOAL, "Write the hand-over notes by Friday as kept in the log", None),
    ("goal-no-date", K.GOAL, "Close 45 of 50 tickets, counted in the ticket system", None),
    ("goal-no-source", K.GOAL, "Close 45 of 50 tickets by 31 March", None),
    ("absolute", K.CONCERN, "He is always late with the stock list.", "always"),
    ("absolute", K.APPRAISAL, "Completely ignores the stock list.", "Completely ignores"),
    ("subjective", K.CONCERN, "Dana has an attitude problem.", "attitude problem"),
    ("subjective", K.APPRAISAL, "Lacks initiative and is a poor performer.", "Lacks initiative"),
    ("coded", K.FEEDBACK, "You came across as shrill.", "shrill"),
    ("coded", K.APPRAISAL, "Set in his ways; the team needs fresh blood.", "Set in his ways"),
    ("mind-reading", K.CONCERN, "She doesn’t care about the customer.", "doesn’t care"),
    ("mind-reading", K.CONCERN, "He deliberately left the tickets open.", "deliberately"),
    ("health", K.CONCERN, "He seems depressed since the summer.", "depressed"),
    ("health", K.APPRAISAL, "Cannot cope with month-end.", "Cannot cope"),
    ("legal-conclusion", K.CONCERN, "She harassed the new starter.", "harassed"),
    ("legal-conclusion", K.WARNING, "This was gross misconduct.", "gross misconduct"),
    ("protected", K.APPRAISAL, "Output fell after maternity leave.", "maternity"),
    ("protected", K.CONCERN, "Slower than one expects at his age.", "at his age"),
    ("protected", K.CONCERN, "Since her complaint she avoids the team.", "Since her complaint"),
    ("hearsay", K.CONCERN, "Several colleagues have complained.", "Several colleagues have complained"),
    ("hearsay", K.CONCERN, "I was told that the visit went badly.", "I was told"),
    ("threat", K.COACHING, "If not, further action will follow.", "further action"),
    ("threat", K.EXPECTATION, "Your job is at risk.", "job is at risk"),
]  # fmt: skip

LEFT_ALONE = [
    (
        "vague-goal",
        K.GOAL,
        "Improve first contact from 62 to 75 of 100 by 31 March, counted in the phone log",
    ),
    ("vague-goal", K.FEEDBACK, "The notes have improved since April."),
    ("absolute-standard", K.GOAL, "At least 97 of 100 boxes packed without damage in March"),
    ("absolute-standard", K.FEEDBACK, "A perfect visit: the customer ordered on the spot."),
    ("standard-backwards", K.EXPECTATION, "Send the weekly report no later than Friday noon."),
    ("standard-backwards", K.EXPECTATION, "Do not forward the call, but stay until it is solved."),
    ("standard-backwards", K.EXPECTATION, "Do not be late. Tell the shift lead before the shift if you are."),
    ("standard-backwards", K.CONCERN, "No report came. Nothing was said."),
    ("absolute", K.CONCERN, "She had never been shown the returns screen."),
    ("absolute", K.GOAL, "Always two people at the gate on Friday"),
    ("subjective", K.APPRAISAL, "We went through the attitude survey together."),
    ("subjective", K.NOTE, "The weak seam was found on 4 May."),
    ("coded", K.CONCERN, "An aggressive customer called on 4 May; Dana passed the call on after 20 minutes."),
    ("coded", K.COACHING, "The rigid packaging goes on the lower shelf."),
    ("mind-reading", K.CONCERN, "The customer did not want to wait."),
    ("health", K.CONCERN, "The breakdown of the figures by week is attached."),
    ("health", K.CONCERN, "Fragile goods were packed without filler on 3 March."),
    ("health", K.CONCERN, "Diagnosed the fault in the oven within an hour."),
    ("legal-conclusion", K.COACHING, "Take part in the anti-harassment training on 4 May."),
    ("legal-conclusion", K.NOTE, "Two stolen parcels were reported to the fraud desk."),
    ("protected", K.NOTE, "The race condition in the order import is fixed."),
    ("protected", K.NOTE, "Companion: trade union representative."),
    ("protected", K.DECISION, "Your complaint against the visit report is answered in part two."),
    ("hearsay", K.NOTE, "The login seems to be fixed."),
    ("threat", K.WARNING, "What may follow is dismissal."),
    ("threat", K.CONSEQUENCE, "A transfer or dismissal may be proposed."),
    ("threat", K.COACHING, "We spoke about the consequences for the customer."),
]


def found(text: str, kind: TextKind, **more: object) -> list[Mark]:
    return list(lint(text, kind, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(("rule", "kind", "text", "words"), MARKED)
def test_what_cannot_be_checked_is_marked(rule: str, kind: TextKind, text: str, words: str | None) -> None:
    marks = [m for m in found(text, kind) if m.rule == rule]
    assert marks, f"not marked: {text}"
    assert text[marks[0].start : marks[0].end] == (words or text)
    assert all(m.why and m.better and m.title for m in marks)


@pytest.mark.parametrize(("rule", "kind", "text"), LEFT_ALONE)
def test_the_same_words_in_an_innocent_sense_are_left_alone(rule: str, kind: TextKind, text: str) -> None:
    assert [m for m in found(text, kind) if m.rule == rule] == []


def test_every_rule_of_the_list_has_a_text_that_it_marks_and_one_that_it_leaves_alone() -> None:
    rules = {rule.id for rule in lexicon().rules}
    assert {row[0] for row in MARKED} == rules
    assert {row[0] for row in LEFT_ALONE} | {"goal-no-measure", "goal-no-date", "goal-no-source"} == rules


@pytest.mark.parametrize(
    "quoted",
    [
        "She wrote: “You never listen and always blame us.”",
        'The e-mail said "this is harassment".',
        "He answered ‘I was told so’ and left at 3.",
        "The customer wrote:\n> your people are lazy\nWe called back at noon.",
        "Er schrieb: „always the same“.",
    ],
)
def test_somebody_elses_words_in_quotation_marks_are_not_marked(quoted: str) -> None:
    assert found(quoted, K.CONCERN) == []


def test_an_apostrophe_opens_no_quotation() -> None:
    assert [m.rule for m in found("It isn't the team's way: he's lazy and doesn't say so.", K.CONCERN)] == [
        "mind-reading"
    ]


def test_a_dated_fact_in_the_same_sentence_eases_a_judgement_and_no_other_sentence_does() -> None:
    eased = found("On 3 March he was disrespectful to a caller.", K.CONCERN)
    plain = found("He was disrespectful to a caller. It was 3 March.", K.CONCERN)
    assert [(m.rule, m.severity) for m in eased] == [("subjective", "note")]
    assert [(m.rule, m.severity) for m in plain] == [("subjective", "serious")]


def test_a_goal_lacks_nothing_that_stands_in_its_other_fields() -> None:
    text = "Close tickets as agreed"
    assert {m.rule for m in found(text, K.GOAL)} == {"goal-no-measure", "goal-no-date", "goal-no-source"}
    assert found(text, K.GOAL, known=ALL_KNOWN) == []
    assert {m.rule for m in found(text, K.GOAL, known=frozenset({"date"}))} == {
        "goal-no-measure",
        "goal-no-source",
    }


def test_a_complete_goal_is_not_marked() -> None:
    good = (
        "Close at least 45 of 50 tickets within two working days by 31 March, counted in the ticket system."
    )
    assert found(good, K.GOAL) == []


@pytest.mark.parametrize("text", ["", "   \n ", "…", "“only a quotation, always”"])
def test_a_text_without_own_words_has_no_marks(text: str) -> None:
    assert found(text, K.GOAL) == []


def test_marks_come_in_the_order_of_the_text_and_inside_it() -> None:
    text = "  Lazy, never on time; I heard he is ill.  "
    marks = found(text, K.CONCERN)
    assert [text[m.start : m.end] for m in marks] == ["Lazy", "never", "I heard", "ill"]


def test_neighbouring_words_of_one_reason_are_one_mark() -> None:
    marks = found("Be more proactive", K.GOAL, known=ALL_KNOWN)
    assert [(m.start, m.end) for m in marks] == [(0, 17)]


def test_a_language_without_a_list_is_not_taken_for_clean() -> None:
    with pytest.raises(UserError, match="no word list for the language “tlh”"):
        lint("Qapla’", K.CONCERN, language="tlh")


def test_a_regional_language_uses_the_list_of_its_language() -> None:
    assert found("He is lazy.", K.CONCERN, language="en-GB") == found("He is lazy.", K.CONCERN)


def test_nothing_is_more_than_serious() -> None:
    for code in languages():
        assert {rule.severity for rule in lexicon(code).rules} <= {"serious", "note"}


def _spelled(phrase: str) -> str:
    """A phrase of the list as text: first alternatives, stems as they are."""
    words = [part.split("|")[0].removesuffix("*") for part in phrase.split() if part != "…"]
    return " ".join(words)


@pytest.mark.parametrize("code", languages())
def test_every_phrase_of_a_list_can_be_found(code: str) -> None:
    """A phrase that another group's innocent words swallow, or that no word of a text can equal, is dead."""
    for rule in lexicon(code).rules:
        kind = min(rule.kinds)
        for group in rule.groups:
            for phrase in group.phrases:
                text = _spelled(phrase)
                marks = lint(text, min(group.kinds), language=code, known=ALL_KNOWN)
                settled = rule.settled_by_facts
                assert settled or rule.id in {m.rule for m in marks}, f"{rule.id}: “{phrase}” in {kind}"


@pytest.mark.parametrize("code", languages())
def test_every_innocent_phrase_of_a_list_keeps_a_mark_away(code: str) -> None:
    """An innocent phrase that holds none of its group's phrases excuses nothing."""
    for rule in lexicon(code).rules:
        for group in rule.groups:
            for phrase in group.innocent:
                marks = lint(_spelled(phrase), min(group.kinds), language=code, known=ALL_KNOWN)
                assert not [m for m in marks if m.rule == rule.id and m.why == group.why], phrase


def test_words_are_found_whatever_their_apostrophes_hyphens_and_signs() -> None:
    assert [w.text for w in words_of("Don’t re-open 95% — it's O’Neil’s")] == [
        "don't",
        "re-open",
        "95%",
        "it's",
        "o'neil's",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('name="X"\n[signals]\n[[rule]]\nid="a"', "lacks “title”"),
        ('name="X"\n[[rule]]\nid="a"\ntitle="t"\nseverity="decisive"\nwhy="w"\nbetter="b"', "never decisive"),
        ('name="X"\n[[rule]]\nid="a"\ntitle="t"\nseverity="note"\nwhy="w"\nbetter="b"', "has no words"),
        (
            'name="X"\n[[rule]]\nid="a"\ntitle="t"\nseverity="note"\nwhy="w"\nbetter="b"\n[[rule.words]]\n',
            "without phrases",
        ),
        (
            'name="X"\n[signals]\n[[rule]]\nid="goal-no-date"\ntitle="t"\nseverity="note"\nwhy="w"\nbetter="b"',
            "lacks signals",
        ),
    ],
)
def test_a_wrong_word_list_is_refused_with_the_place_named(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        parse("xx", text)


def test_rules_without_words_are_in_every_list() -> None:
    for code in languages():
        assert {rule.id for rule in lexicon(code).rules} >= WITHOUT_WORDS
