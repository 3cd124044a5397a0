from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from goodstanding.actions import accounts
from goodstanding.domain.errors import NotNow
from goodstanding.queries.organisation import organisation
from goodstanding.store import models
from goodstanding.web import clock
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
FORM = {
    "organisation": "Acme", "jurisdiction": "GB-ENG",
    "administrator": "Ada Admin", "email": "Ada@Example.org",
    "password": "a sentence nobody guesses", "password_again": "a sentence nobody guesses",
}  # fmt: skip


@pytest.fixture
def token(db: None) -> str:
    return accounts.create_setup_token(clock.now())


@pytest.fixture
def visitor() -> Client:
    return Client(HTTP_HOST="localhost")


def test_the_first_administrator_sets_up_and_is_signed_in(visitor: Client, token: str) -> None:
    assert "United Kingdom" in visitor.get(f"/setup/{token}/").content.decode()
    assert visitor.post(f"/setup/{token}/", FORM)["Location"] == "/"
    page = visitor.get("/accounts/").content.decode()
    assert "Ada Admin" in page
    assert organisation().policy.jurisdiction == "GB-ENG"
    assert models.User.objects.get().email == "ada@example.org"


def test_the_address_works_once(visitor: Client, token: str) -> None:
    visitor.post(f"/setup/{token}/", FORM)
    other = Client(HTTP_HOST="localhost")
    assert other.get(f"/setup/{token}/").status_code == 404
    assert other.post(f"/setup/{token}/", FORM).status_code == 404
    assert models.User.objects.count() == 1


def test_the_address_of_an_earlier_start_is_void(visitor: Client, token: str) -> None:
    newer = accounts.create_setup_token(clock.now())
    assert visitor.get(f"/setup/{token}/").status_code == 404
    assert visitor.get(f"/setup/{newer}/").status_code == 200


def test_an_address_of_four_days_ago_is_void(visitor: Client, db: None) -> None:
    old = accounts.create_setup_token(clock.now() - timedelta(days=4))
    assert visitor.get(f"/setup/{old}/").status_code == 404


def test_only_the_hash_of_the_address_is_kept(token: str) -> None:
    kept = models.Setup.objects.get().token_sha256
    assert token not in kept
    assert len(kept) == 64


def test_an_organisation_that_is_there_cannot_be_set_up_again(cast: Cast) -> None:
    with pytest.raises(NotNow):
        accounts.create_setup_token(clock.now())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password_again": "another sentence here"}, "The two passwords differ."),
        ({"password": "short", "password_again": "short"}, "at least 12 characters"),
        ({"password": "passwordpassword1", "password_again": "x"}, "The two passwords differ."),
        ({"email": "nobody"}, "valid email"),
        ({"jurisdiction": "XX-YY"}, "valid choice"),
        ({"organisation": ""}, "required"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field_and_nothing_is_kept(
    visitor: Client, token: str, wrong: dict[str, Any], words: str
) -> None:
    answer = visitor.post(f"/setup/{token}/", {**FORM, **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not models.Organisation.objects.exists()
    assert visitor.get(f"/setup/{token}/").status_code == 200
