"""What the signer decides. Everything is read from its folder for each request and written before it answers,
so that a second process, a restart or a key changed meanwhile makes no difference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from goodstanding.domain.errors import UserError
from goodstanding.record import key_file, merkle, note
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.signing import disk, keys
from goodstanding.signing.keys import Key, Occasion
from goodstanding.signing.protocol import Ask


@dataclass(frozen=True, slots=True)
class Last:
    """What was signed last: nothing at size 0."""

    size: int = 0
    root: bytes = merkle.EMPTY_ROOT


class Refused(UserError):
    """Why nothing was signed. `kind`: unknown | stateless | shrunk | fork | stale | inconsistent."""

    def __init__(self, kind: str, why: str, last: Last | None = None) -> None:
        super().__init__(why)
        self.kind = kind
        self.last = last


@dataclass(frozen=True, slots=True)
class Vouched:
    """A checkpoint that one of this signer's own keys signed."""

    origin: str
    at: Last


@dataclass(frozen=True, slots=True)
class Status:
    origin: str
    last: Last
    key_file: str
    statements: tuple[str, ...]


class Signer:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def status(self, origin: str) -> Status:
        with disk.locked(self._there()):
            held = keys.of(keys.load(self.folder), origin)
            said = tuple(keys.statements(self.folder, origin))
            return Status(origin, self._last(origin), keys.public(held), said)

    def logs(self) -> list[str]:
        """The names of the logs for which there are keys."""
        return sorted({key.origin for key in keys.load(self._there())})

    def vouched(self, text: str) -> Vouched:
        """What a checkpoint says that one of the keys here signed; Damage if it is anything else."""
        with disk.locked(self._there()):
            held = keys.load(self.folder)
        found = key_file.open_checkpoint(text, [key.line for key in held]).checkpoint
        return Vouched(found.origin, Last(found.size, found.root))

    def sign(self, ask: Ask, *, time: int = 0) -> str:
        """The signed checkpoint; Refused if it does not continue what was signed last. `time`, in seconds
        since 1970, stands in the signatures whose kind carries one."""
        with disk.locked(self._there()):
            using = [key for key in keys.of(keys.load(self.folder), ask.origin) if key.signs]
            if not using:
                raise Refused("unknown", f"The signer has no key in use for {ask.origin}.")
            last = self._last(ask.origin)
            check(last, ask)
            if ask.size > last.size:
                self._remember(ask.origin, Last(ask.size, ask.root))
            text = Checkpoint(ask.origin, ask.size, ask.root).text
            return note.sign(text, [key.secret for key in using], time=time)

    def begin(self, origin: str, *, when: str, quantum: bool = False) -> None:
        """The first key of a log, and that nothing was signed yet. Refused where there is one."""
        disk.make_folder(self.folder)
        with disk.locked(self.folder):
            held = keys.load(self.folder) if (self.folder / "keys.json").exists() else []
            if keys.of(held, origin):
                raise UserError(f"There are keys for {origin} already in {self.folder}.")
            made = [keys.new_key(origin, 0)] + ([keys.new_key(origin, 0, quantum=True)] if quantum else [])
            state = self._state() if held else {}
            keys.store(self.folder, [*held, *made])
            disk.write_json(self.folder / "state.json", {**state, origin: _written(Last())})
            self._say([*held, *made], origin, Last(), "first key", when, made)

    def resume(self, origin: str, at: Last, *, when: str, reason: str) -> None:
        """After the state was lost: what somebody vouches for is taken as signed last."""
        with disk.locked(self._there()):
            state = self._state() if (self.folder / "state.json").exists() else {}
            if origin in state and int(str(state[origin]["size"])) > at.size:
                raise UserError(f"The signer signed {state[origin]['size']} entries; no fewer will do.")
            disk.write_json(self.folder / "state.json", {**state, origin: _written(at)})
            held = keys.load(self.folder)
            using = [key for key in keys.of(held, origin) if key.signs]
            self._say(held, origin, at, f"state restored: {reason}", when, using)

    def rotate(self, origin: str, *, when: str, reason: str, quantum: bool = False) -> Key:
        """A new key beside the old ones; both sign until `retire`."""
        with disk.locked(self._there()):
            held, last = keys.load(self.folder), self._last(origin)
            old = [key for key in keys.of(held, origin) if key.signs]
            made = keys.new_key(origin, last.size, quantum=quantum)
            keys.store(self.folder, [*held, made])
            self._say([*held, made], origin, last, reason, when, [*old, made])
            return made

    def retire(self, origin: str, key_id: str, *, when: str, reason: str) -> None:
        """The old key signs no more; what it signed stays valid."""
        with disk.locked(self._there()):
            held, last = keys.load(self.folder), self._last(origin)
            old = _key(keys.of(held, origin), key_id)
            signed_by = [key for key in keys.of(held, origin) if key.signs]
            after = [_ended(key, last.size, keys.RETIRED) if key == old else key for key in held]
            if not _log_key_left(after, origin):
                raise UserError("This is the only Ed25519 key in use. Make a new one first (rotate).")
            keys.store(self.folder, after)
            self._say(after, origin, last, reason, when, signed_by)

    def revoke(self, origin: str, key_id: str, valid_to: int, *, when: str, reason: str) -> None:
        """The key may be in other hands: nothing of more than `valid_to` leaves counts with its signature.

        Where it was the last one, a new one is made at once, valid from where the old one ends."""
        with disk.locked(self._there()):
            held, last = keys.load(self.folder), self._last(origin)
            bad = _key(keys.of(held, origin), key_id)
            if not 0 <= valid_to <= last.size:
                raise UserError(f"The log was signed up to {last.size} entries: name a size from 0 to that.")
            after = [_ended(key, valid_to, keys.REVOKED) if key == bad else key for key in held]
            if not _log_key_left(after, origin):
                after.append(keys.new_key(origin, valid_to + 1))
            keys.store(self.folder, after)
            using = [key for key in keys.of(after, origin) if key.signs]
            self._say(after, origin, last, f"key {key_id} revoked: {reason}", when, using)

    def _there(self) -> Path:
        if not (self.folder / "keys.json").exists():
            raise disk.Missing(f"{self.folder} holds no keys. Begin with “goodstanding signer begin”.")
        return self.folder

    def _state(self) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = disk.read(self.folder / "state.json")
        return found

    def _last(self, origin: str) -> Last:
        try:
            said = self._state()[origin]
            return Last(int(str(said["size"])), bytes.fromhex(str(said["root"])))
        except (disk.Missing, KeyError) as error:
            why = (
                "The signer does not know what it signed last, and so signs nothing. Tell it with "
                "“goodstanding signer resume”, with the newest checkpoint that anybody holds."
            )
            raise Refused("stateless", why) from error

    def _remember(self, origin: str, last: Last) -> None:
        disk.write_json(self.folder / "state.json", {**self._state(), origin: _written(last)})

    def _say(
        self, held: list[Key], origin: str, last: Last, reason: str, when: str, signed_by: list[Key]
    ) -> None:
        why = Occasion(_one_line(reason), when, last.size, last.root)
        keys.state_keys(self.folder, held, origin, why, signed_by)


