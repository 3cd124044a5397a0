"""The stages: informal first, then in order, each with what it has to say and the time it needs."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import BOTH_SIDES, Audience, Hit, Missing, Severity
from goodstanding.review.packs.common import (
    INFORMAL,
    endings,
    filled,
    law,
    says,
)
from goodstanding.review.packs.uk.sources import acas
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import cap

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE
FORMAL = ("plan_opened", "warning", "invited")


def first_formal(file: ReviewFile) -> Event | None:
    return next(iter(file.of(*FORMAL)), None)


@HERE.rule(
    id="U01",
    title="No informal talk before the first formal step",
    means="Problems of performance are best settled informally first. Where the first thing the person "
    "hears is a formal step, the file should say why an informal talk would not have helped.",
    innocent=(
        "Talks were held and not written down.",
        "The matter was serious enough for a formal step at once.",
    ),
    settles=("A dated note of an informal talk, or the reason why there was none.",),
    asks="Was there an informal talk with me before this step, and when?",
    source=acas("foreword and paragraph 1"),
    versions=(Version(severity=SERIOUS),),
)
def no_informal_talk(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    formal = first_formal(file)
    if formal is None:
        return
    earlier = [e for e in file.of(*INFORMAL) if e.order < formal.order]
    reason = any(says(e, "informal_waived", "serious_enough") for e in file.events)
    if earlier or reason:
        return
    if file.is_complete(*INFORMAL):
        yield Hit(because=(formal,))
    else:
        yield Missing(what=("an informal talk before it",), because=(formal,))


@HERE.rule(
    id="U02",
    title="No written procedure at hand before the first stage",
    means="There are to be rules and procedures, in writing, specific and clear, and employees should know "
    "where they find them before they are applied to them.",
    innocent=("The procedure is in the handbook that everybody has, and nobody wrote it down here.",),
    settles=("The procedure in force, and how the employee was given it.",),
    asks="Which written procedure is being followed, and where can I read it?",
    source=acas("paragraph 2"),
    versions=(Version(severity=SERIOUS),),
)
def no_procedure(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    formal = first_formal(file)
    if formal is None:
        return
    upto = [e for e in file.events if e.order <= formal.order]
    if any(says(e, "procedure") for e in upto):
        return
    later = [e for e in file.events if e.order > formal.order and says(e, "procedure")]
    if later:
        yield Hit(
            because=(formal, later[0]),
            says="The procedure is named only after the first formal step.",
            at=formal,
        )
    else:
        yield Missing(what=("the written procedure, and how it was made known",), because=(formal,))


# What the employer owes next. After a decision or a warning the next step may rightly be months away.
OWED = {
    "concern": ("coaching_directed", "plan_allowed", "plan_refused", "plan_opened", "invited"),
    "invited": ("meeting",),
    "meeting": ("warning", "decision", "plan_opened", "plan_closed"),
    "appeal": ("appeal_decision",),
}
STEPS = frozenset(OWED).union(*OWED.values())


@HERE.rule(
    id="U03",
    title="A step that waited",
    means="Meetings, decisions and confirmations are not to be delayed without reason. A long gap between "
    "the trigger and the invitation, the meeting and the outcome lets memories fade and worry grow.",
    innocent=("The person or the companion was not available.", "An inquiry took the time, and was told of."),
    settles=("The reason for the gap, in the entry that ended it.",),
    asks="Why did this take so long?",
    source=acas("paragraphs 4, 5, 11 and 26"),
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 28},
    parameter_words={"days": "Calendar days between one step and the next that belongs to it."},
)
def slow_step(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    steps = file.of(*sorted(STEPS))
    for n, event in enumerate(steps):
        after = next((e for e in steps[n + 1 :] if e.kind in OWED.get(event.kind, ())), None)
        if after is None:
            continue
        gap = file.days(event, after)
        slow = gap.more_than(ctx.days("days"))
        postponed = [e for e in file.events if event.order < e.order < after.order and _delays(e)]
        if slow.yes and not postponed:
            yield Hit(
                because=(event, after),
                arithmetic=(f"{cap(gap)} passed; the limit set is {ctx.days('days')}.",),
                at=after,
            )
        elif slow.unknown:
            yield Missing(what=("the days of both steps",), because=(event, after), at=after)


def _delays(event: Event) -> bool:
    return event.kind == "leave" or "to_day" in event.payload


@HERE.rule(
    id="U04",
    title="Consistency was not looked at",
    means="Employers should act consistently. The file should show how others with the same results were "
    "treated.",
    innocent=("Nobody else is in a comparable position.",),
    settles=("A comparison with people in the same role and period, with figures.",),
    asks="How were others with the same results treated?",
    source=acas("paragraph 4"),
    versions=(Version(severity=NOTE),),
    needs=("peers",),
)
def no_comparison(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        if ctx.comparators.peers is None:
            yield Missing(what=("how others with the same results were treated",), because=(course.last,))
        elif any(p.same_role and not p.plan and _as_low(p.figure, ctx) for p in ctx.comparators.peers):
            yield Hit(because=(course.last,), says="Others with figures no better had no plan.")


def _as_low(figure: float | None, ctx: Context) -> bool:
    own = next((f.own for f in ctx.comparators.figures or () if f.own is not None), None)
    if figure is None or own is None:
        return False
    return figure <= own if ctx.comparators.peers_higher_is_better else figure >= own


@HERE.rule(
    id="U05",
    title="Invited before the facts were established",
    means="The necessary facts are established before the person is called to a meeting.",
    innocent=("The facts are in a report that was not filed.",),
    settles=("The dated evidence that there was before the invitation.",),
    asks="Which facts were established before I was invited?",
    source=acas("paragraph 5"),
    versions=(Version(severity=SERIOUS),),
)
def no_facts_before_invitation(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    kinds = (
        "concern",
        "metrics",
        "feedback",
        "coaching",
        "check_in",
        "goal_determined",
        "warning",
        "appraisal",
    )
    for invited in file.of("invited"):
        earlier = [e for e in file.of(*kinds) if e.order < invited.order]
        if earlier or filled(invited, "evidence").yes:
            continue
        if file.is_complete(*kinds):
            yield Hit(because=(invited,))
        else:
            yield Missing(what=("facts established before the invitation",), because=(invited,))


@HERE.rule(
    id="U20",
    title="A grievance during the process, and no word on what it changes",
    means="If a grievance is raised while the process runs, the employer may pause it or deal with both "
    "together. Whichever it is, it should be decided and recorded.",
    innocent=("It was about something else and was dealt with apart.",),
    settles=("The decision to pause, or to go on and why.",),
    asks="I raised a grievance. Was it decided whether this process waits?",
    source=acas("paragraph 46", confirmed=False),
    versions=(Version(severity=SERIOUS),),
)
def grievance_passed_over(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for grievance in file.of("grievance"):
        later = [e for e in file.events if e.order > grievance.order]
        step = next((e for e in later if e.kind in {"warning", "decision", "termination"}), None)
        begun = any(e.kind in FORMAL for e in file.events if e.order < grievance.order)
        if step is None or not begun:
            continue
        if any(
            e.kind == "plan_paused" or (e.refers_to == grievance.id) or says(e, "grievance_handled")
            for e in later
        ):
            continue
        if file.is_complete("plan_paused", "answer"):
            yield Hit(because=(grievance, step), at=step)
        else:
            yield Missing(
                what=("whether the process was to wait for the grievance",), because=(grievance, step)
            )


@HERE.rule(
    id="U21",
    title="A sign of disability, and no adjustment considered",
    means="Where something points to a disability, adjustments are considered before the next stage.",
    innocent=("It was considered by the leave and accommodation role and is not visible here.",),
    settles=("The entry that says what was considered, and what came of it.",),
    asks="I told you of a health condition. Which adjustments were considered, and when?",
    source=law(
        "Equality Act 2010 s 20; Acas guide on managing performance",
        "https://www.wardhadaway.com/insights/updates/new-acas-guide-on-managing-the-performance-of-workers/",
    ),
    versions=(Version(severity=DECISIVE),),
    audience=BOTH_SIDES - {Audience.HR} | {Audience.LEAVE},
    decisive_key="adjustments_not_assessed",
)
def no_adjustment(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    asked = file.of("accommodation_requested")
    for event in asked:
        later = [e for e in file.events if e.order > event.order]
        step = next(
            (e for e in later if e.kind in {"warning", "plan_opened", "decision", "termination"}), None
        )
        if step is None:
            continue
        answered = [e for e in later if e.kind == "accommodation_answered"]
        if answered and answered[0].order < step.order:
            continue
        if file.is_complete("accommodation_answered"):
            yield Hit(because=(event, step), at=step)
        else:
            yield Missing(what=("what was answered to the request",), because=(event, step))
