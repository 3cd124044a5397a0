"""Warnings: their order, what they say, how long they count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs.common import Course, endings, is_document, law, says
from goodstanding.review.packs.uk.sources import acas
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import said

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE


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
        if not file.is_complete("warning") or not all("stage" in e.payload for e in before):
            grounds = (*before[-1:], course.last)
            yield Missing(what=("the warnings before the dismissal, and their stages",), because=grounds)
        elif before:
            yield Hit(
                because=(before[-1], course.last), at=course.last, severity=SERIOUS,
                says="There was a first written warning and no final one.",
            )  # fmt: skip
        else:
            yield _no_warning(file, course)


def _no_warning(file: ReviewFile, course: Course) -> Hit:
    """A plan that named dismissal is an improvement note: then one stage is missing, and not all of them."""
    notes = [e for e in file.of("plan_opened") if e.order < course.last.order and says(e, "plainly_ending")]
    if not notes:
        return Hit(because=(course.last,), says="No warning is recorded before it.")
    return Hit(
        because=(notes[-1], course.last), at=course.last, severity=SERIOUS,
        says="The plan named dismissal; no final written warning came after it.",
    )  # fmt: skip


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
                arithmetic=(
                    f"The last warning counted until {said(max(e for e in ends if e))}; the decision is of "
                    f"{day}.",
                ),
            )  # fmt: skip
