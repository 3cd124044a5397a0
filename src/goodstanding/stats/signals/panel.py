"""What a review reads: people × periods × metrics as dense arrays, one peer group after the other.

`value` and `size` have the shape (metrics, people, periods) and are float32, so that each metric lies in
one piece and 100,000 people × 104 weeks × 5 metrics take 416 MB. A cell says one of four things:

    value   size    meaning
    number  > 0     a figure, and how much work there was
    any     0       no work in this period: skipped, never a zero
    NaN     any     not recorded: skipped, never a zero
    number  NaN     a figure whose work is not known (see `work_recorded`)

`size` is the exposure of a count or an amount (hours, accounts) and the number of cases of a proportion.
`value` is the count, the number of good cases, or the amount: totals of the period, never per unit.
Someone who changes peer group has one row for each: figures of different jobs are not compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.domain.errors import Bug
from goodstanding.domain.evaluation import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

DAYS_IN_A_WEEK, DAYS_IN_A_YEAR = 7, 365


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured. `unit` is the unit of the value (calls, euros); shown, never computed with."""

    code: str
    kind: Kind
    higher_is_better: bool = True
    unit: str = ""
    name: str = ""


@lru_cache(maxsize=16)
def _usual_gap(starts: tuple[date, ...]) -> float:
    gaps = sorted((b - a).days for a, b in pairwise(starts))
    return float(gaps[len(gaps) // 2]) if gaps else float(DAYS_IN_A_YEAR)


def periods_in(weeks: float, days: float, *, at_least: int = 1) -> int:
    """How many periods of so many days come nearest to so many weeks, and never fewer than `at_least`."""
    return max(at_least, round(weeks * DAYS_IN_A_WEEK / days))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The periods, evenly spaced: weeks, months, quarters, seasons. `starts[t]` is the first day of t."""

    starts: tuple[date, ...]

    def __post_init__(self) -> None:
        if any(b <= a for a, b in zip(self.starts, self.starts[1:], strict=False)):
            raise Bug("The periods of a panel must be in order and each only once.")

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def days(self) -> float:
        """The usual length of a period: the median distance between two starts; a year for a single one."""
        return _usual_gap(self.starts)

    def periods_in(self, weeks: float, *, at_least: int = 1) -> int:
        return periods_in(weeks, self.days, at_least=at_least)

    def start(self, period: int) -> date:
        """The first day of a period; one past the last is where the next would start."""
        if period < len(self.starts):
            return self.starts[period]
        return self.starts[-1] + timedelta(days=round(self.days) * (period - len(self.starts) + 1))


@dataclass(frozen=True, slots=True)
class Panel:
    """See the module. N people in ascending order of `group`; T periods; M metrics.

    `group`           int32 (N,), index into `group_names`, ascending (people of one group lie together)
    `role`            int32 (groups,), index into `role_names`: the role that a peer group belongs to
    `active_from`     int32 (N,), the first period in which the person belongs here
    `active_to`       int32 (N,), the period after the last one
    `work_recorded`   bool (M,): False where the exposure of a metric is mostly not recorded at all. Then
                      every period counts as one unit of work, for everybody alike, and the findings say so.
                      Where True, a cell of unknown size is left out.
    `units`           float32 (N, T) or None: how many clients, accounts or projects the person was
                      responsible for in each period, from recorded assignments. NaN where nothing is known.
    """

    metrics: tuple[Metric, ...]
    calendar: Calendar
    person_ids: Sequence[str]
    group: NDArray[np.int32]
    group_names: Sequence[str]
    role: NDArray[np.int32]
    role_names: Sequence[str]
    active_from: NDArray[np.int32]
    active_to: NDArray[np.int32]
    value: NDArray[np.float32]
    size: NDArray[np.float32]
    work_recorded: NDArray[np.bool_]
    units: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        shape = (len(self.metrics), len(self.person_ids), len(self.calendar))
        if self.value.shape != shape or self.size.shape != shape:
            raise Bug(f"A panel of {shape} got arrays of {self.value.shape} and {self.size.shape}.")
        if self.group.shape != shape[1:2] or np.any(np.diff(self.group) < 0):
            raise Bug("The people of a panel must be in the order of their peer groups.")

    @property
    def people(self) -> int:
        return len(self.person_ids)

    @property
    def periods(self) -> int:
        return len(self.calendar)

    def bounds(self) -> NDArray[np.intp]:
        """Where each peer group starts, and the end: group g is rows bounds[g] to bounds[g + 1]."""
        return np.searchsorted(self.group, np.arange(len(self.group_names) + 1))

    def until(self, periods: int) -> Panel:
        """The panel as it was known after so many periods (views, nothing is copied)."""
        return Panel(
            metrics=self.metrics,
            calendar=Calendar(self.calendar.starts[:periods]),
            person_ids=self.person_ids,
            group=self.group,
            group_names=self.group_names,
            role=self.role,
            role_names=self.role_names,
            active_from=self.active_from,
            active_to=np.minimum(self.active_to, periods).astype(np.int32),
            value=self.value[:, :, :periods],
            size=self.size[:, :, :periods],
            work_recorded=self.work_recorded,
            units=None if self.units is None else self.units[:, :periods],
        )
