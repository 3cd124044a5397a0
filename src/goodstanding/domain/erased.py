"""What is left of a part of an entry once it is erased, and how an entry without some of its parts reads.

Words that are gone read “Erased by … on …: ground”, in every place that showed them. An entry that lost what
its meaning hangs on, or all of it, is `Gone`: when, by whom and of which kind it was stays, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, get_args, get_origin
from uuid import UUID

from pydantic import StringConstraints

from goodstanding.domain.entries import KINDS, Payload, Visibility
from goodstanding.domain.entries.base import Part

GROUNDS: Mapping[str, str] = MappingProxyType(
    {
        "retention": "kept as long as the rules on retention say",
        "request": "the person asked for it",
        "law": "the law orders it",
        "order": "a court or an authority ordered it",
        "mistake": "it should never have been recorded",
        "restored": "erased before, and erased again after a backup was restored",
    }
)

# Texts that say which goal, promise or document is meant, or a code that rules read: not words to be erased.
KEYS = frozenset(
    {"goal", "item", "metric", "sha256", "letter", "text", "number", "reason_codes", "rules", "packs",
     "changed", "lacks", "scheme", "group", "scale", "source", "late_support"}
)  # fmt: skip
KEPT_KINDS = frozenset({"hold_placed", "hold_released", "erased"})
"""What says that and why something is gone, or had to stay, is not erased with it."""


@dataclass(frozen=True, slots=True)
class ErasedField:
    """One erased field: which `erased` entry took it, when, by whom and on what ground. `whole`: the entry
    went with all that it said. `name` is who did it, where that was looked up."""

    field: str
    digest: str
    on: datetime
    by: UUID
    ground: str
    erasure: UUID
    whole: bool = False
    name: str = ""

    @property
    def words(self) -> str:
        by = f" by {self.name}" if self.name else ""
        why = GROUNDS.get(self.ground, self.ground)
        return f"[Erased{by} on {self.on.day} {self.on:%B %Y}: {why}.]"


class ErasedText(str):
    """Stands where words were. It is a text like any other to whoever shows it."""

    __slots__ = ()


@dataclass(frozen=True)
class Gone:
    """In the place of a payload of which nothing is left. No rule and no fold knows this type."""

    kind: str
    erased: tuple[ErasedField, ...]
    needs_acknowledgement: bool = False
    asks_receipt: bool = False
    retracts: bool = False
    findings: tuple[()] = ()

    @property
    def title(self) -> str:
        return KINDS[self.kind].title

    @property
    def version(self) -> int:
        return KINDS[self.kind].version

    @property
    def visibility(self) -> Visibility:
        return KINDS[self.kind].visibility

    @property
    def words(self) -> str:
        return self.erased[0].words


def is_gone(payload: object) -> bool:
    return isinstance(payload, Gone)


def has_gone(payload: object) -> bool:
    """Whether any of its words were erased."""
    return is_gone(payload) or any(isinstance(each, ErasedText) for each in vars(payload).values())


@cache
def erasable(kind: str) -> frozenset[str]:
    """The fields of this kind that hold words, and can be erased while the entry keeps its meaning."""
    fields = KINDS[kind].model_fields if kind not in KEPT_KINDS else {}
    return frozenset(name for name, field in fields.items() if name not in KEYS and _is_words(field))


def _is_words(field: Any) -> bool:
    if any(isinstance(each, StringConstraints) for each in field.metadata):
        return field.annotation is str
    if get_origin(field.annotation) is not tuple:
        return False
    inner = get_args(field.annotation)[0]
    inner = get_args(inner)[0] if get_origin(inner) is not None else inner  # Annotated[str, …]
    return inner is str or (isinstance(inner, type) and issubclass(inner, Part) and _has_words(inner))


def _has_words(part: type[Part]) -> bool:
    return any(_is_words(field) for field in part.model_fields.values())


def without(kind: str, fields: Mapping[str, Any], gone: Iterable[ErasedField]) -> Payload | Gone:
    """The payload of `fields` and, in the place of what is gone, what says so. ValueError if the fields that
    are left do not make one, KeyError of an unknown kind."""
    cls, lost = KINDS[kind], {each.field: each for each in gone}
    if not lost:
        return cls.model_validate(fields)
    if any(each.whole for each in lost.values()) or not lost.keys() <= erasable(kind):
        return Gone(kind, tuple(lost.values()))
    filled = {name: _in_place(cls.model_fields[name].annotation, each) for name, each in lost.items()}
    checked = cls.model_validate({**fields, **filled})
    # Validation makes plain texts of them; whoever counts words has to tell these from somebody's own.
    return checked.model_copy(update={n: ErasedText(v) for n, v in filled.items() if isinstance(v, str)})


def _in_place(annotation: Any, each: ErasedField) -> Any:
    if annotation is str:
        return ErasedText(each.words[:300])
    inner = get_args(annotation)[0]
    return () if isinstance(inner, type) and issubclass(inner, Part) else (ErasedText(each.words[:300]),)


def named(gone: Iterable[ErasedField], names: Mapping[UUID, str]) -> tuple[ErasedField, ...]:
    return tuple(replace(each, name=names.get(each.by, "")) for each in gone)
