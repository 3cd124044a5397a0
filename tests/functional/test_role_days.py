"""Each role's day in the demo company, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.functional.browsing import check_in_every_size
from tests.functional.server import Server

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("company")]


def be(page: Page, company: Server, group: str, nth: int = 0) -> str:
    """Sign in by a click as the nth person offered in a group; returns their name."""
    page.set_default_timeout(15_000)
    page.context.clear_cookies()
    page.goto(f"{company.address}/sign-in/")
    offered = page.locator("section").filter(has=page.get_by_role("heading", name=group, exact=True))
    button = offered.get_by_role("button").nth(nth)
    name = button.locator(".signin-people__name").inner_text()
    button.click()
    page.wait_for_url(f"{company.address}/")
    return name


LISTS = ["/", "/people/", "/plans/", "/signals/", "/metrics/", "/imports/", "/teams/", "/settings/"]
GROUPS = [
    "Managers of managers",
    "Called in for a case",
    "Managers who moved on",
    "In coaching, on watch, or after a plan",
]


@pytest.mark.parametrize("path", LISTS)
def test_every_list_of_hr_is_accessible_in_every_size(visit: Page, company: Server, path: str) -> None:
    be(visit, company, "HR")
    check_in_every_size(visit, company.address + path)


def test_hr_sees_what_needs_them_and_each_item_leads_to_its_form(visit: Page, company: Server) -> None:
    be(visit, company, "HR")
    expect(visit.locator("h1")).to_contain_text("wait")
    visit.get_by_role("link", name="Answer the concern").first.click()
    expect(visit.locator("h1")).to_contain_text("May this become a plan?")
    assert visit.get_by_role("radio", name=re.compile("Coaching")).first.is_checked()
    check_in_every_size(visit, visit.url)


def test_a_finding_leads_to_its_figures_and_the_words_for_what_came_of_it(
    visit: Page, company: Server
) -> None:
    be(visit, company, "HR")
    visit.goto(f"{company.address}/signals/")
    visit.locator("main .card a").first.click()
    expect(visit.locator("main")).to_contain_text("Innocent explanations")
    check_in_every_size(visit, visit.url)
    finding = visit.url
    visit.get_by_role("link", name="Say what came of it").click()
    check_in_every_size(visit, visit.url)
    visit.goto(finding)
    visit.get_by_role("link", name="See the figures").click()
    expect(visit.locator("main")).to_contain_text("What the latest review says")
    check_in_every_size(visit, visit.url)
    visit.goto(f"{company.address}/signals/funnels/")
    check_in_every_size(visit, visit.url)


def test_a_form_keeps_what_was_typed_when_something_is_wrong(visit: Page, company: Server) -> None:
    be(visit, company, "HR")
    visit.get_by_role("link", name="Answer the concern").first.click()
    visit.get_by_label("Reason").fill("Coaching was never tried.")
    visit.get_by_label("Look at it again on").fill("2020-01-01")
    visit.get_by_role("button", name="Answer the concern").click()
    expect(visit.get_by_label("Reason")).to_have_value("Coaching was never tried.")
    expect(visit.locator("body")).to_contain_text("future")


def test_an_employee_reads_the_plan_and_asks_a_question(visit: Page, company: Server) -> None:
    be(visit, company, "On a plan")
    check_in_every_size(visit, f"{company.address}/")
    visit.set_viewport_size({"width": 1280, "height": 900})
    visit.get_by_role("link", name="Your plan").first.click()
    expect(visit.locator("h1")).to_contain_text("Your plan")
    plan = visit.url
    visit.get_by_role("link", name="Ask a question").first.click()
    visit.locator("textarea").first.fill("Which export do the figures come from?")
    visit.locator("main form button[type=submit]").first.click()
    visit.wait_for_url(plan)
    expect(visit.locator("main")).to_contain_text("Which export do the figures come from?")
    check_in_every_size(visit, plan)


def test_a_manager_writes_a_coaching_note_by_keyboard(visit: Page, company: Server) -> None:
    be(visit, company, "Managers")
    visit.locator("main table tbody tr").nth(1).get_by_role("link").first.click()
    visit.wait_for_url(re.compile("/people/"))
    file = visit.url
    visit.goto(f"{file}record/coaching/")
    visit.locator("[name=facts]").fill("Two of ten replies were late.")
    for field in visit.locator("main form textarea").all():
        if not field.input_value():
            field.focus()
            visit.keyboard.type("Replies within two hours.")
    visit.locator("main form button[type=submit]").last.press("Enter")
    visit.wait_for_url(re.compile(re.escape(file)))
    visit.goto(file)
    expect(visit.locator("main")).to_contain_text("Two of ten replies were late.")
    check_in_every_size(visit, file)


@pytest.mark.parametrize("group", GROUPS)
def test_every_other_role_starts_on_an_accessible_page(visit: Page, company: Server, group: str) -> None:
    be(visit, company, group)
    check_in_every_size(visit, f"{company.address}/")
