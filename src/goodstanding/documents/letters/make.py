"""A letter as PDF: to look at before, and the one that is issued, signed and kept with the file."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from goodstanding.actions import letters as actions
from goodstanding.documents.dossier.signature import signed
from goodstanding.documents.dossier.words import day
from goodstanding.documents.letters.compose import Letter, compose
from goodstanding.documents.signing_key import document_key
from goodstanding.documents.typeset import fonts, pdf
from goodstanding.domain.entries.day_to_day import LetterIssued
from goodstanding.domain.errors import UserError
from goodstanding.queries.checkpoints import current_text
from goodstanding.queries.files import open_file
from goodstanding.queries.standing import Viewer

TEMPLATE = "letters/letter.typ"
PREVIEW = "A look at the letter. It has not been issued."
CHECKPOINT_NOTE = {
    "en": "The record when this letter was made. Whoever keeps these lines can show later that nothing "
    "before them was changed:",
    "de": "Stand der Aufzeichnung bei diesem Schreiben. Wer diese Zeilen aufbewahrt, kann später zeigen, "
    "dass nichts davor geändert wurde:",
}
HAND_NOTE = (
    "Under German law (section 623 of the Civil Code) a dismissal is void without a signature by hand on "
    "paper: print this letter, sign it and hand over the original."
)


def preview(letter: Letter, *, now: datetime) -> bytes:
    return pdf(TEMPLATE, _said(letter, now, PREVIEW), now=now, fonts=fonts())


def issue(viewer: Viewer, person: UUID, entry: UUID, *, reason: str, now: datetime) -> UUID:
    """Set, sign and keep it, as an entry of the file that names its hash. UserError where it lacks something
    that is demanded and no reason is given."""
    letter = compose(open_file(viewer, person), entry, issuer=viewer.name)
    if letter.lacks and not reason.strip():
        raise UserError(
            "This letter does not say everything that is demanded here. Correct the entry first, or write "
            "why it is issued all the same.",
            fields={"reason": ["Write why it is issued without that."]},
        )
    made = pdf(TEMPLATE, _said(letter, now, ""), now=now, fonts=fonts())
    document = signed(made, document_key(now), reason=f"{letter.name.capitalize()} for {letter.to}")
    payload = LetterIssued(
        letter=letter.name,
        text=f"{letter.language}, version {letter.version}",
        sha256=hashlib.sha256(document).hexdigest(),
        lacks=tuple(e.title for e in letter.lacks),
        reason=reason if letter.lacks else "",
    )
    return actions.issue(
        person=person, entry=entry, payload=payload, document=document, by=viewer.person, now=now
    )


def _said(letter: Letter, now: datetime, look: str) -> dict[str, Any]:
    notes = [HAND_NOTE] if letter.by_hand and look else []
    made = f"Made on {day(letter.day)} of the entry of {day(letter.happened)} by {letter.by}."
    text = f"{letter.language}, version {letter.version}"
    return {
        "subject": letter.subject, "name": letter.name, "organisation": letter.organisation, "to": letter.to,
        "number": letter.number, "day": day(letter.day), "salutation": letter.salutation,
        "blocks": [{"heading": b.heading, "text": b.text, "items": list(b.items)} for b in letter.blocks],
        "closing": letter.closing, "note": letter.note, "preview": look, "notes": notes,
        "by_hand": letter.by_hand,
        "checkpoint": current_text().rstrip("\n"),
        "checkpoint_note": CHECKPOINT_NOTE.get(letter.language, CHECKPOINT_NOTE["en"]),
        "foot": f"{made} Entry {letter.entry}, leaf {letter.leaf}. Text: {text}.",
    }  # fmt: skip
