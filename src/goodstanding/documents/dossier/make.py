"""A dossier from beginning to end: what may be read, set, with the data attached, signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from goodstanding.actions import entries
from goodstanding.documents.dossier import bundle as bundles
from goodstanding.documents.dossier.content import content
from goodstanding.documents.dossier.receipts import KEYS, Proofs, proofs_of, signed_now
from goodstanding.documents.dossier.signature import Identity, signed
from goodstanding.documents.dossier.words import day
from goodstanding.documents.export import export_text
from goodstanding.documents.signing_key import document_key
from goodstanding.documents.typeset import fonts, pdf
from goodstanding.domain.entries.day_to_day import Exported
from goodstanding.queries import people
from goodstanding.queries.files import open_file
from goodstanding.queries.standing import Viewer

DATA = "file.json"
TEMPLATE = "dossier/dossier.typ"
KEY_OWN = "a key of its own, which no authority vouches for"
KEY_GIVEN = "its certificate for documents"


@dataclass(frozen=True, slots=True)
class Dossier:
    """`title` says whose it is; `pdf` is the signed document; `data` the file that is attached to it."""

    title: str
    pdf: bytes
    data: bytes
    proofs: Proofs

    def zip(self, now: datetime) -> bytes:
        parts = {"dossier.pdf": self.pdf, DATA: self.data, **self.proofs.files()}
        return bundles.bundle(parts, title=self.title, now=now)


FORMS = ("json", "pdf", "zip")


def hand_out(viewer: Viewer, person: UUID, *, form: str, now: datetime, since: int = 0) -> bytes:
    """What this reader takes along, in one of `FORMS`. The act is an entry of the file itself, written before
    the document is made. `since`: see `export_file`."""
    said = Exported(to=viewer.name, format=form)
    entries.record(person=person, payload=said, by=viewer.person, now=now)
    if form == "json":
        signed_now(viewer, person, now=now)  # so that what was just written is proved as well
        return export_text(person, viewer, now, since=since).encode()
    made = dossier(viewer, person, now=now)
    return made.pdf if form == "pdf" else made.zip(now)


def hand_out_to(*, number: str, email: str, form: str, now: datetime, since: int = 0) -> bytes:
    """The same for a command: whose file by their number, who takes it by their account."""
    reader = people.reader_by_email(email, timezone.localdate(now))
    person = people.by_number(number)
    open_file(reader, person)
    return hand_out(reader, person, form=form, now=now, since=since)


def dossier(viewer: Viewer, person: UUID, *, now: datetime) -> Dossier:
    """What this reader may take along of a file. NotFound for whoever may not."""
    proofs = proofs_of(viewer, person, now=now)
    said, who = prepared(viewer, person, now=now, proofs=proofs)
    made = pdf(TEMPLATE, said, now=now, fonts=fonts())
    reason = f"{said['title']}, for {said['edition']}"
    data = str(said["attached"][0]["text"])
    return Dossier(str(said["title"]), signed(made, who, reason=reason), data.encode(), proofs)


def prepared(
    viewer: Viewer, person: UUID, *, now: datetime, proofs: Proofs | None = None
) -> tuple[dict[str, Any], Identity]:
    """All that the document says and carries, and who is going to sign it."""
    who, proofs = document_key(now), proofs or Proofs()
    said = content(viewer, person, now=now)
    said |= {
        "prepared": f"prepared {day(now.date())}",
        "signed": _signed_by(who),
        "notes": [],
        "attached": [_attached(export_text(person, viewer, now)), *_proofs(proofs)],
        "verify": [*_steps(who), *_how_to_prove(proofs)],
        "checkpoint": proofs.checkpoint.rstrip("\n"),
    }
    return said, who


def _attached(data: str) -> dict[str, Any]:
    return {
        "name": DATA, "text": data, "relationship": "data", "type": "application/json",
        "description": "The file as data: every entry with what its leaf in the record commits to.",
    }  # fmt: skip


def _proofs(proofs: Proofs) -> list[dict[str, Any]]:
    """The newest receipt and the keys: each entry names the leaf of the one before it in its chain, so that
    the newest proves the others. All receipts are in the archive."""
    if not proofs.held:
        return []
    newest = proofs.held[-1]
    return [
        {"name": newest.name, "text": newest.json, "relationship": "supplement", "type": "application/json",
         "description": "The receipt of the newest entry: its proof in the signed record."},
        {"name": KEYS, "text": proofs.keys, "relationship": "supplement", "type": "text/plain",
         "description": "The keys that sign the record. Compare them with those that others hold."},
    ]  # fmt: skip


def _how_to_prove(proofs: Proofs) -> list[str]:
    if not proofs.held:
        return []
    return [
        f"Attached are also {proofs.held[-1].name}, the receipt of the newest entry, and {KEYS}. "
        "“goodstanding verify” and the offline page check them without the organisation; its page “Check a "
        "receipt” compares them with the record of that day. The lines below are the signed state of the "
        "whole record: whoever keeps them can show later that nothing before them was changed."
    ]


def _signed_by(who: Identity) -> str:
    key = KEY_OWN if who.own else KEY_GIVEN
    return f"Signed by {who.name} with {key}. Fingerprint (SHA-256): {who.fingerprint}."


def _steps(who: Identity) -> list[str]:
    return [
        "A reader program shows whether the signature is whole: then nobody has changed the document since "
        "it was made. It names the key; compare its fingerprint with the one on the first page, which the "
        "organisation shows on its export page.",
        f"Attached to this document is {DATA}, the same file as data. Each of its entries carries what its "
        "leaf is computed from; the index of evidence names the leaves. How a leaf is computed is published "
        "with the format of the file.",
        "An entry that is missing here may be outside what this version holds. Within the shared chain the "
        "entries are numbered without a gap, so that one taken out would show.",
    ]
