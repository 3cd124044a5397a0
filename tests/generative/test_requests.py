"""No request, however malformed, ends in a fault of the server. GOODSTANDING_FUZZ=long asks for many more."""

from __future__ import annotations

import os
import random
import traceback
import zlib
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.domain.lifecycle import EVENTS
from tests.access.characters import CHARACTERS
from tests.access.fixture import world  # noqa: F401
from tests.access.hostile import PARAMETERS, URLENCODED, Hostile, fields_of, requests
from tests.access.table import ROWS
from tests.access.world import World, browser

pytestmark = pytest.mark.django_db

LONG = os.environ.get("GOODSTANDING_FUZZ") == "long"
EACH = 150 if LONG else 6
WHO = ("hr", "manager", "self", "it_admin", "anonymous", "measurer")
ROUTES = {f"{row.name} {' '.join(row.args)}": row for row in ROWS if not row.query}


def send(world: World, who: str, asked: Hostile) -> Any:  # noqa: F811
    """The answer, and in `seen` the error behind a 500. Whatever was written is taken back."""
    seen: list[str] = []

    def note(**_: Any) -> None:
        seen.append(traceback.format_exc(limit=-3))

    body, kind = _multipart(asked.body) if isinstance(asked.body, dict) else (asked.body, asked.kind)

    def go(client: Client) -> Any:
        one = browser() if "Cookie" in asked.headers else client
        return one.generic(asked.method, asked.path, body, content_type=kind, headers=dict(asked.headers))

    got_request_exception.connect(note)
    try:
        return world.ask(who, go), seen
    finally:
        got_request_exception.disconnect(note)


def _multipart(fields: dict[str, Any]) -> tuple[bytes, str]:
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    return encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT


def address(world: World, route: str) -> tuple[str, str]:  # noqa: F811
    row = ROUTES[route]
    return reverse(row.name, args=world.arguments(row.args, CHARACTERS["self"])), row.name


@pytest.mark.parametrize("route", sorted(ROUTES))
def test_no_malformed_request_is_a_fault_of_the_server(world: World, route: str) -> None:  # noqa: F811
    path, _ = address(world, route)
    dice = random.Random(zlib.crc32(route.encode()))
    for who in WHO:
        page = world.client(who).get(path)
        fields = fields_of(page.content.decode()) if page.status_code == 200 and not page.streaming else {}
        for asked in requests(dice, path, fields, EACH):
            answer, seen = send(world, who, asked)
            assert answer.status_code < 500, f"{who}: {str(asked)[:1500]}\n{''.join(seen)}"


@pytest.mark.parametrize("event", sorted(EVENTS))
def test_no_malformed_event_is_a_fault_of_the_server(world: World, event: str) -> None:  # noqa: F811
    path = f"/plans/{world.stages['eve'].case}/do/{event}/"
    dice = random.Random(zlib.crc32(event.encode()))
    for who in ("hr", "manager", "self", "measurer"):
        page = world.client(who).get(path)
        if page.status_code == 200:
            for asked in requests(dice, path, fields_of(page.content.decode()), EACH):
                answer, seen = send(world, who, asked)
                assert answer.status_code < 500, f"{who}: {str(asked)[:1500]}\n{''.join(seen)}"


@pytest.mark.parametrize("path", ["/people/new/", "/settings/", "/imports/new/", "/accounts/outside/"])
def test_five_megabytes_in_one_field_are_refused(world: World, path: str) -> None:  # noqa: F811
    asked = Hostile("POST", path, b"name=" + b"x" * 5_300_000)
    who = "it_admin" if path.startswith("/accounts") else "hr"
    answer, seen = send(world, who, asked)
    assert answer.status_code in {413, 422}, seen


@settings(
    max_examples=2_000 if LONG else 150,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    route=st.sampled_from(sorted(ROUTES)),
    who=st.sampled_from(WHO),
    pairs=st.lists(st.tuples(st.sampled_from(PARAMETERS), st.binary(max_size=60)), max_size=4),
    posts=st.booleans(),
)
def test_no_bytes_in_a_query_or_a_form_are_a_fault_of_the_server(
    world: World,  # noqa: F811
    route: str,
    who: str,
    pairs: list[tuple[str, bytes]],
    posts: bool,
) -> None:
    path, _ = address(world, route)
    text = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs)
    asked = Hostile("POST", path, text.encode(), URLENCODED) if posts else Hostile("GET", f"{path}?{text}")
    answer, seen = send(world, who, asked)
    assert answer.status_code < 500, seen
