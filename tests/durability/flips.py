"""Stored columns altered one by one, and random bits of SQLite’s file: is anything left unseen, does anything crash?

    python -m tests.durability.flips --entries 1000 --bits 100000 --folder F

Seen is what `goodstanding check` names. A flip that changes no row of the record (free space, a name on a page) need
not be seen. On PostgreSQL only the columns are altered.
"""
# ruff: noqa: E501

from __future__ import annotations

import argparse
import os
import random
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.durability.place import Place, forget_connections, place, report, write_one

TABLES = {
    "store_entry": ("idx", ()),
    "store_payload": ("entry_id", ()),
    "store_leaf": ("idx", ()),
    "store_tilehash": ("id", ("id",)),
    "store_loghead": ("id", ()),
    "store_chainhead": ("id", ("id",)),
}
"""The key of each, and columns that say nothing: numbers that the database gave to rows."""
PAGE = 4096


def fill(where: Place, entries: int) -> None:
    from goodstanding.actions import checkpoints
    from tests.durability.crash import InProcess
    from tests.durability.place import NOW

    for number in range(entries):
        write_one(where, number)
    checkpoints.make(now=NOW, signer=InProcess(where.signer_folder))


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """What the record holds, read from the tables alone."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table, (key, _) in TABLES.items():
            hint = " NOT INDEXED" if connection.vendor == "sqlite" else ""
            cursor.execute(f"SELECT * FROM {table}{hint} ORDER BY {key}")
            found[table] = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()
            ]
    return found


def seen() -> tuple[bool, str]:
    """Whether the check names something; a traceback where it crashed."""
    from goodstanding.queries.audit import check_record

    try:
        return bool(check_record()), ""
    except Exception:  # noqa: BLE001 the harness counts what must never happen
        return True, traceback.format_exc()


def altered(value: Any, chance: random.Random) -> Any:
    """Another value of the same kind, one bit or character away."""
    if value is None:
        return None
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(3))
    if isinstance(value, bytes | memoryview):
        data = bytearray(value)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    return value


def columns(chance: random.Random, most: int) -> dict[str, Any]:
    """Each stored column of each row, or so many of them."""
    from django.db import DatabaseError, connection, transaction

    cells = list(_cells())
    if most and most < len(cells):
        cells = chance.sample(cells, most)
    with connection.cursor() as cursor:
        for table in ("store_entry", "store_payload", "store_leaf"):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update{on}")
    tried, refused, unseen, crashes = 0, 0, [], []
    for table, key, at, column, value in cells:
        new = altered(value, chance)
        if new == value:
            continue
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", [new, at])
                found, crash = seen()
                transaction.set_rollback(True)
        except DatabaseError:
            refused += 1  # a constraint of the database saw it
            continue
        tried += 1
        unseen += [] if found else [f"{table}.{column} of {at}: {value!r} became {new!r}"]
        crashes += [crash] if crash else []
    return {"columns": tried, "refused by the database": refused, "unseen": unseen, "tracebacks": crashes}


def _cells() -> Iterator[tuple[str, str, Any, str, Any]]:
    from django.db import connection

    with connection.cursor() as cursor:
        for table, (key, without) in TABLES.items():
            cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")
            names = [each[0] for each in cursor.description or ()]
            for row in cursor.fetchall():
                said = dict(zip(names, row, strict=True))
                for name in names:
                    if name not in without:
                        yield table, key, said[key], name, said[name]


def bits(path: Path, count: int, chance: random.Random) -> dict[str, Any]:
    """So many random bits of the file, one at a time."""
    from django.db import DatabaseError, connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = rows()
    forget_connections()
    original = path.read_bytes()
    result: dict[str, Any] = {"bits": count, "seen": 0, "no row changed": 0, "unseen": [], "tracebacks": []}
    for _ in range(count):
        bit = chance.randrange(len(original) * 8)
        _write(path, bit // 8, bytes([original[bit // 8] ^ (1 << bit % 8)]))
        found, crash = seen()
        if crash:
            result["tracebacks"].append(f"bit {bit}: {crash}")
        elif found:
            result["seen"] += 1
        else:
            try:
                same = rows() == before
            except DatabaseError:
                same = False
            result["no row changed"] += same
            result["unseen"] += [] if same else [f"bit {bit}"]
        forget_connections()
        _restore(path, original, bit // 8)
    assert path.read_bytes() == original, "the file was not put back"
    return result


def _write(path: Path, at: int, data: bytes) -> None:
    descriptor = os.open(path, os.O_RDWR)
    os.pwrite(descriptor, data, at)
    os.close(descriptor)


def _restore(path: Path, original: bytes, at: int) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            os.remove(f"{path}{ending}")
    if path.stat().st_size != len(original):
        path.write_bytes(original)
        return
    for first in {0, at // PAGE * PAGE}:  # SQLite may have written the first page
        _write(path, first, original[first : first + PAGE])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=12)
    parser.add_argument("--columns", type=int, default=0, help="so many of them (default: all)")
    parser.add_argument("--bits", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, required=True)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    with place(chosen.folder) as where:
        from django.db import connection

        fill(where, chosen.entries)
        figures: dict[str, Any] = {"database": connection.vendor, "entries": len(rows()["store_entry"])}
        if connection.vendor == "sqlite":
            figures["file"] = bits(Path(connection.settings_dict["NAME"]), chosen.bits, chance)
        figures["stored columns"] = columns(chance, chosen.columns)
        report(figures)


if __name__ == "__main__":
    main()
