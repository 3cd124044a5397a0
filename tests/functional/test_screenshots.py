"""The pictures in the documentation, taken from the demo company by the test itself.

`make screenshots` writes them to docs/screenshots; an ordinary run only sees that each can be taken.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.functional.server import ROOT, Server
from tests.functional.test_role_days import be

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("company")]
KEPT = ROOT / "docs" / "screenshots"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return KEPT if os.environ.get("GOODSTANDING_SCREENSHOTS") else tmp_path


def take(page: Page, folder: Path, name: str, *, height: int = 900) -> None:
    page.set_viewport_size({"width": 1280, "height": height})
    page.screenshot(path=folder / f"{name}.png")
    assert (folder / f"{name}.png").stat().st_size > 10_000


def test_the_start_page_of_hr(visit: Page, company: Server, folder: Path) -> None:
    be(visit, company, "HR")
    take(visit, folder, "home-hr")


def test_may_this_become_a_plan(visit: Page, company: Server, folder: Path) -> None:
    be(visit, company, "HR")
    visit.get_by_role("link", name="Answer the concern").first.click()
    expect(visit.locator("h1")).to_contain_text("May this become a plan?")
    take(visit, folder, "intake")


def test_the_plan_as_the_employee_reads_it(visit: Page, company: Server, folder: Path) -> None:
    be(visit, company, "On a plan")
    visit.get_by_role("link", name="Your plan").first.click()
    take(visit, folder, "plan-employee", height=1200)


def test_a_file_as_a_time_line(visit: Page, company: Server, folder: Path) -> None:
    be(visit, company, "Managers")
    visit.locator("main table tbody tr").nth(1).get_by_role("link").first.click()
    visit.wait_for_url(re.compile("/people/"))
    take(visit, folder, "file-timeline")


def test_the_paper_trail_of_a_plan(visit: Page, company: Server, folder: Path) -> None:
    be(visit, company, "HR")
    visit.goto(f"{company.address}/people/?q=owen+castleden")
    visit.locator("main table tbody tr").first.get_by_role("link").first.click()
    visit.get_by_role("link", name="Paper trail").click()
    expect(visit.locator("main")).to_contain_text("Each stated reason")
    take(visit, folder, "paper-trail", height=1300)


def test_a_review_of_the_figures(visit: Page, company: Server, folder: Path) -> None:
    be(visit, company, "HR")
    visit.get_by_role("link", name="Early signs").first.click()
    expect(visit.locator("h1")).to_have_text("Early signs")
    take(visit, folder, "early-signs", height=1300)


def test_every_picture_in_the_documentation_exists_and_is_used() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    used = {
        Path(name).name for p in pages for name in re.findall(r"screenshots/([\w-]+\.png)", p.read_text())
    }
    assert used == {p.name for p in KEPT.glob("*.png")}
