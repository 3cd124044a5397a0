"""The colours, computed: every pair of tokens that the components set on each other, in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import goodstanding

CSS = Path(goodstanding.__file__).parent / "web" / "static" / "goodstanding" / "css"
TOKENS = (CSS / "tokens.css").read_text()
PAIR = re.compile(r"--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)")
COLOURS = {name: {"light": light, "dark": dark} for name, light, dark in PAIR.findall(TOKENS)}

GROUNDS = ("paper", "surface", "sunken")
TONES = ("info", "good", "attention", "serious")

# WCAG 2.2: 1.4.3 asks 4.5 of text, 1.4.11 asks 3 of what a control or a mark is recognised by.
TEXT = [(ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent") for ground in GROUNDS]
TEXT += [("ink", f"{tone}-soft") for tone in (*TONES, "accent")]
TEXT += [(tone, ground) for tone in TONES for ground in (f"{tone}-soft", "paper", "surface")]
TEXT += [
    ("accent", "accent-soft"),
    ("accent-hover", "accent-soft"),
    ("ink-2", "accent-soft"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-danger", "danger"),
    ("on-danger", "danger-hover"),
]
MARKS = [(mark, ground) for mark in ("line-control", "focus") for ground in ("paper", "surface")]
MARKS += [("accent", ground) for ground in GROUNDS] + [
    ("line-control", "accent-soft"),
    ("ink", "accent-soft"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read_in_both_schemes(ink: str, ground: str, scheme: str) -> None:
    assert contrast(COLOURS[ink][scheme], COLOURS[ground][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_controls_and_marks_stand_out_in_both_schemes(mark: str, ground: str, scheme: str) -> None:
    assert contrast(COLOURS[mark][scheme], COLOURS[ground][scheme]) >= 3


def test_every_colour_of_text_is_in_a_measured_pair() -> None:
    measured = {name for pair in (*TEXT, *MARKS) for name in pair}
    lines_only = {"line", *(f"{tone}-line" for tone in TONES)}  # decoration: never the only sign of anything
    assert set(COLOURS) - lines_only == measured


def test_no_component_names_a_colour_of_its_own() -> None:
    own = {
        sheet.name: found
        for sheet in sorted(CSS.glob("*.css"))
        if sheet.name not in {"tokens.css", "print.css"}  # paper is white and ink is black
        if (found := re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(", sheet.read_text()))
    }
    assert own == {}


def test_no_component_uses_a_token_that_does_not_exist() -> None:
    declared = set(re.findall(r"(--[\w-]+)\s*:", TOKENS))
    used = {
        name for sheet in CSS.glob("*.css") for name in re.findall(r"var\((--[\w-]+)\)", sheet.read_text())
    }
    assert used - declared == set()


def test_no_style_sheet_asks_another_host_for_anything() -> None:
    for sheet in CSS.glob("*.css"):
        assert re.findall(r"url\(|@import|https?:", sheet.read_text()) == [], sheet.name
