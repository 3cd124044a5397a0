"""What was signed of the log: the newest checkpoint, the keys, and whether the signer answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Min, OuterRef, Subquery

from goodstanding.record import merkle
from goodstanding.store import models, proofs

SIGNER, AUTHORITY = "signer", "authority"


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it was signed: `text` is the note."""

    id: int
    origin: str
    size: int
    root: bytes
    text: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Service:
    """Whether the signer or the authority answers. `failed_since` is None while it does."""

    tried: datetime
    failed_since: datetime | None
    failures: int
    problem: str


_COLUMNS = ("id", "origin", "size", "root", "text", "made")


def _signed(row: tuple[int, str, int, bytes, str, datetime]) -> Signed:
    id, origin, size, root, text, made = row
    return Signed(id, origin, size, bytes(root), text, made)


def origin() -> str:
    """The name of the log, empty before the first checkpoint."""
    return models.LogName.objects.order_by("-id").values_list("origin", flat=True).first() or ""


def latest() -> Signed | None:
    """The checkpoint that was signed last."""
    row = models.Checkpoint.objects.order_by("-id").values_list(*_COLUMNS).first()
    return _signed(row) if row else None


def latest_of(origin: str) -> Signed | None:
    """The same of one name of the log."""
    rows = models.Checkpoint.objects.filter(origin=origin).order_by("-id")
    row = rows.values_list(*_COLUMNS).first()
    return _signed(row) if row else None


def at_size(origin: str, size: int) -> Signed | None:
    row = models.Checkpoint.objects.filter(origin=origin, size=size).values_list(*_COLUMNS).first()
    return _signed(row) if row else None


def current_text() -> str:
    """The newest checkpoint's text, as every letter and message carries it; empty before the first.

    Whoever keeps it can show later that nothing up to then was changed. It names nobody.
    """
    found = latest()
    return found.text if found else ""


def first_covering(indexes: Collection[int]) -> dict[int, int]:
    """For each entry, the size of the first checkpoint that covers it; left out where none does yet.
    One statement."""
    if not indexes:
        return {}
    later = models.Checkpoint.objects.filter(size__gt=OuterRef("idx")).order_by()
    smallest = later.values("pk").annotate(least=Min("size")).order_by("least").values("least")[:1]
    rows = models.Leaf.objects.filter(idx__in=list(indexes)).annotate(covered=Subquery(smallest))
    return {idx: covered for idx, covered in rows.values_list("idx", "covered") if covered is not None}


def key_statements() -> dict[str, list[str]]:
    """What the signer said of its keys, the first first, for each name that the log had. One statement."""
    said: dict[str, list[str]] = {}
    for name, text in models.KeyStatement.objects.order_by("id").values_list("origin", "text"):
        said.setdefault(name, []).append(text)
    return said


def key_file(said: Mapping[str, Sequence[str]] | None = None) -> str:
    """The keys of every name that the log had, a line each, as the last statement of each says."""
    said = key_statements() if said is None else said
    return "".join(f"{line}\n" for texts in said.values() for line in keys_in(texts[-1]))


def keys_in(statement: str) -> list[str]:
    """The lines of the key file that a statement holds: those after its reason."""
    body = statement.rpartition("\n\n")[0].split("\n")
    start = next((at for at, line in enumerate(body) if line.startswith("reason ")), len(body))
    return [line for line in body[start + 1 :] if line]


def unsigned(newest: Signed | None) -> int:
    """How many entries no checkpoint covers yet. One statement."""
    return max(0, proofs.head().size - (newest.size if newest else 0))


def head() -> tuple[int, bytes]:
    """Size and root of the log as it stands."""
    found = proofs.head()
    return found.size, merkle.root(found)


def services() -> dict[str, Service]:
    """All of them that were asked yet, by name. One statement."""
    rows = models.ServiceState.objects.order_by("name")
    return {row.name: Service(row.tried, row.failed_since, row.failures, row.problem) for row in rows}


def service(name: str) -> Service | None:
    return services().get(name)


def failing() -> list[tuple[str, Service]]:
    """What does not answer at the moment, by name. One statement."""
    return [(name, each) for name, each in services().items() if each.failed_since is not None]


def signer_is_apart() -> bool:
    """Whether the signer is run by somebody else than this server."""
    return bool(settings.SIGNER) and settings.SIGNER != "off"
