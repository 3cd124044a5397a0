"""Writers of one file take turns, and nobody who holds the database waits for a turn."""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from goodstanding.store.turn import turn


@dataclass
class Connection:
    """What `turn` asks of a connection."""

    settings_dict: dict[str, Path]
    vendor: str = "sqlite"
    in_atomic_block: bool = False


@pytest.fixture
def connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connection:
    made = Connection({"NAME": tmp_path / "db.sqlite3"})
    monkeypatch.setattr("goodstanding.store.turn.connection", made)
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "db.sqlite3.turn"


def is_free(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True


def test_one_at_a_time_and_the_turn_is_given_back_whatever_happens(
    file: Path, connection: Connection
) -> None:
    with turn():
        assert not is_free(file)
    assert is_free(file)
    with pytest.raises(ValueError, match="wrong"), turn():
        raise ValueError("wrong")
    assert is_free(file)


def test_whoever_is_in_a_transaction_already_waits_for_no_turn(file: Path, connection: Connection) -> None:
    connection.in_atomic_block = True
    with turn():
        assert not file.exists()


def test_a_database_that_queues_by_itself_needs_none(file: Path, connection: Connection) -> None:
    connection.vendor = "postgresql"
    with turn():
        assert not file.exists()
