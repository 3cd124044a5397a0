"""The worker and the signer: processes beside the server, started again when they end."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

log = logging.getLogger("goodstanding")
MOST = 8
"""So many ends in a row, and it is not started any more: what fails eight times needs a person."""
SLOWEST = 60.0
GRACE = 1.0
"""Ctrl-C ends the child and the server together; nothing is said of that."""
WELL = 300.0
"""Whoever ran so long begins to count anew."""


class Process(Protocol):
    def wait(self, timeout: float | None = None) -> int: ...

    def terminate(self) -> None: ...

    def kill(self) -> None: ...


@dataclass
class Child:
    """`tell` is given what went wrong, and an empty text once it goes well again."""

    what: str
    start: Callable[[], Process]
    tell: Callable[[str], None]
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    process: Process | None = None

    def run(self) -> None:
        """Until `end`, or until it ended too often."""
        failures = 0
        while not self.stop.is_set():
            ended, well = self._once()
            if self.stop.wait(GRACE):
                return
            failures = 1 if well else failures + 1
            if failures >= MOST:
                self.tell(
                    f"{self.what} {ended}, {MOST} times in a row, and is not started any more. The log of "
                    "the server says more; once the cause is mended, start the server anew."
                )
                return
            pause = min(SLOWEST, 2.0 ** (failures - 1))
            self.tell(
                f"{self.what} {ended} and is started again in {pause:.0f} s ({failures} of {MOST} times)."
            )
            self.stop.wait(pause)

    def _once(self) -> tuple[str, bool]:
        """How it ended, and whether it had run well before."""
        began = time.monotonic()
        try:
            with self.lock:
                if self.stop.is_set():
                    return "was stopped", False
                self.process = self.start()
        except OSError as error:
            return f"could not be started ({error.strerror or error})", False
        try:
            code = self.process.wait(timeout=WELL)
        except subprocess.TimeoutExpired:
            self.tell("")
            code = self.process.wait()
        how = f"was ended by signal {-code}" if code < 0 else f"ended by itself (exit code {code})"
        return how, time.monotonic() - began >= WELL

    def end(self) -> None:
        """Stop it for good."""
        self.stop.set()
        with self.lock:
            process = self.process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def beside(name: str, what: str, *arguments: str) -> Iterator[None]:
    """For as long as the server runs. `name`: under which the page “Work” shows how it fares."""
    command = [sys.executable, "-m", "goodstanding", *arguments, "--with-parent"]
    child = Child(what, lambda: subprocess.Popen(command), lambda problem: note(name, problem))
    note(name, "")
    thread = threading.Thread(target=child.run, name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        child.end()
        thread.join(timeout=10)


def note(name: str, problem: str) -> None:
    """In the log, and where those who run the server see it."""
    from django.db import DatabaseError, connection
    from django.utils import timezone

    from goodstanding.actions.checkpoints import note_service

    if problem:
        log.error("%s", problem)
    try:
        note_service(name, now=timezone.now(), problem=problem)
    except DatabaseError as error:
        log.error("It could not be noted that %s: %s", problem or "all is well", error)
    finally:
        connection.close()
