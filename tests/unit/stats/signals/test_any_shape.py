"""Whatever the shape of the data, a review ends with finite figures or says that there is not enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import isfinite

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.findings import Finding, SignalKind
from goodstanding.stats.signals.panel import Calendar, Metric, Panel
from goodstanding.stats.signals.review import review


def figures(rng: np.random.Generator, kind: Kind, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    size = rng.poisson(rng.choice([0.5, 3, 40]), shape).astype(float)
    ability = rng.normal(0, 0.3, (shape[0], 1))
    if kind is Kind.COUNT:
        value = rng.poisson(size * rng.choice([0.01, 1, 20]) * np.exp(ability)).astype(float)
    elif kind is Kind.PROPORTION:
        value = rng.binomial(size.astype(int), 1 / (1 + np.exp(-ability - rng.choice([-4, 0, 4])))).astype(
            float
        )
    else:
        value = size * rng.normal(20, 50, shape) * (rng.random(shape) < rng.choice([0.2, 1]))
    odd = rng.integers(0, 6)
    if odd == 0:
        value *= 0
    elif odd == 1:
        value[:] = np.nan
    elif odd == 2:
        value[:], size[:] = 3.0, 5.0
    value[rng.random(shape) < rng.choice([0, 0.3, 0.9])] = np.nan
    size[rng.random(shape) < rng.choice([0, 0.1])] = np.nan
    return value, size


def panel(seed: int, people: int, periods: int, days: int, kinds: list[Kind]) -> Panel:
    rng = np.random.default_rng(seed)
    drawn = [figures(rng, kind, (people, periods)) for kind in kinds]
    value, size = (np.stack(each).astype(np.float32) for each in zip(*drawn, strict=True))
    since = np.where(rng.random(people) < 0.3, rng.integers(0, periods, people), 0)
    value[:, np.arange(periods)[None, :] < since[:, None]] = np.nan
    group = np.sort(rng.integers(0, max(1, people // 8), people)).astype(np.int32)
    groups = int(group.max()) + 1 + int(rng.integers(0, 2))  # the last one may be empty
    return Panel(
        metrics=tuple(Metric(f"m{k}", kind, bool(rng.integers(0, 2))) for k, kind in enumerate(kinds)),
        calendar=Calendar(tuple(date(2020, 1, 1) + timedelta(days=days * t) for t in range(periods))),
        person_ids=[f"p{i}" for i in range(people)],
        group=group,
        group_names=[str(g) for g in range(groups)],
        role=rng.integers(0, 2, groups).astype(np.int32),
        role_names=["a", "b"],
        active_from=since.astype(np.int32),
        active_to=np.full(people, periods, np.int32),
        value=value,
        size=size,
        work_recorded=np.array([bool(np.isfinite(each).mean() > 0.5) for each in size]),
        units=None if rng.random() < 0.7 else rng.poisson(5, (people, periods)).astype(np.float32),
    )


def numbers(found: Finding) -> Iterator[float]:
    yield from (found.lfdr, found.size.low, found.size.middle, found.size.high)
    for effect in found.effects:
        yield from (each for each in (effect.before, effect.after) if each is not None)
        for each in (effect.change, effect.standardised):
            if each is not None:
                yield from (each.low, each.middle, each.high)


@pytest.mark.filterwarnings("error")
@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([1, 4, 6, 40]),
    st.sampled_from([1, 2, 6, 14, 60]),
    st.sampled_from([1, 7, 30, 91, 365]),
    st.lists(st.sampled_from(list(Kind)), min_size=1, max_size=3),
)
@settings(max_examples=40, deadline=None)
def test_any_shape_of_data_ends_in_finite_figures(
    seed: int, people: int, periods: int, days: int, kinds: list[Kind]
) -> None:
    given_panel = panel(seed, people, periods, days, kinds)
    found = review(given_panel)
    for finding in found.findings:
        assert all(isfinite(each) for each in numbers(finding))
    for kind in (SignalKind.LEVEL, SignalKind.DECLINE):
        assert found.judged[kind] + sum(found.not_enough[kind].values()) == people
