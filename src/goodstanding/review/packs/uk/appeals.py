"""Dismissal and appeal."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs.common import endings, filled, is_document, same_person, says
from goodstanding.review.packs.uk.sources import acas
from goodstanding.review.reading import OWN_WORDS
from goodstanding.review.rule import Context, Outcome, Registry, Version

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE


@HERE.rule(
    id="U18",
    title="A dismissal that does not give what it has to",
    means="A dismissal is decided by somebody with the authority for it, and tells the person the reasons, "
    "the last day, the notice and the right of appeal.",
    innocent=("It stood in a letter that was not filed.",),
    settles=("The letter of dismissal.",),
    asks="What are the reasons, the last day, the notice and the way to appeal?",
    source=acas("paragraph 22", confirmed=False),
    versions=(Version(severity=SERIOUS),),
)
def incomplete_dismissal(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in endings(file):
        decision = course.decision
        if decision is None:
            if course.effect is not None:
                yield Missing(what=("the letter of dismissal",), because=(course.last,))
            continue
        fields = {
            "words": "the reasons", "effective_on": "the last day", "appeal_how": "the right of appeal",
        }  # fmt: skip
        known = {name: filled(decision, name) for name in fields}
        if any(answer.unknown for answer in known.values()):
            yield Missing(what=("the letter of dismissal",), because=(decision,))
            continue
        lacking = [said for name, said in fields.items() if known[name].no]
        if lacking:
            yield Hit(because=(decision,), says=f"It does not give: {', '.join(lacking)}.")


@HERE.rule(
    id="U19",
    title="No fair appeal",
    means="An appeal is offered against every formal decision, heard without delay by somebody impartial "
    "and, where possible, not involved before, with a companion again, and its result is given in writing.",
    innocent=("Nobody else was senior enough, and an outside person was asked.",),
    settles=("Who heard the appeal, and what they had to do with the case before.",),
    asks="Who hears my appeal, and were they involved before?",
    source=acas("paragraphs 26 to 29"),
    versions=(Version(severity=DECISIVE),),
)
def no_fair_appeal(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    denied = [e for e in file.events if e.kind not in OWN_WORDS and says(e, "no_appeal")]
    for event in denied:
        yield Hit(because=(event,), severity=SERIOUS, says="The file says that no appeal was to be had.")
    for course in endings(file):
        decision, heard = course.decision, course.appeal_decision
        if heard is not None:
            yield from _heard(file, heard, decision)
        elif decision is not None and not denied:
            offered = filled(decision, "appeal_how")
            if offered.no and not says(decision, "appeal"):
                yield Hit(because=(decision,), says="No appeal is offered.")
            elif offered.unknown and not says(decision, "appeal"):
                yield Missing(what=("whether an appeal was offered",), because=(decision,))


def _heard(file: ReviewFile, heard: Event, decision: Event | None) -> Iterator[Outcome]:
    involved = [
        e for e in file.of("plan_opened", "goal_determined", "proposed_action", "decision", "warning")
    ]
    answers = [(e, same_person(e, heard)) for e in involved if e.order < heard.order]
    own = next((e for e, answer in answers if answer.yes), None)
    if own is not None:
        # A summary may name both by their office alone.
        weight = None if own.kind == "decision" and is_document(heard) else SERIOUS
        yield Hit(
            because=(own, heard), severity=weight, says="The same person was involved before.", at=heard
        )
    elif not answers or all(answer.unknown for _, answer in answers):
        yield Missing(
            what=("who heard the appeal",), because=tuple(e for e in (decision, heard) if e), at=heard
        )
