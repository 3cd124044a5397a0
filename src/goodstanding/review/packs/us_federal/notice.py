"""Before the opportunity period, and the notice that opens it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Hit, Missing, Severity
from goodstanding.review.linter import TextKind, lint
from goodstanding.review.packs.common import courses, is_document, law, says, stated
from goodstanding.review.packs.us_federal.elements import (
    element,
    elements,
    goals,
    instances,
    same,
    standards,
)
from goodstanding.review.packs.us_federal.sources import NOTICE, SANTOS, USC
from goodstanding.review.reading import established
from goodstanding.review.rule import Context, Outcome, Registry, Version
from goodstanding.review.when import said

HERE = Registry()
SANTOS_DAY = date(2021, 3, 11)
SANTOS_EVE = date(2021, 3, 10)
DECISIVE, SERIOUS, NOTE = Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE


@HERE.rule(
    id="F01",
    title="Perhaps outside chapter 43",
    means="Chapter 43 does not cover everybody: employees in a probationary or trial period, in their "
    "first year of some excepted positions, and in policy positions outside the adverse-action procedures "
    "have other rights. If the person is one of them, the other findings of this pack may not apply.",
    innocent=("The period or the exception had ended before the proposal.",),
    settles=("The appointment document with the type of appointment and the end of any probation.",),
    asks="Which appointment do I hold, and does chapter 43 apply to it?",
    source=law(
        "5 USC 4303(f); Schedule Policy/Career rule of 9 March 2026", "https://frtracker.app/fr/2026-02375"
    ),
    versions=(Version(severity=NOTE),),
)
def outside_chapter(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    steps = courses(file)
    if not steps:
        return
    jobs = file.of("hired", "job_terms", "moved")
    told = [e for e in jobs if says(e, "probation")]
    if told:
        yield Hit(because=(told[-1], steps[-1].last))
    elif not jobs:
        yield Missing(what=("the type of the appointment",), because=(steps[-1].last,))


@HERE.rule(
    id="F02",
    title="Approval of the appraisal system",
    means="An agency that defends a performance action has to show that the Office of Personnel Management "
    "approved its appraisal system, and any significant change of it.",
    innocent=("The approval lies with the agency’s human capital office, outside this file.",),
    settles=("The approval letter that covers the appraisal period.",),
    asks="When did OPM approve the appraisal system that I was rated under, as it stood then?",
    source=law(
        "Adamsen v. Department of Agriculture, 2011 MSPB 49; Lee v. Department of Veterans Affairs, "
        "2022 MSPB 11",
        "https://www.mspb.gov/MSPBSEARCH/viewdocs.aspx?docnumber=604055&version=605897&application=HTML",
    ),
    versions=(Version(severity=DECISIVE),),
    decisive_key="appraisal_system_not_approved",
)
def system_approval(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    steps = courses(file)
    if not steps:
        return
    denied = file.stating("system_not_approved")
    for event in denied:
        weight = None if established(event) else SERIOUS
        yield Hit(because=(event, steps[-1].last), severity=weight, at=event)
    if denied:
        return
    if not any(says(e, "approval") for e in file.events):
        yield Missing(what=("OPM’s approval of the appraisal system",), because=(steps[-1].last,))


@HERE.rule(
    id="F03",
    title="The standard was made known after the work it is applied to",
    means="Nobody can be held to a standard before they were told of it. Every instance relied on has to "
    "lie after the day on which that standard was communicated.",
    innocent=(
        "The standard was given earlier in another form: a performance agreement, a signed position "
        "document.",
    ),
    settles=("The performance plan signed or dated by the employee for that element.",),
    asks="When was I first given this standard in writing?",
    source=law("5 USC 4302(c)(2)", USC, confirmed=False),
    versions=(Version(severity=DECISIVE),),
)
def standard_known_too_late(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    known = [(text, day) for text, day, _ in standards(file) if day is not None]
    for each in instances(file):
        days = [day for text, day in known if text == same(each.standard)]
        if not days:
            yield Missing(
                what=(f"the day on which “{each.standard[:80]}” was made known",), because=(each.event,)
            )
        elif each.on < min(days):
            yield Hit(
                because=(each.event,),
                arithmetic=(
                    f"The shortfall is of {said(each.on)}; the standard was made known on {said(min(days))}.",
                ),
            )


@HERE.rule(
    id="F04",
    title="A standard without an objective measure",
    means="Standards have to permit, as far as feasible, an accurate evaluation on objective criteria that "
    "relate to the job. A standard that nobody could meet, or that names no criterion, is open to attack "
    "as invalid.",
    innocent=(
        "The work allows no figure, and the file says why.",
        "The criterion stands in another document.",
    ),
    settles=("The full text of the standard, or the recorded reason why it cannot be measured.",),
    asks="By which objective criterion is this standard measured?",
    source=law("5 USC 4302(c)(1)", USC, confirmed=False),
    versions=(Version(severity=DECISIVE),),
    decisive_key="standard_invalid",
)
def standard_without_measure(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened, terms = plan.opened, plan.terms
        if opened is None:
            continue
        if terms is None or not terms.whole:
            yield Missing(what=("the text of the standards",), because=(opened,))
            continue
        for goal in goals(plan):
            if goal.target is None and not goal.target_words and not goal.measure:
                yield Hit(because=(opened,), says=f"“{goal.statement[:120]}” names nothing that is measured.")
            elif _absolute(f"{goal.statement}. {goal.target_words}"):
                yield Hit(
                    because=(opened,), severity=SERIOUS,
                    says=f"“{goal.statement[:120]}” allows no slip at all.",
                )  # fmt: skip


def _absolute(text: str) -> bool:
    return any(mark.rule == "absolute-standard" for mark in lint(text, TextKind.GOAL))


@HERE.rule(
    id="F05",
    title="An element of an earlier position",
    means="A critical element has to belong to the position that the person holds. A standard of an "
    "earlier position does not bind in a new one until it is communicated there.",
    innocent=("The new position has the same element, and the standard was given again without an entry.",),
    settles=("The position description and the performance plan of the present position.",),
    asks="Is this element part of the position that I hold now?",
    source=law(
        "FEDweek, chapter 43 actions", "http://www.fedweek.com/legal-reference/chapter-43-actions/amp/"
    ),
    versions=(Version(severity=DECISIVE),),
)
def element_of_another_position(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        moves = [e for e in file.of("moved", "job_terms") if e.order < opened.order]
        made_known = [
            (text, e) for text, _, e in standards(file) if e.order < opened.order and e.kind == "standard"
        ]
        if not made_known:
            if moves:
                yield Missing(what=("which position the standards belong to",), because=(moves[-1], opened))
            continue
        for text in sorted(elements(plan)):
            own = [e for known, e in made_known if known == text]
            if own and moves and own[-1].order < moves[-1].order:
                yield Hit(because=(own[-1], moves[-1], opened), at=opened)


@HERE.rule(
    id="F06",
    title="No earlier shortfall in this element",
    means="The agency has to show unacceptable performance in the element before the opportunity period: "
    "at least one dated instance in that same element, after its standard was made known.",
    innocent=(
        "The earlier instances are recorded elsewhere: in a case system, in reports, in mid-year reviews.",
    ),
    settles=("A dated, evidenced instance in that element from before the period.",),
    asks="Which instances in this element, before the period began, was it based on?",
    source=SANTOS,
    # A court has said what the statute always meant: what counts is the law on the day of the review.
    versions=(
        Version(id="before Santos", severity=NOTE, effective_to=SANTOS_EVE, governs="review"),
        Version(id="since Santos", severity=DECISIVE, effective_from=SANTOS_DAY, governs="review"),
    ),
    decisive_key="pre_plan_unacceptable_performance_not_shown",
)
def element_without_instance(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        begun = opened.terms.starts if opened.terms and opened.terms.starts else opened.when.exact
        earlier = {same(i.standard) for i in instances(file) if begun is None or i.on < begun}
        for goal in goals(plan) if earlier else ():  # with none at all, D09 speaks
            if not element(goal):
                what = f"an earlier instance for “{goal.statement[:80]}”"
                yield Missing(what=(what,), because=(opened,))
            elif element(goal) not in earlier:
                yield Hit(because=(opened,), says=f"None is recorded for “{goal.standard[:120]}”.")


@HERE.rule(
    id="F07",
    title="The notice does not name the failing elements",
    means="The written notice has to identify each critical element in which performance is unacceptable.",
    innocent=("The elements stand in an annex that was not filed.",),
    settles=("The notice with its annexes.",),
    asks="In which critical elements is my performance said to be unacceptable?",
    source=NOTICE,
    versions=(Version(severity=DECISIVE),),
)
def notice_without_elements(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        if not is_document(opened):
            yield Missing(what=("the text of the notice",), because=(opened,))
        elif not elements(plan) and not opened.payload.get("deficiencies"):
            yield Hit(because=(opened,))


@HERE.rule(
    id="F08",
    title="The notice does not say what must be attained",
    means="For each failing element the notice has to state the requirement or standard that must be "
    "attained to keep the position.",
    innocent=("The requirement was given on the same day in another document.",),
    settles=("The sentence of the notice, or of its annex, that states the requirement for each element.",),
    asks="What exactly must I attain, in each element, to keep my position?",
    source=NOTICE,
    versions=(Version(severity=DECISIVE),),
    decisive_key="plan_no_pass_mark",
)
def notice_without_requirement(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened, terms = plan.opened, plan.terms
        if opened is None:
            continue
        if terms is None or not terms.whole:
            yield Missing(what=("the requirement for each element",), because=(opened,))
            continue
        for goal in goals(plan):
            if goal.target is None and not goal.target_words:
                yield Hit(
                    because=(opened,),
                    says=f"“{goal.statement[:120]}” has neither a figure nor a description.",
                )


@HERE.rule(
    id="F09",
    title="The notice does not say what may follow",
    means="The notice should say that unless performance improves to the required level, and stays there, "
    "the person may be reduced in grade or removed.",
    innocent=("It was said in the meeting, and the minutes hold it.",),
    settles=("The sentence of the notice that says so.",),
    asks="What may follow if the requirement is not attained and sustained?",
    source=NOTICE,
    versions=(Version(severity=SERIOUS),),
    decisive_key="consequence_not_stated",
)
def notice_without_consequence(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for plan in file.plans:
        opened = plan.opened
        if opened is None:
            continue
        said = stated(opened, "ending")
        if said.unknown:
            yield Missing(what=("what the notice says may follow",), because=(opened,))
        elif said.no:
            yield Hit(because=(opened,))
