"""A file taken along as JSON and brought back is the same file, leaf for leaf."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.db import transaction

from goodstanding.actions import entries
from goodstanding.actions.exchange import import_file
from goodstanding.documents.export import export_file, export_text
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, UserError
from goodstanding.domain.exchange import schema_text
from goodstanding.domain.lifecycle import State
from goodstanding.queries.standing import viewer
from tests.conftest import Cast, at
from tests.factories import case_in
from tests.integration.pages import entries_of

pytestmark = pytest.mark.django_db

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "file-export.schema.json"
LATER = at(date(2026, 11, 1))


def leaves(person: Any) -> list[str]:
    from goodstanding.store import models

    rows = models.Entry.objects.filter(subject=person).order_by("idx").values_list("idx", flat=True)
    found = dict(models.Leaf.objects.filter(idx__in=list(rows)).values_list("idx", "hash"))
    return [bytes(found[idx]).hex() for idx in rows]


def lists(person: Any) -> dict[str, Any]:
    from goodstanding.store import projection

    return projection.snapshot(person)


class _Undo(Exception):
    pass


def taken_from_elsewhere(build: Callable[[], Any], person: Callable[[], Any]) -> dict[str, Any]:
    """What another instance would hand over: it is built, exported and undone."""
    taken: dict[str, Any] = {}
    try:
        with transaction.atomic():
            build()
            who = person()
            taken = {
                "data": json.loads(export_text(who, None, LATER)),
                "entries": entries_of(who),
                "leaves": leaves(who),
                "lists": lists(who),
            }
            raise _Undo
    except _Undo:
        return taken


def newcomer(cast: Cast, state: State | None) -> dict[str, Any]:
    from tests.conftest import hire

    kept = dict(cast.people)

    def build() -> None:
        hire(cast, "eve", "Eva Elsewhere", team="ops", job_family="Agent", manager=cast.mara)
        if state is not None:
            case_in(cast, state)
        entries.record(
            person=cast.eve, payload=day_to_day.Advice(advice="Wait."), by=cast.cora, now=at(cast.day)
        )
        session = entries.record(
            person=cast.eve,
            payload=day_to_day.Coaching(facts="Ünïcode “x”\n\t", expectation="y", agreed_actions="z"),
            by=cast.mara,
            now=at(cast.day),
        )
        entries.record(
            person=cast.eve,
            payload=day_to_day.Answer(words="No."),
            by=cast.eve,
            now=at(cast.day),
            refers_to=session.id,
        )

    taken = taken_from_elsewhere(build, lambda: cast.eve)
    taken["person"] = cast.eve
    cast.people = kept
    return taken


@pytest.mark.parametrize("state", [None, State.ACTIVE, State.WATCH, State.APPEALED])
def test_a_file_brought_back_is_the_same_file(state, cast: Cast):
    taken = newcomer(cast, state)
    who = import_file(data=taken["data"], by=cast.admin, now=LATER)
    assert who == taken["person"]
    assert entries_of(who) == taken["entries"]
    assert leaves(who) == taken["leaves"]
    assert lists(who) == taken["lists"]


def test_the_record_stays_whole_after_an_import(cast: Cast):
    from goodstanding.queries.audit import check_record

    taken = newcomer(cast, State.ACTIVE)
    import_file(data=taken["data"], by=cast.admin, now=LATER)
    assert check_record() == []


def test_a_file_goes_on_after_its_import(cast: Cast):
    taken = newcomer(cast, None)
    who = import_file(data=taken["data"], by=cast.admin, now=LATER)
    written = entries.record(
        person=who, payload=day_to_day.Award(what="Bonus", why="Work"), by=cast.mara, now=LATER
    )
    shared = [e for e in taken["entries"] if e.visibility == "shared"]
    assert written.author == cast.mara
    assert entries_of(who)[-1].seq == len(shared) + 1


def test_an_import_needs_an_empty_file(cast: Cast):
    data = export_file(cast.eve, None, LATER)
    with pytest.raises(Conflict, match="not empty"):
        import_file(data=data, by=cast.admin, now=LATER)


def test_an_import_is_an_administrators_act(cast: Cast):
    taken = newcomer(cast, None)
    with pytest.raises(NotAllowed):
        import_file(data=taken["data"], by=cast.mara, now=LATER)


def changed(data: dict[str, Any], change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    made = copy.deepcopy(data)
    change(made)
    return made


def _another_word(data: dict[str, Any]) -> None:
    data["entries"][-1]["payload"]["words"] = "Yes."


def _another_author(data: dict[str, Any]) -> None:
    data["entries"][-1]["author"] = data["entries"][0]["author"]


def _another_day(data: dict[str, Any]) -> None:
    data["entries"][-1]["recorded"] = "2020-01-01T00:00:00Z"


def _one_left_out(data: dict[str, Any]) -> None:
    del data["entries"][0]


def _a_part_left_out(data: dict[str, Any]) -> None:
    data["entries"][-1]["record"]["disclosures"].pop()


def _broken_part(data: dict[str, Any]) -> None:
    data["entries"][-1]["record"]["disclosures"][0] = "ä"


def _another_leaf(data: dict[str, Any]) -> None:
    data["entries"][-1]["record"]["leaf_hash"] = "0" * 64


@pytest.mark.parametrize(
    "change",
    [
        _another_word,
        _another_author,
        _another_day,
        _one_left_out,
        _a_part_left_out,
        _broken_part,
        _another_leaf,
    ],
)
def test_whatever_was_changed_on_the_way_is_refused_whole(change, cast: Cast):
    from goodstanding.store import models

    taken = newcomer(cast, None)
    with pytest.raises(UserError):
        import_file(data=changed(taken["data"], change), by=cast.admin, now=LATER)
    assert not models.Person.objects.filter(id=taken["person"]).exists()


@pytest.mark.parametrize("data", [None, [], {}, {"format": "goodstanding.file"}, {"format": "other"}, "x", 7])
def test_what_is_no_export_is_refused_in_words(data, cast: Cast):
    with pytest.raises(UserError, match="not a file export"):
        import_file(data=data, by=cast.admin, now=LATER)


def test_an_export_without_entries_is_refused(cast: Cast):
    data = {**export_file(cast.eve, None, LATER), "entries": []}
    with pytest.raises(UserError, match="no entry"):
        import_file(data=data, by=cast.admin, now=LATER)


def test_an_export_holds_what_its_reader_may_see(cast: Cast):
    case_in(cast, State.DRAFT)
    entries.record(person=cast.eve, payload=day_to_day.Advice(advice="Wait."), by=cast.cora, now=cast.now)

    def kinds(who: str) -> tuple[set[str], bool]:
        data = export_file(cast.eve, viewer(cast.people[who], who, cast.day), LATER)
        return {e["kind"] for e in data["entries"]}, data["exported"]["complete"]

    assert "concern_raised" not in kinds("eve")[0]
    assert "advice" not in kinds("hedda")[0]
    assert {"advice", "hired"} <= kinds("cora")[0]
    assert not any(kinds(who)[1] for who in ("eve", "hedda", "cora"))
    with pytest.raises(NotFound):
        kinds("olga")


def test_an_export_that_keeps_something_back_is_refused_at_the_import(cast: Cast):
    data = export_file(cast.eve, None, LATER)
    assert data["exported"]["complete"]
    taken = newcomer(cast, State.ACTIVE)
    some = [e for e in taken["data"]["entries"] if e["visibility"] != "draft"]
    with pytest.raises(UserError):
        import_file(data={**taken["data"], "entries": some}, by=cast.admin, now=LATER)


def test_the_published_schema_is_the_one_that_the_program_has():
    assert SCHEMA.read_text() == schema_text(), "Write it anew: python -m goodstanding.domain.exchange"


@pytest.mark.parametrize("state", [State.ACTIVE, State.APPEALED])
def test_an_export_is_valid_by_the_published_schema(state, cast: Cast):
    case_in(cast, state)
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    data = json.loads(export_text(cast.eve, None, LATER))
    jsonschema.Draft202012Validator(schema).validate(data)
