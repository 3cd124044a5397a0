from __future__ import annotations

from dataclasses import fields

import pytest

from goodstanding.stats.spread import Spread, peer_spread, quantile


@pytest.mark.parametrize(
    ("own", "others"),
    [(None, 0), (1.0, 0), (1.0, 3), (None, 4)],
)
def test_a_group_of_fewer_than_five_people_is_not_shown(own: float | None, others: int) -> None:
    assert peer_spread(own, [1.0] * others) is None


@pytest.mark.parametrize(("own", "others"), [(1.0, 4), (None, 5)])
def test_five_people_the_person_included_are_shown(own: float | None, others: int) -> None:
    found = peer_spread(own, [float(value) for value in range(others)])
    assert found is not None
    assert found.others == others


def test_the_quartiles_are_those_of_a_spreadsheet() -> None:
    found = peer_spread(100.0, [4.0, 1.0, 3.0, 2.0])
    assert found == Spread(4, 2.5, 1.75, 3.25, None, None)


def test_the_persons_own_figure_does_not_move_the_spread_of_the_others() -> None:
    others = [float(value) for value in range(11)]
    assert peer_spread(0.0, others) == peer_spread(1e9, others)


def test_the_tails_are_shown_only_where_they_do_not_give_single_people_away() -> None:
    seven, eight = [float(value) for value in range(7)], [float(value) for value in range(8)]
    few, more = peer_spread(1.0, seven), peer_spread(1.0, eight)
    assert few is not None
    assert more is not None
    assert (few.p10, few.p90) == (None, None)
    assert more.p10 == pytest.approx(0.7)
    assert more.p90 == pytest.approx(6.3)


def test_a_spread_carries_figures_and_no_people() -> None:
    assert {each.name for each in fields(Spread)} == {
        "others",
        "median",
        "lower_quartile",
        "upper_quartile",
        "p10",
        "p90",
    }


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.5, "below nine tenths of the others"),
        (2.0, "below the middle half of the others"),
        (5.0, "within the middle half of the others"),
        (8.0, "above the middle half of the others"),
        (9.5, "above nine tenths of the others"),
    ],
)
def test_the_place_of_a_figure_is_told_in_words(value: float, words: str) -> None:
    found = peer_spread(value, [float(each) for each in range(11)])
    assert found is not None
    assert found.place(value) == words


def test_without_tails_the_words_stay_with_the_middle_half() -> None:
    found = peer_spread(0.0, [1.0, 2.0, 3.0, 4.0])
    assert found is not None
    assert found.place(-100.0) == "below the middle half of the others"
    assert found.place(100.0) == "above the middle half of the others"


def test_the_quantile_of_one_value_is_that_value() -> None:
    assert quantile([3.0], 0.9) == 3.0
