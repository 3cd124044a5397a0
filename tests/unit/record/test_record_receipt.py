"""Checkpoint, proof, key file and receipt: what is written is read back, and nothing else is read."""

from __future__ import annotations

import json

import pytest

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64std, checkpoint, key_file, note, proof, receipt
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.key_file import KeyLine
from goodstanding.record.keys import ED25519, WITNESS, SigningKey

ORIGIN = "goodstanding.invalid/7"
KEY = SigningKey(ORIGIN, ED25519, bytes(range(32)))
NEW = SigningKey(ORIGIN, ED25519, bytes(range(5, 37)))
HEAD = Checkpoint(ORIGIN, 1500, bytes(range(32)))
SIGNED = note.sign(HEAD.text, [KEY])
KNOWN = [KeyLine(KEY.verifier, note="the first key")]


def test_a_checkpoint_is_three_lines_and_is_read_back() -> None:
    assert HEAD.text.count("\n") == 3
    assert checkpoint.read(HEAD.text) == HEAD
    more = Checkpoint(ORIGIN, 0, bytes(32), ("an extension", "another"))
    assert checkpoint.read(more.text) == more


ROOT = base64std.encode(bytes(32))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{ORIGIN}\n1500\n{ROOT}", "line break"),
        (f"{ORIGIN}\n1500\n", "three lines"),
        (f"{ORIGIN}\n\n{ROOT}\n", "three lines"),
        (f"\n1500\n{ROOT}\n", "three lines"),
        (f"{ORIGIN}\n01500\n{ROOT}\n", "decimal"),
        (f"{ORIGIN}\n+1500\n{ROOT}\n", "decimal"),
        (f"{ORIGIN}\n1500 \n{ROOT}\n", "decimal"),
        (f"{ORIGIN}\n١٥٠٠\n{ROOT}\n", "decimal"),
        (f"{ORIGIN}\n{2**63}\n{ROOT}\n", "decimal"),
        (f"{ORIGIN}\n1500\n{ROOT[:-4]}\n", "bytes in place"),
        (f"{ORIGIN}\n1500\n{ROOT[:-2]}B=\n", "second spelling"),
        (f"{ORIGIN}\n1500\n{ROOT}\n\n", "three lines"),
        (f"{ORIGIN}\n1500\n{ROOT}\na\tb\n", "control"),
    ],
)
def test_a_checkpoint_of_another_form_is_refused(text: str, said: str) -> None:
    with pytest.raises(Damage, match=said):
        checkpoint.read(text)


def test_a_checkpoint_that_could_not_be_read_back_is_not_written() -> None:
    for made in (
        Checkpoint("", 1, bytes(32)), Checkpoint("a", -1, bytes(32)), Checkpoint("a", 1, bytes(31)),
        Checkpoint("a\nb", 1, bytes(32)), Checkpoint("a", 1, bytes(32), ("",)),
    ):  # fmt: skip
        with pytest.raises(Bug):
            _ = made.text


def test_a_proof_is_read_back_with_its_checkpoint_verbatim() -> None:
    made = proof.Proof(7, (bytes(32), bytes(range(32))), SIGNED)
    assert proof.read(made.text) == made
    assert made.text.startswith("c2sp.org/tlog-proof@v1\nindex 7\n")
    assert proof.read(proof.Proof(0, (), SIGNED, b"extra").text).extra == b"extra"


GOOD = proof.Proof(7, (bytes(32),), SIGNED).text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("@v1", "@v2"), "begin with the line"),
        (GOOD.replace("\n\n", "\n"), "begin with the line"),
        (GOOD.replace("index 7", "index 07"), "decimal"),
        (GOOD.replace("index 7", "index  7"), "decimal"),
        (GOOD.replace("index 7\n", ""), "number of the entry"),
        (GOOD.replace("index 7\n", "extra AA==\n"), "number of the entry"),
        (GOOD.replace(ROOT, ROOT[:-4]), "bytes in place"),
        (GOOD.replace("index 7", "index 7\n" + (ROOT + "\n") * 63 + ROOT), "65 hashes"),
        (GOOD.replace(ROOT, ROOT + "\r"), "not base64"),
        ("", "begin with the line"),
        ("x" * (2 * note.MOST_BYTES + 1), "too large"),
    ],
)
def test_a_proof_of_another_form_is_refused(text: str, said: str) -> None:
    with pytest.raises(Damage, match=said):
        proof.read(text)


def test_a_key_file_names_keys_and_for_which_sizes_they_hold() -> None:
    lines = [
        KeyLine(KEY.verifier, 0, 1500, "the first key"), KeyLine(NEW.verifier, 1501, None, "since the move"),
    ]  # fmt: skip
    text = key_file.write(lines)
    assert key_file.read("# the keys\n\n" + text) == tuple(lines)
    assert text.splitlines()[0].endswith(" 0-1500 the first key")
    assert key_file.read(str(KEY.verifier)) == (KeyLine(KEY.verifier),), "a bare key holds for every size"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no key"),
        ("# only this", "no key"),
        (f"{KEY.verifier} 9-3 x", "Line 1 of the key file: its range"),
        (f"{KEY.verifier} always", "stand the sizes"),
        (f"{KEY.verifier} a-3", "decimal"),
        (f"{KEY.verifier}\nnonsense", "Line 2"),
        ("x" * (key_file.MOST_BYTES + 1), "too large"),
    ],
)
def test_a_key_file_of_another_form_is_refused_with_its_line(text: str, said: str) -> None:
    with pytest.raises(Damage, match=said):
        key_file.read(text)


