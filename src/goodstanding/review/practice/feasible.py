"""Whether a plan can be met: in its days, beside what others reach, for as long as others have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Ground, Hit, Missing, Source
from goodstanding.review.practice.sources import ASE
from goodstanding.review.practice.terms import opened_with_terms
from goodstanding.review.rule import Context, Outcome, Registry

HERE = Registry()


@HERE.rule(
    id="D13",
    title="More work than days",
    means="Goals that ask for more hours than the plan leaves, or that are all due within days, could not "
    "be met "
    "by anybody.",
    innocent=("The hours overlap with ordinary work.", "The estimate includes work already done."),
    settles=("The estimate set against the hours at work in the period.",),
    asks="How do the hours that these goals need fit into the days that the plan leaves?",
    source=ASE,
    parameters={"hours_a_day": 8, "fewest_days": 10},
    parameter_words={
        "hours_a_day": "working hours of a day",
        "fewest_days": "working days before which not all goals may be due",
    },
)
def more_work_than_days(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for _plan, opened, terms in opened_with_terms(file):
        start, dues = opened.when.exact, [g.due for g in terms.goals if g.due]
        end = terms.ends or max(dues, default=None)
        if start is None or end is None or end < start:
            continue
        days = working_days(file, start, end)
        hours = sum(g.effort_hours or 0 for g in terms.goals)
        room = days * ctx.number("hours_a_day")
        if hours > room:
            yield Hit(
                because=(opened,),
                arithmetic=(f"The goals ask for {hours:g} hours; {days} working days hold {room:g}.",),
            )
        last = working_days(file, start, max(dues)) if dues else None
        if last is not None and last < ctx.days("fewest_days"):
            yield Hit(
                because=(opened,),
                arithmetic=(
                    f"All goals are due within {last} working days; at least {ctx.days('fewest_days')} are "
                    f"asked.",
                ),
            )


def working_days(file: ReviewFile, start: date, end: date) -> int:
    """Days at work after `start` up to `end`, by the person's weekdays and without recorded absences."""
    weekdays = file.working_weekdays or frozenset(range(5))
    days = _weekdays(weekdays, start, end)
    for first, last in file.absences:
        days -= _weekdays(weekdays, max(first - timedelta(days=1), start), min(last, end))
    return days


def _weekdays(weekdays: frozenset[int], start: date, end: date) -> int:
    """Days of these weekdays after `start` up to `end`: whole weeks at once, then the rest one by one."""
    length = max((end - start).days, 0)
    weeks, rest = divmod(length, 7)
    return weeks * len(weekdays) + sum((start.weekday() + n) % 7 in weekdays for n in range(1, rest + 1))


@HERE.rule(
    id="D14",
    title="A target beyond what others reach",
    means="A target above what nine in ten of comparable co-workers reach, or far above the person's own "
    "best, is "
    "another standard than theirs.",
    innocent=("The role or the level asks for more than the compared co-workers' does.",),
    settles=("What comparable co-workers reached in the same time, from at least five people.",),
    asks="What share of comparable colleagues reach this target?",
    source=Source("Inference from the law on comparators; measured as the signals are", confirmed=False),
    parameters={"over_own_best": 1.2, "fewest_people": 5},
    parameter_words={
        "over_own_best": "times the person's own best of twelve months above which a target counts",
        "fewest_people": "people from which figures of co-workers are used",
    },
    needs=("figures",),
)
def target_beyond_peers(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for _plan, opened, terms in opened_with_terms(file):
        for goal in terms.goals:
            if not goal.metric or goal.target is None:
                continue
            figures = next((f for f in ctx.comparators.figures or () if f.metric == goal.metric), None)
            if figures is None:
                yield Missing(what=(f"what co-workers reach on “{goal.metric}”",), because=(opened,))
                continue
            sign = 1 if figures.higher_is_better else -1
            said = []
            enough = figures.people >= ctx.days("fewest_people")
            if enough and figures.p90 is not None and sign * goal.target > sign * figures.p90:
                said.append(
                    f"Target {goal.target:g}; nine in ten of {figures.people} people do not get "
                    f"{'above' if sign > 0 else 'below'} {figures.p90:g}."
                )
            best = figures.own_best
            limit = None if best is None else best * (ctx.number("over_own_best") ** sign)
            if limit is not None and best is not None and sign * goal.target > sign * limit:
                said.append(f"Target {goal.target:g}; the person's own best of twelve months is {best:g}.")
            if said:
                yield Hit(because=(opened,), arithmetic=tuple(said))


@HERE.rule(
    id="D22",
    title="Shorter than the policy or than usual",
    means="A plan shorter than the employer's own policy or much shorter than its other plans gives this "
    "person "
    "less of a chance than others had.",
    innocent=(
        "The work has a short cycle, so that a shorter time shows as much.",
        "The person agreed to it.",
    ),
    settles=("The reason for the length, written when the plan was approved.",),
    asks="Why is this plan shorter than the policy or than other plans?",
    source=Source(
        "When the PIP becomes the retaliation claim (The Employer Handbook)",
        "https://www.theemployerhandbook.com/amp/when-a-pip-becomes-the-retaliation-claim",
    ),
    parameters={"share": 0.75, "fewest_plans": 5},
    parameter_words={
        "share": "share of the usual length below which a plan counts as short",
        "fewest_plans": "other plans from which a usual length is taken",
    },
    needs=("usual_days", "policy_minimum_days"),
)
def shorter_than_usual(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    minimum, usual = ctx.comparators.policy_minimum_days, ctx.comparators.usual_days or ()
    typical = median(usual) if len(usual) >= ctx.days("fewest_plans") else None
    for plan in file.plans:
        if plan.opened is None or plan.length is None:
            continue
        if minimum is None and typical is None:
            yield Missing(
                what=("the policy's minimum and the usual length of plans",), because=(plan.opened,)
            )
            continue
        said = []
        if minimum is not None and plan.length < minimum:
            said.append(f"{plan.length} days; the policy asks for at least {minimum}.")
        if typical is not None and plan.length < ctx.number("share") * typical:
            said.append(f"{plan.length} days; the middle of {len(usual)} other plans is {typical:g}.")
        if said:
            yield Hit(because=(Ground(plan.opened, "the plan"),), arithmetic=tuple(said))
