"""The opportunity period itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.review.file import Event, Plan, ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs.common import absent, courses, is_document, law, says
from goodstanding.review.packs.us_federal.elements import goals, instances
from goodstanding.review.packs.us_federal.sources import CFR_104, FELTG, NOTICE
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import on, said

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE
MEMO = law(
    "OPM memorandum of 17 June 2025 on performance management",
    "https://content.govdelivery.com/accounts/USOPM/bulletins/3e57a19",
)


@HERE.rule(
    id="F11",
    title="A short opportunity without a reason for its length",
    means="The opportunity has to be reasonable for the duties and responsibilities of the position. A "
    "shorter time than usual needs a recorded reason: the nature of the work, how often it is done, how "
    "fast it can be shown.",
    innocent=("The work repeats so often that a shorter time shows enough.",),
    settles=("The recorded reasons for the length.",),
    asks="Why was this length chosen for work of this kind?",
    source=NOTICE,
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 30},
    parameter_words={"days": "Calendar days; a shorter period asks for a reason."},
)
def short_opportunity(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        if plan.length is None:
            yield Missing(what=("the length of the opportunity period",), because=(opened,))
        elif plan.length < ctx.days("days") and not any(says(e, "length_reason") for e in plan.events):
            yield Hit(
                because=(opened,),
                arithmetic=(f"{plan.length} days; a reason is asked for below {ctx.days('days')}.",),
            )


@HERE.rule(
    id="F11M",
    title="Longer than thirty days: to be reported",
    means="Agencies were told in June 2025 to hold opportunity periods to 30 days and to report each "
    "longer one. Commentators differ whether calendar or business days are meant. It is no right of the "
    "employee.",
    innocent=("A collective agreement sets a longer period.",),
    settles=("The report of the longer period, or the agreement that sets it.",),
    asks="Does an agreement set the length of my opportunity?",
    source=MEMO,
    versions=(Version(severity=NOTE, effective_from=date(2025, 6, 17)),),
    parameters={"days": 30},
    parameter_words={"days": "Calendar days above which a period is reported."},
)
def long_opportunity(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        if plan.length is None:
            yield Missing(what=("the length of the opportunity period",), because=(opened,))
        elif plan.length > ctx.days("days"):
            yield Hit(
                because=(opened,), arithmetic=(f"{plan.length} days; {ctx.days('days')} are expected.",)
            )


@HERE.rule(
    id="F12",
    title="Shorter than the agency’s own minimum",
    means="A policy or agreement that promises a longer opportunity binds the agency, unless the terms of "
    "the plan had already failed beyond repair before its end.",
    innocent=("The plan’s terms could no longer be met, and that is recorded.",),
    settles=("The policy or agreement, and the record of what could no longer be met.",),
    asks="Which minimum does the policy or the agreement promise?",
    source=law("FELTG, on cutting an opportunity period short", FELTG),
    versions=(Version(severity=SERIOUS),),
    needs=("policy_minimum_days",),
)
def shorter_than_policy(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    minimum = ctx.comparators.policy_minimum_days
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        if minimum is None or plan.length is None:
            yield Missing(what=("the agency’s minimum and the length of the period",), because=(opened,))
        elif plan.length < minimum and not any(says(e, "irrecoverable") for e in file.events):
            yield Hit(because=(opened,), arithmetic=(f"{plan.length} days; the policy asks for {minimum}.",))


@HERE.rule(
    id="F13",
    title="Time at work during the opportunity",
    means="Leave, training and outages take away from the time to show improvement. If much of the period "
    "was lost, the opportunity may not have been a real one.",
    innocent=("The period was extended, or the work of the days that were left was enough to judge by.",),
    settles=("An extension by the days lost, or the reason why none was needed.",),
    asks="Will the period be extended by the days on which I was not at work?",
    source=law("Young v. Department of Veterans Affairs (MSPB 2024, non-precedential), FELTG", FELTG),
    versions=(Version(severity=SERIOUS),),
    parameters={"share": 0.25},
    parameter_words={"share": "Part of the period, from 0 to 1, away from work."},
)
def lost_time(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened, terms = plan.opened, plan.terms
        if opened is None:
            continue
        first, last = (terms.starts or opened.when.exact, terms.ends) if terms else (None, None)
        if first is None or last is None or last <= first:
            yield Missing(what=("the first and the last day of the period",), because=(opened,))
            continue
        lost = sum(_overlap(first, last, a, b) for a, b in file.absences)
        whole = (last - first).days + 1
        stopped = plan.all("plan_extended", "plan_paused")
        if lost > ctx.number("share") * whole and not stopped:
            away = [e for e in file.of("leave") if e.when.exact and e.when.exact <= last]
            yield Hit(
                because=(opened, *away),
                arithmetic=(f"On {lost} of its {whole} days the person was not at work.",),
                at=opened,
            )


def _overlap(first: date, last: date, start: date, end: date) -> int:
    return max(0, (min(last, end) - max(first, start)).days + 1)


OLD = law("5 CFR 432.104 as of 1993: the agency shall offer assistance", CFR_104)
RULE_2020 = law("5 CFR 432.104 as of 2020: assistance is at the agency’s discretion", CFR_104)
RULE_2022 = law(
    "87 FR 67782: the 2020 changes rescinded; that the duty to assist is back was not read in the text",
    "http://federal.elaws.us/citation/87-FR-67782",
    confirmed=False,
)


@HERE.rule(
    id="F14",
    title="No assistance during the opportunity",
    means="The agency offers assistance in improving. A period in which nothing was offered, or in which "
    "nothing of what was promised was given, is open to the charge that the opportunity was none.",
    innocent=(
        "Help was given day by day and not written down.",
        "Under the rule in force from November 2020 to December 2022 assistance was at the agency’s "
        "discretion.",
    ),
    settles=("The offer of assistance with its date inside the period, and what came of it.",),
    asks="Which assistance was I offered, and when?",
    source=law("5 USC 4302(c)(5); 5 CFR 432.104", CFR_104),
    versions=(
        Version(id="before 2020", severity=DECISIVE, effective_to=date(2020, 11, 15), source=OLD),
        Version(
            id="2020 to "
            "2022", severity=NOTE, effective_from=date(2020, 11, 16), effective_to=date(2022, 12, 11),
            source=RULE_2020, note="The day on which it took effect, 16 November 2020, is unconfirmed.",
        ),
        Version(id="since 2022", severity=DECISIVE, effective_from=date(2022, 12, 12), source=RULE_2022),
    ),
    decisive_key="support_not_given",
)  # fmt: skip
def no_assistance(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in courses(file):
        plan = course.plan
        if plan is None or plan.opened is None or not course.ends_job:
            continue
        given = [e for e in plan.events if e.kind == "support_given"]
        nothing = absent(file, ("support_given", "support_promised"), given)
        if nothing.yes:
            promised = bool(plan.terms and plan.terms.support) or bool(plan.all("support_promised"))
            said = "None was promised or given."
            if promised:
                said = "Some was promised; none is recorded as given."
            yield Hit(because=(plan.opened,), says=said)
        elif nothing.unknown:
            yield Missing(what=("assistance offered during the period",), because=(plan.opened,))


@HERE.rule(
    id="F15",
    title="The standard changed inside the opportunity",
    means="If a standard changes while the period runs, the period ends: the person first works under the "
    "new standard for the minimum period, and only then can a new determination and a new opportunity "
    "follow.",
    innocent=("Only the way of measuring, or a date, changed.", "The change made the requirement easier."),
    settles=("The end of this period and a new one under the changed standard.",),
    asks="Which standard am I measured by, and did my opportunity begin anew when it changed?",
    source=law(
        "OPM, questions on opportunity periods when a program is changed",
        "https://piv.opm.gov/frequently-asked-questions/performance-management-faq-pre-2013/technical-questions/what-should-an-agency-do-with-any-opportunity-period-or-performance-improvement-plan-pip-that-is-in-progress-when-a-program-is-changed",
    ),
    versions=(Version(severity=DECISIVE),),
)
def standard_changed(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        changes = plan.all("plan_changed")
        proposed = plan.all("change_proposed")
        for event in changes:
            before = [e for e in proposed if e.order < event.order and is_document(e)]
            if not before:
                yield Missing(what=("whether the change touched the standard",), because=(event,))
            elif before[-1].payload.get("changes_standard") and _went_on(plan, event):
                yield Hit(because=(before[-1], event), at=event)


def _went_on(plan: Plan, change: Event) -> bool:
    judged = plan.all("goal_determined", "plan_closed", "proposed_action")
    return any(e.order > change.order for e in judged)


@HERE.rule(
    id="F17",
    title="No written determination at the end of the opportunity",
    means="At the end there is a written determination for each element, so that it can be seen what the "
    "proposal rests on.",
    innocent=("The determination stands in the proposal itself.",),
    settles=("The determination for each element, with its date and basis.",),
    asks="What was determined at the end of the period, for each element, and on which basis?",
    source=law(
        "Pines Federal, the performance improvement period",
        "https://www.pinesfederal.com/legal-blog/mspb-what-is-a-performance-improvement-period-pi/",
    ),
    versions=(Version(severity=SERIOUS),),
)
def no_determination(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in courses(file):
        plan = course.plan
        if plan is None or course.proposal is None or plan.opened is None:
            continue
        determined = {e.goal for e in plan.all("goal_determined")}
        closed = [e for e in plan.all("plan_closed") if not is_document(e)]
        open_goals = [g for g in goals(plan) if g.id not in determined]
        if closed and not determined:
            yield Missing(what=("a determination for each element",), because=(closed[-1], course.proposal))
        elif open_goals or not (determined or goals(plan)):
            missing = absent(file, ("goal_determined",), ())
            if missing.yes:
                said = f"{len(open_goals)} of {len(goals(plan))} elements have none." if open_goals else ""
                yield Hit(because=(plan.opened, course.proposal), says=said)
            else:
                yield Missing(what=("a determination for each element",), because=(course.proposal,))


@HERE.rule(
    id="F34",
    title="A shortfall on a day of leave",
    means="A day on which the person was rightly away cannot show how they work. In Santos the letters "
    "coincided with military leave and spoke of attendance.",
    innocent=("The shortfall lay in work due before the leave, and the leave began later.",),
    settles=("What was due on that day, and whether the person was to be at work.",),
    asks="I was away on the day that is named. Will that day be taken out?",
    source=law(
        "Santos v. NASA, 990 F.3d 1355", "https://caselaw.findlaw.com/us-federal-circuit/1910040.html"
    ),
    versions=(Version(severity=SERIOUS, note="A flag: the file does not say why the person was away."),),
)
def shortfall_on_leave(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    silent = file.silence("leave").unknown and not file.absences
    for each in instances(file):
        inside = next(((a, b) for a, b in file.absences if a <= each.on <= b), None)
        if inside:
            away = next((e for e in file.of("leave") if e.when == on(inside[0])), each.event)
            line = (
                f"The shortfall is of {said(each.on)}; from {said(inside[0])} to {said(inside[1])} the "
                f"person was not at work."
            )
            yield Hit(because=(each.event, away), arithmetic=(line,), at=each.event)
        elif silent:
            yield Missing(what=("whether the person was at work that day",), because=(each.event,))
