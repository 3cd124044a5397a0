"""A small log with its signer, for what verifies: entries, checkpoints, receipts, proofs of growth."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from goodstanding.record import (
    base64std,
    chain,
    consistency,
    disclosure,
    key_file,
    leaf,
    merkle,
    note,
    proof,
    receipt,
)
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.key_file import KeyLine
from goodstanding.record.keys import ED25519, SigningKey

ORIGIN = "goodstanding.invalid/7"
START = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
SUBJECT = "0190f3f0-0000-7000-8000-00000000000e"
AUTHOR = "0190f3f0-0000-7000-8000-00000000000a"
WORDS = "Größe – “said” € 3, and a smile 🙂."


def seed(*about: object) -> bytes:
    return hashlib.sha256(repr(about).encode()).digest()


@dataclass
class Log:
    """Entries are of one person, in one chain, an hour apart. Everything follows from `name`."""

    name: str = ORIGIN
    leaves: list[bytes] = field(default_factory=list)
    parts: list[list[str]] = field(default_factory=list)
    head: chain.ChainHead = field(default_factory=chain.ChainHead)

    @classmethod
    def of(cls, size: int, name: str = ORIGIN) -> Log:
        made = cls(name)
        for at in range(size):
            made.add(f"{WORDS} Entry {at}.")
        return made

    @property
    def key(self) -> SigningKey:
        return SigningKey(self.name, ED25519, seed(self.name))

    @property
    def keys(self) -> list[KeyLine]:
        return [KeyLine(self.key.verifier, note="the key of the tests")]

    @property
    def key_text(self) -> str:
        return key_file.write(self.keys)

    def add(self, words: str, **more: Any) -> None:
        at = len(self.leaves)
        recorded = START + timedelta(hours=at)
        said = {
            "type": {"id": f"0190f3f0-0000-7000-8000-{at:012x}", "kind": "coaching", "version": 1,
                     "visibility": "shared"},
            "who": {"subject": SUBJECT, "author": AUTHOR},
            "when": {"happened": "2026-03-02", "recorded": leaf.format_time(recorded)},
            "chain": chain.next_part(self.head),
            "payload.facts": words,
            **more,
        }  # fmt: skip
        parts = [disclosure.make(name, value, seed(at, name)) for name, value in said.items()]
        self.leaves.append(leaf.leaf_bytes(recorded, parts))
        self.parts.append(parts)
        self.head = chain.ChainHead(self.head.seq + 1, leaf.leaf_hash(self.leaves[-1]))

    def hashes(self, size: int | None = None) -> list[bytes]:
        return [leaf.leaf_hash(each) for each in self.leaves[:size]]

    def hash_at(self, level: int, position: int) -> bytes:
        width = 256**level
        some = self.leaves[position * width : (position + 1) * width]
        return merkle.root(merkle.grow([leaf.leaf_hash(each) for each in some])[0])

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        root = merkle.root(merkle.grow(self.hashes(size))[0])
        return Checkpoint(self.name, len(self.leaves) if size is None else size, root)

    def signed(self, size: int | None = None, beside: Sequence[SigningKey] = ()) -> str:
        return note.sign(self.checkpoint(size).text, [self.key, *beside], time=1_800_000_000)

    def receipt(
        self, index: int, size: int | None = None, beside: Sequence[SigningKey] = ()
    ) -> receipt.Receipt:
        size = len(self.leaves) if size is None else size
        path = merkle.inclusion_proof(index, size, self.hash_at)
        made = proof.Proof(index, path, self.signed(size, beside)).text
        return receipt.Receipt(self.leaves[index], tuple(self.parts[index]), made)

    def growth(self, old: int, new: int | None = None) -> consistency.Consistency:
        new = len(self.leaves) if new is None else new
        return consistency.Consistency(
            old, merkle.consistency_proof(old, new, self.hash_at), self.signed(new)
        )

    def evil(self, *disclosures: str) -> receipt.Receipt:
        """The receipt of an entry that this program would never write."""
        self.leaves.append(leaf.leaf_bytes(START, disclosures))
        self.parts.append(list(disclosures))
        return self.receipt(len(self.leaves) - 1)


def export_of(log: Log, count: int) -> dict[str, Any]:
    """The export of its person's first entries, as the server writes one."""
    entries = []
    for at in range(count):
        parts = {part.name: part.value for part in map(disclosure.read, log.parts[at])}
        path = merkle.inclusion_proof(at, len(log.leaves), log.hash_at)
        record = {
            "index": at, "leaf_hash": leaf.leaf_hash(log.leaves[at]).hex(), "disclosures": log.parts[at],
            "leaf": log.leaves[at].decode(), "proof": [base64std.encode(each) for each in path],
        }  # fmt: skip
        entries.append(
            {**parts["type"], "seq": at + 1, **parts["when"], "author": AUTHOR, "case": None,
             "refers_to": None, "payload": {"facts": parts["payload.facts"]}, "record": record}
        )  # fmt: skip
    return {
        "format": "goodstanding.file", "version": 2, "exported": {"complete": True},
        "person": {"id": SUBJECT}, "people": [], "entries": entries,
        "checkpoint": log.signed(), "growth": None,
    }  # fmt: skip
