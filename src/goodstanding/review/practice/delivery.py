"""Whether what was written about the person reached them."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Hit, Severity, Source
from goodstanding.review.reading import (
    ending_of,
    established,
    first_adverse,
)
from goodstanding.review.rule import Context, Outcome, Registry
from goodstanding.review.when import said

HERE = Registry()


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
                arithmetic=(
                    f"Given on {said(day)}; {waited} days later neither receipt nor refusal is recorded.",
                ),
            )
