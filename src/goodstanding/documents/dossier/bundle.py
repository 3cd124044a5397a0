"""The same as a ZIP: the document, the file as data, and a list of both with their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from goodstanding.documents.archive import zipped

MANIFEST = "manifest.json"
READ_ME = """This is the performance file of one person, as far as the version named in it holds it.

dossier.pdf     the document to read and print, signed
file.json       the same file as data, entry for entry, with what each leaf of the record commits to
receipts/       the receipt of each entry: its place in the signed record (where the record is signed)
checkpoint.txt  the signed state of the whole record when this was made
keys.txt        the keys that sign it; compare them with those that others hold
manifest.json   every file of this archive with its size and its SHA-256 hash

Anybody can check it without the organisation: the last part of dossier.pdf says how.
"""


def bundle(parts: Mapping[str, bytes], *, title: str, now: datetime) -> bytes:
    """`parts` are the files by name. The same parts and time give the same bytes."""
    files = {"README.txt": READ_ME.encode(), **parts}
    listed = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    ]
    manifest = {"format": "good-standing-dossier", "version": 1, "title": title,
                "made": now.isoformat(timespec="seconds"), "files": listed}  # fmt: skip
    return zipped({**files, MANIFEST: _text(manifest)}, now)


def _text(value: object) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
