"""One person's figures beside the spread of comparable people. Nobody else is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Max, QuerySet, Value
from django.db.models.functions import Cast

from goodstanding.domain.erased import is_gone
from goodstanding.domain.errors import NotFound
from goodstanding.domain.relation import Standing
from goodstanding.queries.peers import Group, Own, Period, spreads
from goodstanding.queries.signals.found import (
    SignalView,
    for_reader,
    latest_run,
    read_signal,
    reads_signals,
)
from goodstanding.queries.standing import Viewer, standing
from goodstanding.stats.marks import per_unit
from goodstanding.stats.spread import Spread
from goodstanding.store import log, models
from goodstanding.store.prepared import prepared_rows

WEEKS = (13, 26, 52, 104)
USUAL_WEEKS = 26
BEFORE_CHANGE = timedelta(weeks=13)  # what is shown at least before somebody's figures likely changed
PEERS = ("level", "family", "none")
MOST_FIGURES = 5_000


@dataclass(frozen=True, slots=True)
class Point:
    first: date
    last: date
    value: Decimal
    exposure: Decimal | None
    own: float | None
    target: float | None
    spread: Spread | None


@dataclass(frozen=True, slots=True)
class Target:
    first: date
    last: date
    target: Decimal
    entry: UUID


@dataclass(frozen=True, slots=True)
class MetricFigures:
    code: str
    name: str
    unit: str
    kind: str
    direction: str
    exposure: str
    points: tuple[Point, ...]
    targets: tuple[Target, ...]
    # "level" or "family": whom the spread is of; "" where there were too few, or nobody was asked for.
    peers: str

    @property
    def target(self) -> float | None:
        """The one target that held all the time, if there was one."""
        held = {point.target for point in self.points}
        return next(iter(held)) if len(held) == 1 else None


@dataclass(frozen=True, slots=True)
class FiguresView:
    person: UUID
    name: str
    first: date
    until: date
    weeks: int
    metrics: tuple[MetricFigures, ...]
    away: tuple[tuple[date, date], ...]
    plans: tuple[tuple[date, date], ...]
    job_family: str
    level: str
    # So many figures changed just now that the comparison is being made anew.
    counting: bool
    # What the latest review says of this person, for those who read findings.
    signals: tuple[SignalView, ...]


Row = tuple[Any, ...]
Stretches = tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class _Place:
    since: date
    until: date | None
    job_family: str
    level: str
    name: str


@dataclass(frozen=True, slots=True)
class _Life:
    places: Sequence[_Place]
    away: Stretches
    plans: Stretches
    signals: tuple[tuple[str, str, str, date], ...]


def figures(viewer: Viewer, person: UUID, *, weeks: int | None, peers: str) -> FiguresView:
    """Six statements at most beside those of the standing, whatever the size.

    Where `weeks` is left open, as many are shown as let see a change that the latest review tells of.
    """
    stands = standing(viewer, person)
    if not stands.reads_whole_shared_file:
        raise NotFound("There is no such file.")
    life = _life(person)
    if not life.places:
        raise NotFound("There is no such file.")
    signals, until = _signals(person, life, stands), viewer.today
    weeks = weeks or _enough_weeks(signals, until)
    rows = _observations(person, until, weeks)
    if not rows and (latest := _latest(person)) and latest < until:
        until = latest
        rows = _observations(person, until, weeks)
    first = until - timedelta(weeks=weeks) + timedelta(days=1)
    set_targets = _targets(person) if rows else {}
    now = next((p for p in reversed(life.places) if p.since <= until), life.places[-1])
    owns = _owns(rows, life.places, peers)
    beside = spreads(person, owns if peers != "none" else ())
    metrics = _metrics(rows, owns, beside.found, set_targets, peers)
    away, plans = _touching(life.away, first, until), _touching(life.plans, first, until)
    return FiguresView(
        person, now.name, first, until, weeks, metrics, away, plans, now.job_family, now.level,
        beside.counting, signals,
    )  # fmt: skip


def _enough_weeks(signals: Sequence[SignalView], until: date) -> int:
    onsets = [sign.found.onset.earliest for sign in signals if sign.found and sign.found.onset]
    since = min((day - BEFORE_CHANGE for day in onsets), default=until)
    return next((w for w in WEEKS if w >= USUAL_WEEKS and until - timedelta(weeks=w) <= since), WEEKS[-1])


def _life(person: UUID) -> _Life:
    """Places, time not at work and delivered plans: one statement, since pages have few."""
    rows = _stretches(person)
    places = sorted((_Place(*row[1:]) for row in rows if row[0] == "place"), key=lambda place: place.since)
    away, plans = (tuple(sorted(row[1:3] for row in rows if row[0] == kind)) for kind in ("away", "plan"))
    signals = tuple((row[4], row[3], row[5], row[1]) for row in rows if row[0] == "signal")
    return _Life(places, away, plans, signals)


def _signals(person: UUID, life: _Life, stands: Standing) -> tuple[SignalView, ...]:
    """What the latest review says, for those who read it."""
    if not reads_signals(stands):
        return ()
    name = life.places[-1].name
    made = (read_signal(id, person, name, kind, text, day) for id, kind, text, day in life.signals)
    return tuple(for_reader(stands.viewer, each) for each in made)


@prepared_rows
def _stretches(person: UUID) -> QuerySet[Any, Any]:
    nothing = Value("", output_field=CharField())
    parts = (
        models.Assignment.objects.filter(person=person).values_list(
            Value("place"), "since", "until", "job_family", "level", "person__name"
        ),
        models.Absence.objects.filter(person=person).values_list(
            Value("away"), "first", "last", nothing, nothing, nothing
        ),
        models.Case.objects.filter(
            person=person, delivered_on__isnull=False, starts_on__isnull=False, ends_on__isnull=False
        ).values_list(Value("plan"), "starts_on", "ends_on", nothing, nothing, nothing),
        models.Signal.objects.filter(person=person, run=latest_run()).values_list(
            Value("signal"), "run__as_of", F("run__as_of"), "kind",
            Cast("id", CharField()), Cast("finding", CharField()),
        ),
    )  # fmt: skip
    return parts[0].union(*parts[1:], all=True)


def _touching(stretches: Stretches, first: date, until: date) -> Stretches:
    return tuple((a, b) for a, b in stretches if a <= until and b >= first)


def _observations(person: UUID, until: date, weeks: int) -> list[Row]:
    """Periods that end in the time asked for, oldest first."""
    return _between(person, until, until - timedelta(weeks=weeks))


@prepared_rows
def _between(person: UUID, until: date, after: date) -> QuerySet[Any, Any]:
    found = models.Observation.objects.filter(person=person, last__lte=until, last__gt=after)
    return found.order_by("metric__name", "metric_id", "first", "last").values_list(
        "metric_id", "metric__code", "metric__name", "metric__unit", "metric__kind", "metric__direction",
        "metric__exposure", "first", "last", "value", "exposure", "target",
    )[:MOST_FIGURES]  # fmt: skip


def _latest(person: UUID) -> date | None:
    latest: date | None = models.Observation.objects.filter(person=person).aggregate(Max("last"))["last__max"]
    return latest


def _targets(person: UUID) -> dict[str, list[Target]]:
    """Targets set for this person and not retracted, by metric."""
    entries = [e for e in log.entries_from(_standards(person)) if not is_gone(e.payload)]
    retracted = {e.refers_to for e in entries if e.kind == "correction" and e.payload.retracts}
    found: dict[str, dict[date, Target]] = defaultdict(dict)
    for entry in entries:
        said = entry.payload
        if entry.kind != "standard_set" or entry.id in retracted:
            continue
        if said.target is not None and said.period_start and said.period_end:
            made = Target(said.period_start, said.period_end, said.target, entry.id)
            found[said.metric][said.period_start] = made
    return {metric: sorted(some.values(), key=lambda t: t.first) for metric, some in found.items()}


@prepared_rows
def _standards(person: UUID) -> QuerySet[Any, Any]:
    rows = models.Entry.objects.filter(
        subject=person, kind__in=("standard_set", "correction"), visibility="shared"
    )
    return rows.order_by("idx").values_list(*log.COLUMNS)


def _groups(places: Sequence[_Place], day: date) -> tuple[Group, ...]:
    """Whom somebody is compared with: those in the same job on the period's last day."""
    for place in places:
        if place.since <= day and (place.until is None or place.until > day):
            if not place.job_family:
                return ()
            return (place.job_family, place.level), (place.job_family, None)
    return ()


