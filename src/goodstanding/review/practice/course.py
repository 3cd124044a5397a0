"""Whether the plan was run as a real chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from goodstanding.review.file import Event, Plan, ReviewFile
from goodstanding.review.finding import Ground, Hit, Missing, Severity, Source
from goodstanding.review.practice.sources import BROCK
from goodstanding.review.practice.terms import opened_with_terms
from goodstanding.review.reading import (
    established,
    is_adverse,
)
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import said

HERE = Registry()


@HERE.rule(
    id="D15",
    title="The demands moved while the plan ran",
    means="A plan is a bargain: reach this and you have passed. Demands that are added or raised while it "
    "runs, or "
    "a judgement on something that is not in it, break the bargain.",
    innocent=("The change was agreed, acknowledged and came with more time.",),
    settles=("The signed change with its new dates.",),
    asks="Which version of the goals was I judged by, and when did I agree to it?",
    source=Source(
        "OPM, questions and answers on performance plans changed in mid-period",
        "https://piv.opm.gov/frequently-asked-questions/performance-management-faq-pre-2013/"
        "technical-questions/what-should-an-agency-do-with-any-opportunity-period-or-performance-"
        "improvement-plan-pip-that-is-in-progress-when-a-program-is-changed",
    ),
)
def goalposts_moved(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("moved_goalposts"):
        yield Hit(because=(event,), severity=None if established(event) else Severity.NOTE)
    for plan in file.plans:
        for change in plan.all("plan_changed"):
            if change.acknowledged is None and file.is_complete("acknowledged"):
                yield Hit(because=(change,), says="The person has not confirmed receipt of the change.")
        terms = plan.terms
        if terms is None or not terms.whole:
            continue
        stray = [
            e for e in plan.all("goal_determined") if e.goal and e.goal not in {g.id for g in terms.goals}
        ]
        if stray:
            yield Hit(because=tuple(stray), says="It was judged by something that the plan does not contain.")


@HERE.rule(
    id="D18",
    title="Check-ins left out by the employer",
    means="Check-ins that the plan promised and the employer did not keep take away guidance and the chance "
    "to "
    "correct in time. A plan of which half the meetings are skipped is not run as a chance.",
    innocent=("They were held and not written down.", "The person asked for fewer."),
    settles=("A note of each check-in, or who cancelled it and why.",),
    asks="Which of the planned check-ins were held, and what was said in each?",
    source=BROCK,
    parameters={"share": 0.8, "in_a_row": 2, "cadence": 1.5},
    parameter_words={
        "share": "share of the planned check-ins below which too few were held",
        "in_a_row": "check-ins in a row left out by the employer that count by themselves",
        "cadence": "times the usual distance of the planned check-ins beyond which a gap counts",
    },
)
def check_ins_left_out(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("check_ins_skipped"):
        if established(event):
            yield Hit(because=(event,))
    for plan, opened, _terms in opened_with_terms(file):
        kept = _Kept.of(plan, ctx.as_of)
        if not kept.due:
            continue
        told = []
        if kept.missed and (kept.share < ctx.number("share") or kept.row >= ctx.days("in_a_row")):
            told.append(
                f"Of {len(kept.counted)} planned check-ins {kept.held} were held; the employer left out "
                f"{len(kept.missed)}, {kept.row} of them in a row."
            )
        weight = None if told else Severity.NOTE
        gap = _gap(file, plan, opened, kept, ctx)
        if gap is not None and not gap.silent:
            told.append(gap.told)
        if told:
            yield Hit(
                because=(Ground(opened, "the plan"), *kept.missed.values()),
                arithmetic=tuple(told),
                severity=weight,
            )
        elif kept.silent and (kept.share < ctx.number("share") or gap is not None):
            days = ", ".join(said(d) for d in kept.silent[:8])
            yield Missing(what=(f"what became of the check-ins planned for {days}",), because=(opened,))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What became of the check-ins that a plan laid down and that were due by the day of the review."""

    planned: tuple[date, ...]
    due: tuple[date, ...]
    counted: tuple[date, ...]
    """Those due, without the ones that the person or nobody could help."""
    held: int
    missed: Mapping[date | None, Event]
    silent: tuple[date, ...]

    @classmethod
    def of(cls, plan: Plan, as_of: date) -> _Kept:
        planned = tuple(sorted({d for e in plan.events if e.terms for d in e.terms.check_ins}))
        end = plan.closed.when.exact if plan.closed else None
        due = tuple(d for d in planned if d < min(filter(None, (as_of, end))))
        held = {_scheduled(e) for e in plan.all("check_in")}
        missed = {_scheduled(e): e for e in plan.all("check_in_missed") if e.payload.get("by") == "employer"}
        excused = {_scheduled(e) for e in plan.all("check_in_missed")} - set(missed)
        counted = tuple(d for d in due if d not in excused)
        silent = tuple(d for d in counted if d not in held and d not in missed)
        return cls(planned, due, counted, sum(d in held for d in counted), missed, silent)

    @property
    def share(self) -> float:
        return self.held / len(self.counted) if self.counted else 1.0

    @property
    def row(self) -> int:
        """How many in a row the employer left out at most."""
        best = row = 0
        for day in self.counted:
            row = row + 1 if day in self.missed else 0
            best = max(best, row)
        return best


@dataclass(frozen=True, slots=True)
class _Gap:
    told: str
    silent: bool
    """Nothing says what became of a check-in that was planned in it."""


