"""Where a text quotes somebody, and where its sentences begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# A quotation may run over lines but not over a paragraph. Single quotes must stand at a word's edge: an
# apostrophe is not one.
QUOTED = re.compile(
    r"“[^“”]{0,2000}”|„[^„“”]{0,2000}[“”]|«[^«»]{0,2000}»|\"[^\"\n]{0,2000}\"|(?<!\w)‘[^‘’]{0,300}’(?!\w)"
    r"|(?<!\w)'[^'\n]{1,300}'(?!\w)|(?m:^[ \t]*>.*$)"
)
SENTENCE_END = re.compile(r"(?<![A-Z]\.[A-Z])[.!?…][\"”’)\]]*(?=\s|$)|\n+|;\s")


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of a text, in order and apart: (start, end)."""

    all: tuple[tuple[int, int], ...]

    def holding(self, at: int) -> tuple[int, int] | None:
        n = bisect_right(self.all, (at, 1 << 60)) - 1
        if n < 0:
            return None
        start, end = self.all[n]
        return (start, end) if start <= at < end else None


def quotations(text: str) -> Spans:
    return Spans(tuple(m.span() for m in QUOTED.finditer(text)))


def sentences(text: str) -> Spans:
    """Sentences, list lines and clauses after a semicolon, without the white space around them."""
    out, start = [], 0
    for end in (*(m.end() for m in SENTENCE_END.finditer(text)), len(text)):
        piece = text[start:end]
        if piece.strip():
            lead = len(piece) - len(piece.lstrip())
            out.append((start + lead, start + len(piece.rstrip())))
        start = end
    return Spans(tuple(out))
