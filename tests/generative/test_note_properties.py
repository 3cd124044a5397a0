"""Notes, proofs and receipts, whatever their contents: read back alike, and no bit may change unnoticed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.domain.errors import Damage
from goodstanding.record import key_file, note, proof, receipt
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.keys import ED25519, SigningKey, is_name, read_key, read_signing_key

KEY = SigningKey("example.com/log", ED25519, bytes(range(32)))

lines = st.text(st.characters(exclude_categories=["Cs"], min_codepoint=32), min_size=1, max_size=30)
names = lines.filter(is_name)
hashes = st.binary(min_size=32, max_size=32)
texts = st.lists(lines | st.just(""), min_size=1, max_size=6).map(lambda each: "\n".join(each) + "\n")


@given(texts, st.lists(st.tuples(names, hashes), min_size=1, max_size=4, unique_by=lambda pair: pair[0]))
def test_a_note_that_is_signed_is_read_back_with_every_signature(
    text: str, pairs: list[tuple[str, bytes]]
) -> None:
    keys = [SigningKey(name, ED25519, seed) for name, seed in pairs]
    found = note.read(note.sign(text, keys))
    assert found.text == text
    assert note.verified(found, [key.verifier for key in keys]) == tuple(key.verifier for key in keys)
    for key in keys:
        assert read_key(str(key.verifier)) == key.verifier
        assert read_signing_key(key.secret_text) == key


@given(lines, st.integers(0, 2**63 - 1), hashes, st.lists(lines, max_size=3))
def test_a_checkpoint_is_read_back_in_its_proof(origin: str, size: int, root: bytes, more: list[str]) -> None:
    head = Checkpoint(origin, size, root, tuple(more))
    signed = note.sign(head.text, [KEY])
    made = proof.Proof(size, (root, root), signed)
    assert proof.read(made.text) == made
    assert note.read(proof.read(made.text).checkpoint).text == head.text


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=5), st.text(st.characters(codec="utf-8")))
def test_a_receipt_is_read_back_whatever_text_it_holds(parts: list[str], words: str) -> None:
    made = receipt.Receipt(b'{"_sd":["x"]}', tuple(parts), words)
    assert receipt.read(made.text.encode("utf-8")) == made


@given(st.data())
@settings(max_examples=500)
def test_no_bit_of_a_signed_checkpoint_can_be_flipped(data: st.DataObject) -> None:
    head = Checkpoint(KEY.name, data.draw(st.integers(0, 2**40)), data.draw(hashes))
    raw = bytearray(note.sign(head.text, [KEY]).encode("utf-8"))
    at = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[at // 8] ^= 1 << (at % 8)
    try:
        key_file.open_checkpoint(raw.decode("utf-8"), [key_file.KeyLine(KEY.verifier)])
    except (Damage, UnicodeDecodeError):
        return
    raise AssertionError(f"bit {at} can be flipped")


@given(st.binary(max_size=400))
@settings(max_examples=500)
def test_no_bytes_at_all_are_taken_for_a_receipt_or_end_in_another_error(data: bytes) -> None:
    text = data.decode("latin-1")
    for reading in (
        lambda: receipt.read(data), lambda: note.read(text), lambda: proof.read(text),
        lambda: read_key(text), lambda: read_signing_key(text),
    ):  # fmt: skip
        try:
            reading()
        except Damage:
            continue
        raise AssertionError("random bytes were read")
