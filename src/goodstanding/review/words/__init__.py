"""Recognising what a text states. The lists are data files beside this one, a language a file, for anyone to
change.

A phrase is plain words. `word*` is any word that starts so; `a|b` is one of the two; `{name}` is any phrase
of the named list; `word?` may be missing; `in_all` is two words where one alternative has more words than
another; `...` lets up to eight words pass, `..` up to three; `!word` means that this word does not follow;
`this & that` means that both stand in the sentence, in any order; `this ~ that` that both stand in one
clause of it. Case and punctuation do not count.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TypedDict, cast

from goodstanding.review.file import Band

NEXT = r"[\W_]+"
GAPS = {"...": r"(?:\W+[\w'’%$£€-]+){0,8}?\W+", "..": r"(?:\W+[\w'’%$£€-]+){0,3}?\W+"}
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
CLAUSE_END = re.compile(
    r"[;:,]\s+|\s+(?:but|although|though|because|while|whereas|despite|when|after which)\s+", re.I
)
WORD = re.compile(r"[a-z0-9]+")
KEY = 4
"""Letters by which a word of a text leads to the phrases that need it."""

Lists = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a statement, with its pattern and the beginnings of words of which it needs one."""

    statement: str
    patterns: tuple[str, ...]
    keys: frozenset[str]
    in_clause: bool = False
    """All of the patterns stand in one clause, not only in one sentence."""

    def in_(self, sentence: str) -> bool:
        parts = CLAUSE_END.split(sentence) if self.in_clause else (sentence,)
        return any(all(_compiled(pattern).search(part) for pattern in self.patterns) for part in parts)


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a text may state: phrases that say so, and those that take it back."""

    name: str
    about: str
    says: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    kinds: frozenset[str]
    """The kinds of event whose text is read for it; none given: all."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    statements: Mapping[str, Statement]
    bands: Mapping[Band, re.Pattern[str]]
    index: Mapping[str, tuple[Phrase, ...]]

    def recognise(self, text: str, kind: str = "other") -> frozenset[str]:
        """The names of what the text states."""
        return frozenset().union(*(self._in_sentence(s, kind) for s in SENTENCE_END.split(text) if s))

    def _in_sentence(self, sentence: str, kind: str) -> frozenset[str]:
        found: set[str] = set()
        for phrase in self._candidates(sentence):
            if phrase.statement in found:
                continue
            statement = self.statements[phrase.statement]
            if statement.kinds and kind not in statement.kinds:
                continue
            if phrase.in_(sentence) and not any(u.in_(sentence) for u in statement.unless):
                found.add(phrase.statement)
        return frozenset(found)

    def _candidates(self, sentence: str) -> Iterable[Phrase]:
        for beginning in {word[:KEY] for word in WORD.findall(sentence.lower())}:
            for length in range(1, len(beginning) + 1):
                if found := self.index.get(beginning[:length]):
                    yield from found

    def band(self, label: str) -> Band:
        """`below`, `meets` or `above` what is expected, or empty where the words of a rating do not tell."""
        found = [band for band, pattern in self.bands.items() if pattern.search(label)]
        return found[0] if found else ""


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def patterns_of(phrase: str, lists: Lists) -> tuple[str, ...]:
    """The regular expressions all of which a sentence must fit."""
    return tuple(pattern_of(part, lists) for part in re.split(r" [&~] ", phrase))


def pattern_of(phrase: str, lists: Lists) -> str:
    """The regular expression of a phrase."""
    out = ""
    join = ""
    for word in phrase.split():
        if word in GAPS:
            join = GAPS[word]
        elif word.startswith("!"):
            out += f"(?!{NEXT}{_word(word[1:], lists)}(?!\\w))"
        elif word.endswith("?"):
            said = _word(word[:-1], lists)
            out += f"(?:{join}{said})?" if out else f"(?:{said}{NEXT})?"
        else:
            out += join + _word(word, lists)
            join = NEXT
    return rf"(?<!\w)(?:{out})(?!\w)"


def _word(word: str, lists: Lists) -> str:
    """One word of a phrase, with its alternatives; a list's phrases may be several words long."""
    options = (
        "|".join(pattern_of(p, lists) for p in _list(w, lists)) if w.startswith("{") else _literal(w)
        for w in word.split("|")
    )
    return "(?:" + "|".join(options) + ")"


def _literal(word: str) -> str:
    parts = (re.escape(part).replace(r"\*", r"[\w'’-]*").replace(r"\-", "[- ]?") for part in word.split("_"))
    return NEXT.join(parts)


def _list(word: str, lists: Lists) -> tuple[str, ...]:
    name = word.strip("{}")
    if name not in lists:
        raise ValueError(f"There is no list named {name}.")
    return lists[name]


def keys_of(phrase: str, lists: Lists) -> frozenset[str]:
    """Beginnings of words one of which is in any text that has the phrase: those of its most telling word."""
    choices = [_keys_of_word(word, lists) for word in phrase.split() if _is_needed(word)]
    return max(choices, key=lambda keys: (min(len(k) for k in keys), -len(keys)))


def _is_needed(word: str) -> bool:
    return word not in GAPS and word not in {"&", "~"} and not word.endswith("?") and not word.startswith("!")


def _keys_of_word(word: str, lists: Lists) -> frozenset[str]:
    keys: set[str] = set()
    for option in word.split("|"):
        if option.startswith("{"):
            keys = keys.union(*(keys_of(p, lists) for p in _list(option, lists)))
        else:
            keys.update(w[:KEY] for w in WORD.findall(option.lower())[:1])
    return frozenset(keys)


@lru_cache
def vocabulary(language: str = "en") -> Vocabulary:
    """The lists of one language; FileNotFoundError where there is none."""
    text = resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return vocabulary_of(cast(Data, tomllib.loads(text)))


class Said(TypedDict, total=False):
    """One statement in a data file."""

    about: str
    says: list[str]
    unless: list[str]
    kinds: list[str]


class Data(TypedDict):
    """A data file: lists that phrases name, the words of ratings, and statements."""

    lists: dict[str, list[str]]
    ratings: dict[Band, list[str]]
    statements: dict[str, Said]


def vocabulary_of(data: Data) -> Vocabulary:
    """From the content of a data file; ValueError or KeyError where it is not well formed."""
    lists: Lists = {name: tuple(p) for name, p in data["lists"].items()}
    statements = {name: _statement(name, said, lists) for name, said in data["statements"].items()}
    index: dict[str, list[Phrase]] = {}
    for statement in statements.values():
        for phrase in statement.says:
            for key in phrase.keys:
                index.setdefault(key, []).append(phrase)
    bands = {b: "|".join(pattern_of(p, lists) for p in said) for b, said in data["ratings"].items()}
    return Vocabulary(
        statements=MappingProxyType(statements),
        bands=MappingProxyType({band: _compiled(pattern) for band, pattern in bands.items()}),
        index=MappingProxyType({key: tuple(found) for key, found in index.items()}),
    )


def _statement(name: str, said: Said, lists: Lists) -> Statement:
    def phrases(given: list[str]) -> tuple[Phrase, ...]:
        return tuple(Phrase(name, patterns_of(p, lists), keys_of(p, lists), " ~ " in p) for p in given)

    return Statement(
        name=name,
        about=said["about"],
        says=phrases(said["says"]),
        unless=phrases(said.get("unless", [])),
        kinds=frozenset(said.get("kinds", ())),
    )
