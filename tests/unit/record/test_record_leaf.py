from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import disclosure, leaf

GOLDEN = json.loads((Path(__file__).parents[2] / "fixtures/record/leaf-v1.json").read_text(encoding="utf-8"))
NOW = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
PARTS = [disclosure.make(name, name, bytes([at]) * 32) for at, name in enumerate(("who", "kind", "chain"))]


def test_the_leaf_format_is_the_one_that_existing_records_hold() -> None:
    made = [
        disclosure.make(part["name"], part["value"], bytes.fromhex(part["salt"])) for part in GOLDEN["parts"]
    ]
    assert made == GOLDEN["disclosures"]
    data = leaf.leaf_bytes(datetime.fromisoformat(GOLDEN["ts"]), made)
    assert data == GOLDEN["leaf"].encode()
    assert leaf.leaf_hash(data).hex() == GOLDEN["leaf_hash"]


def test_the_golden_leaf_is_what_the_standard_library_alone_computes() -> None:
    assert json.loads(GOLDEN["leaf"])["_sd"] == sorted(
        disclosure.digest(each) for each in GOLDEN["disclosures"]
    )
    assert hashlib.sha256(b"\x00" + GOLDEN["leaf"].encode()).hexdigest() == GOLDEN["leaf_hash"]


def test_the_order_of_the_parts_leaves_no_trace() -> None:
    assert leaf.leaf_bytes(NOW, PARTS) == leaf.leaf_bytes(NOW, PARTS[::-1])


def test_a_leaf_reads_back_as_its_time_and_digests() -> None:
    read = leaf.parse(leaf.leaf_bytes(NOW, PARTS))
    assert read == leaf.Leaf(NOW, tuple(sorted(disclosure.digest(each) for each in PARTS)), 1)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(Bug, match="zone"):
        leaf.leaf_bytes(NOW.replace(tzinfo=None), PARTS)


@pytest.mark.parametrize("parts", [[], [PARTS[0], PARTS[0]]])
def test_a_leaf_without_parts_or_with_a_part_twice_is_refused(parts: list[str]) -> None:
    with pytest.raises(Bug, match="at least one part"):
        leaf.leaf_bytes(NOW, parts)


def test_every_other_spelling_of_a_leaf_is_damage() -> None:
    data = leaf.leaf_bytes(NOW, PARTS)
    loaded = json.loads(data)
    first, *rest = loaded["_sd"]
    others = [
        b"",
        data + b"\n",
        data.replace(b'"v":1', b'"v":2'),
        data.replace(b'"v":1', b'"v":1,"x":1'),
        data.replace(b".000000Z", b"Z"),
        data.replace(b"2026-03-02", b"2026-02-30"),
        data.replace(b"sha-256", b"sha-512"),
        json.dumps(loaded).encode(),
        data.replace(b'"_sd":[', b'"_sd":[],"x":['),
        json.dumps({**loaded, "_sd": [*rest, first]}, separators=(",", ":")).encode(),
        json.dumps({**loaded, "_sd": [first, first, *rest]}, separators=(",", ":")).encode(),
        json.dumps({**loaded, "_sd": [first[:-1] + "B", *rest]}, separators=(",", ":")).encode(),
    ]
    for other in others:
        with pytest.raises(Damage):
            leaf.parse(other)


def test_a_part_that_the_leaf_does_not_commit_to_is_foreign() -> None:
    read = leaf.parse(leaf.leaf_bytes(NOW, PARTS))
    forged = disclosure.make("who", "somebody else", bytes(32))
    found = leaf.match(read, [*PARTS[1:], forged, "ä"])
    assert found.foreign == (forged, "ä")
    assert not found.ok


def test_a_part_held_twice_is_told_apart_from_a_forged_one() -> None:
    found = leaf.match(leaf.parse(leaf.leaf_bytes(NOW, PARTS)), [*PARTS, PARTS[0]])
    assert found == leaf.Match(foreign=(), twice=(PARTS[0],), undisclosed=0)


def test_an_erased_part_is_no_fault() -> None:
    found = leaf.match(leaf.parse(leaf.leaf_bytes(NOW, PARTS)), PARTS[1:])
    assert found.ok
    assert found.undisclosed == 1
