"""Whether the plan was run as a real chance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from goodstanding.review.file import Event, Plan, ReviewFile
from goodstanding.review.finding import Ground, Hit, Missing, Severity, Source
from goodstanding.review.practice.terms import opened_with_terms, stated_in_file, working_days
from goodstanding.review.reading import (
    ending_of,
    established,
    first_adverse,
    is_adverse,
    is_for_performance,
)
from goodstanding.review.rule import Context, Outcome, Registry, Version

HERE = Registry()
BROCK = Source(
    "Brock-Chapman v. National Care Network (2013), as reported",
    "http://www.employmentlawdaily.com/index.php/2013/02/05/pip-like-you-mean-it/",
)
STEELPRINT = Source(
    "Steelprint Ltd v Haynes, [1996] UKEAT 467_95_0107; Haddock v. Thrifty Foods, 2011 BCSC 922",
    "http://www.bailii.org/uk/cases/UKEAT/1996/467_95_0107.html",
)


@HERE.rule(
    id="D36",
    title="A plan that the person never saw",
    means="A plan that is kept from the person gives no chance to improve. What it says cannot be held "
    "against "
    "somebody who did not know of it.",
    innocent=(
        "It was given, and the proof of it is kept elsewhere.",
        "It was a draft that nobody relied on.",
    ),
    settles=("The day on which the person received it, with the receipt or a witness.",),
    asks="Was there a plan about me that I was not given?",
    source=Source(
        "Collazo v. Bristol-Myers Squibb, 617 F.3d 39 (1st Cir. 2010)",
        "https://www.courtlistener.com/opinion/152316/collazo-v-bristol-myers-squibb-mfg-inc/",
    ),
    decisive_key="plan_never_communicated",
)
def plan_never_seen(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    ending = ending_of(file) or first_adverse(file)
    for event in file.events:
        is_plan = event.kind in {"plan_opened", "plan_drafted"} or "is_plan" in event.states
        kept = "never_given" in event.states or event.communicated.no
        if not (is_plan and kept and event.kind in {"plan_opened", "plan_drafted", "other"}):
            continue
        if event.compartment == "draft" and not _relied_on(file, event):
            continue  # a draft is not given before it is approved
        relied = ending is not None and event.order < ending.order and established(event)
        yield Hit(
            because=(event, ending) if ending else (event,),
            severity=Severity.DECISIVE if relied else Severity.SERIOUS,
            says="The job ended, and the plan had not been given." if relied else "",
        )


def _relied_on(file: ReviewFile, draft: Event) -> bool:
    """The job ended after it, and it was neither given nor withdrawn."""
    ending = ending_of(file)
    settled = any(e.kind in {"plan_opened", "plan_withdrawn"} and e.plan == draft.plan for e in file.events)
    return ending is not None and draft.order < ending.order and not settled


@HERE.rule(
    id="D15",
    title="The demands moved while the plan ran",
    means="A plan is a bargain: reach this and you have passed. Demands that are added or raised while it "
    "runs, or "
    "a judgement on something that is not in it, break the bargain.",
    innocent=("The change was agreed, acknowledged and came with more time.",),
    settles=("The signed change with its new dates.",),
    asks="Which version of the goals was I judged by, and when did I agree to it?",
    source=Source(
        "OPM, questions and answers on performance plans changed in mid-period",
        "https://piv.opm.gov/frequently-asked-questions/performance-management-faq-pre-2013/"
        "technical-questions/what-should-an-agency-do-with-any-opportunity-period-or-performance-"
        "improvement-plan-pip-that-is-in-progress-when-a-program-is-changed",
    ),
)
def goalposts_moved(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("moved_goalposts"):
        yield Hit(because=(event,), severity=None if established(event) else Severity.NOTE)
    for plan in file.plans:
        for change in plan.all("plan_changed"):
            if change.acknowledged is None and file.is_complete("acknowledged"):
                yield Hit(because=(change,), says="The person has not confirmed receipt of the change.")
        terms = plan.terms
        if terms is None or not terms.whole:
            continue
        stray = [
            e for e in plan.all("goal_determined") if e.goal and e.goal not in {g.id for g in terms.goals}
        ]
        if stray:
            yield Hit(because=tuple(stray), says="It was judged by something that the plan does not contain.")


@HERE.rule(
    id="D18",
    title="Check-ins left out by the employer",
    means="Check-ins that the plan promised and the employer did not keep take away guidance and the chance "
    "to "
    "correct in time. A plan of which half the meetings are skipped is not run as a chance.",
    innocent=("They were held and not written down.", "The person asked for fewer."),
    settles=("A note of each check-in, or who cancelled it and why.",),
    asks="Which of the planned check-ins were held, and what was said in each?",
    source=BROCK,
    parameters={"share": 0.8, "in_a_row": 2},
    parameter_words={
        "share": "share of the planned check-ins below which too few were held",
        "in_a_row": "check-ins in a row left out by the employer that count by themselves",
    },
)
def check_ins_left_out(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("check_ins_skipped"):
        if established(event):
            yield Hit(because=(event,))
    for plan, opened, _terms in opened_with_terms(file):
        planned = sorted({d for e in plan.events if e.terms for d in e.terms.check_ins})
        end = plan.closed.when.exact if plan.closed else None
        due = [d for d in planned if d < min(filter(None, (ctx.as_of, end)))]
        if not due:
            continue
        held = {_scheduled(e) for e in plan.all("check_in")}
        missed = {_scheduled(e): e for e in plan.all("check_in_missed") if e.payload.get("by") == "employer"}
        excused = {_scheduled(e) for e in plan.all("check_in_missed")} - set(missed)
        counted = [d for d in due if d not in excused]
        silent = [d for d in counted if d not in held and d not in missed]
        row = _longest_row(counted, set(missed))
        share = sum(d in held for d in counted) / len(counted) if counted else 1.0
        if missed and (share < ctx.number("share") or row >= ctx.days("in_a_row")):
            yield Hit(
                because=(Ground(opened, "the plan"), *missed.values()),
                arithmetic=(
                    f"{sum(d in held for d in counted)} of {len(counted)} held, {len(missed)} left out by "
                    f"the "
                    f"employer, {row} in a row.",
                ),
            )
        elif silent and share < ctx.number("share"):
            days = ", ".join(str(d) for d in silent[:8])
            yield Missing(what=(f"what became of the check-ins planned for {days}",), because=(opened,))


def _scheduled(event: Event) -> date | None:
    day = event.payload.get("scheduled_on")
    return day if isinstance(day, date) else event.when.exact


def _longest_row(days: list[date], among: set[date | None]) -> int:
    best = row = 0
    for day in days:
        row = row + 1 if day in among else 0
        best = max(best, row)
    return best


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
    yield from stated
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
                said.append(f"“{item.what[:80]}” was due {item.due}; nothing is recorded by {until}.")
                never = True
            elif item.due and day and day > item.due:
                said.append(f"“{item.what[:80]}” was due {item.due} and given {day}.")
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
                arithmetic=(f"Asked {asked}, {what} {days} working days.",),
                at=question,
            )


@HERE.rule(
    id="D21",
    title="Cut short",
    means="A plan that ends, or is followed by a step, before its own last day takes back part of the "
    "chance that "
    "it gave, unless its terms could no longer be met.",
    innocent=(
        "The plan said which result ends it early, and that result had come.",
        "The person refused to take part, and that is on record.",
    ),
    settles=("The clause of the plan that allowed it, or the reason why the rest could change nothing.",),
    asks="The plan ran until a later day. Why did it end before?",
    source=Source(
        "FELTG, Is the employee entitled to all the days of the plan?",
        "https://feltg.com/ask-feltg-is-employee-entitled-to-all-90-days-of-90-day-pip",
    ),
)
def cut_short(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("cut_short"):
        if any(p.opened and p.opened.order < event.order for p in file.plans):
            yield Hit(because=(event,), severity=None if established(event) else Severity.NOTE)
    for plan in file.plans:
        end = _last_day(plan)
        step = next((e for e in plan.events if is_adverse(e) or e.kind == "plan_closed"), None)
        if plan.opened is None or end is None or step is None:
            continue
        day = step.when.exact
        met = step.kind == "plan_closed" and (
            step.result in {"met", "withdrawn"} or "goals_met" in step.states
        )
        if day is not None and day < end and not met:
            yield Hit(
                because=(Ground(plan.opened, "the plan"), step),
                arithmetic=(
                    f"The plan ran to {end}; the step came on {day}, {(end - day).days} days before.",
                ),
            )


def _last_day(plan: Plan) -> date | None:
    """The last day that the plan gave, with its extensions."""
    for event in reversed(plan.events):
        if event.kind in {"plan_extended", "plan_resumed"} and event.until.exact:
            return event.until.exact
        if event.terms and event.terms.ends:
            return event.terms.ends
    opened = plan.opened
    if opened and opened.when.exact and plan.length is not None and not plan.all("plan_extended"):
        return opened.when.exact + timedelta(days=plan.length)
    return None


@HERE.rule(
    id="P08",
    title="The goals were met and the plan went on",
    means="A plan whose goals are recorded as met has done its work. Extending it all the same, or ending "
    "the job "
    "for failing it, contradicts the plan's own record.",
    innocent=("The extension was agreed, or followed a new shortfall that is on record.",),
    settles=("What had not been reached, and where the plan asked for it.",),
    asks="The plan records its goals as met. What is the extension or the decision based on?",
    source=Source(
        "Vega-Colon v. Wyeth Pharmaceuticals, 625 F.3d 22 (1st Cir. 2010)",
        "https://www.courtlistener.com/opinion/178296/vega-colon-v-wyeth-pharmaceuticals/",
    ),
    versions=(Version(severity=Severity.DECISIVE),),
    decisive_key="plan_extended_after_goals_met",
)
def met_and_goes_on(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        met = _goals_met(plan)
        if met is None:
            continue
        extended = next((e for e in plan.all("plan_extended") if e.order >= met.order), None)
        failed = next((e for e in plan.all("plan_closed") if e.order > met.order and _says_failed(e)), None)
        onward = extended or failed
        if onward is not None:
            yield Hit(because=(Ground(met, "the goals as met"), Ground(onward, "what followed")))


def _goals_met(plan: Plan) -> Event | None:
    """The event by which every required goal is recorded as met."""
    for event in plan.events:
        if event.kind == "plan_closed" and event.result == "met":
            return event
        told = event.kind in {"plan_closed", "midpoint", "other", "plan_extended", "check_in", "feedback"}
        if told and "goals_met" in event.states and established(event):
            return event
    determined = {e.goal: e for e in plan.all("goal_determined")}
    terms = plan.terms
    required = [g.id for g in terms.goals if g.required] if terms and terms.whole else []
    if required and all(g in determined and determined[g].result == "met" for g in required):
        return max(determined.values(), key=lambda e: e.order)
    return None


def _says_failed(event: Event) -> bool:
    return event.result == "not_met" or "criticism" in event.states


@HERE.rule(
    id="D32",
    title="No receipt, or no chance to answer",
    means="A document that the person has not confirmed receiving, and whose refusal nobody noted, may "
    "never have "
    "reached them.",
    innocent=("It was received; the receipt is missing.", "It was given only days ago."),
    settles=("The person's confirmation, or a witness's note that it was declined.",),
    asks="Which documents about me have I not confirmed, and may I answer them?",
    source=Source(
        "SHRM, How to establish a performance improvement plan; Acas Code of Practice 1, paragraphs 9 to 12",
        "https://www.acas.org.uk/acas-code-of-practice-for-disciplinary-and-grievance-procedures/html",
    ),
    parameters={"days": 14},
    parameter_words={"days": "days after which a missing receipt counts"},
)
def no_receipt(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    if not file.is_complete("acknowledged", "refusal_noted"):
        return
    refused = {e.refers_to for e in file.of("refusal_noted")}
    for event in file.of(
        "plan_opened", "warning", "appraisal", "proposed_action", "decision", "plan_changed"
    ):
        day = event.when.exact
        if (
            event.acknowledged is not None
            or event.id in refused
            or day is None
            or event.compartment != "shared"
        ):
            continue
        waited = (ctx.as_of - day).days
        if waited > ctx.days("days"):
            grave = event.kind in {"plan_opened", "warning", "proposed_action"}
            yield Hit(
                because=(event,),
                severity=Severity.SERIOUS if grave else Severity.NOTE,
                arithmetic=(f"Given {day}; {waited} days later neither receipt nor refusal is recorded.",),
            )
