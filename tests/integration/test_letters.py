"""A letter is made of an entry, looked at, issued with what it lacks, and kept with its hash."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.actions import entries
from goodstanding.documents.letters.compose import compose
from goodstanding.documents.letters.make import issue, preview
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.entries.plan import CheckIn
from goodstanding.domain.errors import NotAllowed, NotFound, UserError
from goodstanding.domain.letters import LETTERS
from goodstanding.domain.lifecycle import State
from goodstanding.queries.files import Head, open_file
from goodstanding.queries.letters import document
from goodstanding.queries.standing import Viewer, viewer
from tests.conftest import Cast
from tests.factories import case_in, case_of
from tests.integration.pages import as_, entries_of
from tests.integration.test_plan_pages import clock  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

MARKUP = "#panic() *x* {person} [y]"


def reader(cast: Cast, who: str) -> Viewer:
    return viewer(cast.people[who], who.title(), cast.day)


def opened(cast: Cast, who: str) -> Head:
    return open_file(reader(cast, who), cast.eve)


def last(cast: Cast, kind: str) -> Any:
    return next(e for e in reversed(entries_of(cast.eve)) if e.kind == kind)


def warned(cast: Cast, **more: Any) -> UUID:
    payload = day_to_day.Warned(
        stage="first written", deficiency=MARKUP, improvement_required="Close cases in two days.",
        improve_by=cast.day, current_until=cast.day, consequence="A final warning.", **more,
    )  # fmt: skip
    return entries.record(person=cast.eve, payload=payload, by=cast.hedda, now=cast.now).id


@pytest.mark.parametrize("state", [State.COACHING, State.ACTIVE, State.WATCH, State.DECIDED, State.REMEDIED])
def test_every_entry_of_which_a_letter_is_made_can_be_set(cast: Cast, state: State) -> None:
    case_in(cast, state)
    made = [
        e
        for e in entries_of(cast.eve)
        if e.kind in LETTERS and (e.author != cast.eve or e.kind == "acknowledged")
    ]
    assert made
    for entry in made:
        letter = compose(opened(cast, "hedda"), entry.id, issuer="Hedda HR")
        shown = " ".join([letter.subject, *(b.heading + b.text + "".join(b.items) for b in letter.blocks)])
        assert "{" not in shown
        assert preview(letter, now=cast.now).startswith(b"%PDF")


def test_words_of_people_stay_as_they_are(cast: Cast) -> None:
    letter = compose(opened(cast, "hedda"), warned(cast), issuer="Hedda HR")
    assert MARKUP in [block.text for block in letter.blocks]
    assert preview(letter, now=cast.now).startswith(b"%PDF")


def test_an_issued_letter_is_kept_and_its_entry_names_its_hash(cast: Cast) -> None:
    about = warned(cast, appeal_until=cast.day)
    issued = issue(reader(cast, "hedda"), cast.eve, about, reason="", now=cast.now)
    said = last(cast, "letter_issued")
    assert (said.id, said.refers_to, said.payload.letter) == (issued, about, "warning")
    for who in ("hedda", "eve", "mara"):
        kept = document(reader(cast, who), cast.eve, issued)
        assert hashlib.sha256(kept).hexdigest() == said.payload.sha256
    with pytest.raises(NotFound):
        document(reader(cast, "olga"), cast.eve, issued)


def uk(cast: Cast) -> None:
    from goodstanding.store import models

    models.Person.objects.filter(id=cast.eve).update(jurisdiction="GB")


def test_a_letter_that_lacks_something_asks_why_and_both_stand_in_the_file(cast: Cast) -> None:
    uk(cast)
    about = warned(cast)
    letter = compose(opened(cast, "hedda"), about, issuer="Hedda HR")
    assert [e.title for e in letter.lacks] == ["That it can be appealed, and by when"]
    with pytest.raises(UserError, match="everything that is demanded"):
        issue(reader(cast, "hedda"), cast.eve, about, reason=" ", now=cast.now)
    assert not [e for e in entries_of(cast.eve) if e.kind == "letter_issued"]
    issue(reader(cast, "hedda"), cast.eve, about, reason="The appeal is in the handbook.", now=cast.now)
    said = last(cast, "letter_issued").payload
    assert said.lacks == ("That it can be appealed, and by when",)
    assert said.reason == "The appeal is in the handbook."


def test_a_letter_of_a_draft_is_part_of_the_draft(cast: Cast) -> None:
    case_in(cast, State.DRAFT)
    with pytest.raises(NotFound):
        compose(opened(cast, "hedda"), last(cast, "plan_drafted").id, issuer="Hedda HR")


def test_a_letter_is_of_the_day_and_the_name_of_whoever_issues_it(cast: Cast) -> None:
    about = warned(cast, appeal_until=cast.day)
    letter = compose(
        open_file(viewer(cast.hedda, "Hedda", cast.later(20)), cast.eve), about, issuer="Hans HR"
    )
    assert letter.day == cast.day
    assert letter.closing == "Hans HR"
    assert letter.happened < letter.day


def test_the_persons_own_words_are_not_for_the_organisation_to_sign(cast: Cast) -> None:
    case = case_of(cast, case_in(cast, State.ACTIVE))
    cast.day = case.terms.check_ins[0]
    said = CheckIn(scheduled_on=cast.day, voice="employee", words="The list is long.")
    own = entries.record(person=cast.eve, payload=said, by=cast.eve, now=cast.now, case=case.id)
    with pytest.raises(NotFound):
        compose(opened(cast, "hedda"), own.id, issuer="Hedda HR")


def test_only_the_manager_and_hr_issue(cast: Cast) -> None:
    about = warned(cast, appeal_until=cast.day)
    with pytest.raises(NotAllowed):
        issue(reader(cast, "eve"), cast.eve, about, reason="", now=cast.now)


def test_the_page_shows_what_is_in_it_and_issues_it(cast: Cast, client: Client) -> None:
    uk(cast)
    about = warned(cast)
    hedda = as_(client, cast, "hedda")
    address = reverse("letter", args=[cast.eve, about])
    assert "That it can be appealed, and by when" in hedda.get(address).content.decode()
    assert hedda.get(address + "?as=pdf").content.startswith(b"%PDF")
    refused = hedda.post(address, {"reason": ""})
    assert refused.status_code == 422
    assert "Write why it is issued without that." in refused.content.decode()
    done = hedda.post(address, {"reason": "In the handbook."}, follow=True)
    assert "issued and kept with the file" in done.content.decode()
    kept = hedda.get(reverse("letter_document", args=[cast.eve, last(cast, "letter_issued").id]))
    assert kept.content.startswith(b"%PDF")


def test_the_pages_keep_within_their_statements(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    case_in(cast, State.ACTIVE)
    hedda = as_(client, cast, "hedda")
    address = reverse("letter", args=[cast.eve, last(cast, "delivered").id])
    hedda.get(address)
    with django_assert_max_num_queries(12):
        assert hedda.get(address).status_code == 200
