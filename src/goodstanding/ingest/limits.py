"""How much of a file is accepted. Every figure bounds memory or time for a hostile file."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a single import may cost. `max_bytes` is the setting an organisation may want to change."""

    max_bytes: int = 200 * MEGABYTE
    max_rows: int = 1_000_000
    max_columns: int = 500
    max_cell: int = 32_000
    max_line: int = 1_000_000
    max_groups: int = 200_000
    max_parts: int = 2_000
    max_inflated: int = 100 * MEGABYTE
    max_ratio: int = 300
    reader_memory: int = 200 * MEGABYTE
    parquet_memory: int = 152 * MEGABYTE
    reader_seconds: int = 30


DEFAULT = Limits()
