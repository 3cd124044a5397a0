"""What a review may know of other people: figures and plans without names, gathered when it runs.

Two statements, whatever the size of the organisation, and one more where a number of plans is asked for.
Nobody's figure is told where fewer than five people are compared, and no label says whose plan or figure it
is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from statistics import fmean, quantiles
from typing import Any
from uuid import UUID

from django.db.models import (
    Avg,
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    UUIDField,
    Value,
    When,
)
from django.db.models import Case as CaseOf

from goodstanding.domain.case import Case
from goodstanding.domain.entries.plan import Delivered
from goodstanding.domain.entries.terms import Deficiency, Goal, PlanTerms
from goodstanding.domain.file import File
from goodstanding.domain.policy import Policy
from goodstanding.queries.standing import current
from goodstanding.record.entry_parts import payload_of
from goodstanding.review.comparators import Comparators, Figures, Group, OtherPlan, Peer
from goodstanding.store import models
from goodstanding.store.parts import erased_of
from goodstanding.store.prepared import prepared_rows

BACK = timedelta(days=3 * 365)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
MOST_PLANS, MOST_TEXTS, MOST_PEERS = 100, 20, 500
MOST_WINDOWS, MOST_SPANS = 6, 14
QUARTERS = 4
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
    person: UUID,
    file: File,
    case: Case | None,
    *,
    policy: Policy,
    as_of: date,
    groups: tuple[Group, ...] | None = None,
    chain_intact: bool | None = None,
) -> Comparators:
    """`groups`: for counsel, who alone may read them. `chain_intact`: what `integrity.chain_holds` said."""
    mine = _mine(person, file, case, as_of)
    plans = _plans(mine, as_of, case.delivered_on if case else None)
    figures, peers, higher = _figures(mine, plans) if mine.family else ((), (), True)
    return Comparators(
        peers=peers or None,
        peers_higher_is_better=higher,
        figures=figures or None,
        other_plans=tuple(_other_plan(p, mine) for p in plans),
        usual_days=tuple(p.days for p in plans if p.days and p.level == mine.level) or None,
        policy_minimum_days=policy.minimum_plan_days,
        groups=groups,
        quota=_quota(policy.plans_meant_a_quarter, as_of),
        chain_intact=chain_intact,
    )


def _quota(meant: int, as_of: date) -> tuple[tuple[date, int, int], ...] | None:
    """How many plans were opened in each of the last whole quarters, beside how many were asked for."""
    if not meant:
        return None
    starts = _quarters(as_of)
    given = _given(starts[0], starts[-1] - DAY)
    opened = [sum(first <= day < after for (day,) in given) for first, after in pairwise(starts)]
    return tuple((first, meant, n) for first, n in zip(starts, opened, strict=False))


def _quarters(as_of: date) -> list[date]:
    """The first days of the last whole quarters, and of the one that is running."""
    first = date(as_of.year, (as_of.month - 1) // 3 * 3 + 1, 1)
    found = [first]
    for _ in range(QUARTERS):
        before = found[0] - DAY
        found.insert(0, date(before.year, (before.month - 1) // 3 * 3 + 1, 1))
    return found


@prepared_rows
def _given(since: date, until: date) -> QuerySet[Any, Any]:
    return models.Case.objects.filter(delivered_on__range=(since, until)).values_list("delivered_on")


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
    person: UUID
    manager: UUID
    started: date
    days: int | None
    given: date
    level: str
    team: str
    words: str


def _plans(mine: _Mine, as_of: date, given: date | None) -> list[_Plan]:
    """Other people's delivered plans of the last years: those of the same manager first, then those given on
    the same day, then the latest, the nearest of them with their words. One statement."""
    rows = _plan_rows(mine.person, mine.manager or mine.person, as_of - BACK, as_of, given or as_of)
    return [_plan(row, read=n < MOST_TEXTS) for n, row in enumerate(rows)]


@prepared_rows
def _plan_rows(person: UUID, manager: UUID, since: date, until: date, day: date) -> QuerySet[Any, Any]:
    place = "person__assignments"
    words = models.Payload.objects.filter(entry__case_id=OuterRef("pk"), entry__kind="delivered")
    other = CaseOf(
        When(manager=manager, then=Value(0)), When(delivered_on=day, then=Value(1)), default=Value(2)
    )
    nearest = models.Case.objects.filter(delivered_on__range=(since, until)).exclude(person=person)
    nearest = nearest.annotate(other=other).order_by("other", "-delivered_on", "id")[:MOST_PLANS]
    found = models.Case.objects.filter(
        Q(**{f"{place}__until": None}) | Q(**{f"{place}__until__gt": F("delivered_on")}),
        pk__in=nearest.values("pk"),
        **{f"{place}__since__lte": F("delivered_on")},
    )
    return (
        found.annotate(
            other=other,
            said=Subquery(words.values("disclosures")[:1]),
            gone=Subquery(words.values("erased")[:1]),
        )
        .order_by("other", "-delivered_on", "id")
        .values_list(
            "person_id", "manager_id", "delivered_on", "starts_on", "ends_on", f"{place}__level",
            f"{place}__team__code", "said", "gone",
        )[:MOST_PLANS]
    )  # fmt: skip


def _plan(row: tuple[Any, ...], *, read: bool) -> _Plan:
    person, manager, on, starts, ends, level, team, said, gone = row
    begins = starts or on
    words = _words(said, gone or "") if read and said else ""
    return _Plan(
        person, manager, begins, (ends - begins).days if ends else None, on, level, team or "", words
    )


def _other_plan(plan: _Plan, mine: _Mine) -> OtherPlan:
    return OtherPlan(
        label=_label(plan, mine),
        words=plan.words,
        days=plan.days,
        started=plan.started,
        given=plan.given,
        manager=str(plan.manager),
        team=plan.team,
    )


def _label(plan: _Plan, mine: _Mine) -> str:
    """Says which plan without saying whose."""
    near = "by the same manager" if plan.manager == mine.manager else "in the organisation"
    return f"a plan of {plan.started:%B %Y} {near}"


@lru_cache(maxsize=256)
def _words(disclosures: str, gone: str) -> str:
    payload = payload_of("delivered", json.loads(disclosures), erased_of(gone))
    if not isinstance(payload, Delivered):  # erased since
        return ""
    return plan_words(payload.terms, payload.deficiencies)


def plan_words(terms: PlanTerms, deficiencies: Iterable[Deficiency]) -> str:
    """What is the plan's own in its words: the facts and the goals, without what every plan says."""
    goals = (" ".join(filter(None, (g.statement, g.target_words, g.measure))) for g in terms.goals)
    return "\n".join([d.fact for d in deficiencies] + [g for g in goals if g])


