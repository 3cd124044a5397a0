"""What a person downloads to check receipts alone is what is tested, and it works on receipts of ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from goodstanding.actions import checkpoints, entries, receipts
from goodstanding.cli import main
from goodstanding.documents.verification import tools
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.queries import checkpoints as signed
from goodstanding.queries.standing import viewer
from tests.conftest import Cast
from tests.signing import Near, new_signer

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(cast: Cast, tmp_path: Path) -> Path:
    """Eve's receipt as she downloads it, and the keys."""
    near = Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now)))
    payload = Feedback(tone="positive", behaviour="Stayed late for the migration – “gern”")
    entry = entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now)
    reader = viewer(cast.eve, "", cast.day)
    document = receipts.take(person=cast.eve, entry=entry.id, viewer=reader, now=cast.now, signer=near)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / document.name).write_text(document.json)
    (mine / "keys.txt").write_text(signed.key_file())
    return mine


def test_the_page_and_the_program_are_given_to_anybody(client: Client) -> None:
    for address, text in (("/verify.html", tools.page()), ("/verify_receipt.py", tools.verifier())):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.content.decode() == text
        assert "attachment" in answer["Content-Disposition"]


def test_a_receipt_of_the_server_is_proved_by_the_command_and_by_the_program(folder: Path) -> None:
    receipt = next(folder.glob("receipt-*.json"))
    keys = folder / "keys.txt"
    assert main(["verify", str(receipt), "--key", str(keys)]) == 0
    assert main(["verify", str(folder), "--key", str(keys)]) == 0
    words = [sys.executable, str(tools.VERIFIER), str(receipt), str(keys)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Stayed late for the migration" in done.stdout
