"""What every page is held to in the browser: accessible, no sideways scroll, nothing refused."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

VIOLATIONS = (
    "addEventListener('securitypolicyviolation', e => (window.refused ??= []).push(e.violatedDirective))"
)
SIZES = [((1280, 900), "light"), ((360, 780), "dark")]


def faults(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    found = [f"{one['id']}: {node['target']}" for one in violations for node in one["nodes"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    return found + page.evaluate("window.refused ?? []")


def check_in_every_size(page: Page, address: str) -> None:
    for (width, height), scheme in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        assert faults(page) == [], f"{address} at {width} px, {scheme}"
