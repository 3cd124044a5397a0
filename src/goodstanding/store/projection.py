"""Write what lists show of a file. The same code serves every action and `goodstanding rebuild`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import models as orm

from goodstanding.domain.case import Case
from goodstanding.domain.case_roles import roles_held
from goodstanding.domain.days import Day
from goodstanding.domain.duties import Duty
from goodstanding.domain.file import File, Placement
from goodstanding.store import models
from goodstanding.store.peer_upkeep import mark_moved

M = TypeVar("M", bound=orm.Model)
Differences = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def project(
    file: File, duties: Iterable[Duty], days: Sequence[Day] = (), *, before: File | None = None
) -> None:
    """Make the rows about this person say what the file says: cases, roles, places, absences, duties, days.

    `before` is the file as the rows say it now: what did not change since then is left alone. Duties are
    always looked at, because a changed policy moves them too.
    """
    person = file.subject
    if before is None or (before.moves, before.left_on) != (file.moves, file.left_on):
        mark_moved(*_sync(models.Assignment, {"person_id": person}, _assignments(file)))
    if before is None or (before.not_at_work, before.retracted) != (file.not_at_work, file.retracted):
        _sync(models.Absence, {"person_id": person}, _absences(file))
    known = before.cases if before is not None else {}
    changed = [case for case in file.cases.values() if known.get(case.id) is not case]
    for case in sorted(changed, key=lambda c: c.live):
        _project_case(case)
    if changed or before is None:
        _sync(models.CaseRole, {"case__person_id": person}, _case_roles(file), defaults={})
    if before is None or before.holds != file.holds:
        _sync(models.Hold, {"person_id": person}, _holds(file))
    _sync(models.Duty, {"subject_id": person}, _duties(duties))
    if before is None or before.rounds is not file.rounds:
        _sync(models.RoundMember, {"person_id": person}, _rounds(file))
    if days or before is None or before.cases or before.follow_ups:
        _sync(models.Day, {"subject_id": person}, _days(days))


def project_hired(files: Iterable[File]) -> None:
    """The same for people just hired, who have nothing yet but a place: two statements for all of them."""
    places = [(file.subject, place) for file in files for place in file.placements()]
    teams = team_ids({p.place.team for _, p in places if p.place.team})
    models.Assignment.objects.bulk_create(
        [models.Assignment(person_id=person, **_assignment(p, teams)) for person, p in places]
    )


def project_many(files: Sequence[tuple[File, Iterable[Duty], Sequence[Day]]]) -> None:
    """The same as `project` for many people at once: those without a case share their statements."""
    plain = [each for each in files if not each[0].cases]
    people = [file.subject for file, *_ in plain]
    teams = team_ids({p.place.team for file, *_ in plain for p in file.placements() if p.place.team})
    places = {file.subject: [_assignment(p, teams) for p in file.placements()] for file, *_ in plain}
    mark_moved(*_sync_many(models.Assignment, "person_id", people, places))
    _sync_many(models.Absence, "person_id", people, {file.subject: _absences(file) for file, *_ in plain})
    _sync_many(models.Duty, "subject_id", people, {f.subject: _duties(duties) for f, duties, _ in plain})
    _sync_many(models.Day, "subject_id", people, {f.subject: _days(days) for f, _, days in plain})
    _sync_many(models.RoundMember, "person_id", people, {file.subject: _rounds(file) for file, *_ in plain})
    for file, duties, days in files:
        if file.cases:
            project(file, duties, days)


def _sync_many(
    model: type[M], owner: str, people: Sequence[UUID], wanted: Mapping[UUID, list[dict[str, Any]]]
) -> Differences:
    """`_sync` for rows of many people: one statement reads, one deletes and one creates."""
    fields = sorted(next((rows[0] for rows in wanted.values() if rows), {}))
    have: dict[tuple[Any, ...], list[int]] = {}
    found = model._default_manager.filter(**{f"{owner}__in": people})
    for pk, *values in found.values_list("pk", owner, *fields):
        have.setdefault(tuple(values), []).append(pk)
    missing: list[dict[str, Any]] = []
    for person, rows in wanted.items():
        for row in rows:
            key = (person, *(row[f] for f in fields))
            if have.get(key):
                have[key].pop()
            else:
                missing.append({owner: person, **row})
    return _settle(model, have, missing, (owner, *fields), {})


def _sync(
    model: type[M],
    scope: dict[str, Any],
    wanted: list[dict[str, Any]],
    *,
    defaults: dict[str, Any] | None = None,
) -> Differences:
    """Delete rows that should not be, create those that are missing; equal rows are left alone."""
    constant = scope if defaults is None else defaults
    fields = sorted(wanted[0]) if wanted else []
    have: dict[tuple[Any, ...], list[int]] = {}
    manager = model._default_manager.filter(**scope)
    if not wanted:
        manager.delete()
        return [], []
    for pk, *values in manager.values_list("pk", *fields):
        have.setdefault(tuple(values), []).append(pk)
    missing: list[dict[str, Any]] = []
    for row in wanted:
        key = tuple(row[f] for f in fields)
        if have.get(key):
            have[key].pop()
        else:
            missing.append(row)
    return _settle(model, have, missing, fields, constant)


def _settle(
    model: type[M],
    left_over: Mapping[tuple[Any, ...], list[int]],
    missing: list[dict[str, Any]],
    fields: Sequence[str],
    constant: Mapping[str, Any],
) -> Differences:
    """Delete what should not be there and create what is missing; says what went and what came."""
    if gone := [pk for pks in left_over.values() for pk in pks]:
        model._default_manager.filter(pk__in=gone).delete()
    if missing:
        model._default_manager.bulk_create([model(**constant, **row) for row in missing], 500)
    return [dict(zip(fields, key, strict=True)) for key, pks in left_over.items() if pks], missing


def _assignments(file: File) -> list[dict[str, Any]]:
    teams = team_ids({p.place.team for p in file.placements() if p.place.team})
    return [_assignment(p, teams) for p in file.placements()]


def _assignment(placed: Placement, teams: dict[str, int]) -> dict[str, Any]:
    return {
        "team_id": teams.get(placed.place.team),
        "manager_id": placed.place.manager,
        "job_family": placed.place.job_family,
        "level": placed.place.level,
        "since": placed.since,
        "until": placed.until,
        "entry_id": placed.entry,
    }


def team_ids(codes: Iterable[str]) -> dict[str, int]:
    """Ids by code. A code that no team has yet becomes a team of that name, to be named later."""
    wanted = set(codes)
    if not wanted:
        return {}
    found = dict(models.Team.objects.filter(code__in=wanted).values_list("code", "id"))
    for code in sorted(wanted - set(found)):
        found[code] = models.Team.objects.create(code=code, name=code, path=f"/{code}/").id
    return found


def _absences(file: File) -> list[dict[str, Any]]:
    return [
        {"first": first, "last": last, "entry_id": entry}
        for first, last, entry in file.not_at_work
        if entry not in file.retracted and last >= first
    ]


def _project_case(case: Case) -> None:
    values: dict[str, Any] = {
        "person_id": case.subject,
        "manager_id": case.manager,
        "state": case.state.value,
        "live": case.live,
        "opened": case.opened,
        "delivered_on": case.delivered_on,
        "starts_on": case.starts_on,
        "ends_on": case.ends_on,
        "closed_on": case.closed_on,
        "outcome": case.outcome or "",
        "follows": case.follows,
        "version": case.version,
        "last_recorded": case.last_recorded,
    }
    changed = models.Case.objects.filter(id=case.id).exclude(version=case.version).update(**values)
    if not changed and not models.Case.objects.filter(id=case.id).exists():
        models.Case.objects.create(id=case.id, **values)


def _case_roles(file: File) -> list[dict[str, Any]]:
    return [
        {"case_id": case.id, "role": held.role, "person_id": held.person, "until": held.until}
        for case in file.cases.values()
        for held in roles_held(case)
    ]


def _holds(file: File) -> list[dict[str, Any]]:
    return [
        {
            "hold": hold.id, "entry_id": hold.entry, "since": hold.since, "by_id": hold.by,
            "comparator": hold.comparator,
        }
        for hold in file.holds.values()
    ]  # fmt: skip


def _duties(duties: Iterable[Duty]) -> list[dict[str, Any]]:
    return [
        {
            "case_id": d.case,
            "entry_id": d.entry,
            "owner_id": d.owner,
            "part": "" if d.owner else d.part,
            "event": d.event,
            "detail": d.detail,
            "due": d.due,
            "shown_from": d.shown,
            "about": d.about,
        }
        for d in duties
    ]


def _rounds(file: File) -> list[dict[str, Any]]:
    return [
        {
            "round": here.round,
            "opened_entry": here.opened,
            "self_on": here.self_on,
            "prepared_by_id": here.prepared.by if here.prepared else None,
            "prepared_on": here.prepared.on if here.prepared else None,
            "rating": here.prepared.rating if here.prepared else None,
            "released_on": here.released_on,
            "left": here.left is not None,
        }
        for here in file.rounds.values()
    ]


def _days(days: Iterable[Day]) -> list[dict[str, Any]]:
    return [
        {
            "case_id": d.case,
            "owner_id": d.owner,
            "part": "" if d.owner else d.part,
            "kind": d.kind,
            "key": d.key,
            "duty": d.duty,
            "detail": d.detail,
            "day": d.day,
            "state": d.state,
        }
        for d in days
    ]


def snapshot(person: UUID) -> dict[str, Sequence[tuple[Any, ...]]]:
    """Everything projected about a person, to compare a rebuilt file with the stored one."""

    def rows(model: type[M], scope: dict[str, Any], *skip: str) -> list[tuple[Any, ...]]:
        names = [f.attname for f in model._meta.concrete_fields if f.attname not in {*skip, "id"}]
        found = model._default_manager.filter(**scope).values_list(*names)
        return sorted(found, key=lambda r: tuple(str(v) for v in r))

    return {
        "assignments": rows(models.Assignment, {"person_id": person}),
        "absences": rows(models.Absence, {"person_id": person}),
        "cases": rows(models.Case, {"person_id": person}),
        "roles": rows(models.CaseRole, {"case__person_id": person}),
        "holds": rows(models.Hold, {"person_id": person}),
        "duties": rows(models.Duty, {"subject_id": person}),
        "days": rows(models.Day, {"subject_id": person}),
        "rounds": rows(models.RoundMember, {"person_id": person}),
    }


def forget(person: UUID) -> None:
    """Remove what is projected about a person. Only `rebuild` does this, and projects anew right after."""
    models.Hold.objects.filter(person=person).delete()
    models.Duty.objects.filter(subject=person).delete()
    models.Day.objects.filter(subject=person).delete()
    models.CaseRole.objects.filter(case__person=person).delete()
    models.Case.objects.filter(person=person).delete()
    models.RoundMember.objects.filter(person=person).delete()
    models.Assignment.objects.filter(person=person).delete()
    models.Absence.objects.filter(person=person).delete()
