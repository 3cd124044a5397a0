"""What the record costs: appending, a whole action, the audit, a proof.

    python -m benchmarks.record FOLDER

The folder was made by `benchmarks.fill`; entries are added to it. Rates are compared with the disk's own in
the same run, turn by turn, so that other work on the machine meets both alike.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import UUID

from benchmarks._start import Manifest, read_manifest, start

APPENDS, ACTIONS, PROOFS, AUDITED = 150, 40, 50, 20_000
LEAST_OF_SYNC, LEAST_OF_INSERT = 0.5, 0.33
MOST_ACTION, MOST_PROOF, MOST_AUDIT = 30.0, 5.0, 2.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.record", description="Measure the record.")
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument("--database-url", default="")
    chosen = parser.parse_args()
    folder = start(chosen.folder, chosen.database_url)
    manifest = read_manifest(folder)
    missed = [
        measure_append(folder, manifest),
        measure_action(manifest),
        measure_audit(),
        measure_proof(),
    ]
    return 1 if any(missed) else 0


def say(what: str, value: str, limit: str, missed: bool) -> bool:
    print(f"{what:52}{value:>26}   {limit}{'   MISSED' if missed else ''}")
    return missed


def wall(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def cpu(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def measure_append(folder: Path, manifest: Manifest) -> bool:
    """One prepared entry a transaction (parts salted and hashed before; the chain, leaf, tiles, heads and all
    rows inside) against one fdatasync, and one bare row a transaction, in turns; then with preparing."""
    from django.db import connection, transaction

    from benchmarks._build import new_salt
    from goodstanding.domain.entries.day_to_day import Feedback
    from goodstanding.store import log

    said = Feedback(tone="positive", behaviour="Prepared.")
    now = datetime.now(UTC)
    drafts = [
        log.prepare([_draft(manifest, said)], now=now, salt=new_salt)  # type: ignore[list-item]
        for _ in range(APPENDS)
    ]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_rows")
        cursor.execute("CREATE TABLE bare_rows (id integer PRIMARY KEY, word varchar(500))")

    def append(draft: list[log.Prepared]) -> None:
        with transaction.atomic():
            log.append_prepared(draft)

    def insert(n: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare_rows VALUES (%s, %s)", [n, "x" * 400])

    syncs, inserts, appends = [], [], []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for n, draft in enumerate(drafts):
            syncs.append(wall(lambda: _sync(file.fileno())))
            inserts.append(wall(lambda n=n: insert(n)))  # type: ignore[misc]
            appends.append(wall(lambda draft=draft: append(draft)))  # type: ignore[misc]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare_rows")
    _count_in(manifest, APPENDS)
    rate, sync, bare = (1 / statistics.median(each) for each in (appends, syncs, inserts))
    value = f"{rate:.0f}/s, {rate / sync:.2f} × fdatasync"
    if connection.vendor == "sqlite":
        missed = say(
            "append, one a transaction", value, f"≥ {LEAST_OF_SYNC} × fdatasync", rate < LEAST_OF_SYNC * sync
        )
    else:
        missed = say("append, one a transaction", f"{rate:.0f}/s, {rate / bare:.2f} × INSERT",
                     f"≥ {LEAST_OF_INSERT} × INSERT", rate < LEAST_OF_INSERT * bare)  # fmt: skip
    say("  a bare INSERT, one a transaction", f"{bare:.0f}/s", "", missed=False)
    say("  fdatasync of 4 KiB", f"{sync:.0f}/s", "", missed=False)
    return missed


def _draft(manifest: Manifest, payload: object) -> object:
    from goodstanding.domain.entries import Visibility
    from goodstanding.store import log

    return log.Draft(
        id=uuid.uuid4(), subject=UUID(manifest.employee), author=UUID(manifest.manager),
        happened=datetime.now(UTC).date(), payload=payload, visibility=Visibility.SHARED,  # type: ignore[arg-type]
    )  # fmt: skip


def _sync(descriptor: int) -> None:
    os.pwrite(descriptor, b"\0" * 4096, 0)
    os.fdatasync(descriptor)


def _count_in(manifest: Manifest, entries: int) -> None:
    """The appended leaves bypassed the action, which counts the entries of a file."""
    from django.db.models import F

    from goodstanding.store import models

    some = models.Person.objects.filter(id=UUID(manifest.employee))
    some.update(file_version=F("file_version") + entries)


def measure_action(manifest: Manifest) -> bool:
    """Feedback by a manager on a file of about 100 entries, everything included but the page."""
    from goodstanding.actions import entries
    from goodstanding.domain.entries.day_to_day import Feedback
    from goodstanding.store import models

    reports = models.Assignment.objects.filter(manager=UUID(manifest.manager), until=None)
    subject = reports.exclude(person=UUID(manifest.employee)).values_list("person", flat=True)[0]
    size = models.Entry.objects.filter(subject=subject).count()
    said = Feedback(tone="positive", behaviour="Wrote the note for the next shift.")

    def act() -> None:
        entries.record(person=subject, payload=said, by=UUID(manifest.manager), now=datetime.now(UTC))

    act()
    spent = statistics.median(cpu(act) for _ in range(ACTIONS)) * 1000
    return say(f"a whole action on a file of {size} entries", f"{spent:.1f} ms CPU",
               f"≤ {MOST_ACTION:.0f} ms", spent > MOST_ACTION)  # fmt: skip


def measure_audit() -> bool:
    """The pure audit of so many entries against nothing but the hashes that it cannot do without."""
    from goodstanding.queries import audit as queries
    from goodstanding.record import audit, merkle
    from goodstanding.record.disclosure import digest
    from goodstanding.store import models

    leaves = [leaf for leaf, _ in zip(queries._leaves(), range(AUDITED), strict=False)]
    reading = queries._Reading()
    began = time.process_time()
    entries = [entry for entry, _ in zip(reading.entries(), leaves, strict=False)]
    read = time.process_time() - began
    head, levels = merkle.grow([leaf.hash for leaf in leaves])
    tiles = [
        audit.StoredTile(level, tile, b"".join(hashes[tile * 256 : (tile + 1) * 256]))
        for level, hashes in levels.items() if level
        for tile in range(-(-len(hashes) // 256))
    ]  # fmt: skip
    stored = audit.StoredHead(head.size, head.peaks, merkle.root(head))

    def check() -> None:
        if problems := audit.audit(leaves, tiles, stored, entries, {}):
            raise SystemExit(f"The record is not whole: {problems[0]}")

    def hashing() -> None:
        sha256 = hashlib.sha256
        for entry in entries:
            for disclosure in entry.disclosures:
                digest(disclosure)  # SHA-256 in the letters of which leaves are made
        merkle.grow([sha256(b"\x00" + leaf.data).digest() for leaf in leaves])

    pure = min(cpu(hashing) for _ in range(3))
    spent = min(cpu(check) for _ in range(3))
    total = models.LogHead.objects.get(id=1).size
    missed = say(f"audit of {len(leaves):,} entries", f"{spent / pure:.2f} × pure hashing",
                 f"≤ {MOST_AUDIT:.0f} ×", spent > MOST_AUDIT * pure)  # fmt: skip
    each = (read + spent) / len(leaves)
    say("  with reading them from the database", f"{each * 1e6:.0f} µs an entry", "", missed=False)
    say(f"  for all {total:,}", f"about {each * total:.0f} s CPU", "", missed=False)
    return missed


def measure_proof() -> bool:
    """That a leaf is in the log of today, from the stored tiles."""
    from goodstanding.record import merkle
    from goodstanding.store import models

    row = models.LogHead.objects.get(id=1)
    peaks = bytes(row.peaks)
    head = merkle.Head(row.size, tuple(peaks[i : i + 32] for i in range(0, len(peaks), 32)))
    root, random = merkle.root(head), Random(1)

    def prove(index: int) -> None:
        proof = merkle.inclusion_proof(index, head.size, _tiles())
        leaf = bytes(models.Leaf.objects.values_list("hash", flat=True).get(idx=index))
        if not merkle.verify_inclusion(leaf, index, head.size, proof, root):
            raise SystemExit(f"The proof of leaf {index} does not verify.")

    chosen = [random.randrange(head.size) for _ in range(PROOFS)]
    prove(chosen[0])
    spent = statistics.median(cpu(lambda index=index: prove(index)) for index in chosen) * 1000  # type: ignore[misc]
    return say(f"an inclusion proof at {head.size:,} entries", f"{spent:.2f} ms CPU",
               f"≤ {MOST_PROOF:.0f} ms", spent > MOST_PROOF)  # fmt: skip


def _tiles() -> Callable[[int, int], bytes]:
    """Hashes by level and position, a whole tile read at once."""
    from goodstanding.record.merkle import TILE_WIDTH
    from goodstanding.store import models

    read: dict[tuple[int, int], dict[int, bytes]] = {}

    def tile(level: int, number: int) -> dict[int, bytes]:
        first, last = number * TILE_WIDTH, (number + 1) * TILE_WIDTH
        if level == 0:
            rows: Iterator[tuple[int, bytes]] = (
                models.Leaf.objects.filter(idx__gte=first, idx__lt=last).values_list("idx", "hash").iterator()
            )
        else:
            rows = (
                models.TileHash.objects.filter(level=level, position__gte=first, position__lt=last)
                .values_list("position", "hash")
                .iterator()
            )
        return {position: bytes(value) for position, value in rows}

    def hash_at(level: int, position: int) -> bytes:
        key = (level, position // TILE_WIDTH)
        if key not in read:
            read[key] = tile(*key)
        return read[key][position]

    return hash_at


if __name__ == "__main__":
    sys.exit(main())
