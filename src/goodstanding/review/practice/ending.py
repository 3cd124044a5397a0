"""How the step against the person was reached: reasons, hearing, who decided, and when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Ground, Hit, Missing, Severity, Source
from goodstanding.review.practice.sources import BREAKWELL, BURTON
from goodstanding.review.practice.terms import stated_in_file
from goodstanding.review.reading import (
    before,
    ending_of,
    established,
    is_adverse,
    is_criticism,
)
from goodstanding.review.rule import Context, Outcome, Registry, Version

HERE = Registry()


@HERE.rule(
    id="D16",
    title="The reasons change",
    means="A reason that appears, disappears or changes from one document to the next suggests that none of "
    "them "
    "was the real one.",
    innocent=(
        "The later document only says the same in more detail.",
        "A reason was dropped after the reply.",
    ),
    settles=("One statement of the reasons, with when and by whom each was first given.",),
    asks="Which reasons were given in the plan, in the proposal and in the decision, and why do they differ?",
    source=Source(
        "Proof of pretext (American Bar Association paper of 2018)",
        "https://vdocument.in/proof-of-pretext-american-bar-2018-01-18-evidence-and-proof-of-pretext.html",
    ),
    decisive_key="shifting_reasons",
)
def reasons_change(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    stated = list(stated_in_file(file, "reasons_changed"))
    yield from stated or _other_reason_later(file)
    given = [e for e in file.events if e.reasons and e.kind in {"proposed_action", "decision", "termination"}]
    for earlier, later in pairwise(given):
        if earlier.plan != later.plan:
            continue
        first, then = _codes(earlier), _codes(later)
        added, dropped = sorted(then - first), sorted(first - then)
        if added or dropped:
            said = [f"Added: {', '.join(added)}."] if added else []
            said += [f"No longer given: {', '.join(dropped)}."] if dropped else []
            yield Hit(
                because=(earlier, later),
                arithmetic=tuple(said),
                severity=Severity.SERIOUS if added else Severity.NOTE,
            )


REASONS = (
    "reason_performance",
    "reason_post_gone",
    "reason_misconduct",
    "reason_attendance",
    "reason_attitude",
)


def _other_reason_later(file: ReviewFile) -> Iterator[Outcome]:
    """A reason of another sort, given to an authority or a court after the end, than was given at the end."""
    ending = ending_of(file)
    if ending is None:
        return
    first = ending.states.intersection(REASONS)
    for later in file.stating("said_to_authority"):
        then = later.states.intersection(REASONS)
        if later.order > ending.order and first and then - first:
            yield Hit(
                because=(Ground(ending, "the reason at the time"), Ground(later, "the reason given later")),
                severity=Severity.SERIOUS if then & first or later.disputed else Severity.DECISIVE,
                says="A reason of another sort was given later.",
            )


def _codes(event: Event) -> set[str]:
    return {" ".join(r.casefold().split()) for r in event.reasons}


@HERE.rule(
    id="P09",
    title="The reason was not known to whoever decided",
    means="A decision rests on what its maker knew. A reason that they learned of later cannot have been the "
    "reason.",
    innocent=("It was known, and the note of it is kept elsewhere.",),
    settles=("What was before the person who decided, with its date.",),
    asks="What did the person who decided know on that day, and from whom?",
    source=BURTON,
    versions=(Version(severity=Severity.SERIOUS),),
    decisive_key="reason_unknown_to_decider",
)
def reason_unknown(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    yield from stated_in_file(file, "decider_did_not_know")


@HERE.rule(
    id="D17",
    title="Settled beforehand",
    means="A replacement sought, a letter typed or access taken away before the plan or the hearing is over "
    "shows "
    "that the end was settled while the chance was still said to be open.",
    innocent=(
        "The requisition was for another post.",
        "Letters for each possible outcome were prepared, and the others exist.",
    ),
    settles=("What the document was for, and who asked for it when.",),
    asks="Was anything prepared for my leaving before the plan or the meeting was over?",
    source=BREAKWELL,
    decisive_key="decision_prejudged",
)
def settled_beforehand(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    for hit in stated_in_file(file, "prejudged"):
        contemplated = "considered_before" in hit.because[0].states  # type: ignore[union-attr]
        yield Hit(
            because=hit.because,
            at=hit.at,
            says=hit.says,
            severity=Severity.NOTE if contemplated else hit.severity,
        )
    for artefact in file.of("exit_artefact"):
        for plan in file.plans:
            opened = plan.opened
            if opened is None:
                continue
            early = file.before(artefact, opened).yes
            last = plan.closed.when if plan.closed else None
            during = early or (
                file.before(opened, artefact).yes
                and (plan.closed is None or file.before(artefact, plan.closed).yes)
            )
            if during:
                yield Hit(
                    because=(Ground(artefact, "the preparation"), Ground(opened, "the plan")),
                    severity=Severity.DECISIVE if early else Severity.SERIOUS,
                    arithmetic=(
                        f"It is of {artefact.when}; the plan began on {opened.when}"
                        + (f" and ended on {last}." if last else " and is still open."),
                    ),
                    at=artefact,
                )
    yield from _decided_before_meeting(file)


def _decided_before_meeting(file: ReviewFile) -> Iterator[Outcome]:
    """A decision dated before the meeting, or before the reply, that it should have waited for."""
    for decision in file.of("decision"):
        if not is_adverse(decision) or not decision.plan:
            continue
        for later in file.of("reply", "meeting"):
            if (
                later.plan == decision.plan
                and file.before(decision, later).yes
                and not _appealed(file, decision, later)
            ):
                yield Hit(because=(decision, later), says="The decision is dated before it.", at=decision)


def _appealed(file: ReviewFile, decision: Event, later: Event) -> bool:
    return any(decision.order < e.order <= later.order for e in file.of("appeal"))


@HERE.rule(
    id="P10",
    title="No chance to state a case before the decision",
    means="Whoever is to lose a job should hear what is said against them and answer it before it is "
    "decided. A "
    "meeting held afterwards only announces.",
    innocent=(
        "The person was invited and chose not to come.",
        "The answer was given in writing and considered.",
    ),
    settles=("The invitation, the minutes or the reply, dated before the decision.",),
    asks="When was I heard before the decision, and how was what I said considered?",
    source=BREAKWELL,
    versions=(Version(severity=Severity.SERIOUS),),
    decisive_key="no_hearing_before_decision",
)
def no_hearing(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    stated = list(stated_in_file(file, "no_hearing"))
    for hit in stated:
        yield Hit(
            because=hit.because,
            at=hit.at,
            says=hit.says,
            severity=None if hit.severity is Severity.DECISIVE else Severity.NOTE,
        )
    if stated:
        return
    for decision in file.of("decision", "termination"):
        if not is_adverse(decision) or (decision.kind == "termination" and file.of("decision")):
            continue
        heard = [e for e in file.of("reply", "meeting", "proposed_action") if e.order < decision.order]
        if any(e.kind in {"reply", "meeting"} for e in heard):
            continue
        if file.is_complete("reply", "meeting"):
            waived = [e for e in file.events if e.payload.get("reply_waived") or e.label == "reply_waived"]
            if not waived:
                yield Hit(because=(decision,), says="No meeting and no reply stands before it.")
        else:
            yield Missing(what=("whether the person was heard before",), because=(decision,))


@HERE.rule(
    id="P11",
    title="Steps of the employer's own policy left out",
    means="An employer that has written steps, warnings first, then the end, is expected to take them. "
    "Leaving "
    "them out for one person supports the inference that something else was the reason.",
    innocent=(
        "The policy allows steps to be left out, and the reason was written down.",
        "The step was taken and its record is kept elsewhere.",
    ),
    settles=("The policy of the time, and a record for each step that it asks for.",),
    asks="Which steps does the policy ask for, and when was each taken with me?",
    source=Source(
        "Collazo v. Bristol-Myers Squibb, 617 F.3d 39 (1st Cir. 2010); Briggs v National Museums Scotland "
        "(2025)",
        "https://www.personneltoday.com/hr/national-museums-scotland-unfair-dismissal/",
    ),
    parameters={"warning_needed": "no"},
    parameter_words={
        "warning_needed": "yes: the law of the place asks for a warning, whatever the policy says"
    },
    decisive_key="policy_steps_skipped warning_stage_skipped",
)
def steps_left_out(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    stated = list(stated_in_file(file, "steps_skipped"))
    yield from stated
    if stated:
        return
    asks = [e for e in file.stating("policy_asks_warning") if established(e)]
    warned = file.of("warning")
    for event in file.stating("no_warning"):
        needed = bool(asks) or (ctx.parameters["warning_needed"] == "yes" and ending_of(file) is not None)
        if needed and established(event) and not warned:
            yield Hit(because=(*asks, event), severity=Severity.DECISIVE, at=event)
        else:
            yield Hit(because=(event,), severity=Severity.NOTE if warned else Severity.SERIOUS, at=event)


@HERE.rule(
    id="P12",
    title="The first formal stage was also the last",
    means="A fair procedure gives a formal warning, time, and then a final one before the job ends. Where "
    "all "
    "earlier stages were informal and the first formal one already carried dismissal at its end, the stages "
    "in between are missing.",
    innocent=("The shortfall was so grave that one formal stage sufficed, and the reason was written down.",),
    settles=("A formal warning from before, or the reason for going straight to the last stage.",),
    asks="Which formal warning came before the stage that could end my job?",
    source=Source(
        "Acas Code of Practice 1, paragraphs 19 to 21; Briggs v National Museums Scotland (2025)",
        "https://www.acas.org.uk/acas-code-of-practice-for-disciplinary-and-grievance-procedures/html",
    ),
    decisive_key="warning_stage_skipped",
)
def one_formal_stage(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    ending = ending_of(file)
    formal = [e for e in file.events if "formal_stage" in e.states or e.kind in {"warning"}]
    if ending is None or not formal:
        return
    first = formal[0]
    informal = [e for e in before(file, first, file.stating("informal_stage")) if e.kind == "plan_opened"]
    threatens = "ending_threatened" in first.states
    if (
        first.kind == "plan_opened"
        and informal
        and threatens
        and first.order < ending.order
        and established(first)
    ):
        yield Hit(
            because=(*informal, Ground(first, "the first formal stage"), ending),
            says="Every stage before it was informal, and it announced that its end might be dismissal.",
            at=first,
        )


@HERE.rule(
    id="D31",
    title="One person in two roles",
    means="Whoever proposes should not decide, and whoever decided should not hear the appeal: a second "
    "look by "
    "the same eyes is none.",
    innocent=("In a small organisation nobody else was there, and an outside reviewer was asked.",),
    settles=("A decision or an appeal heard by somebody not involved before.",),
    asks="Who proposed, who decided and who heard the appeal?",
    source=Source(
        "5 USC 4303(b)(1)(D); Acas Code of Practice 1, paragraph 27",
        "http://laws9.com/uscode/html/uscode05/usc_sec_05_00004303----000-.html",
        confirmed=False,
    ),
)
def two_roles(file: ReviewFile, _ctx: Context) -> Iterator[Outcome]:
    steps = [e for e in file.of("plan_opened", "proposed_action", "decision", "appeal_decision") if e.author]
    pairs = (
        ("proposed_action", "decision"),
        ("decision", "appeal_decision"),
        ("proposed_action", "appeal_decision"),
    )
    for first_kind, second_kind in pairs:
        for first in steps:
            for second in steps:
                same = first.author == second.author and first.plan == second.plan
                if (
                    first.kind == first_kind
                    and second.kind == second_kind
                    and same
                    and first.order < second.order
                ):
                    name = file.names.get(first.author, "the same person")
                    yield Hit(because=(first, second), arithmetic=(f"Both are by {name}.",))


@HERE.rule(
    id="D30",
    title="Nearly all evidence comes from one person in conflict",
    means="Where nearly all criticism was written by one person about whom a complaint had been made, a "
    "decision "
    "that rests on it carries their motive, unless somebody else looked at the work independently.",
    innocent=("Figures or others' accounts, independent of that person, show the same.",),
    settles=("A review of the evidence by somebody with sources of their own.",),
    asks="Who beside this manager looked at the evidence independently?",
    source=Source(
        "Staub v. Proctor Hospital, 562 U.S. 411 (2011)",
        "https://dev.ccbjournal.com/articles/takeaways-supreme-courts-cats-paw-decision",
    ),
    parameters={"share": 0.8, "fewest": 3},
    parameter_words={
        "share": "share of the criticism by one author from which it counts",
        "fewest": "critical entries from which a share is taken",
    },
)
def one_source(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    critical = [e for e in file.events if is_criticism(e) and e.author]
    complaints = [e for e in file.of("grievance") if e.text]
    if len(critical) < ctx.days("fewest") or not complaints:
        return
    for author in {e.author for e in critical}:
        theirs = [e for e in critical if e.author == author]
        share = len(theirs) / len(critical)
        name = file.names.get(author, "")
        about = [c for c in complaints if name and name.casefold() in c.text.casefold()]
        if share <= ctx.number("share"):
            continue
        if about:
            yield Hit(
                because=(*about, *theirs[:5]),
                arithmetic=(f"{len(theirs)} of {len(critical)} critical entries are by {name}.",),
            )
        else:
            yield Missing(what=("about whom the complaint was made",), because=tuple(complaints))
