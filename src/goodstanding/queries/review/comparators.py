"""What a review may know of other people: figures and plans without names, gathered when it runs.

Five statements at most, whatever the size of the organisation. Nobody's figure is told where fewer than five
people are compared, and no label says whose plan or figure it is.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean, quantiles
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, F, Q, QuerySet, Sum, Value

from goodstanding.domain.case import Case
from goodstanding.domain.entries.plan import Delivered
from goodstanding.domain.entries.terms import Deficiency, Goal, PlanTerms
from goodstanding.domain.file import File
from goodstanding.domain.policy import Policy
from goodstanding.queries.standing import current
from goodstanding.record.entry_parts import payload_of
from goodstanding.review.comparators import Comparators, Figures, Group, OtherPlan, Peer
from goodstanding.store import models

BACK = timedelta(days=3 * 365)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
MOST_PLANS, MOST_TEXTS, MOST_PEERS = 400, 20, 500
FEWEST = 5


@dataclass(frozen=True, slots=True)
class _Mine:
    """Where the person stands on the day, and the plan that is looked at."""

    person: UUID
    manager: UUID | None
    family: str
    level: str
    team: str
    goals: tuple[Goal, ...]
    before: date


def gather(
    person: UUID, file: File, case: Case | None, *, policy: Policy, as_of: date, groups: bool = False
) -> Comparators:
    """`groups`: for counsel, who alone may read them."""
    mine = _mine(person, file, case, as_of)
    plans = _plans(mine, as_of)
    figures, peers, higher = _figures(mine, plans) if mine.family else ((), (), True)
    return Comparators(
        peers=peers or None,
        peers_higher_is_better=higher,
        figures=figures or None,
        other_plans=_with_words(plans, mine, as_of),
        usual_days=tuple(p.days for p in plans if p.days and p.level == mine.level) or None,
        policy_minimum_days=policy.minimum_plan_days,
        groups=_groups() if groups else None,
    )


def _mine(person: UUID, file: File, case: Case | None, as_of: date) -> _Mine:
    places = [p for p in file.placements() if p.since <= as_of]
    place = places[-1].place if places else None
    goals = tuple(g for g in (case.terms.goals if case else ()) if g.kind == "metric" and g.metric)
    start = case.starts_on if case else None
    return _Mine(
        person,
        case.manager if case else place.manager if place else None,
        place.job_family if place else "",
        place.level if place else "",
        place.team if place else "",
        goals,
        min(start, as_of) if start else as_of,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    case: UUID
    person: UUID
    manager: UUID
    started: date
    days: int | None
    level: str
    team: str


def _plans(mine: _Mine, as_of: date) -> list[_Plan]:
    """Other people's delivered plans of the last years, the latest first. One statement."""
    place = "person__assignments"
    rows = (
        models.Case.objects.filter(
            Q(**{f"{place}__until": None}) | Q(**{f"{place}__until__gt": F("delivered_on")}),
            delivered_on__range=(as_of - BACK, as_of),
            **{f"{place}__since__lte": F("delivered_on")},
        )
        .exclude(person=mine.person)
        .order_by("-delivered_on", "id")
        .values_list("id", "person_id", "manager_id", "delivered_on", "starts_on", "ends_on",
                     f"{place}__level", f"{place}__team__code")
    )  # fmt: skip
    return [
        _Plan(
            id, person, manager, starts or on, (ends - (starts or on)).days if ends else None, level,
            team or "",
        )
        for id, person, manager, on, starts, ends, level, team in rows[:MOST_PLANS]
    ]  # fmt: skip


def _with_words(plans: Sequence[_Plan], mine: _Mine, as_of: date) -> tuple[OtherPlan, ...]:
    """Every plan's dates; the words of those nearest to this one. One statement."""
    near = sorted(plans, key=lambda p: (p.manager != mine.manager, p.team != mine.team))[:MOST_TEXTS]
    rows = models.Entry.objects.filter(case_id__in=[p.case for p in near], kind="delivered")
    words = {
        case: _words(payload_of("delivered", json.loads(text)))
        for case, text in rows.order_by("idx").values_list("case_id", "payload__disclosures")
    }
    return tuple(
        OtherPlan(
            label=_label(p, mine),
            words=words.get(p.case, ""),
            days=p.days,
            started=p.started,
            manager=str(p.manager),
            team=p.team,
        )
        for p in plans
    )


