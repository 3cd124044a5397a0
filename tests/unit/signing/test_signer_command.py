"""The signer as the process that it is: it dies, it starts again, and its keeper's commands."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from goodstanding.cli import EXIT_USER, main
from goodstanding.record import key_file
from goodstanding.signing.client import SignerAway, SignerClient, SignerRefuses
from goodstanding.signing.signer import Signer
from tests.signing import ORIGIN, Tree

ROOT = Path(__file__).parents[3]


@contextmanager
def process(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`goodstanding signer serve`, once it answers."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    child = subprocess.Popen(
        [sys.executable, "-m", "goodstanding", "signer", "serve", "--folder", folder], env=environment
    )
    try:
        ends = time.monotonic() + 30
        while time.monotonic() < ends:
            try:
                SignerClient(folder / "socket").status(ORIGIN)
                break
            except SignerAway:
                assert child.poll() is None, "it ended by itself"
                time.sleep(0.05)
        yield child
    finally:
        child.kill()
        child.wait(10)


def begin(folder: Path, *more: str) -> None:
    assert main(["signer", "begin", "--folder", str(folder), "--log", ORIGIN, *more]) == 0


def test_a_signer_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    folder, tree = tmp_path / "signer", Tree.of(40)
    begin(folder)
    client = SignerClient(folder / "socket")
    with process(folder) as child:
        client.sign(tree.ask(0, 20))
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        with pytest.raises(SignerAway):
            client.status(ORIGIN)
    with process(folder):
        assert client.status(ORIGIN).size == 20
        with pytest.raises(SignerRefuses, match="fewer"):
            client.sign(tree.ask(0, 10))
        client.sign(tree.ask(20, 40))


def test_a_key_that_is_rotated_while_it_serves_signs_with_the_next_request(tmp_path: Path) -> None:
    folder, tree = tmp_path / "signer", Tree.of(40)
    begin(folder)
    client = SignerClient(folder / "socket")
    with process(folder):
        assert client.sign(tree.ask(0, 10)).count("\n— ") == 1
        assert main(["signer", "rotate", "--folder", str(folder), "--reason", "yearly"]) == 0
        assert client.sign(tree.ask(10, 20)).count("\n— ") == 2


def test_the_keepers_commands_say_what_they_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, tree = tmp_path / "signer", Tree.of(9)
    where = ["--folder", str(folder)]
    begin(folder)
    text = Signer(folder).sign(tree.ask(0))
    assert main(["signer", "status", *where]) == 0
    said = capsys.readouterr().out
    assert f"{ORIGIN}\nsigned last: 9 entries, root {tree.root().hex()}" in said
    old = key_file.read(Signer(folder).status(ORIGIN).key_file)[0].key.key_id.hex()
    assert main(["signer", "rotate", *where, "--reason", "yearly"]) == 0
    assert main(["signer", "retire", *where, "--key", old, "--reason", "known"]) == 0
    new = key_file.read(Signer(folder).status(ORIGIN).key_file)[1].key.key_id.hex()
    assert main(["signer", "revoke", *where, "--key", new, "--valid-to", "9", "--reason", "stolen"]) == 0
    assert "Publish this key file" in capsys.readouterr().out
    (folder / "state.json").unlink()
    assert main(["signer", "status", *where]) == EXIT_USER
    assert "does not know what it signed last" in capsys.readouterr().err
    (tmp_path / "newest.txt").write_text(text)
    resume = ["signer", "resume", *where, str(tmp_path / "newest.txt"), "--reason", "disk replaced"]
    assert main(resume) == 0
    assert "goes on from 9 entries" in capsys.readouterr().out


def test_a_folder_without_keys_says_how_to_begin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signer", "status", "--folder", str(tmp_path)]) == EXIT_USER
    assert "goodstanding signer begin" in capsys.readouterr().err


def test_a_log_without_a_name_is_not_begun(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["signer", "begin", "--folder", str(tmp_path)]) == EXIT_USER
    assert main(["signer", "begin", "--folder", str(tmp_path), "--log", "two words"]) == EXIT_USER
    assert "no spaces" in capsys.readouterr().err


def test_a_checkpoint_by_another_key_is_nothing_to_go_on_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    begin(ours)
    begin(theirs)
    text = Signer(theirs).sign(Tree.of(5).ask(0))
    (tmp_path / "c.txt").write_text(text)
    resume = ["signer", "resume", "--folder", str(ours), str(tmp_path / "c.txt"), "--reason", "a trick"]
    assert main(resume) == 4
    assert Signer(ours).status(ORIGIN).last.size == 0
