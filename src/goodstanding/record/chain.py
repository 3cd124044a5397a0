"""The chain of one person's entries in one visibility domain: each commits to its number and predecessor.

Whoever shows entries 1 to n with their chain parts shows that nothing between was left out. The part lies
inside the commitments, so the log itself never tells whose chain a leaf belongs to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goodstanding.domain.errors import Damage
from goodstanding.record.canonical import Json

STEP = 8
PART = "chain"


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where a chain stands: the number and leaf hash of its last entry. A new chain stands at (0, None)."""

    seq: int = 0
    leaf_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class ChainItem:
    """One entry of a chain as its chain part states it, with its own place in the log and leaf hash."""

    seq: int
    prev: str | None
    index: int
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class ChainProblem:
    seq: int
    kind: str  # start | gap | fork | prev | order | head
    what: str


def next_part(head: ChainHead) -> dict[str, Json]:
    """The chain part of the entry that follows `head`."""
    return {"seq": head.seq + 1, "prev": None if head.leaf_hash is None else head.leaf_hash.hex()}


def part_bytes(seq: int, prev: str | None) -> bytes:
    """The canonical bytes of such a part. To compare, never to write."""
    before = "null" if prev is None else f'"{prev}"'
    return f'{{"prev":{before},"seq":{seq}}}'.encode("ascii")


def read_part(value: object) -> tuple[int, str | None]:
    """Number and predecessor out of a disclosed chain part, or Damage."""
    if not isinstance(value, dict) or value.keys() != {"seq", "prev"}:
        raise Damage("A chain part does not name exactly its number and its predecessor.")
    seq, prev = value["seq"], value["prev"]
    if not isinstance(seq, int) or isinstance(seq, bool) or seq < 1:
        raise Damage("A chain part has a number that is not 1 or more.")
    if prev is not None and not _is_hash(prev):
        raise Damage("A chain part names a predecessor that is not a hash.")
    return seq, prev


def check_chain(items: Sequence[ChainItem], head: ChainHead | None = None) -> list[ChainProblem]:
    """Every gap, fork, wrong predecessor and wrong order in a chain; with `head`, a lost tail as well."""
    by_seq: dict[int, list[ChainItem]] = defaultdict(list)
    for item in items:
        by_seq[item.seq].append(item)
    problems = [*_gaps(by_seq), *_forks(by_seq)]
    for item in sorted(items, key=lambda each: (each.seq, each.index)):
        problems += _link(item, by_seq.get(item.seq - 1, []))
    if head is not None:
        problems += _tail(by_seq, head)
    return sorted(problems, key=lambda each: each.seq)


def _gaps(by_seq: dict[int, list[ChainItem]]) -> list[ChainProblem]:
    problems = []
    expected = 1
    for seq in sorted(by_seq):
        if seq > expected:
            missing = (
                f"entry {expected} is" if seq == expected + 1 else f"entries {expected} to {seq - 1} are"
            )
            problems.append(ChainProblem(expected, "gap", f"{missing} missing before entry {seq}"))
        expected = max(expected, seq + 1)
    return problems


def _forks(by_seq: dict[int, list[ChainItem]]) -> list[ChainProblem]:
    return [
        ChainProblem(seq, "fork", f"{len(same)} entries claim to be number {seq}")
        for seq, same in by_seq.items()
        if len(same) > 1
    ]


def _link(item: ChainItem, before: list[ChainItem]) -> list[ChainProblem]:
    if item.seq < 1:
        return [ChainProblem(item.seq, "start", "a chain begins with number 1")]
    if item.seq == 1:
        wrong = item.prev is not None
        what = "the first entry names a predecessor, so entries before it were left out"
        return [ChainProblem(1, "start", what)] if wrong else []
    if not before:
        return []  # said already, as a gap
    problems = []
    if item.prev not in {each.leaf_hash.hex() for each in before}:
        what = "the predecessor that the entry names is not the entry that stands before it"
        problems.append(ChainProblem(item.seq, "prev", what))
    if item.index <= min(each.index for each in before):
        what = "the entry stands in the log before its predecessor"
        problems.append(ChainProblem(item.seq, "order", what))
    return problems


def _tail(by_seq: dict[int, list[ChainItem]], head: ChainHead) -> list[ChainProblem]:
    last = max(by_seq, default=0)
    if last != head.seq:
        what = f"the chain ends at {last}, but {head.seq} entries were written"
        return [ChainProblem(max(last, head.seq), "head", what)]
    if last and head.leaf_hash not in {each.leaf_hash for each in by_seq[last]}:
        return [ChainProblem(last, "head", "the last entry is not the one that was written last")]
    return []


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and len(value) == 64 and set(value) <= set("0123456789abcdef")
