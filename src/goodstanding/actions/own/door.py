"""Who may speak to this start of the program: whoever holds an address that it printed, then their browser.

An address works once. Other users of the computer can read the arguments of a browser that is started with
it, so a second use must find it worthless.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable


class Door:
    def __init__(self) -> None:
        self._addresses: set[str] = set()
        self._browsers: set[str] = set()
        self._turn = threading.Lock()
        self.used: Callable[[], None] = lambda: None
        """Told when an address was used."""

    def new_address(self) -> str:
        """The secret part of an address that lets one browser in."""
        token = secrets.token_urlsafe(32)
        with self._turn:
            self._addresses.add(token)
        return token

    def redeem(self, token: str) -> str | None:
        """The secret for this browser's cookie; None where the address is not ours or was used."""
        with self._turn:
            found = next(
                (t for t in self._addresses if hmac.compare_digest(t.encode(), token.encode())), None
            )
            if found is None:
                return None
            self._addresses.discard(found)
            browser = secrets.token_urlsafe(32)
            self._browsers.add(browser)
        self.used()
        return browser

    def knows(self, browser: str) -> bool:
        with self._turn:
            return any(hmac.compare_digest(b.encode(), browser.encode()) for b in self._browsers)
