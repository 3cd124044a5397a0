"""Signing in as people do it, in a real browser against the real server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.functional.browsing import check_in_every_size, faults
from tests.functional.organisation import ADMINISTRATOR, PASSWORD
from tests.functional.server import Server

pytestmark = pytest.mark.browser


def sign_in(page: Page, server: Server, email: str) -> None:
    page.goto(f"{server.address}/sign-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{server.address}/**")


def test_the_demo_is_entered_by_a_click(visit: Page, server: Server) -> None:
    visit.goto(server.address + "/")
    assert visit.locator("h1").inner_text() == "Choose whom to be"
    check_in_every_size(visit, f"{server.address}/sign-in/")
    visit.get_by_role("button", name=re.compile("Hedda Personnel")).click()
    visit.wait_for_url(f"{server.address}/")
    assert visit.locator(".account__name:visible, .topbar").first.is_visible()
    visit.goto(f"{server.address}/accounts/")
    assert visit.locator("h1").inner_text() == "Accounts"


def test_the_pages_of_it_administration_fit_every_screen(visit: Page, real_server: Server) -> None:
    sign_in(visit, real_server, ADMINISTRATOR)
    for path in ("/accounts/", "/accounts/outside/", "/account/security/", "/account/security/password/",
                 "/account/security/passkeys/", "/settings/", "/nowhere/"):  # fmt: skip
        check_in_every_size(visit, real_server.address + path)
    visit.goto(f"{real_server.address}/accounts/?q=eve")
    visit.get_by_role("link", name="Eve Employee").click()
    check_in_every_size(visit, visit.url)


def test_oversight_fits_every_screen(visit: Page, real_server: Server) -> None:
    sign_in(visit, real_server, "augusta@example.org")
    check_in_every_size(visit, f"{real_server.address}/oversight/")


def test_a_wrong_password_is_said_where_it_is_read(visit: Page, real_server: Server) -> None:
    visit.goto(f"{real_server.address}/sign-in/")
    visit.get_by_label("Email address").fill("sven@example.org")
    visit.get_by_label("Password", exact=True).fill("not this one")
    visit.get_by_role("button", name="Sign in", exact=True).click()
    visit.get_by_text("do not fit together").wait_for()
    assert visit.get_by_label("Email address").input_value() == "sven@example.org"
    assert faults(visit) == []


def test_a_password_is_chosen_under_a_link_that_was_handed_over(
    visit: Page, browser: Browser, real_server: Server
) -> None:
    sign_in(visit, real_server, "ivo@example.org")
    visit.goto(f"{real_server.address}/accounts/?q=erik")
    visit.get_by_role("link", name="Erik Employee").click()
    visit.get_by_role("button", name="Make a one-time link").click()
    link = visit.locator("#link").input_value()
    other = browser.new_context().new_page()
    other.goto(link)
    other.get_by_label("Password", exact=True).fill("another sentence of mine")
    other.get_by_label("Password again").fill("another sentence of mine")
    other.get_by_role("button", name="Keep this password").click()
    other.get_by_role("heading", name="Your password is kept").wait_for()
    other.goto(link)
    assert other.locator("h1").inner_text() == "There is nothing here"
    other.context.close()


def with_a_passkey_device(page: Page) -> None:
    """A device of the browser's own that signs without asking, as its developers' tools offer it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                     "hasUserVerification": True, "isUserVerified": True,
                     "automaticPresenceSimulation": True}},
    )  # fmt: skip


def test_a_passkey_is_added_and_signs_in_alone(visit: Page, real_server: Server) -> None:
    with_a_passkey_device(visit)
    sign_in(visit, real_server, "sven@example.org")
    visit.goto(f"{real_server.address}/account/security/passkeys/add/")
    visit.get_by_label("Password").fill(PASSWORD)
    visit.get_by_role("button", name="Continue").click()
    visit.get_by_label("Name").fill("Office computer")
    visit.get_by_label("Sign in with it alone").check()
    assert faults(visit) == []
    visit.get_by_role("button", name="Add", exact=True).click()
    visit.get_by_role("heading", name="Recovery codes").wait_for()
    assert faults(visit) == []
    visit.goto(f"{real_server.address}/account/security/passkeys/")
    assert visit.get_by_text("Office computer").first.is_visible()

    visit.get_by_role("button", name="Sign out").locator("visible=true").click()
    visit.wait_for_url("**/sign-in/")
    visit.get_by_role("button", name="Sign in with a passkey").click()
    visit.wait_for_url(f"{real_server.address}/")

    visit.get_by_role("button", name="Sign out").locator("visible=true").click()
    sign_in(visit, real_server, "sven@example.org")
    assert visit.locator("h1").inner_text() == "Second factor"
    assert faults(visit) == []
    visit.get_by_role("button", name="Use a passkey").click()
    visit.wait_for_url(f"{real_server.address}/")


def test_the_first_administrator_sets_the_organisation_up(visit: Page, first_start: Server) -> None:
    address = f"{first_start.address}/setup/{first_start.said}/"
    check_in_every_size(visit, address)
    visit.get_by_label("Name of the organisation").fill("Quiet Waters")
    visit.get_by_label("Country or part of it").select_option("GB-SCT")
    visit.get_by_label("Your name").fill("Ada Admin")
    visit.get_by_label("Your email address").fill("ada@example.org")
    visit.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.get_by_label("Password again").fill("something else here")
    visit.get_by_role("button", name="Set up and sign in").click()
    visit.get_by_text("The two passwords differ.").first.wait_for()
    assert visit.get_by_label("Name of the organisation").input_value() == "Quiet Waters"
    assert faults(visit) == []
    visit.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.get_by_label("Password again").fill(PASSWORD)
    visit.get_by_role("button", name="Set up and sign in").click()
    visit.wait_for_url(f"{first_start.address}/")
    visit.goto(f"{first_start.address}/settings/")
    assert visit.get_by_label("Country or part of it").input_value() == "GB-SCT"
