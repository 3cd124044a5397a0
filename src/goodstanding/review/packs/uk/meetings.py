"""The invitation, the meeting, the companion, and the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.domain.working_days import Calendar, working_days_between
from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs.common import day_in, endings, filled, is_document, says, span, stated
from goodstanding.review.packs.uk.sources import acas
from goodstanding.review.reading import OWN_WORDS
from goodstanding.review.rule import Context, Outcome, Registry, Version

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE


def _calendar(file: ReviewFile) -> Calendar:
    code = file.jurisdiction if file.jurisdiction.upper().startswith("GB") else "GB-ENG"
    return Calendar(code, file.working_weekdays)


@HERE.rule(
    id="U06",
    title="Invited without the problem or what may follow",
    means="The person is told in writing of the problem of performance and its possible consequences, in "
    "enough detail to prepare an answer.",
    innocent=("It stood in a letter that was not filed.",),
    settles=("The letter that names the problem and the possible consequences.",),
    asks="What is the problem that the meeting is about, and what may follow?",
    source=acas("paragraph 9"),
    versions=(Version(severity=DECISIVE),),
    decisive_key="consequence_not_stated",
)
def invitation_without_consequence(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for invited in file.of("invited"):
        agenda, consequences = filled(invited, "agenda"), filled(invited, "consequences")
        if agenda.unknown or consequences.unknown:
            if not says(invited, "ending"):
                yield Missing(what=("what the invitation said",), because=(invited,))
        elif agenda.no or consequences.no:
            yield Hit(because=(invited,))


@HERE.rule(
    id="U07",
    title="The evidence was not sent with the invitation",
    means="Written evidence, with any witness statements, is normally given with the invitation.",
    innocent=("It was handed over in time in another way.",),
    settles=("The list of what was sent, and when.",),
    asks="Which evidence will be used, and when do I get it?",
    source=acas("paragraph 9"),
    versions=(Version(severity=SERIOUS),),
)
def invitation_without_evidence(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for invited in file.of("invited"):
        evidence = filled(invited, "evidence")
        if evidence.no:
            yield Hit(because=(invited,))
        elif evidence.unknown:
            yield Missing(what=("the evidence sent with the invitation",), because=(invited,))


@HERE.rule(
    id="U08",
    title="Invited without time, place or the right to be accompanied",
    means="The invitation gives the time and the place and tells of the right to be accompanied.",
    innocent=("It was said in a letter that was not filed.",),
    settles=("The sentence that tells of the right.",),
    asks="May I be accompanied at this meeting, and by whom?",
    source=acas("paragraph 10"),
    versions=(Version(severity=SERIOUS),),
)
def invitation_without_companion(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for invited in file.of("invited"):
        told = stated(invited, "companion")
        if told.no or filled(invited, "at").no or filled(invited, "meeting_on").no:
            yield Hit(because=(invited,))
        elif told.unknown:
            yield Missing(what=("whether the right to be accompanied was named",), because=(invited,))


@HERE.rule(
    id="U09",
    title="Little time to prepare",
    means="Between the invitation and the meeting there has to be reasonable time to prepare.",
    innocent=("The person asked for the early day.", "The evidence was known for long."),
    settles=("A later day, or the person’s agreement to this one.",),
    asks="May the meeting be later, so that I can prepare?",
    source=acas("paragraph 11"),
    versions=(Version(severity=SERIOUS),),
    parameters={"working_days": 3},
    parameter_words={"working_days": "Working days between the invitation and the meeting; five are better."},
)
def short_preparation(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for invited in file.of("invited"):
        planned, sent = day_in(invited, "meeting_on"), invited.when.exact
        held = planned.exact if planned else _held(file, invited)
        if held is None or sent is None:
            yield Missing(what=("the days of the invitation and of the meeting",), because=(invited,))
            continue
        days = working_days_between(_calendar(file), sent, held)
        if days < ctx.days("working_days"):
            line = f"{days} working days from {sent} to {held}; {ctx.days('working_days')} are asked for."
            yield Hit(because=(invited,), arithmetic=(line,))


def _held(file: ReviewFile, invited: Event) -> date | None:
    later = next((e for e in file.of("meeting") if e.order > invited.order), None)
    return later.when.exact if later else None


@HERE.rule(
    id="U10",
    title="What the minutes of the meeting leave out",
    means="At the meeting the complaint is explained and the evidence gone through; the person answers, "
    "asks questions, presents evidence and calls witnesses. The minutes should show it.",
    innocent=("It was done and the minutes are short.",),
    settles=("Minutes that both sides confirm, with the person’s answer in them.",),
    asks="Where do the minutes hold my answer and what I brought?",
    source=acas("paragraph 12", confirmed=False),
    versions=(Version(severity=NOTE),),
)
def thin_minutes(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for meeting in file.of("meeting"):
        told = stated(meeting, "witnesses")
        if told.no:
            yield Hit(because=(meeting,), says="They name neither evidence nor questions nor witnesses.")
        elif told.unknown:
            yield Missing(what=("what the minutes say",), because=(meeting,))


@HERE.rule(
    id="U11",
    title="A companion was refused",
    means="A worker may bring a fellow worker, a trade union representative or an official to a formal "
    "meeting. A reasonable request is granted; who it is is the worker’s choice.",
    innocent=("The person asked for was none of these.",),
    settles=("The request, the answer and its reason.",),
    asks="Why was my companion not accepted?",
    source=acas("paragraphs 13 to 15", confirmed=False),
    versions=(Version(severity=DECISIVE),),
)
def companion_refused(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.events:
        if event.kind in OWN_WORDS:
            continue
        both = event.kind == "meeting" and says(event, "companion") and says(event, "refused")
        if both or says(event, "companion_denied"):
            yield Hit(because=(event,), severity=SERIOUS)
        elif event.kind == "meeting" and filled(event, "companion").unknown:
            yield Missing(what=("whether a companion was asked for and came",), because=(event,))


@HERE.rule(
    id="U12",
    title="Not postponed for the companion",
    means="If the companion cannot come and another day within five working days is proposed, the employer "
    "has to postpone to it.",
    innocent=("No other day was proposed within five working days.",),
    settles=("The proposed day, and the answer to it.",),
    asks="I proposed another day for my companion. Why was the meeting not moved?",
    source=acas("paragraph 16", confirmed=False),
    versions=(Version(severity=DECISIVE),),
)
def not_postponed(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for invited in file.of("invited"):
        asked = [
            e
            for e in file.events
            if e.refers_to == invited.id and e.kind == "answer" and says(e, "companion")
        ]
        meeting = next((e for e in file.of("meeting") if e.order > invited.order), None)
        if not asked or meeting is None:
            continue
        moved = any("to_day" in e.payload for e in file.events if invited.order < e.order < meeting.order)
        planned = day_in(invited, "meeting_on")
        if planned is None:
            yield Missing(what=("the day first set",), because=(invited, asked[0]))
        elif not moved and meeting.when == planned:
            yield Hit(because=(invited, asked[0], meeting), severity=SERIOUS, at=meeting)


@HERE.rule(
    id="U13",
    title="The companion was restricted",
    means="A companion may address the meeting, sum up, respond to views and confer with the worker; they "
    "may not answer questions in the worker’s place. Any other restriction should be recorded with its "
    "reason.",
    innocent=("The companion was only asked not to answer in the worker’s place.",),
    settles=("What the companion was allowed to do, in the minutes.",),
    asks="What was my companion kept from doing, and why?",
    source=acas("paragraph 17", confirmed=False),
    versions=(Version(severity=SERIOUS),),
)
def companion_restricted(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for meeting in file.of("meeting"):
        if not is_document(meeting):
            yield Missing(what=("what the companion did in the meeting",), because=(meeting,))
        elif filled(meeting, "companion").yes and says(meeting, "refused"):
            yield Hit(because=(meeting,))


@HERE.rule(
    id="U14",
    title="Decided at or before the meeting",
    means="What is decided is decided after the meeting and given in writing. An outcome that bears the "
    "day of the meeting, or an earlier one, looks settled beforehand.",
    innocent=(
        "The meeting was adjourned for a real time before the decision of the same day, and the "
        "minutes say so.",
    ),
    settles=("The hour at which the meeting ended and the hour of the decision.",),
    asks="When was the decision made, and when was the letter written?",
    source=acas("paragraph 18", confirmed=False),
    versions=(Version(severity=DECISIVE),),
    decisive_key="decision_prejudged",
)
def decided_before(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        outcome = course.decision or course.effect
        if outcome is None:
            continue
        meetings = [e for e in file.of("meeting") if e.when.first or e.when.last]
        if not meetings:
            missing = file.is_complete("meeting", "reply") and course.reply is None
            if missing:
                yield Hit(because=(outcome,), says="No meeting or reply is recorded before it.")
            else:
                yield Missing(what=("the meeting before the decision",), because=(outcome,))
            continue
        gap = span(meetings[-1].when, outcome.when)
        if gap.less_than(0).yes and outcome.order < meetings[-1].order:
            yield Hit(
                because=(outcome, meetings[-1]),
                arithmetic=(f"Decided on {outcome.when}; the meeting was on {meetings[-1].when}.",),
            )
        elif gap.least == 0 and gap.most == 0 and not (outcome.recorded and meetings[-1].recorded):
            yield Missing(
                what=("the hours of the meeting and the decision",), because=(meetings[-1], outcome)
            )
        elif gap.most == 0 and _recorded_before(outcome, meetings[-1]):
            yield Hit(
                because=(outcome, meetings[-1]), says="It was recorded before the meeting was.", at=outcome
            )


def _recorded_before(outcome: Event, meeting: Event) -> bool:
    return bool(outcome.recorded and meeting.recorded and outcome.recorded <= meeting.recorded)
