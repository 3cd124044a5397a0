"""The personal edition: what one person writes down for themselves. Nothing of it reaches an employer."""

from __future__ import annotations

from types import MappingProxyType

from goodstanding.domain.entries.base import Payload
from goodstanding.domain.own import applications, entries, evidence, meetings, noticed, plan

_payloads = sorted(
    (
        cls
        for module in (entries, noticed, meetings, plan, evidence, applications)
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, Payload) and "kind" in vars(cls)
    ),
    key=lambda cls: cls.kind,
)

KINDS: MappingProxyType[str, type[Payload]] = MappingProxyType({cls.kind: cls for cls in _payloads})
"""Every payload type of the personal edition by its kind."""

__all__ = ["KINDS", "Payload"]
