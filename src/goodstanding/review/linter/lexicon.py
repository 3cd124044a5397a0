"""The word lists: TOML files that a reader can change, one a language. See docs/reference/word-lists.md."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from goodstanding.domain.errors import UserError
from goodstanding.review.linter.values import Severity, TextKind

FOLDER = files(__package__) / "words"


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases that share a reason and a better form; inside an `innocent` phrase none of them counts."""

    phrases: tuple[str, ...]
    innocent: tuple[str, ...]
    kinds: frozenset[TextKind]
    why: str
    better: str


@dataclass(frozen=True, slots=True)
class Rule:
    """`eased_by_facts`: a dated or measured fact in the same sentence makes a mark a note, `settled_by_facts`
    takes it away."""

    id: str
    title: str
    severity: Severity
    kinds: frozenset[TextKind]
    groups: tuple[Group, ...]
    why: str
    better: str
    settled_by_facts: bool = False
    eased_by_facts: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rules of a language, and the words by which facts, dates, sources and negations are known."""

    language: str
    name: str
    rules: tuple[Rule, ...]
    signals: Mapping[str, tuple[str, ...]]

    def rule(self, id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == id)


SIGNALS = ("measure", "date", "source", "negation", "positive")
"""The lists that every language needs beside its rules."""

WITHOUT_WORDS = frozenset({"standard-backwards", "goal-no-measure", "goal-no-date", "goal-no-source"})
"""Rules about what a text lacks; the file gives their words of explanation only."""


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a word list."""
    return tuple(sorted(f.name.removesuffix(".toml") for f in FOLDER.iterdir() if f.name.endswith(".toml")))


def lexicon(language: str = "en") -> Lexicon:
    """The word list of a language. Without one, a text cannot be checked, which is not the same as clean."""
    code = language.split("-")[0].lower()
    if code not in languages():
        known = ", ".join(languages())
        raise UserError(
            f"There is no word list for the language “{language}”, so its words cannot be checked. "
            f"There are lists for: {known}. A list is one file; see the documentation of the word lists."
        )
    return _read(code)


@lru_cache
def _read(code: str) -> Lexicon:
    return parse(code, (FOLDER / f"{code}.toml").read_text("utf-8"))


def parse(code: str, text: str) -> Lexicon:
    """Read a word list; a wrong one is refused with the place named."""
    data = tomllib.loads(text)
    rules = tuple(_rule(code, each) for each in data["rule"])
    twice = {r.id for r in rules if sum(other.id == r.id for other in rules) > 1}
    if twice:
        raise ValueError(f"{code}.toml names a rule twice: {', '.join(sorted(twice))}.")
    if missing := [name for name in SIGNALS if not data["signals"].get(name)]:
        raise ValueError(f"{code}.toml lacks signals: {', '.join(missing)}.")
    signals = {name: tuple(words) for name, words in data["signals"].items()}
    return Lexicon(code, data["name"], rules, signals)


def _rule(code: str, data: Mapping[str, Any]) -> Rule:
    where = f"{code}.toml, rule {data.get('id')!r}"
    for name in ("id", "title", "severity", "why", "better"):
        if not data.get(name):
            raise ValueError(f"{where} lacks “{name}”.")
    if data["severity"] not in ("serious", "note"):
        raise ValueError(f"{where}: severity is “serious” or “note”; words alone are never decisive.")
    kinds = _kinds(data.get("kinds", ()), data.get("not_in", ()))
    groups = tuple(_group(where, data, kinds, each) for each in data.get("words", ()))
    if not groups and data["id"] not in WITHOUT_WORDS:
        raise ValueError(f"{where} has no words.")
    return Rule(
        id=data["id"],
        title=data["title"],
        severity=data["severity"],
        kinds=kinds,
        groups=groups,
        why=data["why"],
        better=data["better"],
        settled_by_facts=data.get("settled_by_facts", False),
        eased_by_facts=data.get("eased_by_facts", False),
    )


def _kinds(only: Iterable[str], but: Iterable[str]) -> frozenset[TextKind]:
    chosen = {TextKind(kind) for kind in only} or set(TextKind)
    return frozenset(chosen - {TextKind(kind) for kind in but})


def _group(where: str, rule: Mapping[str, Any], kinds: frozenset[TextKind], data: Mapping[str, Any]) -> Group:
    if not data.get("phrases"):
        raise ValueError(f"{where} has a group of words without phrases.")
    return Group(
        phrases=tuple(data["phrases"]),
        innocent=tuple(data.get("innocent", ())),
        kinds=kinds - _kinds(data["not_in"], ()) if data.get("not_in") else kinds,
        why=data.get("why", rule["why"]),
        better=data.get("better", rule["better"]),
    )