def test_a_checkpoint_signed_by_the_key_of_its_log_opens() -> None:
    found = key_file.open_checkpoint(SIGNED, KNOWN)
    assert (found.checkpoint, found.by, found.ignored) == (HEAD, (KEY.verifier,), ())


def test_a_checkpoint_of_another_log_or_an_unknown_key_does_not_open() -> None:
    with pytest.raises(Damage, match="knows no key"):
        key_file.open_checkpoint(note.sign(Checkpoint("b", 1, bytes(32)).text, [KEY]), KNOWN)
    with pytest.raises(Damage, match="None of its signatures"):
        key_file.open_checkpoint(note.sign(HEAD.text, [NEW]), KNOWN)


def test_the_key_of_one_log_does_not_speak_for_another() -> None:
    other = SigningKey("elsewhere.example", ED25519, bytes(32))
    with pytest.raises(Damage, match="None of its signatures"):
        key_file.open_checkpoint(note.sign(HEAD.text, [other]), [*KNOWN, KeyLine(other.verifier)])


def test_an_old_key_holds_up_to_its_last_size_and_not_beyond() -> None:
    keys = [KeyLine(KEY.verifier, 0, 1500), KeyLine(NEW.verifier, 1501)]
    assert key_file.open_checkpoint(SIGNED, keys).by == (KEY.verifier,)
    late = Checkpoint(ORIGIN, 1501, bytes(32)).text
    with pytest.raises(Damage, match="holds for sizes 0 to 1500 alone"):
        key_file.open_checkpoint(note.sign(late, [KEY]), keys)
    with pytest.raises(Damage, match="holds from size 1501 on"):
        key_file.open_checkpoint(note.sign(HEAD.text, [NEW]), keys)
    both = key_file.open_checkpoint(note.sign(late, [KEY, NEW]), keys)
    assert both.by == (NEW.verifier,)
    assert "proves nothing at 1501" in both.ignored[0]


def test_a_witness_counts_beside_the_log_and_never_in_its_place() -> None:
    witness = SigningKey("witness.example", WITNESS, bytes(range(9, 41)))
    keys = [*KNOWN, KeyLine(witness.verifier)]
    found = key_file.open_checkpoint(note.sign(HEAD.text, [KEY, witness], time=9), keys)
    assert found.by == (KEY.verifier, witness.verifier)
    with pytest.raises(Damage, match="None of its signatures"):
        key_file.open_checkpoint(note.sign(HEAD.text, [witness], time=9), keys)


RECEIPT = receipt.Receipt(b'{"_sd":[]}', ("abc", "def"), GOOD)


def test_a_receipt_is_one_json_file_and_is_read_back() -> None:
    assert receipt.read(RECEIPT.text.encode()) == RECEIPT
    assert list(json.loads(RECEIPT.text)) == ["format", "version", "leaf", "disclosures", "proof"]
    assert receipt.file_name(12) == "receipt-12.json"
    assert receipt.read(receipt.Receipt(b"x", (), "—").text.encode()).proof == "—"


def altered(**fields: object) -> bytes:
    return receipt.spelled(json.loads(RECEIPT.text) | fields).encode()


def without(name: str) -> bytes:
    return receipt.spelled({k: v for k, v in json.loads(RECEIPT.text).items() if k != name}).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"\xef\xbb\xbf" + RECEIPT.text.encode(), "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "not a receipt"),
        (b"1" * 10_000, "not JSON"),
        (altered(more=1), "no field “more”"),
        (without("leaf"), "“leaf” is missing"),
        (altered(format="other"), "“format”"),
        (altered(version=2), "“version”"),
        (altered(version=True), "“version”"),
        (altered(leaf=[]), "“leaf” is not text"),
        (altered(leaf="ü"), "“leaf”"),
        (altered(proof=None), "“proof” is not text"),
        (altered(disclosures="abc"), "not a list"),
        (altered(disclosures=[1]), "not a list"),
        (RECEIPT.text.replace('"version": 1', '"version": 1.0').encode(), "the number 1.0"),
        (RECEIPT.text.replace('"version": 1', '"version": NaN').encode(), "the number NaN"),
        (RECEIPT.text.replace('"version"', '"format": "x",\n  "version"').encode(), "there twice"),
        (receipt.spelled(dict(reversed(json.loads(RECEIPT.text).items()))).encode(), "another order"),
        (RECEIPT.text.encode() + b" ", "saved anew"),
        (RECEIPT.text.replace("\n", "\r\n").encode(), "Windows line ends"),
        (RECEIPT.text.replace("—", "\\u2014").encode(), "saved anew"),
        (RECEIPT.text.encode() + b"{}", "not JSON"),
        (b" " * (receipt.MOST_BYTES + 1), "at most"),
    ],
)
def test_anything_else_is_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(Damage, match=said):
        receipt.read(data)
