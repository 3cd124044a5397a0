"""Every page that somebody may look at is measured, or named with the reason why it is not."""

from __future__ import annotations

import ast
from pathlib import Path

from benchmarks import _addresses
from tests.access.table import ROWS


def measured() -> set[str]:
    """The names of addresses that `benchmarks.pages` asks for: the second of the five that stand in a row."""
    read = ast.parse(Path(_addresses.__file__).read_text(encoding="utf-8"))
    rows = [n.value for n in ast.walk(read) if isinstance(n, ast.Yield) and isinstance(n.value, ast.Tuple)]
    names = [row.elts[1] for row in rows if len(row.elts) == 5]
    return {name.value for name in names if isinstance(name, ast.Constant)}


def test_every_page_is_measured_or_named_with_the_reason_why_not() -> None:
    pages = {row.name for row in ROWS if row.see is not None}
    assert pages == measured() | set(_addresses.UNMEASURED)


def test_no_page_is_both_measured_and_not() -> None:
    assert not measured() & set(_addresses.UNMEASURED)
