"""Text taken over from somebody else's document, after the approved template is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goodstanding.review.linter.phrases import Word, words_of
from goodstanding.review.linter.values import Clone, Comparator

SIZE = 5
"""Words in a shingle."""
FEWEST = 20
"""Shingles below which two texts are too short to tell a copy from a coincidence."""

Shingle = tuple[str, ...]


def clones(
    text: str,
    others: Iterable[Comparator],
    *,
    template: str = "",
    at_least: float = 0.8,
    size: int = SIZE,
    fewest: int = FEWEST,
) -> tuple[Clone, ...] | None:
    """Others whose text is the same to at least this share, the most alike first.

    Jaccard index of word 5-grams (Broder 1997, resemblance of documents) without those of the template.
    None: too little is left of this text to tell; a text of another that is too short is passed over.
    """
    known = _shingles(words_of(template), size)
    words = words_of(text)
    own = _shingles(words, size) - known
    if len(own) < fewest:
        return None
    found = []
    for other in others:
        theirs = _shingles(words_of(other.text), size) - known
        if len(theirs) < fewest:
            continue
        both = own & theirs
        similarity = len(both) / len(own | theirs)
        if similarity >= at_least:
            found.append(Clone(other.key, similarity, len(own), _passages(words, both, size)))
    return tuple(sorted(found, key=lambda clone: (-clone.similarity, clone.comparator)))


def _shingles(words: Sequence[Word], size: int) -> set[Shingle]:
    texts = [word.text for word in words]
    return {tuple(texts[n : n + size]) for n in range(len(texts) - size + 1)}


def _passages(words: Sequence[Word], shared: set[Shingle], size: int) -> tuple[tuple[int, int], ...]:
    """Stretches of the text made of shared shingles, joined where they touch or overlap."""
    out: list[tuple[int, int]] = []
    last = -1
    for n in range(len(words) - size + 1):
        if tuple(word.text for word in words[n : n + size]) not in shared:
            continue
        start, end = words[n].start, words[n + size - 1].end
        if out and n <= last + size:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        last = n
    return tuple(out)
