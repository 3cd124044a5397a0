"""Mails: to a real server, once, without a name or a word of a file, and nothing lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.mail.backends.smtp import EmailBackend
from django.test import Client

from goodstanding.actions import checkpoints, mails, notices
from goodstanding.domain.mail_text import MailLine, subject_line, text
from goodstanding.domain.notices import KINDS
from goodstanding.queries import receipt_check
from goodstanding.queries.checkpoints import current_text
from goodstanding.record.verification import Outcome
from goodstanding.store import models
from tests.conftest import Cast, at
from tests.integration.accounts import account_for
from tests.integration.mail_server import Post, mail_server
from tests.integration.pages import as_, said
from tests.signing import Near, new_signer, seal

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The end of a process, which no handler of ours sees."""


@pytest.fixture
def post(cast: Cast, settings: Any) -> Iterator[Post]:
    for name in ("eve", "mara", "ivo"):
        account_for(cast.people[name], f"{name}@example.org")
    with mail_server(settings) as running:
        yield running


def waits(cast: Cast, who: str = "eve", kind: str = "receipt", cause: str = "x") -> models.Notice:
    return models.Notice.objects.create(
        person_id=cast.people[who], kind=kind, cause=f"duty/{cause}", due=cast.day + timedelta(days=3),
        subject_id=cast.eve, page="account", made=cast.now,
    )  # fmt: skip


def mail() -> models.Mail:
    return models.Mail.objects.get()


def test_a_mail_says_what_kind_of_thing_waits_a_day_and_a_link_and_nothing_else(
    cast: Cast, post: Post
) -> None:
    waits(cast)
    mails.post(cast.now)
    (arrived,) = post.arrived
    assert arrived["To"] == "eve@example.org"
    assert arrived["From"] == "good-standing@pips.example.org"
    assert arrived["Subject"] == "Something waits for you at Test Ltd"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_content_type() == "text/plain"
    body = arrived.get_content()
    assert "- 5 March 2026: Something was given to you. Please confirm that you have it." in body
    assert "https://pips.example.org/notices/" in body
    for name in ("Eve", "Mara", "Employee", "Manager"):
        assert name not in body
    assert all(len(line) <= 100 for line in body.splitlines())
    assert mail().state == "sent"


def test_nothing_is_sent_twice(cast: Cast, post: Post) -> None:
    waits(cast)
    for _ in range(3):
        mails.post(cast.now)
    assert len(post.arrived) == 1


def test_what_comes_at_once_is_one_mail_and_what_comes_daily_waits_for_the_morning(
    cast: Cast, post: Post
) -> None:
    for n, kind in enumerate(("receipt", "receipt", "late", "soon")):
        waits(cast, kind=kind, cause=str(n))
    mails.post(at(cast.day, 5))
    assert [m["Subject"] for m in post.arrived] == ["2 notices for you at Test Ltd"]
    assert "(2 times)" in post.arrived[0].get_content()
    mails.post(at(cast.day, 7))
    assert len(post.arrived) == 2
    waits(cast, kind="late", cause="another")
    mails.post(at(cast.day, 12))
    assert len(post.arrived) == 2, "one a day"
    mails.post(at(cast.day + timedelta(days=1), 8))
    assert len(post.arrived) == 3


def test_the_morning_is_that_of_the_persons_own_time_zone(cast: Cast, post: Post) -> None:
    notices.choose(person=cast.eve, mail={}, time_zone="Pacific/Auckland")
    waits(cast, kind="late")
    mails.post(at(cast.day, 9))  # 22:00 there
    assert len(post.arrived) == 1, "the morning has been, nothing has come yet that day"
    waits(cast, kind="late", cause="y")
    mails.post(at(cast.day, 17))  # 6:00 of the next day
    assert len(post.arrived) == 1
    mails.post(at(cast.day, 18))
    assert len(post.arrived) == 2


def test_the_daily_mail_waits_for_a_day_on_which_the_person_works(cast: Cast, post: Post) -> None:
    waits(cast, kind="late")
    saturday = cast.day + timedelta(days=5)
    mails.post(at(saturday))
    assert not post.arrived
    monday = cast.day + timedelta(days=7)
    models.Absence.objects.create(person_id=cast.eve, first=monday, last=monday, entry_id=cast.eve)
    mails.post(at(monday))
    assert not post.arrived
    mails.post(at(monday + timedelta(days=1)))
    assert len(post.arrived) == 1


def test_by_choice_not_at_all(cast: Cast, post: Post) -> None:
    notices.choose(person=cast.eve, mail={"entry": "none", "receipt": "daily"}, time_zone="")
    waits(cast, kind="entry")
    mails.post(cast.now)
    assert not post.arrived
    assert models.Notice.objects.get().read is None, "it stands on the page all the same"


def test_what_was_read_or_dealt_with_is_not_sent(cast: Cast, post: Post) -> None:
    models.Notice.objects.filter(pk=waits(cast).pk).update(read=cast.now)
    mails.post(cast.now)
    waits(cast, cause="y")
    mails.make(now=cast.now)
    models.Notice.objects.update(settled=cast.now)
    mails.post(cast.now)
    assert not post.arrived
    assert mail().state == "dropped"


