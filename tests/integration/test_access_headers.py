"""What every answer says to the browser, whoever asks and whatever the answer is."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.access.characters import CHARACTERS
from tests.access.fixture import world  # noqa: F401
from tests.access.table import ROWS, Row
from tests.access.world import World

pytestmark = pytest.mark.django_db


def policy(answer: Any) -> dict[str, list[str]]:
    said = answer.headers["Content-Security-Policy"]
    return {words[0]: words[1:] for words in (part.split() for part in said.split(";")) if words}


@pytest.mark.parametrize("row", [row for row in ROWS if not row.query], ids=lambda row: row.title)
def test_no_answer_is_kept_framed_or_runs_what_is_not_ours(world: World, row: Row) -> None:  # noqa: F811
    for who in ("anonymous", "hr", "outsider"):
        address = reverse(row.name, args=world.arguments(row.args, CHARACTERS[who]))
        for answer in (
            world.ask(who, lambda c, a=address: c.get(a)), world.ask(who, lambda c, a=address: c.post(a, {}))
        ):  # fmt: skip
            assert "no-store" in answer.headers["Cache-Control"], who
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "same-origin"
            said = policy(answer)
            assert said["default-src"] == ["'none'"]
            assert said["frame-ancestors"] == ["'none'"]
            assert not {word for words in said.values() for word in words if word.startswith("'unsafe")}
            for cookie in answer.cookies.values():
                assert cookie["samesite"] in {"Lax", "Strict"}, cookie.key
                assert cookie["httponly"] or not cookie.value, cookie.key


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.got == 200 and not row.public], ids=lambda r: r.title
)
def test_no_page_holds_what_the_policy_would_stop(world: World, row: Row) -> None:  # noqa: F811
    import re

    for who in sorted((row.see or frozenset()) & {"self", "hr", "it_admin"}):
        address = reverse(row.name, args=world.arguments(row.args, CHARACTERS[who])) + row.query
        page = world.ask(who, lambda c, a=address: c.get(a)).content.decode()
        assert not re.search(r"\son\w+=|\sstyle=|<style|javascript:|hx-on", page), who
        scripts = re.findall(r"<script\b([^>]*)>(.*?)</script>", page, re.S)
        assert all("src=" in opening or "application/json" in opening for opening, _ in scripts), who
        # A source that somebody may follow by their own click is no request of the page; it tells the other
        # side nothing of where they came from.
        own = re.sub(r"<a href=\"https?://[^\"]*\" rel=\"noreferrer external\">", "<a>", page)
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", own), who
