"""A real browser for the tests marked `browser`: Chromium as the system installed it, and no other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.functional.browsing import VIOLATIONS
from tests.functional.server import Server, demo_company, running

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


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server as a demo, entered by a click; `tests.functional.organisation` fills it."""
    with running(tmp_path_factory.mktemp("demo"), "build", demo=True) as found:
        yield found


@pytest.fixture(scope="session")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same organisation on a server that is no demo: signing in takes a password."""
    with running(tmp_path_factory.mktemp("real"), "build", demo=False) as found:
        yield found


@pytest.fixture
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which nothing is set up; `said` is the token of its set-up address."""
    with running(tmp_path_factory.mktemp("first"), "empty", demo=False) as found:
        yield found


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo company as `goodstanding demo` makes and serves it, or one that runs already."""
    if running_already := os.environ.get("GOODSTANDING_TEST_COMPANY"):
        yield Server(running_already, tmp_path_factory.mktemp("company"), "")
        return
    with demo_company(tmp_path_factory.mktemp("company")) as found:
        yield found


@pytest.fixture
def visit(browser: Browser) -> Iterator[Page]:
    """A page of its own; a request to any other host than ours fails the test."""
    context = browser.new_context(reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    page.add_init_script(VIOLATIONS)
    strangers: list[str] = []
    page.on("request", lambda asked: strangers.append(asked.url) if is_foreign(asked.url) else None)
    yield page
    context.close()
    assert strangers == []


def is_foreign(url: str) -> bool:
    return urlsplit(url).hostname not in {"localhost", "127.0.0.1", None}
