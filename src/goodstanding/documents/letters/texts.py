"""The texts of letters, read from data files and checked when they are read."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from goodstanding.domain.entries import KINDS
from goodstanding.domain.errors import Bug
from goodstanding.domain.letters import LETTERS

ALWAYS = frozenset({"person", "number", "organisation", "author", "happened", "manager", "issuer"})
MADE = MappingProxyType(
    {
        "delivered": frozenset(
            {"purpose", "runs", "goals", "support", "check_ins", "consequences", "rights"}
        ),
        "closed": frozenset({"results"}),
        "acknowledged": frozenset({"about"}),
    }
)
"""Values that are worked out from the entry or its case, beside the entry's own fields."""


@dataclass(frozen=True, slots=True)
class Part:
    text: str = ""
    heading: str = ""
    list: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One letter's words. `parts` in their order."""

    subject: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    language: str
    version: str
    salutation: str
    closing: str
    note: str
    letters: Mapping[str, Text]


@cache
def texts(language: str = "en") -> Texts:
    """Bug if the file names a value that no letter has, or leaves a letter out."""
    found = tomllib.loads(
        files("goodstanding.documents.letters").joinpath("words", f"{language}.toml").read_text("utf-8")
    )
    letters = {kind: _text(kind, found[kind]) for kind in LETTERS if kind in found}
    if missing := set(LETTERS) - set(letters):
        raise Bug(f"The letters in “{language}” lack: {', '.join(sorted(missing))}.")
    return Texts(
        found["language"], found["version"], found["salutation"], found["closing"], found["note"],
        MappingProxyType(letters),
    )  # fmt: skip


def _text(kind: str, said: Mapping[str, object]) -> Text:
    parts = said["parts"]
    assert isinstance(parts, list)
    made = Text(
        str(said["subject"]),
        tuple(
            Part(p.get("text", ""), p.get("heading", ""), p.get("list", ""), tuple(p.get("with", ())))
            for p in parts
        ),
    )
    if unknown := named(made) - fields_of(kind):
        raise Bug(f"The letter “{kind}” names what it has not: {', '.join(sorted(unknown))}.")
    return made


def fields_of(kind: str) -> frozenset[str]:
    """The values that a letter of this kind may name."""
    return ALWAYS | frozenset(KINDS[kind].model_fields) | MADE.get(kind, frozenset())


def named(text: Text) -> frozenset[str]:
    """Every value that a letter's words name."""
    sayings = [text.subject, *(part.text for part in text.parts), *(part.heading for part in text.parts)]
    found = {name for said in sayings for _, name, _, _ in string.Formatter().parse(said) if name is not None}
    return frozenset(found | {n for p in text.parts for n in (*p.needs, *([p.list] if p.list else ()))})
