"""Whether the help that a plan or a job promised was given, and questions were answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Ground, Hit, Missing, Severity
from goodstanding.review.practice.feasible import working_days
from goodstanding.review.practice.sources import BROCK, STEELPRINT
from goodstanding.review.practice.terms import opened_with_terms, stated_in_file
from goodstanding.review.reading import (
    ending_of,
    established,
    is_for_performance,
)
from goodstanding.review.rule import Context, Outcome, Registry
from goodstanding.review.when import said as said_day

HERE = Registry()


@HERE.rule(
    id="D19",
    title="Promised support not given",
    means="Training, tools or time that the employer promised and did not give take away the chance to "
    "reach what "
    "they were meant for. Where a job is changed so that it asks for new skills, steps to learn them come "
    "before judging them.",
    innocent=("It was given and not written down.", "It was offered and declined."),
    settles=("The day on which it was given or offered, and what was done.",),
    asks="When was each promised support given, and what did it consist of?",
    source=STEELPRINT,
    decisive_key="support_not_given",
)
def support_not_given(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    stated = list(stated_in_file(file, "promise_kept_not"))
    some = file.of("support_given")
    for hit in stated:
        # Help that is on record beside it leaves open whether what is missing was what counted.
        yield replace(hit, severity=Severity.SERIOUS) if some and hit.severity is Severity.DECISIVE else hit
    if stated:
        return
    ending = ending_of(file)
    promised = [e for e in file.of("support_promised") if not _kept(file, e)]
    if ending is not None:
        changed = [e for e in file.stating("job_changed") if e.order < ending.order and established(e)]
        given = file.of("support_given", "coaching")
        if promised and changed and not given and is_for_performance(file, ending):
            yield Hit(
                because=(*promised, *changed, ending),
                severity=Severity.DECISIVE,
                says="The job came to ask for new skills, training was promised, none is recorded, and the "
                "job ended "
                "for not doing the changed work.",
            )
            return
    yield from _late_support(file, ctx)
    for event in promised:
        if not file.is_complete("support_given"):
            yield Missing(what=("whether the promised support was given",), because=(event,))


def _kept(file: ReviewFile, promise: Event) -> bool:
    return any(e.order > promise.order for e in file.of("support_given"))


def _late_support(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    """What the plan's own terms promise by a day, against what is recorded as given."""
    if not file.is_complete("support_given"):
        return
    for plan, opened, terms in opened_with_terms(file):
        given = {str(e.payload.get("item", "")): e.when.exact for e in plan.all("support_given")}
        end = plan.closed.when.exact if plan.closed else None
        until = min(filter(None, (ctx.as_of, end)))
        said = []
        never = False
        for item in terms.support:
            day = given.get(item.id)
            if item.due and day is None and item.due < until:
                said.append(
                    f"“{item.what[:80]}” was due on {said_day(item.due)}; nothing is recorded by "
                    f"{said_day(until)}."
                )
                never = True
            elif item.due and day and day > item.due:
                said.append(
                    f"“{item.what[:80]}” was due on {said_day(item.due)} and given on {said_day(day)}."
                )
        if said:
            failed = plan.closed is not None and plan.closed.result == "not_met"
            yield Hit(
                because=(Ground(opened, "the plan"),),
                arithmetic=tuple(said),
                severity=Severity.DECISIVE if never and failed else None,
            )


@HERE.rule(
    id="D20",
    title="A question left without an answer",
    means="Somebody who asks what is meant and gets no answer cannot be blamed for guessing.",
    innocent=("It was answered in a talk.",),
    settles=("The answer with its day.",),
    asks="I asked this on the record. What is the answer?",
    source=BROCK,
    parameters={"working_days": 5},
    parameter_words={"working_days": "working days within which a question should be answered"},
)
def question_unanswered(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    if not file.is_complete("question_answered"):
        return
    for question in file.of("question"):
        asked = question.when.exact
        answer = next((e for e in file.of("question_answered") if e.refers_to == question.id), None)
        until = answer.when.exact if answer else ctx.as_of
        if asked is None or until is None:
            continue
        days = working_days(file, asked, until)
        if days > ctx.days("working_days"):
            what = "answered after" if answer else "open for"
            yield Hit(
                because=(question, answer) if answer else (question,),
                severity=Severity.NOTE if answer else Severity.SERIOUS,
                arithmetic=(f"Asked on {said_day(asked)}, {what} {days} working days.",),
                at=question,
            )
