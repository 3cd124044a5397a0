"""The proposal: what it may rest on, what it says, and the time that it gives."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs.common import (
    Course,
    day_in,
    effective,
    endings,
    is_document,
    law,
    received,
    says,
    span,
    stated,
    words_of,
    years_from,
)
from goodstanding.review.packs.dates_said import days_said
from goodstanding.review.packs.us_federal.elements import goals
from goodstanding.review.packs.us_federal.sources import CFR_105, PROPOSAL, USC
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import cap, said

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE


@HERE.rule(
    id="F18",
    title="A proposal on an element that was not failed",
    means="A proposal may rest only on an element for which an opportunity was given, and in which "
    "performance was unacceptable during or after it.",
    innocent=("The element was failed again after the period, and that is recorded elsewhere.",),
    settles=(
        "For each element in the proposal: the notice that opened its opportunity and the determination.",
    ),
    asks="For which of the elements in the proposal was I given an opportunity, and which were determined "
    "not met?",
    source=law("5 CFR 432.105(a)(1)", CFR_105),
    versions=(Version(severity=DECISIVE),),
)
def element_not_failed(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        plan, proposal = course.plan, course.proposal
        if proposal is None:
            continue
        if plan is None or plan.opened is None:
            if file.is_complete("plan_opened"):
                yield Hit(because=(proposal,), says="No opportunity period is recorded before it.")
            else:
                yield Missing(what=("the opportunity period that it rests on",), because=(proposal,))
            continue
        results = {e.goal: e.result for e in plan.all("goal_determined")}
        relapsed = [e for e in plan.all("relapse") if e.order < proposal.order]
        wanted = [g.id for g in goals(plan)]
        if not wanted or any(g not in results for g in wanted):
            yield Missing(what=("a determination of each element",), because=(plan.opened, proposal))
        elif not relapsed and all(results[g] == "met" for g in wanted):
            yield Hit(
                because=(plan.opened, proposal), says="Each required goal was determined met.", at=proposal
            )


@HERE.rule(
    id="F19",
    title="A relapse after more than a year",
    means="If performance was acceptable for one year from the start of the opportunity and falls short "
    "again, a new opportunity is owed before anything is proposed. An earlier relapse needs none.",
    innocent=("A new opportunity was given and is recorded in another file.",),
    settles=("The day on which the opportunity began and the first day of the renewed shortfall.",),
    asks="More than a year had passed since my opportunity began. Was I given a new one?",
    source=law("5 CFR 432.105(a)(2)", CFR_105),
    versions=(Version(severity=DECISIVE),),
)
def late_relapse(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        plan, proposal = course.plan, course.proposal
        if plan is None or plan.opened is None or proposal is None:
            continue
        relapses = [e for e in plan.all("relapse") if e.order < proposal.order]
        if not relapses:
            continue
        start = plan.opened.terms.starts if plan.opened.terms else None
        start = max(filter(None, (start, plan.opened.when.exact)), default=None)
        fell = day_in(relapses[-1], "from_day")
        day = fell.exact if fell else relapses[-1].when.exact
        if start is None or day is None:
            yield Missing(
                what=("the start of the opportunity and the day of the relapse",), because=(relapses[-1],)
            )
        elif day > years_from(start, 1):
            line = (
                f"The opportunity began on {said(start)}; a year ended on {said(years_from(start, 1))}; "
                f"the relapse is of {said(day)}."
            )
            yield Hit(because=(plan.opened, relapses[-1], proposal), arithmetic=(line,), at=proposal)


@HERE.rule(
    id="F20",
    title="An instance more than a year old",
    means="A proposal may rest only on instances within the year that ends with the day of the proposal.",
    innocent=("The older day is told as history and is not relied on.",),
    settles=("The list of instances relied on, each with its day.",),
    asks="Which instances does the proposal rest on, and on which days were they?",
    source=law("5 USC 4303(c)(2); 5 CFR 432.105(a)(3)", CFR_105),
    versions=(Version(severity=DECISIVE),),
)
def old_instance(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal = course.proposal
        if proposal is None:
            continue
        day = proposal.when.exact
        named = sorted(set(days_said(words_of(proposal))))
        if day is None or not named:
            yield Missing(what=("the days of the instances that the proposal lists",), because=(proposal,))
            continue
        year_before = years_from(day, -1)
        too_old = [d for d in named if d < year_before]
        if too_old:
            # A day may be told as background: only if none lies inside the year does it carry the proposal.
            whole = is_document(proposal) and len(too_old) == len(named)
            weight = None if whole else SERIOUS
            yield Hit(because=(proposal,), severity=weight, arithmetic=tuple(
                f"{said(d)} is more than a year before the proposal of {said(day)}." for d in too_old
            ))  # fmt: skip


@HERE.rule(
    id="F21",
    title="The proposal does not list instances and elements",
    means="The notice of proposed action lists each instance of unacceptable performance and the critical "
    "element that each belongs to, so that the employee can answer it.",
    innocent=("They are listed in an annex that was not filed.",),
    settles=("The list of instances with the element of each.",),
    asks="Which instance is meant in each element?",
    source=PROPOSAL,
    versions=(Version(severity=DECISIVE),),
)
def proposal_without_list(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal = course.proposal
        if proposal is None:
            if course.effect and file.is_complete("proposed_action"):
                yield Hit(because=(course.effect,), says="No proposal is recorded before the action.")
        elif not is_document(proposal):
            yield Missing(what=("the text of the proposal",), because=(proposal,))
        elif not proposal.reasons:
            yield Hit(because=(proposal,), says="It names no element.")
        elif not any(days_said(words_of(proposal))):
            yield Hit(because=(proposal,), severity=SERIOUS, says="It names no dated instance.")


@HERE.rule(
    id="F22",
    title="Less than thirty days’ notice",
    means="The action may take effect at the earliest thirty days after the employee received the proposal.",
    innocent=(
        "The employee left earlier at their own wish.",
        "The proposal was received earlier than recorded.",
    ),
    settles=("Proof of the day on which the proposal was received.",),
    asks="On which day did the thirty days of notice begin?",
    source=PROPOSAL,
    versions=(Version(severity=DECISIVE),),
    parameters={"days": 30},
    parameter_words={"days": "Calendar days from receipt of the proposal to the effect."},
)
def short_notice(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal, takes_effect = course.proposal, effective(course)
        if proposal is None:
            continue
        if takes_effect is None:
            if course.decision is not None:
                yield Missing(
                    what=("the day on which the action took effect",), because=(proposal, course.decision)
                )
            continue
        notice = span(received(proposal), takes_effect)
        short = notice.less_than(ctx.days("days"))
        if short.yes:
            line = f"{cap(notice)} from {received(proposal)} to {takes_effect}; {ctx.days('days')} are due."
            yield Hit(because=(proposal, course.last), arithmetic=(line,), at=course.last)
        elif short.unknown:
            yield Missing(
                what=("the days of the receipt and of the effect",), because=(proposal, course.last)
            )


@HERE.rule(
    id="F23",
    title="Notice extended without a listed reason",
    means="The agency may extend the notice by up to thirty days; beyond that it needs one of the listed "
    "reasons (medical information, travel for an oral reply, more time to answer, accommodation, a search "
    "for another position, a stay) or OPM’s approval.",
    innocent=("The employee asked for the time.",),
    settles=("The reason for each extension, in its own entry.",),
    asks="For which reason was the notice extended?",
    source=law("5 CFR 432.105(a)(4)(i)(B)-(C), the list", CFR_105, confirmed=False),
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 60},
    parameter_words={"days": "Calendar days of notice above which a listed reason is due."},
)
def long_notice(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal, decision = course.proposal, course.decision
        if proposal is None or decision is None:
            continue
        decided = day_in(decision, "effective_on") or decision.when
        length = span(received(proposal), decided)
        longer = length.more_than(ctx.days("days"))
        if longer.unknown:
            yield Missing(what=("the days of the proposal and of the effect",), because=(proposal, decision))
        elif longer.yes and not any(
            says(e, "extension_reason") for e in file.events if proposal.order < e.order < decision.order
        ):
            line = f"{cap(length)}; above {ctx.days('days')} a listed reason is due."
            yield Hit(because=(proposal, decision), arithmetic=(line,), at=decision)


@HERE.rule(
    id="F24",
    title="No reasonable chance to answer, orally and in writing",
    means="The employee is given a reasonable time to answer orally and in writing, before anything is "
    "decided.",
    innocent=("The employee waived the answer.", "The invitation to answer orally was given in the meeting."),
    settles=("The offer of both ways with its dates, and a summary of the oral answer.",),
    asks="Until when, and in which ways, may I answer?",
    source=law("5 USC 4303(b)(1)(C)", USC, confirmed=False),
    versions=(Version(severity=DECISIVE),),
    parameters={"days": 7},
    parameter_words={"days": "Calendar days that the time to answer should have at least."},
    decisive_key="no_hearing_before_decision",
)
def no_time_to_answer(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal = course.proposal
        if proposal is not None:
            yield from _answer(file, course, ctx.days("days"))


def _answer(file: ReviewFile, course: Course, least: int) -> Iterator[Outcome]:
    proposal, decision = course.proposal, course.decision
    assert proposal is not None
    until = day_in(proposal, "reply_until") or (proposal.until if proposal.until.countable else None)
    if until is None:
        yield Missing(what=("the time given to answer",), because=(proposal,))
        return
    time = span(received(proposal), until)
    if time.less_than(least).yes:
        line = f"{cap(time)} to answer; {least} are asked for."
        yield Hit(because=(proposal,), severity=SERIOUS, arithmetic=(line,))
    elif decision is not None and course.reply is None and span(decision.when, until).at_least(1).yes:
        if file.is_complete("reply"):
            yield Hit(
                because=(proposal, decision), says="The decision came before the time to answer was over.",
                arithmetic=(f"Time to answer ran until {until}; decided on {decision.when}.",), at=decision,
            )  # fmt: skip
        else:
            yield Missing(what=("whether the person had answered",), because=(proposal, decision))
    elif stated(proposal, "oral").no:
        yield Hit(because=(proposal,), severity=SERIOUS, says="An oral answer is not offered in its words.")


@HERE.rule(
    id="F25",
    title="The right to a representative is not stated",
    means="The employee may be represented by an attorney or another person; a refusal of a representative "
    "needs a reason.",
    innocent=("The right was stated in a covering letter that was not filed.",),
    settles=("The sentence that states the right.",),
    asks="May I be represented, and by whom?",
    source=law("5 USC 4303(b)(1)(B); 5 CFR 432.105(a)(4)(iii)", USC, confirmed=False),
    # What is missing is words, which the letter itself may hold: each occurrence is serious at most.
    versions=(Version(severity=DECISIVE),),
)
def no_representative(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal = course.proposal
        if proposal is None:
            continue
        after = [e for e in (course.reply, course.decision) if e is not None]
        refused = [e for e in after if says(e, "representative") and says(e, "refused")]
        said = stated(proposal, "representative")
        if refused:
            yield Hit(
                because=(refused[0],), severity=SERIOUS, says="A refusal is mentioned; look for its reason."
            )
        elif said.no:
            yield Hit(because=(proposal,), severity=SERIOUS, says="The words of the proposal do not name it.")
        elif said.unknown:
            yield Missing(what=("whether the right to a representative was stated",), because=(proposal,))
