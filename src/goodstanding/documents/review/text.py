"""A review as text for a terminal or a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from goodstanding.documents.review.report import FindingOut, GroundOut, Report, pack_titles
from goodstanding.documents.review.words import EXPLAINED, HEADINGS, LIMITS, in_words, kind_said
from goodstanding.review.finding import Severity

WIDTH = 96
STEP = "    "


def text(report: Report, *, questions: bool = False) -> str:
    """`questions`: for the person, each finding as a question to raise, before why it is asked."""
    lines = _head(report, questions)
    for severity in (Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE):
        found = [f for f in report.findings if f.severity is severity]
        if found:
            lines += ["", f"{HEADINGS[severity].upper()} ({len(found)}): {EXPLAINED[severity]}"]
            for finding in found:
                lines += ["", *_finding(finding, questions)]
    lines += _not_recorded(report, questions)
    lines += ["", *_wrapped(LIMITS, "")]
    return "\n".join(lines) + "\n"


def _head(report: Report, questions: bool) -> list[str]:
    what = "Questions to raise about" if questions else "Review of"
    lines = [
        *_wrapped(f"{what} {report.title or 'a file'}", ""),
        f"As of {report.as_of}. {pack_titles(report)}.",
    ]
    if report.source:
        lines.append(f"Facts from {report.source}")
    told = [f for f in report.findings if f.severity is not Severity.NOT_RECORDED]
    if not told:
        lines += ["", f"{len(report.rules)} rules ran. None found anything to raise."]
    return lines


def _finding(finding: FindingOut, questions: bool) -> list[str]:
    lines = [f"  {finding.rule}  {finding.title}"]
    if questions:
        lines += _wrapped(f"Ask: {finding.asks}", STEP)
    if finding.says:
        lines += _wrapped(in_words(finding.says), STEP)
    lines += _section("Rests on", (_ground(g) for g in finding.because))
    lines += _section("Counted", map(in_words, finding.arithmetic))
    lines += _wrapped(f"Means: {finding.means}", STEP)
    lines += _section("It could also be", finding.innocent)
    lines += _section("What would settle it", finding.settles)
    if not questions:
        lines += _wrapped(f"The employee may ask: {finding.asks}", STEP)
    unsure = "" if finding.source.confirmed else " (unconfirmed)"
    lines += _wrapped(
        f"Source: {finding.source.text}{unsure}. {finding.source.address}".strip()
        + f" [{finding.pack}, {finding.rule} version {finding.version}]",
        STEP,
    )
    return lines


def _ground(ground: GroundOut) -> str:
    role = f" ({ground.role})" if ground.role else ""
    said = " ".join(ground.text.split())
    quoted = f": “{said[:240]}{'…' if len(said) > 240 else ''}”" if said else ""
    return f"{ground.when}, {kind_said(ground.kind)}{role}{quoted}"


def _not_recorded(report: Report, questions: bool) -> list[str]:
    """What the file does not tell, a line a rule: silence is said briefly."""
    found = [f for f in report.findings if f.severity is Severity.NOT_RECORDED]
    if not found:
        return []
    lines = ["", f"NOT RECORDED ({len(found)}): {EXPLAINED[Severity.NOT_RECORDED]}"]
    for rule, title in dict.fromkeys((f.rule, f.title) for f in found):
        missing = dict.fromkeys(m for f in found if f.rule == rule for m in f.missing)
        asks = next(f.asks for f in found if f.rule == rule)
        lines += _wrapped(f"{rule}  {title}. Missing: {'; '.join(missing)}.", "  ")
        if questions:
            lines += _wrapped(f"Ask: {asks}", STEP)
    return lines


def _section(title: str, items: Iterable[str]) -> list[str]:
    listed = list(items)
    if not listed:
        return []
    lines = [f"{STEP}{title}"]
    for item in listed:
        lines += textwrap.wrap(item, WIDTH, initial_indent=STEP + "- ", subsequent_indent=STEP + "  ")
    return lines


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        words, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False
    )
