"""Whom the demo's sign-in page offers: people by what they do, a few each, with what they would see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from goodstanding.domain.grants import SEES, TITLES
from goodstanding.domain.lifecycle import FINAL
from goodstanding.queries.standing import current, held_on
from goodstanding.store import models

EACH = 3
LIVE = ("delivered", "active", "paused")
OPEN = ("coaching", "watch", "relapsed", "not_met", "proposed", "replied", "decided", "appealed")
WORDS = {
    "coaching": "in coaching", "delivered": "plan delivered, receipt open", "paused": "plan paused",
    "watch": "plan passed, watch running", "relapsed": "relapse recorded", "not_met": "plan not met",
    "proposed": "an action is proposed", "replied": "replied to a proposal", "decided": "decision made",
    "appealed": "appeal under way",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DemoPerson:
    id: str
    name: str
    role: str
    note: str


@dataclass(frozen=True, slots=True)
class DemoGroup:
    label: str
    people: tuple[DemoPerson, ...]


def demo_people(today: date) -> tuple[DemoGroup, ...]:
    """Only people whose account is active. Groups without anybody are left out."""
    groups: tuple[tuple[str, Callable[[date], Iterator[DemoPerson]]], ...] = (
        ("HR", lambda day: _with_part("hr", day)),
        ("Managers", _managers),
        ("On a plan", _on_a_plan),
        ("In coaching, on watch, or after a plan", _around_a_plan),
        ("Managers of managers", _second_level),
        ("Called in for a case", _case_roles),
        ("Managers who moved on", _former_managers),
        *(
            (TITLES[part], lambda day, part=part: _with_part(part, day))
            for part in ("leave", "counsel", "works_council", "auditor", "it_admin")
        ),
    )
    made = (DemoGroup(label, tuple(people(today))) for label, people in groups)
    return tuple(group for group in made if group.people)


def _with_part(part: str, today: date) -> Iterator[DemoPerson]:
    rows = models.Grant.objects.filter(
        Q(until=None) | Q(until__gte=today), part=part, since__lte=today, person__user__is_active=True
    ).select_related("person", "team")
    for row in rows.order_by("team_id", "person__name")[:EACH]:
        scope = f"For {row.team.name}. " if row.team else ""
        yield DemoPerson(str(row.person_id), row.person.name, TITLES[part], scope + SEES[part])


def _managers(today: date) -> Iterator[DemoPerson]:
    """Everybody with an open case in their team, the fullest desk first; a few others if there are few."""
    led = models.Assignment.objects.filter(current(today), manager__user__is_active=True)
    rows = list(led.values_list("manager_id", "manager__name", "person_id"))
    cases = models.Case.objects.exclude(state__in=FINAL).order_by("person__name")
    told = {person: name for person, name in cases.values_list("person_id", "person__name")}
    names: dict[UUID, str] = {}
    about: dict[UUID, list[UUID]] = {}
    for manager, name, person in rows:
        names[manager] = name
        about.setdefault(manager, []).append(person)
    busy = {manager: sorted(told[p] for p in people if p in told) for manager, people in about.items()}
    listed = sorted(names, key=lambda manager: (-len(busy[manager]), names[manager]))
    most = max(EACH, sum(1 for manager in listed if busy[manager]))
    for manager in listed[:most]:
        open_ones = f"; open: {', '.join(busy[manager])}" if busy[manager] else ""
        note = f"{_many(len(set(about[manager])), 'report')}{open_ones}"
        yield DemoPerson(str(manager), names[manager], "Manager", note)


def _many(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _cases(states: tuple[str, ...]) -> list[models.Case]:
    rows = models.Case.objects.filter(state__in=states, person__user__is_active=True).select_related("person")
    return list(rows.order_by("state", "person__name"))


def _on_a_plan(today: date) -> Iterator[DemoPerson]:
    for case in _spread(_cases(LIVE)):
        yield DemoPerson(str(case.person_id), case.person.name, "Employee", _progress(case, today))


def _progress(case: models.Case, today: date) -> str:
    if case.state == "active" and case.starts_on and case.ends_on and case.starts_on <= today:
        weeks = max(1, round((case.ends_on - case.starts_on).days / 7))
        week = min(weeks, (today - case.starts_on).days // 7 + 1)
        return f"plan running, week {week} of {weeks}"
    return WORDS.get(case.state, "plan running")


def _around_a_plan(today: date) -> Iterator[DemoPerson]:
    for case in _spread(_cases(OPEN)):
        yield DemoPerson(str(case.person_id), case.person.name, "Employee", WORDS[case.state])


def _spread(cases: list[models.Case]) -> list[models.Case]:
    """A few, of as many different states as there are, each person once."""
    seen: set[UUID] = set()
    by_state: dict[str, list[models.Case]] = {}
    for case in cases:
        if case.person_id not in seen:
            seen.add(case.person_id)
            by_state.setdefault(case.state, []).append(case)
    chosen: list[models.Case] = []
    while by_state and len(chosen) < EACH:
        for state in sorted(by_state):
            chosen.append(by_state[state].pop(0))
        by_state = {state: left for state, left in by_state.items() if left}
    return chosen[:EACH]


def _second_level(today: date) -> Iterator[DemoPerson]:
    managers = models.Assignment.objects.filter(current(today)).values("manager_id")
    rows = (
        models.Assignment.objects.filter(current(today), person__in=managers, manager__user__is_active=True)
        .values("manager_id", "manager__name")
        .annotate(below=Count("person_id", distinct=True))
        .order_by("-below", "manager__name")[:EACH]
    )
    for row in rows:
        note = f"{_many(row['below'], 'manager')} below"
        yield DemoPerson(str(row["manager_id"]), row["manager__name"], "Second level", note)


def _case_roles(today: date) -> Iterator[DemoPerson]:
    roles = ("decider", "appeal_decider", "proposer", "witness", "reviewer")
    rows = models.CaseRole.objects.filter(held_on(today), role__in=roles, person__user__is_active=True)
    rows = rows.select_related("person", "case__person")
    held: dict[UUID, tuple[str, list[str], list[str]]] = {}
    for row in rows.order_by("role", "person__name"):
        _, titles, about = held.setdefault(row.person_id, (row.person.name, [], []))
        title = row.role.replace("_", " ")
        titles += [title] if title not in titles else []
        about += [row.case.person.name] if row.case.person.name not in about else []
    for person, (name, titles, about) in list(held.items())[:EACH]:
        note = f"Sees the case of {' and of '.join(about)}."
        yield DemoPerson(str(person), name, ", ".join(titles).capitalize(), note)


def _former_managers(today: date) -> Iterator[DemoPerson]:
    rows = (
        models.Assignment.objects.filter(until__lte=today, manager__user__is_active=True)
        .values("manager_id", "manager__name")
        .annotate(once=Count("person_id", distinct=True))
        .order_by("-once", "manager__name")
    )
    still = set(models.Assignment.objects.filter(current(today)).values_list("manager_id", flat=True))
    gone = [row for row in rows if row["manager_id"] not in still]
    for row in (gone or list(rows))[:EACH]:
        note = "Sees what they wrote, not what came after."
        yield DemoPerson(str(row["manager_id"]), row["manager__name"], "Former manager", note)


def everybody() -> list[tuple[str, str]]:
    """Everybody with an active account, by name. One statement."""
    found = models.User.objects.filter(is_active=True).order_by("person__name")
    return [(str(person), name) for person, name in found.values_list("person_id", "person__name")]


def accounts_by_email(emails: Iterable[str]) -> dict[str, str]:
    """The person behind each of these addresses that has an active account. One statement."""
    found = models.User.objects.filter(email__in=list(emails), is_active=True)
    return {email: str(person) for email, person in found.values_list("email", "person_id")}
