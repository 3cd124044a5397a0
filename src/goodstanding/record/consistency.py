"""The proof that a log only grew, as text: the request of C2SP tlog-witness.

old <size of the older checkpoint>
<hashes of the proof, one a line>
<empty line>
<the newer checkpoint, signed>
"""

from __future__ import annotations

from dataclasses import dataclass

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64std, checkpoint, note, proof

FIRST_WORD = "old "


@dataclass(frozen=True, slots=True)
class Consistency:
    """`checkpoint` is the signed note, verbatim, of the larger log."""

    old: int
    path: tuple[bytes, ...]
    checkpoint: str

    @property
    def text(self) -> str:
        if len(self.path) > proof.MOST_HASHES or any(len(each) != checkpoint.HASH for each in self.path):
            raise Bug("The path of a proof is hashes of 32 bytes, 63 at most.")
        lines = [f"{FIRST_WORD}{self.old}", *map(base64std.encode, self.path), ""]
        return "\n".join(lines) + "\n" + self.checkpoint


def read(text: str) -> Consistency:
    """Read strictly, or Damage that says which line is wrong. The checkpoint is not checked here."""
    if len(text) > 2 * note.MOST_BYTES:
        raise Damage("The proof is too large to be one.")
    above, blank, signed = text.partition("\n\n")
    first, *hashes = above.split("\n")
    if not blank or not first.startswith(FIRST_WORD):
        raise Damage("A proof that a log only grew begins with “old” and the size that it grew from.")
    old = checkpoint.read_number(first.removeprefix(FIRST_WORD), "The older size in the proof")
    return Consistency(old, proof.read_path(hashes), signed)
