"""What every entry in a file has in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints


class Visibility(StrEnum):
    """Who a chain of entries is for. Each person's file is one chain per visibility domain."""

    SHARED = "shared"
    DRAFT = "draft"
    LEAVE = "leave"
    COUNSEL = "counsel"
    OWN = "own"


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
OptionalWords = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]


class Part(BaseModel):
    """A frozen value inside a payload."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Payload(Part):
    """What one kind of entry says. A changed shape is a new `version`, the old one stays readable."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    title: ClassVar[str]
    visibility: ClassVar[Visibility] = Visibility.SHARED
    needs_acknowledgement: ClassVar[bool] = False

    @property
    def asks_receipt(self) -> bool:
        """Whether this one waits for its receipt, among a kind that may."""
        return self.needs_acknowledgement


P_co = TypeVar("P_co", bound=Payload, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[P_co]):
    """One line of a file. It never changes; what corrects, answers or acknowledges it refers to it.

    `happened` is the day the author says it took place, `recorded` the instant the server wrote it.
    When it was acknowledged is the `recorded` time of the entry that acknowledges it.
    """

    id: UUID
    subject: UUID
    author: UUID
    happened: date
    recorded: datetime
    payload: P_co
    visibility: Visibility
    seq: int
    case: UUID | None = None
    refers_to: UUID | None = None

    @property
    def kind(self) -> str:
        return self.payload.kind
