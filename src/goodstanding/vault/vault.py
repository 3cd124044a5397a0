"""The file as it is open in this process: locked, or unlocked with its key and content in memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from goodstanding.domain.errors import Conflict, NotNow, UserError
from goodstanding.vault import container, disk
from goodstanding.vault.container import Key
from goodstanding.vault.content import Content, from_bytes, to_bytes


@dataclass(frozen=True, slots=True)
class _Open:
    key: Key
    content: Content
    known: str  # the fingerprint of what lies on the disk


class Vault:
    """All its methods may be called from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.RLock()
        self._open: _Open | None = None

    @property
    def exists(self) -> bool:
        return self.path.exists()

    @property
    def unlocked(self) -> bool:
        return self._open is not None

    @property
    def content(self) -> Content:
        found = self._open
        if found is None:
            raise NotNow("The file is locked. Open it with your passphrase.")
        return found.content

    def create(self, passphrase: str, person: UUID) -> None:
        with self._turn:
            if self.exists:
                raise Conflict(f"There is a file at {self.path} already. Nothing was changed.")
            key, content = container.new_key(passphrase), Content(person)
            self._open = _Open(key, content, self._store(key, content, known=""))

    def unlock(self, passphrase: str) -> None:
        with self._turn:
            data = disk.read(self.path)
            key = container.key_of(data, passphrase)
            content = from_bytes(container.unseal(data, key))
            self._open = _Open(key, content, disk.fingerprint(data))

    def lock(self) -> None:
        """Forget key and content. The interpreter may keep copies in its memory until it ends."""
        with self._turn:
            self._open = None

    def change(self, step: Callable[[Content], Content]) -> Content:
        """One step from what is there to what follows, on the disk before this returns."""
        with self._turn:
            before = self._need()
            content = step(before.content)
            if content is not before.content:
                known = self._store(before.key, content, known=before.known)
                self._open = replace(before, content=content, known=known)
            return content

    def change_passphrase(self, old: str, new: str) -> None:
        with self._turn:
            before = self._need()
            if container.key_of(disk.read(self.path), old).secret != before.key.secret:
                raise UserError(
                    "The present passphrase is not this one.",
                    fields={"old": ["This is not the present passphrase."]},
                )
            key = container.new_key(new)
            self._open = _Open(key, before.content, self._store(key, before.content, known=before.known))

    def sealed(self) -> bytes:
        """The file as it lies on the disk, for a backup."""
        with self._turn:
            self._need()
            return disk.read(self.path)

    def _need(self) -> _Open:
        if self._open is None:
            raise NotNow("The file is locked. Open it with your passphrase.")
        return self._open

    def _store(self, key: Key, content: Content, *, known: str) -> str:
        data = container.seal(to_bytes(content), key)
        disk.replace(self.path, data, known=known)
        return disk.fingerprint(data)


def check_copy(data: bytes, passphrase: str) -> Content:
    """Open a copy in memory and read all of it; what is wrong with it is raised."""
    return from_bytes(container.unseal(data, container.key_of(data, passphrase)))


class InMemory(Vault):
    """An invented file to look at: kept nowhere, gone when it is closed."""

    def __init__(self, content: Content) -> None:
        super().__init__(Path("kept nowhere"))
        self._open = _Open(Key((0, 0, 0), b"", b""), content, "")

    @property
    def exists(self) -> bool:
        return True

    def create(self, passphrase: str, person: UUID) -> None:
        raise NotNow("This is the example. Close it first.")

    def unlock(self, passphrase: str) -> None:
        raise NotNow("This is the example. Close it first.")

    def change_passphrase(self, old: str, new: str) -> None:
        raise NotNow("The example has no passphrase. Close it first.")

    def sealed(self) -> bytes:
        raise NotNow("The example is kept nowhere, so there is nothing to copy. Close it first.")

    def _store(self, key: Key, content: Content, *, known: str) -> str:
        return ""
