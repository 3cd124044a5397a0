"""Time stamps over checkpoints: checked twice, never in anybody's way."""

from __future__ import annotations

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.actions import checkpoints, entries, timestamps
from goodstanding.actions.timestamps import AuthorityFails
from goodstanding.documents.verification.sources import unpacked
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.queries import checkpoints as signed
from goodstanding.queries.timestamps import stamps
from goodstanding.store import models
from tests.access.world import signed_in
from tests.authority import Authority, make_authority, needs_openssl
from tests.conftest import Cast
from tests.integration.pages import as_
from tests.signing import Near, new_signer, seal

pytestmark = needs_openssl


@pytest.fixture(scope="module")
def one_authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def authority(one_authority: Authority, settings: Any) -> Authority:
    one_authority.fails, one_authority.asked = None, 0
    settings.TIMESTAMP_URL = "http://tsa.example.org/"
    settings.TIMESTAMP_ROOTS = str(one_authority.roots)
    return one_authority


@pytest.fixture
def near(cast: Cast, tmp_path: Path) -> Near:
    made = Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now)))
    seal(made, now=cast.now)
    return made


def write(cast: Cast, near: Near) -> None:
    payload = Feedback(tone="positive", behaviour="Answered every call")
    entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now)
    seal(near, now=cast.now)


def test_a_stamp_over_the_newest_checkpoint_is_accepted_by_two_programs(
    cast: Cast, near: Near, authority: Authority
) -> None:
    assert timestamps.stamp_due(now=cast.now, fetch=authority.fetch)
    stamp = stamps()[0]
    assert stamp.size == signed.latest().size  # type: ignore[union-attr]
    assert timestamps.check(stamp.answer, stamp.text.encode()) == stamp.stamped
    assert authority.openssl_accepts(stamp.answer, stamp.text.encode())


def test_a_stamp_of_other_words_holds_for_neither(cast: Cast, near: Near, authority: Authority) -> None:
    timestamps.stamp_due(now=cast.now, fetch=authority.fetch)
    stamp = stamps()[0]
    other = (stamp.text + "x").encode()
    with pytest.raises(AuthorityFails, match="does not hold"):
        timestamps.check(stamp.answer, other)
    assert not authority.openssl_accepts(stamp.answer, other)


def test_an_entry_lies_between_two_stamps(cast: Cast, near: Near, authority: Authority) -> None:
    timestamps.stamp_due(now=cast.now, fetch=authority.fetch)
    write(cast, near)
    assert timestamps.stamp_due(now=cast.now + timedelta(minutes=60), fetch=authority.fetch)
    after, before = stamps()
    index = models.Entry.objects.order_by("-idx").values_list("idx", flat=True)[0]
    assert before.size <= index < after.size
    assert before.stamped <= after.stamped


def test_one_at_most_in_the_time_that_was_settled_and_none_without_news(
    cast: Cast, near: Near, authority: Authority
) -> None:
    assert timestamps.stamp_due(now=cast.now, fetch=authority.fetch)
    assert not timestamps.stamp_due(now=cast.now + timedelta(hours=5), fetch=authority.fetch)
    write(cast, near)
    assert not timestamps.stamp_due(now=cast.now + timedelta(minutes=59), fetch=authority.fetch)
    assert authority.asked == 1


def test_an_authority_that_is_down_for_a_week_blocks_nothing_and_is_shown(
    cast: Cast, near: Near, authority: Authority
) -> None:
    authority.fails = AuthorityFails("The time-stamping authority does not answer: refused.")
    now = cast.now
    for _ in range(7 * 24 * 4):
        write(cast, near) if authority.asked < 3 else None
        assert not timestamps.stamp_due(now=now, fetch=authority.fetch)
        now += timedelta(minutes=15)
    state = signed.service(signed.AUTHORITY)
    assert state is not None
    assert state.failed_since == cast.now
    assert authority.asked < 7 * 24 + 12  # an hour between two tries, once it is surely down
    home = signed_in(cast.ivo).get("/").content.decode()
    assert "time-stamping authority does not answer" in home
    assert "time-stamping authority" not in signed_in(cast.eve).get("/").content.decode()
    authority.fails = None
    assert timestamps.stamp_due(now=now + timedelta(hours=1), fetch=authority.fetch)
    assert signed.service(signed.AUTHORITY).failed_since is None  # type: ignore[union-attr]


@pytest.mark.parametrize("answer", [b"", b"<html>", b"\x30\x03\x02\x01\x02", bytes(5000)])
def test_what_is_no_time_stamp_is_refused(
    cast: Cast, near: Near, authority: Authority, answer: bytes
) -> None:
    assert not timestamps.stamp_due(now=cast.now, fetch=lambda url, request: answer)
    assert not stamps()
    assert "time stamp" in signed.service(signed.AUTHORITY).problem  # type: ignore[union-attr]


def test_the_answer_to_another_question_is_refused(cast: Cast, near: Near, authority: Authority) -> None:
    kept: list[bytes] = []

    def replay(url: str, request: bytes) -> bytes:
        kept.append(authority.fetch(url, request))
        return kept[0]

    assert timestamps.stamp_due(now=cast.now, fetch=replay)
    write(cast, near)
    assert not timestamps.stamp_due(now=cast.now + timedelta(hours=2), fetch=replay)
    assert len(stamps()) == 1


def test_an_authority_that_nobody_vouches_for_is_refused(
    cast: Cast, near: Near, authority: Authority, tmp_path: Path
) -> None:
    foreign = make_authority(tmp_path / "foreign")
    assert not timestamps.stamp_due(now=cast.now, fetch=foreign.fetch)


def test_without_an_address_nobody_is_asked(cast: Cast, near: Near, settings: Any) -> None:
    settings.TIMESTAMP_URL = ""
    assert not timestamps.stamp_due(now=cast.now)


class _Handler(BaseHTTPRequestHandler):
    authority: Authority

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == "application/timestamp-query"
        body = self.authority.fetch("", self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


def test_it_is_asked_over_http_as_the_standard_says(
    cast: Cast, near: Near, authority: Authority, settings: Any
) -> None:
    _Handler.authority = authority
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    try:
        assert timestamps.stamp_due(now=cast.now)
    finally:
        server.shutdown()
        server.server_close()
    assert not timestamps.stamp_due(now=cast.now + timedelta(days=1))


def test_whoever_reads_the_page_takes_a_stamp_along_with_what_it_is_over(
    cast: Cast, near: Near, authority: Authority, client: Client
) -> None:
    timestamps.stamp_due(now=cast.now, fetch=authority.fetch)
    stamp = stamps()[0]
    reader = as_(client, cast, "eve")
    page = reader.get(reverse("record_state")).content.decode()
    url = reverse("record_stamp", args=[stamp.id])
    assert f'href="{url}"' in page
    files = unpacked(reader.get(url).content)
    assert authority.openssl_accepts(files["checkpoint.txt.tsr"], files["checkpoint.txt"])
    assert reader.get(reverse("record_stamp", args=[stamp.id + 1])).status_code == 404
