"""Absence and health beside the record of the work: for the role that can put right what is wrong here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import LEAVE_ONLY, Ground, Hit, Missing, Severity, Source
from goodstanding.review.reading import established, is_adverse
from goodstanding.review.rule import Context, Outcome, Registry
from goodstanding.review.when import said

HERE = Registry()
ADJUSTED = ("accommodation_answered", "support_given")


@HERE.rule(
    id="D05",
    title="Protected absence counted against the person",
    means="Work not done during protected leave is not a shortfall. Figures or deadlines that run through an "
    "absence without allowing for it count the leave.",
    innocent=("The target was reduced for the absence.", "The shortfall lies outside the absence."),
    settles=("The target as adjusted for the days at work.",),
    asks="How were my targets adjusted for the days on which I was on leave?",
    source=Source(
        "Santos v. NASA, 990 F.3d 1355 (Fed. Cir. 2021)",
        "https://caselaw.findlaw.com/us-federal-circuit/1910040.html",
    ),
    audience=LEAVE_ONLY,
)
def absence_counted(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("coincides_with_leave"):
        yield Hit(because=(event,))
    leave = [e for e in file.of("leave") if e.when.exact and e.until.exact]
    for event in file.of("concern", "plan_opened"):
        for absence in leave:
            start, end = absence.when.exact, absence.until.exact
            fallen = [d for d in _days_of_shortfalls(event) if start and end and start <= d <= end]
            if fallen:
                days = ", ".join(said(d) for d in fallen)
                yield Hit(
                    because=(Ground(absence, "the absence"), event),
                    arithmetic=(f"Absent {absence.when} to {absence.until}; a shortfall is dated {days}.",),
                    at=event,
                )
    for plan in file.plans:
        opened = plan.opened
        if opened is None or opened.terms is None or not opened.terms.whole:
            continue
        for goal in opened.terms.goals:
            if goal.prorate or not goal.window_start or not goal.window_end:
                continue
            through = [a for a in leave if _meets(a, goal.window_start, goal.window_end)]
            if through:
                yield Hit(
                    because=(*through, opened),
                    arithmetic=(f"“{(goal.statement or goal.id)[:80]}” is not adjusted for the absence.",),
                )


def _days_of_shortfalls(event: Event) -> list[date]:
    return [d.on for d in event.payload.get("deficiencies", ()) or ()]


def _meets(absence: Event, start: date, end: date) -> bool:
    first, last = absence.when.exact, absence.until.exact
    return first is not None and last is not None and first <= end and start <= last


@HERE.rule(
    id="D34",
    title="A question of adjustment left open",
    means="Where a disability or state of health is raised as bearing on the work, what it does to the work "
    "and "
    "which adjustments would help have to be found out before the work is judged. A procedure that goes on "
    "over the open question cannot be fair.",
    innocent=(
        "The request was answered in the compartment of leave and accommodation.",
        "None was asked for.",
    ),
    settles=("The assessment, what was offered, and when.",),
    asks="My request for an adjustment is open. Who decides on it, and will the clock stop until then?",
    source=Source(
        "Thompson v Vale of Glamorgan Council, [2021] UKEAT 0065_20_1705; EEOC guidance on accommodation and "
        "performance",
        "https://beta.bailii.org/uk/cases/UKEAT/2021/0065_20_1705.html",
    ),
    parameters={"days": 10},
    parameter_words={"days": "days within which a request should have an answer while a plan runs"},
    audience=LEAVE_ONLY,
    decisive_key="adjustments_not_assessed accommodation_unresolved_at_plan",
)
def adjustment_open(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    asked = file.of("accommodation_requested")
    stated = [
        e
        for e in file.stating("adjustment_open", "request_open")
        if "adjustment_open" in e.states or any(a.order < e.order for a in asked)
    ]
    for event in stated:
        yield Hit(
            because=(event,),
            severity=Severity.DECISIVE if established(event) and _went_on(file, event) else Severity.SERIOUS,
            says="The file says that it was left open.",
        )
    if stated:
        return
    for request in file.of("accommodation_requested"):
        answered = [e for e in file.events if e.order > request.order and _settles(e)]
        onward = [e for e in file.events if e.order > request.order and _moves_on(e)]
        if onward and (not answered or answered[0].order > onward[0].order):
            yield from _moved_on_over(file, request, onward, ctx)
        elif not answered:
            yield from _waiting(file, request, ctx)


def _settles(event: Event) -> bool:
    if event.kind == "support_given":  # what a plan promised anyway answers no request
        return not event.plan or "adjustment_settled" in event.states
    return event.kind in ADJUSTED or "adjustment_settled" in event.states


def _moves_on(event: Event) -> bool:
    return event.kind == "plan_opened" or is_adverse(event) or "ending_recommended" in event.states


def _went_on(file: ReviewFile, event: Event) -> bool:
    """A plan began or a step was taken with or after it."""
    return _moves_on(event) or any(e.order >= event.order and _moves_on(e) for e in file.events)


def _moved_on_over(file: ReviewFile, request: Event, onward: list[Event], ctx: Context) -> Iterator[Outcome]:
    """The procedure went on. In a whole file that is a finding; in a summary only where the record shows the
    very
    step that followed the request moving towards the end."""
    complete = file.is_complete("accommodation_answered")
    next_step = next((e for e in file.events if e.order > request.order and e.kind in {*_STEPS}), None)
    straight = next_step is not None and "ending_recommended" in next_step.states
    answered = next((e for e in file.events if e.order > onward[0].order and _settles(e)), None)
    if complete or straight or answered is not None:
        yield Hit(
            because=(
                Ground(request, "the request"),
                Ground(onward[0], "the step over it"),
                *((Ground(answered, "the answer, after it"),) if answered else ()),
            ),
            arithmetic=(f"From the request to the step: {file.days(request, onward[0])}.",),
            severity=Severity.DECISIVE,
            says="It was answered only after the next step."
            if answered
            else "No answer is recorded before the next step.",
        )
    else:
        yield Missing(what=("whether the request was answered",), because=(request, onward[0]))


_STEPS = frozenset(
    {"check_in", "meeting", "plan_opened", "proposed_action", "decision", "termination", "warning"}
)


def _waiting(file: ReviewFile, request: Event, ctx: Context) -> Iterator[Outcome]:
    day = request.when.exact
    if not file.is_complete("accommodation_answered"):
        yield Missing(what=("whether the request was answered",), because=(request,))
    elif day and (ctx.as_of - day).days > ctx.days("days"):
        yield Hit(
            because=(request,), arithmetic=(f"Asked on {said(day)}, open for {(ctx.as_of - day).days} days.",)
        )
