from __future__ import annotations

import base64
import json
import string

import pytest

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64url, disclosure

SALT = bytes(range(32))


def encode(value: object) -> str:
    return encode_bytes(json.dumps(value).encode())


def encode_bytes(data: bytes) -> str:
    return base64url.encode(data)


def test_a_part_comes_back_as_it_was_written() -> None:
    made = disclosure.make("payload", {"words": "Ümläut", "n": 3}, SALT)
    assert disclosure.read(made) == (SALT, "payload", {"words": "Ümläut", "n": 3})


def test_parts_are_read_together_by_the_beginning_of_their_names() -> None:
    parts = [
        disclosure.make(name, [name, '"], ["'], SALT) for name in ("payload.a", "who", "payload.b", "pay")
    ]
    read = disclosure.read_values(parts, "payload.")
    assert read == [("payload.a", ["payload.a", '"], ["']), ("payload.b", ["payload.b", '"], ["'])]
    assert disclosure.read_values(parts, "when") == []


def test_a_part_that_holds_two_is_damage() -> None:
    two = encode_bytes(b'["' + base64url.encode(SALT).encode() + b'","payload.a",1],["payload.b",2]')
    with pytest.raises(Damage):
        disclosure.read_values([two], "payload.")


def test_the_digest_is_that_of_the_rfc_9901_example() -> None:
    # RFC 9901 section 4.2.3: the disclosure of the family name and its digest.
    example = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
    assert disclosure.digest(example) == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


def test_the_same_value_under_another_salt_has_another_digest() -> None:
    one = disclosure.make("who", "a", SALT)
    other = disclosure.make("who", "a", SALT[::-1])
    assert disclosure.digest(one) != disclosure.digest(other)


@pytest.mark.parametrize("salt", [b"", SALT[:31], SALT + b"x"])
def test_a_salt_of_another_length_is_never_written(salt: bytes) -> None:
    with pytest.raises(Bug, match="32 bytes"):
        disclosure.make("who", "a", salt)


@pytest.mark.parametrize("name", ["", "_sd", "..."])
def test_names_that_belong_to_the_format_are_refused(name: str) -> None:
    with pytest.raises(Bug, match="cannot name"):
        disclosure.make(name, "a", SALT)


SALT_TEXT = base64url.encode(SALT)


@pytest.mark.parametrize(
    "damaged",
    [
        encode({"salt": SALT_TEXT}),
        encode([SALT_TEXT, "who"]),
        encode([SALT_TEXT, "who", 1, 2]),
        encode([1, "who", 1]),
        encode([SALT_TEXT, 2, 1]),
        encode([SALT_TEXT, "", 1]),
        encode([SALT_TEXT, "_sd", 1]),
        encode([SALT_TEXT[:-1], "who", 1]),
        encode([SALT_TEXT + "=", "who", 1]),
        encode([SALT_TEXT, "who", 1.5]),
        encode([SALT_TEXT, "who", float("nan")]),
        base64url.encode(f'["{SALT_TEXT}","who",{{"a":1,"a":2}}]'.encode()),
        base64url.encode(b"not json"),
        base64url.encode(b"\xff\xfe"),
        base64url.encode(b"[" * 50_000),
        "",
        "a",
        "ä",
        "ab cd",
        "ab\ncd",
        "ab+d",
        "ab/d",
    ],
)
def test_what_could_not_have_been_written_is_damage(damaged: str) -> None:
    with pytest.raises(Damage):
        disclosure.read(damaged)


def test_padding_is_refused() -> None:
    made = disclosure.make("whom", "a", SALT)
    padded = base64.urlsafe_b64encode(base64url.decode(made)).decode()
    assert padded.endswith("=")
    with pytest.raises(Damage):
        disclosure.read(padded)


def test_every_second_spelling_of_the_last_character_is_refused() -> None:
    made = disclosure.make("whom", "a", SALT)
    spellings = [made[:-1] + last for last in string.ascii_letters + string.digits + "-_"]
    accepted = []
    for each in spellings:
        try:
            accepted.append(disclosure.read(each))
        except Damage:
            continue
    assert accepted == [disclosure.read(made)]
