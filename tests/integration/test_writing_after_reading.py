"""A file is read before it is the writer's turn. What others wrote in between is seen all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from goodstanding.actions import _write, entries
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.queries.audit import check_record
from goodstanding.store import log, models
from goodstanding.store.turn import turn
from tests.conftest import Cast


def said(words: str) -> Feedback:
    return Feedback(tone="positive", behaviour=words)


@pytest.fixture
def interrupted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else writes in the same file while the first waits for their turn."""

    @contextmanager
    def waited_for() -> Iterator[None]:
        monkeypatch.setattr(_write, "turn", turn)
        entries.record(person=cast.eve, payload=said("Meanwhile."), by=cast.hedda, now=cast.now)
        with turn():
            yield

    monkeypatch.setattr(_write, "turn", waited_for)


def test_an_entry_written_in_between_is_part_of_what_is_written_after(cast: Cast, interrupted: None) -> None:
    with _write.writing(subject=cast.eve, by=cast.mara, now=cast.now) as desk:
        assert [e.kind for e in desk.entries] == ["hired", "feedback"]
        assert desk.file.size == 2
        desk.say(said("Afterwards."))
    stored = log.entries_of(cast.eve)
    assert [getattr(e.payload, "behaviour", "") for e in stored] == ["", "Meanwhile.", "Afterwards."]
    assert models.Person.objects.get(id=cast.eve).file_version == len(stored)
    assert check_record() == []


def test_words_that_were_taken_out_in_between_are_not_kept(
    cast: Cast, interrupted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_write, "TAKES_OUT", frozenset({"feedback"}))
    read: list[object] = []
    ahead = log.read_ahead
    monkeypatch.setattr(log, "read_ahead", lambda subject: read.append(subject) or ahead(subject))
    with _write.writing(subject=cast.eve, by=cast.mara, now=cast.now) as desk:
        assert len(desk.entries) == 2
    assert read == [cast.eve, cast.eve, cast.eve]  # the writer, the other one, and the writer once more
