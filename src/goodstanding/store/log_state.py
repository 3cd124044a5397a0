"""Where a log stands, read from tables of any version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goodstanding.record import merkle
from goodstanding.record.backup import LogState
from goodstanding.store.tables import Table

HASH = 32


def log_state(tables: Iterable[Table], alias: str) -> LogState:
    """Origin and checkpoint are empty where nothing was signed yet."""
    by_name = {table.name: table.model for table in tables}
    size, held = by_name["store.loghead"]._base_manager.using(alias).values_list("size", "peaks").get(id=1)
    peaks = bytes(held)
    head = merkle.Head(size, tuple(peaks[at : at + HASH] for at in range(0, len(peaks), HASH)))
    origin = _newest(by_name, "store.logname", "origin", alias)
    checkpoint = _newest(by_name, "store.checkpoint", "text", alias)
    return LogState(origin, size, merkle.root(head).hex(), checkpoint)


def _newest(by_name: dict[str, Any], table: str, column: str, alias: str) -> str:
    if table not in by_name:
        return ""
    rows = by_name[table]._base_manager.using(alias).order_by("-id")
    return str(rows.values_list(column, flat=True).first() or "")
