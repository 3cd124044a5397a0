"""Recognising what a text states. The lists are data files beside this one, a language a file, for anyone to
change.

A phrase is plain words. `word*` is any word that starts so; `a|b` is one of the two; `{name}` is any phrase
of
the named list; `...` lets up to eight words of the same sentence pass. Matching ignores case and punctuation
marks
within a sentence.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from goodstanding.review.file import Band

GAP = r"(?:\W+[\w'’%$£€-]+){0,8}?\W+"
SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a text may state: phrases that say so, and phrases in the same sentence that take it
    back."""

    name: str
    about: str
    says: re.Pattern[str]
    unless: re.Pattern[str] | None
    kinds: frozenset[str]
    """The kinds of event whose text is read for it; none given: all."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    statements: tuple[Statement, ...]
    bands: MappingProxyType[Band, re.Pattern[str]]
    lists: MappingProxyType[str, tuple[str, ...]]

    def recognise(self, text: str, kind: str = "other") -> frozenset[str]:
        """The names of what the text states."""
        if not text:
            return frozenset()
        sentences = SENTENCE_END.split(text)
        return frozenset(
            s.name
            for s in self.statements
            if (not s.kinds or kind in s.kinds)
            and s.says.search(text)
            and any(s.says.search(x) and not (s.unless and s.unless.search(x)) for x in sentences)
        )

    def band(self, label: str) -> Band:
        """`below`, `meets` or `above` what is expected, or empty where the words of a rating do not tell."""
        found = [band for band, pattern in self.bands.items() if pattern.search(label)]
        return found[0] if found else ""


def compile_phrases(phrases: list[str], lists: dict[str, list[str]]) -> re.Pattern[str]:
    return re.compile("|".join(_pattern(p, lists) for p in phrases), re.IGNORECASE)


def _pattern(phrase: str, lists: dict[str, list[str]]) -> str:
    parts: list[str] = []
    gap = ""
    for word in phrase.split():
        if word == "...":
            gap = GAP
            continue
        if parts:
            parts.append(gap or r"[\W_]+")
        gap = ""
        parts.append(_word(word, lists))
    return r"(?<!\w)" + "".join(parts) + r"(?!\w)"


def _word(word: str, lists: dict[str, list[str]]) -> str:
    """One word of a phrase, with its alternatives; a list's phrases may be several words long."""
    if word.startswith("{"):
        return "(?:" + "|".join(_pattern(p, lists) for p in lists[word.strip("{}")]) + ")"
    options = [re.escape(w).replace(r"\*", r"[\w'’-]*").replace(r"\-", "[- ]?") for w in word.split("|")]
    return "(?:" + "|".join(options) + ")"


@lru_cache
def vocabulary(language: str = "en") -> Vocabulary:
    """The lists of one language; FileNotFoundError where there is none."""
    text = resources.files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    lists: dict[str, list[str]] = data.get("lists", {})
    return Vocabulary(
        statements=tuple(
            Statement(
                name=name,
                about=said["about"],
                says=compile_phrases(said["says"], lists),
                unless=compile_phrases(said["unless"], lists) if said.get("unless") else None,
                kinds=frozenset(said.get("kinds", ())),
            )
            for name, said in data["statements"].items()
        ),
        bands=MappingProxyType({band: compile_phrases(p, lists) for band, p in data["ratings"].items()}),
        lists=MappingProxyType({name: tuple(p) for name, p in lists.items()}),
    )
