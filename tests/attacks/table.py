"""What an administrator can do to the record, and who notices: the attacks, the observers, the table.

`python -m pytest tests/attacks` plays all of them; `ATTACKS_DOCUMENT=1` writes the page anew.
"""
# ruff: noqa: E501  (prose of the page)

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tests.attacks import forgery
from tests.attacks.forgery import Forged

TEXT = Path(__file__).parents[2] / "docs" / "reference" / "attacks.md"


@dataclass(frozen=True)
class Scene:
    """The record before the attack: where the interesting entries stand, and who else there is."""

    mine: int
    """The entry of which one observer holds the receipt; attacks on “others” leave it as it is."""
    target: int
    later: int
    other_person: UUID
    kept: int
    """The size of the checkpoint that was kept. The entries at `mine`, `target`, `later` lie before it."""
    began: datetime


Rows = list[Forged]


@dataclass(frozen=True)
class Attack:
    name: str
    does: str
    change: Callable[[Rows, Scene], Rows]
    appends: bool = False
    """It leaves everything as it was and only adds, which a signer cannot tell from an honest import."""


def _alter(rows: Rows, scene: Scene) -> Rows:
    rows[scene.target] = rows[scene.target].said(behaviour="Hung up on a customer")
    return rows


def _alter_mine(rows: Rows, scene: Scene) -> Rows:
    rows[scene.mine] = rows[scene.mine].said(behaviour="Was late again")
    return rows


def _delete(rows: Rows, scene: Scene) -> Rows:
    del rows[scene.target]
    return rows


def _insert(rows: Rows, scene: Scene) -> Rows:
    model = rows[scene.target]
    rows.insert(
        scene.target, forgery.copied(model, recorded=forgery.earlier(model, 1), words="Warned orally")
    )
    return rows


def _append_backdated(rows: Rows, scene: Scene) -> Rows:
    model = rows[scene.target]
    return [*rows, forgery.copied(model, recorded=forgery.earlier(model, 30), words="Warned a month ago")]


def _swap(rows: Rows, scene: Scene) -> Rows:
    rows[scene.target], rows[scene.later] = rows[scene.later], rows[scene.target]
    return rows


def _drop_tail(rows: Rows, scene: Scene) -> Rows:
    return rows[: scene.kept - 2]


def _refill_tail(rows: Rows, scene: Scene) -> Rows:
    """The last entry that the kept checkpoint covers becomes another one; the number stays."""
    at = scene.kept - 1
    when = rows[at].columns["recorded"]
    rows[at] = forgery.copied(rows[scene.target], recorded=when, words="What was never said")
    return rows


def _replace_all(rows: Rows, scene: Scene) -> Rows:
    return [
        replace(row, parts={name: (secrets.token_bytes(32), value) for name, (_, value) in row.parts.items()})
        for row in rows
    ]


def _reattribute(rows: Rows, scene: Scene) -> Rows:
    rows[scene.target] = rows[scene.target].with_columns(author_id=scene.other_person)
    return rows


def _redate(rows: Rows, scene: Scene) -> Rows:
    row = rows[scene.target]
    when = forgery.earlier(row, 60)
    rows[scene.target] = row.with_columns(recorded=when, happened=when.date())
    return rows


def _hide(rows: Rows, scene: Scene) -> Rows:
    """Out of the person's sight: into counsel's compartment."""
    rows[scene.target] = rows[scene.target].with_columns(visibility="counsel")
    return rows


def _move(rows: Rows, scene: Scene) -> Rows:
    """Into somebody else's file."""
    rows[scene.target] = rows[scene.target].with_columns(subject_id=scene.other_person)
    return rows


def _turn(rows: Rows, scene: Scene) -> Rows:
    """Praise becomes blame."""
    rows[scene.target] = rows[scene.target].said(tone="critical")
    return rows


def _double(rows: Rows, scene: Scene) -> Rows:
    """One complaint becomes two."""
    row = rows[scene.target]
    twin = forgery.copied(row, recorded=row.columns["recorded"], words=str(row.parts["payload.behaviour"][1]))
    rows.insert(scene.target + 1, twin)
    return rows