def check(last: Last, ask: Ask) -> None:
    """Refused unless `ask` continues `last`, or is the same again."""
    if ask.size < last.size:
        raise Refused("shrunk", f"{last.size} entries were signed; {ask.size} are fewer.", last)
    if ask.size == 0:
        raise Refused("inconsistent", "There is nothing to sign in an empty log.", last)
    if ask.size == last.size:
        if ask.root != last.root:
            raise Refused("fork", f"Another root was signed for {last.size} entries.", last)
        return
    if ask.old != last.size:
        raise Refused("stale", f"The proof starts at {ask.old} entries; {last.size} were signed.", last)
    if last.size == 0:
        if ask.proof:
            raise Refused("inconsistent", "From an empty log there is nothing to prove.", last)
        return
    if not merkle.verify_consistency(last.size, ask.size, last.root, ask.root, ask.proof):
        raise Refused(
            "inconsistent",
            f"These {ask.size} entries do not begin with the {last.size} signed before.",
            last,
        )


def _written(last: Last) -> dict[str, object]:
    return {"size": last.size, "root": last.root.hex()}


def _key(held: list[Key], key_id: str) -> Key:
    for key in held:
        if key.id == key_id and key.signs:
            return key
    using = ", ".join(key.id for key in held if key.signs)
    raise UserError(f"No key {key_id} is in use here. In use: {using or 'none'}.")


def _ended(key: Key, until: int, state: str) -> Key:
    return replace(key, until=until, state=state)


def _log_key_left(held: list[Key], origin: str) -> bool:
    return any(key.signs and key.is_log_key for key in keys.of(held, origin))


def _one_line(text: str) -> str:
    return " ".join(text.split())[:500] or "no reason given"
