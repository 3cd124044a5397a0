"""An export and the whole log, as the server writes them, verify alone; every damage is named where it is."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goodstanding.actions import checkpoints, entries
from goodstanding.actions.exchange import import_file
from goodstanding.cli import main
from goodstanding.documents.export import export_text
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.domain.errors import UserError
from goodstanding.queries import checkpoints as signed
from goodstanding.queries import log_export
from goodstanding.queries.standing import viewer
from goodstanding.record import key_file
from goodstanding.record.verification import Outcome, Report
from goodstanding.record.verification.exports import check_export
from goodstanding.record.verification.growth import Kept
from goodstanding.record.verification.logs import check_log
from goodstanding.store import models
from tests.conftest import Cast
from tests.signing import Near, new_signer, seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def near(cast: Cast, tmp_path: Path) -> Near:
    return Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now)))


def say(cast: Cast, words: str) -> None:
    payload = Feedback(tone="positive", behaviour=words)
    entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now)


def keys() -> tuple[key_file.KeyLine, ...]:
    return key_file.read(signed.key_file())


def whole(cast: Cast, *, since: int = 0) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(export_text(cast.eve, None, cast.now, since=since))
    return loaded


def check(data: dict[str, Any], other: Kept | None = None) -> Report:
    return check_export(json.dumps(data, ensure_ascii=False).encode(), keys(), other)


def sealed(cast: Cast, near: Near) -> dict[str, Any]:
    for number in range(3):
        say(cast, f"Answered every call, {number}")
        cast.later(1)
    seal(near, now=cast.now)
    return whole(cast)


def test_a_whole_export_is_proved_entry_for_entry(cast: Cast, near: Near) -> None:
    report = check(sealed(cast, near))
    assert [step.outcome for step in report.steps] == [Outcome.GOOD] * 6, report.steps


def test_what_a_reader_takes_along_is_proved_as_well(cast: Cast, near: Near) -> None:
    sealed(cast, near)
    data = json.loads(export_text(cast.eve, viewer(cast.eve, "", cast.day), cast.now))
    report = check(data)
    assert report.outcome is Outcome.GOOD, report.steps


def test_entries_newer_than_the_checkpoint_are_not_proved_yet(cast: Cast, near: Near) -> None:
    sealed(cast, near)
    say(cast, "Later")
    report = check(whole(cast))
    assert report.steps[5].outcome is Outcome.NOT_CHECKED
    assert "are newer than the checkpoint in this export" in report.steps[5].says
    assert report.wrong == ()


def test_before_anything_was_signed_nothing_is_proved_and_nothing_wrong(cast: Cast) -> None:
    say(cast, "Early")
    report = check_export(json.dumps(whole(cast)).encode(), [], None)
    assert report.outcome is Outcome.NOT_CHECKED
    assert report.wrong == ()


def test_an_export_of_the_first_version_is_still_checked_and_still_brought_in(cast: Cast, near: Near) -> None:
    data = first_version(sealed(cast, near))
    report = check(data)
    assert [step.outcome for step in report.steps[:4]] == [Outcome.GOOD] * 4
    assert report.wrong == ()
    with pytest.raises(UserError, match="not empty"):
        import_file(data=data, by=cast.admin, now=cast.now)


def first_version(data: dict[str, Any]) -> dict[str, Any]:
    old = copy.deepcopy(data) | {"version": 1}
    del old["checkpoint"], old["growth"]
    for entry in old["entries"]:
        del entry["record"]["leaf"], entry["record"]["proof"]
    return old


def test_an_export_continues_the_checkpoint_that_somebody_kept(cast: Cast, near: Near) -> None:
    say(cast, "First")
    size = seal(near, now=cast.now)
    kept = signed.current_text()
    sealed(cast, near)
    report = check(whole(cast, since=size), Kept(kept))
    assert report.outcome is Outcome.GOOD, report.steps
    assert f"The first {size} of the" in report.steps[6].says
    assert check(whole(cast), Kept(kept)).steps[6].outcome is Outcome.NOT_CHECKED


def entry(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["entries"][-1]
    return found


def flip(text: str, at: int = 7) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


def edit(change: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
    return change


def set_in(place: dict[str, Any], **values: Any) -> None:
    place.update(values)


DAMAGE: dict[str, tuple[Callable[[dict[str, Any]], Any], int, str]] = {
    "format": (lambda d: set_in(d, format="other"), 1, "the file"),
    "version": (lambda d: set_in(d, version=3), 1, "the file"),
    "no entries": (lambda d: d.pop("entries"), 1, "the file"),
    "leaf hash": (lambda d: set_in(entry(d)["record"], leaf_hash="0" * 64), 2, "entries, number"),
    "leaf": (lambda d: set_in(entry(d)["record"], leaf=flip(entry(d)["record"]["leaf"], 12)), 2, "entries"),
    "part altered": (
        lambda d: set_in(
            entry(d)["record"], disclosures=[flip(p, 70) for p in entry(d)["record"]["disclosures"]]
        ), 2, "entries",
    ),
    "no disclosures": (lambda d: entry(d)["record"].pop("disclosures"), 2, "entries"),
    "kind beside": (lambda d: set_in(entry(d), kind="warning"), 3, "type"),
    "author beside": (lambda d: set_in(entry(d), author=d["person"]["id"]), 3, "who"),
    "day beside": (lambda d: set_in(entry(d), happened="2020-01-01"), 3, "when"),
    "visibility beside": (lambda d: set_in(entry(d), visibility="counsel"), 3, "type"),
    "words beside": (lambda d: set_in(entry(d)["payload"], behaviour="Was rude"), 3, "payload.behaviour"),
    "words added": (lambda d: set_in(entry(d)["payload"], more="x"), 3, "payload.more"),
    "another person": (lambda d: set_in(d["person"], id="0" * 8), 3, "who"),
    "entry taken out": (lambda d: d["entries"].pop(-2), 4, "chain shared"),
    "entry twice": (lambda d: d["entries"].append(entry(d)), 4, "chain shared"),
    "order": (lambda d: d["entries"].reverse(), 4, "chain shared"),
    "number beside": (lambda d: set_in(entry(d), seq=99), 4, "seq"),
    "checkpoint": (lambda d: set_in(d, checkpoint=flip(d["checkpoint"])), 5, "checkpoint"),
    "checkpoint no text": (lambda d: set_in(d, checkpoint=7), 5, "checkpoint"),
    "place": (lambda d: set_in(entry(d)["record"], index=0), 6, "record.proof"),
    "place no number": (lambda d: set_in(entry(d)["record"], index="0"), 6, "record"),
    "path": (lambda d: set_in(entry(d)["record"], proof=entry(d)["record"]["proof"][1:]), 6, "record.proof"),
    "path no hash": (lambda d: set_in(entry(d)["record"], proof=["AA=="]), 6, "record"),
}  # fmt: skip


def test_every_damage_to_an_export_is_named_with_its_step_and_its_place(cast: Cast, near: Near) -> None:
    data = sealed(cast, near)
    for name, (damage, step, where) in DAMAGE.items():
        damaged = copy.deepcopy(data)
        damage(damaged)
        report = check(damaged)
        assert report.outcome is Outcome.WRONG, name
        assert report.wrong[0].number == step, (name, report.wrong)
        assert where in report.wrong[0].where, (name, report.wrong[0])


def test_a_tail_cut_off_an_export_is_no_lie_and_is_said(cast: Cast, near: Near) -> None:
    data = sealed(cast, near)
    data["entries"].pop()
    report = check(data)
    assert report.outcome is Outcome.GOOD
    assert "What came after the last one, this file cannot show." in report.steps[3].says


def test_the_whole_log_is_written_and_computed_anew(cast: Cast, near: Near, tmp_path: Path) -> None:
    sealed(cast, near)
    say(cast, "After the checkpoint")
    files = dict(log_export.files())
    report = check_log(files.get, keys())
    assert report.outcome is Outcome.GOOD, report.steps
    size = models.LogHead.objects.get(id=1).size
    assert f"with {size - 1} entries" in report.steps[0].says
    assert b"Answered" not in b"".join(files.values())


def test_nothing_is_given_away_before_it_was_signed(cast: Cast) -> None:
    with pytest.raises(UserError, match="Nothing of the record was signed yet"):
        log_export.files()


def test_the_command_asks_for_a_person_or_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["12"], ["12", "--as", "a@example.org", "--log", "x"]):
        with pytest.raises(SystemExit) as stopped:
            main(["export", *words])
        assert stopped.value.code == 2
