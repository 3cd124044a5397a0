"""A drawing on paper has the same signs as on a page, though no style sheet is there."""

from __future__ import annotations

import re
from pathlib import Path

from goodstanding.documents import charts
from goodstanding.documents.dossier.ink import INK, LOOKS, inked

SOURCES = [p.read_text() for p in Path(charts.__file__).parent.glob("*.py")]


def test_every_class_of_a_chart_has_its_ink() -> None:
    used = {name for text in SOURCES for name in re.findall(r"chart-[a-z]+(?:-[a-z]+)*", text)}
    drawn = {name for name in used if not name.startswith(("chart-key", "chart-box"))}
    assert drawn
    assert {name for name in drawn if f".{name}{{" not in INK} == set()


def test_every_sign_of_a_key_has_its_word() -> None:
    signs = {name for text in SOURCES for name in re.findall(r'KeyItem\("([a-z-]+)"', text)}
    assert signs
    assert signs <= set(LOOKS)


def test_the_ink_stands_inside_the_drawing() -> None:
    assert inked('<svg class="chart"><title>x</title></svg>').startswith('<svg class="chart"><style>')
