"""Questions about a procedure that several places ask alike, each as a maker of checks.

The packs give them their own words, sources and weights; what fires is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs.common import (
    Course,
    absent,
    day_in,
    endings,
    filled,
    is_document,
    same_person,
    says,
    span,
    stated,
    words_of,
)
from goodstanding.review.packs.dates_said import days_said
from goodstanding.review.rule import Check, Context, Outcome
from goodstanding.review.when import cap, said

Outcomes = Iterator[Outcome]
CAUTIONS = ("warning", "plan_opened")
"""What tells somebody formally that the work has to improve."""
GIVEN = ("support_given", "coaching")


def dismissals(file: ReviewFile) -> Iterator[Course]:
    yield from (c for c in endings(file) if c.action == "dismissal" or c.effect is not None)


def cautions(file: ReviewFile, course: Course) -> list[Event]:
    return [e for e in file.of(*CAUTIONS) if e.order < course.last.order]


def not_warned(weight: Severity | None = None) -> Check:
    """Nothing formal said before the end that the work has to improve and the job depends on it."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            before = cautions(file, course)
            risk = [stated(e, "plainly_ending") for e in before]
            if any(answer.yes for answer in risk):
                continue
            if before and all(answer.no for answer in risk):
                yield Hit(
                    because=(before[-1], course.last), at=course.last, severity=weight,
                    says="What was given before does not say that the job is at risk.",
                )  # fmt: skip
            elif before:
                yield Missing(
                    what=("whether the warning said that the job was at risk",), because=(before[-1],)
                )
            elif file.is_complete(*CAUTIONS):
                yield Hit(because=(course.last,), says="No warning and no plan is recorded before it.")
            else:
                yield Missing(what=("a warning before the end of the job",), because=(course.last,))

    return check


def no_reason_given() -> Check:
    """The decision, or the proposal before it, names no reason."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            told = [e for e in (course.proposal, course.decision) if e is not None]
            if any(e.reasons or filled(e, "words").yes for e in told):
                continue
            if told and all(is_document(e) for e in told):
                yield Hit(because=tuple(told))
            else:
                yield Missing(what=("the reason given to the person",), because=(course.last,))

    return check


def reason_first_at_the_end() -> Check:
    """The reason was not put to the person before the decision."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            decided = course.decision or course.last
            earlier = [e for e in file.of("proposed_action", "invited", "warning", "plan_opened")
                       if e.order < decided.order]  # fmt: skip
            if earlier:
                continue
            if file.is_complete("proposed_action", "invited", "warning", "plan_opened"):
                yield Hit(because=(decided,))
            else:
                yield Missing(what=("that the reason was put to the person before",), because=(decided,))

    return check


def no_chance_to_respond() -> Check:
    """Neither a meeting nor a reply, nor a time for one, before the decision."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            decided = course.decision or course.last
            heard = [e for e in file.of("meeting", "reply") if e.order < decided.order]
            until = day_in(course.proposal, "reply_until")
            offered = until is not None and span(until, decided.when).at_least(0).yes
            nothing = absent(file, ("meeting", "reply"), heard)
            if nothing.no or offered:
                continue
            if nothing.yes:
                yield Hit(because=(decided,))
            else:
                yield Missing(what=("a chance to respond before the decision",), because=(decided,))

    return check


def support_person_refused() -> Check:
    """Somebody to assist was asked for and refused."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for meeting in file.of("meeting", "invited"):
            if says(meeting, "companion", "representative") and says(meeting, "refused"):
                yield Hit(because=(meeting,), says="A refusal is mentioned; look for its reason.")
            elif (
                stated(meeting, "companion", "representative").unknown
                and filled(meeting, "companion").unknown
            ):
                yield Missing(what=("whether somebody to assist was asked for",), because=(meeting,))

    return check


def little_time(key: str = "days") -> Check:
    """Few days between the last warning or the start of the plan and the decision to end the job."""

    def check(file: ReviewFile, ctx: Context) -> Outcomes:
        for course in dismissals(file):
            before = cautions(file, course)
            if not before:
                continue
            decided = course.proposal or course.decision or course.last
            first = next(iter(before))
            time = file.days(first, decided)
            if time.less_than(ctx.days(key)).yes:
                line = f"{cap(time)} from {first.when} to {decided.when}; the limit set is {ctx.days(key)}."
                yield Hit(because=(first, decided), arithmetic=(line,), at=decided)
            elif time.less_than(ctx.days(key)).unknown:
                yield Missing(what=("the days of the warning and of the decision",), because=(first, decided))

    return check


