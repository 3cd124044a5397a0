"""Which column feeds which field, and how dates, numbers and repeated rows are to be read."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from goodstanding.domain.errors import UserError
from goodstanding.ingest.parse import DateOrder, DecimalMark
from goodstanding.ingest.targets.base import Target


class Duplicates(StrEnum):
    """What happens to rows of one file that are about the same thing, such as the same person and day."""

    REFUSE = "refuse"
    AVERAGE = "average"
    SUM = "sum"


class From(BaseModel):
    """Where one field's value comes from: a column of the file, or one text for every row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str | None = None
    constant: str | None = Field(default=None, max_length=20_000)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.column is None) == (self.constant is None):
            raise ValueError("give a column or a constant")
        return self


class Mapping(BaseModel):
    """A frozen value that a form can fill and an import run can keep."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: dict[str, From]
    dates: DateOrder = DateOrder.ISO
    decimal: DecimalMark = DecimalMark.POINT
    duplicates: Duplicates = Duplicates.REFUSE

    @classmethod
    def of(
        cls,
        columns: MappingType[str, str] | None = None,
        constants: MappingType[str, str] | None = None,
        *,
        dates: DateOrder = DateOrder.ISO,
        decimal: DecimalMark = DecimalMark.POINT,
        duplicates: Duplicates = Duplicates.REFUSE,
    ) -> Mapping:
        """Field to column and field to constant, written short."""
        fields = {name: From(column=column) for name, column in (columns or {}).items()}
        fields |= {name: From(constant=text) for name, text in (constants or {}).items()}
        return cls(fields=fields, dates=dates, decimal=decimal, duplicates=duplicates)


def check(mapping: Mapping, columns: Sequence[str], target: Target[Any]) -> None:
    """Raises one `UserError` that names every field whose mapping cannot work for this file."""
    wrong: dict[str, list[str]] = {}
    known = {field.name: field for field in target.fields}
    needed = "{} is needed. Choose a column or write a value."
    for name, source in mapping.fields.items():
        if name not in known:
            wrong.setdefault(name[:60], []).append(f"{target.label} have no such field.")
        elif source.column is not None and source.column not in columns:
            wrong.setdefault(name, []).append(f"The file has no column “{source.column[:60]}”.")
        elif source.constant is not None and known[name].required and not source.constant.strip():
            wrong.setdefault(name, []).append(needed.format(known[name].label))
    for field in target.fields:
        if field.required and field.name not in mapping.fields:
            wrong.setdefault(field.name, []).append(needed.format(field.label))
    if mapping.duplicates is not Duplicates.REFUSE and not target.merged:
        wrong["duplicates"] = [f"Rows of {target.label.lower()} cannot be added up or averaged."]
    if wrong:
        first = next(iter(wrong.values()))[0]
        raise UserError(f"The columns are not matched to the fields yet. {first}", fields=wrong)