def _owns(rows: Sequence[Row], places: Sequence[_Place], peers: str) -> list[Own]:
    return [
        Own(
            (row[0], row[7], row[8]),
            per_unit(row[9], row[10]),
            _groups(places, row[8]) if peers != "none" else (),
        )
        for row in rows
    ]


def _metrics(
    rows: Sequence[Row],
    owns: Sequence[Own],
    found: Mapping[tuple[Period, Group], Spread],
    targets: dict[str, list[Target]],
    peers: str,
) -> tuple[MetricFigures, ...]:
    by_metric: dict[int, list[tuple[Row, Own]]] = defaultdict(list)
    for row, own in zip(rows, owns, strict=True):
        by_metric[row[0]].append((row, own))
    return tuple(_one(some, found, targets.get(some[0][0][1], []), peers) for some in by_metric.values())


def _one(
    rows: Sequence[tuple[Row, Own]],
    found: Mapping[tuple[Period, Group], Spread],
    targets: Sequence[Target],
    peers: str,
) -> MetricFigures:
    head = rows[0][0]
    used = next((choice for choice in _choices(peers) if _any(rows, found, choice)), "")
    points = tuple(_point(row, own, _spread(own, found, used), targets) for row, own in rows)
    seen = tuple(t for t in targets if t.last >= points[0].first and t.first <= points[-1].last)
    code, name, unit, kind, direction, exposure = head[1:7]
    return MetricFigures(code, name, unit, kind, direction, exposure, points=points, targets=seen, peers=used)


def _choices(peers: str) -> tuple[str, ...]:
    """People of the same level first; where they are too few, the whole job family."""
    return {"level": ("level", "family"), "family": ("family",)}.get(peers, ())


def _spread(own: Own, found: Mapping[tuple[Period, Group], Spread], choice: str) -> Spread | None:
    for family, level in own.groups:
        if (level is None) == (choice == "family") and choice:
            return found.get((own.period, (family, level)))
    return None


def _any(rows: Sequence[tuple[Row, Own]], found: Mapping[tuple[Period, Group], Spread], choice: str) -> bool:
    return any(_spread(own, found, choice) for _, own in rows)


def _point(row: Row, own: Own, spread: Spread | None, targets: Sequence[Target]) -> Point:
    first, last, value, exposure, target = row[7:12]
    if target is None:
        target = next((t.target for t in targets if (t.first, t.last) == (first, last)), None)
    aimed = per_unit(target, exposure) if target is not None else None
    return Point(first, last, value, exposure, own.figure, aimed, spread)
