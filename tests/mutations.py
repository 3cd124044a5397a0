"""Ways to alter a file that is to be verified: bits, bytes, fields, pieces of other files of the same log."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from goodstanding.record import receipt
from goodstanding.record.receipt import Receipt

ODD = (
    "",
    "0",
    "-1",
    "1.5",
    "null",
    "\x00",
    "\u2028",
    "🙂",
    "A" * 300,
    '"',
    "\\",
    "{}",
    "[]",
    "\n\n",
    "— ",
    "=",
)
VALUES: tuple[Any, ...] = (None, True, 0, -1, 1.5, 2**70, "", "x", [], {}, [[]], {"a": 1}, ["x"], "A" * 1000)


def flip_bit(data: bytes, chance: random.Random) -> bytes:
    raw = bytearray(data)
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def set_byte(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def cut(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 2, 3, 44, 1000)) :]


def double(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + chance.choice((1, 4, 45, 500))] * 2 + data[at:]


def insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(ODD).encode() + data[at:]


def swap(data: bytes, chance: random.Random) -> bytes:
    one, other = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    width = chance.choice((1, 4, 44))
    return (
        data[:one]
        + data[other : other + width]
        + data[one + width : other]
        + data[one : one + width]
        + (data[other + width :])
    )


def change_field(data: bytes, chance: random.Random) -> bytes:
    """Another type, another value, a field more or less, other order."""
    loaded = json.loads(data)
    name = chance.choice(list(loaded))
    match chance.randrange(6):
        case 0:
            loaded[name] = chance.choice(VALUES)
        case 1:
            del loaded[name]
        case 2:
            loaded[chance.choice(("more", "Leaf", "leaf ", "__proto__"))] = chance.choice(VALUES)
        case 3:
            loaded = dict(chance.sample(list(loaded.items()), len(loaded)))
        case 4:
            held = loaded["disclosures"]
            held.insert(chance.randrange(len(held) + 1), chance.choice([*held, *VALUES]))
        case _:
            chance.shuffle(loaded["disclosures"])
            loaded["disclosures"] = loaded["disclosures"][: chance.randrange(len(loaded["disclosures"]) + 1)]
    return receipt.spelled(loaded).encode("utf-8", "surrogatepass")


def change_line(data: bytes, chance: random.Random) -> bytes:
    """A line of the proof left out, doubled, moved or altered."""
    loaded = json.loads(data)
    lines = loaded["proof"].split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, chance.choice([*lines, *ODD]))
        case 2:
            other = chance.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            lines[at] = cut(lines[at].encode() or b"x", chance).decode("utf-8", "replace")
    loaded["proof"] = "\n".join(lines)
    return receipt.spelled(loaded).encode("utf-8", "surrogatepass")


BY_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip_bit, set_byte, cut, double, insert, swap,
)  # fmt: skip
OF_RECEIPTS = (*BY_BYTES, change_field, change_line)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The receipt altered once, rarely several times."""
    made = chance.choice(OF_RECEIPTS)(data, chance)
    for _ in range(chance.choice((0, 0, 0, 1, 3))):
        made = chance.choice(BY_BYTES)(made or b"x", chance)
    return made


def spliced(one: Receipt, other: Receipt, chance: random.Random) -> bytes:
    """Pieces of two good receipts."""
    pick = [chance.choice((one, other)) for _ in range(3)]
    return Receipt(pick[0].leaf, pick[1].disclosures, pick[2].proof).text.encode()


def says_no_more(data: bytes, good: Receipt) -> bool:
    """Whether it claims nothing beyond a good receipt: the same leaf and proof, and no part but its own. To
    show fewer parts, or in another order, is its holder's right."""
    try:
        given = json.loads(data)
    except (ValueError, RecursionError):
        return False
    if not isinstance(given, dict) or list(given) != list(receipt.KEYS):
        return False
    parts = given["disclosures"]
    same = (given["leaf"], given["proof"]) == (good.leaf.decode(), good.proof)
    return same and isinstance(parts, list) and all(each in good.disclosures for each in parts)
