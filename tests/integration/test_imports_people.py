"""People, teams and who belonged where, imported and imported again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goodstanding.domain import file as files
from goodstanding.store import log, models, projection
from tests.conftest import Cast
from tests.integration.importing import checked, imported

pytestmark = pytest.mark.django_db

PEOPLE = {"number": "no", "name": "name", "team": "team", "manager": "boss", "hired_on": "since"}
CSV = (
    "no,name,team,boss,since\n"
    "900,Ann Able,north,901,2024-01-08\n"
    "901,Bo Boss,north,,2023-01-09\n"
    "902,Cy Cole,south,101,2024-03-04\n"
)


def people(cast: Cast, content: str = CSV, **more: Any) -> models.ImportRun:
    return imported("people", content, PEOPLE, by=cast.admin, now=cast.now, **more)


def person(number: str) -> models.Person:
    return models.Person.objects.get(number=number)


def place(number: str) -> models.Assignment:
    return models.Assignment.objects.select_related("team", "manager").get(person__number=number, until=None)


def test_a_manager_may_stand_anywhere_in_the_file_or_be_known_already(cast: Cast) -> None:
    run = people(cast)
    assert (run.state, run.created_count, run.rows_bad) == ("done", 3, 0)
    assert place("900").manager == person("901")
    assert place("902").manager == models.Person.objects.get(id=cast.mara)
    assert "2 teams are not known yet" in run.summary["notices"][0]


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    people(cast)
    before = models.Entry.objects.count()
    run = people(cast)
    assert (run.created_count, run.updated_count, run.unchanged_count) == (0, 0, 3)
    assert models.Entry.objects.count() == before


def test_a_changed_team_is_a_move_from_the_chosen_day_and_a_changed_name_is_no_entry(cast: Cast) -> None:
    people(cast)
    changed = CSV.replace("Ann Able,north", "Ann Able-Best,south")
    run = people(cast, changed, options={"effective_on": cast.day.isoformat()})
    assert (run.updated_count, run.unchanged_count) == (1, 2)
    assert person("900").name == "Ann Able-Best"
    rows = models.Assignment.objects.filter(person__number="900").order_by("since")
    assert [(r.team.code, r.since) for r in rows if r.team] == [
        ("north", date(2024, 1, 8)),
        ("south", cast.day),
    ]
    assert models.Entry.objects.filter(subject=person("900"), kind="moved").count() == 1


def test_what_is_projected_for_many_equals_what_a_rebuild_would_project(cast: Cast) -> None:
    people(cast)
    people(cast, CSV.replace("north", "south"))
    for number in ("900", "901", "902"):
        id_ = person(number).id
        stored = projection.snapshot(id_)
        folded = files.fold(id_, log.entries_of(id_))
        projection.forget(id_)
        projection.project(folded, [])
        assert projection.snapshot(id_)["assignments"] == stored["assignments"]
        assert person(number).file_version == models.Entry.objects.filter(subject=id_).count()


def test_managers_in_a_circle_and_unknown_ones_are_said_row_by_row(cast: Cast) -> None:
    content = "no,name,team,boss,since\n1,A,t,2,\n2,B,t,3,\n3,C,t,1,\n4,D,t,77,\n5,E,t,4,\n6,F,t,,\n"
    run = checked("people", content, PEOPLE, by=cast.admin, now=cast.now)
    assert [p[0] for p in run.problems] == [2, 3, 4, 5, 6]
    assert "managed by this person" in run.problems[0][4]
    assert "neither known here" in run.problems[3][4]
    assert (run.rows_good, run.rows_bad) == (1, 5)


def test_an_unknown_manager_may_be_left_empty_by_choice(cast: Cast) -> None:
    run = people(cast, "no,name,team,boss,since\n4,D,t,77,\n", options={"unknown_managers": "empty"})
    assert (run.state, run.rows_bad, place("4").manager) == ("done", 0, None)


def test_all_or_nothing_does_not_start_with_a_wrong_row_and_good_rows_do_by_choice(cast: Cast) -> None:
    wrong = CSV + "903,Di Dee,north,,31.31.2024\n"
    run = checked("people", wrong, PEOPLE, by=cast.admin, now=cast.now)
    assert (run.state, run.rows_bad, run.rows_good) == ("checked", 1, 3)
    run = people(cast, wrong, good_rows_only=True)
    assert (run.state, run.created_count) == ("done", 3)
    assert not models.Person.objects.filter(number="903").exists()


def test_nothing_of_an_import_stays_when_it_breaks_in_the_middle(cast: Cast, monkeypatch: Any) -> None:
    from goodstanding.domain.errors import UserError

    def break_down(*_: object, **__: object) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(projection, "project_many", break_down)
    entries = models.Entry.objects.count()
    run = people(cast)
    assert (run.state, run.message) == ("failed", "The disk is full.")
    assert models.Entry.objects.count() == entries
    assert not models.Person.objects.filter(number="900").exists()


def first_days(number: str) -> tuple[date, list[str]]:
    id_ = person(number).id
    entries = log.entries_of(id_)
    return files.fold(id_, entries).placements()[0].since, [e.kind for e in entries]


def test_another_first_day_of_somebody_known_is_corrected_and_shown(cast: Cast) -> None:
    people(cast)
    changed = CSV.replace("2024-01-08", "2023-06-05")
    run = people(cast, changed)
    assert (run.updated_count, run.unchanged_count) == (1, 2)
    assert "first day: 2024-01-08 → 2023-06-05" in str(run.summary)
    assert first_days("900") == (date(2023, 6, 5), ["hired", "correction", "hired"])
    assert place("900").since == date(2023, 6, 5)
    again = people(cast, changed)
    assert (again.updated_count, again.unchanged_count) == (0, 3)
    later = people(cast, CSV.replace("2024-01-08", "2024-02-05"))
    assert later.updated_count == 1
    assert first_days("900")[0] == date(2024, 2, 5)


def test_a_first_day_on_which_later_days_rest_is_left_and_said(cast: Cast) -> None:
    people(cast)
    people(cast, CSV.replace("north", "south"), options={"effective_on": "2025-01-06"})
    run = people(cast, CSV.replace("north", "south").replace("2024-01-08", "2025-03-03"))
    assert run.updated_count == 0
    assert "1 first days differ from what is known and are left" in str(run.summary["notices"])
    assert first_days("900")[0] == date(2024, 1, 8)


def test_a_first_day_and_a_new_team_in_one_row_are_both_taken(cast: Cast) -> None:
    people(cast)
    changed = CSV.replace("Ann Able,north,901,2024-01-08", "Ann Able,south,901,2023-06-05")
    people(cast, changed, options={"effective_on": cast.day.isoformat()})
    rows = models.Assignment.objects.filter(person__number="900").order_by("since")
    assert [(r.team.code, r.since) for r in rows if r.team] == [
        ("north", date(2023, 6, 5)), ("south", cast.day),
    ]  # fmt: skip


def test_who_left_and_who_came_back(cast: Cast) -> None:
    columns = {"number": "no", "hired_on": "in", "left_on": "out"}
    for content in ("no,in,out\n7,2024-01-01,2025-06-30\n", "no,in,out\n7,2025-09-01,\n"):
        imported("people", content, columns, by=cast.admin, now=cast.now)
    stretches = models.Assignment.objects.filter(person__number="7").order_by("since")
    assert [(s.since, s.until) for s in stretches] == [
        (date(2024, 1, 1), date(2025, 7, 1)),
        (date(2025, 9, 1), None),
    ]


def test_teams_stand_below_their_parents_and_parents_are_made(cast: Cast) -> None:
    columns = {"code": "code", "name": "name", "parent": "parent"}
    content = "code,name,parent\nn1,North One,n\nn2,North Two,n\nn,North,all\n"
    run = imported("teams", content, columns, by=cast.admin, now=cast.now)
    assert run.created_count == 3
    assert models.Team.objects.get(code="n2").path == "/all/n/n2/"
    again = imported("teams", content.replace("North Two", "Far North"), columns, by=cast.admin, now=cast.now)
    assert (again.updated_count, again.unchanged_count) == (1, 2)


def test_who_belonged_where_is_effective_dated_and_the_same_history_again_is_unchanged(cast: Cast) -> None:
    people(cast)
    columns = {"number": "no", "team": "team", "from_on": "from", "to_on": "to"}
    content = "no,team,from,to\n900,east,2024-06-03,2024-12-31\n900,west,2025-01-01,\n404,east,2024-01-01,\n"
    run = imported("assignments", content, columns, good_rows_only=True, by=cast.admin, now=cast.now)
    assert (run.created_count, run.rows_bad) == (2, 1)
    rows = models.Assignment.objects.filter(person__number="900").order_by("since")
    assert [(r.team.code, r.since) for r in rows if r.team] == [
        ("north", date(2024, 1, 8)), ("east", date(2024, 6, 3)), ("west", date(2025, 1, 1)),
    ]  # fmt: skip
    assert all(r.manager == person("901") for r in rows)
    again = imported("assignments", content, columns, good_rows_only=True, by=cast.admin, now=cast.now)
    assert (again.created_count, again.unchanged_count) == (0, 2)


def test_a_new_manager_makes_a_handover_due_in_an_open_case(cast: Cast) -> None:
    from goodstanding.actions import cases
    from goodstanding.domain.entries.terms import Deficiency

    cases.raise_concern(
        person=cast.eve, by=cast.mara, now=cast.now, standard_communicated_on=cast.day - timedelta(40),
        how_communicated="in writing",
        deficiencies=(Deficiency(standard="answer", on=cast.day, fact="did not"),),
    )  # fmt: skip
    content = f"no,boss\n{models.Person.objects.get(id=cast.eve).number},102\n"
    run = imported("people", content, {"number": "no", "manager": "boss"}, by=cast.admin, now=cast.now)
    assert run.updated_count == 1
    assert models.Case.objects.get(person=cast.eve).state == "intake"
    assert place(models.Person.objects.get(id=cast.eve).number).manager_id == cast.mike
