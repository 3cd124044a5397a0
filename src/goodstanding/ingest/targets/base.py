"""What an import kind is: a row model and a description of its fields that a page can show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict


class Kind(StrEnum):
    TEXT = "text"
    WORDS = "words"
    EMAIL = "email"
    NUMBER = "number"
    DATE = "date"
    WEEKDAYS = "weekdays"
    CHOICE = "choice"


class Row(BaseModel):
    """One validated row. `model_fields_set` tells which fields the file gave; the others are defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid")


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    name: str
    label: str
    help: str = ""
    kind: Kind = Kind.TEXT
    required: bool = False
    synonyms: tuple[str, ...] = ()
    longest: int = 300
    # Word as written in files -> value; only for Kind.CHOICE.
    choices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Generic[R]):
    code: str
    label: str
    help: str
    model: type[R]
    fields: tuple[Field, ...]
    # Two rows of one file with equal values here are about the same thing.
    key: tuple[str, ...]
    # Number fields that can be added up or averaged over such rows; none: never.
    merged: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


def person_number(label: str = "Person's number", **changes: object) -> Field:
    """The field by which nearly every file names people."""
    given = {
        "name": "number",
        "label": label,
        "help": "The number or code that your other files use for this person too.",
        "required": True,
        "longest": 64,
        "synonyms": (
            "number",
            "employee number",
            "employee id",
            "employee",
            "emp id",
            "emp no",
            "personnel number",
            "person number",
            "person id",
            "staff number",
            "staff id",
            "staff no",
            "employee no",
            "personnel no",
            "payroll number",
            "payroll no",
            "worker id",
            "id",
            "business entity id",
            "sales person id",
            "salesperson",
        ),
    }
    return Field(**(given | changes))  # type: ignore[arg-type]


def day(
    name: str, label: str, *, help: str = "", required: bool = False, synonyms: tuple[str, ...] = ()
) -> Field:
    return Field(name=name, label=label, help=help, kind=Kind.DATE, required=required, synonyms=synonyms)
