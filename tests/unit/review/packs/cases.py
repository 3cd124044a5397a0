"""What a rule is tried on: a file where it must fire, a near twin, and one that does not tell."""

from __future__ import annotations

from dataclasses import dataclass

from tests.unit.review.packs.whole import Whole

W = Whole()


@dataclass(frozen=True)
class Case:
    rule: str
    fires: Whole
    twin: Whole
    silent: Whole
    why: str = ""

    def __str__(self) -> str:
        return f"{self.rule} {self.why}".strip()
