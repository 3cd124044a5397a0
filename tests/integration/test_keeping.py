"""Holds, what falls due, erasures that take two, and their pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from goodstanding.actions import entries, erasure_requests, erasures, holds, people, retention
from goodstanding.actions.rebuild import rebuild
from goodstanding.domain.entries.day_to_day import Feedback, LetterIssued, Warned
from goodstanding.domain.erased import ErasedText
from goodstanding.domain.erasing import Target
from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, NotNow
from goodstanding.queries.audit import check_record
from goodstanding.queries.standing import viewer
from goodstanding.store import log, models
from tests.access.world import clock_at, signed_in
from tests.conftest import Cast, at, give

pytestmark = pytest.mark.django_db

WORDS = "Eight cases were late, and one was lost."


def written(cast: Cast, words: str = WORDS) -> UUID:
    payload = Feedback(tone="critical", behaviour=words)
    return entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now).id


def warned(cast: Cast) -> UUID:
    payload = Warned(
        stage="first written", deficiency=WORDS, improvement_required="None late",
        improve_by=cast.day + timedelta(days=30), current_until=cast.day + timedelta(days=90),
        consequence="x",
    )  # fmt: skip
    return entries.record(person=cast.eve, payload=payload, by=cast.hedda, now=cast.now).id


def ask(cast: Cast, target: Target, by: str = "hedda") -> int:
    return erasure_requests.ask(
        person=cast.eve, target=target, ground="mistake", source="Her letter", reason="It was not her.",
        by=getattr(cast, by), now=cast.now,
    )  # fmt: skip


def agree(cast: Cast, id: int, by: str = "hans", version: int | None = None) -> tuple[UUID, ...]:
    now = models.Person.objects.get(id=cast.eve).file_version
    return erasure_requests.agree(
        id=id, expected=now if version is None else version, by=getattr(cast, by), now=cast.now
    )


def entry_target(entry: UUID) -> Target:
    return Target(scope="entry", entry=entry)


def said(entry: UUID) -> Any:
    return log.to_domain(models.Entry.objects.select_related("payload").get(id=entry)).payload


# Two persons


def test_whoever_asks_does_not_carry_it_out_while_somebody_else_is_there(cast: Cast) -> None:
    active(cast, "hedda", "hans")
    asked = ask(cast, entry_target(written(cast)))
    with pytest.raises(NotAllowed, match="Somebody else"):
        agree(cast, asked, by="hedda")
    made = agree(cast, asked)
    entry = models.Entry.objects.get(id=made[0])
    assert entry.author_id == cast.hans
    assert said(entry.id).asked_by == cast.hedda
    assert not said(entry.id).alone
    assert not models.ErasureRequest.objects.exists()


def active(cast: Cast, *who: str) -> None:
    for key in who:
        models.User.objects.create(person_id=getattr(cast, key), email=f"{key}@x.org", created=cast.now)


def test_alone_it_takes_a_night_and_the_entry_says_so(cast: Cast) -> None:
    active(cast, "hedda")
    models.User.objects.filter(person=cast.admin).update(is_active=False)
    asked = ask(cast, entry_target(written(cast)))
    with pytest.raises(NotNow, match="tomorrow"):
        agree(cast, asked, by="hedda")
    cast.later(1)
    made = agree(cast, asked, by="hedda")
    assert said(made[0]).alone


def test_what_was_agreed_to_is_what_was_shown(cast: Cast) -> None:
    active(cast, "hedda", "hans")
    asked = ask(cast, entry_target(written(cast)))
    version = models.Person.objects.get(id=cast.eve).file_version
    written(cast, "later")
    with pytest.raises(Conflict):
        agree(cast, asked, version=version)
    assert models.ErasureRequest.objects.filter(id=asked).exists()


def test_a_request_is_made_once_is_refused_and_grows_old(cast: Cast) -> None:
    target = entry_target(written(cast))
    asked = ask(cast, target)
    with pytest.raises(Conflict, match="already"):
        ask(cast, target)
    with pytest.raises(NotAllowed):
        erasure_requests.refuse(id=asked, by=cast.mara, now=cast.now)
    erasure_requests.refuse(id=asked, by=cast.hans, now=cast.now)
    with pytest.raises(NotFound):
        agree(cast, asked)
    again = ask(cast, target)
    cast.later(31)
    with pytest.raises(NotFound):
        agree(cast, again)


def test_nobody_else_is_told_of_words_by_the_notice_that_one_waits(cast: Cast) -> None:
    active(cast, "hedda", "hans")
    asked = ask(cast, entry_target(written(cast)))
    notice = models.Notice.objects.get(cause=f"erasure/{asked}", person=cast.hans)
    assert (notice.kind, notice.page, notice.settled) == ("part", f"erasure/{asked}", None)
    agree(cast, asked)
    assert models.Notice.objects.get(id=notice.id).settled is not None


# Holds


def test_a_hold_overrides_every_ground_and_reaches_comparable_files(cast: Cast) -> None:
    entry = written(cast)
    hold = holds.place(
        person=cast.eve, matter="Charge 22-7", reason="Filed.", comparators=[cast.olga], by=cast.cora,
        now=cast.now,
    )  # fmt: skip
    with pytest.raises(NotNow, match="hold"):
        ask(cast, entry_target(entry))
    kinds = models.Entry.objects.filter(kind="hold_placed").values_list("subject_id", "visibility")
    assert dict(kinds) == {cast.eve: "shared", cast.olga: "counsel"}
    others = said(models.Entry.objects.get(subject=cast.olga, kind="hold_placed").id)
    assert "Charge" not in str(others)
    assert str(cast.eve) not in str(others)
    assert rebuild() == []
    assert holds.release(hold=hold, reason="Settled.", by=cast.hedda, now=cast.now) == 2
    assert not models.Hold.objects.exists()
    ask(cast, entry_target(entry))
    assert check_record() == []


@pytest.mark.parametrize("by", ["mara", "eve", "lea", "ivo", "olga"])
def test_only_hr_and_counsel_place_a_hold(cast: Cast, by: str) -> None:
    with pytest.raises(NotAllowed):
        holds.place(person=cast.eve, matter="x", reason="", by=getattr(cast, by), now=cast.now)


def test_a_hold_that_reaches_a_file_which_one_may_not_hold_is_placed_nowhere(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        holds.place(
            person=cast.eve, matter="x", reason="", comparators=[cast.hedda], by=cast.hedda, now=cast.now
        )
    assert not models.Hold.objects.exists()


# Retention


def test_what_falls_due_is_found_and_nothing_is_erased_by_itself(cast: Cast) -> None:
    entry = warned(cast)
    people.leave(person=cast.olga, last_day=cast.day, by=cast.hedda, now=cast.now)
    count = models.Entry.objects.count()
    text = retention.find_due(at(cast.later(100)))
    assert text == "2 files looked at; 1 thing due. Nothing is erased without a person."
    rows = models.RetentionDue.objects.order_by("scope").values_list(
        "scope", "person_id", "entry_id", "rules"
    )
    assert list(rows) == [
        ("entry", cast.eve, entry, ["uk-warning"]), ("person", cast.olga, None, ["uk-limitation"])
    ]  # fmt: skip
    assert models.Entry.objects.count() == count
    before = list(models.RetentionDue.objects.values_list("id", flat=True))
    retention.find_due(cast.now)
    assert list(models.RetentionDue.objects.values_list("id", flat=True)) == before


def test_an_erased_warning_is_due_no_more(cast: Cast) -> None:
    active(cast, "hedda", "hans")
    entry = warned(cast)
    retention.find_due(at(cast.later(100)))
    agree(cast, ask(cast, entry_target(entry)))
    retention.find_due(cast.now)
    assert not models.RetentionDue.objects.exists()


# Letters


def test_a_letter_made_of_what_is_erased_goes_with_it(cast: Cast) -> None:
    entry = written(cast)
    payload = LetterIssued(letter="Feedback", text="v1", sha256="0" * 64)
    issued = entries.record(person=cast.eve, payload=payload, by=cast.hedda, now=cast.now, refers_to=entry).id
    models.Letter.objects.create(entry=models.Entry.objects.get(id=issued), document=WORDS.encode())
    why = erasures.Why(ground="mistake", source="x", reason="y")
    erasures.carry_out(
        person=cast.eve, target=Target(scope="fields", entry=entry, fields=frozenset({"behaviour"})), why=why,
        by=cast.hedda, now=cast.now,
    )  # fmt: skip
    assert not models.Letter.objects.exists()
    assert isinstance(said(entry).behaviour, ErasedText)


# Pages


def test_from_the_list_to_the_second_person_and_to_what_both_sides_read(cast: Cast) -> None:
    give(cast.hans, "hr")
    entry = warned(cast)
    retention.find_due(at(cast.later(100)))
    with clock_at(cast):
        hedda, hans, eve = signed_in(cast.hedda), signed_in(cast.hans), signed_in(cast.eve)
        page = hedda.get("/retention/").content.decode()
        assert "Eve Employee" in page
        assert "Acas guide" in page
        address = f"/people/{cast.eve}/erase/?entry={entry}&all=1&rule=uk-warning"
        page = hedda.get(address).content.decode()
        assert WORDS in page
        assert "old receipts go on being proved" in page
        answer = hedda.post(
            address, {"ground": "retention", "source": "Acas guide", "reason": "Not current any more."}
        )
        assert answer.status_code == 302
        waits = answer.headers["Location"]
        assert "Somebody else has to agree" in hedda.get(waits).content.decode()
        page = hans.get(waits).content.decode()
        assert "Erase this for good?" in page
        version = models.Person.objects.get(id=cast.eve).file_version
        assert hans.post(waits, {"version": version - 1}).status_code == 422
        assert hans.post(waits, {"version": version}).status_code == 302
        page = eve.get(f"/people/{cast.eve}/entries/{entry}/").content.decode()
        assert WORDS not in page
        assert "Erased by Hans HR" in page
        page = eve.get(f"/people/{cast.eve}/kept/").content.decode()
        assert "What was erased" in page
        assert "Hans HR" in page
        for address in (f"/people/{cast.eve}/", f"/people/{cast.eve}/review/", "/receipts/"):
            assert eve.get(address).status_code == 200
            assert WORDS not in eve.get(address).content.decode()


def test_a_hold_is_placed_and_released_on_its_pages(cast: Cast) -> None:
    with clock_at(cast):
        cora, eve = signed_in(cast.cora), signed_in(cast.eve)
        place = f"/people/{cast.eve}/hold/"
        assert "same job" in cora.get(place).content.decode()
        sent = cora.post(place, {"matter": "A claim", "reason": "", "comparators": [str(cast.olga)]})
        assert sent.status_code == 302
        assert "Deletion is suspended" in eve.get(f"/people/{cast.eve}/kept/").content.decode()
        hold = models.Hold.objects.filter(comparator=False).get().hold
        assert "and 1 comparable file" in cora.get("/retention/").content.decode()
        assert "hold suspends" in cora.get(f"/people/{cast.eve}/erase/?all=1").content.decode()
        assert cora.post(f"/holds/{hold}/release/", {"reason": "Settled."}).status_code == 302
        assert "Deletion is suspended" not in eve.get(f"/people/{cast.eve}/kept/").content.decode()


def test_a_comparable_person_is_not_told_of_somebody_elses_hold(cast: Cast) -> None:
    holds.place(person=cast.eve, matter="x", reason="", comparators=[cast.olga], by=cast.cora, now=cast.now)
    with clock_at(cast):
        page = signed_in(cast.olga).get(f"/people/{cast.olga}/kept/").content.decode()
        assert "Deletion is suspended" not in page
        assert "No hold was placed" in page
        assert viewer(cast.olga, "", cast.day).parts == ()
