"""A signer and a log in memory, for tests."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Thread

from goodstanding.record import merkle
from goodstanding.signing.client import SignerAway, SignerClient, SignerRefuses, Status
from goodstanding.signing.protocol import Ask
from goodstanding.signing.server import SignerServer
from goodstanding.signing.signer import Refused, Signer

ORIGIN = "records.example.org/test"
WHEN = "2026-03-02T09:00:00+00:00"


@dataclass
class Tree:
    """Leaf hashes, and every root and proof over them."""

    leaves: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, size: int, seed: int = 1) -> Tree:
        return cls([hashlib.sha256(b"%d %d" % (seed, at)).digest() for at in range(size)])

    def root(self, size: int | None = None) -> bytes:
        return merkle.merkle_root(self.leaves[:size])

    def hash_at(self, level: int, position: int) -> bytes:
        width = 256**level
        return merkle.merkle_root(self.leaves[position * width : (position + 1) * width])

    def ask(self, old: int, size: int | None = None, origin: str = ORIGIN) -> Ask:
        """The honest request to go on from `old` leaves."""
        upto = len(self.leaves) if size is None else size
        proof = merkle.consistency_proof(old, upto, self.hash_at) if 0 < old < upto else ()
        return Ask(origin, old, upto, self.root(upto), proof)


def new_signer(folder: Path, origin: str = ORIGIN) -> Signer:
    signer = Signer(folder)
    signer.begin(origin, when=WHEN)
    return signer


def cheat(tree: Tree, signed: int, chance: random.Random) -> Ask:
    """A request that an honest log of which `signed` leaves were signed could never make."""
    kind = chance.choice(("fork", "shrunk", "replayed", "rewritten", "cut proof", "wrong start", "refilled"))
    other = Tree([*tree.leaves])
    at = chance.randrange(signed)
    other.leaves[at] = chance.randbytes(32)
    size = chance.randint(signed + 1, len(tree.leaves))
    match kind:
        case "fork":  # the same size, another root
            return Ask(ORIGIN, signed, signed, other.root(signed), ())
        case "shrunk":  # a true root, of fewer leaves
            less = chance.randrange(1, signed)
            return tree.ask(chance.choice((0, less)), less)
        case "replayed":  # what was signed long ago, with another root
            less = chance.randrange(1, signed)
            return Ask(ORIGIN, signed, less, chance.randbytes(32), ())
        case "rewritten":  # one old leaf changed, and everything computed anew
            return other.ask(signed, size)
        case "cut proof":
            honest = tree.ask(signed, size)
            shorter = honest.proof[:-1] if honest.proof else (chance.randbytes(32),)
            return Ask(ORIGIN, signed, size, honest.root, shorter)
        case "wrong start":  # as if nothing had been signed before
            return other.ask(0, size)
        case _:  # the tail dropped and filled again
            refilled = Tree(
                [*tree.leaves[: signed - 1], *(chance.randbytes(32) for _ in range(size - signed + 1))]
            )
            return refilled.ask(signed, size)


@contextmanager
def serving(signer: Signer, path: Path) -> Iterator[SignerClient]:
    with SignerServer(path, signer) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield SignerClient(path)
        finally:
            server.shutdown()
            thread.join(5)


@dataclass
class Near:
    """A signer without its socket, as `actions.checkpoints` asks one. `before` runs ahead of each request;
    `away` is what a dead one raises."""

    signer: Signer
    away: bool = False
    before: Callable[[], None] = lambda: None

    def status(self, origin: str) -> Status:
        self._answer()
        try:
            found = self.signer.status(origin)
        except Refused as no:
            raise SignerRefuses(no.message, no.kind, None) from no
        return Status(found.last.size, found.last.root, found.key_file, found.statements)

    def sign(self, ask: Ask) -> str:
        self.before()
        self._answer()
        try:
            return self.signer.sign(ask)
        except Refused as no:
            raise SignerRefuses(no.message, no.kind, no.last.size if no.last else None) from no

    def _answer(self) -> None:
        if self.away:
            raise SignerAway("The signer does not answer (switched off in this test).")


def seal(near: Near, *, now: datetime) -> int:
    """A checkpoint over everything written so far, within the transaction of a test. Its size."""
    from goodstanding.actions import checkpoints
    from goodstanding.store import proofs

    origin = checkpoints.name_log(now=now)
    status, head = near.status(origin), proofs.head()
    checkpoints._keep_statements(origin, status, now)
    path = proofs.consistency(status.size, head.size) if status.size <= head.size else ()
    text = near.sign(Ask(origin, status.size, head.size, merkle.root(head), path))
    return checkpoints._store(origin, head, text, now).size
