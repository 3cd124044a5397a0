"""A file in the browser: every page of it accessible at every size, and a session from record to receipt."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.functional.browsing import check_in_every_size, faults
from tests.functional.organisation import PASSWORD
from tests.functional.server import Server

pytestmark = pytest.mark.browser


def enter(page: Page, server: Server, email: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server.address}/sign-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{server.address}/")


def file_of(page: Page, server: Server, name: str) -> str:
    page.goto(f"{server.address}/people/?q={name.replace(' ', '+')}")
    page.get_by_role("link", name=name).last.click()
    page.wait_for_url("**/people/*-*/")
    return urlsplit(page.url).path


def test_a_session_is_recorded_received_answered_and_followed_up(visit: Page, real_server: Server) -> None:
    enter(visit, real_server, "mara@example.org")
    file = file_of(visit, real_server, "Eve Employee")
    visit.get_by_text("Record", exact=True).click()
    visit.get_by_role("link", name="Record a coaching session").click()
    visit.get_by_label("Facts").fill("Twelve cases were left open on Friday.")
    visit.get_by_role("button", name="Record the session").click()
    assert visit.get_by_label("Facts").input_value() == "Twelve cases were left open on Friday."
    assert faults(visit) == []
    visit.get_by_label("Expectation").fill("Cases are closed in two days.")
    visit.get_by_label("Agreed actions").fill("A list every morning.")
    visit.get_by_role("button", name="Record the session").click()
    visit.get_by_text("Coaching session is recorded").wait_for()
    entry = urlsplit(visit.url).path

    enter(visit, real_server, "eve@example.org")
    visit.get_by_role("link", name="Confirm receipt").first.click()
    assert visit.get_by_text("Twelve cases were left open on Friday.").is_visible()
    visit.get_by_role("button", name="Confirm receipt").click()
    visit.get_by_text("Receipt is confirmed").wait_for()
    visit.goto(f"{real_server.address}{entry}")
    visit.get_by_role("link", name="Answer").first.click()
    visit.get_by_label("Your answer").fill("There were nine.")
    visit.get_by_role("button", name="Save the answer").click()
    visit.goto(f"{real_server.address}{file}")
    assert visit.get_by_text("There were nine.").is_visible()
    visit.goto(f"{real_server.address}/")
    assert visit.get_by_role("link", name="Confirm receipt").count() == 0


PATHS = (
    "",
    "?kind=daily",
    "?show=appraisals",
    "?year=1999",
    "job/",
    "export/",
    "record/feedback/",
    "record/warning/",
    "record/standard_set/",
    "record/not_at_work/",
    "record/correction/",
    "record/metric_snapshot/",
    "record/handover/",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_of_a_file_fits_every_screen(visit: Page, real_server: Server, path: str) -> None:
    enter(visit, real_server, "hedda@example.org")
    file = file_of(visit, real_server, "Erik Employee")
    check_in_every_size(visit, f"{real_server.address}{file}{path}")


@pytest.mark.parametrize("path", ["/people/", "/people/?q=nobody", "/people/new/", "/teams/", "/"])
def test_the_lists_fit_every_screen(visit: Page, real_server: Server, path: str) -> None:
    enter(visit, real_server, "hedda@example.org")
    check_in_every_size(visit, f"{real_server.address}{path}")


def test_a_wrong_move_is_said_at_its_field_and_kept(visit: Page, real_server: Server) -> None:
    enter(visit, real_server, "hedda@example.org")
    file = file_of(visit, real_server, "Erik Employee")
    visit.goto(f"{real_server.address}{file}job/")
    visit.get_by_label("Manager").first.fill("Nobody Known")
    visit.get_by_role("button", name="Record the move").click()
    assert visit.get_by_text("Nobody is called “Nobody Known”").first.is_visible()
    assert visit.get_by_label("Manager").first.input_value() == "Nobody Known"
    assert faults(visit) == []


def test_the_export_is_downloaded(visit: Page, real_server: Server) -> None:
    enter(visit, real_server, "eve@example.org")
    visit.goto(f"{real_server.address}/me/")
    visit.get_by_role("link", name="Export").click()
    with visit.expect_download() as download:
        visit.get_by_role("button", name="Export as JSON").click()
    assert download.value.suggested_filename.endswith(".json")
