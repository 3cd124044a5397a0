"""The matrix as a page of the reference: `python -m tests.access.document` writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.access.characters import CHARACTERS, EVERYBODY, SIGNED_IN, Group

TEXT = Path(__file__).parents[2] / "docs" / "reference" / "access.md"

HEAD = """# Who sees and does what

Generated from the table that the tests hold every page to (`tests/access/table.py`); do not edit it by
hand.

What is not for somebody does not exist for them: the answer is 404, the same as for what is not there. 403
is said only where the page is about something that they may see. Somebody who is not signed in is sent to
the sign-in page. Every right is looked up anew for every request: a part that ends, a manager who changes
and an account that is deactivated lose their rights with the next click.

## Who can stand how towards a file

| who | |
|---|---|
"""

ROLES = """
## When a role in a case ends

Measurers read the case until the plan has its outcome. Witnesses, companions, reviewers, proposers and
deciders read it until it is over and the time to appeal has passed, and at least fourteen days after it is
over. HR may end a role before, with a reason. Afterwards only what they wrote themselves is left to them.
Why: [ADR 11](../adr/0011-a-role-in-a-case-ends.md).
"""

NAMES = """
## Who may be named to whom

Names are contents too. Where a form asks for a person (manager, measurer, decider, witness …), HR may name
anybody in the organisation by number, address or name, and is told who fits. A manager names themselves,
their own reports, their manager and that manager’s manager, and whoever the case knows already; for
everybody else the answer is that nobody is called so. A measurer from elsewhere is assigned by HR. IT
administration and HR see the list of accounts. Nobody else sees a list of people, and figures never name
anybody but the person whose they are.

## What IT administration could do

IT administration reads no file and gives no part that does; HR gives those. It keeps accounts, though, and
whoever hands out a one-time link could sign in with it. For the accounts of HR, leave, counsel and IT
administration somebody else agrees first; where nobody else is there, the administrator goes on alone, with
a reason that everybody in HR reads on their start page ([ADR 16](../adr/0016-two-for-a-guarded-account.md)).
Every other account’s owner finds their password gone after a link was used, and each link, part and change
in a list under “Security”. A second factor that is switched on is asked for after a link too."""


def named(group: Group | None) -> str:
    if group is None:
        return "–"
    for whole, words in (
        (EVERYBODY, "everybody"),
        (SIGNED_IN, "everybody signed in"),
        (frozenset(), "nobody"),
    ):
        if group == whole:
            return words
    return ", ".join(key.replace("_", " ") for key in CHARACTERS if key in group)


def lines() -> Iterator[str]:
    from tests.access.table import READERS, ROWS, WRITERS

    yield from (f"| {c.key.replace('_', ' ')} | {c.what} |" for c in CHARACTERS.values())
    yield "\n## Pages\n\n| page | what | may open it | may send its form | told that it is not theirs |"
    yield "|---|---|---|---|---|"
    for row in ROWS:
        if row.name not in {"record", "entry"} and not row.query:
            sees = row.see if row.got in {200, 204, 302} else frozenset()
            acts = frozenset() if row.act and row.done == 409 else row.act
            yield f"| `{row.name}` | {row.says} | {named(sees)} | {named(acts)} | {named(row.refused)} |"
    yield "\n## Entries: who reads them\n\n| entry | who |\n|---|---|"
    yield from (f"| {name} | {named(group)} |" for name, group in READERS.items())
    yield "\n## Day-to-day entries: who writes them\n\n| kind | who |\n|---|---|"
    yield from (f"| `{kind}` | {named(group)} |" for kind, group in WRITERS.items())
    yield from _events()


def _events() -> Iterator[str]:
    from goodstanding.domain.lifecycle import EVENTS, LABELS, TABLE

    yield "\n## Events of a case: who causes them\n\n| event | in which states | who |\n|---|---|---|"
    for event, label in EVENTS.items():
        found = [t for t in TABLE if t.event == event]
        states = ", ".join(LABELS[t.source].lower() if t.source else "no case yet" for t in found)
        yield f"| {label} | {states} | {_roles(r.value for t in found for r in t.roles)} |"


def _roles(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(value.replace("_", " ") for value in values))


def written() -> str:
    return HEAD + "\n".join(lines()) + "\n" + ROLES + NAMES


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.settings")
    django.setup()
    TEXT.write_text(written())
