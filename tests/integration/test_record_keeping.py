"""What the worker does for the record by itself, and that letters carry the checkpoint."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from goodstanding.actions import checkpoints, record_keeping
from goodstanding.documents.letters.make import CHECKPOINT_NOTE
from goodstanding.domain.errors import Damage
from goodstanding.queries import checkpoints as queries
from tests.conftest import Cast
from tests.signing import Near, new_signer, seal


def test_what_the_program_finds_wrong_is_shown_and_the_next_try_goes_on(cast: Cast) -> None:
    def damaged(now: datetime) -> None:
        raise Damage("Hash 7 of the log is missing.")

    record_keeping.once(queries.SIGNER, damaged, cast.now)
    state = queries.service(queries.SIGNER)
    assert state is not None
    assert "Hash 7" in state.problem
    record_keeping.once(queries.SIGNER, lambda now: None, cast.now)


def test_the_threads_end_with_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    done = threading.Event()
    calls: list[str] = []
    monkeypatch.setattr(record_keeping, "_sign", lambda now: calls.append("sign"))
    monkeypatch.setattr(record_keeping, "_stamp", lambda now: calls.append("stamp"))
    monkeypatch.setattr(record_keeping, "SECONDS", 0.01)
    threads = record_keeping.keep_record(done)
    while len(set(calls)) < 2:
        done.wait(0.01)
    done.set()
    for thread in threads:
        thread.join(5)
    assert not any(thread.is_alive() for thread in threads)


def test_a_letter_says_what_the_record_was_when_it_was_made(cast: Cast, tmp_path: Path) -> None:
    assert queries.current_text() == ""
    seal(Near(new_signer(tmp_path / "s", checkpoints.name_log(now=cast.now))), now=cast.now)
    assert queries.current_text().startswith(checkpoints.name_log(now=cast.now))
    assert set(CHECKPOINT_NOTE) == {"en", "de"}
