"""The time to improve, and the length of service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.packs.common import endings, law, span
from goodstanding.review.packs.uk.sources import CODE
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import cap

HERE = Registry()
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE


@HERE.rule(
    id="U22",
    title="A short time to improve",
    means="The time to improve has to be realistic for the work and the person. For long-serving staff "
    "three to six months is a rule of thumb.",
    innocent=("The work shows improvement within weeks.", "The person is new, or was given earlier chances."),
    settles=("The reason for the length, with the person’s service and the nature of the work.",),
    asks="Why is this time enough to show improvement in work like mine?",
    source=law("Commercial template, rule of thumb", "https://businessdatabase.indicator-flm.co.uk/"),
    versions=(Version(severity=NOTE),),
    parameters={"days": 84, "service_days": 730},
    parameter_words={
        "days": "Calendar days to improve.",
        "service_days": "Calendar days of service from which somebody counts as long-serving.",
    },
)
def short_review_period(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    hired = next(iter(file.of("hired")), None)
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        if hired is None or plan.length is None:
            yield Missing(what=("the length of service and of the time to improve",), because=(opened,))
        elif span(hired.when, opened.when).at_least(ctx.days("service_days")).yes and plan.length < ctx.days(
            "days"
        ):
            line = f"{plan.length} days; the rule of thumb is {ctx.days('days')}."
            yield Hit(because=(hired, opened), arithmetic=(line,), at=opened)


SERVICE = law(
    "SI 2026/559, from 1 January 2027",
    "https://www.brownejacobson.com/insights/era-2025-further-details-on-changes-to-unfair-dismissal-protections",
)


@HERE.rule(
    id="U23",
    title="Dismissed with the service that unfair dismissal asks for",
    means="A claim of unfair dismissal needs two years of service when the employment ends before 2027, "
    "and six months from 1 January 2027 on, when the ceiling of the award also goes. It says which "
    "standard the file will be read by.",
    innocent=("Some reasons need no length of service at all.",),
    settles=("The first day of employment and the effective day of its end.",),
    asks="From which day is my service counted?",
    source=SERVICE,
    versions=(
        Version(id="before 2027", severity=NOTE, effective_to=date(2026, 12, 31), parameters={"days": 730},
                source=law("Employment Rights Act 1996 s 108", CODE, confirmed=False)),
        Version(id="from 2027", severity=NOTE, effective_from=date(2027, 1, 1), parameters={"days": 181}),
    ),
    parameters={"days": 730},
    parameter_words={"days": "Calendar days of service: two years, from 2027 six months."},
)  # fmt: skip
def service_reached(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    hired = next(iter(file.of("hired")), None)
    for course in endings(file):
        if course.effect is None and course.action != "dismissal":
            continue
        if hired is None:
            yield Missing(what=("the length of service",), because=(course.last,))
            continue
        served = span(hired.when, course.last.when)
        if served.at_least(ctx.days("days")).yes:
            yield Hit(
                because=(hired, course.last), arithmetic=(f"{cap(served)} of service.",), at=course.last
            )
