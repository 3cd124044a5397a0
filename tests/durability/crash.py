"""Writers killed with SIGKILL, at random moments and at labelled points of the write path.

    python -m tests.durability.crash --kills 1000 --folder F

A writer says each entry (place and id) as soon as it is acknowledged, and each checkpoint that it was given.
After every death the next one goes on; at the end every acknowledged entry must be there under its number,
entries and leaves must agree, and today's log must continue every checkpoint that was handed out.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.durability.place import Place, forget_connections, forked, place, report, whole, write_one

EACH = 7
"""A checkpoint after so many entries."""
PATIENCE = 60.0


def labelled() -> dict[str, tuple[Any, str]]:
    """The points of the write path: a name, and what to wrap."""
    from django.db import connections

    from goodstanding.actions import _write, checkpoints
    from goodstanding.signing import disk
    from goodstanding.store import log, projection

    backend = type(connections["default"])
    return {
        "rows inserted": (log, "insert"),
        "log head locked": (log, "_locked_head"),
        "parts made": (log, "prepare"),
        "appended": (log, "append_prepared"),
        "projected": (projection, "project"),
        "stored": (_write, "_store"),
        "committed": (backend, "_commit"),
        "signer asked": (checkpoints.SignerClient, "sign"),
        "signer state written": (disk, "write"),
        "checkpoint stored": (checkpoints, "_store"),
    }


def wrap(owner: Any, name: str, at: int, *, after: bool) -> None:
    """Die at the n-th call of this function, before it or after it."""
    original: Callable[..., Any] = getattr(owner, name)
    calls = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        made = original(*args, **kwargs)
        if calls == at and after:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    setattr(owner, name, dying)


class InProcess:
    """A signer without its socket, so that its own death is the writer's."""

    def __init__(self, folder: Path) -> None:
        from goodstanding.signing.signer import Signer

        self.signer = Signer(folder)

    def status(self, origin: str) -> Any:
        from goodstanding.signing.client import Status

        found = self.signer.status(origin)
        return Status(found.last.size, found.last.root, found.key_file, found.statements)

    def sign(self, ask: Any) -> str:
        from goodstanding.signing.client import SignerRefuses
        from goodstanding.signing.signer import Refused

        try:
            return self.signer.sign(ask)
        except Refused as no:
            raise SignerRefuses(no.message, no.kind, None) from no


def writer(where: Place, start: int, die: tuple[str, int, bool] | None) -> Callable[[int], None]:
    def work(send: int) -> None:
        from goodstanding.actions import checkpoints
        from tests.durability.place import NOW

        signer = InProcess(where.signer_folder)
        if die is not None:
            label, at, after = die
            owner, name = labelled()[label] if label != "signer asked" else (InProcess, "sign")
            wrap(owner, name, at, after=after)
        for number in range(start, start + 10_000):
            entry, index = write_one(where, number)
            os.write(send, f"entry {index} {entry}\n".encode())
            if number % EACH == 0:
                made = checkpoints.make(now=NOW, signer=signer)
                assert made is not None
                os.write(send, f"checkpoint {made.size} {made.root.hex()}\n".encode())

    return work


def one_life(where: Place, start: int, kill_after: float | None, die: tuple[str, int, bool] | None) -> bytes:
    """What a writer said before it was killed."""
    child, receive = forked(writer(where, start, die))
    timer = None
    if kill_after is not None:
        timer = threading.Timer(kill_after, os.kill, (child, signal.SIGKILL))
        timer.start()
    said, ends = b"", time.monotonic() + PATIENCE
    while chunk := os.read(receive, 65536):
        said += chunk
        if time.monotonic() > ends:
            os.kill(child, signal.SIGKILL)
    os.close(receive)
    _, status = os.waitpid(child, 0)
    if timer is not None:
        timer.cancel()
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"A writer ended by itself ({status}); it was to be killed: {die}, {said[-200:]!r}")
    return said


def run(where: Place, kills: int, seed: int) -> dict[str, object]:
    chance = random.Random(seed)
    entries: dict[int, str] = {}
    roots: dict[int, str] = {}
    start, problems = 1, []
    deaths: list[tuple[float | None, tuple[str, int, bool] | None]] = [
        (None, (label, at, after)) for label in labelled() for at in (1, 2, 9) for after in (False, True)
    ]
    deaths += [(chance.uniform(0.005, 0.25), None) for _ in range(kills)]
    for number, (kill_after, die) in enumerate(deaths):
        said = one_life(where, start, kill_after, die).decode().splitlines(keepends=True)
        for line in said:
            if not line.endswith("\n"):
                continue
            kind, at, value = line.split()
            known = entries if kind == "entry" else roots
            if known.setdefault(int(at), value) != value:
                problems.append(f"{kind} {at} was acknowledged twice, differently")
        start += len(said) + 1
        if number % 50 == 49:
            problems += whole()
            forget_connections()
    problems += whole() + missing(entries) + forked_roots(roots)
    return {
        "database": os.environ.get("GOODSTANDING_DATABASE_URL", "sqlite").partition(":")[0] or "sqlite",
        "labelled": len(deaths) - kills, "random": kills, "acknowledged entries": len(entries),
        "acknowledged checkpoints": len(roots), "problems": problems,
    }  # fmt: skip


def missing(entries: dict[int, str]) -> list[str]:
    """Acknowledged entries that are gone or stand under another number."""
    from goodstanding.store import models

    stored = {idx: str(id) for idx, id in models.Entry.objects.values_list("idx", "id")}
    return [f"entry {at} was acknowledged and is lost" for at, id in entries.items() if stored.get(at) != id]


def forked_roots(roots: dict[int, str]) -> list[str]:
    """Checkpoints that were handed out and that today's log does not continue."""
    from goodstanding.store import proofs

    return [
        f"checkpoint {size} is a fork" for size, root in roots.items() if proofs.root_at(size).hex() != root
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, required=True)
    chosen = parser.parse_args()
    with place(chosen.folder) as where:
        report(run(where, chosen.kills, chosen.seed))


if __name__ == "__main__":
    main()
