"""Was work moved away from somebody? Looked for first, because it makes any later fall in results unsafe.

In a group that shares units of work (clients, accounts, projects), `R` of `N` units changed hands in a
window. If it had fallen on anybody alike, how many of somebody's own units would be among them is
hypergeometric; net of what they were given, and with the false-discovery rate held over all who are looked
at (Benjamini and Hochberg). Beside the test stands the share of the group's work before and after, since
one large client can be all the work.

Where many units change hands anyway, the test can say little; that the work fell is a fact all the same,
and the two are kept apart. A move before results fell explains the fall; one after it is a consequence.
Both are listed, with who received. A unit that ends, or that passes on because its owner left or joined, is
not a reassignment away from somebody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

Q = 0.05
MATERIAL = 0.2  # a fifth of one's share of the work
FEWEST_UNITS = 4
HANDOVER_DAYS = 14  # a gap between two owners that is still one move


@dataclass(frozen=True, slots=True)
class Stint:
    """Who owned a unit of work from the first day to the last; `last` None: still. `weight` is its size."""

    person: str
    unit: str
    first: date
    last: date | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Move:
    """A unit that left `giver` for `receiver` on `day`, the first of the new owner."""

    unit: str
    giver: str
    receiver: str
    day: date
    weight: float


@dataclass(frozen=True, slots=True)
class Share:
    """Share of the group's work on the two edges of the window."""

    before: float
    after: float

    @property
    def change(self) -> float:
        """Minus a third: one third of the share is gone. 0 where there was none."""
        return self.after / self.before - 1 if self.before else 0.0


@dataclass(frozen=True, slots=True)
class Workload:
    """What the window did to one person's work. `p` is one-sided; `q` the false-discovery rate at which they
    would be among those whose work was moved. `group_units`, `group_moves` are N and R."""

    person: str
    group: str
    units: int
    lost: tuple[Move, ...]
    gained: tuple[Move, ...]
    share: Share
    group_units: int
    group_moves: int
    p: float
    q: float = 1.0

    @property
    def fell(self) -> bool:
        """A material part of the work went to others, for whatever reason: enough to make figures unsafe."""
        return bool(self.lost) and self.share.change <= -MATERIAL

    @property
    def moved_away(self) -> bool:
        """It fell, and by more than the usual changing of hands in this group explains."""
        return self.fell and self.q <= Q


@dataclass(frozen=True, slots=True)
class Owned:
    """The hands that a group's units passed through, those of people outside it too, and who belongs to the
    group from when to when (None: still). With nobody in `active` everybody named belongs to it."""

    group: str
    stints: tuple[Stint, ...]
    active: Mapping[str, tuple[date, date | None]] = field(default_factory=dict)


def workloads(groups: Iterable[Owned], first: date, last: date) -> tuple[Workload, ...]:
    """Everybody who owned enough work when the window began, over all groups; the rates are over them all."""
    found = [each for group in groups for each in _of_group(group, first, last)]
    return tuple(_with_rates(found))


def moves(stints: Iterable[Stint]) -> tuple[Move, ...]:
    """Each change of hands, by day. Shared ownership is not a move."""
    by_unit: dict[str, list[Stint]] = defaultdict(list)
    for stint in stints:
        by_unit[stint.unit].append(stint)
    found = []
    for unit, some in by_unit.items():
        for old, new in pairwise(sorted(some, key=lambda s: (s.first, s.person))):
            if old.person == new.person or old.last is None:
                continue
            if timedelta(0) <= new.first - old.last <= timedelta(days=HANDOVER_DAYS):
                found.append(Move(unit, old.person, new.person, new.first, old.weight))
    return tuple(sorted(found, key=lambda m: (m.day, m.unit)))


def _of_group(group: Owned, first: date, last: date) -> list[Workload]:
    seen = [m for m in moves(group.stints) if first <= m.day <= last and _both_stay(m, group)]
    before, after = _holding(group.stints, first - timedelta(days=1)), _holding(group.stints, last)
    units = {s.unit for some in before.values() for s in some}
    moved = [m for m in seen if m.unit in units]
    # A unit that is handed on twice was reassigned once: what counts is whose it was at the start.
    changed = {m.unit for m in moved}
    whole_before, whole_after = _weight(before), _weight(after)
    found = []
    for person, some in before.items():
        if len(some) < FEWEST_UNITS or not _belongs(group, person, first, last):
            continue
        lost = tuple(m for m in seen if m.giver == person)
        gained = tuple(m for m in seen if m.receiver == person)
        net = len({m.unit for m in lost} - {m.unit for m in gained}) - len(
            {m.unit for m in gained} - {m.unit for m in lost}
        )
        chance = chance_of_losing(len(units), len(some), len(changed), max(0, net))
        share = Share(
            sum(s.weight for s in some) / whole_before,
            sum(s.weight for s in after.get(person, ())) / whole_after if whole_after else 0.0,
        )
        found.append(
            Workload(person, group.group, len(some), lost, gained, share, len(units), len(changed), chance)
        )
    return found


def chance_of_losing(units: int, portfolio: int, moved: int, lost: int) -> float:
    """P(at least `lost` of the `portfolio` are among the `moved` of all `units`), hypergeometric."""
    from scipy.stats import hypergeom

    return float(hypergeom.sf(lost - 1, units, portfolio, min(moved, units))) if lost > 0 else 1.0


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """The false-discovery rate at which each would just be among the discoveries, in the order given."""
    order = sorted(range(len(p)), key=lambda i: p[i], reverse=True)
    found, least = [1.0] * len(p), 1.0
    for place, i in enumerate(order):
        least = min(least, p[i] * len(p) / (len(p) - place))
        found[i] = least
    return found


def _with_rates(found: Sequence[Workload]) -> Iterable[Workload]:
    for each, q in zip(found, benjamini_hochberg([w.p for w in found]), strict=True):
        yield Workload(
            each.person, each.group, each.units, each.lost, each.gained, each.share,
            each.group_units, each.group_moves, each.p, q,
        )  # fmt: skip


def _holding(stints: Iterable[Stint], day: date) -> dict[str, list[Stint]]:
    held: dict[str, list[Stint]] = defaultdict(list)
    for stint in stints:
        if stint.first <= day and (stint.last is None or stint.last >= day):
            held[stint.person].append(stint)
    return held


def _weight(held: Mapping[str, Sequence[Stint]]) -> float:
    return sum(stint.weight for some in held.values() for stint in some)


def _both_stay(move: Move, group: Owned) -> bool:
    """Work passes on when somebody leaves or arrives; that takes nothing from a person who is there."""
    margin = timedelta(days=HANDOVER_DAYS)
    return _stays(group, move.giver, move.day - margin, move.day + margin)


def _belongs(group: Owned, person: str, first: date, last: date) -> bool:
    return (not group.active or person in group.active) and _stays(group, person, first, last)


def _stays(group: Owned, person: str, first: date, last: date) -> bool:
    known = group.active.get(person)
    if known is None:
        return True
    return known[0] <= first and (known[1] is None or known[1] >= last)
