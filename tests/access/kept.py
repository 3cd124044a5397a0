"""Rows about what is kept, held and erased, and the erasure and the hold that the world has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from tests.access.characters import ANY_HR, FILE, HR, NOBODY, SUBJECT, WHOLE_HR, group
from tests.access.row import Row

if TYPE_CHECKING:
    from tests.access.world import World


def kept_rows() -> Iterator[Row]:
    keepers, person = HR | group("leave", "counsel"), ("person",)
    yield Row("retention", "what falls due under retention", ANY_HR | group("leave", "counsel"))
    yield Row("kept", "how long the file is kept", keepers | SUBJECT, args=person)
    yield Row(
        "erase",
        "what goes with the whole file",
        keepers,
        keepers,
        FILE - keepers,
        args=person,
        query="?all=1",
    )
    yield Row("erase", "an entry that is not there", NOBODY, NOBODY, FILE - keepers, args=person,
              query="?entry=00000000-0000-4000-8000-000000000000")  # fmt: skip
    holders = HR | group("counsel")
    yield Row("hold_place", "suspend deletion", holders, holders, FILE - holders, args=person)
    theirs = WHOLE_HR | group("hr_out_of_scope")
    yield Row("erasure", "an erasure in another file that waits", theirs, theirs, args=("erasure",))
    yield Row("erasure", "an erasure that nobody asked for", NOBODY, NOBODY, args=("=987",))
    yield Row("erasure_refuse", "refuse it", None, theirs, args=("erasure",), done=302)
    yield Row(
        "hold_release",
        "release the hold",
        theirs | group("counsel"),
        theirs | group("counsel"),
        args=("hold",),
    )


def kept(world: World, entry: UUID) -> None:
    """An erasure in the outsider’s file that waits for somebody to agree, and a hold on it."""
    from goodstanding.actions import erasure_requests, holds
    from goodstanding.domain.erasing import Target

    cast = world.cast
    target = Target(scope="entry", entry=entry)
    world.more["erasure"] = erasure_requests.ask(
        person=cast.olga, target=target, ground="request", source="Her letter", reason="She asked for it.",
        by=cast.otto, now=cast.now,
    )  # fmt: skip
    world.more["hold"] = holds.place(
        person=cast.olga, matter="A claim", reason="It is to be expected.", by=cast.cora, now=cast.now
    )
