"""A real browser for the tests marked `browser`: Chromium as the system installed it, and no other."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

# Playwright's synchronous interface runs an event loop here; Django would refuse its own database calls.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    "--no-sandbox",  # root inside a container has no user namespace to put it in
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("No Chromium on this machine: install the package “chromium” to run the browser tests.")
    return {"executable_path": CHROMIUM, "args": QUIET, "headless": True}
