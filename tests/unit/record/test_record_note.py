"""Signed notes: the example of the specification, and everything that must not pass for one."""

from __future__ import annotations

import base64

import pytest

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64std, note
from goodstanding.record.keys import (
    ED25519,
    ML_DSA_44,
    WITNESS,
    SigningKey,
    VerifierKey,
    has_ml_dsa,
    read_key,
    read_signing_key,
)

# The published example of Go's note package, which other implementations of C2SP signed-note test with too.
PETERNEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
EXAMPLE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"  # noqa: E501
)
LOG = SigningKey("example.com/log", ED25519, bytes(range(32)))
OTHER = SigningKey("example.com/other", ED25519, bytes(range(1, 33)))
TEXT = "Ognuno sta solo\n\ned è subito sera.\n"


def test_the_published_example_is_read_and_verifies() -> None:
    found = note.read(EXAMPLE)
    assert note.verified(found, [read_key(PETERNEUMANN)]) == (read_key(PETERNEUMANN),)
    assert found.text.endswith("what your problem is.\n")
    assert str(found) == EXAMPLE


def test_one_letter_of_the_published_example_changed_is_refused() -> None:
    with pytest.raises(Damage, match="not over this text"):
        note.verified(note.read(EXAMPLE.replace("answer", "Answer")), [read_key(PETERNEUMANN)])


def test_the_id_of_a_key_is_what_the_specification_says() -> None:
    assert read_key(PETERNEUMANN).key_id.hex() == "c74f20a3"
    with pytest.raises(Damage, match="does not fit the key"):
        read_key(PETERNEUMANN.replace("c74f20a3", "c74f20a4"))


def test_what_is_signed_here_is_read_back_and_verifies() -> None:
    signed = note.sign(TEXT, [LOG, OTHER])
    found = note.read(signed)
    assert found.text == TEXT
    assert note.verified(found, [LOG.verifier]) == (LOG.verifier,)
    assert note.verified(found, [OTHER.verifier, LOG.verifier]) == (OTHER.verifier, LOG.verifier)


def test_a_line_by_an_unknown_key_is_ignored_and_alone_proves_nothing() -> None:
    with pytest.raises(Damage, match="No key that is known"):
        note.verified(note.read(note.sign(TEXT, [OTHER])), [LOG.verifier])


def test_one_bad_line_by_a_known_key_refuses_the_note_whatever_the_others_say() -> None:
    good = note.read(note.sign(TEXT, [LOG, OTHER]))
    bad = note.Signature(OTHER.name, OTHER.verifier.key_id, bytes(64))
    with pytest.raises(Damage, match="not over this text"):
        note.verified(note.Note(TEXT, (good.signatures[0], bad)), [LOG.verifier, OTHER.verifier])


@pytest.mark.parametrize("name", ["größe.example/Log", "例え.example", "a/b-c_d.e"])
def test_names_of_keys_may_be_any_text_without_space_and_plus(name: str) -> None:
    key = SigningKey(name, ED25519, bytes(32))
    assert note.verified(note.read(note.sign(TEXT, [key])), [key.verifier]) == (key.verifier,)
    assert read_key(str(key.verifier)) == key.verifier


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\nb", "a\u2028b"])
def test_names_of_keys_with_a_space_or_a_plus_are_refused(name: str) -> None:
    with pytest.raises(Damage):
        VerifierKey(name, ED25519, bytes(32))


SIGNED = note.sign(TEXT, [LOG])
_LINE = note.read(SIGNED).signatures[0].line


@pytest.mark.parametrize(
    ("damaged", "said"),
    [
        (SIGNED.replace("— ", "-- "), "not a dash"),
        (SIGNED.replace("— ", "– "), "not a dash"),
        (SIGNED.replace("— ", "—  "), "not a dash"),
        (SIGNED[:-1], "does not end"),
        (SIGNED + "\n", "0 signatures"),
        (SIGNED + "trailing\n", "not a dash"),
        (SIGNED + " ", "does not end"),
        (SIGNED.replace("\n\n—", "\n—"), "not a dash"),
        (SIGNED.replace("sera", "s\tera"), "control"),
        (SIGNED.replace("sera", "s\rera"), "control"),
        (SIGNED.replace("sera", "s\ud800era"), "control"),
        (SIGNED.rstrip("\n").rstrip("=") + "\n", "base64"),
        (f"{TEXT}\n— {LOG.name} AAAA\n", "too short"),
        (f"{TEXT}\n— {LOG.name}\n", "too short"),
        (TEXT + "\n" + _LINE * (note.MOST_SIGNATURES + 1), "33 signatures"),
        (SIGNED + _LINE, "two signatures by one key"),
        (SIGNED + _LINE.replace("A", "B"), "two signatures by one key"),
        ("", "does not end"),
        ("x" * (note.MOST_BYTES + 1), "more than"),
    ],
)
def test_text_of_another_form_is_refused_with_the_reason(damaged: str, said: str) -> None:
    with pytest.raises(Damage, match=said):
        note.verified(note.read(damaged), [LOG.verifier])


