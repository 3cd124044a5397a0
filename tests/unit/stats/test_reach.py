from __future__ import annotations

import pytest

from goodstanding.domain.evaluation import Direction
from goodstanding.stats.reach import reach, wilson


def test_fewer_than_five_peers_are_not_counted_in_public() -> None:
    assert reach([1.0] * 4, 1.0, Direction.AT_LEAST) is None


def test_a_peer_exactly_at_the_target_reaches_it() -> None:
    found = reach([1.0, 2.0, 3.0, 4.0, 5.0], 3.0, Direction.AT_LEAST)
    assert found is not None
    assert (found.reaching, found.share) == (3, 0.6)
    other = reach([1.0, 2.0, 3.0, 4.0, 5.0], 3.0, Direction.AT_MOST)
    assert other is not None
    assert other.reaching == 3


def test_the_interval_is_wilsons() -> None:
    # Newcombe 1998, table I: 81 of 263, 15 of 148 and 0 of 20 at 95 %.
    assert wilson(81, 263, 0.95) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148, 0.95) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20, 0.95) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(20, 20, 0.95)[1] == 1.0


def test_it_reads_as_a_sentence_about_the_target() -> None:
    found = reach([0.0] * 5 + [1.0] * 7, 1.0, Direction.AT_LEAST)
    assert str(found) == "7 of 12 comparable people reach it (58%; 90% interval 36% to 78%)"


def test_a_target_is_unusual_only_where_chance_cannot_account_for_how_few_reach_it() -> None:
    def few(reaching: int, peers: int) -> bool:
        found = reach([1.0] * reaching + [0.0] * (peers - reaching), 1.0, Direction.AT_LEAST)
        assert found is not None
        return found.few_reach

    assert not few(1, 5), "one of five may still be a half of them"
    assert few(0, 5)
    assert few(5, 20)
    assert not few(8, 20)
    assert not few(15, 20)
