"""What an audit finds: which step, where, and what is wrong, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    step: int
    where: str
    what: str

    def __str__(self) -> str:
        return f"step {self.step}, {self.where}: {self.what}"