def _gap(file: ReviewFile, plan: Plan, opened: Event, kept: _Kept, ctx: Context) -> _Gap | None:
    """The longest time without a check-in, where it is well beyond what the plan laid down. Time at which the
    person was not at work, and check-ins that the person or nobody could help, make no gap."""
    planned = [d for d in (opened.when.exact, *kept.planned) if d]
    if len(kept.planned) < 2 or opened.when.exact is None:
        return None
    laid_down = [(b - a).days for a, b in pairwise(planned)]
    cadence = median(laid_down[1:])
    days = sorted(filter(None, (e.when.exact for e in plan.all("check_in"))))
    excused = [d for d in kept.due if d not in kept.counted]
    stops = [opened.when.exact, *days, kept.due[-1]]
    gaps = [(b - a, a, b) for a, b in pairwise(sorted(stops)) if not _excuses(file, excused, a, b)]
    longest = max(gaps, default=None)
    if longest is None or longest[0].days <= max(ctx.number("cadence") * cadence, *laid_down):
        return None
    length, first, after = longest
    return _Gap(
        f"{length.days} days without a check-in, from {said(first)} to {said(after)}; the plan laid down one "
        f"every {cadence:g}.",
        silent=any(first < d < after for d in kept.silent),
    )


def _excuses(file: ReviewFile, excused: list[date], first: date, after: date) -> bool:
    return any(first < d < after for d in excused) or any(a < after and first < b for a, b in file.absences)


def _scheduled(event: Event) -> date | None:
    day = event.payload.get("scheduled_on")
    return day if isinstance(day, date) else event.when.exact


@HERE.rule(
    id="D21",
    title="Cut short",
    means="A plan that ends, or is followed by a step, before its own last day takes back part of the "
    "chance that "
    "it gave, unless its terms could no longer be met.",
    innocent=(
        "The plan said which result ends it early, and that result had come.",
        "The person refused to take part, and that is on record.",
    ),
    settles=("The clause of the plan that allowed it, or the reason why the rest could change nothing.",),
    asks="The plan ran until a later day. Why did it end before?",
    source=Source(
        "FELTG, Is the employee entitled to all the days of the plan?",
        "https://feltg.com/ask-feltg-is-employee-entitled-to-all-90-days-of-90-day-pip",
    ),
)
def cut_short(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("cut_short"):
        if any(p.opened and p.opened.order < event.order for p in file.plans):
            yield Hit(because=(event,), severity=None if established(event) else Severity.NOTE)
    for plan in file.plans:
        end = _last_day(plan)
        step = next((e for e in plan.events if is_adverse(e) or e.kind == "plan_closed"), None)
        if plan.opened is None or end is None or step is None:
            continue
        day = step.when.exact
        met = step.kind == "plan_closed" and (
            step.result in {"met", "withdrawn"} or "goals_met" in step.states
        )
        if day is not None and day < end and not met:
            yield Hit(
                because=(Ground(plan.opened, "the plan"), step),
                arithmetic=(
                    f"The plan ran to {said(end)}; the step came on {said(day)}, {(end - day).days} days "
                    f"before.",
                ),
            )


def _last_day(plan: Plan) -> date | None:
    """The last day that the plan gave, with its extensions."""
    for event in reversed(plan.events):
        if event.kind in {"plan_extended", "plan_resumed"} and event.until.exact:
            return event.until.exact
        if event.terms and event.terms.ends:
            return event.terms.ends
    opened = plan.opened
    if opened and opened.when.exact and plan.length is not None and not plan.all("plan_extended"):
        return opened.when.exact + timedelta(days=plan.length)
    return None


@HERE.rule(
    id="P08",
    title="The goals were met and the plan went on",
    means="A plan whose goals are recorded as met has done its work. Extending it all the same, or ending "
    "the job "
    "for failing it, contradicts the plan's own record.",
    innocent=("The extension was agreed, or followed a new shortfall that is on record.",),
    settles=("What had not been reached, and where the plan asked for it.",),
    asks="The plan records its goals as met. What is the extension or the decision based on?",
    source=Source(
        "Vega-Colon v. Wyeth Pharmaceuticals, 625 F.3d 22 (1st Cir. 2010)",
        "https://www.courtlistener.com/opinion/178296/vega-colon-v-wyeth-pharmaceuticals/",
    ),
    versions=(Version(severity=Severity.DECISIVE),),
    decisive_key="plan_extended_after_goals_met",
)
def met_and_goes_on(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        met = _goals_met(plan)
        if met is None:
            continue
        extended = next((e for e in plan.all("plan_extended") if e.order >= met.order), None)
        failed = next((e for e in plan.all("plan_closed") if e.order > met.order and _says_failed(e)), None)
        onward = extended or failed
        if onward is not None:
            yield Hit(because=(Ground(met, "the goals as met"), Ground(onward, "what followed")))


def _goals_met(plan: Plan) -> Event | None:
    """The event by which every required goal is recorded as met."""
    for event in plan.events:
        if event.kind == "plan_closed" and event.result == "met":
            return event
        told = event.kind in {"plan_closed", "midpoint", "other", "plan_extended", "check_in", "feedback"}
        if told and "goals_met" in event.states and established(event):
            return event
    determined = {e.goal: e for e in plan.all("goal_determined")}
    terms = plan.terms
    required = [g.id for g in terms.goals if g.required] if terms and terms.whole else []
    if required and all(g in determined and determined[g].result == "met" for g in required):
        return max(determined.values(), key=lambda e: e.order)
    return None


def _says_failed(event: Event) -> bool:
    return event.result == "not_met" or "criticism" in event.states
