"""The few figures that are kept of a group give every member the spread that all figures would give."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.stats.marks import GroupMarks
from goodstanding.stats.spread import peer_spread

figure = st.integers(-50, 50).map(float) | st.floats(-1e6, 1e6, allow_nan=False)
groups = st.lists(figure, min_size=0, max_size=30)
# A busy machine draws slowly; that says nothing about the marks.
patient = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@patient
@given(groups)
def test_each_member_sees_the_spread_of_the_others(figures: list[float]) -> None:
    marks = GroupMarks.of(figures)
    for place, own in enumerate(figures):
        others = figures[:place] + figures[place + 1 :]
        expected = peer_spread(own, others)
        assert (marks.spread(own, member=True) if marks else None) == expected


@patient
@given(groups)
def test_without_a_figure_of_their_own_somebody_sees_the_spread_of_all(figures: list[float]) -> None:
    marks = GroupMarks.of(figures)
    assert (marks.spread(None, member=False) if marks else None) == peer_spread(None, figures)


@patient
@given(st.lists(st.integers(0, 99).map(float), min_size=40, max_size=200))
def test_of_a_large_group_few_figures_are_kept(figures: list[float]) -> None:
    marks = GroupMarks.of(figures)
    assert marks is not None
    assert len(marks.figures) <= 20
