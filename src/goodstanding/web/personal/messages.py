"""Messages between two pages, kept in this process: a cookie would lie on the disk in plain text."""

from __future__ import annotations

import threading
from typing import Any

from django.contrib.messages.storage.base import BaseStorage, Message

_waiting: list[Message] = []
_turn = threading.Lock()


class InMemory(BaseStorage):
    def _get(self, *args: Any, **kwargs: Any) -> tuple[list[Message], bool]:
        with _turn:
            return list(_waiting), True

    def _store(self, messages: Any, response: Any, *args: Any, **kwargs: Any) -> list[Message]:
        with _turn:
            _waiting[:] = list(messages)
        return []
