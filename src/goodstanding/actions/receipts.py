"""Hand out receipts, and note who took which: an organisation that would rewrite an entry should know that
somebody can show it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from goodstanding.actions.checkpoints import Signs, covering
from goodstanding.domain.errors import NotNow
from goodstanding.queries import checkpoints, receipts
from goodstanding.queries.receipts import Document
from goodstanding.queries.standing import Viewer
from goodstanding.store import models

README = """These are receipts of entries in a record that nobody can rewrite unseen.

receipt-N.json     entry number N of the record: what it says, and the proof that it stood there
receipt-N.tlog-proof   the proof alone, in the form of C2SP tlog-proof, for other programs
checkpoint.txt     what was signed of the whole record on the day of this download
keys.txt           the keys with which it is signed; compare them with those that others hold

Check them without this server: goodstanding verify FOLDER, or the page verify.html of the program.
Keep them where the other side cannot reach them. They hold what the entries say: treat them as such.
"""


def take(
    *, person: UUID, entry: UUID, viewer: Viewer, now: datetime, signer: Signs | None = None
) -> Document:
    """The receipt of one entry that the viewer may read."""
    index = receipts.of_entry(viewer, person, entry)
    signed = covering(index, now=now, signer=signer)
    document = receipts.documents([index], signed)[0]
    _note([index], signed.size, viewer.person, now)
    return document


def take_all(
    *, viewer: Viewer, now: datetime, only_new: bool, signer: Signs | None = None
) -> tuple[bytes, int]:
    """A ZIP file of the viewer's own receipts, the oldest first, and how many are left for another one."""
    found = receipts.new(viewer) if only_new else receipts.mine(viewer)
    indexes = list(found.order_by("idx").values_list("idx", flat=True)[: receipts.MOST + 1])
    if not indexes:
        raise NotNow("There is no receipt that you have not taken already.")
    indexes = indexes[: receipts.MOST]
    signed = covering(indexes[-1], now=now, signer=signer)
    files = receipts.documents(indexes, signed)
    data = _zipped(files, signed.text, now)
    _note(indexes, signed.size, viewer.person, now)
    return data, max(0, found.count()) if only_new else 0


def _zipped(files: Sequence[Document], checkpoint: str, now: datetime) -> bytes:
    made = io.BytesIO()
    when = (now.year, now.month, now.day, now.hour, now.minute, now.second)
    texts = {"README.txt": README, "checkpoint.txt": checkpoint, "keys.txt": checkpoints.key_file()}
    for file in files:
        texts[file.name] = file.json
        texts[file.proof_name] = file.proof
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, when), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _note(indexes: Sequence[int], size: int, person: UUID, now: datetime) -> None:
    rows = [models.ReceiptTaken(person_id=person, entry_id=at, size=size, taken=now) for at in indexes]
    models.ReceiptTaken.objects.bulk_create(rows, ignore_conflicts=True)
