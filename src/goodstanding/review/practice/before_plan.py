"""What should stand in the file before a plan begins, and what it looks like when a good record turns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Ground, Hit, Missing, Severity, Source
from goodstanding.review.practice.sources import SANTOS, VICHIO
from goodstanding.review.reading import (
    GUIDANCE,
    before,
    between,
    criticisms_told,
    ending_of,
    established,
    is_criticism,
    is_for_performance,
    is_praise,
    was_told,
)
from goodstanding.review.rule import Context, Outcome, Registry, Version

HERE = Registry()
KEPT_BEFORE = timedelta(days=28)


@HERE.rule(
    id="D09",
    title="No dated shortfall before the plan",
    means="A plan answers a shortfall. Where the file holds no dated, documented shortfall from before the "
    "plan "
    "began, nothing shows why a plan was needed, and failing it proves little by itself.",
    innocent=(
        "The shortfall was documented elsewhere: in a case system, in reports, in messages of the time.",
        "The person was new, and the plan was the first written guidance.",
    ),
    settles=("A dated record from before the plan: what fell short, and of which communicated standard.",),
    asks="Which dated examples from before the plan show that the work fell short of the standard?",
    source=SANTOS,
    decisive_key="pre_plan_unacceptable_performance_not_shown",
)
def no_shortfall_before_plan(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    stated = [e for e in file.stating("before_plan_not_shown") if established(e)]
    for event in stated:
        yield Hit(
            because=(event,),
            says="The file itself says that performance before the plan was not shown or not looked at.",
        )
    for plan in () if stated else file.plans:
        opened = plan.opened
        if opened is None or before(file, opened, filter(_shows_shortfall, file.events)):
            continue
        if file.is_complete(*GUIDANCE, "concern", "metrics", since=_long_before(opened)):
            yield Hit(because=(opened,), says="Nothing critical is dated before the day on which it began.")
        else:
            yield Missing(what=("a dated shortfall from before the plan",), because=(opened,))


def _long_before(opened: Event) -> date | None:
    """From here on the file must have been kept: a plan soon after it was begun may rest on what was said in
    the time before, which nobody wrote down here."""
    return opened.when.first - KEPT_BEFORE if opened.when.first else None


def _shows_shortfall(event: Event) -> bool:
    """Criticism of the time, or an earlier plan that names a shortfall or was not met."""
    if event.kind in {"plan_opened", "plan_closed"}:
        return "criticism" in event.states or event.result == "not_met"
    return is_criticism(event)


@HERE.rule(
    id="D10",
    title="The plan is the first that the person heard",
    means="Somebody who hears of a shortfall for the first time in a plan had no chance to put it right "
    "informally. Good practice asks that a plan surprises nobody.",
    innocent=("Talks took place and were not written down.", "One grave event made a plan the first step."),
    settles=("A dated coaching session, feedback or appraisal from before the plan on the same subject.",),
    asks="When was each shortfall first raised with me, before the plan?",
    source=Source(
        "Acas on managing performance; SHRM, How to establish a performance improvement plan",
        "https://www.acas.org.uk/index.aspx?articleid=4229",
    ),
)
def plan_is_first_notice(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("first_notice_is_plan"):
        if established(event):
            yield Hit(because=(event,), says="The file says that nothing had been said before.")
            return
    for plan in file.plans:
        opened = plan.opened
        told = (*criticisms_told(file), *(e for e in file.of("plan_opened") if was_told(e)))
        if opened is None or before(file, opened, told):
            continue
        if file.is_complete(*GUIDANCE, since=_long_before(opened)):
            yield Hit(
                because=(opened,), says="No coaching, feedback, warning or appraisal before it says so."
            )
        else:
            yield Missing(what=("earlier coaching, feedback or warnings",), because=(opened,))


@HERE.rule(
    id="D06",
    title="A sudden drop in the ratings",
    means="A rating below what is expected after a steady good record, with nothing critical recorded in "
    "between, "
    "asks for a written reason. It may be right; unexplained, it invites the inference that something else "
    "was the reason.",
    innocent=(
        "The role, its standards or its level changed.",
        "A new manager may legitimately set higher standards, if they are communicated.",
        "The shortfall is recent and documented outside this file.",
    ),
    settles=("Dated examples from the period that was rated, and the standard they fell short of.",),
    asks="What changed between my earlier ratings and this one, and where is it recorded?",
    source=VICHIO,
    parameters={"earlier_ratings": 3, "months": 24},
    parameter_words={
        "earlier_ratings": "ratings in a row that make a steady record",
        "months": "months of ratings at or above what is expected that make one instead",
    },
)
def sudden_drop(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    rated = [e for e in file.of("appraisal") if e.rating is not None and established(e)]
    for n, event in enumerate(rated):
        earlier = rated[:n]
        if not _below(event) or not earlier or _below(earlier[-1]) or not _steady(file, earlier, event, ctx):
            continue
        told = between(file, earlier[-1], event, criticisms_told(file))
        if told:
            yield Hit(
                because=(Ground(earlier[-1], "the rating before"), *told, Ground(event, "the lower rating")),
                severity=Severity.NOTE,
                says="Criticism in between is on record.",
            )
        else:
            yield Hit(
                because=(Ground(earlier[-1], "the rating before"), Ground(event, "the lower rating")),
                says="Nothing critical is recorded between the two.",
            )


def _below(event: Event) -> bool:
    return event.rating is not None and event.rating.band == "below"


def _steady(file: ReviewFile, earlier: list[Event], event: Event, ctx: Context) -> bool:
    """Enough ratings, or long enough a time, whose middle is at what is expected or above."""
    bands = [e.rating.band for e in earlier if e.rating and e.rating.band]
    if not bands or median(0 if b == "below" else 1 for b in bands) < 1:
        return False
    long = file.days(earlier[0], event).at_least(ctx.days("months") * 30).yes
    several = any(e.rating.several for e in earlier if e.rating)
    return len(earlier) >= ctx.days("earlier_ratings") or long or several


@HERE.rule(
    id="D07",
    title="Judged soon after the manager changed",
    means="A first warning, low rating or plan within weeks of a new manager's arrival gives little time to "
    "have "
    "seen the work. It may carry on an earlier, documented concern; otherwise it looks hasty.",
    innocent=(
        "The earlier manager had documented the same concern.",
        "The new manager was brought in to raise standards, and said so first.",
    ),
    settles=("What the earlier manager recorded, and when the new standards were communicated.",),
    asks="What had the new manager seen of my work by then, and what did my earlier manager record?",
    source=VICHIO,
    parameters={"days": 60},
    parameter_words={"days": "days after the change within which a first criticism counts as soon"},
)
def judged_by_new_manager(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for change in file.of("new_manager"):
        if before(file, change, criticisms_told(file)):
            continue
        critical = (e for e in file.events if e.order > change.order)
        first = next((e for e in critical if _judges(e)), None)
        if first is None:
            continue
        days = file.days(change, first)
        soon = days.at_most(ctx.days("days"))
        if soon.yes:
            yield Hit(
                because=(Ground(change, "the new manager"), Ground(first, "the first criticism")),
                arithmetic=(
                    f"From the change to the first criticism: {days}; soon is up to {ctx.days('days')}.",
                ),
            )
        elif soon.unknown:
            yield Missing(
                what=("the days of the change and of the first criticism",), because=(change, first)
            )


def _judges(event: Event) -> bool:
    """A judgement of the work, which a word about one day is not."""
    return event.kind in {"plan_opened", "warning", "concern"} or (
        event.kind in {"appraisal", "other"} and is_criticism(event)
    )


@HERE.rule(
    id="D08",
    title="Praise contradicts the reason",
    means="Good ratings, awards or praise from the same time contradict a reason of poor performance. Where "
    "they "
    "are the last word before the step, and nothing critical was told to the person in between, the stated "
    "reason is hard to believe.",
    innocent=(
        "The praise was for other work than that which fell short.",
        "The shortfall came after the praise and is documented elsewhere.",
        "A group award says little about one person.",
    ),
    settles=("Dated criticism after the last praise, about the same work.",),
    asks="How does the reason fit with the praise that I received at that time?",
    source=Source(
        "Collazo v. Bristol-Myers Squibb, 617 F.3d 39 (1st Cir. 2010); Burton v. Freescale, 798 F.3d 222 "
        "(5th Cir. "
        "2015)",
        "https://www.courtlistener.com/opinion/152316/collazo-v-bristol-myers-squibb-mfg-inc/",
    ),
    parameters={"days": 90, "years": 3},
    parameter_words={
        "days": "days before a plan within which praise counts as of the same time",
        "years": "years before the end within which praise counts",
    },
    versions=(Version(severity=Severity.SERIOUS),),
    decisive_key="praise_contradicts_reason",
)
def praise_contradicts(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    praise = [e for e in file.events if is_praise(e) and established(e) and was_told(e)]
    yield from _last_word(file, ctx, praise)
    for plan in file.plans:
        opened = plan.opened
        recent = [
            e
            for e in (before(file, opened, praise) if opened else ())
            if file.days(e, opened).at_most(ctx.days("days")).yes  # type: ignore[arg-type]
        ]
        if opened and recent:
            mixed = between(file, recent[0], opened, criticisms_told(file)) or _lately(file, opened, ctx)
            yield Hit(
                because=(*recent, *mixed[-1:], Ground(opened, "the plan")),
                arithmetic=tuple(f"{e.when}: {file.days(e, opened)} before the plan." for e in recent),
                severity=Severity.NOTE if mixed and not any(e.kind == "appraisal" for e in recent) else None,
                says="Criticism of the same time is on record too." if mixed else "",
            )


def _lately(file: ReviewFile, opened: Event, ctx: Context) -> tuple[Event, ...]:
    """Criticism told within twice the time before the plan in which praise counts."""
    told = before(file, opened, criticisms_told(file))
    return tuple(e for e in told if file.days(e, opened).at_most(2 * ctx.days("days")).yes)


def _last_word(file: ReviewFile, ctx: Context, praise: list[Event]) -> Iterator[Outcome]:
    """Praise that nothing critical, told at the time, followed before the job ended for performance."""
    ending = ending_of(file)
    if ending is None:
        return
    papered = [e for e in file.stating("written_after") if established(e)]
    if not papered and not is_for_performance(file, ending):
        return
    recent = [
        e
        for e in before(file, ending, praise)
        if not file.days(e, ending).at_most(ctx.days("years") * 365).no
    ]
    if not recent:
        return
    told = [e for e in file.events if (is_criticism(e) or e.kind == "plan_opened") and was_told(e)]
    if papered:
        yield Hit(
            because=(*recent, *papered, ending),
            severity=Severity.DECISIVE,
            says="What was written afterwards stands against what was said at the time.",
        )
    elif not between(file, recent[0], ending, told):
        yield Hit(
            because=(*recent, ending),
            severity=Severity.DECISIVE,
            says="Nothing critical that was told to the person is recorded beside the praise, up to the end.",
        )
