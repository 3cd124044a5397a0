"""One start of the personal edition: its file, its door, and the lock that falls when nobody is there."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from goodstanding.actions.own.door import Door
from goodstanding.domain.errors import Bug
from goodstanding.vault.vault import InMemory, Vault

IDLE_MINUTES = 10


@dataclass
class House:
    own: Vault
    port: int
    idle_seconds: float = IDLE_MINUTES * 60
    door: Door = field(default_factory=Door)
    example: InMemory | None = None
    """An invented file that is being looked at in place of the own one."""
    waiting: dict[str, object] = field(default_factory=dict)
    """What was read from a file and waits for the person's choice. Forgotten with the lock."""
    _seen: float = field(default_factory=time.monotonic)

    @property
    def vault(self) -> Vault:
        return self.example or self.own

    def touch(self) -> None:
        self._seen = time.monotonic()

    def lock(self) -> None:
        self.own.lock()
        self.example = None
        self.waiting.clear()

    def lock_if_idle(self) -> bool:
        """Lock if nobody did anything for a while. Called before each answer, and every few seconds."""
        if self.own.unlocked and time.monotonic() - self._seen > self.idle_seconds:
            self.lock()
            return True
        return False

    def watch(self) -> None:
        """Keep looking, in a thread that ends with the program."""

        def look() -> None:
            while True:
                time.sleep(min(5.0, self.idle_seconds / 4))
                self.lock_if_idle()

        threading.Thread(target=look, daemon=True, name="idle lock").start()


_here: House | None = None


def move_in(path: Path, *, port: int, idle_seconds: float = IDLE_MINUTES * 60) -> House:
    global _here
    _here = House(Vault(path), port, idle_seconds)
    return _here


def house() -> House:
    if _here is None:
        raise Bug("The personal edition was not started by its command.")
    return _here
