"""What a dossier carries to be checked with: receipts of its entries, the checkpoint, the keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goodstanding.actions.checkpoints import covering
from goodstanding.domain.errors import NotNow
from goodstanding.queries import checkpoints, receipts
from goodstanding.queries.checkpoints import Signed
from goodstanding.queries.files import open_file, visible_entries
from goodstanding.queries.receipts import Document
from goodstanding.queries.standing import Viewer

CHECKPOINT, KEYS, FOLDER = "checkpoint.txt", "keys.txt", "receipts/"


@dataclass(frozen=True, slots=True)
class Proofs:
    """`held` in the order of the log, at most `receipts.MOST`, the newest; all of it empty where nothing is
    signed yet. `left_out`: entries that no checkpoint covers, or beyond that many."""

    checkpoint: str = ""
    keys: str = ""
    held: tuple[Document, ...] = ()
    left_out: int = 0

    def files(self) -> dict[str, bytes]:
        """For the archive."""
        if not self.checkpoint:
            return {}
        texts = {CHECKPOINT: self.checkpoint, KEYS: self.keys}
        texts |= {FOLDER + document.name: document.json for document in self.held}
        return {name: text.encode("utf-8") for name, text in texts.items()}


def signed_now(viewer: Viewer, person: UUID, *, now: datetime) -> None:
    """Have the newest entry signed that this reader may read, where the signer answers."""
    newest = visible_entries(open_file(viewer, person)).order_by("-idx").values_list("idx", flat=True).first()
    if newest is not None:
        _covering(newest, now)


def _covering(index: int, now: datetime) -> Signed | None:
    """A checkpoint that covers this entry; else the newest that there is."""
    try:
        return covering(index, now=now)
    except NotNow:
        return checkpoints.latest()


def proofs_of(viewer: Viewer, person: UUID, *, now: datetime) -> Proofs:
    """Of every entry that this reader may read. A signer that is away leaves the newest out."""
    found = visible_entries(open_file(viewer, person)).order_by("idx").values_list("idx", flat=True)
    indexes = list(found)
    if not indexes:
        return Proofs()
    signed = _covering(indexes[-1], now)
    if signed is None:
        return Proofs(left_out=len(indexes))
    covered = [index for index in indexes if index < signed.size][-receipts.MOST :]
    held = tuple(receipts.documents(covered, signed))
    return Proofs(signed.text, checkpoints.key_file(), held, len(indexes) - len(held))
