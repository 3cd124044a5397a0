"""The organisation-wide parts, and who may give each of them. Nobody gives a part to themselves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from goodstanding.domain.errors import NotAllowed

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "hr": "HR",
        "leave": "Leave and accommodation",
        "counsel": "Counsel",
        "auditor": "Auditor",
        "works_council": "Works council",
        "it_admin": "IT administration",
    }
)

SEES: Mapping[str, str] = MappingProxyType(
    {
        "hr": "Files and plans of everybody in the scope.",
        "leave": "Reasons of leave and requests for accommodation.",
        "counsel": "The counsel-only compartment, and the files in the scope.",
        "auditor": "Counts and the state of the record. Never a person.",
        "works_council": "Counts and outcomes. Never a person.",
        "it_admin": "Accounts and who plays which part. Never the contents of a file.",
    }
)

SCOPED = frozenset({"hr", "leave", "counsel"})
"""Parts that can be limited to a team and what is below it."""

_GIVERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "hr": frozenset({"hr"}),
        "leave": frozenset({"hr"}),
        "counsel": frozenset({"hr"}),
        "auditor": frozenset({"it_admin", "hr"}),
        "works_council": frozenset({"it_admin", "hr"}),
        "it_admin": frozenset({"it_admin"}),
    }
)


def may_give(part: str, parts_held: frozenset[str], *, hr_is_there: bool = True) -> bool:
    """`parts_held` are the giver's own parts for the whole organisation: a scoped part gives nothing.

    IT administration gives no part that reads files, or it could give one to an account of its own making.
    Only where nobody is HR for everybody any more does it name somebody.
    """
    if part == "hr" and not hr_is_there and "it_admin" in parts_held:
        return True
    return bool(_GIVERS.get(part, frozenset()) & parts_held)


def check_may_give(
    part: str, *, parts_held: frozenset[str], by: UUID, to: UUID, hr_is_there: bool = True
) -> None:
    if not may_give(part, parts_held, hr_is_there=hr_is_there):
        givers = " or ".join(TITLES[g] for g in sorted(_GIVERS.get(part, ())))
        raise NotAllowed(f"The part “{TITLES.get(part, part)}” is given and ended by {givers or 'nobody'}.")
    if by == to:
        raise NotAllowed("Nobody gives a part to themselves. Ask somebody else who may give it.")


def given_by(parts_held: frozenset[str], *, hr_is_there: bool = True) -> tuple[str, ...]:
    """The parts that somebody with these parts may give, in the order in which they are shown."""
    return tuple(part for part in TITLES if may_give(part, parts_held, hr_is_there=hr_is_there))
