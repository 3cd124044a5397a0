"""What should stand in the file before a plan begins."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity, Source
from goodstanding.review.rule import Context, Outcome, Registry, Version

HERE = Registry()
GUIDANCE = ("coaching", "feedback", "warning", "appraisal", "concern")


@HERE.rule(
    id="D09",
    title="No dated shortfall before the plan",
    means="A plan answers a shortfall. Where the file holds no dated, documented shortfall from before the "
    "plan "
    "began, nothing shows why a plan was needed, and its failure alone proves little.",
    innocent=(
        "The shortfall was documented elsewhere: in a case system, in reports, in messages of the time.",
        "The person was new, and the plan was the first written guidance.",
    ),
    settles=(
        "A dated record from before the plan of what fell short, and of the standard that it fell short of.",
    ),
    asks="Which dated examples from before the plan show that the work fell short of the standard?",
    source=Source(
        "Santos v. NASA, 990 F.3d 1355 (Fed. Cir. 2021); SHRM, How to establish a performance improvement "
        "plan",
        "https://caselaw.findlaw.com/us-federal-circuit/1910040.html",
    ),
    versions=(Version(severity=Severity.SERIOUS),),
    decisive_key="pre_plan_unacceptable_performance_not_shown",
)
def no_shortfall_before_plan(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened = plan.opened
        if opened is None or any(shows_shortfall(e) and file.before(e, opened).yes for e in file.events):
            continue
        if file.is_complete(*GUIDANCE):
            yield Hit(because=(opened,))
        else:
            yield Missing(what=("a dated shortfall from before the plan",), because=(opened,))


def shows_shortfall(event: Event) -> bool:
    return event.tone == "critical" or event.kind in {"warning", "concern", "coaching"}
