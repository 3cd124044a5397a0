from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from goodstanding.actions.own import journal
from goodstanding.actions.own.house import House
from goodstanding.domain.errors import Conflict, Damage, NotNow, UserError
from goodstanding.domain.own.entries import Note
from goodstanding.vault import container, content, disk
from goodstanding.vault.vault import Vault, check_copy

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
TODAY = date(2026, 11, 25)
CHEAP = (4, 8, 1)
WORDS = "a passphrase of words"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setattr(container.new_key, "__kwdefaults__", {"cost": CHEAP})
    made = Vault(tmp_path / "own.gsme")
    made.create(WORDS, uuid.uuid4())
    return made


def write(vault: Vault, words: str) -> None:
    journal.record(vault=vault, payload=Note(words=words), now=NOW, today=TODAY)


def test_what_was_sealed_opens_with_its_passphrase_alone() -> None:
    key = container.new_key(WORDS, cost=CHEAP)
    sealed = container.seal(b"words", key)
    assert container.unseal(sealed, container.key_of(sealed, WORDS)) == b"words"
    with pytest.raises(UserError):
        container.unseal(sealed, container.key_of(sealed, WORDS + " "))


def test_an_accent_typed_on_another_keyboard_is_the_same_accent() -> None:
    sealed = container.seal(b"words", container.new_key("caf\u00e9 au lait", cost=CHEAP))
    assert container.unseal(sealed, container.key_of(sealed, "cafe\u0301 au lait")) == b"words"


def test_no_byte_can_be_changed_or_cut_off() -> None:
    sealed = container.seal(b"words", container.new_key(WORDS, cost=CHEAP))
    places = [0, 7, 12, 30, len(sealed) // 2, len(sealed) - 1]
    changed = [sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :] for at in places]
    for wrong in [*changed, sealed[:-1], sealed[:40], b""]:
        with pytest.raises((UserError, Damage)):
            container.unseal(wrong, container.key_of(wrong, WORDS))


def test_a_header_that_asks_for_all_memory_is_refused_before_it_is_obeyed() -> None:
    sealed = bytearray(container.seal(b"words", container.new_key(WORDS, cost=CHEAP)))
    sealed[len(container.MAGIC)] = 40
    with pytest.raises(Damage):
        container.key_of(bytes(sealed), WORDS)


def test_the_size_does_not_tell_how_long_the_last_note_was() -> None:
    key = container.new_key(WORDS, cost=CHEAP)
    assert len(container.seal(b"", key)) == len(container.seal(b"x" * 4000, key))


def test_what_was_written_is_there_after_locking_and_opening(vault: Vault) -> None:
    write(vault, "first")
    write(vault, "second")
    vault.lock()
    with pytest.raises(NotNow):
        _ = vault.content
    vault.unlock(WORDS)
    assert [e.payload.words for e in vault.content.entries] == ["first", "second"]


def test_an_entry_left_out_changed_or_moved_is_noticed(vault: Vault) -> None:
    for words in ("one", "two", "three"):
        write(vault, words)
    whole = json.loads(content.to_bytes(vault.content))
    left_out = {**whole, "entries": [whole["entries"][0], whole["entries"][2]]}
    moved = {**whole, "entries": [whole["entries"][1], whole["entries"][0], whole["entries"][2]]}
    other = [d for d in whole["entries"][1] if not d.startswith("x")]
    taken = {**whole, "entries": [whole["entries"][0], other[:-1], whole["entries"][2]]}
    for wrong in (left_out, moved, taken):
        with pytest.raises(Damage):
            content.from_bytes(json.dumps(wrong).encode())
    assert content.from_bytes(json.dumps(whole).encode()) == replace(vault.content)


def test_a_file_that_another_program_changed_is_not_overwritten(vault: Vault) -> None:
    other = Vault(vault.path)
    other.unlock(WORDS)
    write(other, "from another window")
    with pytest.raises(Conflict):
        write(vault, "from this one")
    assert [e.payload.words for e in check_copy(disk.read(vault.path), WORDS).entries] == [
        "from another window"
    ]


def test_a_disk_that_takes_nothing_leaves_the_old_file_and_the_old_state(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(vault, "kept")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("goodstanding.vault.disk.os.fsync", full)
    with pytest.raises(UserError, match="Nothing was saved"):
        write(vault, "lost")
    monkeypatch.undo()
    assert [e.payload.words for e in vault.content.entries] == ["kept"]
    vault.unlock(WORDS)
    assert len(vault.content.entries) == 1


def test_two_windows_that_write_at_once_both_keep_their_words(vault: Vault) -> None:
    from goodstanding.actions.own._write import writing

    with writing(vault, now=NOW, today=TODAY) as one:
        one.say(Note(words="one"))
        write(vault, "two")
    assert [e.payload.words for e in vault.content.entries] == ["two", "one"]
    assert content.from_bytes(content.to_bytes(vault.content)) == vault.content


def test_a_new_passphrase_opens_the_file_and_the_old_one_does_not(vault: Vault) -> None:
    write(vault, "kept")
    with pytest.raises(UserError):
        vault.change_passphrase("not the old one", "another few words")
    vault.change_passphrase(WORDS, "another few words")
    with pytest.raises(UserError):
        vault.unlock(WORDS)
    vault.unlock("another few words")
    assert len(vault.content.entries) == 1


def test_the_lock_falls_when_nobody_is_there_and_not_before(vault: Vault) -> None:
    house = House(vault, port=1, idle_seconds=3600)
    assert not house.lock_if_idle()
    house.idle_seconds = 0
    assert house.lock_if_idle()
    assert not vault.unlocked
    assert not house.lock_if_idle()
