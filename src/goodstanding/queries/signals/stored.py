"""Findings of a review as they are kept, and back: the same value or an error, never nearly the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import isfinite
from typing import Any

from pydantic import TypeAdapter, ValidationError

from goodstanding.domain.errors import Bug, Damage
from goodstanding.stats.signals.findings import Finding

WORK_MOVED = "work_moved"


@dataclass(frozen=True, slots=True)
class UnitMoved:
    """A unit of work that went to somebody else on a day. To whom is other people's data."""

    unit: str
    day: date
    to: str


@dataclass(frozen=True, slots=True)
class WorkMoved:
    """What assignments say of one person's work between two days. Shares are of the group's work."""

    person_id: str
    peer_group: str
    first: date
    last: date
    units: int
    lost: tuple[UnitMoved, ...]
    gained: int
    share_before: float
    share_after: float
    group_units: int
    group_moves: int
    more_than_usual: bool

    @property
    def change(self) -> float:
        return self.share_after / self.share_before - 1 if self.share_before else 0.0


@cache
def _finding() -> TypeAdapter[Finding]:
    return TypeAdapter(Finding)


@cache
def _moved() -> TypeAdapter[WorkMoved]:
    return TypeAdapter(WorkMoved)


def kept(found: Finding | WorkMoved) -> dict[str, Any]:
    adapter: TypeAdapter[Any] = _finding() if isinstance(found, Finding) else _moved()
    made: dict[str, Any] = adapter.dump_python(found, mode="json")
    if not _finite(made):
        raise Bug("A finding holds a figure that is not a number.")
    return made


def finding_of(data: Mapping[str, Any]) -> Finding:
    found: Finding = _loaded(_finding(), data)
    return found


def moved_of(data: Mapping[str, Any]) -> WorkMoved:
    found: WorkMoved = _loaded(_moved(), data)
    return found


def _loaded(adapter: TypeAdapter[Any], data: Mapping[str, Any]) -> Any:
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        raise Damage("A stored finding cannot be read any more. Run a new review.") from error


def _finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_finite(each) for each in value.values())
    if isinstance(value, list):
        return all(_finite(each) for each in value)
    return not isinstance(value, float) or isfinite(value)