def _label(plan: _Plan, mine: _Mine) -> str:
    """Says which plan without saying whose."""
    near = "by the same manager" if plan.manager == mine.manager else "in the organisation"
    return f"a plan of {plan.started:%B %Y} {near}"


def _words(payload: Any) -> str:
    assert isinstance(payload, Delivered)
    return plan_words(payload.terms, payload.deficiencies)


def plan_words(terms: PlanTerms, deficiencies: Iterable[Deficiency]) -> str:
    """What is the plan's own in its words: the facts and the goals, without what every plan says."""
    goals = (" ".join(filter(None, (g.statement, g.target_words, g.measure))) for g in terms.goals)
    return "\n".join([d.fact for d in deficiencies] + [g for g in goals if g])


def _figures(mine: _Mine, plans: Sequence[_Plan]) -> tuple[tuple[Figures, ...], tuple[Peer, ...], bool]:
    """Two statements: what everybody in the job reached in as many days as each goal has, right before the
    plan; and the person's own year."""
    asks = [_Ask.of(goal, mine.before) for goal in mine.goals if goal.window_start and goal.window_end]
    if not asks:
        return (), (), True
    rows = _rows(mine, asks)
    years = _own_years(mine, asks)
    figures = tuple(_figure(mine, ask, [r for r in rows if r.goal == ask.goal.id], years) for ask in asks)
    first = asks[0]
    peers = _peers(mine, [r for r in rows if r.goal == first.goal.id], plans, first)
    return tuple(f for f in figures if f is not None), peers, first.goal.direction == "at_least"


@dataclass(frozen=True, slots=True)
class _Ask:
    goal: Goal
    first: date
    last: date

    @classmethod
    def of(cls, goal: Goal, before: date) -> _Ask:
        assert goal.window_start is not None
        assert goal.window_end is not None
        last = min(before, goal.window_start) - DAY
        return cls(goal, last - (goal.window_end - goal.window_start), last)

    def value(self, total: float, mean: float, work: float) -> float | None:
        if self.goal.aggregation == "rate":
            return total / work if work else None
        return total if self.goal.aggregation == "sum" else mean


@dataclass(frozen=True, slots=True)
class _Row:
    goal: str
    person: UUID
    manager: UUID | None
    level: str
    value: float
    periods: int


def _rows(mine: _Mine, asks: Sequence[_Ask]) -> list[_Row]:
    parts = [_totals(mine, ask) for ask in asks]
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    by_goal = {ask.goal.id: ask for ask in asks}
    rows = []
    for person, manager, level, goal, total, mean, work, periods in found:
        value = by_goal[goal].value(float(total), float(mean), float(work or 0))
        if value is not None:
            rows.append(_Row(goal, person, manager, level, value, periods))
    return rows


def _totals(mine: _Mine, ask: _Ask) -> QuerySet[models.Observation, Any]:
    place = "person__assignments"
    found: QuerySet[models.Observation, Any] = (
        models.Observation.objects.filter(
            current(ask.last, f"{place}__"),
            metric__code=ask.goal.metric,
            first__gte=ask.first,
            last__lte=ask.last,
            **{f"{place}__job_family": mine.family},
        )
        .order_by()
        .values("person_id", f"{place}__manager_id", f"{place}__level")
        .annotate(
            goal=Value(ask.goal.id), total=Sum("value"), mean=Avg("value"), work=Sum("exposure"),
            periods=Count("id"),
        )
        .values_list("person_id", f"{place}__manager_id", f"{place}__level", "goal", "total", "mean", "work",
                     "periods")
    )  # fmt: skip
    return found


