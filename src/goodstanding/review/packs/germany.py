"""Germany: dismissal for low performance under the Kündigungsschutzgesetz."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs import procedure as ask
from goodstanding.review.packs.common import is_document, law, says, span, words_of
from goodstanding.review.packs.dates_said import days_said
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import cap

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE
LOW = law(
    "BAG 2 AZR 386/03 and 2 AZR 667/02, low performance",
    "https://www.beiten-burkhardt.com/en/blogs/dealing-low-performers",
)
WARNED = law(
    "Abmahnung: date, time and description",
    "https://www.telfa.law/dismissal-of-low-performers-unable-or-unwilling/",
)
BETRVG = law("BetrVG § 102", "https://www.gesetze-im-internet.de/betrvg/__102.html", confirmed=False)


@HERE.rule(
    id="DE1",
    title="Whether the protection against dismissal applies",
    means="The act applies after six months of service, in establishments with more than ten employees. In "
    "shorter service the findings of this pack weigh less.",
    innocent=("Earlier service with the same employer counts.",),
    settles=("The first day of employment and the number of employees.",),
    asks="Does the act apply to me, by my service and the size of the establishment?",
    source=law("KSchG §§ 1, 23", "https://www.gesetze-im-internet.de/kschg/", confirmed=False),
    versions=(Version(severity=NOTE),),
    parameters={"days": 183},
    parameter_words={"days": "Calendar days of service."},
)
def short_service(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    hired = next(iter(file.of("hired")), None)
    for course in ask.dismissals(file):
        if hired is None:
            yield Missing(what=("the first day of employment",), because=(course.last,))
            continue
        served = span(hired.when, course.last.when)
        if served.less_than(ctx.days("days")).yes:
            yield Hit(
                because=(hired, course.last), arithmetic=(f"{cap(served)} of service.",), at=course.last
            )


@HERE.rule(
    id="DE2",
    title="Not clearly a third below comparable colleagues",
    means="Low performance carries a dismissal only if, over a longer time, it lay clearly more than a "
    "third below the average of comparable employees. The employer documents who is comparable and why.",
    innocent=("The shortfall is one of quality: errors with heavy effects, shown by their number and kind.",),
    settles=("The figures of the person and the average of comparable colleagues over the same time.",),
    asks="How far below the average of comparable colleagues do my figures lie, and who are they?",
    source=LOW,
    versions=(Version(severity=SERIOUS),),
    parameters={"share": 0.66, "people": 5},
    parameter_words={
        "share": "The person’s figure divided by the mean of comparable people, above which it is not low.",
        "people": "Comparable people below which no figure is used.",
    },
    needs=("figures",),
)
def not_clearly_below(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    figures = ctx.comparators.figures
    for course in ask.dismissals(file):
        usable = [
            f for f in figures or () if f.own is not None and f.mean and f.people >= ctx.number("people")
        ]
        if not usable:
            yield Missing(
                what=("figures of the person and of comparable colleagues",), because=(course.last,)
            )
            continue
        for each in usable:
            assert each.own is not None
            assert each.mean is not None
            ratio = each.own / each.mean if each.higher_is_better else each.mean / each.own if each.own else 0
            if ratio >= ctx.number("share"):
                line = (
                    f"{each.metric}: {each.own:g}, where comparable people reach {each.mean:g} on average: "
                    f"{ratio:.0%} of it."
                )
                yield Hit(
                    because=(course.last,), arithmetic=(line, f"Low is below {ctx.number('share'):.0%}.")
                )


@HERE.rule(
    id="DE3",
    title="An Abmahnung that is not concrete",
    means="A warning counts only if it is concrete: the day, the time and a description of what fell "
    "short. A general “poor performance” is no warning.",
    innocent=("The details stand in an annex that was not filed.",),
    settles=("A warning that names day, time and facts.",),
    asks="On which day and at what time is the shortfall said to have happened?",
    source=WARNED,
    versions=(Version(severity=DECISIVE),),
)
def vague_warning(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for warning in file.of("warning"):
        if not is_document(warning):
            yield Missing(what=("the text of the warning",), because=(warning,))
        elif not any(days_said(words_of(warning))):
            yield Hit(because=(warning,), says="It names no day.")


@HERE.rule(
    id="DE4",
    title="No Abmahnung before the dismissal",
    means="Where the person could do better, a dismissal comes only after a warning that named the same "
    "shortfall.",
    innocent=("The shortfall could not be mended: a case of inability, not of conduct.",),
    settles=("The warning for the same shortfall.",),
    asks="Which warning came before the dismissal?",
    source=WARNED,
    versions=(Version(severity=DECISIVE),),
    decisive_key="warning_stage_skipped",
)
def no_warning(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in ask.dismissals(file):
        if any(e.order < course.last.order for e in file.of("warning")):
            continue
        if file.is_complete("warning"):
            yield Hit(because=(course.last,))
        else:
            yield Missing(what=("a warning before the dismissal",), because=(course.last,))


@HERE.rule(
    id="DE5",
    title="Little time between the warning and the dismissal",
    means="After a warning enough time has to pass for the person to do better.",
    innocent=("The shortfall was repeated many times within days.",),
    settles=("What happened between the warning and the dismissal, with days.",),
    asks="How much time did I have after the warning?",
    source=WARNED,
    versions=(Version(severity=SERIOUS),),
    parameters={"days": 42},
    parameter_words={"days": "Calendar days from the last warning to the dismissal."},
)
def little_time(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in ask.dismissals(file):
        before = [e for e in file.of("warning") if e.order < course.last.order]
        if not before:
            continue
        decided = course.proposal or course.decision or course.last
        time = file.days(before[-1], decided)
        if time.less_than(ctx.days("days")).yes:
            line = f"{cap(time)}; the limit set is {ctx.days('days')}."
            yield Hit(because=(before[-1], decided), arithmetic=(line,), at=decided)
        elif time.less_than(ctx.days("days")).unknown:
            yield Missing(what=("the days of the warning and the dismissal",), because=(before[-1], decided))


@HERE.rule(
    id="DE6",
    title="Warned for one thing, dismissed for another",
    means="The warning and the dismissal have to be about the same kind of shortfall.",
    innocent=("The same shortfall is worded differently.",),
    settles=("The passage of each that names the shortfall.",),
    asks="Was I warned for what I am dismissed for?",
    source=WARNED,
    versions=(Version(severity=SERIOUS),),
    parameters={"words": 2},
    parameter_words={"words": "Words of five letters or more that both have to share."},
)
def another_shortfall(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for course in ask.dismissals(file):
        before = [e for e in file.of("warning") if e.order < course.last.order]
        step = course.decision or course.proposal
        if not before:
            continue
        if step is None or not is_document(step) or not all(is_document(e) for e in before):
            yield Missing(
                what=("what the warning and the dismissal are about",), because=(before[-1], course.last)
            )
            continue
        said = _content("\n".join([*step.reasons, step.text]))
        if all(len(_content(e.text) & said) < ctx.days("words") for e in before):
            yield Hit(because=(before[-1], step), at=step)


IN_EVERY_LETTER = frozenset(
    {
        "warning", "required", "performance", "improve", "improvement", "dismissal", "dismissed",
        "employment", "shall", "should", "there", "these", "which", "would", "after", "before", "until",
    }
)  # fmt: skip


def _content(text: str) -> set[str]:
    """Words of five letters or more, by their first six: what a text is about."""
    return {w[:6] for w in re.findall(r"[^\W\d_]{5,}", text.lower()) if w not in IN_EVERY_LETTER}


@HERE.rule(
    id="DE7",
    title="The hearing of the works council",
    means="Where there is a works council it is heard before every dismissal. Without the hearing the "
    "dismissal is void.",
    innocent=("There is no works council.",),
    settles=("The letter of hearing and the answer, or the statement that there is no works council.",),
    asks="Was the works council heard, and with which information?",
    source=BETRVG,
    versions=(Version(severity=DECISIVE),),
)
def no_hearing(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for course in ask.dismissals(file):
        step = course.decision or course.last
        heard = [e for e in file.events if says(e, "works_council") and e.order <= step.order]
        late = [e for e in file.events if says(e, "works_council") and e.order > step.order]
        if heard:
            continue
        if late:
            said = "It is named only after the decision."
            yield Hit(because=(step, late[0]), severity=SERIOUS, says=said, at=step)
        else:
            yield Missing(what=("the hearing of the works council, if there is one",), because=(step,))


HERE.rule(
    id="DE8",
    title="No other post was looked at",
    means="A dismissal is the last resort: another post, also at other terms, has to be looked at before.",
    innocent=("There was no free post, and that is known to both sides.",),
    settles=("What was looked at, when, and why it did not fit.",),
    asks="Which other posts were looked at before the dismissal?",
    source=law("KSchG § 1(2)", "https://www.gesetze-im-internet.de/kschg/__1.html", confirmed=False),
    versions=(Version(severity=SERIOUS),),
)(ask.names_nothing(("decision",), "alternatives", "whether another post was looked at"))
