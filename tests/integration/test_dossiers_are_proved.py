"""A dossier's PDF: its signature, whose key it is, and the data in it, down to the log."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from goodstanding.actions import checkpoints, entries
from goodstanding.cli import main
from goodstanding.documents.dossier.make import dossier
from goodstanding.documents.verification import pdf
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.queries import checkpoints as signed
from goodstanding.queries.standing import viewer
from goodstanding.record.verification import Outcome
from tests.conftest import Cast
from tests.mutations import BY_BYTES
from tests.signing import Near, new_signer, seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(cast: Cast, tmp_path: Path, settings: object) -> Path:
    settings.DATA_DIR = tmp_path / "data"  # type: ignore[attr-defined]
    near = Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now)))
    payload = Feedback(tone="positive", behaviour="Answered every call")
    entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now)
    seal(near, now=cast.now)
    made = dossier(viewer(cast.eve, "", cast.day), cast.eve, now=cast.now)
    out = tmp_path / "out"
    out.mkdir()
    (out / "dossier.pdf").write_bytes(made.pdf)
    (out / "dossier.zip").write_bytes(made.zip(cast.now))
    (out / "keys.txt").write_text(signed.key_file())
    return out


def verified(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, list[str]]]:
    code = main(["verify", *words, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["verified"]
    return code, {each["file"]: [step["outcome"] for step in each["steps"]] for each in found}


def test_a_dossier_is_proved_down_to_the_log(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, keys = str(folder / "dossier.pdf"), str(folder / "keys.txt")
    code, found = verified(capsys, document, "--key", keys)
    assert code == 3, "nobody said whose key signs documents"
    assert found["dossier.pdf"] == ["good", "good", "not checked", "good"]
    assert found["dossier.pdf/file.json"] == ["good"] * 6
    report = pdf.check_pdf((folder / "dossier.pdf").read_bytes(), None)
    fingerprint = report.steps[2].says.split("(SHA-256) ")[1][:64]
    code, found = verified(capsys, document, "--key", keys, "--fingerprint", fingerprint.upper())
    assert code == 0
    code, found = verified(capsys, document, "--key", keys, "--fingerprint", "00" * 32)
    assert found["dossier.pdf"][2] == "wrong"
    assert code == 4
    code, found = verified(capsys, str(folder / "dossier.zip"), "--key", keys, "--fingerprint", fingerprint)
    assert code == 0
    assert {"manifest.json", "file.json", "dossier.pdf"} <= {name.rpartition("/")[2] for name in found}


def test_a_dossier_altered_anywhere_is_wrong_and_nothing_stumbles(folder: Path) -> None:
    data, chance = (folder / "dossier.pdf").read_bytes(), random.Random(3)
    for _ in range(60):
        altered = chance.choice(BY_BYTES)(data, chance)
        if altered == data:
            continue
        assert pdf.check_pdf(altered, None).outcome is Outcome.WRONG
        pdf.attached(altered)
