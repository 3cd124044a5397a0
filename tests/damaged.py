"""One damaged file for every defect, named after it: `python -m tests.damaged` writes tests/fixtures/damaged.

The files are committed: what refuses them today must refuse them with every later version. `expected.json`
says for each which step names the damage, and where.
"""

from __future__ import annotations

import copy
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from goodstanding.record import note, proof, receipt
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.keys import ED25519, SigningKey
from goodstanding.record.verification.logs import files_of_log
from tests.logs import ORIGIN, Log, export_of, seed

FOLDER = Path(__file__).parent / "fixtures" / "damaged"
LOG = Log.of(21)
GOOD = LOG.receipt(7)
Change = Callable[[dict[str, Any]], Any]


def reproof(**changes: Any) -> receipt.Receipt:
    return replace(GOOD, proof=replace(proof.read(GOOD.proof), **changes).text)


def relined(old: str, new: str) -> receipt.Receipt:
    assert old in GOOD.proof
    return replace(GOOD, proof=GOOD.proof.replace(old, new))


def forged_root() -> receipt.Receipt:
    text = Checkpoint(ORIGIN, 21, bytes(32)).text
    return reproof(checkpoint=note.sign(text, [LOG.key]))


def signed_by_another() -> receipt.Receipt:
    thief = SigningKey(ORIGIN, ED25519, seed("thief"))
    return reproof(checkpoint=note.sign(LOG.checkpoint().text, [thief]))


def stray_bits() -> receipt.Receipt:
    path = GOOD.proof.split("\n")[2]
    return relined(path, path[:-2] + chr(ord(path[-2]) + 1) + "=")


