"""A letter and the receipt of its entry prove each other; kept bytes that were changed are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from goodstanding.actions import checkpoints, receipts
from goodstanding.cli import main
from goodstanding.documents.letters.make import issue
from goodstanding.queries import checkpoints as signed
from goodstanding.queries.audit import check_record
from goodstanding.queries.letters import document
from goodstanding.queries.standing import Viewer, viewer
from tests.conftest import Cast
from tests.integration.test_letters import warned
from tests.integration.test_plan_pages import clock  # noqa: F401
from tests.signing import Near, new_signer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def near(cast: Cast, tmp_path: Path) -> Near:
    return Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now)))


@pytest.fixture
def folder(cast: Cast, near: Near, tmp_path: Path) -> Path:
    """A letter, its receipt, another receipt and the keys, as somebody took them home."""
    hedda: Viewer = viewer(cast.hedda, "Hedda", cast.day)
    about = warned(cast, appeal_until=cast.day)
    letter = issue(hedda, cast.eve, about, reason="", now=cast.now)
    made = tmp_path / "home"
    made.mkdir()
    for name, entry in (("receipt.json", letter), ("other.json", about)):
        taken = receipts.take(person=cast.eve, entry=entry, viewer=hedda, now=cast.now, signer=near)
        (made / name).write_text(taken.json)
    (made / "letter.pdf").write_bytes(document(hedda, cast.eve, letter))
    (made / "keys.txt").write_text(signed.key_file())
    return made


def said(folder: Path, capsys: pytest.CaptureFixture[str], *names: str) -> tuple[int, str]:
    code = main(["verify", *(str(folder / name) for name in names), "--key", str(folder / "keys.txt")])
    return code, capsys.readouterr().out


def test_the_receipt_shows_that_this_is_the_letter(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(folder, capsys, "letter.pdf", "receipt.json")
    assert code == 3  # whose signature it is stays open without the fingerprint
    assert "byte for byte, the document that the entry names" in text
    assert "WRONG" not in text


def test_another_letter_is_wrong(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "letter.pdf").write_bytes((folder / "letter.pdf").read_bytes() + b"\n")
    code, text = said(folder, capsys, "letter.pdf", "receipt.json")
    assert code == 4
    assert "None of the documents given is the one that the entry names" in text


def test_a_receipt_that_names_no_document_says_nothing_of_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "the entry by which it was issued" not in said(folder, capsys, "letter.pdf", "other.json")[1]


def test_kept_bytes_that_are_not_those_of_the_entry_are_named(folder: Path) -> None:
    assert check_record() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE store_letter SET document = %s", [b"another letter"])
    assert ["kept bytes" in str(problem) for problem in check_record()] == [True]
