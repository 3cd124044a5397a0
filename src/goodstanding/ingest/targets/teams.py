"""Teams, departments or territories."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Row, Target


class TeamRow(Row):
    code: str
    name: str | None = None
    parent: str | None = None

    @property
    def shown_name(self) -> str:
        return self.name or f"Team {self.code}"

    @model_validator(mode="after")
    def _not_its_own_parent(self) -> Self:
        if self.parent is not None and self.parent == self.code:
            raise ValueError("The team is named as its own parent. Leave the parent empty at the top.")
        return self


TEAMS = Target(
    code="teams",
    label="Teams",
    help="One row a team, department or territory.",
    model=TeamRow,
    key=("code",),
    fields=(
        Field(
            name="code",
            label="Team code",
            required=True,
            longest=64,
            help="The number or code that your other files use for this team too.",
            synonyms=(
                "team code",
                "team id",
                "id",
                "number",
                "team",
                "territory id",
                "department id",
                "unit",
            ),
        ),
        Field(
            name="name",
            label="Name",
            longest=200,
            synonyms=("team name", "title", "territory", "department", "description"),
        ),
        Field(
            name="parent",
            label="Parent team's code",
            longest=64,
            help="The team that this one belongs to.",
            synonyms=("parent code", "parent id", "parent team", "belongs to", "division", "group"),
        ),
    ),
)
