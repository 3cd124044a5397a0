"""Leave, health, complaints and service that the law protects, beside the record of the work.

The findings on timing are for counsel alone, those on leave and adjustments for the role that can put them
right.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import (
    COUNSEL_ONLY,
    Ground,
    Hit,
    Missing,
    Severity,
    Source,
)
from goodstanding.review.practice.sources import BREEDEN, HAMILTON
from goodstanding.review.reading import (
    before,
    earlier_concern,
    ending_of,
    established,
    is_adverse,
    is_criticism,
    is_ending,
    is_praise,
)
from goodstanding.review.rule import Context, Outcome, Registry
from goodstanding.review.when import Span

HERE = Registry()
ANSWERED = frozenset({"plan_opened", "warning", "appraisal", "proposed_action", "decision", "plan_closed"})
ACTIVITY = ("protected_activity", "grievance")


@HERE.rule(
    id="D03",
    title="A burst of critical notes after protected activity",
    means="Criticism that multiplies in the weeks after a complaint, claim or notice of service suggests "
    "that the "
    "one led to the other.",
    innocent=("A period of measurement ended then.", "The work itself fell off, and the figures show it."),
    settles=("What prompted each note, and the rate of notes on others in the same weeks.",),
    asks="Why did written criticism begin when it did?",
    source=Source(
        "When the PIP becomes the retaliation claim (The Employer Handbook)",
        "https://www.theemployerhandbook.com/amp/when-a-pip-becomes-the-retaliation-claim",
    ),
    parameters={"days": 60, "notes": 3, "times": 3},
    parameter_words={
        "days": "days after the activity that are counted",
        "notes": "critical notes in them from which it is a burst",
        "times": "times the monthly mean of the twelve months before",
    },
    audience=COUNSEL_ONLY,
)
def burst_after_activity(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    critical = [(e, e.when.exact) for e in file.events if is_criticism(e)]
    for activity in file.of(*ACTIVITY):
        day = activity.when.exact
        if day is None:
            continue
        end, year = day + timedelta(days=ctx.days("days")), day - timedelta(days=365)
        after = [e for e, d in critical if d and day < d <= end]
        monthly = sum(1 for _, d in critical if d and year <= d < day) / 12
        in_months = len(after) / (ctx.days("days") / 30)
        if len(after) >= ctx.days("notes") and in_months >= ctx.number("times") * monthly:
            yield Hit(
                because=(Ground(activity, "the protected activity"), *after),
                arithmetic=(
                    f"{len(after)} critical notes in {ctx.days('days')} days, {in_months:.1f} a month; "
                    f"{monthly:.1f} a month in the year before.",
                ),
            )


@HERE.rule(
    id="D04",
    title="A step soon after protected activity",
    means="A step against somebody soon after they complained, claimed or served invites the inference that "
    "this "
    "was the reason, above all where no earlier record shows the concern. Timing alone must be very close; a "
    "course already taken before is no evidence of it.",
    innocent=(
        "The concern, or the step itself, is on record from before the activity.",
        "Whoever decided did not know of the activity.",
    ),
    settles=(
        "A dated record from before the activity that shows the same concern.",
        "When the person who decided learned of the activity.",
    ),
    asks="Which record from before my complaint or leave shows the reason for this step?",
    source=BREEDEN,
    parameters={"very_close": 30, "close": 93, "remote": 180},
    parameter_words={
        "very_close": "days up to which timing may suffice by itself",
        "close": "days up to which it counts with something more",
        "remote": "days up to which it is noted",
    },
    audience=COUNSEL_ONLY,
    decisive_key="close_timing_after_protected_activity",
)
def soon_after_activity(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    if any(e.states_any("decider_did_not_know_of_activity") for e in file.events):
        return
    steps = [e for e in file.events if (is_adverse(e) or e.kind == "plan_opened") and established(e)]
    for step in steps:
        activities = [a for a in file.of(*ACTIVITY) if a.order < step.order and not file.before(step, a).yes]
        if not activities:
            continue
        first, last = activities[0], activities[-1]
        days = file.days(last, step)
        concern = earlier_concern(file, first)
        watched = [e for e in file.stating("scrutiny_increased") if first.order < e.order < step.order]
        clean = any(is_praise(e) and established(e) for e in before(file, first, file.events))
        outcome = _timing(step, last, days, concern, watched=bool(watched), clean=clean, ctx=ctx)
        if outcome is not None:
            yield outcome


def _timing(
    step: Event,
    activity: Event,
    days: Span,
    concern: Event | None,
    *,
    watched: bool,
    clean: bool,
    ctx: Context,
) -> Outcome | None:
    """`watched`: scrutiny grew after the activity; `clean`: the work had been praised before it."""
    because = (Ground(activity, "the protected activity"), Ground(step, "the step"))
    count = (f"From the activity to the step: {days}.",)
    mitigated = concern is not None and not watched
    if days.at_most(ctx.days("remote")).no:
        return None
    if not days.at_most(ctx.days("remote")).yes:
        if mitigated:
            return None
        return Missing(what=("the days of the activity and of the step",), because=because)
    if mitigated and concern is not None:
        return Hit(
            because=(Ground(concern, "the earlier record"), *because),
            arithmetic=count,
            severity=Severity.NOTE,
            says="The concern was on record before the activity.",
        )
    very, close = days.at_most(ctx.days("very_close")).yes, days.at_most(ctx.days("close")).yes
    ends = is_ending(step) or step.kind in {"proposed_action", "decision"}
    decisive = ends and (very or (close and (watched or clean)))
    weight = Severity.DECISIVE if decisive else Severity.SERIOUS if close else Severity.NOTE
    return Hit(
        because=because,
        arithmetic=count,
        severity=weight,
        says="Scrutiny grew after the activity."
        if concern is not None
        else "No record from before the activity shows the concern"
        + (", and the work had been praised." if clean else "."),
    )


@HERE.rule(
    id="P13",
    title="Watched more closely only after a complaint",
    means="Scrutiny that begins or grows after a complaint or charge, and then finds the ground for a step, "
    "suggests that the ground was looked for.",
    innocent=(
        "Everyone was watched more closely then.",
        "The closer check was agreed after an earlier warning.",
    ),
    settles=("When and why the closer check began, and whether others were under it.",),
    asks="Why was my work checked more closely from then on, and was that so for others?",
    source=HAMILTON,
    parameters={"days": 93},
    parameter_words={"days": "days from the complaint to the step within which it is decisive"},
    audience=COUNSEL_ONLY,
    decisive_key="scrutiny_increased_after_complaint",
)
def scrutiny_after_complaint(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    ending = ending_of(file)
    for watched in file.stating("scrutiny_increased"):
        activities = [a for a in file.of(*ACTIVITY) if a.order < watched.order]
        if not activities:
            continue
        activity = activities[-1]
        if ending is None or ending.order < watched.order:
            yield Hit(because=(Ground(activity, "the complaint"), watched), severity=Severity.NOTE)
            continue
        days = file.days(activity, ending)
        close = days.at_most(ctx.days("days"))
        decisive = established(ending) and (close.yes or (not close.no and established(watched)))
        yield Hit(
            because=(Ground(activity, "the complaint"), watched, Ground(ending, "the step")),
            arithmetic=(f"From the complaint to the step: {days}.",),
            severity=Severity.DECISIVE if decisive else Severity.SERIOUS,
        )


@HERE.rule(
    id="P14",
    title="A protected reason stands in the document",
    means="A document that gives protected leave, service, pregnancy, health or a complaint as a reason for "
    "a step "
    "proves by itself what otherwise has to be inferred.",
    innocent=("The absence is named only to explain dates, and it was left out of account.",),
    settles=("A corrected document, and the reason without it.",),
    asks="Why does this document name my leave or service, and did it count?",
    source=Source(
        "Vega-Colon v. Wyeth Pharmaceuticals, 625 F.3d 22 (1st Cir. 2010)",
        "https://www.courtlistener.com/opinion/178296/vega-colon-v-wyeth-pharmaceuticals/",
    ),
    decisive_key="protected_reason_in_document",
)
def protected_reason(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("names_protected_reason"):
        gives_time = event.kind in {"plan_extended", "plan_paused"}
        plan = file.plan_of(event)
        met = plan is not None and any(
            "goals_met" in e.states and e.order <= event.order for e in plan.events
        )
        if gives_time and not met:
            yield Hit(
                because=(event,),
                severity=Severity.NOTE,
                says="It gives more time on account of the absence, which is allowed; the words should say "
                "so.",
            )
        else:
            yield Hit(
                because=(event,), severity=Severity.DECISIVE if established(event) else Severity.SERIOUS
            )


@HERE.rule(
    id="P15",
    title="A complaint that nobody looked into",
    means="A complaint that the employer's own rules ask to be investigated, and that nobody looked into "
    "before "
    "the step, leaves the reason for the step untested.",
    innocent=("It was looked into, and the record is kept apart to protect others.",),
    settles=("Who looked into it, when, and with what result.",),
    asks="Who looked into my complaint, and what was found?",
    source=Source("Published decisions on complaint and dismissal", confirmed=False),
    decisive_key="complaint_not_investigated",
)
def complaint_not_investigated(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    ending = ending_of(file)
    for event in file.stating("not_investigated"):
        complaints = [c for c in file.of(*ACTIVITY) if c.order <= event.order]
        if not complaints and event.kind not in ACTIVITY and "complaint_made" not in event.states:
            continue
        decisive = ending is not None and not event.disputed and "point_rejected" not in event.states
        made = complaints[-1:] if complaints and complaints[-1].id != event.id else []
        yield Hit(
            because=(*made, event, *([ending] if ending else [])),
            severity=Severity.DECISIVE if decisive else Severity.SERIOUS,
            at=event,
        )


@HERE.rule(
    id="D33",
    title="An answer ignored, or followed by a step",
    means="Whoever answers a document has a right to it, in some places by law. An answer that is left "
    "without a "
    "word, or followed at once by a step, looks punished.",
    innocent=(
        "The step had been decided before the answer.",
        "The answer was considered and the file says so.",
    ),
    settles=("A reply to the answer, with what was considered.",),
    asks="Who read my answer, and what came of it?",
    source=Source(
        "Meehan v. Medical Information Technology (Mass. 2021), as reported",
        "https://capeplymouthbusiness.com/law-at-work/",
    ),
    parameters={"reply_days": 10, "step_days": 30},
    parameter_words={
        "reply_days": "days within which an answer should be taken up",
        "step_days": "days after an answer within which a step is noticed",
    },
)
def answer_ignored(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    left: list[tuple[Event, str]] = []
    for answer in file.of("answer"):
        day = answer.when.exact
        about = file.event(answer.refers_to)
        if day is None or (about is not None and about.kind not in ANSWERED and not is_criticism(about)):
            continue
        steps = [
            e
            for e in file.events
            if e.order > answer.order
            and (is_adverse(e) or e.kind == "warning")
            and file.days(answer, e).at_most(ctx.days("step_days")).yes
        ]
        known = [s for s in steps if earlier_concern(file, answer) is None]
        if known:
            yield Hit(
                because=(Ground(answer, "the answer"), known[0]),
                arithmetic=(f"From the answer to the step: {file.days(answer, known[0])}.",),
            )
            continue
        taken_up = any(e.refers_to == answer.id and e.author != answer.author for e in file.events)
        waited = (ctx.as_of - day).days
        if not taken_up and waited > ctx.days("reply_days") and file.is_complete("answer", "meeting"):
            left.append((answer, f"Answered {day}; {waited} days later nothing refers to it."))
    if left:
        yield Hit(
            because=tuple(e for e, _ in left),
            severity=Severity.NOTE,
            arithmetic=tuple(said for _, said in left),
        )
