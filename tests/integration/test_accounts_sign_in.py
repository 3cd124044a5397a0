from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from tests.conftest import Cast
from tests.integration.accounts import PASSWORD, account_for, sign_in, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(settings: Any) -> Iterator[None]:
    """Cheap hashes, and attempts counted from nought."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def eve(cast: Cast) -> Any:
    return account_for(cast.eve, "eve@example.org")


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def confirmed(visitor: Client) -> None:
    """Signed in, with the password given once more as changes of security ask."""
    sign_in(visitor, "eve@example.org")
    visitor.post("/account/security/confirm/?next=/account/security/", {"password": PASSWORD})


def test_a_right_password_leads_to_the_page_that_was_asked_for(visitor: Client, eve: Any) -> None:
    assert sign_in(visitor, "Eve@Example.org ", next="/account/security/")["Location"] == "/account/security/"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_host_after_signing_in(visitor: Client, eve: Any, target: str) -> None:
    assert sign_in(visitor, "eve@example.org", next=target)["Location"] == "/"


def test_the_answer_does_not_tell_whether_an_account_exists(visitor: Client, eve: Any) -> None:
    def words(email: str) -> str:
        answer = sign_in(visitor, email, "not the password of anybody")
        assert answer.status_code == 422
        text = re.sub(r"csrfmiddlewaretoken\S* value=\S*", "", answer.content.decode())
        return text.replace(email, "")

    assert words("eve@example.org") == words("nob@example.org")


def test_what_was_typed_stays_but_never_the_password(visitor: Client, eve: Any) -> None:
    html = sign_in(visitor, "eve@example.org", "a wrong one").content.decode()
    assert "eve@example.org" in html
    assert "a wrong one" not in html


def test_five_failures_lock_one_computer_out_and_say_so(visitor: Client, eve: Any) -> None:
    answers = [sign_in(visitor, "eve@example.org", "wrong").status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    locked = sign_in(visitor, "eve@example.org")
    assert locked.status_code == 429
    assert "Wait fifteen minutes" in locked.content.decode()


def test_an_unknown_address_is_locked_out_alike(visitor: Client, eve: Any) -> None:
    answers = [sign_in(visitor, "nob@example.org", "wrong").status_code for _ in range(5)]
    assert answers == [422, 422, 422, 422, 429]


def test_a_lock_on_one_computer_leaves_the_others_open(visitor: Client, eve: Any) -> None:
    for _ in range(5):
        sign_in(visitor, "eve@example.org", "wrong")
    other = Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.7")
    assert sign_in(other, "eve@example.org").status_code == 302


def test_guesses_spread_over_many_computers_are_stopped_too(eve: Any) -> None:
    codes = []
    for number in range(21):
        client = Client(HTTP_HOST="localhost", REMOTE_ADDR=f"192.0.2.{number + 1}")
        codes.append(sign_in(client, "eve@example.org", "wrong").status_code)
    assert codes[:20] == [422] * 20
    assert codes[20] == 429


def test_an_address_longer_than_the_table_keeps_is_answered(visitor: Client, eve: Any) -> None:
    assert sign_in(visitor, "x" * 300 + "@example.org").status_code == 422


def test_the_session_gets_another_key_at_sign_in(visitor: Client, eve: Any) -> None:
    session = visitor.session
    session["kept"] = "before"
    session.save()
    before = session.session_key
    visitor.cookies["sessionid"] = before
    sign_in(visitor, "eve@example.org")
    assert visitor.session.session_key != before


def test_a_session_ends_with_the_browser_and_after_ten_hours(visitor: Client, eve: Any) -> None:
    sign_in(visitor, "eve@example.org")
    cookie = visitor.cookies["sessionid"]
    assert cookie["expires"] == ""
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert visitor.session.get_expiry_age() == 36_000


def test_signing_out_takes_a_post(cast: Cast) -> None:
    client = signed_in(cast.eve)
    client.get("/sign-out/")
    assert client.get("/account/security/").status_code == 200
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/account/security/").status_code == 302


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(cast: Cast, eve: Any) -> None:
    here, there = signed_in(cast.eve), signed_in(cast.eve)
    words = {
        "oldpassword": PASSWORD,
        "password1": "quite another sentence",
        "password2": "quite another sentence",
    }
    assert here.post("/account/security/password/", words)["Location"] == "/account/security/"
    assert here.get("/account/security/").status_code == 200
    assert there.get("/account/security/").status_code == 302


def test_a_weak_new_password_is_refused_with_the_reason(cast: Cast, eve: Any) -> None:
    words = {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    answer = signed_in(cast.eve).post("/account/security/password/", words)
    assert "at least 12 characters" in answer.content.decode()


def test_a_deactivated_account_is_told_so_only_with_its_password(visitor: Client, eve: Any) -> None:
    eve.is_active = False
    eve.save()
    assert sign_in(visitor, "eve@example.org", "wrong").status_code == 422
    answer = visitor.post("/sign-in/", {"login": "eve@example.org", "password": PASSWORD}, follow=True)
    assert "/account/security/" not in answer.content.decode()
    assert visitor.get("/account/security/").status_code == 302


def test_every_page_of_this_part_needs_sign_in_unless_it_leads_there(visitor: Client, cast: Cast) -> None:
    person = cast.eve
    given = {
        "token": "x",
        "person": person,
        "what": "x",
        "grant": 1,
        "pk": 1,
        "step": 1,
        "rule": "D01",
        "pack": "uk-acas",
    }
    open_to_all = set()
    for name, (possibilities, *_) in get_resolver().reverse_dict.items():
        if not isinstance(name, str):
            continue
        path, wanted = possibilities[0]
        if not path.startswith(("sign-", "demo", "setup", "account", "settings", "oversight", "healthz")):
            continue
        answer = visitor.get("/" + path % {key: given[key] for key in wanted})
        if not (answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")):
            open_to_all.add(name)
    assert open_to_all == {
        "sign_in", "account_login", "account_inactive", "sign_out", "account_logout", "mfa_authenticate",
        "mfa_login_webauthn", "demo_sign_in", "setup", "choose_password", "healthz",
    }  # fmt: skip


def test_a_partial_request_without_sign_in_makes_the_browser_go_there(visitor: Client, cast: Cast) -> None:
    answer = visitor.get("/account/security/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/sign-in/"


def test_the_demo_sign_in_does_not_exist_on_a_real_server(visitor: Client, cast: Cast, eve: Any) -> None:
    assert visitor.post("/demo/sign-in/", {"person": cast.eve}).status_code == 404
    assert "demo" not in visitor.get("/sign-in/").content.decode().lower()


def test_the_demo_offers_its_people_and_signs_in_by_a_click(
    visitor: Client, cast: Cast, eve: Any, settings: Any
) -> None:
    settings.DEMO = True
    account_for(cast.hedda, "hedda@example.org")
    account_for(cast.mara, "mara@example.org")
    html = visitor.get("/sign-in/").content.decode()
    assert "Hedda HR" in html
    assert "1 report" in html
    assert visitor.post("/demo/sign-in/", {"person": cast.hedda})["Location"] == "/"
    assert visitor.get("/account/security/").status_code == 200


@pytest.mark.parametrize("person", ["", "nobody", "7b0b45a0-0000-4000-8000-000000000000"])
def test_the_demo_knows_only_its_people(visitor: Client, cast: Cast, settings: Any, person: str) -> None:
    settings.DEMO = True
    assert visitor.post("/demo/sign-in/", {"person": person}).status_code in {400, 404}
    assert visitor.get("/demo/sign-in/").status_code == 405


def test_an_authenticator_app_is_asked_for_after_the_password(visitor: Client, cast: Cast, eve: Any) -> None:
    confirmed(visitor)
    page = visitor.get("/account/security/app/on/")
    secret = page.context["form"].secret
    assert visitor.post("/account/security/app/on/", {"code": code_for(secret)}).status_code == 302
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    visitor.post("/sign-out/")

    assert sign_in(visitor, "eve@example.org")["Location"] == "/sign-in/second-factor/"
    assert visitor.get("/account/security/").status_code == 302
    assert "not right" in visitor.post("/sign-in/second-factor/", {"code": "000000"}).content.decode()
    visitor.post("/sign-in/second-factor/", {"code": code_for(secret)})
    assert visitor.get("/account/security/").status_code == 200


def test_a_recovery_code_works_once(visitor: Client, cast: Cast, eve: Any) -> None:
    confirmed(visitor)
    secret = visitor.get("/account/security/app/on/").context["form"].secret
    shown = visitor.post("/account/security/app/on/", {"code": code_for(secret)}, follow=True)
    codes = re.findall(r"<li><code>(\w+)</code></li>", shown.content.decode())
    assert len(codes) == 10
    visitor.post("/sign-out/")
    for expected in (200, 302):
        sign_in(visitor, "eve@example.org")
        visitor.post("/sign-in/second-factor/", {"code": codes[0]})
        assert visitor.get("/account/security/").status_code == expected
        visitor.post("/sign-out/")


def test_security_is_changed_only_after_the_password_once_more(cast: Cast, eve: Any) -> None:
    client = signed_in(cast.eve)
    asked = client.get("/account/security/app/on/")
    assert asked["Location"].startswith("/account/security/confirm/")
    wrong = client.post(asked["Location"], {"password": "wrong"})
    assert "not your password" in wrong.content.decode()
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == "/account/security/app/on/"


def test_passkeys_come_with_our_own_script_and_no_inline_code(visitor: Client, eve: Any) -> None:
    confirmed(visitor)
    answer = visitor.get("/account/security/passkeys/add/")
    html = answer.content.decode()
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert 'src="/static/goodstanding/passkey.js"' in html
    assert re.findall(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", html) == []
    assert html.count("<h1") == 1


@pytest.mark.parametrize("credential", ["{}", "[]", "null", "7", '{"id": 5}', "[" * 5000, "{" * 30, "x"])
def test_a_damaged_answer_of_a_passkey_is_refused(visitor: Client, eve: Any, credential: str) -> None:
    assert visitor.post("/sign-in/passkey/", {"credential": credential}).status_code in {302, 400}
    confirmed(visitor)
    visitor.get("/account/security/passkeys/add/")
    answer = visitor.post("/account/security/passkeys/add/", {"name": "key", "credential": credential})
    assert answer.status_code in {200, 400}
    assert not Authenticator.objects.exists()
