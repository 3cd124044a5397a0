"""A text with its marks, as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from goodstanding.review.linter import Mark
from goodstanding.review.linter.passages import sentences
from goodstanding.review.linter.values import Known
from goodstanding.web.ui import MarkedPiece, WordCheck, WordRemark

BESIDE: Mapping[Known, tuple[str, ...]] = {
    "measure": ("target", "target_words"),
    "date": ("due", "window_end", "improve_by"),
    "source": ("data_source", "evidence_required", "metric"),
}
"""Fields of a goal’s form that say what its sentence then need not."""


def known_beside(data: Mapping[str, object], field: str) -> frozenset[Known]:
    """What the other fields of the same row say; their names share all but the last part."""
    row = field.rpartition("-")[0]
    stem = f"{row}-" if row else ""
    return frozenset(k for k, names in BESIDE.items() if any(data.get(f"{stem}{name}") for name in names))


def shown(text: str, marks: Sequence[Mark]) -> WordCheck:
    whole = (len(text) - len(text.lstrip()), len(text.rstrip()))
    inside = [mark for mark in marks if (mark.start, mark.end) != whole or len(text.split()) < 4]
    inside = [mark for mark in inside if not mark.rule.startswith(("goal-no-", "standard-"))]
    return WordCheck(tuple(_pieces(text, inside)), tuple(_remarks(text, marks, inside)))


def _remarks(text: str, marks: Iterable[Mark], inside: Sequence[Mark]) -> Iterator[WordRemark]:
    """Marks of one reason are one remark, the serious ones first, then as they come in the text."""
    found: dict[tuple[str, str], list[Mark]] = {}
    for mark in marks:
        found.setdefault((mark.rule, mark.why), []).append(mark)
    grouped = sorted(found.values(), key=lambda group: all(m.severity == "note" for m in group))
    for group in grouped:
        words = dict.fromkeys(text[m.start : m.end] for m in group if m in inside)
        severity = "serious" if any(m.severity == "serious" for m in group) else "note"
        first = group[0]
        yield WordRemark(first.title, first.why, first.better, tuple(words), severity)


def _pieces(text: str, marks: Sequence[Mark]) -> Iterator[MarkedPiece]:
    """The sentences that hold a mark, with “…” where others were left out."""
    spans = _united(marks)
    reached = 0
    for start, end in sentences(text).all:
        here = [span for span in spans if start <= span[0] < end]
        if not here:
            continue
        between = text[reached:start]
        yield MarkedPiece(" … " if between.strip() else between)
        reached = start
        for first, last in here:
            yield MarkedPiece(text[reached:first])
            yield MarkedPiece(text[first:last], marked=True)
            reached = last
        yield MarkedPiece(text[reached:end])
        reached = max(reached, end)


def _united(marks: Iterable[Mark]) -> list[tuple[int, int]]:
    """Stretches of the text with at least one mark, apart from each other."""
    out: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda m: m.start):
        if out and mark.start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], mark.end))
        else:
            out.append((mark.start, mark.end))
    return out
