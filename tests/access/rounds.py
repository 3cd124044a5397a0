"""Rows about appraisal rounds, and the round that the world has: both parts written, nothing given yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.access.characters import (
    ANY_HR,
    HR,
    MANAGER,
    NOBODY,
    SIGNED_IN,
    SUBJECT,
    WHOLE_FILE,
    WHOLE_HR,
    Group,
    group,
)
from tests.access.row import Row

if TYPE_CHECKING:
    from tests.access.world import World

DRAFT_READERS = WHOLE_HR | HR | group("manager", "second_level")
"""Who may read what Mara prepared about Eve: HR, unless walled off, and the line."""


def round_rows(readers: Group = WHOLE_FILE) -> Iterator[Row]:
    round, here = ("round",), ("person", "round")
    follow = ANY_HR | MANAGER | SUBJECT | group("second_level")
    yield Row("rounds", "appraisal rounds", SIGNED_IN)
    yield Row("round_new", "open a round", ANY_HR, ANY_HR)
    yield Row("round", "how far it is", follow, args=round)
    yield Row("round", "the same, narrowed", follow, args=round, query="?show=manager_open&page=2")
    yield Row("round_step", "how far its step is: done", follow, args=round, got=204)
    yield Row("round_add", "put more people into it", WHOLE_HR, WHOLE_HR, args=round)
    yield Row(
        "round_release",
        "give the appraisals: their day has not come",
        WHOLE_HR,
        WHOLE_HR,
        args=round,
        done=409,
    )
    yield Row("round_remind", "remind those who are late", None, ANY_HR, args=round, done=302)
    yield Row("round_again", "go on with a step that stopped: none has", None, WHOLE_HR, args=round, done=409)
    yield Row("round_person", "one person in it", readers, args=here)
    yield Row("round_person", "somebody who is not in it", NOBODY, args=("olga", "round"))
    yield Row(
        "round_entered",
        "from the entry with which they entered",
        readers,
        args=("person", "entered"),
        got=302,
    )
    yield Row("round_entered", "from an entry of another kind", NOBODY, args=("person", "shared"))
    yield Row("round_self", "the own part", SUBJECT, SUBJECT, readers - SUBJECT, args=here)
    yield Row("round_prepare", "the manager’s part", MANAGER, MANAGER, readers - MANAGER, args=here)
    yield Row("round_leave_out", "leave somebody out", HR, HR, readers - HR, args=here)


def in_a_round(world: World) -> None:
    """Three are in it; Eve and Mara have written. Released it is not."""
    from tests.access.handed_over import last
    from tests.rounds import open_for, own, prepare

    cast = world.cast
    round = open_for(cast, "eve", "hans", "paul", release_on=cast.day + timedelta(days=60))
    own(cast, round, words=f"I answered in time. {world.word('round_own')}")
    prepare(cast, round, words=f"Some cases were late. {world.word('round_prepared')}")
    world.more["round"] = round
    for key in ("eve", "hans", "paul"):
        world.stages[key].entries["entered"] = last(cast.people[key], "round_opened")
