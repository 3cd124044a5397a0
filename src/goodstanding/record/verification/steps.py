"""A step of a verification, and the steps together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from goodstanding.record.key_file import Signed
from goodstanding.record.keys import KINDS


class Outcome(StrEnum):
    """*Not checked* is never good: something that the step needs was not given, or an earlier step failed."""

    GOOD = "good"
    WRONG = "wrong"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Step:
    """`where`: the field, the entry or the file that is wrong; empty where nothing is."""

    number: int
    title: str
    outcome: Outcome
    says: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`shown`: what the thing says, once it is worth reading; by name, in the order of the file."""

    kind: str
    steps: tuple[Step, ...]
    shown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        outcomes = {step.outcome for step in self.steps}
        for worst in (Outcome.WRONG, Outcome.NOT_CHECKED):
            if worst in outcomes:
                return worst
        return Outcome.GOOD

    @property
    def wrong(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.outcome is Outcome.WRONG)


@dataclass(frozen=True, slots=True)
class Compared:
    """`good` None: it cannot be told. `size`: of the other checkpoint, once its signature holds."""

    good: bool | None
    says: str
    size: int | None = None


NO_KEY = "No key file was given, so nobody can say whose signature this is."
NOT_REACHED = "An earlier step did not hold, so this one cannot be looked at."


def say_signed(signed: Signed) -> str:
    names = ", ".join(f"{key.name} ({KINDS[key.kind]})" for key in signed.by)
    ignored = "".join(f" Beside it, {each}." for each in signed.ignored)
    head = signed.checkpoint
    return f"Log “{head.origin}” with {head.size} entries, signed by {names}.{ignored}"


class Steps:
    """Collects steps in their order; each title gets exactly one outcome."""

    def __init__(self, *titles: str) -> None:
        self.titles = titles
        self.made: list[Step] = []

    def good(self, says: str) -> None:
        self._add(Outcome.GOOD, says, "")

    def wrong(self, says: str, where: str = "") -> None:
        self._add(Outcome.WRONG, says, where)

    def not_checked(self, says: str) -> None:
        self._add(Outcome.NOT_CHECKED, says, "")

    def compared(self, result: Compared, more: str = "") -> None:
        if result.good is None:
            self.not_checked(result.says)
        elif result.good:
            self.good(result.says + more)
        else:
            self.wrong(result.says, "the other checkpoint")

    def rest(self, says: str) -> tuple[Step, ...]:
        """All steps, those not reached marked so."""
        while len(self.made) < len(self.titles):
            self.not_checked(says)
        return tuple(self.made)

    def _add(self, outcome: Outcome, says: str, where: str) -> None:
        number = len(self.made)
        self.made.append(Step(number + 1, self.titles[number], outcome, says, where))
