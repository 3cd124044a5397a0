"""Check a Good Standing receipt: python3 verify_receipt.py RECEIPT KEYFILE [CHECKPOINT or PROOF-OF-GROWTH]

Needs Python 3.9 and the package “cryptography”; shares no code with Good Standing. Exit code: 0 proved, 1 no.
Formats: C2SP signed-note, tlog-proof, tlog-witness; RFC 9162 (the log); RFC 9901 (the parts of an entry).
"""

import base64, datetime, hashlib, json, re, sys

from cryptography.exceptions import InvalidSignature as Forged
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

DIGEST = r'"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"'
LEAF = r'\{"_sd":\[(D(?:,D)*)\],"_sd_alg":"sha-256","ts":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})Z","v":1\}'
FIELDS = [("format", str), ("version", int), ("leaf", str), ("disclosures", list), ("proof", str)]


def need(true, says):
    if not true:
        raise ValueError(says)


def unbase64(text, url=False):
    raw = base64.b64decode(text + "=" * (-len(text) % 4 * url), b"-_" if url else None, validate=True)
    spelled = base64.b64encode(raw, b"-_" if url else None).decode()
    need((spelled.rstrip("=") if url else spelled) == text, "base64 text in a second spelling")
    return raw


def number(text):
    plain = re.fullmatch("0|[1-9][0-9]{0,18}", text) and int(text) < 2**63
    return int(text) if plain else need(False, "not a plain number")


def hashes(lines):
    found = [unbase64(line) for line in lines]
    need(len(found) < 64 and all(len(each) == 32 for each in found), "not a list of hashes")
    return found


def climb(at, last, old, new, path):  # where a path leads, for the older and the newer log
    for step in path:
        need(last, "the path is too long")
        if at & 1 or at == last:
            old, new = (hashlib.sha256(b"\x01" + step + each).digest() for each in (old, new))
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new = hashlib.sha256(b"\x01" + new + step).digest()
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else need(False, "the path is too short")


def grew(old, new, path):
    need(old[0] == new[0], "the two checkpoints are of two logs")
    need(old[1] in (0, new[1]) or path, "no proof was given that leads from the older size")
    first = [old[2]] * (old[1] & (old[1] - 1) == 0) + path
    odd = (old[1] & -old[1]).bit_length() - 1
    need(old[1] == 0 or (old[2] == new[2] if old[1] == new[1] else (old[2], new[2]) == climb(
        old[1] - 1 >> odd, new[1] - 1 >> odd, first[0], first[0], first[1:])), "the log was rewritten")


def read_keys(text):
    for line in [line.split() for line in text.splitlines() if line.strip() and line.strip()[0] != "#"]:
        name, hexed, key = line[0].split("+", 2)
        kind_and_key, (first, _, last) = unbase64(key), (line + ["0-"])[1].partition("-")
        key_id = hashlib.sha256(name.encode() + b"\n" + kind_and_key).digest()[:4]
        need(key_id.hex() == hexed, "a key of the key file does not fit its id")
        if kind_and_key[0] == 1:  # Ed25519; other kinds are not needed for a proof
            yield name, key_id, kind_and_key[1:], number(first), number(last) if last else 2**63


def open_checkpoint(note, keys):
    need(not re.search("[\x00-\x09\x0b-\x1f\ud800-\udfff]", note), "a control character in the checkpoint")
    text, _, below = note.rpartition("\n\n")
    origin, size, root, *more = text.split("\n")
    need(origin and all(more) and note.endswith("\n"), "not the form of a checkpoint")
    head, signers = (origin, number(size), hashes([root])[0]), set()
    lines = [(*line.split(" ")[:2], unbase64(line.split(" ", 2)[2])) for line in below[:-1].split("\n")]
    need(len({(name, raw[:4]) for _, name, raw in lines}) == len(lines) < 33, "two signatures by one key")
    for dash, name, raw in lines:
        need(dash == "—" and name and "+" not in name and len(raw) > 4, "not the form of a signature")
        for key_name, key_id, key, first, last in keys:
            if (name, raw[:4]) == (key_name, key_id) and first <= head[1] <= last:
                Ed25519PublicKey.from_public_bytes(key).verify(raw[4:], (text + "\n").encode())
                signers.add(name)
    need(origin in signers, "no signature by a key of this log that holds at this size")
    return head


def parts(leaf, disclosures):
    found, shown = re.fullmatch(LEAF.replace("D", DIGEST), leaf, re.ASCII), {}
    need(found and sorted(set(found[1].split(","))) == found[1].split(","), "not the form of a leaf")
    when = datetime.datetime.fromisoformat(found[2]).isoformat(timespec="microseconds") + "Z"
    for text in disclosures:
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode()[:43]
        need(f'"{digest}"' in found[1].split(","), "a part that was not written then")
        salt, name, value = part = json.loads(raw := unbase64(text, url=True), parse_float=number)
        spelled = json.dumps(part, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
        need(spelled == raw and len(unbase64(salt, url=True)) == 32, "a part of another form")
        need(type(name) is str and name not in (*shown, "", "_sd", "..."), "a part twice, or without a name")
        shown[name] = value
    need(shown.get("when", {"recorded": when})["recorded"] == when, "two times of recording")
    return when, shown


def main(receipt, key_file, kept=None):
    given, keys = json.loads(receipt), list(read_keys(key_file))
    need(json.dumps(given, ensure_ascii=False, indent=2) + "\n" == receipt, "the file was saved anew")
    need([(name, type(value)) for name, value in given.items()] == FIELDS, "other fields than a receipt")
    need((given["format"], given["version"]) == ("good-standing-receipt", 1), "another format or version")
    when, shown = parts(given["leaf"], given["disclosures"])
    print("1-4 good: the receipt of an entry recorded", when, "with", len(shown), "parts shown")
    title, index, *path = given["proof"].partition("\n\n")[0].split("\n")
    need(title == "c2sp.org/tlog-proof@v1" and index[:6] == "index ", "not the form of a proof")
    head, index = open_checkpoint(given["proof"].partition("\n\n")[2], keys), number(index[6:])
    print("5-6 good: entry", index + 1, "of the log", head[0], "and a checkpoint that its key signed")
    leaf_hash = hashlib.sha256(b"\x00" + given["leaf"].encode()).digest()
    need(index < head[1], "the proof names an entry beyond the log")
    need(climb(index, head[1] - 1, b"", leaf_hash, hashes(path))[1] == head[2], "the entry is not in the log")
    print("7 good: the entry is in the log of", head[1], "entries")
    if kept:
        above, _, checkpoint = kept.partition("\n\n") if kept.startswith("old ") else ("old 0", "", kept)
        old, new = sorted((head, open_checkpoint(checkpoint, keys)), key=lambda each: each[1])
        path = hashes(above.split("\n")[1:]) if number(above.split("\n")[0][4:]) == old[1] else []
        grew(old, new, path)
        print("8 good: the log of", new[1], "entries continues that of", old[1])
    return shown


if __name__ == "__main__":
    try:
        for name, value in main(*[open(path, "rb").read().decode() for path in sys.argv[1:]]).items():
            print("  ", repr(name), repr(value))
        print("Proved.")
    except (ValueError, TypeError, LookupError, AttributeError, OSError, RecursionError, Forged) as error:
        sys.exit(f"NOT PROVED: {error or 'a signature is not over this text'}")
