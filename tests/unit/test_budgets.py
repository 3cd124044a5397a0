"""The budgets that keep the house readable, and promises that can be read off the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "goodstanding"
FILES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
FUNCTION, FILE, VIEW = 40, 400, 30

# The lifecycle is one table: a line for each transition, read from top to bottom.
TABLES = {"lifecycle.py": {"_table"}}


def length_without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    total = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    is_doc = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    return total - ((first.end_lineno or first.lineno) - first.lineno + 1 if is_doc else 0)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_file_or_function_outgrows_its_budget(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= FILE, f"{lines} lines: this room holds two things; split it"
    budget = VIEW if "views" in path.parts else FUNCTION
    tables = TABLES.get(path.name, set())
    long = {
        f.name: n
        for f in functions(path)
        if f.name not in tables and (n := length_without_docstring(f)) > budget
    }
    assert not long, f"over {budget} lines: {long}"


@pytest.mark.parametrize("folder", ["tests", "benchmarks"])
def test_no_file_of_tests_or_benchmarks_outgrows_its_budget(folder: str) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text().splitlines())) > FILE
    }
    assert not long, f"over {FILE} lines: {long}"


def test_no_page_or_style_names_another_host() -> None:
    pages = [p for kind in ("*.html", "*.css", "*.js") for p in (SOURCE / "web").rglob(kind)]
    assert pages
    loads = re.compile(r"""(?:src|href|action|url)\s*[=(]\s*["']?(?:https?:)?//""", re.IGNORECASE)
    found = [str(p) for p in pages if loads.search(p.read_text())]
    assert not found


def test_no_page_carries_inline_script_or_style() -> None:
    pages = list((SOURCE / "web").rglob("*.html"))
    inline = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|hx-on|javascript:|\bjs:", re.IGNORECASE)
    found = [str(p.relative_to(SOURCE)) for p in pages if inline.search(p.read_text())]
    assert not found


def test_views_and_commands_write_nothing_themselves() -> None:
    writes = re.compile(r"\.(save|create|bulk_create|update_or_create|get_or_create|delete)\(")
    places = [p for p in FILES if p.relative_to(SOURCE).parts[0] in {"web", "cli"}]
    found = {str(p.relative_to(SOURCE)): m.group() for p in places if (m := writes.search(p.read_text()))}
    assert not found
