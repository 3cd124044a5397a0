"""`goodstanding verify`: what it prints, what it exits with, and that nothing makes it stumble."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from goodstanding.cli import main
from goodstanding.documents.dossier.bundle import bundle
from goodstanding.record.verification.logs import files_of_log
from tests.conftest import MONDAY, at
from tests.logs import WORDS, Log

LOG = Log.of(300)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "keys.txt").write_text(LOG.key_text)
    (tmp_path / "receipt-8.json").write_text(LOG.receipt(7).text)
    (tmp_path / "old.json").write_text(LOG.receipt(7, 9).text)
    (tmp_path / "growth.txt").write_text(LOG.growth(9).text)
    (tmp_path / "letter.txt").write_text(LOG.signed(9))
    return tmp_path


def write_log(folder: Path) -> Path:
    for name, data in files_of_log(LOG.leaves, len(LOG.leaves), LOG.signed()):
        (folder / "log" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "log" / name).write_bytes(data)
    return folder / "log"


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    code = main(["verify", *map(str, words)])
    caught = capsys.readouterr()
    return code, caught.out + caught.err


def test_a_receipt_is_proved_with_the_key_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, folder / "receipt-8.json", "--key", folder / "keys.txt")
    assert code == 0
    assert "Result: proved." in said
    assert f"payload.facts: {WORDS} Entry 7." in said


def test_without_the_key_file_it_is_not_proved_yet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, folder / "receipt-8.json")
    assert code == 3
    assert "not proved yet" in said
    assert "has to be compared with one that others hold" in said


def test_an_old_receipt_is_held_against_the_log_of_today(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (folder / "old.json", "--key", folder / "keys.txt", "--checkpoint", folder / "growth.txt")
    code, said = run(capsys, *words)
    assert code == 0
    assert "The first 9 of the 300 entries" in said
    code, said = run(capsys, folder / "receipt-8.json", *words[1:], "--checkpoint", folder / "letter.txt")
    assert code == 0


def test_a_folder_and_an_archive_are_verified_whole(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, folder, "--key", folder / "keys.txt", "--brief")
    assert code == 0
    assert "4 things verified: 4 proved" in said
    assert "Passed over" in said
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.write(folder / "receipt-8.json", "receipt-8.json")
        archive.writestr("receipt-9.json", LOG.receipt(8).text.replace("T17", "T18"))
    code, said = run(capsys, folder / "all.zip", "--key", folder / "keys.txt", "--format", "json")
    assert code == 4
    found = json.loads(said)
    assert [each["outcome"] for each in found["verified"]] == ["good", "wrong"]
    assert found["verified"][1]["file"] == "all.zip/receipt-9.json"


def test_a_proof_beside_its_receipt_is_no_second_thing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in the archive of somebody's receipts: each with its proof as a file of its own."""
    receipt = json.loads(LOG.receipt(7).text)
    with zipfile.ZipFile(folder / "mine.zip", "w") as archive:
        archive.writestr("receipt-8.json", LOG.receipt(7).text)
        archive.writestr("receipt-8.tlog-proof", receipt["proof"])
    code, said = run(capsys, folder / "mine.zip", "--key", folder / "keys.txt", "--brief")
    assert code == 0
    assert "Result: proved." in said
    assert "not proved yet" not in said
    with zipfile.ZipFile(folder / "stray.zip", "w") as archive:
        archive.writestr("receipt-8.json", LOG.receipt(7).text)
        archive.writestr("receipt-8.tlog-proof", json.loads(LOG.receipt(8).text)["proof"])
    assert run(capsys, folder / "stray.zip", "--key", folder / "keys.txt")[0] == 3


def test_a_whole_log_is_computed_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = write_log(folder)
    words = (log, "--key", folder / "keys.txt", "--checkpoint", folder / "letter.txt")
    assert run(capsys, *words)[0] == 0
    bundle_path = log / "tile/entries/001.p/44"
    whole = bundle_path.read_bytes()
    for damaged, step in ((whole[:-1], 3), (whole.replace(b"T10", b"T11", 1), 4)):
        bundle_path.write_bytes(damaged)
        code, said = run(capsys, *words, "--format", "json")
        assert code == 4
        wrong = [
            each["number"] for each in json.loads(said)["verified"][0]["steps"] if each["outcome"] == "wrong"
        ]
        assert wrong[0] == step
    bundle_path.unlink()
    code, said = run(capsys, *words)
    assert "missing" in said
    assert "tile/entries/001.p/44" in said