ATTACKS: Sequence[Attack] = (
    Attack("alter an entry of somebody else", "other words, everything computed anew", _alter),
    Attack("alter the receipt holder’s own entry", "other words, everything computed anew", _alter_mine),
    Attack("turn praise into blame", "one field of an entry", _turn),
    Attack("remove an entry", "and close the gap", _delete),
    Attack("put in a backdated entry", "between two old ones", _insert),
    Attack(
        "append an entry with an old date", "at the end, where it really belongs", _append_backdated, True
    ),
    Attack("date an entry back", "in its old place", _redate),
    Attack("swap two entries of others", "so that the answer stands before the question", _swap),
    Attack("give an entry another author", "and leave its words", _reattribute),
    Attack("hide an entry in a compartment", "out of its person’s sight", _hide),
    Attack("move an entry into another file", "and leave its words", _move),
    Attack("double an entry", "one complaint becomes two", _double),
    Attack("drop the newest entries", "before anybody else saw them", _drop_tail),
    Attack("drop the newest and fill up again", "to the same number", _refill_tail),
    Attack("replace everything", "the same words with other salts", _replace_all),
)

OBSERVERS = (
    ("check", "the program’s own check"),
    ("signer", "the signer, asked to sign what is there now"),
    ("receipt", "a receipt’s holder, for their own entry alone"),
    ("kept", "whoever kept one old checkpoint"),
)
POWERS = (("database", "database only"), ("key", "database and the signer’s key"))

Seen = Mapping[tuple[str, str, str], bool]
"""By attack, power and observer."""


def document(seen: Seen) -> str:
    """The page of the reference."""
    head = "| attack | " + " | ".join(
        f"{power}: {observer}" for _, power in POWERS for _, observer in OBSERVERS
    ) + " |"  # fmt: skip
    return (
        INTRODUCTION
        + "\n".join([head, "|---" * (1 + 2 * len(OBSERVERS)) + "|", *_lines(seen)])
        + "\n"
        + AFTER
    )


def _lines(seen: Seen) -> Iterable[str]:
    for attack in ATTACKS:
        cells = [
            "seen" if seen[attack.name, power, observer] else "**unseen**"
            for power, _ in POWERS
            for observer, _ in OBSERVERS
        ]
        yield f"| {attack.name}: {attack.does} | " + " | ".join(cells) + " |"


INTRODUCTION = """# Who notices what an administrator does

Generated by the test that plays every attack on a record (`python -m pytest tests/attacks`, with
`ATTACKS_DOCUMENT=1` it writes this page); do not edit it by hand.

The forger is thorough: triggers are dropped, and parts, leaves, tiles, heads, chains and columns are all computed
anew, so that nothing is left that contradicts itself. Checkpoints that do not fit any more are removed. *Database
only*: the forger cannot sign. *Database and the signer’s key*: today’s checkpoint is signed anew with the real key,
and the signer’s memory is rewritten too.

The observers: **the program’s own check** is `goodstanding check` on the forged database, with nothing from outside.
**The signer** is asked to sign what is there now. **A receipt’s holder** asks only whether their own entry is in
today’s signed log, at its place. **Whoever kept one old checkpoint** (every receipt ends with one, letters carry
one) asks whether today’s log continues it, and whether an entry that came later claims to be older than it.

"""
AFTER = """
What the table says
- Whoever kept one old checkpoint notices all of it, whatever the forger holds. This is why “Check my old receipt”
  compares with today’s log and does not stop at the receipt itself.
- The program’s own check notices nothing that a thorough forger with the key did. It finds accidents and careless
  hands; it is no protection against whoever runs the server.
- The signer stops everybody who does not hold its folder, but for an entry that is added with an old date: the record
  then continues what was signed, as it does when an old file is imported. Its place betrays it.

What this table does not show
- *An entry that was never made*, and *false words truthfully kept*.
- *Words taken out of an entry whose leaf stays as it is*: the tree does not change, so neither the signer nor a
  checkpoint can tell. `goodstanding check` names the entry, “Check my old receipt” says it to whoever holds the receipt
  of that entry, and the receipt still shows the words.
- *The newest entries, of which nobody holds a receipt or a checkpoint*: dropping those leaves nothing to compare.
- *Two histories, one shown to each*: noticed when two holders compare their checkpoints, or one of them asks through
  the other’s connection.
- *All who hold receipts and the operator together.*
"""
