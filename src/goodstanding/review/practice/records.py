"""Whether the record was made at the time, is whole, and is what it appears to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Audience, Ground, Hit, Missing, Severity, Source
from goodstanding.review.practice.sources import BURTON
from goodstanding.review.reading import (
    GUIDANCE,
    SAID_OF_WORK,
    before,
    ending_of,
    established,
    first_adverse,
    is_criticism,
    is_for_performance,
)
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import said

HERE = Registry()
HR_AND_COUNSEL = frozenset({Audience.HR, Audience.COUNSEL})


def delay(event: Event) -> int | None:
    """Days from the day on which it happened to the day on which it was written down, where both are
    known."""
    day = event.when.exact
    return (event.recorded.date() - day).days if event.recorded and day else None


@HERE.rule(
    id="D01",
    title="Written down late",
    means="Notes made at the time are believed; notes made weeks later are asked about. The record shows "
    "both "
    "days, so a late note is honest, but it weighs less.",
    innocent=(
        "The entries were brought in from an earlier system, which kept its own dates.",
        "The note was made at once elsewhere and copied later.",
    ),
    settles=("The original note with its own date.", "A word on why it was recorded later."),
    asks="When was this first written down, and may I see the original?",
    source=Source(
        "Top ten mistakes in documenting performance (Mondaq)", "http://www.mondaq.com/unitedstates/x/340068/"
    ),
    parameters={"late": 7, "very_late": 30},
    parameter_words={
        "late": "days after the event from which a note is late",
        "very_late": "days after the event from which it is very late",
    },
    versions=(Version(severity=Severity.NOTE),),
)
def written_late(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    late: list[tuple[Event, int]] = []
    for event in file.events:
        days = delay(event)
        if event.kind in SAID_OF_WORK - {"appraisal"} and days is not None and days > ctx.days("late"):
            late.append((event, days))
    very = [(e, d) for e, d in late if d > ctx.days("very_late")]
    some = [(e, d) for e, d in late if d <= ctx.days("very_late")]
    for group, severity in ((very, Severity.SERIOUS), (some, Severity.NOTE)):
        if group:
            yield Hit(
                because=tuple(e for e, _ in group),
                severity=severity,
                arithmetic=tuple(f"{e.when}: written down {d} days later." for e, d in group),
            )


@HERE.rule(
    id="D02",
    title="Written after the decision, about the time before it",
    means="A record of shortfalls that is written once the step has been decided, or is asked for, looks "
    "made "
    "for the purpose. Courts have refused to rely on it.",
    innocent=(
        "It summarises notes made at the time, which exist.",
        "It was asked for by counsel or an authority, and says so.",
    ),
    settles=("The notes made at the time.", "Evidence of the shortfall from before the decision."),
    asks="Which of these records existed before the decision was taken?",
    source=BURTON,
    parameters={"days": 14, "notes": 3},
    parameter_words={
        "days": "days before the step within which late notes about earlier events count",
        "notes": "late notes from which it is a pattern",
    },
    decisive_key="after_the_fact_documentation",
)
def written_after_decision(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("written_after"):
        grave = established(event) and not _enough(file, event)
        yield Hit(
            because=(event,),
            severity=Severity.DECISIVE if grave else Severity.SERIOUS,
            says="The file says that it was written afterwards.",
        )
    yield from _asked_for_afterwards(file)
    step = next((e for e in file.events if e.kind in {"exit_artefact", "proposed_action", "decision"}), None)
    step = step or first_adverse(file)
    day = step.when.exact if step else None
    if step is None or day is None:
        return
    past = [e for e in file.events if is_criticism(e) and e.when.exact and e.when.exact < day and e.recorded]
    afterwards = [e for e in past if e.recorded.date() > day]  # type: ignore[union-attr]
    at_the_time = [e for e in past if e not in afterwards]
    if afterwards:
        yield Hit(
            because=(Ground(step, "the step"), *afterwards),
            severity=Severity.SERIOUS if at_the_time else Severity.DECISIVE,
            arithmetic=tuple(_recorded(e, day) for e in afterwards),
            says="" if at_the_time else "No criticism of the time stands beside it.",
        )
    yield from _just_before(step, day, past, ctx)


def _asked_for_afterwards(file: ReviewFile) -> Iterator[Outcome]:
    """Once the job had ended, somebody was asked to write down what is held against the person."""
    ending = ending_of(file)
    for event in file.stating("asked_to_write"):
        if ending is not None and event.order > ending.order and "written_after" not in event.states:
            yield Hit(
                because=(Ground(ending, "the end"), event),
                severity=Severity.DECISIVE if established(event) else Severity.SERIOUS,
                says="It was asked for after the end.",
            )


def _just_before(step: Event, day: date, past: list[Event], ctx: Context) -> Iterator[Outcome]:
    """Several notes about earlier events that were written in the last days before the step."""
    rushed = [
        e
        for e in past
        if e.recorded
        and 0 <= (day - e.recorded.date()).days <= ctx.days("days")
        and (delay(e) or 0) > ctx.days("days")
    ]
    if len(rushed) >= ctx.days("notes"):
        yield Hit(
            because=(Ground(step, "the step"), *rushed),
            arithmetic=tuple(_recorded(e, day) for e in rushed),
            says=f"{len(rushed)} notes about earlier events were recorded in the {ctx.days('days')} days "
            f"before it.",
        )


def _recorded(event: Event, step: date) -> str:
    recorded = event.recorded.date() if event.recorded else step
    gap = (recorded - step).days
    where = f"{gap} days after" if gap > 0 else f"{-gap} days before" if gap < 0 else "on the day of"
    return f"{event.when}: written down on {said(recorded)}, {where} the step."


@HERE.rule(
    id="P01",
    title="What is alleged has no record from the time",
    means="A history of poor performance that nobody wrote down when it happened rests on memory. Where the "
    "end "
    "of the job rests on it, the absence of a record of the time has been decisive.",
    innocent=("The record exists and is kept elsewhere.", "The work was measured, and the figures are kept."),
    settles=("Appraisals, notes, messages or figures of the time.",),
    asks="Which records of the time show the shortfalls that I am said to have had?",
    source=BURTON,
    decisive_key="performance_docs_missing",
)
def no_record_of_the_time(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    ending = ending_of(file)
    for event in file.stating("no_record"):
        grave = ending is not None and established(event) and not _enough(file, event)
        yield Hit(
            because=(event, ending) if ending else (event,),
            severity=Severity.DECISIVE if grave else Severity.SERIOUS,
            says="The file says that there is no record.",
            at=event,
        )
    if (
        ending is None
        or not is_for_performance(file, ending)
        or ending.kind not in {"termination", "decision"}
    ):
        return
    if before(file, ending, filter(is_criticism, file.events)) or file.stating("no_record"):
        return
    if any(p.opened for p in file.plans):
        return  # what stands in a plan is judged by the rules on plans
    if file.is_complete(*GUIDANCE, "concern", "metrics"):
        yield Hit(
            because=(ending,), severity=Severity.DECISIVE, says="The file holds no criticism before it."
        )
    else:
        yield Missing(what=("records from the time of the shortfalls",), because=(ending,))


def _enough(file: ReviewFile, event: Event) -> bool:
    """Several records of the time that do show the shortfall: one that is missing decides nothing."""
    others = [e for e in file.events if e.id != event.id and is_criticism(e) and established(e)]
    plans = [p for p in file.plans if p.opened is not None]
    return len(others) + len(plans) >= 2


@HERE.rule(
    id="P02",
    title="A document that is not what it appears to be",
    means="A signature or a text that the person who is said to have signed or written it did not put there "
    "takes "
    "the weight from the document and casts doubt on the others.",
    innocent=("An electronic signature was given with consent, by a system that records it.",),
    settles=("The original with its history.", "The word of the person whose name it bears."),
    asks="May I see the original and how my signature came onto it?",
    source=Source(
        "Published decisions about performance records; principle of authenticity", confirmed=False
    ),
    decisive_key="document_not_authentic",
)
def not_authentic(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("not_authentic"):
        yield Hit(
            because=(event,), severity=Severity.DECISIVE if established(event) else Severity.SERIOUS, at=event
        )


@HERE.rule(
    id="D38",
    title="Changed after the fact",
    means="An entry that was withdrawn or replaced after the person had confirmed receipt, or a record whose "
    "chain does not fit together, is asked about first.",
    innocent=("The correction mends an error of fact and says which.",),
    settles=("The entry before and after, and the reason of the correction.",),
    asks="What did the entry say before, and why was it changed?",
    source=Source("Design of the record: every correction is an entry of its own", confirmed=False),
)
def changed_after(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    if ctx.comparators.chain_intact is False:
        yield Hit(
            because=file.events[-1:],
            severity=Severity.DECISIVE,
            says="The record's chain does not fit together: an entry was changed or left out.",
        )
    for correction in file.of("correction"):
        wrong = file.event(correction.refers_to)
        if wrong is not None and wrong.acknowledged is not None:
            yield Hit(
                because=(wrong, correction),
                severity=Severity.NOTE,
                says="It was corrected after its receipt had been confirmed.",
            )


@HERE.rule(
    id="D39",
    title="Legal advice in the shared file",
    means="Advice of counsel that is copied into a file which others read may lose its privilege. A heading "
    "that "
    "says so is not enough: counsel must be involved, and the text kept apart.",
    innocent=("The text only says that advice was taken, not what it was.",),
    settles=("The advice in the compartment of counsel, and a neutral note here.",),
    asks="Was legal advice taken before this step?",
    source=Source(
        "SHRM, on privileged notes in personnel files",
        "https://www.shrm.org/hr-today/news/hr-news/pages/story4_4.aspx",
    ),
    audience=HR_AND_COUNSEL,
)
def advice_in_shared_file(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("legal_advice"):
        if event.compartment in {"shared", "draft"}:
            yield Hit(because=(event,))


@HERE.rule(
    id="D40",
    title="Deletion due while a claim is open",
    means="While a charge or claim of this person or of somebody compared with them is open, nothing that "
    "bears "
    "on it may be deleted.",
    innocent=("The records due for deletion do not bear on the claim.",),
    settles=("A hold on the file and on those compared with it.",),
    asks="Is everything that concerns my claim being kept?",
    source=Source(
        "29 CFR 1602.14",
        "https://eeoc.gov/employers/summary-selected-recordkeeping-obligations-29-cfr-part-1602",
    ),
    audience=HR_AND_COUNSEL,
    needs=("claim_open", "deletions_due"),
)
def deletion_due(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    comparators = ctx.comparators
    if comparators.claim_open is None or comparators.deletions_due is None:
        return
    if comparators.claim_open and comparators.deletions_due:
        days = ", ".join(said(d) for d in sorted(comparators.deletions_due)[:5])
        yield Hit(because=file.events[-1:], arithmetic=(f"Deletion is due on {days}.",))
