"""What a plan asks for, and whether it can be met and judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from goodstanding.review.file import Event, GoalTerms, Plan, ReviewFile, Terms
from goodstanding.review.finding import Ground, Hit, Severity, Source
from goodstanding.review.practice.sources import ASE, BROCK
from goodstanding.review.reading import ending_of, established, in_own_words, is_ending
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import said as said_day

HERE = Registry()
PLAN_TERMS = ("plan_opened", "plan_changed")
LACKS: dict[str, Callable[[GoalTerms], bool]] = {
    "a measure": lambda g: not (g.measure or g.metric or g.evidence_required),
    "a target": lambda g: g.target is None and not g.target_words,
    "a due date": lambda g: g.due is None,
    "a data source": lambda g: not (g.data_source or g.evidence_required),
    "a measurer": lambda g: not g.measurer,
}


def opened_with_terms(file: ReviewFile) -> Iterator[tuple[Plan, Event, Terms]]:
    """Each plan that was given to the person, with the document's own terms."""
    for plan in file.plans:
        if plan.opened is not None and plan.opened.terms is not None and plan.opened.terms.whole:
            yield plan, plan.opened, plan.opened.terms


@HERE.rule(
    id="D11",
    title="A goal that cannot be judged",
    means="A goal without a measure, a target, a due date, a source of figures or somebody who measures "
    "cannot be "
    "met or missed: whoever judges it decides afterwards what it meant.",
    innocent=("An annex or a message agreed at the time states what is missing here.",),
    settles=("The missing part, written into the plan and acknowledged.",),
    asks="For each goal: what exactly is measured, by whom, from which figures, and what result passes?",
    source=BROCK,
)
def goal_cannot_be_judged(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for _plan, opened, terms in opened_with_terms(file):
        lacking = {g.id: [name for name, test in LACKS.items() if test(g)] for g in terms.goals}
        said = tuple(
            f"“{(g.statement or g.id)[:80]}” has no {_listed(lacking[g.id])}."
            for g in terms.goals
            if lacking[g.id]
        )
        if said:
            yield Hit(because=(opened,), arithmetic=said)
        if not terms.goals:
            yield Hit(because=(opened,), says="The plan states no goal at all.")


def _listed(names: list[str]) -> str:
    bare = [n.removeprefix("a ") for n in names]
    return bare[0] if len(bare) == 1 else ", ".join(bare[:-1]) + " or " + bare[-1]


@HERE.rule(
    id="P03",
    title="The plan does not say what result passes",
    means="Somebody who is not told what result is enough cannot aim at it. A plan that ends the job for "
    "missing "
    "a mark that it never stated has been set aside.",
    innocent=("The mark stands in a standard that the person had in hand when the plan began.",),
    settles=("The passage of the plan or standard that states the result needed.",),
    asks="Which result, on which goal, would pass this plan?",
    source=Source(
        "MSPB decision of 2024 reported by FEDweek; Brock-Chapman v. National Care Network (2013)",
        "https://www.fedweek.com/federal-managers-daily-report/"
        "mspb-overturns-removal-citing-backwards-performance-standards",
    ),
    decisive_key="plan_no_pass_mark",
)
def no_pass_mark(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    yield from stated_in_file(file, "no_pass_mark")


def stated_in_file(file: ReviewFile, name: str) -> Iterator[Hit]:
    """What the file itself states: decisive where it is established and the job ended over it, else
    serious."""
    ending = ending_of(file)
    for event in file.stating(name):
        ended = ending is not None and (
            is_ending(event) or event.order <= ending.order or event.kind == "other"
        )
        weight = Severity.DECISIVE if ended and established(event) else Severity.SERIOUS
        yield Hit(
            because=(event, ending) if ending and ending.id != event.id else (event,),
            severity=Severity.NOTE if in_own_words(event) else weight,
            at=event,
            says="The file says so." if established(event) else "One side says so; it is not established.",
        )


@HERE.rule(
    id="P04",
    title="The standard says what fails, not what suffices",
    means="A standard must tell the person what has to be done. One that lists only failures, leaves the "
    "level "
    "that suffices undefined, or allows no error at all gives no mark to reach.",
    innocent=("What suffices was explained in writing when the plan began.",),
    settles=("A standard that describes, in positive words, the lowest level that is still acceptable.",),
    asks="What does the lowest acceptable level look like, in the standard's own words?",
    source=Source(
        "Eibel v. Department of the Navy, 857 F.2d 1439 (Fed. Cir. 1988); MSPB decision of 2024 reported by "
        "FEDweek",
        "https://law.justia.com/cases/federal/appellate-courts/F2/857/1439/114482/",
    ),
    decisive_key="standard_backwards standard_invalid",
)
def standard_backwards(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for name in ("standard_backwards", "standard_not_whole", "standard_impossible"):
        for hit in stated_in_file(file, name):
            yield Hit(because=hit.because, at=hit.at, says=hit.says, severity=_not_above_serious(hit))


def _not_above_serious(hit: Hit) -> Severity | None:
    """None leaves the weight to the pack: how far a standard must be whole differs from place to place."""
    return None if hit.severity is Severity.DECISIVE else Severity.NOTE


@HERE.rule(
    id="P05",
    title="A yearly standard measured on a shorter time",
    means="A standard written for a year is met or missed over a year. Applied to a month or a few weeks "
    "without "
    "explanation it is another, harder standard: good and bad months no longer balance.",
    innocent=(
        "The standard itself says how it applies to a shorter time.",
        "Work in the year's rest could no longer change the result, and that was shown.",
    ),
    settles=("The passage that turns the yearly standard into one for the shorter time, with its reason.",),
    asks="How does a standard for the year apply to these weeks, and what is my result over the year?",
    source=Source(
        "Muff v. Department of Commerce, MSPB DC-0432-11-0095-I-1 (2012), as reported",
        "http://whitfieldlegal.blogspot.com/2012/01/",
    ),
    parameters={"days": 300},
    parameter_words={"days": "days from which a goal's window counts as a year"},
    decisive_key="measured_on_shorter_period_than_standard",
)
def yearly_standard_on_month(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    yearly = [e for e in file.stating("yearly_standard") if established(e)]
    short = [e for e in file.stating("judged_on_short_period") if established(e)]
    after = [s for s in short if any(y.order < s.order for y in yearly)]
    if yearly and after:
        yield Hit(because=(*yearly, *after), severity=Severity.DECISIVE, at=after[-1])
    for _plan, opened, terms in opened_with_terms(file):
        for goal in terms.goals:
            window = _window(goal)
            if window and window < ctx.days("days") and _is_yearly(goal) and not goal.prorate:
                yield Hit(
                    because=(opened,),
                    arithmetic=(f"“{goal.standard[:80]}” is for a year; the goal counts {window} days.",),
                )


def _window(goal: GoalTerms) -> int | None:
    return (goal.window_end - goal.window_start).days + 1 if goal.window_start and goal.window_end else None


def _is_yearly(goal: GoalTerms) -> bool:
    words = f"{goal.standard} {goal.measure}".lower()
    return any(w in words for w in ("annual", "yearly", "per year", "a year", "twelve months", "12 months"))


@HERE.rule(
    id="P06",
    title="Targets that the person could not influence",
    means="A target that was missed because of supply, staffing, the market or somebody else's work says "
    "nothing "
    "about the person who missed it.",
    innocent=("Others met the same targets in the same conditions.", "The target was adjusted for them."),
    settles=("What others in the same conditions reached.", "How the target allowed for them."),
    asks="What did others reach in the same conditions, and how was my target adjusted?",
    source=Source("Published decisions on capability; measured against comparable peers", confirmed=False),
    decisive_key="targets_outside_employee_control",
)
def outside_control(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    yield from stated_in_file(file, "targets_outside_control")


@HERE.rule(
    id="P07",
    title="What failing leads to was not said",
    means="Somebody whose job depends on a result must be told so before, in plain words. Otherwise the "
    "warning "
    "did not warn.",
    innocent=("It was said in another document that the person had: a policy, an invitation, a warning.",),
    settles=("The sentence that says that the job may end, and when the person had it.",),
    asks="Where was I told what would follow if the plan was not met?",
    source=Source(
        "Breakwell, [1996] UKEAT 856_95_1201; Acas Code of Practice 1, paragraph 21",
        "https://beta.bailii.org/uk/cases/UKEAT/1996/856_95_1201.html",
    ),
    decisive_key="consequence_not_stated",
)
def consequence_not_stated(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    yield from stated_in_file(file, "consequence_not_stated")
    for _plan, opened, terms in opened_with_terms(file):
        if not terms.consequences.strip():
            yield Hit(because=(opened,), says="The plan's part on consequences is empty.")


@HERE.rule(
    id="D12",
    title="Due before the plan was given",
    means="A goal whose day had already passed when the person received the plan could not be met.",
    innocent=("The day is a slip of the pen and was corrected at once.",),
    settles=("The corrected day, acknowledged.",),
    asks="This goal was due before I had the plan. Which day holds?",
    source=ASE,
    versions=(Version(severity=Severity.DECISIVE),),
)
def due_before_delivery(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for _plan, opened, terms in opened_with_terms(file):
        day = opened.when.exact
        passed = [g for g in terms.goals if g.due and day and g.due < day]
        if passed:
            yield Hit(
                because=(opened,),
                severity=None if any(g.required for g in passed) else Severity.SERIOUS,
                arithmetic=tuple(
                    f"“{(g.statement or g.id)[:80]}” was due on {said_day(g.due)}; the plan was given on "
                    f"{said_day(day)}."
                    for g in passed
                    if g.due and day
                ),
            )


@HERE.rule(
    id="D35",
    title="The plan changes terms of the job",
    means="A plan that takes away pay, bonus, promotion, transfer or duties, or adds an obligation outside "
    "the "
    "job, is more than help or warning: it can itself be an adverse step and needs legal review.",
    innocent=("The change applies to everyone in the role.", "The person asked for it."),
    settles=("Legal review of the change, or a plan without it.",),
    asks="Does this plan change my pay, bonus, eligibility or duties, and on what basis?",
    source=Source(
        "Walsh v. HNTB (1st Cir. 2026); Scheer v. Sisters of Charity (10th Cir. 2025), as reported",
        "https://parsonsbehle.com/insights/employment-law-update-august-7-2025",
    ),
)
def plan_changes_terms(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for event in file.stating("changes_terms"):
        if event.kind in {*PLAN_TERMS, "plan_extended", "plan_drafted"} or event.plan:
            yield Hit(because=(event,))
    for plan in file.plans:
        opened, closed = plan.opened, plan.closed
        if opened is None:
            continue
        for terms in file.of("job_terms"):
            running = file.before(opened, terms).yes and (closed is None or file.before(terms, closed).yes)
            if running:
                yield Hit(because=(opened, Ground(terms, "the changed terms of the job")))
