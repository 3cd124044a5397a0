"""An id of somebody else's, put where a form or an address takes one, reads nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from goodstanding.domain.entries.roles import RoleAssigned
from tests import factories
from tests.access.fixture import world  # noqa: F401
from tests.access.world import World, as_eve
from tests.integration.pages import said

pytestmark = pytest.mark.django_db

ABOUT_AN_ENTRY = (
    "answer", "correction", "acknowledged", "refusal_noted", "followed_up", "appraisal_answer",
    "accommodation_answered",
)  # fmt: skip


def counted() -> int:
    from goodstanding.store import models

    return models.Entry.objects.count()


@pytest.fixture
def nothing_written(world: World) -> Iterator[None]:  # noqa: F811
    before = counted()
    yield
    assert counted() == before


@pytest.mark.usefixtures("nothing_written")
@pytest.mark.parametrize("kind", ABOUT_AN_ENTRY)
@pytest.mark.parametrize("who", ["manager", "self", "hr", "leave", "witness", "former_manager"])
def test_a_form_about_an_entry_takes_none_of_another_file_and_none_unread(
    world: World,  # noqa: F811
    kind: str,
    who: str,
) -> None:
    eve, hans = world.stages["eve"], world.stages["hans"]
    strange = [hans.entries["shared"], hans.entries["leave"], hans.entries["counsel"], eve.entries["counsel"]]
    strange += [] if who in {"leave", "self"} else [eve.entries["leave"], eve.entries["request"]]
    for entry in strange:
        address = f"/people/{eve.person}/record/{kind}/?to={entry}"
        sent = {"words": "x", "wrong": "x", "right": "x", "progress": "x", "how": "x", "answer": "x"}
        read = world.ask(who, lambda c, a=address: c.get(a))
        written = world.ask(who, lambda c, a=address, s=sent: c.post(a, s))
        for answer in (read, written):
            assert answer.status_code in {403, 404}, (who, kind)


@pytest.mark.usefixtures("nothing_written")
def test_an_event_of_a_case_takes_no_entry_or_goal_of_another(world: World) -> None:  # noqa: F811
    eve, hans = world.stages["eve"], world.stages["hans"]
    for event, who, sent in (
        ("acknowledged", "self", {"comment": ""}),
        ("question_answered", "manager", {"words": "Yes.", "question": str(hans.entries["shared"])}),
        ("goal_contested", "self", {"goal": "g1", "words": "No."}),
        ("refusal_noted", "witness", {"how": "She said no."}),
        ("support_given", "manager", {"item": "s77", "what": "Nothing."}),
        ("check_in", "manager", {"scheduled_on": "2026-12-24", "words": "x"}),
        ("goal_determined", "measurer", {"goal": "zz", "result": "met", "words": "x"}),
    ):
        for target in (hans.entries["shared"], hans.entries["leave"], eve.entries["counsel"], "zz"):
            address = f"/plans/{eve.case}/do/{event}/?to={target}"
            answer = world.ask(who, lambda c, a=address, s=sent: c.post(a, s))
            assert answer.status_code in {403, 404, 409, 422}, (event, target)


@pytest.mark.usefixtures("nothing_written")
def test_hidden_fields_do_not_move_a_form_to_another_person_or_case(world: World) -> None:  # noqa: F811
    from goodstanding.store import models

    eve, hans = world.stages["eve"], world.stages["hans"]
    before = models.Entry.objects.filter(subject=hans.person).count()
    sent = {
        "behaviour": "Left early.", "tone": "critical", "happened": "2026-03-02", "person": str(hans.person),
        "subject": str(hans.person), "case": str(hans.case), "author": str(world.cast.hedda),
        "visibility": "counsel", "id": str(hans.entries["shared"]), "seq": "1",
    }  # fmt: skip

    def look(client: object) -> None:
        answer = client.post(f"/people/{eve.person}/record/feedback/", sent)  # type: ignore[attr-defined]
        assert answer.status_code == 302
        made = models.Entry.objects.order_by("-idx")[0]
        assert (made.subject_id, made.author_id, made.visibility) == (eve.person, world.cast.mara, "shared")
        assert models.Entry.objects.filter(subject=hans.person).count() == before

    world.ask("manager", look)


def test_the_editor_of_a_plan_names_nobody_whom_its_manager_need_not_know(world: World) -> None:  # noqa: F811
    """Not by a number, not by an address, not by part of a name; and says the same for all."""
    case = world.stages["helga"].case
    page = said(world.ask("manager", lambda c: c.get(f"/plans/{case}/draft/")))
    assert "Sven Secondus" in page
    for name in ("Olga Outside", "Cora Counsel", "Lea Leaving", "Dora Deciding"):
        assert name not in page
    olga = str(500 + [key for key, *_ in _people()].index("olga"))
    said_of = {
        text: _measured_by(world, case, text)
        for text in ("Olga Outside", "olga@example.org", olga, "Olg", "Nobody")
    }
    assert all("cannot be named here" in words for words in said_of.values())
    assert "Olga Outside" not in said_of[olga]
    assert "cannot be named here" not in _measured_by(world, case, "Sven Secondus")


def _people() -> tuple[tuple[str, str, str, str], ...]:
    from tests.access.world import PEOPLE

    return PEOPLE


def _measured_by(world: World, case: UUID, text: str) -> str:  # noqa: F811
    sent = {
        "goals-TOTAL_FORMS": "1", "goals-INITIAL_FORMS": "0", "support-TOTAL_FORMS": "0",
        "support-INITIAL_FORMS": "0", "goals-0-statement": "Close cases", "goals-0-kind": "deliverable",
        "goals-0-measurer": text,
    }  # fmt: skip
    return said(world.ask("manager", lambda c: c.post(f"/plans/{case}/draft/", sent)))


def test_who_is_called_into_a_draft_is_part_of_the_draft(world: World) -> None:  # noqa: F811
    from goodstanding.store import models

    cast = as_eve(world, eve="nina")
    case = factories.case_in(cast, factories.S.DRAFT)
    factories.say(cast, case, RoleAssigned(role="reviewer", person=cast.olga), "hedda")
    kept = models.Entry.objects.get(case_id=case, kind="role_assigned")
    assert kept.visibility == "draft"


def test_the_names_around_a_case_are_not_those_of_who_wrote_in_secret(world: World) -> None:  # noqa: F811
    """Counsel and leave wrote in this file. The forms and pages of its case do not name them."""
    case = world.stages["eve"].case
    for who in ("manager", "self", "hr", "companion"):
        for page in (
            f"/plans/{case}/",
            f"/plans/{case}/do/role_assigned/",
            f"/plans/{case}/do/change_proposed/",
        ):
            text = said(world.ask(who, lambda c, a=page: c.get(a)))
            assert "Cora Counsel" not in text, (who, page)
            assert who == "self" or "Lea Leaving" not in text, (who, page)


def test_a_step_that_a_draft_stands_against_does_not_tell_of_the_draft(world: World) -> None:  # noqa: F811
    """A meeting was called during the coaching; since then a plan is being drafted."""
    cast = as_eve(world, eve="nina")
    case = factories.concern(cast)
    factories.coach(cast, case)
    factories.perform(cast, case, "invited")
    factories.allow(cast, case)
    before = counted()
    sent = {"to_day": "2026-12-01", "reason": "Away."}
    answer = world.ask("nina", lambda c: c.post(f"/plans/{case}/do/postponed/", sent))
    assert answer.status_code in {409, 422}
    assert "draft" not in said(answer).split("<main", 1)[1].lower()
    assert counted() == before
