"""A person's file as one documented JSON document; see docs/reference/file-export.md.

The schema beside that page is generated from these models.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Annotated, Any, Literal, Union
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Discriminator, Field, Tag, create_model

from goodstanding.domain.entries import KINDS, Payload, Visibility
from goodstanding.domain.entries.keeping import Digest
from goodstanding.domain.erased import ErasedField

FORMAT: Literal["goodstanding.file"] = "goodstanding.file"
VERSION: Literal[2] = 2
SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"

Hash = Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Model):
    """Somebody whom the entries mention: enough to show the file elsewhere."""

    id: UUID
    number: str = Field(max_length=64)
    name: str = Field(max_length=200)


class Subject(Named):
    """Whose file it is."""

    email: str = Field(max_length=254)
    jurisdiction: str = Field(max_length=16)
    working_days: str = Field(pattern=r"^[0-6]{0,7}$", description="Weekdays worked; 0 is Monday.")


class Provenance(_Model):
    """By whom and when. `complete`: the whole file, by an administrator at the machine. A reader is never
    told whether there is something that they may not see."""

    at: AwareDatetime
    by: UUID | None
    complete: bool


class RecordPart(_Model):
    """Where the entry stands in the record and what proves it. Version 1 had the first three alone."""

    index: int | None = Field(
        ge=0,
        description="Number of the leaf in the log of the instance that wrote it; the first is 0. Null where "
        "no checkpoint covers the entry yet and the file is not whole.",
    )
    leaf_hash: Hex
    disclosures: tuple[str, ...] = Field(
        min_length=1, description="The salted parts, exactly as hashed: base64url of [salt, name, value]."
    )
    leaf: str | None = Field(
        default=None,
        description="The leaf’s own bytes. A digest without its part: withheld, or erased since.",
    )
    proof: tuple[Hash, ...] | None = Field(
        default=None,
        max_length=63,
        description="The path from the leaf to the root of the checkpoint, lowest first (RFC 9162).",
    )


class ErasedHere(_Model):
    """A field that was erased: its digest stays in the leaf. `erasure` is the entry that says so."""

    field: str = Field(max_length=300)
    digest: Digest
    erasure: UUID
    at: AwareDatetime
    by: UUID
    ground: str = Field(max_length=40)
    whole: bool


class ExportedEntry(_Model):
    """What every entry has, whatever its kind."""

    id: UUID
    kind: str
    version: int
    visibility: Visibility
    seq: int = Field(ge=1, description="Number in the chain of this visibility.")
    happened: date
    recorded: AwareDatetime
    author: UUID
    case: UUID | None
    refers_to: UUID | None
    payload: Any
    record: RecordPart


class EntryWithErasures(ExportedEntry):
    """An entry of any kind of which something was erased: the payload has what is left."""

    erased: tuple[ErasedHere, ...] = Field(min_length=1)
    payload: dict[str, Any]

    @property
    def lost(self) -> tuple[ErasedField, ...]:
        return tuple(
            ErasedField(e.field, e.digest, e.at, e.by, e.ground, e.erasure, whole=e.whole)
            for e in self.erased
        )


def _of_kind(cls: type[Payload]) -> type[ExportedEntry]:
    fields: dict[str, Any] = {
        "kind": (Literal[cls.kind], ...),
        "version": (Literal[cls.version], ...),
        "payload": (cls, ...),
    }
    return create_model(
        f"{cls.__name__}Entry",
        __base__=ExportedEntry,
        __doc__=f"{cls.title}.",
        **fields,
    )


_OF_KIND = {kind: _of_kind(cls) for kind, cls in KINDS.items()}
_ERASED = "erased entry"
_BY_KIND: Any = Union[  # noqa: UP007  (made at run time)
    tuple(Annotated[model, Tag(kind)] for kind, model in {**_OF_KIND, _ERASED: EntryWithErasures}.items())
]


def _which(value: Any) -> Any:
    """Which model reads an entry: that of its kind, or the one of entries with erased parts."""
    if isinstance(value, ExportedEntry):
        return _ERASED if isinstance(value, EntryWithErasures) else value.kind
    given = value if isinstance(value, dict) else {}
    return _ERASED if "erased" in given and given.get("kind") in KINDS else given.get("kind")


class FileExport(_Model):
    """One person’s file, or as much of it as its reader may see."""

    format: Literal["goodstanding.file"] = FORMAT
    version: Literal[1, 2] = VERSION
    exported: Provenance
    person: Subject
    people: tuple[Named, ...]
    entries: tuple[ExportedEntry, ...]
    checkpoint: str | None = Field(
        default=None, description="The newest signed checkpoint of the log (C2SP tlog-checkpoint)."
    )
    growth: str | None = Field(
        default=None,
        description="That it continues a checkpoint which somebody kept (a request of C2SP tlog-witness).",
    )


class _Typed(FileExport):
    """The same, with each entry read as its own kind."""

    entries: tuple[Annotated[_BY_KIND, Discriminator(_which)], ...]


def read(data: Any) -> FileExport:
    """Read strictly; pydantic's ValidationError says where it is not of this format."""
    return _Typed.model_validate(data)


def entry_of(kind: str) -> type[ExportedEntry]:
    return _OF_KIND[kind]


def schema() -> dict[str, Any]:
    """The JSON Schema of what is written."""
    made = _Typed.model_json_schema(mode="serialization")
    made["title"] = "FileExport"
    made["description"] = FileExport.__doc__
    return {"$schema": SCHEMA_ID, **made}


def schema_text() -> str:
    """The text of docs/reference/file-export.schema.json."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":  # python -m goodstanding.domain.exchange > docs/reference/file-export.schema.json
    sys.stdout.write(schema_text())
