"""The verifier for people without this program: short, alone, and of one mind with the program."""

from __future__ import annotations

import ast
import importlib.util
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from goodstanding.documents.verification import tools
from goodstanding.record import key_file, proof
from goodstanding.record.keys import ED25519, SigningKey
from goodstanding.record.verification import Outcome, check_receipt
from goodstanding.record.verification.growth import Kept, read_kept
from tests.logs import Log, seed
from tests.unit.record.test_record_verification import GOOD, LOG, WRONG, flipped

MOST_LINES = 110
SOURCE = tools.verifier()


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_receipt_alone", tools.VERIFIER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ALONE = load()
REFUSALS = (
    ValueError, TypeError, LookupError, AttributeError, OSError, RecursionError, ALONE.Forged,
)  # fmt: skip


def proves(data: bytes, keys: str, kept: str | None = None) -> bool:
    try:
        ALONE.main(data.decode(), keys, kept)
    except REFUSALS:
        return False
    return True


def test_it_has_at_most_110_lines_that_are_not_blank() -> None:
    assert sum(bool(line.strip()) for line in SOURCE.splitlines()) <= MOST_LINES
    assert max(len(line) for line in SOURCE.splitlines()) <= 110


def test_it_needs_the_standard_library_and_cryptography_alone() -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}


def test_it_is_run_by_hand_and_says_what_it_proved(tmp_path: Path) -> None:
    (tmp_path / "keys.txt").write_text(LOG.key_text)
    (tmp_path / "r.json").write_text(LOG.receipt(7, 9).text)
    (tmp_path / "growth.txt").write_text(LOG.growth(9).text)
    for names, code, said in (
        (("r.json", "keys.txt", "growth.txt"), 0, "Proved."),
        (("r.json", "r.json"), 1, "NOT PROVED"),
        (("keys.txt", "keys.txt"), 1, "NOT PROVED"),
        (("nothing", "keys.txt"), 1, "NOT PROVED"),
        ((), 1, "NOT PROVED"),
    ):
        words = [sys.executable, tools.VERIFIER, *(tmp_path / name for name in names)]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == code
        assert said in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", WRONG)
def test_it_refuses_what_the_program_refuses(name: str) -> None:
    assert not proves(WRONG[name][0]().text.encode(), LOG.key_text)


def test_it_agrees_on_every_kind_of_bit_flip_of_a_receipt(capsys: pytest.CaptureFixture[str]) -> None:
    data = replace(GOOD, disclosures=GOOD.disclosures[-1:]).text.encode()
    assert proves(data, LOG.key_text)
    accepted = [bit for bit in range(len(data) * 8) if proves(flipped(data, bit), LOG.key_text)]
    assert accepted == []


def test_it_agrees_on_entries_and_sizes_drawn_at_random(capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(6)
    log = Log.of(150)
    for _ in range(150):
        old = chance.randint(1, 149)
        new = chance.randint(old, 150)
        given = log.receipt(chance.randrange(old), old)
        grown = log.growth(old, new).text
        both = [given.text.encode(), given.text.replace("index ", "index 1").encode()]
        for data in both:
            report = check_receipt(data, log.keys, read_kept(grown.encode()))
            assert proves(data, log.key_text, grown) is (report.outcome is Outcome.GOOD)
        assert proves(both[0], log.key_text, grown)
        wrong = log.growth(chance.randint(1, new), new).text
        report = check_receipt(both[0], log.keys, read_kept(wrong.encode()))
        assert proves(both[0], log.key_text, wrong) is (report.outcome is Outcome.GOOD)


def test_it_reads_the_ranges_of_the_key_file() -> None:
    log = Log.of(30)
    new = SigningKey(log.name, ED25519, seed("new"))
    keys = key_file.write(
        [key_file.KeyLine(log.key.verifier, 0, 20), key_file.KeyLine(new.verifier, 21, None, "now")]
    )
    for size, good in ((20, True), (21, False)):
        data = log.receipt(7, size).text.encode()
        assert proves(data, "# keys\n\n" + keys) is good
        assert (check_receipt(data, key_file.read(keys)).outcome is Outcome.GOOD) is good


def test_it_tells_a_rewritten_log_and_a_kept_checkpoint() -> None:
    other = Log.of(3)
    for at in range(18):
        other.add(f"rewritten {at}")
    old = LOG.receipt(7, 9).text.encode()
    assert not proves(old, LOG.key_text, other.growth(9).text)
    assert not proves(GOOD.text.encode(), LOG.key_text, other.signed())
    assert proves(GOOD.text.encode(), LOG.key_text, LOG.signed())
    assert not proves(old, LOG.key_text, LOG.signed())
    report = check_receipt(old, LOG.keys, Kept(LOG.signed()))
    assert report.outcome is Outcome.NOT_CHECKED


def test_it_refuses_an_extra_line_and_a_file_that_was_saved_anew() -> None:
    extra = replace(proof.read(GOOD.proof), extra=b"x").text
    assert not proves(replace(GOOD, proof=extra).text.encode(), LOG.key_text)
    said = GOOD.text
    for text in (said + "\n", said.replace("\n", "\r\n"), said.replace("—", "\\u2014")):
        assert not proves(text.encode(), LOG.key_text)


EVIL = (
    '["SALT","a",1.5]', '["SALT","a",1.0]', '["SALT","a", 1]', '["SALT","a",{"b":1,"b":2}]', '["SALT","",1]',
    '["SALT","a","\\ud800"]', '["short","a",1]', '["SALT","_sd",1]', '["SALT","a"]', '{"a":1}',
    '["SALT",1,1]',
    '["SALT","a",{"c":1,"b":2}]', "nonsense", '["SALT","when",{}]', '["SALT","when",1]',
)  # fmt: skip


@pytest.mark.parametrize("raw", EVIL)
def test_a_log_that_commits_to_parts_of_another_form_is_refused_by_both(raw: str) -> None:
    from goodstanding.record import base64url

    log = Log("evil.example")
    written = base64url.encode(raw.replace("SALT", base64url.encode(bytes(32))).encode())
    data = log.evil(written).text.encode()
    assert not proves(data, log.key_text)
    assert check_receipt(data, log.keys).outcome is Outcome.WRONG
