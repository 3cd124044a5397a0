"""`goodstanding backup` before there is anything to back up."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodstanding.cli import main


def test_a_mistyped_data_folder_is_named_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mistyped = tmp_path / "not-here"
    assert main(["backup", str(tmp_path / "out.backup"), "--data", str(mistyped)]) == 3
    assert f"There is no data folder {mistyped}" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
