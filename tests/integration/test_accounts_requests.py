"""What no form of ours sends is answered in words, never by a fault of the server."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.conftest import Cast
from tests.integration.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(cast: Cast) -> Client:
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


@pytest.fixture
def ivo(cast: Cast) -> Client:
    return signed_in(cast.ivo)


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/%00/",
        "/accounts/?q=%00",
        "/accounts/?page=1&%00=2",
        "/setup/a%00b/",
        "/account/link/%00/x/",
    ],
)
def test_a_nul_byte_in_the_address_is_refused(ivo: Client, path: str) -> None:
    assert ivo.get(path).status_code == 400


@pytest.mark.parametrize("field", ["login", "password", "next", "csrfmiddlewaretoken", "anything"])
def test_a_nul_byte_in_any_field_is_refused(visitor: Client, field: str) -> None:
    assert visitor.post("/sign-in/", {field: "a\0b"}).status_code == 400


def test_a_nul_byte_in_a_cookie_is_refused(visitor: Client) -> None:
    visitor.cookies["sessionid"] = "abcdefgh"
    visitor.cookies["sessionid"].set("sessionid", "abcdefgh\0", '"abcdefgh\\000"')
    assert visitor.get("/account/security/").status_code == 400


def test_other_encodings_than_utf_8_are_refused(visitor: Client) -> None:
    kind = "multipart/form-data; boundary=x; charset=unicode_escape"
    body = b'--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n\\ud800\r\n--x--\r\n'
    assert visitor.generic("POST", "/sign-in/", body, content_type=kind).status_code == 400
    assert visitor.generic("GET", "/sign-in/", b"x", "text/plain; charset=base64").status_code == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=a\r\n"),
        ("application/x-www-form-urlencoded", b"%ff%fe=%ff&login=%c3%28"),
        ("application/json", b"{"),
        ("nonsense", b"\x00\xff"),
    ],
)
def test_damaged_bodies_never_end_in_a_fault(visitor: Client, kind: str, body: bytes) -> None:
    assert visitor.generic("POST", "/sign-in/", body, content_type=kind).status_code in {400, 422}


def test_somebody_not_signed_in_sends_little(visitor: Client) -> None:
    file = SimpleUploadedFile("big.csv", b"x" * 100_000)
    answer = visitor.post("/sign-in/", {"file": file})
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_a_form_of_six_megabytes_is_too_large(ivo: Client, cast: Cast) -> None:
    answer = ivo.post("/accounts/outside/", {"name": "x" * 6_000_000, "email": "a@example.org"})
    assert answer.status_code == 413


def test_too_many_fields_are_too_large(ivo: Client) -> None:
    assert ivo.post("/accounts/outside/", {f"f{n}": "" for n in range(6_000)}).status_code == 413


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 40, ""])
def test_any_page_number_shows_a_page(ivo: Client, page: str) -> None:
    assert ivo.get("/accounts/", {"page": page}).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/accounts/not-a-uuid/", "/accounts/7b0b45a0-0000-4000-8000-000000000000/", "/setup/x/",
     "/account/security/passkeys/99999999999999999999999/rename/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(cast: Cast, path: str) -> None:
    client = signed_in(cast.ivo)
    answer = client.get(path)
    if answer.status_code == 302:  # security asks for the password first
        client.post(answer["Location"], {"password": "a sentence nobody guesses"})
        answer = client.get(path)
    assert answer.status_code == 404


def test_pages_are_kept_by_no_cache_and_use_no_sensors(ivo: Client) -> None:
    for path in ("/accounts/", "/sign-in/", "/account/security/", "/nowhere/"):
        answer = ivo.get(path)
        assert answer["Cache-Control"] == "no-store"
        assert "camera=()" in answer["Permissions-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_without_its_token_is_refused_in_words(cast: Cast) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert "open too long" in answer.content.decode()


def test_an_error_page_keeps_the_frame_of_who_is_signed_in(ivo: Client, visitor: Client) -> None:
    assert "Ivo IT" in ivo.get("/nowhere/").content.decode()
    assert 'class="sidebar' not in visitor.get("/nowhere/").content.decode()


def test_the_health_address_says_ok_and_nothing_else(visitor: Client) -> None:
    assert visitor.get("/healthz").content == b"ok\n"


def test_https_settings_pass_the_deployment_checks(tmp_path: Any) -> None:
    import os
    import subprocess
    import sys

    environment = {
        **os.environ, "GOODSTANDING_HTTPS": "1", "GOODSTANDING_HOSTS": "hr.example.org",
        "GOODSTANDING_DATA": str(tmp_path), "GOODSTANDING_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "goodstanding.settings",
    }  # fmt: skip
    # The browser tests, in the same process, set the second one for their live server.
    for name in ("GOODSTANDING_SECRET_KEY", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("target", ["http://[", "//[::1", "https://[x]/", "http://evil.test/", "//evil.test"])
def test_no_address_of_elsewhere_or_of_nowhere_is_gone_to_after_signing_in(ivo: Client, target: str) -> None:
    for answer in (ivo.get("/sign-in/", {"next": target}), ivo.post("/sign-in/", {"next": target})):
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
