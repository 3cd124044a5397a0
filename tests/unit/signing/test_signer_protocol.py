from __future__ import annotations

import json
import random
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from goodstanding.domain.errors import UserError
from goodstanding.signing.client import SignerAway, SignerClient, SignerRefuses
from goodstanding.signing.protocol import LONGEST, Malformed, read_request
from goodstanding.signing.server import SignerServer, answer
from tests.signing import ORIGIN, Tree, new_signer, serving


def test_a_request_says_the_same_after_it_was_read() -> None:
    ask = Tree.of(9).ask(4)
    assert read_request(ask.line()) == ask


def test_a_socket_signs_and_refuses(tmp_path: Path) -> None:
    tree = Tree.of(12)
    with serving(new_signer(tmp_path / "signer"), tmp_path / "s") as client:
        assert client.sign(tree.ask(0, 8)).startswith(ORIGIN)
        status = client.status(ORIGIN)
        assert (status.size, status.root) == (8, tree.root(8))
        assert len(status.statements) == 1
        assert status.key_file.startswith(ORIGIN)
        with pytest.raises(SignerRefuses) as refusal:
            client.sign(tree.ask(0, 3))
        assert (refusal.value.kind, refusal.value.size) == ("shrunk", 8)


def test_only_its_owner_may_use_the_socket(tmp_path: Path) -> None:
    with serving(new_signer(tmp_path / "signer"), tmp_path / "s") as client:
        assert client.path.stat().st_mode & 0o777 == 0o600


def test_a_signer_that_is_away_is_said_to_be_away(tmp_path: Path) -> None:
    with pytest.raises(SignerAway, match="does not answer"):
        SignerClient(tmp_path / "nothing").status(ORIGIN)


def test_a_second_signer_on_the_same_socket_is_refused_and_one_that_died_is_replaced(tmp_path: Path) -> None:
    signer = new_signer(tmp_path / "signer")
    with serving(signer, tmp_path / "s"), pytest.raises(UserError, match="already"):
        SignerServer(tmp_path / "s", signer)
    with serving(signer, tmp_path / "s") as client:  # the socket of the first one is still there
        assert client.status(ORIGIN).size == 0


def test_many_at_once_never_get_two_histories_signed(tmp_path: Path) -> None:
    """Each thread wants its own continuation of the same ten leaves: one of them gets it."""
    base = Tree.of(10)
    with serving(new_signer(tmp_path / "signer"), tmp_path / "s") as client:
        client.sign(base.ask(0))

        def want(number: int) -> bool:
            mine = Tree([*base.leaves, *Tree.of(3, seed=number).leaves])
            try:
                client.sign(mine.ask(10))
            except SignerRefuses:
                return False
            return True

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(want, range(100, 116))) == 1


MALFORMED = [
    b"", b"{}", b"[]", b"null", b'"sign"', b"\xff\xfe", b'{"do":"sign"}', b"[" * 60_000,
    b'{"do":"status"}', b'{"do":"status","origin":3}', b'{"do":"status","origin":"a","more":1}',
    b'{"do":"rotate","origin":"a"}', b'{"do":"status","origin":""}',
]  # fmt: skip


@pytest.mark.parametrize("line", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_no_request_is_refused(line: bytes) -> None:
    with pytest.raises(Malformed):
        read_request(line)


@pytest.mark.parametrize(
    ("field", "value"),
    [("old", -1), ("old", True), ("old", 1.0), ("old", "1"), ("size", 2**63), ("root", "00"),
     ("root", None), ("root", "A" * 64), ("proof", "x"), ("proof", ["00"]), ("proof", ["00" * 32] * 200),
     ("origin", "x" * 300)],
)  # fmt: skip
def test_a_request_with_one_wrong_field_is_refused(field: str, value: object) -> None:
    said = json.loads(Tree.of(5).ask(2).line())
    with pytest.raises(Malformed):
        read_request(json.dumps({**said, field: value}).encode())


def test_no_bytes_at_all_make_the_signer_fail_or_sign(tmp_path: Path) -> None:
    signer, chance = new_signer(tmp_path), random.Random(3)
    good = Tree.of(5).ask(0, 5).line()
    for _ in range(300):
        spoiled = bytearray(good)
        spoiled[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        said = answer(signer, bytes(spoiled))
        assert "refused" in said or "ok" in said
    assert answer(signer, b"x" * (LONGEST + 1))["kind"] == "malformed"


def test_a_silent_caller_keeps_nobody_waiting(tmp_path: Path) -> None:
    with (
        serving(new_signer(tmp_path / "signer"), tmp_path / "s") as client,
        socket.socket(socket.AF_UNIX) as silent,
    ):
        silent.connect(str(client.path))
        assert client.status(ORIGIN).size == 0
