"""A case file: facts in their order, as a summary, a judgment or a person's own notes give them.

Unlike a file export it knows days in part, facts of which only the order is known, and facts that are
disputed.
See docs/reference/case-file.md; the schema beside that page is generated from these models.
"""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FORMAT: Literal["goodstanding.case"] = "goodstanding.case"
VERSION: Literal[1] = 1

PartialDate = Annotated[
    str,
    Field(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="YYYY-MM-DD, or YYYY-MM or YYYY where no more is known.",
    ),
]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(_Model):
    """One thing that happened. What the source does not say is left out, never filled in."""

    seq: int = Field(description="Number in the document. The order of the list is the order of events.")
    date: PartialDate | None = None
    type: str = Field(default="other", max_length=64, description="The kind of event; see the page.")
    text: str = Field(default="", max_length=20_000)
    basis: Literal["dated", "relative", "order_only"] = "dated"
    approx: bool = Field(default=False, description="The date is approximate: nothing is counted from it.")
    disputed: bool = Field(default=False, description="One side says so and the other does not.")
    communicated: bool | None = Field(default=None, description="Whether the employee was given it.")
    recorded: PartialDate | None = Field(default=None, description="When it was written down.")
    acknowledged: PartialDate | None = None
    author: str = Field(default="", max_length=200)
    rating: str = Field(default="", max_length=200, description="The words of an appraisal's result.")
    period: str = Field(
        default="", max_length=64, description="What it covers: FROM/TO, dates in part allowed."
    )
    offset_days: int | None = Field(default=None, description="Days after the event named by offset_from.")
    offset_from: str = Field(default="", max_length=200, description="A label or a type.")
    offset_text: str = Field(default="", max_length=200)
    duration_days: int | None = Field(default=None, ge=0)
    extension_days: int | None = Field(default=None, ge=0)
    until: PartialDate | None = None
    count: int | None = Field(default=None, ge=0)
    plan_no: int | str | None = Field(default=None, description="Which plan it belongs to.")
    label: str = Field(default="", max_length=200, description="A name by which other facts refer to it.")
    reasons: tuple[str, ...] = ()


class CaseFile(_Model):
    """Facts in their order, and which kinds of event are all here."""

    format: Literal["goodstanding.case"] = FORMAT
    version: Literal[1] = VERSION
    id: str = Field(default="", max_length=64)
    title: str = Field(default="", max_length=300)
    source: str = Field(default="", max_length=500, description="Where the facts were read.")
    jurisdiction: str = Field(default="", max_length=32)
    as_of: PartialDate | None = Field(default=None, description="The day whose law is asked about.")
    complete: tuple[str, ...] = Field(
        default=(),
        description="Types of which every event there was is listed; silence about others tells nothing.",
    )
    facts: tuple[Fact, ...]


def read(data: Any) -> CaseFile:
    """Read strictly; pydantic's ValidationError says where it is not of this format."""
    return CaseFile.model_validate(data)


def read_loosely(data: dict[str, Any]) -> CaseFile:
    """Read a published decision in the project's collection: its facts, and nothing of how it was decided."""
    facts = [
        {k: v for k, v in f.items() if k in Fact.model_fields and v is not None}
        for f in data.get("facts", ())
    ]
    known = {
        "id": data.get("id", ""),
        "title": data.get("name", data.get("title", "")),
        "source": data.get("source_url", data.get("source", "")),
        "jurisdiction": data.get("jurisdiction", ""),
        "as_of": data.get("as_of") or (f"{data['year']}" if data.get("year") else None),
    }
    return CaseFile.model_validate({**known, "facts": facts})


def schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **CaseFile.model_json_schema(mode="serialization"),
    }


def schema_text() -> str:
    """The text of docs/reference/case-file.schema.json."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":  # python -m goodstanding.domain.casefile > docs/reference/case-file.schema.json
    sys.stdout.write(schema_text())
