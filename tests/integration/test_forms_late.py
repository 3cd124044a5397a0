"""Forms that come too late or are opened like pages: nothing is lost, nothing is empty."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Cast
from tests.integration.pages import as_, said

pytestmark = pytest.mark.django_db

WORDS = "Two of ten replies were late, on Monday & on Tuesday."


def test_words_sent_after_the_session_ended_are_shown_again(cast: Cast, client: Client) -> None:
    late = reverse("record", args=[cast.eve, "coaching"])
    answer = client.post(
        late, {"facts": WORDS, "password": "a secret of twenty letters", "day": "2026-01-01"}
    )
    page = said(answer)
    assert answer.status_code == 403
    assert "Two of ten replies were late, on Monday" in page
    assert "a secret of twenty letters" not in page
    assert reverse("sign_in") in page


def test_a_form_without_words_leads_to_the_sign_in_page(cast: Cast, client: Client) -> None:
    answer = client.post(reverse("record", args=[cast.eve, "acknowledged"]), {"day": "2026-01-01"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/")


def test_what_takes_forms_alone_answers_with_a_page_when_it_is_opened(cast: Cast, client: Client) -> None:
    answer = as_(client, cast, "ivo").get(reverse("account_ask", args=[cast.eve]))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "only takes what a form sends" in said(answer)
