"""Marks in a text: words from the lists, and what a goal or a standard lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from goodstanding.review.linter.lexicon import Group, Lexicon, Rule, lexicon
from goodstanding.review.linter.passages import Spans, quotations, sentences
from goodstanding.review.linter.phrases import Hit, Phrases, Word, words_of
from goodstanding.review.linter.values import Known, Mark, TextKind

NOTHING_KNOWN: frozenset[Known] = frozenset()


def lint(
    text: str,
    kind: TextKind,
    *,
    language: str = "en",
    known: frozenset[Known] = NOTHING_KNOWN,
) -> tuple[Mark, ...]:
    """What to look at again in a text of this kind, in the order in which it stands.

    `known` names what a goal states in fields beside the text. Somebody's quoted words are never marked.
    Without a word list for the language it raises a UserError: not checked is not the same as clean.
    """
    return _marks(text, kind, language, known)


@lru_cache(maxsize=8_192)
def _marks(text: str, kind: TextKind, language: str, known: frozenset[Known]) -> tuple[Mark, ...]:
    """Several rules read the same passages, and those of a file do not change from one look to the next. Kept
    in memory alone."""
    reading = _Reading.of(text, kind, _compiled(language))
    marks = [*_from_words(reading), *_from_lacks(reading, known)]
    return tuple(sorted(_joined(marks, text), key=lambda mark: (mark.start, -mark.end, mark.rule)))


def _joined(marks: Iterable[Mark], text: str) -> Iterator[Mark]:
    """Neighbours with one reason and only white space between them are one mark: “be more” “proactive”."""
    last: Mark | None = None
    for mark in marks:
        same = last is not None and (last.rule, last.why, last.severity) == (
            mark.rule,
            mark.why,
            mark.severity,
        )
        if last is not None and same and not text[last.end : mark.start].strip() and last.end <= mark.start:
            last = replace(last, end=mark.end)
            continue
        if last is not None:
            yield last
        last = mark
    if last is not None:
        yield last


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a phrase stands for: a group of a rule, in the marked or in the innocent sense."""

    rule: Rule
    group: Group
    innocent: bool


@dataclass(frozen=True, slots=True)
class _Compiled:
    lexicon: Lexicon
    senses: Phrases[_Sense]
    signals: Phrases[str]


@lru_cache
def _compiled(language: str) -> _Compiled:
    return compile_lexicon(lexicon(language))


def compile_lexicon(words: Lexicon) -> _Compiled:
    senses: Phrases[_Sense] = Phrases()
    for rule in words.rules:
        for group in rule.groups:
            for innocent, phrases in ((False, group.phrases), (True, group.innocent)):
                for phrase in phrases:
                    senses.add(phrase, _Sense(rule, group, innocent))
    signals: Phrases[str] = Phrases()
    for name, phrases in words.signals.items():
        for phrase in phrases:
            signals.add(phrase, name)
    return _Compiled(words, senses, signals)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text taken apart once: its words outside quotations, its sentences, and what each sentence holds."""

    text: str
    kind: TextKind
    compiled: _Compiled
    words: Sequence[Word]
    sentences: Spans
    signals: dict[tuple[int, int], frozenset[str]]

    @classmethod
    def of(cls, text: str, kind: TextKind, compiled: _Compiled) -> _Reading:
        quoted = quotations(text)
        spans = sentences(text)
        everything = words_of(text)
        signals: dict[tuple[int, int], set[str]] = {span: set() for span in spans.all}
        for hit in compiled.signals.find(everything):
            if span := spans.holding(everything[hit.first].start):
                signals[span].add(hit.value)
        for word in everything:
            if any(c.isdigit() for c in word.text) and (span := spans.holding(word.start)):
                signals[span].add("measure")
        own = [word for word in everything if not quoted.holding(word.start)]
        return cls(text, kind, compiled, own, spans, {k: frozenset(v) for k, v in signals.items()})

    def signals_at(self, at: int) -> frozenset[str]:
        span = self.sentences.holding(at)
        return self.signals[span] if span else frozenset()

    def has(self, signal: str) -> bool:
        return any(signal in each for each in self.signals.values())


def _from_words(reading: _Reading) -> Iterator[Mark]:
    """Of overlapping phrases of one rule the first and longest counts."""
    hits = [
        hit for hit in reading.compiled.senses.find(reading.words) if reading.kind in hit.value.group.kinds
    ]
    innocent = _innocent(hits)
    reached: dict[str, int] = {}
    for hit in hits:
        sense = hit.value
        if sense.innocent or _covered(hit, innocent.get(id(sense.group), ())):
            continue
        if hit.first < reached.get(sense.rule.id, 0):
            continue
        mark = _mark(reading, hit)
        if mark:
            reached[sense.rule.id] = hit.last
            yield mark


def _innocent(hits: Iterable[Hit[_Sense]]) -> dict[int, list[tuple[int, int]]]:
    out: dict[int, list[tuple[int, int]]] = {}
    for hit in hits:
        if hit.value.innocent:
            out.setdefault(id(hit.value.group), []).append((hit.first, hit.last))
    return out


def _covered(hit: Hit[_Sense], spans: Iterable[tuple[int, int]]) -> bool:
    return any(first <= hit.first and hit.last <= last for first, last in spans)


def _mark(reading: _Reading, hit: Hit[_Sense]) -> Mark | None:
    start, end = reading.words[hit.first].start, reading.words[hit.last - 1].end
    rule, group = hit.value.rule, hit.value.group
    factual = bool(reading.signals_at(start) & {"measure", "date"})
    if factual and rule.settled_by_facts:
        return None
    severity = "note" if factual and rule.eased_by_facts else rule.severity
    return Mark(start, end, rule.id, rule.title, group.why, group.better, severity)


def _from_lacks(reading: _Reading, known: frozenset[Known]) -> Iterator[Mark]:
    """What the text as a whole does not say; such a mark spans all of it."""
    if not reading.words:
        return
    if _backwards(reading):
        yield from _whole(reading, "standard-backwards")
    needed: tuple[tuple[str, Known], ...] = (
        ("goal-no-measure", "measure"),
        ("goal-no-date", "date"),
        ("goal-no-source", "source"),
    )
    for rule, what in needed:
        if what not in known and not reading.has(what):
            yield from _whole(reading, rule)


def _backwards(reading: _Reading) -> bool:
    """Each sentence forbids, none asks, and no figure says how much."""
    return bool(reading.signals) and all(
        "negation" in signals and not signals & {"positive", "measure"}
        for signals in reading.signals.values()
    )


def _whole(reading: _Reading, id: str) -> Iterator[Mark]:
    rule = reading.compiled.lexicon.rule(id)
    if reading.kind in rule.kinds:
        start = len(reading.text) - len(reading.text.lstrip())
        end = len(reading.text.rstrip())
        yield Mark(start, end, rule.id, rule.title, rule.why, rule.better, rule.severity)