def _figures(mine: _Mine, plans: Sequence[_Plan]) -> tuple[tuple[Figures, ...], tuple[Peer, ...], bool]:
    """What everybody in the job reached in as many days as each goal has, right before the plan, and the
    person in the stretches of the year before that. One statement."""
    asks = [_Ask.of(goal, mine.before) for goal in mine.goals if goal.window_start and goal.window_end]
    if not asks:
        return (), (), True
    rows = _rows(mine, asks)
    figures = tuple(_figure(mine, ask, [r for r in rows if r.goal == ask.goal.id]) for ask in asks)
    first = asks[0]
    latest = [r for r in rows if r.goal == first.goal.id and r.back == 0]
    return figures, _peers(mine, latest, plans, first), first.goal.direction == "at_least"


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

    def before(self) -> list[_Ask]:
        """The stretches of the same length that lie before it in twelve months, the nearest first."""
        length = self.last - self.first + DAY
        most = min(MOST_WINDOWS, YEAR // length - 1)
        return [_Ask(self.goal, self.first - n * length, self.last - n * length) for n in range(1, most + 1)]

    def value(self, total: float, mean: float, work: float) -> float | None:
        if self.goal.aggregation == "rate":
            return total / work if work else None
        return total if self.goal.aggregation == "sum" else mean


@dataclass(frozen=True, slots=True)
class _Row:
    """`back`: how many stretches before the latest it is; of others only the latest is read."""

    goal: str
    back: int
    person: UUID
    manager: UUID | None
    level: str
    value: float
    periods: int


Part = tuple[int, str, int, int, bool]
"""A part of the one statement: which goal, its metric, which span of days, how far back, the person's own."""


def _rows(mine: _Mine, asks: Sequence[_Ask]) -> list[_Row]:
    spans: list[tuple[date, date]] = []
    parts: list[Part] = []
    for n, ask in enumerate(asks):
        for back, each in enumerate([ask, *ask.before()]):
            span = (each.first, each.last)
            if span not in spans and len(spans) < MOST_SPANS:
                spans.append(span)
            if span in spans:
                parts.append((n, ask.goal.metric, spans.index(span), back, True))
                parts += [(n, ask.goal.metric, spans.index(span), back, False)] if back == 0 else []
    days = [day for span in spans for day in span]
    rows = []
    for person, manager, level, goal, back, total, mean, work, periods in _totals(
        mine.person, *days, family=mine.family, parts=tuple(parts)
    ):
        value = asks[goal].value(_plain(total), _plain(mean), _plain(work or 0))
        if value is not None:
            rows.append(_Row(asks[goal].goal.id, back, person, manager, level, value, periods))
    return rows


def _plain(number: Any) -> float:
    """Without the last digits that adding up floating numbers leaves: fifteen hold."""
    return float(f"{float(number):.15g}")


@prepared_rows
def _totals(person: UUID, *days: date, family: str, parts: tuple[Part, ...]) -> QuerySet[Any, Any]:
    made = [_part(person, days[2 * part[2]], days[2 * part[2] + 1], family, part) for part in parts]
    return made[0].union(*made[1:], all=True)


def _part(person: UUID, first: date, last: date, family: str, part: Part) -> QuerySet[Any, Any]:
    goal, metric, _, back, own = part
    placed = models.Assignment.objects.filter(current(last))
    # The people first, so that their figures are looked up by person and not picked out of everybody's.
    others = placed.filter(job_family=family).exclude(person=person).values("person")
    who = Q(Exists(placed.filter(person=OuterRef("person"))), person=person) if own else Q(person__in=others)
    found = models.Observation.objects.filter(who, metric__code=metric, first__gte=first, last__lte=last)
    # Where each of them stood is looked up once they are summed: there are many figures to a person.
    place = placed.filter(person=OuterRef("person_id"))
    number = FloatField()
    made: QuerySet[Any, Any] = (
        found.order_by()
        .values("person_id")
        .annotate(
            goal=Value(goal), back=Value(back), total=Sum("value", output_field=number),
            mean=Avg("value", output_field=number), work=Sum("exposure", output_field=number),
            periods=Count("id"),
        )
        .annotate(
            manager=Subquery(place.values("manager_id")[:1], output_field=UUIDField()),
            level=Subquery(place.values("level")[:1]),
        )
        .values_list("person_id", "manager", "level", "goal", "back", "total", "mean", "work", "periods")
    )  # fmt: skip
    return made


def _whole(rows: Sequence[_Row]) -> list[_Row]:
    """Those with figures for nearly as much of the time as whoever has most."""
    most = max((r.periods for r in rows), default=0)
    return [r for r in rows if r.periods * 5 >= most * 4]


def _figure(mine: _Mine, ask: _Ask, rows: Sequence[_Row]) -> Figures:
    latest = [r for r in rows if r.back == 0]
    own = next((r.value for r in latest if r.person == mine.person), None)
    level = [r for r in latest if r.level == mine.level or r.person == mine.person]
    values = [r.value for r in _whole(level) if r.person != mine.person]
    people = len(values) + (own is not None)
    enough = people >= FEWEST
    year = [r.value for r in rows if r.person == mine.person]
    highest = ask.goal.direction == "at_least"
    best = max if highest else min
    return Figures(
        metric=ask.goal.metric,
        higher_is_better=highest,
        own=own,
        people=people,
        p90=_ninth(values, highest=highest) if enough else None,
        own_best=best(year) if year else None,
        mean=fmean(values) if enough else None,
        target=float(ask.goal.target) if ask.goal.target is not None else None,
        period=(ask.first, ask.last),
    )


def _ninth(values: Sequence[float], *, highest: bool) -> float:
    """What one in ten does better than: the ninth decile, or the first where less is better."""
    return quantiles(values, n=10, method="inclusive")[-1 if highest else 0]


def _peers(mine: _Mine, rows: Sequence[_Row], plans: Sequence[_Plan], ask: _Ask) -> tuple[Peer, ...]:
    """The others of the job in the same time, told apart by numbers alone, and the person as “self”."""
    others = [r for r in _whole(rows) if r.person != mine.person][:MOST_PEERS]
    own = [r.value for r in rows if r.person == mine.person]
    if len(others) + len(own) < FEWEST:
        return ()
    planned = {p.person for p in plans if p.started >= ask.first - YEAR}
    found = [
        Peer(
            label=f"Co-worker {n}",
            same_decider=r.manager == mine.manager,
            same_role=r.level == mine.level,
            figure=r.value,
            plan=r.person in planned,
        )
        for n, r in enumerate(sorted(others, key=lambda r: (r.value, str(r.person))), 1)
    ]
    self_ = [Peer(label="self", same_decider=True, same_role=True, figure=v, plan=True) for v in own[:1]]
    return (*found, *self_)
