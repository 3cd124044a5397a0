"""The stages: informal first, then in order, each with what it has to say and the time it needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import BOTH_SIDES, Audience, Hit, Missing, Severity
from goodstanding.review.packs.common import (
    INFORMAL,
    Course,
    endings,
    filled,
    is_document,
    law,
    says,
    span,
)
from goodstanding.review.packs.uk.sources import CODE, acas
from goodstanding.review.rule import Context, Outcome, Registry, Version

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


STEPS = ("concern", "invited", "meeting", "warning", "decision", "appeal", "appeal_decision")
# After a decision or a warning the next step may rightly be months away.
RUNNING = {"concern": ("invited",), "invited": ("meeting",), "meeting": ("warning", "decision"),
           "appeal": ("appeal_decision",)}  # fmt: skip


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
    steps = file.of(*STEPS)
    for n, event in enumerate(steps):
        after = next((e for e in steps[n + 1 :] if e.kind in RUNNING.get(event.kind, ())), None)
        if after is None:
            continue
        gap = file.days(event, after)
        slow = gap.more_than(ctx.days("days"))
        postponed = [e for e in file.events if event.order < e.order < after.order and _delays(e)]
        if slow.yes and not postponed:
            yield Hit(
                because=(event, after), arithmetic=(f"{gap}; {ctx.days('days')} is the limit set",), at=after
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


def _warned(file: ReviewFile, course: Course) -> list[Event]:
    return [e for e in file.of("warning") if e.order < course.last.order]


@HERE.rule(
    id="U15",
    title="A stage was left out",
    means="The usual order is an improvement note or first written warning, then a final written warning, "
    "then dismissal. Going straight to a later stage needs poor performance with a serious or harmful "
    "impact, and the reason in writing.",
    innocent=("The effect on the organisation was serious and is documented.",),
    settles=("The earlier warning, or the recorded reason for leaving it out.",),
    asks="Which warning came before this step, and if none, why?",
    source=law(
        "Acas Code of Practice 1, paragraphs 19 and 20", "https://businessdatabase.indicator-flm.co.uk/"
    ),
    versions=(Version(severity=DECISIVE),),
    decisive_key="warning_stage_skipped",
)
def stage_left_out(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    reason = any(says(e, "serious_enough") for e in file.events)
    for course in endings(file):
        if course.action != "dismissal" and course.effect is None:
            continue
        before = _warned(file, course)
        if any(e.payload.get("stage") == "final written" for e in before) or reason:
            continue
        if before and not all("stage" in e.payload for e in before):
            yield Missing(what=("which stage the warnings were",), because=(before[-1], course.last))
        elif before:
            said = "There was a first written warning and no final one."
            yield Hit(because=(before[-1], course.last), says=said, at=course.last)
        elif file.is_complete("warning"):
            yield Hit(because=(course.last,), says="No warning is recorded before it.")
        else:
            yield Missing(what=("the warnings before the dismissal",), because=(course.last,))


@HERE.rule(
    id="U16",
    title="A warning that does not say what it has to",
    means="A warning sets out the poor performance, the improvement required with its timescale, how long "
    "it stays current, what may follow, the support, and the right of appeal.",
    innocent=("A part was given in a letter that was not filed.",),
    settles=("The part that is missing, in an entry that corrects the warning.",),
    asks="What is missing in my warning, and will it be corrected?",
    source=acas("paragraph 21"),
    versions=(Version(severity=SERIOUS),),
    decisive_key="consequence_not_stated",
)
def incomplete_warning(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    fields = {
        "improvement_required": "the improvement required", "improve_by": "by when",
        "current_until": "how long it counts", "support": "the support",
        "appeal_until": "until when an appeal is possible",
    }  # fmt: skip
    for warning in file.of("warning"):
        if not is_document(warning):
            yield Missing(what=("the text of the warning",), because=(warning,))
            continue
        lacking = [said for name, said in fields.items() if not warning.payload.get(name)]
        if not says(warning, "ending"):
            lacking.append("what may follow")
        if lacking:
            yield Hit(because=(warning,), says=f"It does not give: {', '.join(lacking)}.")


@HERE.rule(
    id="U17",
    title="A warning relied on after it had run out",
    means="A warning counts for the time that it states. After that it is history, and a later stage may "
    "not be built on it.",
    innocent=("The warning was extended in time.",),
    settles=("The day until which the warning counted.",),
    asks="My warning had run out. On which warning does this step rest?",
    source=acas("paragraph 21; the usual lengths are practice"),
    versions=(Version(severity=DECISIVE),),
)
def spent_warning(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        before = _warned(file, course)
        if not before:
            continue
        ends = [e.payload.get("current_until") for e in before]
        day = (course.decision or course.last).when
        if not all(isinstance(end, date) for end in ends):
            yield Missing(what=("until when the warnings counted",), because=(before[-1], course.last))
        elif day.first is not None and all(isinstance(end, date) and end < day.first for end in ends):
            yield Hit(
                because=(before[-1], course.last), at=course.last,
                arithmetic=(f"the last warning counted until {max(e for e in ends if e)}; decided {day}",),
            )  # fmt: skip


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


@HERE.rule(
    id="U22",
    title="A short time to improve",
    means="The time to improve has to be realistic for the work and the person. For long-serving staff "
    "three to six months is a rule of thumb.",
    innocent=("The work shows improvement within weeks.", "The person is new, or was given earlier chances."),
    settles=("The reason for the length, with the person’s service and the nature of the work.",),
    asks="Why is this time enough to show improvement in work like mine?",
    source=law("Commercial template, rule of thumb", "https://businessdatabase.indicator-flm.co.uk/"),
    versions=(Version(severity=NOTE),),
    parameters={"days": 84, "service_days": 730},
    parameter_words={
        "days": "Calendar days to improve.",
        "service_days": "Calendar days of service from which somebody counts as long-serving.",
    },
)
def short_review_period(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    hired = next(iter(file.of("hired")), None)
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        if hired is None or plan.length is None:
            yield Missing(what=("the length of service and of the time to improve",), because=(opened,))
        elif span(hired.when, opened.when).at_least(ctx.days("service_days")).yes and plan.length < ctx.days(
            "days"
        ):
            line = f"{plan.length} days; {ctx.days('days')} is the rule of thumb"
            yield Hit(because=(hired, opened), arithmetic=(line,), at=opened)


SERVICE = law(
    "SI 2026/559, from 1 January 2027",
    "https://www.brownejacobson.com/insights/era-2025-further-details-on-changes-to-unfair-dismissal-protections",
)


@HERE.rule(
    id="U23",
    title="Dismissed with the service that unfair dismissal asks for",
    means="A claim of unfair dismissal needs two years of service when the employment ends before 2027, "
    "and six months from 1 January 2027 on, when the ceiling of the award also goes. It says which "
    "standard the file will be read by.",
    innocent=("Some reasons need no length of service at all.",),
    settles=("The first day of employment and the effective day of its end.",),
    asks="From which day is my service counted?",
    source=SERVICE,
    versions=(
        Version(id="before 2027", severity=NOTE, effective_to=date(2026, 12, 31), parameters={"days": 730},
                source=law("Employment Rights Act 1996 s 108", CODE, confirmed=False)),
        Version(id="from 2027", severity=NOTE, effective_from=date(2027, 1, 1), parameters={"days": 181}),
    ),
    parameters={"days": 730},
    parameter_words={"days": "Calendar days of service: two years, from 2027 six months."},
)  # fmt: skip
def service_reached(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    hired = next(iter(file.of("hired")), None)
    for course in endings(file):
        if course.effect is None and course.action != "dismissal":
            continue
        if hired is None:
            yield Missing(what=("the length of service",), because=(course.last,))
            continue
        served = span(hired.when, course.last.when)
        if served.at_least(ctx.days("days")).yes:
            yield Hit(because=(hired, course.last), arithmetic=(f"{served} of service",), at=course.last)
