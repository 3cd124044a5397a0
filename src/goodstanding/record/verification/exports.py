"""Check a person's export in numbered steps: every entry against its leaf, its chain and the log.

Version 1 has no leaves, places or checkpoint in it: what needs them is then *not checked*.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64std, chain, consistency, disclosure, key_file, leaf, merkle, receipt
from goodstanding.record.chain import ChainItem
from goodstanding.record.checkpoint import HASH
from goodstanding.record.key_file import KeyLine, Signed
from goodstanding.record.verification.growth import Kept, compare
from goodstanding.record.verification.receipts import read_part
from goodstanding.record.verification.steps import NO_KEY, NOT_REACHED, Report, Steps, say_signed

FORMAT = "goodstanding.file"
VERSIONS = (1, 2)
MOST_BYTES = 1 << 29
TITLES = (
    "The file is an export of a person’s file",
    "Every entry fits its leaf",
    "What stands beside each entry is what its parts say",
    "No entry is left out between the first and the last of each chain",
    "The checkpoint is signed by the log",
    "Every entry stands in the log at its place",
    "The log of the export and the other checkpoint are one log",
)
NO_CHECKPOINT = "The export carries no checkpoint: it is of an older version, or nothing was signed yet."
PAYLOAD = "payload."


class _Entry:
    """One entry of the export with its parts, once they fit the leaf."""

    def __init__(self, at: int, given: Mapping[str, Any]) -> None:
        self.where = f"entries, number {at}"
        self.given = given
        self.record: Mapping[str, Any] = given["record"]
        self.leaf = self._leaf()
        self.hash = leaf.leaf_hash(self.leaf)
        if self.hash.hex() != self.record["leaf_hash"]:
            raise Damage("The leaf hash beside it is not that of its leaf.")
        self.parts = self._parts()
        self.hidden = len(leaf.parse(self.leaf).digests) - len(self.parts)

    def _leaf(self) -> bytes:
        if self.record.get("leaf") is not None:
            written: str = self.record["leaf"]
            if not written.isascii():
                raise Damage("Its leaf does not have the form of a leaf.")
            data = written.encode("ascii")
            leaf.parse(data)
            return data
        recorded = datetime.fromisoformat(self.given["recorded"])
        return leaf.leaf_bytes(recorded, self.record["disclosures"])

    def _parts(self) -> dict[str, Any]:
        held = self.record["disclosures"]
        found = leaf.match(leaf.parse(self.leaf), held)
        if not found.ok:
            raise Damage("One of its parts is not one that was written then: it was altered or added.")
        read = [read_part(each) for each in held]
        parts = {part.name: part.value for part in read}
        if len(parts) != len(read):
            raise Damage("One of its parts is there twice.")
        return parts


def check_export(data: bytes, keys: Sequence[KeyLine] | None, other: Kept | None = None) -> Report:
    steps = Steps(*(TITLES if other else TITLES[:-1]))
    try:
        given = _load(data)
    except Damage as damage:
        steps.wrong(damage.message, "the file")
        return Report("export", steps.rest(NOT_REACHED))
    steps.good(f"Version {given['version']} with {len(given['entries'])} entries.")
    entries = _fit(steps, given)
    if entries is None:
        return Report("export", steps.rest(NOT_REACHED))
    _beside(steps, entries, str(given["person"].get("id")))
    _chains(steps, entries, complete=given["exported"].get("complete") is True)
    signed = _signature(steps, given, keys)
    _places(steps, entries, signed)
    if other:
        _compare(steps, signed, other, keys, given.get("growth"))
    return Report("export", steps.rest(NOT_REACHED), {"person": given["person"], "entries": len(entries)})


def _load(data: bytes) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise Damage("The file is too large to be an export.")
    try:
        loaded = json.loads(data.decode("utf-8"), object_pairs_hook=receipt.no_twins)
    except UnicodeDecodeError as error:
        raise Damage(f"The file is not UTF-8 text (byte {error.start}).") from error
    except (ValueError, RecursionError) as error:
        raise Damage("The file is not JSON text.") from error
    if disclosure.too_deep(loaded):
        raise Damage("The file is nested deeper than any export.")
    if not isinstance(loaded, dict) or loaded.get("format") != FORMAT:
        raise Damage(f"The field “format” does not say “{FORMAT}”.")
    if loaded.get("version") not in VERSIONS or isinstance(loaded["version"], bool):
        raise Damage("The field “version” is none that is known here.")
    for name, kind in (("person", dict), ("exported", dict), ("entries", list)):
        if not isinstance(loaded.get(name), kind):
            raise Damage(f"The field “{name}” is missing or of another form.")
    return loaded


def _fit(steps: Steps, given: dict[str, Any]) -> list[_Entry] | None:
    entries: list[_Entry] = []
    for at, each in enumerate(given["entries"], 1):
        try:
            _check_form(each)
            entries.append(_Entry(at, each))
        except (Damage, Bug) as error:
            steps.wrong(f"Entry {at}: {error.message}", f"entries, number {at}")
            return None
        except (ValueError, OverflowError):
            steps.wrong(f"Entry {at}: its time is not one that exists.", f"entries, number {at}")
            return None
    hidden = sum(entry.hidden for entry in entries)
    rest = f" {hidden} parts are not shown: withheld, or erased since." if hidden else ""
    steps.good(f"{len(entries)} entries, word for word as recorded.{rest}")
    return entries


_FORMS = {"id": str, "kind": str, "version": int, "visibility": str, "seq": int, "happened": str,
          "recorded": str, "author": str, "payload": dict, "record": dict}  # fmt: skip


def _check_form(each: Any) -> None:
    if not isinstance(each, dict):
        raise Damage("It is not an object with named fields.")
    for name, kind in _FORMS.items():
        if not isinstance(each.get(name), kind) or isinstance(each[name], bool):
            raise Damage(f"Its field “{name}” is missing or of another form.")
    record = each["record"]
    held = record.get("disclosures")
    if not isinstance(held, list) or not all(isinstance(part, str) and part.isascii() for part in held):
        raise Damage("Its field “record.disclosures” is not a list of texts.")
    texts = [record.get("leaf_hash"), record.get("leaf") or ""]
    if not all(isinstance(text, str) for text in texts):
        raise Damage("Its fields “record.leaf” and “record.leaf_hash” are not texts.")


def _beside(steps: Steps, entries: Sequence[_Entry], subject: str) -> None:
    for entry in entries:
        for name, beside in _said_beside(entry, subject):
            if name in entry.parts and not _same(entry.parts[name], beside):
                said = f"Its {name.removeprefix(PAYLOAD)} is not what was written then."
                steps.wrong(f"{_which(entry)}: {said}", f"{entry.where}, {name}")
                return
        fields = {name.removeprefix(PAYLOAD) for name in entry.parts if name.startswith(PAYLOAD)}
        added = {name for name, value in entry.given["payload"].items() if value is not None} - fields
        if added and not entry.hidden:
            said = f"Its field {min(added)} is in no part that was written then."
            steps.wrong(f"{_which(entry)}: {said}", f"{entry.where}, payload.{min(added)}")
            return
    steps.good("Kind, author, days, references and words are those of the parts.")


def _said_beside(entry: _Entry, subject: str) -> Iterator[tuple[str, Any]]:
    given = entry.given
    yield "type", {name: given[name] for name in ("id", "kind", "version", "visibility")}
    yield "who", {"subject": subject, "author": given["author"]}
    recorded = leaf.format_time(leaf.parse(entry.leaf).ts)
    yield "when", {"happened": given["happened"], "recorded": recorded}
    if given.get("case") or given.get("refers_to"):
        yield "about", {"case": given.get("case"), "refers_to": given.get("refers_to")}
    for name in entry.parts:
        if name.startswith(PAYLOAD):
            yield name, given["payload"].get(name.removeprefix(PAYLOAD))


def _same(written: Any, beside: Any) -> bool:
    """Fields that hold nothing are left out of what is written, at any depth."""
    if isinstance(written, dict) and isinstance(beside, dict):
        names = written.keys() | {name for name, value in beside.items() if value is not None}
        return all(_same(written.get(name), beside.get(name)) for name in names)
    if isinstance(written, list) and isinstance(beside, list):
        pairs = zip(written, beside, strict=False)
        return len(written) == len(beside) and all(_same(one, other) for one, other in pairs)
    return type(written) is type(beside) and bool(written == beside)


def _chains(steps: Steps, entries: Sequence[_Entry], *, complete: bool) -> None:
    chains: dict[str, list[ChainItem]] = defaultdict(list)
    for at, entry in enumerate(entries):
        try:
            seq, prev = chain.read_part(entry.parts.get(chain.PART))
        except Damage as damage:
            steps.wrong(f"{_which(entry)}: {damage.message}", f"{entry.where}, chain")
            return
        if seq != entry.given["seq"]:
            said = f"{_which(entry)}: its number in the chain is not {entry.given['seq']}."
            steps.wrong(said, f"{entry.where}, seq")
            return
        chains[entry.given["visibility"]].append(ChainItem(seq, prev, at, entry.hash))
    problems = [(name, each) for name, items in chains.items() for each in chain.check_chain(items)]
    broken = [(name, each) for name, each in problems if complete or each.kind != "gap"]
    if broken:
        name, worst = broken[0]
        steps.wrong(f"Chain “{name}”: {worst.what}.", f"chain {name}, entry {worst.seq}")
    elif problems:
        name, first = problems[0]
        steps.not_checked(
            f"Chain “{name}”: {first.what}. The export was made for a reader who may not see all."
        )
    else:
        ends = ", ".join(f"{name} 1 to {max(i.seq for i in items)}" for name, items in chains.items())
        steps.good(f"{ends or 'No entry at all'}. What came after the last one, this file cannot show.")


def _signature(steps: Steps, given: dict[str, Any], keys: Sequence[KeyLine] | None) -> Signed | None:
    text = given.get("checkpoint")
    if text is None or keys is None:
        steps.not_checked(NO_CHECKPOINT if text is None else NO_KEY)
        return None
    try:
        if not isinstance(text, str):
            raise Damage("It is not text.")
        signed = key_file.open_checkpoint(text, keys)
    except Damage as damage:
        steps.wrong(damage.message, "checkpoint")
        return None
    steps.good(say_signed(signed))
    return signed


def _places(steps: Steps, entries: Sequence[_Entry], signed: Signed | None) -> None:
    if signed is None:
        steps.not_checked(NOT_REACHED)
        return
    head, later = signed.checkpoint, 0
    for entry in entries:
        try:
            index, path = _place(entry.record)
        except Damage as damage:
            steps.wrong(f"{_which(entry)}: {damage.message}", f"{entry.where}, record")
            return
        if path is None:
            later += 1
        elif not merkle.verify_inclusion(entry.hash, index, head.size, path, head.root):
            said = f"{_which(entry)}: its path does not lead to the root of the checkpoint."
            steps.wrong(said, f"{entry.where}, record.proof")
            return
    if later:
        steps.not_checked(
            f"{later} of {len(entries)} entries are newer than the checkpoint in this export, so nothing "
            "proves them yet. Nothing is wrong: an export that is made a moment later proves them too."
        )
    else:
        steps.good(f"All {len(entries)}, among the {head.size} entries that the log had then.")


def _place(record: Mapping[str, Any]) -> tuple[int, list[bytes] | None]:
    index, path = record.get("index"), record.get("proof")
    if path is None:
        return 0, None
    if type(index) is not int or index < 0:
        raise Damage("It names no place in the log.")
    if not isinstance(path, list) or not all(isinstance(each, str) for each in path):
        raise Damage("Its proof is not a list of hashes.")
    hashes = [base64std.decode(each, "A hash of its proof") for each in path]
    if any(len(each) != HASH for each in hashes):
        raise Damage("A hash of its proof has another length.")
    return index, hashes


def _compare(
    steps: Steps, signed: Signed | None, other: Kept, keys: Sequence[KeyLine] | None, growth: Any
) -> None:
    if signed is None or keys is None:
        steps.not_checked(NOT_REACHED)
        return
    try:
        grown = (consistency.read(growth),) if isinstance(growth, str) else ()
    except Damage as damage:
        steps.wrong(damage.message, "growth")
        return
    steps.compared(compare(signed.checkpoint, Kept(other.checkpoint, other.proofs + grown), keys))


def _which(entry: _Entry) -> str:
    return (
        f"Entry {entry.given['seq']} of chain {entry.given['visibility'][:20]} ({entry.given['kind'][:40]})"
    )
