"""What is owed when a proposal came to nothing, and how long records are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs.common import courses, law
from goodstanding.review.packs.us_federal.sources import USC
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import said

HERE = Registry()
YEAR = timedelta(days=365)


@HERE.rule(
    id="F32",
    title="A notation that should have been removed",
    means="Where no action followed a proposal because performance improved, and it stayed acceptable for "
    "one year from the proposal, every notation of it is removed from the agency’s records.",
    innocent=(
        "Performance fell short again within the year.",
        "The notation was removed and only this log is left.",
    ),
    settles=("The removal, or the instance within the year that kept it.",),
    asks="The year is over. When will the notation of the proposal be removed?",
    source=law("5 USC 4303(d)", USC),
    versions=(Version(severity=Severity.DECISIVE),),
)
def not_expunged(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in courses(file):
        proposal, decision = course.proposal, course.decision
        spared = decision is None or decision.action in {"no action", "another chance"}
        if proposal is None or course.effect is not None or not spared:
            continue
        day = proposal.when.exact
        if day is None:
            yield Missing(what=("the day of the proposal",), because=(proposal,))
            continue
        if ctx.as_of <= day + YEAR:
            continue
        later = [e for e in file.events if e.order > proposal.order]
        fell = [e for e in later if e.kind in {"relapse", "plan_opened"} or e.tone == "critical"]
        withdrawn = any(e.kind in {"other", "decision"} for e in later)
        if fell:
            continue
        if withdrawn and file.is_complete("decision", "termination"):
            line = f"Proposed on {said(day)}; a year ended on {said(day + YEAR)}."
            yield Hit(because=(proposal,), arithmetic=(line,))
        else:
            yield Missing(what=("what became of the proposal",), because=(proposal,))


@HERE.rule(
    id="F33",
    title="Deleted before its time",
    means="Ratings and performance plans are kept four years, files of performance actions four to seven "
    "years as the agency has chosen. A deletion that is due earlier takes away what an appeal may need.",
    innocent=("What is due to be deleted is a working copy.",),
    settles=("The schedule under which it is deleted.",),
    asks="How long are my ratings and the file of this action kept?",
    source=law(
        "5 CFR 293.404; General Records Schedule 2.3 item 060",
        "https://www.archives.gov/records-mgmt/grs/faqs-for-grs-2-3",
    ),
    versions=(Version(severity=Severity.SERIOUS),),
    parameters={"days": 1461},
    parameter_words={"days": "Calendar days for which records of a plan are kept: four years."},
    needs=("deletions_due",),
)
def deleted_early(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    due = ctx.comparators.deletions_due
    for plan in file.plans:
        last = plan.events[-1]
        if plan.opened is None:
            continue
        day = last.when.exact
        if due is None or day is None:
            yield Missing(what=("when records of this file are due to be deleted",), because=(last,))
            continue
        early = [d for d in due if d < day + timedelta(days=ctx.days("days"))]
        if early:
            line = f"Due on {said(min(early))}; the last entry of the plan is of {said(day)}."
            yield Hit(because=(last,), arithmetic=(line,))