def test_without_a_mail_server_notices_stand_on_the_page_alone(cast: Cast) -> None:
    waits(cast)
    assert "No mail server is set" in mails.post(cast.now)
    assert not models.Mail.objects.exists()


# What goes wrong


def test_a_refusal_for_now_is_tried_again_after_longer_and_longer_waits_and_then_given_up(
    cast: Cast, post: Post
) -> None:
    post.refuse = "451 try later"
    waits(cast)
    now = cast.now
    times: list[datetime] = []
    while not models.Mail.objects.filter(state="failed").exists():
        mails.post(now)
        times.append(now)
        now = mail().next_try if mail().state == "waiting" else now
        mails.post(now - timedelta(seconds=1))
    gaps = [(b - a) // timedelta(minutes=1) for a, b in pairwise(times)]
    assert gaps == list(mails.RETRIES)
    assert not post.arrived
    assert "451" in mail().problem


def test_a_refused_address_is_given_up_at_once_and_it_sees_it_and_may_send_again(
    cast: Cast, client: Client, post: Post
) -> None:
    post.refuse = "550 no such user eve"
    waits(cast)
    mails.post(cast.now)
    assert mail().state == "failed"
    assert mail().problem == "The mail server refused the address (550)."
    assert "refused the address" in said(as_(client, cast, "ivo").get("/work/"))
    assert "not delivered" in said(as_(client, cast, "eve").get("/account/notices/"))
    post.refuse = ""
    models.User.objects.filter(person=cast.eve).update(email="eve.new@example.org")
    as_(client, cast, "ivo").post(f"/work/mails/{mail().pk}/again/")
    models.Mail.objects.update(next_try=cast.now)
    mails.post(cast.now)
    assert [m["To"] for m in post.arrived] == ["eve.new@example.org"]


def test_a_server_that_is_away_delays_and_loses_nothing(cast: Cast, post: Post, settings: Any) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    waits(cast)
    waits(cast, who="mara")
    mails.post(cast.now)
    assert models.Mail.objects.filter(state="waiting").count() == 2
    assert models.Mail.objects.filter(attempts=1).count() == 1, "the first tells enough"
    settings.EMAIL_PORT = port
    mails.post(cast.now + timedelta(minutes=2))
    assert len(post.arrived) == 2


def killed(*args: Any, **kwargs: Any) -> None:
    raise Killed


def test_killed_before_it_was_sent_it_is_sent_later(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(cast)
    monkeypatch.setattr(EmailBackend, "send_messages", killed)
    with pytest.raises(Killed):
        mails.post(cast.now)
    monkeypatch.undo()
    assert mail().state == "sending"
    mails.post(cast.now)
    assert len(post.arrived) == 1


def test_killed_between_sending_and_saying_so_it_is_sent_at_most_once_more_under_the_same_id(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = EmailBackend.send_messages

    def sends_and_dies(self: EmailBackend, messages: Any) -> int:
        real(self, messages)
        raise Killed

    waits(cast)
    monkeypatch.setattr(EmailBackend, "send_messages", sends_and_dies)
    for _ in range(2):
        with pytest.raises(Killed):
            mails.post(cast.now)
    for _ in range(3):
        mails.post(cast.now)
    assert len(post.arrived) == 2
    assert len({m["Message-ID"] for m in post.arrived}) == 1, "servers can drop the repeat"
    assert (mail().state, mail().problem) == ("failed", mails.TWICE)


def test_killed_while_mails_are_made_each_notice_still_goes_out_once(
    cast: Cast, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits(cast)
    waits(cast, who="mara")
    made = mails._put
    calls = iter([made, killed])
    monkeypatch.setattr(mails, "_put", lambda *a: next(calls)(*a))
    with pytest.raises(Killed):
        mails.post(cast.now)
    monkeypatch.undo()
    mails.post(cast.now)
    assert sorted(m["To"] for m in post.arrived) == ["eve@example.org", "mara@example.org"]


# The words


def test_every_kind_has_a_sentence_that_names_nobody() -> None:
    for kind in KINDS.values():
        assert kind.says.endswith(".")
        assert "{" not in kind.says


def test_the_name_of_the_organisation_cannot_break_a_header(cast: Cast) -> None:
    assert "\n" not in subject_line(1, "Test\r\nBcc: somebody@example.org")


def test_without_an_address_the_mail_says_where_to_go_in_words(cast: Cast) -> None:
    said_ = text([MailLine("Something waits for you.", cast.day)], organisation="Test Ltd", address="")
    assert "Sign in to Good Standing" in said_
    assert "http" not in said_


def test_a_mail_carries_the_checkpoint_and_it_arrives_as_it_was_signed(
    cast: Cast, post: Post, tmp_path: Path
) -> None:
    seal(Near(new_signer(tmp_path / "signer", checkpoints.name_log(now=cast.now))), now=cast.now)
    waits(cast)
    mails.post(cast.now)
    (arrived,) = post.arrived
    body = arrived.get_content().replace("\r\n", "\n")
    signed = body.partition("before them was changed:\n\n")[2]
    assert signed.strip("\n") == current_text().strip("\n")
    assert receipt_check.check((signed.strip("\n") + "\n").encode()).outcome is Outcome.GOOD