def receipts() -> Iterator[tuple[str, str, int, str]]:
    """Name, text, the step that is wrong, and where."""
    text, parts = GOOD.text, GOOD.disclosures
    yield "saved-with-windows-line-ends", text.replace("\n", "\r\n"), 1, "the file"
    yield "saved-with-byte-order-mark", "\ufeff" + text, 1, "the file"
    yield "fields-in-another-order", receipt.spelled(dict(sorted(json.loads(text).items()))), 1, "the file"
    yield "field-twice", text.replace('"version"', '"format": "x",\n  "version"'), 1, "the file"
    yield "field-unknown", text.replace('"leaf"', '"note": "x",\n  "leaf"'), 1, "the file"
    yield "field-missing", text.replace('  "version": 1,\n', ""), 1, "the file"
    yield "version-unknown", text.replace('"version": 1', '"version": 2'), 1, "the file"
    yield "cut-off", text[: len(text) // 2], 1, "the file"
    yield "leaf-digest-altered", replace(GOOD, leaf=GOOD.leaf.replace(b'["', b'["A', 1)).text, 2, "leaf"
    yield "leaf-digests-out-of-order", replace(GOOD, leaf=unsorted(GOOD.leaf)).text, 2, "leaf"
    yield "leaf-time-that-never-was", replace(GOOD, leaf=GOOD.leaf.replace(b"T16", b"T25")).text, 2, "leaf"
    yield "leaf-time-moved", replace(GOOD, leaf=GOOD.leaf.replace(b"T16", b"T15")).text, 4, "part when"
    yield (
        "words-altered",
        replace(GOOD, disclosures=(*parts[:-1], parts[-1][:-8] + "ABCDEFGH")).text,
        3,
        "number 5",
    )
    yield "words-of-another-entry", replace(GOOD, disclosures=LOG.receipt(8).disclosures).text, 3, "number 1"
    yield "part-twice", replace(GOOD, disclosures=(*parts, parts[0])).text, 3, "number 6"
    yield "proof-with-extra-line", reproof(extra=b"x").text, 5, "proof"
    yield "proof-of-unknown-version", relined("proof@v1", "proof@v2").text, 5, "proof"
    yield "proof-hash-with-stray-bits", stray_bits().text, 5, "proof"
    yield "checkpoint-size-altered", relined("\n21\n", "\n22\n").text, 6, "checkpoint"
    yield (
        "checkpoint-of-another-log",
        replace(GOOD, proof=Log.of(21, "other.example").receipt(7).proof).text,
        6,
        ("checkpoint"),
    )
    yield "checkpoint-signed-by-another-key", signed_by_another().text, 6, "checkpoint"
    yield (
        "checkpoint-signature-altered",
        relined("Kq", "KQ").text
        if "Kq" in GOOD.proof
        else (replace(GOOD, proof=GOOD.proof[:-8] + "AAAAA=\n").text),
        6,
        "checkpoint",
    )
    yield "checkpoint-root-of-no-log", forged_root().text, 7, "leaf or proof"
    yield "path-of-another-entry", replace(GOOD, proof=LOG.receipt(8).proof).text, 7, "leaf or proof"
    yield "path-cut", reproof(path=proof.read(GOOD.proof).path[:-1]).text, 7, "leaf or proof"
    yield "place-altered", reproof(index=6).text, 7, "leaf or proof"
    yield "place-beyond-the-log", reproof(index=21).text, 7, "proof, index"


def unsorted(leaf: bytes) -> bytes:
    loaded = json.loads(leaf)
    loaded["_sd"].reverse()
    return json.dumps(loaded, separators=(",", ":")).encode()


def exports() -> Iterator[tuple[str, str, int, str]]:
    changes: dict[str, tuple[Change, int, str]] = {
        "words-beside-altered": (lambda d: d["entries"][2]["payload"].update(facts="x"), 3, "payload.facts"),
        "author-beside-altered": (lambda d: d["entries"][2].update(author=d["person"]["id"]), 3, "who"),
        "entry-taken-out": (lambda d: d["entries"].pop(2), 4, "chain shared"),
        "entries-in-another-order": (lambda d: d["entries"].reverse(), 4, "chain shared"),
        "leaf-hash-altered": (lambda d: d["entries"][2]["record"].update(leaf_hash="0" * 64), 2, "number 3"),
        "checkpoint-altered": (
            lambda d: d.update(checkpoint=d["checkpoint"].replace("\n21\n", "\n22\n")), 5, "checkpoint",
        ),
        "place-altered": (lambda d: d["entries"][2]["record"].update(index=3), 6, "record.proof"),
    }  # fmt: skip
    for name, (change, step, where) in changes.items():
        made = copy.deepcopy(export_of(LOG, 5))
        change(made)
        yield name, json.dumps(made, indent=1, ensure_ascii=False) + "\n", step, where


def logs() -> Iterator[tuple[str, dict[str, bytes], int, str]]:
    good = dict(files_of_log(LOG.leaves, 21, LOG.signed()))
    bundle, tile = "tile/entries/000.p/21", "tile/0/000.p/21"
    swapped = dict(files_of_log([LOG.leaves[1], LOG.leaves[0], *LOG.leaves[2:]], 21, LOG.signed()))
    shorter = dict(files_of_log(LOG.leaves[:20], 20, LOG.signed()))
    yield "entry-altered", good | {bundle: good[bundle].replace(b"T10", b"T11", 1)}, 4, tile
    yield "entries-swapped", swapped, 5, "root"
    yield "last-entry-missing", shorter, 3, bundle
    yield "bundle-cut", good | {bundle: good[bundle][:-3]}, 3, bundle
    yield "tile-altered", good | {tile: bytes(32) + good[tile][32:]}, 4, tile
    yield (
        "checkpoint-altered",
        good | {"checkpoint": good["checkpoint"].replace(b"\n21\n", b"\n22\n")},
        2,
        "checkpoint",
    )
    yield (
        "checkpoint-missing",
        {name: data for name, data in good.items() if name != "checkpoint"},
        1,
        "checkpoint",
    )


def written() -> dict[str, bytes]:
    """Every file by its name, `expected.json` among them."""
    files = {"good-receipt.json": GOOD.text.encode(), "keys.txt": LOG.key_text.encode()}
    expected: dict[str, dict[str, object]] = {}
    for prefix, each in (("receipt", receipts()), ("export", exports())):
        for name, text, step, where in each:
            files[f"{prefix}-{name}.json"] = text.encode()
            expected[f"{prefix}-{name}.json"] = {"step": step, "where": where}
    for name, parts, step, where in logs():
        files[f"log-{name}.zip"] = zipped(parts)
        expected[f"log-{name}.zip"] = {"step": step, "where": where}
    return files | {"expected.json": (json.dumps(expected, indent=1) + "\n").encode()}


def zipped(parts: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    return made.getvalue()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, data in written().items():
        (FOLDER / name).write_bytes(data)
