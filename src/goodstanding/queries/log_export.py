"""The whole log as it is given away: commitments alone, no word of anybody."""

from __future__ import annotations

from collections.abc import Iterator

from goodstanding.domain.errors import UserError
from goodstanding.queries import checkpoints
from goodstanding.record.verification.logs import files_of_log
from goodstanding.store import models

CHUNK = 2_048


def files() -> Iterator[tuple[str, bytes]]:
    """Every file of C2SP tlog-tiles, up to the newest checkpoint. UserError where nothing was signed yet."""
    newest = checkpoints.latest()
    if newest is None:
        raise UserError("Nothing of the record was signed yet, so there is no log to give away.")
    return files_of_log(_leaves(newest.size), newest.size, newest.text)


def _leaves(size: int) -> Iterator[bytes]:
    rows = models.Leaf.objects.filter(idx__lt=size).order_by("idx").values_list("data", flat=True)
    for data in rows.iterator(CHUNK):
        yield bytes(data)
