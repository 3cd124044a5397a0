"""Every address × everybody: what they get, and that nobody reads a word that is not for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import get_resolver, reverse

from tests.access.characters import CHARACTERS
from tests.access.document import TEXT, written
from tests.access.fixture import world  # noqa: F401
from tests.access.table import CANARIES, GET, POST, READERS, ROWS, Row, cells
from tests.access.world import World

pytestmark = pytest.mark.django_db


def ask(world: World, row: Row, who: str, method: str) -> Any:  # noqa: F811
    """What one cell answers. Whatever it wrote is taken back."""
    address = reverse(row.name, args=world.arguments(row.args, CHARACTERS[who])) + row.query
    return world.ask(who, lambda c: c.get(address) if method == GET else c.post(address, dict(row.data)))


def words_in(answer: Any) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace")


def leaks(world: World, who: str, answer: Any) -> list[str]:  # noqa: F811
    """Canaries that stand in an answer to somebody who may not read them."""
    text = words_in(answer) + str(answer.headers)
    return [name for name, readers in CANARIES.items() if who not in readers and world.word(name) in text]


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.title)
def test_everybody_gets_what_the_table_says_and_no_word_more(
    world: World,  # noqa: F811
    row: Row,
    method: str,
) -> None:
    wrong = {}
    for who in CHARACTERS:
        answer = ask(world, row, who, method)
        wanted = row.expected(who, method)
        if answer.status_code != wanted:
            wrong[who] = f"{answer.status_code}, not {wanted}"
        if found := leaks(world, who, answer):
            wrong[who] = f"reads {found}"
    assert not wrong, row.title


@pytest.mark.parametrize("entry", sorted(READERS.keys() & CANARIES.keys()))
def test_whoever_may_open_an_entry_reads_its_words(world: World, entry: str) -> None:  # noqa: F811
    """So that the words looked for above are known to be where they could be read."""
    row = Row("entry", entry, READERS[entry], args=("person", entry))
    for who in READERS[entry]:
        if CHARACTERS[who].stage == "eve":
            assert world.word(entry) in words_in(ask(world, row, who, GET)), who


def test_who_visits_without_signing_in_is_sent_to_sign_in(world: World) -> None:  # noqa: F811
    address = reverse("file", args=[world.stages["eve"].person])
    assert world.client("anonymous").get(address).headers["Location"] == f"/sign-in/?next={address}"
    quiet = world.client("anonymous").get(address, headers={"HX-Request": "true"})
    assert (quiet.status_code, quiet.headers["HX-Redirect"]) == (204, "/sign-in/")


def test_the_person_does_not_learn_from_any_page_that_a_plan_is_drafted(world: World) -> None:  # noqa: F811
    """Helga is in HR as well. She knows of the coaching; what is drafted after it she reads when it comes."""
    stage, helga = world.stages["helga"], world.client("helga")
    case, person = stage.case, stage.person
    for address in (
        "/", "/plans/", "/plans/?group=all&sort=state", f"/plans/{case}/", f"/plans/{case}/calendar/",
        f"/people/{person}/", f"/people/{person}/?show=plans", f"/people/{person}/?kind=plans",
        "/people/?q=helga", f"/people/{person}/entries/{stage.entries['shared']}/",
    ):  # fmt: skip
        text = words_in(helga.get(address))
        assert world.word("draft_terms") not in text, address
        assert world.word("draft_reason") not in text, address
        assert "Submit for review" not in text, address
    assert "Helga" not in words_in(helga.get("/people/?state=draft")).split("<main", 1)[1]
    assert str(case) not in words_in(helga.get("/plans/?group=drafting"))
    assert helga.get(f"/people/{person}/entries/{stage.entries['drafted']}/").status_code == 404
    assert helga.get(f"/plans/{case}/draft/").status_code == 404
    assert world.word("draft_terms") not in words_in(helga.post(f"/people/{person}/export/"))


def test_nobody_outside_hr_is_told_names_that_they_need_not_know(world: World) -> None:  # noqa: F811
    """Olga works elsewhere: no page about Eve names her to those who do not see Olga’s file."""
    told = {"outsider", "hr", "hr_manager", "hr_self", "hr_witness", "hr_out_of_scope", "counsel", "leave",
            "it_admin"}  # fmt: skip
    for row in ROWS:
        if "olga" in row.args:
            continue
        for who in sorted(set(CHARACTERS) - told):
            assert "Olga Outside" not in words_in(ask(world, row, who, GET)), (row.title, who)


def test_every_address_has_a_row() -> None:
    names = {pattern.name for pattern in get_resolver().url_patterns if pattern.name}
    assert names == {row.name for row in ROWS}


def test_the_matrix_is_large_enough_to_mean_something() -> None:
    assert cells() >= 3_000


def test_the_reference_of_access_is_current() -> None:
    assert TEXT.read_text() == written(), "write it anew: python -m tests.access.document"
