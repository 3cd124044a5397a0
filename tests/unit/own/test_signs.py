from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from goodstanding.actions.own import example, journal
from goodstanding.actions.own.house import House
from goodstanding.domain.errors import NotFound
from goodstanding.domain.own import KINDS
from goodstanding.domain.own.entries import Note
from goodstanding.domain.own.noticed import SignNoticed
from goodstanding.domain.own.signs import NOTICED
from goodstanding.domain.signs import Sign
from goodstanding.queries.own import signs
from goodstanding.queries.own.journal import timeline, why
from goodstanding.vault.content import Content
from goodstanding.vault.vault import InMemory
from tests.conftest import at

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def say(vault: Any, payload: Any, days_ago: int) -> Any:
    day = TODAY - timedelta(days=days_ago)
    return journal.record(vault=vault, payload=payload, now=at(day), today=day, happened=day)


@pytest.fixture
def vault() -> InMemory:
    import uuid

    return InMemory(Content(uuid.uuid4()))


def test_each_sign_says_what_to_log_what_else_explains_it_and_what_settles_it() -> None:
    for sign in NOTICED.values():
        assert sign.log, sign.code
        assert sign.innocent, sign.code
        assert sign.settles, sign.code


def test_the_known_early_signs_all_have_a_place_in_the_journal() -> None:
    places = {
        Sign.METRICS: "behind", Sign.WORK_MOVED: "work_moved", Sign.DISPLEASURE: "displeasure",
        Sign.MEETINGS: "left_out", Sign.EVASIVE: "evasive",
    }  # fmt: skip
    assert places.keys() == set(Sign)
    assert set(places.values()) <= NOTICED.keys()


def test_signs_are_counted_against_the_time_before_of_which_something_is_written(vault: InMemory) -> None:
    say(vault, Note(words="A quiet week."), 100)
    for days in (80, 10, 3):
        say(
            vault,
            SignNoticed(sign="left_out", words="Not invited.", reach="only_me" if days < 5 else ""),
            days,
        )
    line = signs.one(vault, "left_out", TODAY)
    assert (line.recent, line.before, line.before_days) == (2, 1, 70)
    assert dict(line.months)[date(2026, 11, 1)] == 2
    assert line.unasked == 2
    assert line.result == ""


def test_what_was_taken_back_counts_nowhere_and_stays_in_the_journal(vault: InMemory) -> None:
    wrong = say(vault, SignNoticed(sign="access", words="Locked out."), 4)
    journal.take_back(vault=vault, entry=wrong.id, reason="It was my own mistake.", now=NOW, today=TODAY)
    assert signs.overview(vault, TODAY) == []
    assert [line.taken_back for line in timeline(vault)] == ["It was my own mistake."]
    with pytest.raises(NotFound):
        signs.one(vault, "access", TODAY)


def test_every_kind_of_entry_is_shown_on_the_time_line() -> None:
    from goodstanding.web.personal.shown import SHOWN

    assert {cls.kind for cls in SHOWN} == KINDS.keys() - {"own_taken_back"}


def test_the_example_is_kept_nowhere_and_closes_with_the_lock(vault: InMemory) -> None:
    house = House(vault, port=1)
    example.show(house=house, now=NOW, today=TODAY)
    assert house.vault is not vault
    assert why(house.vault) == "plan"
    say(house.vault, Note(words="tried out"), 0)
    example.close(house=house)
    assert house.vault is vault
    assert timeline(vault) == []
