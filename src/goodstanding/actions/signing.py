"""The signer that `serve` and `demo` start beside the server: its first key, and why it may not start."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from goodstanding.actions.checkpoints import name_log
from goodstanding.domain.errors import UserError
from goodstanding.signing.signer import Signer
from goodstanding.store import models


def own_folder() -> Path | None:
    """Where the signer that this server starts keeps its files; None where somebody else runs one."""
    return None if settings.SIGNER else Path(settings.DATA_DIR) / "signer"


def prepare(*, now: datetime) -> None:
    """The first key at the first start. UserError where the keys were there once and are gone: a new key in
    silence would make every receipt look false."""
    folder = own_folder()
    if folder is None:
        return
    origin = name_log(now=now)
    if (folder / "keys.json").exists() and origin in Signer(folder).logs():
        return
    if models.Checkpoint.objects.filter(origin=origin).exists():
        raise UserError(
            f"Checkpoints of this record were signed once, and the signer’s keys in {folder} are gone. Bring "
            "the folder back from its backup. If that cannot be: “goodstanding signer begin --log "
            f"{origin}” makes a new key, then “goodstanding signer resume”; tell everybody who holds "
            "receipts why the key is another."
        )
    Signer(folder).begin(origin, when=now.astimezone(UTC).isoformat(timespec="seconds"))
