"""A document beside the receipt of the entry by which it was issued: the entry names the document's hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from goodstanding.documents.verification import pdf
from goodstanding.documents.verification.sources import Item
from goodstanding.documents.verification.verify import Verified
from goodstanding.domain.errors import Damage
from goodstanding.record import disclosure, receipt
from goodstanding.record.verification.steps import Outcome, Report, Steps

NAMED, SAME = "The receipt names the hash of a document", "The document has this hash"


@dataclass(slots=True)
class Issued:
    """What is needed of the items that go by: hashes of documents, and of which hash each receipt speaks."""

    documents: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    def see(self, item: Item) -> None:
        if item.data is not None and item.data.startswith(pdf.BEGINS):
            self.documents[hashlib.sha256(item.data).hexdigest()] = item.name
        elif (found := _named(item)) is not None:
            self.named[item.name] = found

    def reports(self, verified: Sequence[Verified], *, pair: bool) -> list[Verified]:
        """One for each receipt that names a document. `pair`: somebody gave both, so that another document is
        wrong; of a whole folder it is not expected that the document lies in it."""
        outcomes = {each.name: each.report.outcome for each in verified}
        return [
            _report(name, outcomes.get(name), named, self.documents)
            for name, named in self.named.items()
            if named in self.documents or (pair and self.documents)
        ]


def _named(item: Item) -> str | None:
    """The hash that the receipt of a letter names."""
    if item.data is None or receipt.FORMAT.encode() not in item.data[:400]:
        return None
    try:
        read = map(disclosure.read, receipt.read(item.data).disclosures)
        parts = {part.name: part.value for part in read}
    except Damage:
        return None  # said by the receipt's own report
    said = parts.get("payload.sha256")
    kind = parts.get("type")
    is_letter = isinstance(kind, dict) and kind.get("kind") == "letter_issued"
    return said if is_letter and isinstance(said, str) else None


def _report(name: str, outcome: Outcome | None, named: str, documents: Mapping[str, str]) -> Verified:
    steps = Steps(NAMED, SAME)
    if outcome is Outcome.GOOD:
        steps.good(f"Its entry is in the signed record and names SHA-256 {named}.")
    elif outcome is Outcome.WRONG:
        steps.wrong("The receipt itself does not hold; see above.", name)
        return Verified(name, Report("issued document", steps.rest("Nothing rests on it.")))
    else:
        steps.not_checked("What is missing to prove the receipt is said above.")
    if named in documents:
        steps.good(f"{documents[named]} is, byte for byte, the document that the entry names.")
    else:
        steps.wrong("None of the documents given is the one that the entry names.", name)
    return Verified(f"the document of {name}", Report("issued document", tuple(steps.made)))
