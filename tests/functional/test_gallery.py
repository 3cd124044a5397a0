"""Every component in every state: accessible, never wider than the screen, within the strict policy."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.wsgi import get_wsgi_application
from django.test import Client
from playwright.sync_api import Browser, Page

from goodstanding.web.gallery.registry import PAGES

NAMES = ["", *(f"{page.name}/" for page in PAGES)]
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 780}
VIOLATIONS = (
    "addEventListener('securitypolicyviolation', e => (window.refused ??= []).push(e.violatedDirective))"
)
every_page = pytest.mark.parametrize("name", NAMES, ids=lambda name: name or "index")


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The application on a port of its own. No database is allowed here: the gallery needs none."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/components/"
    server.shutdown()
    thread.join()
    server.server_close()


def _page(browser: Browser, viewport: dict[str, int], scheme: str) -> Iterator[Page]:
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(VIOLATIONS)
    yield page
    context.close()


@pytest.fixture(scope="module")
def light_and_wide(browser: Browser) -> Iterator[Page]:
    yield from _page(browser, WIDE, "light")


@pytest.fixture(scope="module")
def dark_and_narrow(browser: Browser) -> Iterator[Page]:
    yield from _page(browser, NARROW, "dark")


def faults(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['target']}" for one in violations for node in one["nodes"]]


def too_wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.browser
@every_page
def test_each_page_is_accessible_in_light_on_a_wide_screen(
    light_and_wide: Page, address: str, name: str
) -> None:
    light_and_wide.goto(address + name)
    assert faults(light_and_wide) == []
    assert light_and_wide.evaluate("window.refused ?? []") == []


@pytest.mark.browser
@every_page
def test_each_page_is_accessible_in_dark_at_360_pixels(
    dark_and_narrow: Page, address: str, name: str
) -> None:
    dark_and_narrow.goto(address + name)
    assert faults(dark_and_narrow) == []
    assert dark_and_narrow.evaluate("window.refused ?? []") == []


@pytest.mark.browser
@pytest.mark.parametrize("direction", ["wide", "rtl"])
@every_page
def test_nothing_scrolls_sideways_at_360_pixels(
    dark_and_narrow: Page, address: str, name: str, direction: str
) -> None:
    dark_and_narrow.goto(f"{address}{name}?view={direction}")
    assert too_wide(dark_and_narrow) <= 0


@pytest.mark.browser
def test_the_menu_opens_without_javascript_and_leads_on(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=NARROW, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator(".topbar__menu summary").click()
    page.locator(".topbar__menu").get_by_role("link", name="Timeline").click()
    page.wait_for_url("**/timeline/")
    assert page.locator("h1").inner_text() == "Timeline"
    context.close()


@pytest.mark.browser
def test_the_skip_link_comes_first_and_moves_to_the_content(light_and_wide: Page, address: str) -> None:
    light_and_wide.goto(f"{address}buttons/")
    light_and_wide.keyboard.press("Tab")
    assert light_and_wide.evaluate("document.activeElement.className") == "skip-link"
    light_and_wide.keyboard.press("Enter")
    assert light_and_wide.evaluate("document.activeElement.id") == "content"


@pytest.mark.browser
def test_an_error_in_the_summary_leads_to_its_field(light_and_wide: Page, address: str) -> None:
    light_and_wide.goto(f"{address}wrong/")
    light_and_wide.get_by_role("link", name="Due – Enter a valid date.").click()
    assert light_and_wide.evaluate("document.activeElement.name") == "wrong-due"
    assert light_and_wide.evaluate("document.activeElement.value") == "31.2.2026"


@pytest.mark.browser
def test_paper_shows_no_navigation_and_names_the_organisation(light_and_wide: Page, address: str) -> None:
    light_and_wide.goto(f"{address}timeline/")
    light_and_wide.emulate_media(media="print")
    assert not light_and_wide.locator(".sidebar").is_visible()
    assert not light_and_wide.locator(".tabs").is_visible()
    assert light_and_wide.locator(".print-head").is_visible()
    light_and_wide.emulate_media(media="screen")


@every_page
def test_each_page_has_one_first_heading_and_no_inline_style_or_script(client: Client, name: str) -> None:
    html = client.get(f"/components/{name}").content.decode()
    assert html.count("<h1") == 1
    assert (
        re.findall(r"<[^>]*\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:|hx-on", html) == []
    )
    assert "style-src 'self'" in client.get(f"/components/{name}")["Content-Security-Policy"]


@every_page
def test_no_id_stands_twice_on_a_page(client: Client, name: str) -> None:
    ids = re.findall(r'\sid="([^"]*)"', client.get(f"/components/{name}").content.decode())
    assert sorted(ids) == sorted(set(ids))


def test_an_unknown_component_is_not_found(client: Client) -> None:
    assert client.get("/components/no-such-thing/").status_code == 404
