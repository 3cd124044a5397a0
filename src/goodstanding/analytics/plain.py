"""The plain reference: rows in, the same answers as the engines, one figure after the other.

Nothing here is quick. It says in ordinary Python what `statements` says in SQL, and tests hold them together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, asinh, exp, isfinite, log, sqrt
from statistics import median

from goodstanding.analytics.periods import Periods
from goodstanding.analytics.windows import Difference, Scaled, Sums
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Metric

MOST = 1e15
CLIP = 4.0 * 1.4826
LOG_FROM = 4.0


@dataclass(frozen=True, slots=True)
class Person:
    person_id: str
    peer_group: str
    role: str | None = None
    active_from: date | None = None
    active_to: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    person_id: str
    metric: str
    period_start: date
    value: float | None
    n: float | None = None
    exposure: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody in one peer group, for the periods `begins` up to, not with, `ends`."""

    person_id: str
    peer_group: str
    role: str
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Cell:
    metric: int
    place: int
    period: int
    value: float | None
    size: float | None


def places(people: Iterable[Person], when: Periods) -> list[Place]:
    """In the order of the panel. A period that has begun belongs to the peer group before."""
    twice = Counter((person.person_id, person.active_from) for person in people)
    own: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        ends_early = person.active_from and person.active_to and person.active_to < person.active_from
        if twice[person.person_id, person.active_from] == 1 and not ends_early:
            own[person.person_id].append(person)
    found = []
    for rows in own.values():
        rows.sort(key=lambda row: row.active_from or date.min)
        begins = [_begins(row, when, first=index == 0) for index, row in enumerate(rows)]
        for index, row in enumerate(rows):
            ends = sum(first <= (row.active_to or date.max) for first in when.first)
            if index + 1 < len(rows):
                ends = min(ends, begins[index + 1])
            if ends > begins[index]:
                role = row.role or row.peer_group
                found.append(Place(row.person_id, row.peer_group, role, begins[index], ends))
    return sorted(found, key=lambda place: (place.role, place.peer_group, place.person_id, place.begins))


def _begins(row: Person, when: Periods, *, first: bool) -> int:
    start = row.active_from or date.min
    begun = sum(last < start for last in when.last)
    late = begun < len(when.first) and when.first[begun] < start
    return begun + (late and not first)


def cells(
    figures: Sequence[Figure], metrics: Sequence[Metric], placed: Sequence[Place], when: Periods
) -> list[Cell]:
    """What can be right, where it belongs; figures of one period that the file has in parts are added up."""
    index = {metric.code: k for k, metric in enumerate(metrics)}
    twice = Counter((f.person_id, f.metric, f.period_start) for f in figures if f.value is not None)
    parts: dict[tuple[int, int, int], list[tuple[float | None, float | None]]] = defaultdict(list)
    for figure in figures:
        k, period = index.get(figure.metric), when.of.get(figure.period_start)
        if k is None or period is None or twice[figure.person_id, figure.metric, figure.period_start] > 1:
            continue
        size = figure.n if metrics[k].kind is Kind.PROPORTION else figure.exposure
        if not _can_be_right(metrics[k].kind, figure.value, size):
            continue
        for place, each in enumerate(placed):
            if each.person_id == figure.person_id and each.begins <= period < each.ends:
                parts[k, place, period].append((figure.value, size))
    return [Cell(*where, *_added(some)) for where, some in sorted(parts.items())]


def _can_be_right(kind: Kind, value: float | None, size: float | None) -> bool:
    if value is None:
        return size == 0
    if size is not None and not 0 <= size <= MOST:
        return False
    if not isfinite(value) or abs(value) > MOST or (kind is not Kind.AMOUNT and value < 0):
        return False
    return kind is not Kind.PROPORTION or size is None or value <= size


def _added(some: Sequence[tuple[float | None, float | None]]) -> tuple[float | None, float | None]:
    values = [value for value, _ in some if value is not None]
    sizes = [size for _, size in some if size is not None]
    return sum(values) if values else None, sum(sizes) if len(sizes) == len(some) else None


