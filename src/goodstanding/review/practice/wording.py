"""How the documents are worded: what the linter marks while they are written, looked at in the whole file."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Audience, Hit, Missing, Severity, Source
from goodstanding.review.linter import Comparator, Mark, TextKind, clones, lint
from goodstanding.review.rule import Context, Outcome, Registry, Version

HERE = Registry()
HR_ONLY = frozenset({Audience.HR, Audience.COUNSEL})
SHOWN = 12
"""Passages that are quoted; the rest are counted."""
DUFFY = Source(
    "Duffy & Sweeney, Employee performance documentation: do's and don'ts",
    "https://www.duffysweeney.com/employee-performance-documentation-dos-donts-to-withstand-legal-challenges/",
)


def marked(file: ReviewFile, *rules: str) -> Iterator[Hit]:
    """One finding for all passages in the employer's words that the linter marks by these rules."""
    found: list[tuple[Event, str, Mark]] = []
    for event in file.events:
        for passage in event.passages:
            marks = lint(passage.text, passage.kind, known=passage.known)
            found += [(event, passage.text[m.start : m.end], m) for m in marks if m.rule in rules]
    if not found:
        return
    said = [f"{e.when}: “{' '.join(words.split())[:120]}”. {m.better}" for e, words, m in found[:SHOWN]]
    if len(found) > SHOWN:
        said.append(f"And {len(found) - SHOWN} more passages.")
    serious = any(m.severity == "serious" for _, _, m in found)
    yield Hit(
        because=tuple({e.id: e for e, _, _ in found}.values()),
        arithmetic=tuple(said),
        severity=Severity.SERIOUS if serious else Severity.NOTE,
    )


@HERE.rule(
    id="D23",
    title="Copied from another plan",
    means="Shortfalls and goals that stand word for word in somebody else's plan were not written for this "
    "person. "
    "In one case identical plans for two older workers helped the claim to a jury.",
    innocent=("The shared words are an approved template.", "Both do the same work with the same shortfall."),
    settles=("The facts that are this person's own, with dates.",),
    asks="Which parts of this plan were written about my work?",
    source=Source(
        "Vichio v. US Foods, 88 F.4th 687 (7th Cir. 2023)",
        "https://law.justia.com/cases/federal/appellate-courts/ca7/22-1180/22-1180-2023-12-15.html",
    ),
    parameters={"similarity": 0.8},
    parameter_words={
        "similarity": "share of five-word runs that two plans have in common, without the template"
    },
    audience=HR_ONLY,
    needs=("other_plans",),
)
def copied(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    others, template = ctx.comparators.other_plans, ctx.comparators.template
    for plan in file.plans:
        opened = plan.opened
        if opened is None or not opened.passages:
            continue
        if others is None:
            yield Missing(what=("the words of other plans",), because=(opened,))
            continue
        words = "\n".join(p.text for p in opened.passages if p.kind in {TextKind.GOAL, TextKind.CONCERN})
        theirs = [Comparator(o.label, o.words) for o in others if o.words]
        alike = clones(words, theirs, template=template, at_least=ctx.number("similarity"))
        if alike:
            yield Hit(
                because=(opened,),
                arithmetic=tuple(f"{c.similarity:.0%} in common with {c.comparator}." for c in alike),
            )


@HERE.rule(
    id="D24",
    title="Judgements without a fact under them",
    means="Words such as attitude or fit say what the writer felt. Without a dated behaviour beside them "
    "they prove "
    "nothing and invite the question what else was meant.",
    innocent=("The behaviour stands in another entry of the same time.",),
    settles=("What was seen or heard, when, and what it led to.",),
    asks="Which behaviour, on which day, is meant by this?",
    source=DUFFY,
    versions=(Version(severity=Severity.NOTE),),
)
def subjective(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    yield from marked(file, "subjective", "mind-reading", "hearsay")


@HERE.rule(
    id="D25",
    title="Always and never",
    means="Absolutes are easily disproved by one exception, and take the rest with them.",
    innocent=("It quotes a rule that has no exception.",),
    settles=("How often, out of how many, from when to when.",),
    asks="How often, and on which days?",
    source=DUFFY,
    versions=(Version(severity=Severity.NOTE),),
)
def absolutes(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    yield from marked(file, "absolute", "absolute-standard")


@HERE.rule(
    id="D26",
    title="Words that often stand for something else",
    means="Some words describe a person by what they are rather than by what they did. Read aloud, they "
    "sound like "
    "the reason.",
    innocent=("The word has a plain meaning in this work.",),
    settles=("What was done, in words that would be used of anybody.",),
    asks="What did I do that this word describes?",
    source=DUFFY,
    versions=(Version(severity=Severity.NOTE),),
)
def coded(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    yield from marked(file, "coded", "protected")


@HERE.rule(
    id="D27",
    title="Diagnoses and legal conclusions",
    means="Health does not belong in a note on work, and a legal conclusion is not an observation: one "
    "breaks "
    "confidence, the other reads as an admission.",
    innocent=("The person said so themselves and asked for it to be noted.",),
    settles=("The effect on the work in plain words; health in the compartment for it.",),
    asks="Why does this note speak of my health or of the law?",
    source=DUFFY,
    versions=(Version(severity=Severity.NOTE),),
)
def diagnoses(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    yield from marked(file, "health", "legal-conclusion")
