"""Many processes writing at once: no gap, no duplicate, no fork, no “locked”, and how long each write took.

python -m tests.durability.many --writers 8 --seconds 600 --people 200 --folder F
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from tests.durability.crash import forked_roots, missing
from tests.durability.place import Place, forked, place, report, whole, write_one


def writer(where: Place, number: int, seconds: float, most: int) -> Callable[[int], None]:
    def work(send: int) -> None:
        from django.db import DatabaseError

        from goodstanding.domain.errors import Conflict

        said: dict[str, object] = {"entries": [], "took": [], "conflicts": 0, "errors": []}
        ends = time.monotonic() + seconds
        count = 0
        while count < most and time.monotonic() < ends:
            began = time.monotonic()
            try:
                entry, index = write_one(where, number * 13 + count * 3)
                said["entries"].append([index, str(entry)])  # type: ignore[attr-defined]
                said["took"].append(time.monotonic() - began)  # type: ignore[attr-defined]
            except Conflict:
                said["conflicts"] = int(str(said["conflicts"])) + 1
            except DatabaseError as error:
                said["errors"].append(str(error))  # type: ignore[attr-defined]
            count += 1
        data = json.dumps(said).encode()
        while data:
            data = data[os.write(send, data) :]

    return work


def signing(where: Place, seconds: float) -> Callable[[int], None]:
    """Checkpoints all the while, as the worker makes them."""

    def work(send: int) -> None:
        from goodstanding.actions import checkpoints
        from tests.durability.crash import InProcess
        from tests.durability.place import NOW

        signer, ends = InProcess(where.signer_folder), time.monotonic() + seconds
        while time.monotonic() < ends:
            made = checkpoints.make(now=NOW, signer=signer)
            if made is not None:
                os.write(send, f"{made.size} {made.root.hex()}\n".encode())
            time.sleep(0.2)

    return work


def run(where: Place, writers: int, seconds: float, most: int) -> dict[str, object]:
    children = [forked(writer(where, number, seconds, most)) for number in range(writers)]
    signer, signed = forked(signing(where, min(seconds, 5.0) if most < 10_000 else seconds))
    said = [json.loads(_all(receive)) for _, receive in children]
    roots = dict(line.split() for line in _all(signed).decode().splitlines())
    for child in (signer, *(child for child, _ in children)):
        os.waitpid(child, 0)
    entries = {index: entry for one in said for index, entry in one["entries"]}
    count = sum(len(one["entries"]) for one in said)
    took = sorted(seconds for one in said for seconds in one["took"])
    problems = [error for one in said for error in one["errors"]] + whole() + missing(entries)
    problems += forked_roots({int(size): root for size, root in roots.items()})
    problems += [] if len(entries) == count else ["two entries were given the same place"]
    return {
        "database": os.environ.get("GOODSTANDING_DATABASE_URL", "sqlite").partition(":")[0] or "sqlite",
        "writers": writers, "files": len(where.people), "entries": count, "checkpoints": len(roots),
        "conflicts that were refused": sum(one["conflicts"] for one in said),
        "p50 s": round(took[len(took) // 2], 3), "p99 s": round(took[int(len(took) * 0.99)], 3),
        "longest s": round(took[-1], 3), "problems": problems,
    }  # fmt: skip


def _all(receive: int) -> bytes:
    data = b""
    while chunk := os.read(receive, 1 << 20):
        data += chunk
    os.close(receive)
    return data


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--most", type=int, default=1_000_000, help="entries of each writer")
    parser.add_argument("--people", type=int, default=8, help="whose files are written in")
    parser.add_argument("--folder", type=Path, required=True)
    chosen = parser.parse_args()
    with place(chosen.folder, chosen.people) as where:
        report(run(where, chosen.writers, chosen.seconds, chosen.most))


if __name__ == "__main__":
    main()
