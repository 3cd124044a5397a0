"""The decision: who, when, on what, and with which rights."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import BOTH_SIDES, Audience, Hit, Missing, Severity
from goodstanding.review.packs.common import (
    day_in,
    effective,
    endings,
    filled,
    is_document,
    law,
    received,
    same_person,
    says,
    span,
    stated,
)
from goodstanding.review.packs.us_federal.sources import CFR_105, CFR_107, USC
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import cap

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE


@HERE.rule(
    id="F26",
    title="Medical information not taken up",
    means="If the employee offers medical documentation in the reply, the agency considers it, and gives "
    "information on accommodation and disability retirement.",
    innocent=("It was taken up in the leave and accommodation compartment, which this reader does not see.",),
    settles=("The part of the decision, or the entry, that deals with the medical information.",),
    asks="I gave medical information in my reply. Where was it considered?",
    source=law("5 CFR 432.105(a)(4)(iv)", CFR_105, confirmed=False),
    versions=(Version(severity=SERIOUS),),
    audience=BOTH_SIDES | {Audience.LEAVE},
)
def medical_ignored(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        reply, decision = course.reply, course.decision
        if reply is None or decision is None or not says(reply, "medical"):
            continue
        taken_up = any(says(e, "medical", "adjustment") for e in file.events if e.order > reply.order)
        if not taken_up:
            if stated(decision, "medical", "adjustment").no:
                yield Hit(because=(reply, decision), at=decision)
            else:
                yield Missing(what=("how the medical information was considered",), because=(reply, decision))


@HERE.rule(
    id="F27",
    title="Decided late",
    means="The decision is due within thirty days after the notice period has ended. A later one is tested "
    "for harm.",
    innocent=(
        "The notice period was extended for a listed reason.",
        "The delay was at the employee’s request.",
    ),
    settles=("The end of the notice period as extended, with the reason.",),
    asks="When did the notice period end, and why did the decision come later?",
    source=law("5 USC 4303(c)(1); Diaz v. Air Force, 63 F.3d 1107", USC, confirmed=False),
    versions=(Version(severity=SERIOUS),),
    parameters={"notice": 30, "days": 30},
    parameter_words={
        "notice": "Calendar days of notice.",
        "days": "Calendar days after it for the decision.",
    },
)
def late_decision(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal, decision = course.proposal, course.decision
        if proposal is None or decision is None:
            continue
        allowed = ctx.days("notice") + ctx.days("days")
        took = span(received(proposal), decision.when)
        late = took.more_than(allowed)
        if late.unknown:
            yield Missing(what=("the days of the proposal and the decision",), because=(proposal, decision))
        elif late.yes and not _extended(file, proposal, decision):
            yield Hit(
                because=(proposal, decision),
                arithmetic=(f"It took {took}; {allowed} are allowed.",),
                at=decision,
            )


def _extended(file: ReviewFile, proposal: Event, decision: Event) -> bool:
    return any(says(e, "extension_reason") for e in file.events if proposal.order < e.order < decision.order)


@HERE.rule(
    id="F28",
    title="Proposed and decided by one person",
    means="The decision has to be made, or concurred in, by somebody in a higher position than the one who "
    "proposed, unless the head of the agency proposed.",
    innocent=("Somebody higher concurred, and their concurrence was not filed.",),
    settles=("The concurrence of somebody in a higher position.",),
    asks="Who decided, and what is their position towards the person who proposed?",
    source=law("5 USC 4303(b)(1)(D)(ii)", USC, confirmed=False),
    versions=(Version(severity=DECISIVE),),
)
def same_decider(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal, decision = course.proposal, course.decision
        if proposal is None or decision is None:
            continue
        one = same_person(proposal, decision)
        if one.yes:
            # A summary may name both by their office alone.
            weight = None if is_document(decision) else SERIOUS
            yield Hit(because=(proposal, decision), severity=weight, at=decision)
        elif one.unknown:
            yield Missing(what=("who proposed and who decided",), because=(proposal, decision))


@HERE.rule(
    id="F29",
    title="The decision does not carry what it has to",
    means="The decision considers the answer, uses only the instances that were in the notice, names them, "
    "comes at or before the effective day, and states the rights of appeal and grievance.",
    innocent=("A part of the decision stands in an annex that was not filed.",),
    settles=("The full decision with its annexes.",),
    asks="Where does the decision deal with my answer, and which rights does it state?",
    source=law("5 CFR 432.105(b)", CFR_105, confirmed=False),
    versions=(Version(severity=DECISIVE),),
)
def incomplete_decision(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        proposal, decision = course.proposal, course.decision
        if decision is None:
            continue
        answered, rights = filled(decision, "answer_to_reply"), filled(decision, "appeal_how")
        if answered.unknown or rights.unknown:
            yield Missing(what=("the text of the decision",), because=(decision,))
            continue
        if course.reply is not None and answered.no:
            yield Hit(because=(course.reply, decision), says="It does not answer the reply.", at=decision)
        if rights.no:
            yield Hit(because=(decision,), says="It states no right of appeal.")
        added = set(decision.reasons) - set(proposal.reasons if proposal else ())
        if proposal is not None and proposal.reasons and added:
            named = "; ".join(sorted(added))
            yield Hit(because=(proposal, decision), says=f"Not in the proposal: {named}.", at=decision)
        takes_effect = effective(course)
        if takes_effect is not None and span(takes_effect, decision.when).at_least(1).yes:
            line = f"It took effect on {takes_effect}; it was decided on {decision.when}."
            yield Hit(because=(decision,), says="It took effect before it was decided.", arithmetic=(line,))


@HERE.rule(
    id="F30",
    title="The time to appeal is stated too short",
    means="An appeal to the Board can be filed until thirty days after the later of the effective day and "
    "the receipt of the decision.",
    innocent=("The day named is that of another procedure, such as an internal one.",),
    settles=("The paragraph on the appeal to the Board, with its day.",),
    asks="Until which day can I appeal to the Board?",
    source=law("5 CFR 1201.22(b)", "https://www.law.cornell.edu/cfr/text/5/1201.22", confirmed=False),
    versions=(Version(severity=NOTE),),
    parameters={"days": 30},
    parameter_words={"days": "Calendar days to appeal."},
)
def short_appeal(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        decision = course.decision
        if decision is None:
            continue
        until, takes_effect = day_in(decision, "appeal_until"), effective(course)
        if until is None:
            yield Missing(what=("the day until which an appeal is possible",), because=(decision,))
            continue
        starts = [received(decision), *([takes_effect] if takes_effect else [])]
        time = min(
            (span(start, until) for start in starts), key=lambda s: s.most if s.most is not None else 9999
        )
        if time.less_than(ctx.days("days")).yes:
            yield Hit(
                because=(decision,),
                arithmetic=(f"{cap(time)} to appeal, until {until}; {ctx.days('days')} are due.",),
            )


@HERE.rule(
    id="F31",
    title="The record of the action is not whole",
    means="The agency keeps the proposal, the answer or its summary, the decision with its reasons, and "
    "the supporting material with the documents of the opportunity, and gives the employee or "
    "representative access to it.",
    innocent=("A part is kept in another system, with a reference that was not entered here.",),
    settles=("The missing parts, or where they are kept.",),
    asks="May I see the whole record, with the documents of the opportunity period?",
    source=law("5 CFR 432.107(a)", CFR_107, confirmed=False),
    versions=(Version(severity=DECISIVE),),
)
def record_not_whole(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        if course.decision is None and course.effect is None:
            continue
        parts = {
            "proposed_action": course.proposal,
            "decision": course.decision,
            "plan_opened": course.plan.opened if course.plan else None,
        }
        lacking = [name for name, event in parts.items() if event is None]
        if not lacking:
            continue
        said = ", ".join(name.replace("_", " ") for name in lacking)
        if file.is_complete(*lacking):
            yield Hit(because=(course.last,), says=f"Not in the file: {said}.")
        else:
            yield Missing(what=(said,), because=(course.last,))
