"""On paper: who printed it and when, tables as tables, everything that was folded, and nothing to click."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.functional.server import Server
from tests.functional.test_role_days import be

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("company")]

A4_WIDTH = 673  # CSS pixels between the margins of `print.css`
HIDDEN = (".sidebar", ".topbar", ".skip-link", ".filter-bar", ".pagination", ".tabs", "main .button")
BROAD = """() => [...document.querySelectorAll("main table")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.innerText.slice(0, 60))"""


def on_paper(page: Page) -> None:
    page.set_viewport_size({"width": A4_WIDTH, "height": 900})
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


def of_a_file(page: Page, company: Server) -> str:
    page.goto(f"{company.address}/plans/?show=running")
    page.locator("main tbody a").first.click()
    return page.url


@pytest.mark.parametrize("path", ["/", "/people/", "/plans/", "/signals/", "/signals/funnels/"])
def test_a_printed_list_says_who_and_when_and_shows_no_way_to_elsewhere(
    visit: Page, company: Server, path: str
) -> None:
    name = be(visit, company, "HR")
    visit.goto(company.address + path)
    on_paper(visit)
    expect(visit.locator(".print-head")).to_contain_text(f"printed by {name}")
    for hidden in HIDDEN:
        for one in visit.locator(hidden).all():
            expect(one).to_be_hidden()
    assert visit.evaluate(BROAD) == []


def test_a_printed_plan_has_its_charts_tables_and_words_in_ink_on_white(visit: Page, company: Server) -> None:
    be(visit, company, "HR")
    of_a_file(visit, company)
    on_paper(visit)
    assert visit.locator("main details.disclosure:not([open])").count() == 0
    assert visit.evaluate(BROAD) == []
    tables = visit.locator("main .figure table").all()
    assert all(one.evaluate("t => getComputedStyle(t).display") == "table" for one in tables)
    ink = visit.locator("h1").evaluate("h => getComputedStyle(h).color")
    paper = visit.locator("body").evaluate("b => getComputedStyle(b).backgroundColor")
    assert (sum(map(int, ink[4:-1].split(","))) < 200, paper) == (True, "rgb(255, 255, 255)")
