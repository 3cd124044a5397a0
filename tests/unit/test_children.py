"""What is started beside the server is started again when it ends by itself, so many times and no more."""

from __future__ import annotations

import subprocess
import threading

import pytest

from goodstanding.cli import _children
from goodstanding.cli._children import MOST, Child


class Ends:
    """A process that ends at once, or runs well for a while first, or until it is told to stop."""

    def __init__(self, code: int, *, well: bool = False, stays: bool = False) -> None:
        self.code, self.well, self.over = code, well, threading.Event()
        if not stays:
            self.over.set()

    def wait(self, timeout: float | None = None) -> int:
        if self.well and timeout is not None:
            raise subprocess.TimeoutExpired("it", timeout)
        self.over.wait()
        return self.code

    def terminate(self) -> None:
        self.over.set()

    def kill(self) -> None:
        self.over.set()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_children, "GRACE", 0.0)
    monkeypatch.setattr(_children, "SLOWEST", 0.0)


def test_what_always_ends_is_given_up_and_a_person_is_asked_for() -> None:
    said: list[str] = []
    started: list[int] = []
    child = Child("The signer", lambda: started.append(1) or Ends(3), said.append)
    child.run()
    assert len(started) == MOST
    assert said[0] == "The signer ended by itself (exit code 3) and is started again in 0 s (1 of 8 times)."
    assert "is not started any more" in said[-1]
    assert len(said) == MOST


def test_whoever_ran_well_begins_to_count_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_children, "WELL", 0.0)
    said: list[str] = []
    left = [Ends(-9, well=True) for _ in range(2 * MOST)]
    child = Child("The worker", left.pop, said.append)

    def tell(problem: str) -> None:
        said.append(problem)
        if not left:
            child.stop.set()

    child.tell = tell
    child.run()
    assert not left
    assert set(said) == {"", "The worker was ended by signal 9 and is started again in 0 s (1 of 8 times)."}


def test_what_cannot_be_started_is_tried_again() -> None:
    said: list[str] = []

    def fails() -> Ends:
        raise OSError(11, "Resource temporarily unavailable")

    Child("The signer", fails, said.append).run()
    assert "could not be started (Resource temporarily unavailable)" in said[0]


def test_an_end_that_was_asked_for_is_no_failure() -> None:
    said: list[str] = []
    started = threading.Event()

    def start() -> Ends:
        started.set()
        return Ends(0, stays=True)

    child = Child("The signer", start, said.append)
    thread = threading.Thread(target=child.run)
    thread.start()
    started.wait(5)
    child.end()
    thread.join(5)
    assert not thread.is_alive()
    assert said == []
