"""A review of the figures for the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import signals

if TYPE_CHECKING:
    from tests.access.world import World


def reviewed(world: World) -> None:
    """A review with a finding about each whose file is looked at, and work of one that went to others."""
    from goodstanding.store import models

    cast = world.cast
    about = {key: cast.people[key] for key in ("eve", "hans", "paul", "olga")}
    made = signals.keep(
        signals.a_review(*(signals.finding(who) for who in about.values()), as_of=cast.day), cast.hedda
    )
    for key, who in about.items():
        world.stages[key].entries["signal"] = made[str(who)]
    world.more["olga_signal"] = made[str(cast.olga)]
    world.more["review"] = models.SignalRun.objects.get().id
