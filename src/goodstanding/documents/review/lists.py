"""The deadlines of the packs and the word lists of the linter as pages of the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.review.deadlines import Term, length_of
from goodstanding.review.finding import Source
from goodstanding.review.linter import lexicon
from goodstanding.review.linter.lexicon import Lexicon, Rule
from goodstanding.review.linter.values import TextKind
from goodstanding.review.packs import PACKS
from goodstanding.review.packs.terms import TERMS

WHO = {"employer": "the employer", "employee": "the employee", "both": "both sides"}
BOUND = {"latest": "by then at the latest", "earliest": "not before"}
KINDS = {
    TextKind.GOAL: "goals",
    TextKind.EXPECTATION: "what is asked for",
    TextKind.CONCERN: "concerns",
    TextKind.COACHING: "coaching",
    TextKind.FEEDBACK: "feedback",
    TextKind.WARNING: "warnings",
    TextKind.APPRAISAL: "appraisals",
    TextKind.PLAN_REASON: "reasons of plans",
    TextKind.CONSEQUENCE: "what may follow",
    TextKind.DETERMINATION: "determinations",
    TextKind.DECISION: "proposals and decisions",
    TextKind.NOTE: "other notes",
}
CHANGE = """\
The lists are data: `src/goodstanding/review/linter/words/`, one TOML file a language. To change one,
edit it and run `pytest tests/unit/review/linter`, which tries every phrase and every innocent use of it.

- A phrase is one or more words. A word may be a stem (`threat*`) or alternatives (`he|she|they`); `…`
  stands for up to three words in between.
- `innocent` phrases hold the same words in another sense; inside them nothing is marked.
- `kinds` limits a rule to kinds of text, `not_in` keeps it out of some.
- `settled_by_facts`: a figure or a date in the same sentence takes the mark away. `eased_by_facts`: it
  makes it a note.
- What stands in quotation marks, or after `>` at the start of a line, is somebody else’s and is never
  marked.
- A further language is a further file with the same rules. Without one, texts in it are not checked, and
  the page says so rather than calling them clean.

The linter reads what managers and HR write. It never reads what the person themselves writes, keeps
nothing, stops nothing, and counts no marks of anybody."""


def deadlines() -> str:
    """Which days the packs attach to what happens."""
    lines = [
        "# Deadlines of the packs", "",
        "Shown on the page of a plan and in the calendar. A *default* is a practice that an organisation "
        "may set otherwise; the rest is a rule of the place. Where a source is unconfirmed, check the day "
        "before you rely on it.", "",
        "| pack | what | who | when | counted from | source |", "|---|---|---|---|---|---|",
    ]  # fmt: skip
    for pack, terms in TERMS.items():
        lines += [_term(PACKS[pack].title, term) for term in terms]
    return "\n".join([*lines, ""])


def _term(pack: str, term: Term) -> str:
    length = length_of(term.months, term.days, term.kind)
    default = " (default)" if term.default else ""
    since = term.counted or " or ".join(kind.replace("_", " ") for kind in term.since)
    return (
        f"| {pack} | {term.title}: {term.why} | {WHO[term.who]} | {length}{default}, {BOUND[term.bound]} "
        f"| {since} | {_source(term.source)} |"
    )


def _source(source: Source) -> str:
    return f"[{source.text}]({source.address})" + ("" if source.confirmed else " (unconfirmed)")


def word_lists() -> str:
    """What the linter looks for, and how a reader changes it."""
    lines = ["# Word lists of the documentation linter", "", CHANGE, ""]
    words = lexicon()
    lines += [f"## {words.name}", "", "| rule | weight | where |", "|---|---|---|"]
    lines += [f"| [{r.title}](#{r.id}) | {r.severity} | {_where(r)} |" for r in words.rules]
    for rule in words.rules:
        lines += ["", *_rule(rule)]
    lines += ["", *_signals(words)]
    return "\n".join([*lines, ""])


def _where(rule: Rule) -> str:
    missing = [KINDS[k] for k in TextKind if k not in rule.kinds]
    if not missing:
        return "everywhere"
    there = [KINDS[k] for k in TextKind if k in rule.kinds]
    return ", ".join(there) if len(there) <= len(missing) else f"everywhere but {', '.join(missing)}"


def _rule(rule: Rule) -> Iterator[str]:
    yield from (f"### {rule.id}", "", f"**{rule.title}.** {rule.why}", "", f"Better: {rule.better}")
    for group in rule.groups:
        yield ""
        own = [text for text, usual in ((group.why, rule.why), (group.better, rule.better)) if text != usual]
        yield from ([*own, ""] if own else ())
        yield f"Marked: {_phrases(group.phrases)}."
        if group.innocent:
            yield from ("", f"Left alone: {_phrases(group.innocent)}.")


def _phrases(phrases: tuple[str, ...]) -> str:
    return ", ".join(f"`{phrase}`" for phrase in phrases)


def _signals(words: Lexicon) -> Iterator[str]:
    yield from ("### How a fact is known", "", "Anything with a digit is a figure. Beside that:")
    for name, phrases in words.signals.items():
        yield from ("", f"- {name}: {_phrases(phrases)}")
