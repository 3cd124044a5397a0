"""Who is responsible for which client, account or project: so that work that moved can be told."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Row, Target, day, person_number


class WorkRow(Row):
    number: str
    unit: str
    from_on: date
    to_on: date | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.to_on is not None and self.to_on < self.from_on:
            raise ValueError("It ends before it starts. Check both dates.")
        return self


WORK = Target(
    code="work",
    label="Clients, accounts and projects",
    help="One row for each time that somebody was responsible for one of them. Figures are read with it.",
    model=WorkRow,
    key=("number", "unit", "from_on"),
    fields=(
        person_number(),
        Field(
            name="unit",
            label="Client, account or project",
            required=True,
            longest=200,
            help="A name or a number that stays the same when it passes to somebody else.",
            synonyms=("client", "account", "project", "customer", "territory", "case", "unit id"),
        ),
        day(
            "from_on",
            "From",
            required=True,
            help="The first day of responsibility.",
            synonyms=("start", "start date", "first day", "since", "assigned on", "assigned from"),
        ),
        day(
            "to_on",
            "To",
            help="The last day, included. Empty: still responsible.",
            synonyms=("end", "end date", "last day", "until", "assigned until"),
        ),
    ),
)