def no_help() -> Check:
    """Neither training nor coaching between the first warning or plan and the end."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            before = cautions(file, course)
            if not before:
                continue
            first = before[0]
            given = [e for e in file.of(*GIVEN) if first.order < e.order < course.last.order]
            nothing = absent(file, GIVEN, given)
            if nothing.yes:
                yield Hit(because=(first, course.last), at=course.last)
            elif nothing.unknown:
                yield Missing(what=("training or other help after the warning",), because=(first,))

    return check


def standard_not_known() -> Check:
    """No standard of the job was communicated before it was applied."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            kinds = ("standard", "concern", "plan_opened", "coaching")
            known = [e for e in file.of(*kinds) if e.order < course.last.order]
            nothing = absent(file, kinds, known)
            if nothing.yes:
                yield Hit(because=(course.last,))
            elif nothing.unknown:
                yield Missing(
                    what=("the standard that was expected, and when it was made known",),
                    because=(course.last,),
                )

    return check


def no_measurable_standard() -> Check:
    """A plan of whose required goals one names nothing that is measured or seen."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for plan in file.plans:
            opened, terms = plan.opened, plan.terms
            if opened is None:
                continue
            if terms is None or not terms.whole:
                yield Missing(what=("the standard that the plan states",), because=(opened,))
                continue
            for goal in terms.goals:
                if goal.required and goal.target is None and not goal.target_words:
                    yield Hit(because=(opened,), says=f"“{goal.statement[:120]}”")

    return check


def failure_not_detailed() -> Check:
    """The warning or plan names no dated fact of what fell short."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            for event in cautions(file, course)[-1:]:
                dated = bool(event.payload.get("deficiencies")) or any(days_said(words_of(event)))
                if dated:
                    continue
                if is_document(event):
                    yield Hit(because=(event,), at=event)
                else:
                    yield Missing(what=("the facts that the warning names",), because=(event,))

    return check


def names_nothing(kinds: tuple[str, ...], statement: str, what: str) -> Check:
    """Nothing in the file says a thing that the documents of these kinds should say."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            if any(says(e, statement) for e in file.events):
                continue
            documents = [e for e in file.of(*kinds) if e.order <= course.last.order]
            if documents and is_document(documents[-1]) and file.is_complete(*kinds):
                yield Hit(because=(documents[-1], course.last), at=course.last)
            else:
                yield Missing(what=(what,), because=(course.last,))

    return check


def alone() -> Check:
    """Whoever wrote the plan also decided, and nobody else looked at it in between."""

    def check(file: ReviewFile, _ctx: Context) -> Outcomes:
        for course in dismissals(file):
            opened = course.plan.opened if course.plan else None
            decided = course.decision
            if opened is None or decided is None:
                continue
            reviewed = [e for e in file.of("plan_approved", "plan_allowed", "appeal_decision")
                        if same_person(e, opened).no]  # fmt: skip
            one = same_person(opened, decided)
            if one.yes and not reviewed:
                yield Hit(because=(opened, decided), at=decided)
            elif one.unknown:
                yield Missing(what=("who wrote the plan and who decided",), because=(opened, decided))

    return check


def deleted_early() -> Check:
    """Records of the person are due to be deleted before the time for which they are kept."""

    def check(file: ReviewFile, ctx: Context) -> Outcomes:
        due = ctx.comparators.deletions_due
        kept: Iterable[Event] = file.of("plan_closed", "decision", "termination")
        last = max(kept, key=lambda e: e.order, default=None)
        if last is None:
            return
        day = last.when.exact
        if due is None or day is None:
            yield Missing(what=("when records of this file are due to be deleted",), because=(last,))
        elif early := [d for d in due if d < day + timedelta(days=ctx.days("days"))]:
            line = (
                f"Due on {said(min(early))}; to be kept until {said(day + timedelta(days=ctx.days('days')))}."
            )
            yield Hit(because=(last,), arithmetic=(line,))

    return check


def told_late(kinds: tuple[str, ...]) -> Check:
    """A negative entry of which the person was not told in time."""

    def check(file: ReviewFile, ctx: Context) -> Outcomes:
        for event in file.of(*kinds):
            if event.tone != "critical" or event.recorded is None:
                continue
            known = event.acknowledged
            recorded = event.recorded.date()
            if known is None and event.communicated.yes:
                if (ctx.as_of - recorded).days > ctx.days("days"):
                    yield Missing(what=("the day on which the person was told",), because=(event,))
            elif known is None and event.communicated.no:
                if (ctx.as_of - recorded).days > ctx.days("days"):
                    yield Hit(
                        because=(event,),
                        arithmetic=(f"Written down on {said(recorded)}; not told by {said(ctx.as_of)}.",),
                    )
            elif known is not None and known.first and (known.first - recorded).days > ctx.days("days"):
                yield Hit(
                    because=(event,), arithmetic=(f"Written down on {said(recorded)}; told on {known}.",)
                )

    return check