def test_stray_bits_behind_the_last_byte_of_base64_are_refused() -> None:
    assert base64std.decode("AA==", "It") == b"\0"
    for spelled in ("AB==", "AA=", "AA", "A A==", "AA==\n", "AA==AA==", "ＡA=="):
        with pytest.raises(Damage):
            base64std.decode(spelled, "It")


def test_a_note_is_not_signed_that_could_not_be_read_back() -> None:
    for text in ("no line break", "a\tb\n", "\ud800\n"):
        with pytest.raises(Bug):
            note.sign(text, [LOG])
    with pytest.raises(Bug):
        note.sign(TEXT, [])


def test_a_signing_key_is_written_and_read_and_never_shown() -> None:
    assert read_signing_key(LOG.secret_text) == LOG
    assert LOG.seed.hex() not in repr(LOG)
    assert repr(LOG.seed) not in repr(LOG)
    for damaged in ("", LOG.secret_text[1:], LOG.secret_text.replace("+", " "), LOG.secret_text[:-4]):
        with pytest.raises(Damage):
            read_signing_key(damaged)


def test_a_key_of_a_kind_or_length_that_is_not_known_is_refused() -> None:
    encoded = base64.b64encode(b"\x02" + bytes(32)).decode()
    for text in (f"a+00000000+{encoded}", "a+00000000+", "a+00000000", "a b+1+AQ==", "a+00000000+AQ=="):
        with pytest.raises(Damage):
            read_key(text)


HEAD = f"{LOG.name}\n1000\n{base64std.encode(bytes(32))}\n"


def test_a_witness_signs_the_checkpoint_together_with_a_time() -> None:
    witness = SigningKey("witness.example", WITNESS, bytes(range(2, 34)))
    signed = note.read(note.sign(HEAD, [LOG, witness], time=1_800_000_000))
    assert note.verified(signed, [LOG.verifier, witness.verifier])
    later = signed.signatures[1].data[:7] + b"\xff" + signed.signatures[1].data[8:]
    moved = note.Note(signed.text, (note.Signature(witness.name, witness.verifier.key_id, later),))
    with pytest.raises(Damage):
        note.verified(moved, [witness.verifier])


@pytest.mark.skipif(not has_ml_dsa(), reason="the installed cryptography has no ML-DSA-44")
def test_an_ml_dsa_line_stands_beside_the_ed25519_line() -> None:
    quantum = SigningKey(LOG.name, ML_DSA_44, bytes(range(3, 35)))
    signed = note.sign(HEAD, [LOG, quantum], time=1_800_000_000)
    found = note.read(signed)
    assert note.verified(found, [LOG.verifier]) == (LOG.verifier,), "old readers ignore the new line"
    assert note.verified(found, [LOG.verifier, quantum.verifier]) == (LOG.verifier, quantum.verifier)
    assert read_key(str(quantum.verifier)) == quantum.verifier
    assert read_signing_key(quantum.secret_text) == quantum
    altered = note.Note(HEAD.replace("1000", "1001"), found.signatures[1:])
    with pytest.raises(Damage):
        note.verified(altered, [quantum.verifier])


def test_the_message_of_an_ml_dsa_cosignature_is_laid_out_as_specified() -> None:
    from goodstanding.record.cosignature import ml_dsa_message

    made = ml_dsa_message("w", HEAD, 5)
    assert made[:12] == b"subtree/v1\n\x00"
    assert made[12:14] == b"\x01w"
    assert made[14:22] == (5).to_bytes(8)
    assert made[22] == len(LOG.name)
    rest = made[23 + len(LOG.name) :]
    assert rest == (0).to_bytes(8) + (1000).to_bytes(8) + bytes(32)


def test_a_cosignature_is_only_over_a_checkpoint() -> None:
    witness = SigningKey("witness.example", WITNESS, bytes(32))
    with pytest.raises(Damage):
        note.sign(TEXT, [witness])