def scaled(
    found: Sequence[Cell], metrics: Sequence[Metric], placed: Sequence[Place], recorded: Sequence[bool]
) -> list[Scaled]:
    """Step 1, see `stats.signals.scale`."""
    made = []
    for k, metric in enumerate(metrics):
        own = [cell for cell in found if cell.metric == k and cell.value is not None]
        counts_work = recorded[k] or metric.kind is Kind.PROPORTION
        used = [(c, c.value, c.size if counts_work else 1.0) for c in own if c.value is not None]
        seen = [(cell, y, h) for cell, y, h in used if h is not None and h > 0]
        if not seen:
            continue
        usual = median(h for _, _, h in seen)
        geometric = _geometric(metric, [(placed[cell.place], y / h) for cell, y, h in seen])
        sign = 1 if metric.higher_is_better else -1
        for cell, y, h in seen:
            group = (placed[cell.place].role, placed[cell.place].peer_group)
            x = sign * _x(metric.kind, y, h, geometric.get(group, geometric[None]))
            made.append(Scaled(k, cell.place, cell.period, x, h / (h + usual)))
    return made


def _x(kind: Kind, y: float, h: float, geometric: float) -> float:
    if kind is Kind.COUNT:
        return sqrt((y + 0.375) / h)
    if kind is Kind.PROPORTION:
        return asin(sqrt((y + 0.375) / (h + 0.75)))
    return asinh(LOG_FROM * (y / h) / geometric)


def _geometric(
    metric: Metric, rates: Sequence[tuple[Place, float]]
) -> Mapping[tuple[str, str] | None, float]:
    """Of the positive rates of each group; under None of all, and 1 where there is none."""
    logs: dict[tuple[str, str], list[float]] = defaultdict(list)
    if metric.kind is Kind.AMOUNT:
        for place, rate in rates:
            if rate > 0:
                logs[place.role, place.peer_group].append(log(rate))
    every = [each for own in logs.values() for each in own]
    found: dict[tuple[str, str] | None, float] = {
        group: exp(sum(own) / len(own)) for group, own in logs.items()
    }
    found[None] = exp(sum(every) / len(every)) if every else 1.0
    return found


def sums(found: Sequence[Scaled], placed: Sequence[Place]) -> list[Sums]:
    groups = sorted({(place.role, place.peer_group) for place in placed})
    where = [groups.index((place.role, place.peer_group)) for place in placed]
    parts: dict[tuple[int, int, int], list[Scaled]] = defaultdict(list)
    for each in found:
        parts[each.metric, where[each.place], each.period].append(each)
    return [
        Sums(*key, sum(s.weight * s.x for s in some), sum(s.weight for s in some), len(some))
        for key, some in sorted(parts.items())
    ]


def differences(found: Sequence[Scaled], placed: Sequence[Place], fewest_others: int) -> list[Difference]:
    """Step 2, see `stats.signals.peers`: each against the others themselves, not against sums."""
    groups = [(place.role, place.peer_group) for place in placed]
    parts: dict[tuple[int, tuple[str, str], int], list[Scaled]] = defaultdict(list)
    for each in found:
        parts[each.metric, groups[each.place], each.period].append(each)
    made = []
    for some in parts.values():
        for own in some:
            others = [other for other in some if other is not own]
            weight = sum(other.weight for other in others)
            if len(others) >= fewest_others and weight > 1e-6:
                mean = sum(other.weight * other.x for other in others) / weight
                pair = own.weight * weight / (own.weight + weight)
                made.append(Difference(own.metric, own.place, own.period, own.x - mean, pair, len(others)))
    return sorted(_cut(made))


def _cut(made: Sequence[Difference]) -> list[Difference]:
    sizes: dict[int, list[float]] = defaultdict(list)
    for each in made:
        sizes[each.metric].append(abs(each.d))
    limits = {k: CLIP * median(some) for k, some in sizes.items()}
    return [
        each._replace(d=max(-limits[each.metric], min(limits[each.metric], each.d)))
        if limits[each.metric] > 0
        else each
        for each in made
    ]
