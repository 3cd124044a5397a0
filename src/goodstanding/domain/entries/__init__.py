"""Entries: the kinds there are, and one registry of them all."""

from __future__ import annotations

from types import MappingProxyType

from goodstanding.domain.entries import day_to_day, decision, keeping, person, plan, review, roles, rounds
from goodstanding.domain.entries.base import Entry, Part, Payload, Visibility

_payloads = sorted(
    (
        cls
        for module in (person, day_to_day, rounds, plan, roles, decision, review, keeping)
        for cls in vars(module).values()
        if isinstance(cls, type)
        and issubclass(cls, Payload)
        and cls is not Payload
        and cls.__module__ == module.__name__
    ),
    key=lambda cls: cls.kind,
)

KINDS: MappingProxyType[str, type[Payload]] = MappingProxyType({cls.kind: cls for cls in _payloads})
"""Every payload type by its kind. Two types of one kind would be a bug, and a test says so."""

__all__ = ["KINDS", "Entry", "Part", "Payload", "Visibility"]
