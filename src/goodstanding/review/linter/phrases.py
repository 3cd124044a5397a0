"""Finding phrases in a text: words once, then a look-up by first word, so that the cost is linear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*%?|%")
STEM = 3
"""A stem (“discriminat*”) has at least this many letters, by which it is looked up."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Word:
    text: str  # lower case, with a plain apostrophe
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    return [Word(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Words `first` up to but not including `last` are a phrase that stands for `value`."""

    first: int
    last: int
    value: T


@dataclass(slots=True)
class Phrases(Generic[T]):
    """Phrases of words; a word may be a stem (`threat*`), alternatives (`he|she`), or `…` for up to three
    words in between."""

    whole: defaultdict[str, list[tuple[tuple[str, ...], T]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    stems: defaultdict[str, list[tuple[tuple[str, ...], T]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, phrase: str, value: T) -> None:
        parts = tuple(phrase.lower().replace("’", "'").split())
        for first in parts[0].split("|"):
            if first.endswith("*"):
                if len(first) <= STEM:
                    raise ValueError(f"The stem “{first}” is shorter than {STEM} letters.")
                self.stems[first[:STEM]].append(((first, *parts[1:]), value))
            else:
                self.whole[first].append(((first, *parts[1:]), value))

    def find(self, words: Sequence[Word]) -> Iterable[Hit[T]]:
        """Every phrase at every word, the longest first where several begin at one."""
        for at, word in enumerate(words):
            here = (*self.whole.get(word.text, ()), *self.stems.get(word.text[:STEM], ()))
            hits = [Hit(at, last, value) for parts, value in here if (last := _match(parts, words, at))]
            yield from sorted(hits, key=lambda hit: -hit.last)


GAP = 3


def _match(parts: Sequence[str], words: Sequence[Word], at: int) -> int:
    """The index after the phrase, or 0."""
    for n, part in enumerate(parts):
        if part == "…":
            rest = parts[n + 1 :]
            tries = range(at, min(at + GAP, len(words) - 1) + 1)
            return next((last for start in tries if (last := _match(rest, words, start))), 0)
        if at >= len(words) or not _same(part, words[at].text):
            return 0
        at += 1
    return at


def _same(part: str, word: str) -> bool:
    if "|" in part:
        return any(_same(each, word) for each in part.split("|"))
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
