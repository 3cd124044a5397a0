"""The signer that `serve` starts beside itself: its first key, and what happens when its keys are gone."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from goodstanding.actions import checkpoints, signing
from goodstanding.domain.errors import UserError
from goodstanding.signing.signer import Signer
from tests.conftest import Cast
from tests.signing import Near, seal


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR, settings.SIGNER = tmp_path, ""
    return tmp_path / "signer"


def test_the_first_start_makes_the_first_key_and_the_next_leaves_it(cast: Cast, folder: Path) -> None:
    signing.prepare(now=cast.now)
    origin = checkpoints.name_log(now=cast.now)
    keys = Signer(folder).status(origin).key_file
    signing.prepare(now=cast.now)
    assert Signer(folder).status(origin).key_file == keys


def test_keys_that_are_gone_are_never_replaced_in_silence(cast: Cast, folder: Path) -> None:
    signing.prepare(now=cast.now)
    seal(Near(Signer(folder)), now=cast.now)
    shutil.rmtree(folder)
    with pytest.raises(UserError, match="Bring the folder back"):
        signing.prepare(now=cast.now)
    assert not folder.exists()


@pytest.mark.parametrize("setting", ["/run/goodstanding-signer/socket", "off"])
def test_nothing_is_made_where_somebody_else_signs_or_nobody(
    cast: Cast, folder: Path, settings: Any, setting: str
) -> None:
    settings.SIGNER = setting
    signing.prepare(now=cast.now)
    assert signing.own_folder() is None
    assert not folder.exists()


def test_a_name_that_was_set_is_kept(cast: Cast, settings: Any) -> None:
    settings.LOG_NAME = "pips.example.org/record"
    assert checkpoints.name_log(now=cast.now) == "pips.example.org/record"
    settings.LOG_NAME = "another.example.org"
    assert checkpoints.name_log(now=cast.now) == "pips.example.org/record"


def test_signing_that_is_switched_off_is_said_in_words(cast: Cast, settings: Any) -> None:
    settings.SIGNER = "off"
    assert not checkpoints.make_due(now=cast.now)
    with pytest.raises(checkpoints.SignerAway, match="switched off"):
        checkpoints.make(now=cast.now)
