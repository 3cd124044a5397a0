"""Rules on retention: how long, by which rule, and never a day that no rule gives."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from goodstanding.domain import file as files
from goodstanding.domain.entries import Entry, Payload, Visibility
from goodstanding.domain.entries import day_to_day as day
from goodstanding.domain.entries import person as job
from goodstanding.domain.entries.keeping import Erased
from goodstanding.domain.entries.person import Place
from goodstanding.domain.retention import RULES, Due, Rule, due, rules_for

EVE, MARA = uuid4(), uuid4()
START = datetime(2024, 1, 5, 9, tzinfo=UTC)
SHARED = frozenset({Visibility.SHARED, Visibility.DRAFT})


def entry(payload: Payload, happened: date, n: int = 0, **more: Any) -> Entry[Any]:
    return Entry(
        id=uuid4(), subject=EVE, author=MARA, happened=happened, recorded=START + timedelta(hours=n),
        payload=payload, visibility=payload.visibility, seq=n + 1, **more,
    )  # fmt: skip


HIRED = entry(job.Hired(number="1", name="Eve", place=Place(team="ops")), date(2020, 1, 1))
WARNED = entry(
    day.Warned(
        stage="first written", deficiency="Late", improvement_required="In time", improve_by=date(2024, 3, 1),
        current_until=date(2024, 7, 31), consequence="A final warning",
    ),
    date(2024, 2, 1), n=1,
)  # fmt: skip
LEFT = entry(job.Left(), date(2024, 5, 31), n=2)


def found(entries: list[Entry[Any]], place: str, *packs: str) -> list[tuple[str, date, str]]:
    file = files.fold(EVE, entries)
    return [(d.scope, d.day, d.rules[0]) for d in due(file, entries, rules_for(place, packs), seen=SHARED)]


def test_the_longest_of_the_rules_that_apply_decides() -> None:
    assert found([HIRED, LEFT], "US-TX") == [("person", date(2025, 5, 31), "us-1627-3")]
    assert found([HIRED, LEFT], "US-CA") == [("person", date(2028, 5, 31), "us-ca-feha")]
    assert found([HIRED, LEFT], "US-MA") == [("person", date(2027, 5, 31), "us-ma-52c")]


def test_a_term_can_run_to_the_end_of_its_year() -> None:
    assert found([HIRED, LEFT], "DE-BY") == [("person", date(2027, 12, 31), "de-limitation")]


def test_nothing_falls_due_where_no_rule_is_known_or_while_somebody_works_here() -> None:
    assert found([HIRED, LEFT], "FR") == []
    assert found([HIRED], "US-CA") == []


def test_a_warning_falls_due_when_it_is_not_current_any_more() -> None:
    assert found([HIRED, WARNED], "GB-ENG") == [("entry", date(2024, 7, 31), "uk-warning")]
    assert found([HIRED, WARNED], "US") == []


def test_what_is_left_of_an_erased_file_falls_due_at_once() -> None:
    erased = entry(
        Erased(scope="person", ground="retention", source="x", reason="y", parts=()), date(2030, 1, 1), n=9
    )
    advice = entry(day.Advice(advice="Wait."), date(2024, 2, 2), n=3)
    entries = [erased, advice]
    file = files.fold(EVE, entries)
    counsel = due(file, entries, RULES, seen=frozenset({Visibility.COUNSEL}))
    assert counsel == (Due("person", date(2030, 1, 1), "retention", ()),)
    assert due(file, entries, RULES, seen=SHARED) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_source_a_place_and_says_how_well_it_is_known(rule: Rule) -> None:
    assert rule.source
    assert rule.places
    assert rule.read in ("source", "summary", "memory")
    assert rule.end(date(2024, 2, 29)) >= date(2024, 2, 29)


def test_a_month_that_is_too_short_ends_on_its_last_day() -> None:
    rule = Rule(id="x", title="x", does="keep", start="left", months=1, source="x", read="memory")
    assert rule.end(date(2024, 1, 31)) == date(2024, 2, 29)
    assert rule.term == "1 month"


def test_ids_are_not_used_twice() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
