"""Who belonged to which team or territory, under whom, from when to when."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Row, Target, day, person_number


class AssignmentRow(Row):
    number: str
    team: str
    from_on: date
    # The last day, included; None: until today and on.
    to_on: date | None = None
    manager: str | None = None
    job_family: str | None = None
    level: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.to_on is not None and self.to_on < self.from_on:
            raise ValueError("It ends before it starts. Check both dates.")
        if self.manager is not None and self.manager == self.number:
            raise ValueError("The person is named as their own manager. Leave the manager empty at the top.")
        return self


ASSIGNMENTS = Target(
    code="assignments",
    label="Assignments",
    help="One row for each time that somebody belonged to a team or territory.",
    model=AssignmentRow,
    key=("number", "team", "from_on"),
    fields=(
        person_number(),
        Field(
            name="team",
            label="Team code",
            required=True,
            longest=64,
            synonyms=("team code", "team id", "territory", "territory id", "department", "unit", "group"),
        ),
        day(
            "from_on",
            "From",
            required=True,
            help="The first day.",
            synonyms=("start", "start date", "since", "valid from", "effective from", "begin"),
        ),
        day(
            "to_on",
            "To",
            help="The last day, included; empty while it goes on.",
            synonyms=("end", "end date", "until", "valid to", "effective to", "last day"),
        ),
        Field(
            name="manager",
            label="Manager's number",
            longest=64,
            synonyms=("manager number", "manager id", "reports to", "supervisor", "supervisor id"),
        ),
        Field(
            name="job_family",
            label="Job family",
            longest=120,
            synonyms=("job", "job title", "role", "position", "function"),
        ),
        Field(name="level", label="Level", longest=60, synonyms=("grade", "seniority", "job level", "band")),
    ),
)
