"""How long a role in a case lasts. Pages, lists and buttons all follow from this one rule.

A measurer’s ends with the plan’s outcome, which rests on the determinations and nothing later. Every other
role lasts as long as the case can still be challenged: until it is over and its time to appeal has passed,
and some days more, so that whoever took part learns how it ended. HR may end an assigned role before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from goodstanding.domain.case import Case

AFTERWARDS = timedelta(days=14)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """`until`: the first day without the role; None while nothing has ended it."""

    role: str
    person: UUID
    until: date | None = None

    def on(self, day: date) -> bool:
        return self.until is None or day < self.until


def ends(case: Case, role: str) -> date | None:
    """The first day on which this role gives nothing any more, as far as the case says so today."""
    if role == "measurer" and case.closed_on is not None:
        return case.closed_on + DAY
    if case.over_on is None:
        return None
    last = case.over_on + AFTERWARDS
    return max(last, case.appeal_until or last) + DAY


def roles_held(case: Case) -> tuple[Held, ...]:
    """Every role and who holds or held it, each pair once; what was given again counts from then on."""
    now = [Held(role, person, ends(case, role)) for role, person in case.held()]
    held = {(r.role, r.person) for r in now}
    before = [Held(*line) for line in case.roles_before if line[:2] not in held]
    return tuple(sorted([*now, *before], key=lambda r: (r.role, str(r.person))))
