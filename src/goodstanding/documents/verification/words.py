"""A verification in words for a terminal, and as JSON."""

from __future__ import annotations

import json
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from goodstanding.documents.verification.verify import Verified
from goodstanding.record.verification.steps import Outcome, Step

WIDTH = 100
MARKS = {Outcome.GOOD: "good       ", Outcome.WRONG: "WRONG      ", Outcome.NOT_CHECKED: "not checked"}
KINDS = {
    "receipt": "a receipt", "export": "the export of a person’s file", "log": "a whole log",
    "checkpoint": "a checkpoint", "dossier": "the list of a dossier’s files", "proof": "a proof",
    "PDF": "a PDF", "issued document": "a document, and the entry by which it was issued",
}  # fmt: skip
WITHOUT_KEYS = (
    "no key file was given (--key), so no signature counts. Take it from where you trust it: one that came "
    "together with what you check (keys.txt) has to be compared with one that others hold."
)
VERDICTS = {
    Outcome.GOOD: "Result: proved. Every step holds.",
    Outcome.WRONG: "Result: it does not hold. What is marked WRONG was altered, damaged or never signed.",
    Outcome.NOT_CHECKED: "Result: not proved yet. Nothing is wrong in what could be checked; what is marked "
    "“not checked” is still open.",
}


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    found = set(outcomes)
    return next((each for each in (Outcome.WRONG, Outcome.NOT_CHECKED) if each in found), Outcome.GOOD)


def text(verified: Sequence[Verified], passed_over: Sequence[str], *, show: bool) -> str:
    """`show`: with what each receipt says, field by field."""
    blocks = ["\n".join(_lines(each, show)) for each in verified]
    if len(verified) > 1:
        blocks.append("\n".join(_summary(verified)))
    if passed_over:
        names = ", ".join(map(plain, passed_over[:10])) + ("…" if len(passed_over) > 10 else "")
        blocks.append(f"Passed over, because nothing in them can be verified: {names}")
    return "\n\n".join(blocks) + "\n"


def _lines(each: Verified, show: bool) -> Iterator[str]:
    yield f"{plain(each.name)}: {KINDS[each.report.kind]}"
    for step in each.report.steps:
        yield from _step(step)
    if show and each.report.kind == "receipt" and each.report.shown:
        yield (
            "  It says, word for word as recorded:"
            if each.report.outcome is Outcome.GOOD
            else ("  It says, if what is not good above can be settled:")
        )
        for name, value in each.report.shown.items():
            said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield from _wrapped(f"    {plain(name)}: ", plain(said), "      ")
    yield f"  {VERDICTS[each.report.outcome]}"


def _step(step: Step) -> Iterator[str]:
    yield from _wrapped(f"  {step.number}  {MARKS[step.outcome]}  ", f"{step.title}.", " " * 18)
    where = f" [{step.where}]" if step.where else ""
    yield from _wrapped(" " * 18, plain(step.says) + plain(where), " " * 18)


def _summary(verified: Sequence[Verified]) -> Iterator[str]:
    counts = {outcome: sum(each.report.outcome is outcome for each in verified) for outcome in Outcome}
    said = f"{counts[Outcome.GOOD]} proved, {counts[Outcome.NOT_CHECKED]} not proved yet, "
    yield f"{len(verified)} things verified: {said}{counts[Outcome.WRONG]} wrong."
    for each in verified:
        for step in each.report.wrong:
            yield f"  {plain(each.name)}: step {step.number}, {plain(step.where)}"


def _wrapped(first: str, said: str, later: str) -> list[str]:
    return textwrap.wrap(said, WIDTH, initial_indent=first, subsequent_indent=later) or [first.rstrip()]


def plain(said: str) -> str:
    """What a file says must not steer the terminal, nor turn the direction of what is read."""
    return "".join(
        each if unicodedata.category(each) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or each == "\n"
        else f"\\u{ord(each):04x}"
        for each in said
    )  # fmt: skip


def as_json(verified: Sequence[Verified], passed_over: Sequence[str]) -> str:
    made = {
        "format": "good-standing-verification",
        "version": 1,
        "outcome": worst(each.report.outcome for each in verified).value,
        "verified": [_object(each) for each in verified],
        "passed_over": list(passed_over),
    }
    return json.dumps(made, indent=2) + "\n"


def _object(each: Verified) -> Mapping[str, Any]:
    steps = [
        {"number": step.number, "title": step.title, "outcome": step.outcome.value, "says": step.says,
         "where": step.where}
        for step in each.report.steps
    ]  # fmt: skip
    report = each.report
    return {
        "file": each.name, "kind": report.kind, "outcome": report.outcome.value, "steps": steps,
        "shown": dict(report.shown),
    }  # fmt: skip