def _own_years(mine: _Mine, asks: Sequence[_Ask]) -> dict[str, list[tuple[date, date, float, float]]]:
    since = min(ask.last for ask in asks) - YEAR
    rows = models.Observation.objects.filter(
        person=mine.person, metric__code__in={a.goal.metric for a in asks}, first__gte=since
    ).order_by("first")
    found: dict[str, list[tuple[date, date, float, float]]] = defaultdict(list)
    for code, first, last, value, exposure in rows.values_list(
        "metric__code", "first", "last", "value", "exposure"
    ):
        found[code].append((first, last, float(value), float(exposure or 0)))
    return found


def _whole(rows: Sequence[_Row]) -> list[_Row]:
    """Those with figures for nearly as much of the time as whoever has most."""
    most = max((r.periods for r in rows), default=0)
    return [r for r in rows if r.periods * 5 >= most * 4]


def _figure(
    mine: _Mine, ask: _Ask, rows: Sequence[_Row], years: dict[str, list[tuple[date, date, float, float]]]
) -> Figures | None:
    own = next((r.value for r in rows if r.person == mine.person), None)
    level = [r for r in rows if r.level == mine.level or r.person == mine.person]
    values = [r.value for r in _whole(level) if r.person != mine.person]
    people = len(values) + (own is not None)
    enough = people >= FEWEST
    return Figures(
        metric=ask.goal.metric,
        higher_is_better=ask.goal.direction == "at_least",
        own=own,
        people=people,
        p90=quantiles(values, n=10, method="inclusive")[-1] if enough else None,
        own_best=_best(ask, years.get(ask.goal.metric, [])),
        mean=fmean(values) if enough else None,
        target=float(ask.goal.target) if ask.goal.target is not None else None,
        period=(ask.first, ask.last),
    )


def _best(ask: _Ask, figures: Sequence[tuple[date, date, float, float]]) -> float | None:
    """The best of the windows that follow one another back through twelve months, each with figures in it."""
    length, values = ask.last - ask.first, []
    last = ask.last
    while last > ask.last - YEAR + length:
        inside = [f for f in figures if f[0] >= last - length and f[1] <= last]
        if inside:
            total, work = sum(f[2] for f in inside), sum(f[3] for f in inside)
            value = ask.value(total, total / len(inside), work)
            values += [value] if value is not None else []
        last -= length + DAY
    if not values:
        return None
    return max(values) if ask.goal.direction == "at_least" else min(values)


def _peers(mine: _Mine, rows: Sequence[_Row], plans: Sequence[_Plan], ask: _Ask) -> tuple[Peer, ...]:
    """The others of the job in the same time, told apart by letters alone."""
    others = [r for r in _whole(rows) if r.person != mine.person][:MOST_PEERS]
    if len(others) + 1 < FEWEST:
        return ()
    planned = {p.person for p in plans if p.started >= ask.first - YEAR}
    found = [
        Peer(
            label="",
            same_decider=r.manager == mine.manager,
            same_role=r.level == mine.level,
            figure=r.value,
            plan=r.person in planned,
        )
        for r in sorted(others, key=lambda r: (r.value, str(r.person)))
    ]
    return tuple(replace(peer, label=f"Co-worker {n}") for n, peer in enumerate(found, 1))


def _groups() -> tuple[Group, ...] | None:
    """For counsel: how many people of each group there are, and how many had a plan. Two statements."""
    rows = models.Entry.objects.filter(kind="group_code").order_by("idx")
    codes: dict[tuple[UUID, str], str] = {}
    for subject, text in rows.values_list("subject_id", "payload__disclosures"):
        said = payload_of("group_code", json.loads(text))
        codes[subject, said.scheme] = f"{said.scheme}: {said.group}"  # type: ignore[attr-defined]
    if not codes:
        return None
    planned = set(
        models.Case.objects.exclude(delivered_on=None)
        .filter(person__in={subject for subject, _ in codes})
        .values_list("person_id", flat=True)
    )
    people: dict[str, set[UUID]] = defaultdict(set)
    for (subject, _), code in codes.items():
        people[code].add(subject)
    return tuple(
        Group(code=c, people=len(who), plans=len(who & planned)) for c, who in sorted(people.items())
    )
