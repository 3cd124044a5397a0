"""What a review says about companies whose truth is known, and what it must never say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.signals.company import Scenario
from benchmarks.signals.offices import offices
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.findings import CheckName, CheckResult, Finding, Reason, Review, SignalKind
from goodstanding.stats.signals.panel import Calendar, Metric, Panel
from goodstanding.stats.signals.review import review

SMALL = Scenario(people=240, groups=6)


def of_kind(found: Review, kind: SignalKind) -> list[Finding]:
    return [finding for finding in found.findings if finding.kind is kind]


def exchangeable(seed: int, people: int = 240) -> Panel:
    """Everybody alike: the same rates, nobody moves, nothing but chance."""
    panel = offices(replace(SMALL, people=people, decliners=0, improvers=0, hires=0, moved=0), seed).panel
    rng = np.random.default_rng(seed)
    size = np.where(np.isnan(panel.size), 0, panel.size)
    counts = rng.poisson(0.5 * size[0])
    good = rng.binomial(size[1].astype(int), 0.7)
    amounts = size[2] * 50 * np.exp(rng.normal(0, 0.5, size[2].shape))
    return replace(panel, value=np.stack([counts, good, amounts]).astype(np.float32))


@pytest.mark.parametrize("seed", range(3))
def test_exchangeable_people_give_nobody(seed: int) -> None:
    assert review(exchangeable(seed)).findings == ()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_company_without_decliners_accuses_nobody_of_declining(seed: int) -> None:
    calm = offices(replace(SMALL, decliners=0, improvers=0), seed).panel
    assert of_kind(review(calm), SignalKind.DECLINE) == []


def test_a_large_fall_is_found_with_its_date_and_size() -> None:
    company = offices(replace(SMALL, decliners=0, improvers=0, hires=0, moved=0), 5)
    panel = company.panel
    value = panel.value.copy()
    rng = np.random.default_rng(1)
    value[0, 17, 70:] = rng.binomial(np.nan_to_num(value[0, 17, 70:]).astype(int), 0.6)
    value[1, 17, 70:] = rng.binomial(np.nan_to_num(value[1, 17, 70:]).astype(int), 0.75)
    value[2, 17, 70:] *= 0.6
    declines = of_kind(review(replace(panel, value=value)), SignalKind.DECLINE)
    (found,) = [finding for finding in declines if finding.row == 17]
    assert found.onset is not None
    assert found.onset.earliest <= found.onset.likely <= found.onset.latest
    assert abs(found.onset.likely - panel.calendar.start(70)) <= timedelta(weeks=9)
    assert sum(chance for _, chance in found.onset.posterior) == pytest.approx(1)
    assert found.size.high < 0
    counts, shares, _ = found.effects
    assert counts.before is not None
    assert counts.after is not None
    assert counts.change is not None
    assert counts.after / counts.before == pytest.approx(0.6, abs=0.12)
    assert counts.change.low <= counts.change.middle <= counts.change.high < 0
    assert shares.change is not None
    assert shares.change.middle < 0
    assert found.peers >= 4
    assert found.lfdr <= 0.25


def test_work_that_moved_unrecorded_is_not_called_a_decline() -> None:
    company = offices(replace(SMALL, decliners=0, improvers=0, hires=0, moved=0.05, moved_recorded=False), 3)
    found = review(company.panel)
    moved = company.truth.moved_at < 1_000
    assert not [each for each in of_kind(found, SignalKind.DECLINE) if moved[each.row]]
    told = of_kind(found, SignalKind.WORK_MAY_HAVE_CHANGED)
    assert sum(bool(moved[each.row]) for each in told) >= 3
    assert all(any(check.result is CheckResult.FOUND for check in each.checks) for each in told)


def test_recorded_assignments_decide_whether_the_work_moved() -> None:
    company = offices(replace(SMALL, decliners=0, improvers=0, hires=0, moved=0.05, moved_recorded=False), 3)
    panel, at = company.panel, company.truth.moved_at
    units = np.where(np.arange(panel.periods) >= at[:, None], 4, 10).astype(np.float32)
    found = of_kind(review(replace(panel, units=units)), SignalKind.WORK_MAY_HAVE_CHANGED)
    assert found
    for each in found:
        (check,) = [check for check in each.checks if check.name is CheckName.ASSIGNMENTS]
        assert check.result is (CheckResult.FOUND if at[each.row] < 1_000 else CheckResult.CLEAR)


def test_the_panel_is_left_as_it_was() -> None:
    panel = offices(SMALL, 4).panel
    value, size = panel.value.copy(), panel.size.copy()
    review(panel)
    assert np.array_equal(panel.value, value, equal_nan=True)
    assert np.array_equal(panel.size, size, equal_nan=True)


def test_everybody_is_judged_or_counted_with_a_reason() -> None:
    panel = offices(SMALL, 6).panel
    found = review(panel)
    for kind in (SignalKind.LEVEL, SignalKind.DECLINE):
        assert found.judged[kind] + sum(found.not_enough[kind].values()) == panel.people
    assert found.not_enough[SignalKind.DECLINE][Reason.SHORT_HISTORY] > 0


def test_missing_figures_and_periods_without_work_are_no_zeros() -> None:
    company = offices(replace(SMALL, decliners=0, improvers=0, hires=0, moved=0), 8)
    value, size = company.panel.value.copy(), company.panel.size.copy()
    value[:, 3, 60:85:2] = np.nan  # not recorded
    size[:, 4, 60:80] = 0  # away
    found = review(replace(company.panel, value=value, size=size))
    assert not [each for each in found.findings if each.row in (3, 4)]


def test_groups_too_small_say_so() -> None:
    panel = offices(replace(SMALL, hires=0), 9).panel
    group = (np.arange(panel.people) // 4).astype(np.int32)
    groups = int(group.max()) + 1
    small = replace(
        panel, group=group, group_names=[str(g) for g in range(groups)], role=np.zeros(groups, np.int32)
    )
    found = review(small)
    assert found.findings == ()
    assert found.not_enough[SignalKind.LEVEL] == {Reason.FEW_PEERS: panel.people}


def one_year(kind: Kind, rows: list[tuple[str, float, float]]) -> Panel:
    """Units compared over one period, lower is better."""
    count = len(rows)
    return Panel(
        metrics=(Metric("deaths", kind, higher_is_better=False),),
        calendar=Calendar((date(1991, 1, 1),)),
        person_ids=[name for name, _, _ in rows],
        group=np.zeros(count, np.int32),
        group_names=["hospitals"],
        role=np.zeros(1, np.int32),
        role_names=["hospital"],
        active_from=np.zeros(count, np.int32),
        active_to=np.ones(count, np.int32),
        value=np.array([[[deaths] for _, deaths, _ in rows]], np.float32),
        size=np.array([[[cases] for _, _, cases in rows]], np.float32),
        work_recorded=np.ones(1, np.bool_),
    )


# Open heart operations on children under one, 1991-95: deaths and operations (Bristol Infirmary Inquiry).
HOSPITALS: list[tuple[str, float, float]] = [
    ("Bristol", 41, 143),
    ("Leicester", 25, 187),
    ("Leeds", 24, 323),
    ("Oxford", 23, 122),
    ("Guys", 25, 164),
    ("Liverpool", 42, 405),
    ("Southampton", 24, 239),
    ("Great Ormond St", 53, 482),
    ("Newcastle", 26, 195),
    ("Harefield", 25, 177),
    ("Birmingham", 58, 581),
    ("Brompton", 31, 301),
]


def surgeons(seed: int, *, worse: float) -> Panel:
    """Fourteen, twelve quarters of some twenty operations, all alike but for the fourth."""
    rng = np.random.default_rng(seed)
    shape = (14, 12)
    cases = rng.poisson(20, shape)
    deaths = rng.binomial(cases, np.where(np.arange(14) == 3, worse, 0.06)[:, None])
    return Panel(
        metrics=(Metric("deaths", Kind.PROPORTION, higher_is_better=False),),
        calendar=Calendar(tuple(date(2015 + q // 4, 1 + 3 * (q % 4), 1) for q in range(12))),
        person_ids=[f"s{i}" for i in range(14)],
        group=np.zeros(14, np.int32),
        group_names=["cardiac"],
        role=np.zeros(1, np.int32),
        role_names=["surgeon"],
        active_from=np.zeros(14, np.int32),
        active_to=np.full(14, 12, np.int32),
        value=deaths[None].astype(np.float32),
        size=cases[None].astype(np.float32),
        work_recorded=np.ones(1, np.bool_),
    )


def test_one_far_off_among_people_who_are_all_alike_is_seen_and_nobody_else() -> None:
    for seed in range(6):
        named = {
            finding.person_id for finding in of_kind(review(surgeons(seed, worse=0.4)), SignalKind.LEVEL)
        }
        assert named == {"s3"}
        assert review(surgeons(seed, worse=0.06)).findings == ()


def test_of_twelve_hospitals_only_bristol_stands_out() -> None:
    (found,) = review(one_year(Kind.PROPORTION, HOSPITALS)).findings
    assert (found.person_id, found.kind) == ("Bristol", SignalKind.LEVEL)
    (effect,) = found.effects
    assert effect.after == pytest.approx(41 / 143)
    assert effect.before == pytest.approx(356 / 3176)
    assert effect.change is not None
    assert effect.change.low > 0


def test_without_bristol_no_hospital_stands_out() -> None:
    assert review(one_year(Kind.PROPORTION, HOSPITALS[1:])).findings == ()


@pytest.mark.parametrize("periods", [0, 1, 2, 5, 12])
def test_a_short_history_is_no_error(periods: int) -> None:
    found = review(offices(SMALL, 10).panel.until(periods)) if periods else None
    assert found is None or of_kind(found, SignalKind.DECLINE) == []


def test_the_people_can_be_cut_and_reordered_within_groups_without_changing_what_is_said() -> None:
    panel = offices(SMALL, 11).panel
    order = np.lexsort((np.random.default_rng(0).random(panel.people), panel.group))
    other = replace(
        panel,
        person_ids=[panel.person_ids[i] for i in order],
        active_from=panel.active_from[order],
        active_to=panel.active_to[order],
        value=panel.value[:, order],
        size=panel.size[:, order],
    )
    assert {(f.person_id, f.kind) for f in review(panel).findings} == {
        (f.person_id, f.kind) for f in review(other).findings
    }


def test_months_are_read_like_weeks() -> None:
    months = replace(SMALL, periods=36, days=30, decliners=0, improvers=0, hires=0, moved=0)
    panel = offices(months, 3).panel
    value = panel.value.copy()
    row = int(np.flatnonzero((panel.size[0, :, 12:] > 0).all(axis=1))[0])  # never away
    for k, kept in enumerate((0.5, 0.7, 0.5)):
        value[k, row, 24:] = np.floor(value[k, row, 24:] * kept)
    found = review(replace(panel, value=value))
    assert row in [finding.row for finding in of_kind(found, SignalKind.DECLINE)]
    assert found.previous == panel.calendar.start(35)


def test_a_metric_without_recorded_work_is_named_and_volumes_alone_prove_nothing() -> None:
    panel = offices(replace(SMALL, decliners=0, improvers=0, hires=0, moved=0), 5).panel
    counts = replace(
        panel,
        metrics=panel.metrics[:1],
        value=panel.value[:1].copy(),
        size=np.where(panel.size[:1] == 0, 0, np.nan).astype(np.float32),
        work_recorded=np.zeros(1, np.bool_),
    )
    counts.value[0, 17, 70:] = np.floor(counts.value[0, 17, 70:] * 0.4)
    found = review(counts)
    assert any("resolved" in note for note in found.notes)
    assert 17 in [finding.row for finding in of_kind(found, SignalKind.WORK_MAY_HAVE_CHANGED)]
    assert of_kind(found, SignalKind.DECLINE) == []
