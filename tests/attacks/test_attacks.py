"""Fifteen attacks, two powers, four observers: played on a real record, held against the published table."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction

from goodstanding.actions import entries
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.domain.errors import Damage
from goodstanding.queries import checkpoints, receipt_check, receipts
from goodstanding.queries.audit import check_record
from goodstanding.record import key_file, leaf, merkle, note, receipt
from goodstanding.record import proof as proofs_text
from goodstanding.record.key_file import KeyLine
from goodstanding.record.keys import SigningKey
from goodstanding.record.verification import Outcome
from goodstanding.signing.client import SignerRefuses
from goodstanding.store import models, proofs
from tests.attacks import forgery
from tests.attacks.table import ATTACKS, OBSERVERS, POWERS, TEXT, Attack, Scene, document
from tests.conftest import Cast
from tests.signing import Near, new_signer, seal

pytestmark = pytest.mark.xdist_group("attacks")  # one process plays them all, and so has the whole table


@dataclass
class Stage:
    scene: Scene
    near: Near
    folder: Path
    keys: tuple[KeyLine, ...]
    kept: checkpoints.Signed
    receipt: str
    cast: Cast


@pytest.fixture
def stage(cast: Cast, tmp_path: Path) -> Stage:
    from goodstanding.actions.checkpoints import name_log

    folder = tmp_path / "signer"
    near = Near(new_signer(folder, name_log(now=cast.now)))
    seal(near, now=cast.now)
    indexes = []
    for number in range(6):
        cast.later(1)
        payload = Feedback(tone="positive", behaviour=f"Answered every call, {number}")
        about = cast.olga if number == 4 else cast.eve
        by = cast.mike if number == 4 else cast.mara
        entries.record(person=about, payload=payload, by=by, now=cast.now)
        indexes.append(models.LogHead.objects.get(id=1).size - 1)
    seal(near, now=cast.now)
    kept = checkpoints.latest()
    assert kept is not None
    scene = Scene(
        mine=indexes[1], target=indexes[3], later=indexes[4], other_person=cast.olga, kept=kept.size,
        began=cast.now,
    )  # fmt: skip
    held = receipts.documents([scene.mine], kept)[0].json
    for number in range(2):
        cast.later(1)
        payload = Feedback(tone="positive", behaviour=f"Afterwards, {number}")
        entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now)
    seal(near, now=cast.now)
    cast.later(1)
    forgery.lift_triggers()
    return Stage(scene, near, folder, key_file.read(checkpoints.key_file()), kept, held, cast)


def attacked(stage: Stage, attack: Attack, power: str) -> None:
    forgery.write(attack.change(forgery.read(), stage.scene))
    if power == "key":
        forgery.sign_anew(stage.folder, now=stage.cast.now)
    else:
        forgery.drop_contradicting_checkpoints()


def observed(stage: Stage) -> dict[str, bool]:
    """Whether each observer notices, now."""
    return {
        "check": bool(check_record()),
        "signer": _signer_refuses(stage),
        "receipt": not _own_entry_is_there(stage),
        "kept": not _continues(stage) or _claims_to_be_older(stage),
    }


def _signer_refuses(stage: Stage) -> bool:
    try:
        with transaction.atomic():
            seal(stage.near, now=stage.cast.now)
    except SignerRefuses:
        return True
    return False


def _newest(stage: Stage) -> tuple[int, bytes] | None:
    """Size and root of the newest checkpoint that the holder's own keys accept."""
    newest = checkpoints.latest()
    if newest is None:
        return None
    try:
        head = key_file.open_checkpoint(newest.text, stage.keys).checkpoint
    except Damage:
        return None
    return head.size, head.root


def _own_entry_is_there(stage: Stage) -> bool:
    given, signed = receipt.read(stage.receipt.encode()), _newest(stage)
    index = proofs_text.read(given.proof).index
    if signed is None or index >= signed[0]:
        return False
    path = _try(lambda: proofs.inclusion(index, signed[0]))
    return path is not None and merkle.verify_inclusion(
        leaf.leaf_hash(given.leaf), index, signed[0], path, signed[1]
    )


def _continues(stage: Stage) -> bool:
    signed = _newest(stage)
    if signed is None or signed[0] < stage.kept.size:
        return False
    path = _try(lambda: proofs.consistency(stage.kept.size, signed[0]))
    return path is not None and merkle.verify_consistency(
        stage.kept.size, signed[0], stage.kept.root, signed[1], path
    )


def _claims_to_be_older(stage: Stage) -> bool:
    """An entry that the kept checkpoint does not cover was written after it, whatever day it claims."""
    later = models.Leaf.objects.filter(idx__gte=stage.kept.size).values_list("data", flat=True)
    return any(leaf.parse(bytes(data)).ts < stage.kept.made for data in later)


def _try(make):  # type: ignore[no-untyped-def]
    try:
        return make()
    except Damage:  # the server has not the hashes that it would need
        return None


PLAYED: dict[tuple[str, str, str], bool] = {}
"""What was seen so far. Not a fixture: processes that share the tests end those between two of a group."""


@pytest.mark.parametrize("power", [key for key, _ in POWERS])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_whoever_kept_one_old_checkpoint_notices(stage: Stage, attack: Attack, power: str) -> None:
    assert observed(stage) == dict.fromkeys((key for key, _ in OBSERVERS), False)
    attacked(stage, attack, power)
    found = observed(stage)
    PLAYED.update({(attack.name, power, observer): noticed for observer, noticed in found.items()})
    assert found["kept"]
    if power == "database" and not attack.appends:
        assert found["signer"]


def test_the_published_table_is_what_was_played() -> None:
    if len(PLAYED) < len(ATTACKS) * len(POWERS) * len(OBSERVERS):
        pytest.skip("only some of the attacks were played in this process")
    if os.environ.get("ATTACKS_DOCUMENT"):
        TEXT.write_text(document(PLAYED))
    assert TEXT.read_text() == document(PLAYED), "write it anew: ATTACKS_DOCUMENT=1"


def test_the_page_where_receipts_are_checked_says_so_too(stage: Stage) -> None:
    refill = next(attack for attack in ATTACKS if attack.name.startswith("drop the newest and fill"))
    attacked(stage, refill, "key")
    checked = receipt_check.check(stage.receipt.encode())
    assert checked.outcome is Outcome.WRONG
    assert any("rewritten" in step.says for step in checked.report.wrong)


def test_a_checkpoint_by_a_key_of_the_forgers_own_counts_nowhere(stage: Stage) -> None:
    own = SigningKey(stage.kept.origin, 1, bytes(range(32)))
    forgery.sign_anew(stage.folder, now=stage.cast.now, key=own)
    assert _newest(stage) is None
    assert check_record()
    with pytest.raises(Damage):
        note.verified(note.read(checkpoints.current_text()), [line.key for line in stage.keys])