def test_a_log_that_was_cut_or_rewritten_does_not_hold_the_checkpoint_that_was_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Log.of(5)
    other.add("rewritten")
    for size, said in ((6, "fewer than there were"), (12, "the log was rewritten")):
        while len(other.leaves) < size:
            other.add("more")
        for name, data in files_of_log(other.leaves, size, other.signed()):
            (folder / "other" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "other" / name).write_bytes(data)
        code, words = run(
            capsys, folder / "other", "--key", folder / "keys.txt", "--checkpoint", folder / "letter.txt"
        )
        assert code == 4
        assert said in " ".join(words.split())


def test_the_files_of_a_dossier_are_those_of_its_list(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bundle({"note.txt": b"words"}, title="Eve", now=at(MONDAY))
    (folder / "dossier.zip").write_bytes(data)
    assert run(capsys, folder / "dossier.zip")[0] == 0
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"Words" if name == "note.txt" else old.read(name))
    (folder / "dossier.zip").write_bytes(made.getvalue())
    code, said = run(capsys, folder / "dossier.zip")
    assert code == 4
    assert "note.txt" in said


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty", b"", 4),
        ("x.json", b"{", 4),
        ("x.json", b"[" * 200_000, 4),
        ("x.json", b'{"format":"goodstanding.file"', 4),
        (
            "x.json",
            b'{"format": "goodstanding.file", "version": 1, "person": {}, "exported": {}, "entries": [[]]}',
            4,
        ),
        ("x.json", b'{"format": "good-standing-dossier", "files": [1]}', 4),
        ("x.zip", b"PK\x03\x04 and nothing", 3),
        ("x.pdf", b"%PDF-1.7", 4),
        ("x.tlog-proof", b"c2sp.org/tlog-proof@v1\n", 3),
        ("x.txt", b"old 1\n", 4),
        ("x.txt", "a\n1\nb\n\n— c d\n".encode(), 4),
        ("x.bin", bytes(range(256)), 4),
    ],
)
def test_other_files_are_named_for_what_they_are_and_never_end_in_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, code: int
) -> None:
    (tmp_path / "keys.txt").write_text(LOG.key_text)
    (tmp_path / name).write_bytes(data)
    assert run(capsys, tmp_path / name, "--key", tmp_path / "keys.txt")[0] == code


def test_a_key_file_or_a_path_that_is_none_is_the_users_to_put_right(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (
        (folder / "nowhere",), (Path("a" * 5000),), (folder / "receipt-8.json", "--key", folder / "nowhere"),
        (folder / "receipt-8.json", "--key", folder / "letter.txt"), (Path("/dev/null"),),
        (folder / "receipt-8.json", "--checkpoint", folder / "nowhere"),
    ):  # fmt: skip
        code, said = run(capsys, *words)
        assert code == 3
        assert said.startswith("goodstanding: ")


def test_words_in_a_receipt_cannot_steer_the_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Log("evil.example")
    log.add("\x1b[2J\u202egood")
    (folder / "evil.json").write_text(log.receipt(0).text)
    (folder / "evil.txt").write_text(log.key_text)
    code, said = run(capsys, folder / "evil.json", "--key", folder / "evil.txt")
    assert code == 0
    assert "\x1b" not in said
    assert "\\u001b[2J\\u202egood" in said


def test_verifying_loads_neither_the_framework_nor_a_database() -> None:
    said = subprocess.run(
        [
            sys.executable, "-c",
            "import sys; from goodstanding.cli import main; main(['verify', '/nowhere']);"
            "from goodstanding.documents.verification import verify;"
            "print([m for m in ('django', 'pydantic', 'sqlite3', 'numpy', 'socket') if m in sys.modules])",
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "[]"


def test_a_part_withheld_is_said_and_does_no_harm(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = LOG.receipt(7)
    (folder / "less.json").write_text(replace(given, disclosures=given.disclosures[:2]).text)
    code, said = run(capsys, folder / "less.json", "--key", folder / "keys.txt")
    assert code == 0
    assert "3 more of its parts are not shown" in " ".join(said.split())
