"""People: who they are, where they work now, and since when."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Kind, Row, Target, day, person_number


class PersonRow(Row):
    number: str
    name: str | None = None
    email: str | None = None
    job_family: str | None = None
    level: str | None = None
    team: str | None = None
    manager: str | None = None
    hired_on: date | None = None
    left_on: date | None = None
    # Monday is 0.
    working_days: tuple[int, ...] | None = None
    jurisdiction: str | None = None

    @property
    def shown_name(self) -> str:
        """The name, or "Person <number>" where the file has none."""
        return self.name or f"Person {self.number}"

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.manager is not None and self.manager == self.number:
            raise ValueError("The person is named as their own manager. Leave the manager empty at the top.")
        if self.hired_on and self.left_on and self.left_on < self.hired_on:
            raise ValueError("The person left before being hired. Check both dates.")
        return self


PEOPLE = Target(
    code="people",
    label="People",
    help="One row a person. People who are known already by their number are updated.",
    model=PersonRow,
    key=("number",),
    fields=(
        person_number(),
        Field(
            name="name",
            label="Name",
            longest=200,
            help="Without it the person is shown as “Person” and the number.",
            synonyms=("full name", "display name", "employee name", "person name", "name"),
        ),
        Field(
            name="email",
            label="E-mail",
            kind=Kind.EMAIL,
            help="Needed only by those who will sign in.",
            synonyms=("email address", "mail", "work email", "e mail"),
        ),
        Field(
            name="job_family",
            label="Job family",
            longest=120,
            help="People of one job family and level are compared.",
            synonyms=("job", "job title", "role", "position", "function", "occupation"),
        ),
        Field(name="level", label="Level", synonyms=("grade", "seniority", "job level", "band"), longest=60),
        Field(
            name="team",
            label="Team code",
            help="The code of the team or territory.",
            longest=64,
            synonyms=(
                "team code",
                "team id",
                "department",
                "unit",
                "territory",
                "territory id",
                "group",
                "org unit",
            ),
        ),
        Field(
            name="manager",
            label="Manager's number",
            longest=64,
            synonyms=(
                "manager number",
                "manager id",
                "reports to",
                "supervisor",
                "supervisor id",
                "line manager",
                "boss",
            ),
        ),
        day(
            "hired_on",
            "Hired on",
            synonyms=("hire date", "hired", "start date", "joined", "date of hire", "entry date"),
        ),
        day(
            "left_on",
            "Left on",
            synonyms=("leave date", "left", "termination date", "end date", "exit date", "last day"),
        ),
        Field(
            name="working_days",
            label="Working days",
            kind=Kind.WEEKDAYS,
            help="Such as Mon-Fri, or Mo Tu We; empty means the organisation's usual week.",
            synonyms=("weekly pattern", "work pattern", "workdays", "working pattern", "days worked"),
        ),
        Field(
            name="jurisdiction",
            label="Jurisdiction",
            longest=32,
            help="Country, or country and region, such as US-CA or GB-ENG.",
            synonyms=("country", "country code", "country region code", "law", "location country"),
        ),
    ),
)
