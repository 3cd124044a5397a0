"""Compared with other files: frozen figures that were gathered beforehand. They list; they prove nothing
alone."""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

from goodstanding.review.comparators import Group, Peer
from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import COUNSEL_ONLY, Hit, Missing, Severity, Source
from goodstanding.review.reading import ending_of, established
from goodstanding.review.rule import Context, Outcome, Registry
from goodstanding.review.when import said

HERE = Registry()


def _plans(file: ReviewFile) -> list[Event]:
    return [p.opened for p in file.plans if p.opened is not None]


@HERE.rule(
    id="D28",
    title="Others with the same or worse results had no plan",
    means="A plan for one and none for others in the same role, period and under the same decision, with "
    "equal or "
    "worse figures, asks for a reason. The list shows figures and numbers; it decides nothing alone.",
    innocent=(
        "The others' figures have another cause: less work, another territory, an absence.",
        "This plan answers something that the figures do not show.",
    ),
    settles=("Why this person and not the others, in writing and at the time.",),
    asks="Were others with similar results put on a plan?",
    source=Source(
        "Coleman v. Donahoe, 667 F.3d 835 (7th Cir. 2012)",
        "https://app.midpage.ai/document/denise-coleman-v-patrick-r-donaho-620392",
    ),
    decisive_key="comparators_treated_better",
    needs=("peers",),
)
def others_without_plan(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    ending = ending_of(file)
    stated = file.stating("comparators_better")
    for event in stated:
        several = "one_comparator" not in event.states
        decisive = several and established(event) and (ending is not None or bool(_plans(file)))
        yield Hit(
            because=(event,),
            severity=Severity.DECISIVE if decisive else Severity.SERIOUS,
            says="" if several else "It names a single co-worker.",
        )
    plans = _plans(file)
    if stated or not plans:
        return
    peers = ctx.comparators.peers
    if peers is None:
        yield Missing(
            what=("how others in the same role and period did, and who of them had a plan",),
            because=tuple(plans),
        )
        return
    own = _own_figure(peers)
    others = [p for p in peers if p.label != "self" and p.same_role and p.same_decider and not p.plan]
    worse = [p for p in others if _no_better(p, own, ctx.comparators.peers_higher_is_better)]
    if worse:
        yield Hit(
            because=(plans[-1],),
            arithmetic=(
                f"{len(worse)} of {len(others)} others without a plan: "
                + "; ".join(f"{p.label} {p.figure:g}" for p in worse if p.figure is not None)
                + f"; this person {own:g}.",
            ),
        )


def _own_figure(peers: tuple[Peer, ...]) -> float | None:
    return next((p.figure for p in peers if p.label == "self"), None)


def _no_better(peer: Peer, own: float | None, higher: bool) -> bool:
    if peer.figure is None or own is None:
        return False
    return peer.figure <= own if higher else peer.figure >= own


@HERE.rule(
    id="D29",
    title="Plans fall unequally on a group",
    means="Where one group has plans far more often than another and chance does not explain it, the use of "
    "plans "
    "needs a look as a whole. It says nothing about this plan.",
    innocent=("The groups do different work.", "Another factor, seniority or site, explains both."),
    settles=("The same count within each role, site and year.",),
    asks="Has the organisation looked at how its plans fall on different groups?",
    source=Source(
        "Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607 (a screening heuristic)",
        "https://www.reginfo.gov/public/do/eAgendaViewRule?RIN=3046-AB43",
    ),
    parameters={"ratio": 0.8, "chance": 0.05, "fewest": 10},
    parameter_words={
        "ratio": "ratio of the shares without a plan below which it is noticed",
        "chance": "probability by Fisher's exact test below which chance does not explain it",
        "fewest": "people in a group below which nothing is shown",
    },
    audience=COUNSEL_ONLY,
    needs=("groups",),
)
def unequal_on_groups(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    groups = ctx.comparators.groups
    plans = _plans(file)
    if not plans:
        return
    if groups is None:
        yield Missing(what=("counts of plans by group",), because=(plans[-1],))
        return
    shown = [g for g in groups if g.people >= ctx.days("fewest")]
    if len(shown) < 2:
        return
    best = max(shown, key=_free)
    for group in shown:
        ratio = _free(group) / _free(best) if _free(best) else 1.0
        chance = fisher(group.plans, group.people, best.plans, best.people)
        if group is not best and ratio < ctx.number("ratio") and chance < ctx.number("chance"):
            yield Hit(
                because=(plans[-1],),
                severity=Severity.NOTE,
                arithmetic=(
                    f"{group.plans} of {group.people} against {best.plans} of {best.people}: ratio of those "
                    f"without "
                    f"a plan {ratio:.2f}, exact probability {chance:.3f}.",
                ),
            )


def _free(group: Group) -> float:
    return 1 - group.plans / group.people if group.people else 1.0


def fisher(a: int, n: int, b: int, m: int) -> float:
    """Two-sided exact probability of a table at most as likely as a of n and b of m (Fisher 1935)."""
    total = a + b

    def ways(x: int) -> int:
        return comb(n, x) * comb(m, total - x)

    seen = ways(a)
    likely = [ways(x) for x in range(max(0, total - m), min(n, total) + 1)]
    return sum(w for w in likely if w <= seen) / sum(likely)


@HERE.rule(
    id="D37",
    title="Plans by the number",
    means="Plans that follow a target number, or that begin on one day across teams, look like a way to "
    "reach a "
    "headcount rather than an answer to this person's work.",
    innocent=("Plans begin when the appraisal cycle ends.",),
    settles=("How this plan was decided on, apart from any number.",),
    asks="Was there a target for the number of plans?",
    source=Source(
        "Business Insider on internal papers of one employer (2024)",
        "https://www.businessinsider.com/amazon-hr-document-employees-pip-layoffs-performance-improvement-plans-2024-3",
    ),
    parameters={"periods": 3, "same_day": 5, "teams": 3},
    parameter_words={
        "periods": "periods in a row in which the number opened equals the target",
        "same_day": "plans on one day from which it is noticed",
        "teams": "teams that they come from",
    },
    needs=("quota", "other_plans"),
)
def plans_by_number(file: ReviewFile, ctx: Context) -> Iterator[Outcome]:
    plans = _plans(file)
    if not plans:
        return
    quota, others = ctx.comparators.quota, ctx.comparators.other_plans
    if quota is None and others is None:
        yield Missing(
            what=("how many plans were meant to be opened, and when others were",), because=(plans[-1],)
        )
        return
    recent = (quota or ())[-ctx.days("periods") :]
    if len(recent) == ctx.days("periods") and all(t > 0 and t == n for _, t, n in recent):
        told = "; ".join(f"from {said(start)}: {target} asked for, {n} opened" for start, target, n in recent)
        yield Hit(because=(plans[-1],), arithmetic=(f"In the whole organisation, {told}.",))
    given = plans[-1].when.exact
    same = [o for o in others or () if given is not None and given in {o.started, o.given}]
    teams = {o.team for o in same}
    if len(same) >= ctx.days("same_day") and len(teams) >= ctx.days("teams"):
        yield Hit(
            because=(plans[-1],),
            severity=Severity.NOTE,
            arithmetic=(f"{len(same)} other plans in {len(teams)} teams began the same day.",),
        )
