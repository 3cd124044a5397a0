"""A goal's pace in words: about the work, never odds on the person."""

from __future__ import annotations

from goodstanding.queries.plan_figures import GoalFigures


def number(value: float) -> str:
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def pace_words(figures: GoalFigures) -> str:
    """Pace so far against pace needed, and what the arithmetic says so far."""
    pace, scale = figures.pace, figures.scale
    unit = figures.unit if figures.percent else f"{figures.unit} {figures.per}".strip()
    parts = []
    if pace.so_far is None:
        parts.append("No figure is recorded in the window yet.")
    else:
        parts.append(f"So far {number(pace.so_far * scale)} {unit}.")
    if pace.needed is not None:
        needed = pace.needed * scale
        parts.append(
            f"The rest needs {number(needed)} {unit}." if needed > 0 else "The target is reached already."
        )
    parts.append(pace.because)
    return " ".join(parts)
