"""A file folded from entries: places over time, receipts, follow-ups, retractions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.domain import file as files
from goodstanding.domain import own
from goodstanding.domain.entries import KINDS, Entry, Payload
from goodstanding.domain.entries import day_to_day as day
from goodstanding.domain.entries import person as job
from goodstanding.domain.entries.day_to_day import ScaleLevel
from goodstanding.domain.entries.person import Place

EVE, MARA = uuid4(), uuid4()
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def entry(payload: Payload, happened: date, *, n: int = 0, by: UUID = MARA, **more: Any) -> Entry[Any]:
    return Entry(
        id=uuid4(), subject=EVE, author=by, happened=happened, recorded=START + timedelta(hours=n),
        payload=payload, visibility=payload.visibility, seq=n + 1, **more,
    )  # fmt: skip


def hired(on: date, team: str = "ops") -> Entry[Any]:
    return entry(job.Hired(number="1", name="Eve", place=Place(team=team)), on)


def test_no_two_payload_types_share_a_kind() -> None:
    def leaves(cls: type[Payload]) -> set[type[Payload]]:
        return {cls} if not cls.__subclasses__() else set().union(*(leaves(c) for c in cls.__subclasses__()))

    assert {cls.kind for cls in leaves(Payload)} == KINDS.keys() | own.KINDS.keys()
    assert len(leaves(Payload)) == len(KINDS) + len(own.KINDS)


def test_the_place_of_a_day_is_the_move_that_started_last() -> None:
    file = files.fold(
        EVE,
        [
            hired(date(2024, 1, 1)),
            entry(job.Moved(place=Place(team="sales")), date(2025, 1, 1), n=1),
            entry(job.Moved(place=Place(team="care")), date(2024, 6, 1), n=2),
        ],
    )
    assert [(p.place.team, p.since, p.until) for p in file.placements()] == [
        ("ops", date(2024, 1, 1), date(2024, 6, 1)),
        ("care", date(2024, 6, 1), date(2025, 1, 1)),
        ("sales", date(2025, 1, 1), None),
    ]


def test_a_move_for_a_time_gives_way_to_what_held_before() -> None:
    loan = job.Moved(place=Place(team="loan"), until=date(2024, 3, 31))
    file = files.fold(EVE, [hired(date(2024, 1, 1)), entry(loan, date(2024, 3, 1), n=1)])
    assert [(p.place.team, p.since) for p in file.placements()] == [
        ("ops", date(2024, 1, 1)),
        ("loan", date(2024, 3, 1)),
        ("ops", date(2024, 4, 1)),
    ]


def test_whoever_left_stands_nowhere_from_the_next_day() -> None:
    file = files.fold(EVE, [hired(date(2024, 1, 1)), entry(job.Left(), date(2024, 5, 31), n=1)])
    assert file.placements()[-1].until == date(2024, 6, 1)


def test_a_retracted_move_counts_for_nothing() -> None:
    wrong = entry(job.Moved(place=Place(team="wrong")), date(2024, 2, 1), n=1)
    right = day.Correction(wrong="Wrong team.", right="Still ops.", retracts=True)
    back = entry(right, date(2024, 2, 2), n=2,
                 refers_to=wrong.id)  # fmt: skip
    file = files.fold(EVE, [hired(date(2024, 1, 1)), wrong, back])
    assert [p.place.team for p in file.placements()] == ["ops"]


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.one_of(st.none(), st.integers(0, 60)), st.sampled_from("abc")),
        max_size=8,
    )
)
def test_places_never_overlap_and_agree_with_every_day(
    moves: list[tuple[int, int | None, str]],
) -> None:
    first = date(2024, 1, 1)
    entries = [hired(first, "start")]
    for n, (offset, length, team) in enumerate(moves, start=1):
        since = first + timedelta(days=offset)
        until = since + timedelta(days=length) if length is not None else None
        entries.append(entry(job.Moved(place=Place(team=team), until=until), since, n=n))
    placements = files.fold(EVE, entries).placements()
    for a, b in pairwise(placements):
        assert a.until is not None
        assert a.until <= b.since
    for offset in range(0, 470, 7):
        today = first + timedelta(days=offset)
        holding = [
            p.place.team for p in placements if p.since <= today and (p.until is None or today < p.until)
        ]
        assert holding == [_reference(first, moves, today)]


def _reference(first: date, moves: list[tuple[int, int | None, str]], today: date) -> str:
    best = (first, 0, "start")
    for n, (offset, length, team) in enumerate(moves, start=1):
        since = first + timedelta(days=offset)
        if since <= today and (length is None or today <= since + timedelta(days=length)):
            best = max(best, (since, n, team))
    return best[2]


def coaching(n: int = 1, follow_up: date | None = None) -> Entry[Any]:
    payload = day.Coaching(facts="f", expectation="e", agreed_actions="a", follow_up_on=follow_up)
    return entry(payload, date(2026, 1, 5), n=n)


def test_an_entry_waits_for_its_receipt_until_it_is_acknowledged_or_refused() -> None:
    session = coaching()
    file = files.fold(EVE, [session])
    assert set(file.awaiting) == {session.id}
    receipt = entry(day.Acknowledged(), date(2026, 1, 6), n=2, by=EVE, refers_to=session.id)
    file = files.apply(file, receipt)
    assert not file.awaiting
    assert file.acknowledged[session.id] == (receipt.recorded, receipt.id)


def test_a_follow_up_stays_due_until_it_is_recorded_and_may_be_set_again() -> None:
    session = coaching(follow_up=date(2026, 1, 19))
    file = files.fold(EVE, [session])
    assert file.follow_ups[session.id].due == date(2026, 1, 19)
    again = day.FollowedUp(progress="Half done.", next_follow_up_on=date(2026, 2, 2))
    file = files.apply(file, entry(again, date(2026, 1, 19), n=2, refers_to=session.id))
    assert file.follow_ups[session.id].due == date(2026, 2, 2)
    done = day.FollowedUp(progress="Done.")
    file = files.apply(file, entry(done, date(2026, 2, 2), n=3, refers_to=session.id))
    assert not file.follow_ups


def test_a_later_target_for_the_same_period_replaces_the_earlier_one() -> None:
    def target(value: int, n: int) -> Entry[Any]:
        said = job.StandardSet(standard="Quota", metric="sales", target=Decimal(value),
                               period_start=date(2026, 1, 1), period_end=date(2026, 3, 31))  # fmt: skip
        return entry(said, date(2026, 1, 1), n=n)

    file = files.fold(EVE, [target(100, 1), target(120, 2)])
    assert [t.target for t in file.targets] == [Decimal(120)]


def test_a_rating_keeps_the_scale_it_was_given_on() -> None:
    scale = (ScaleLevel(value=1, label="Low"), ScaleLevel(value=2, label="High"))
    said = day.Appraisal(
        period_start=date(2025, 1, 1), period_end=date(2025, 12, 31), rating=2, scale=scale, words="w"
    )
    file = files.fold(EVE, [entry(said, date(2026, 1, 10))])
    assert (file.ratings[0].label, file.ratings[0].rater) == ("High", MARA)


def test_folding_a_file_piece_by_piece_gives_the_same_file() -> None:
    entries = [
        hired(date(2024, 1, 1)),
        coaching(1, date(2026, 1, 19)),
        entry(day.Award(what="w", why="y"), date(2026, 1, 7), n=2),
    ]
    file = files.File(subject=EVE)
    for each in entries:
        file = files.apply(file, each)
    assert file == files.fold(EVE, entries)
