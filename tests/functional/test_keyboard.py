"""The main ways through the program with keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.functional.server import Server
from tests.functional.test_role_days import be

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("company")]

FOCUSED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect();
  const ringed = (one) => parseFloat(getComputedStyle(one).outlineWidth) > 0
    && getComputedStyle(one).outlineStyle !== "none";
  return {
    name: (at.getAttribute("name") || at.innerText || "").replace(/\\s+/g, " ").trim(),
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
    ringed: ringed(at) || ringed(at.parentElement), body: at === document.body,
  };
}"""
FURTHEST = 150


def walk_to(page: Page, name: str) -> None:
    """Tab on until what is called so has the focus; on the way each stop can be seen."""
    for _ in range(FURTHEST):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert (at["seen"], at["ringed"]) == (True, True), at
        if re.fullmatch(name, at["name"]):
            return
    raise AssertionError(f"{name} is never reached by Tab")


def be_called(page: Page, company: Server, name: str) -> None:
    page.set_default_timeout(15_000)
    page.goto(f"{company.address}/sign-in/")
    page.get_by_label("Anybody else").select_option(label=name)
    page.get_by_role("button", name="Be them").click()
    page.wait_for_url(f"{company.address}/")


def test_a_check_in_is_recorded_from_the_start_page_with_keys_alone(visit: Page, company: Server) -> None:
    be_called(visit, company, "Fiona Castellane")
    walk_to(visit, "Record a check-in.*")
    visit.keyboard.press("Enter")
    expect(visit.locator("h1")).to_contain_text("Record a check-in")
    walk_to(visit, "words")
    visit.keyboard.type("Two fixed hours each morning; the queue is shorter.")
    walk_to(visit, "Record a check-in")
    visit.keyboard.press("Enter")
    visit.wait_for_url(re.compile(r"/plans/[0-9a-f-]{36}/$"))
    expect(visit.locator("main")).to_contain_text("Two fixed hours each morning; the queue is shorter.")
    visit.goto(company.address)
    expect(visit.locator("main")).not_to_contain_text("Record a check-in")  # done, it is gone


def test_the_skip_link_leads_past_the_navigation(visit: Page, company: Server) -> None:
    be(visit, company, "HR")
    visit.goto(f"{company.address}/people/")
    visit.keyboard.press("Tab")
    assert visit.evaluate(FOCUSED)["name"] == "Skip to the content"
    visit.keyboard.press("Enter")
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.closest('main') !== null")


def test_after_a_mistake_the_focus_is_on_what_needs_attention_and_leads_to_the_field(
    visit: Page, company: Server
) -> None:
    be(visit, company, "HR")
    visit.get_by_role("link", name="Answer the concern").first.click()
    visit.get_by_label("Look at it again on").fill("2020-01-01")
    visit.get_by_label("Look at it again on").press("Enter")
    summary = visit.locator(".error-summary")
    expect(summary).to_be_focused()
    visit.keyboard.press("Tab")
    visit.keyboard.press("Enter")
    assert visit.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_a_menu_opens_and_closes_by_key_and_gives_the_focus_back(visit: Page, company: Server) -> None:
    be(visit, company, "HR")
    visit.goto(f"{company.address}/plans/")
    visit.locator("main tbody a").first.click()
    menu = visit.locator("details.menu summary").first
    menu.focus()
    visit.keyboard.press("Enter")
    visit.keyboard.press("Tab")
    assert visit.evaluate("document.activeElement.closest('details.menu') !== null")
    visit.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(visit.locator("details.menu[open]")).to_have_count(0)


@pytest.mark.parametrize("path", ["/people/", "/plans/", "/imports/"])
def test_at_360_px_no_stop_of_a_list_is_hidden(visit: Page, company: Server, path: str) -> None:
    be(visit, company, "HR")
    visit.set_viewport_size({"width": 360, "height": 800})
    visit.goto(company.address + path)
    for _ in range(20):
        visit.keyboard.press("Tab")
        at = visit.evaluate(FOCUSED)
        assert at["body"] or at["seen"], at
