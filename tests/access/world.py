"""One organisation for the whole matrix: four files with a case each, and a canary word in every corner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from unittest import mock
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.test import Client

from goodstanding.domain.entries import Payload, day_to_day, decision, person, plan
from goodstanding.domain.entries.roles import RoleAssigned, RoleEnded
from tests import factories
from tests.access.characters import CHARACTERS, Character
from tests.access.handed_over import handed_over
from tests.access.handed_over import last as _last
from tests.access.kept import kept
from tests.access.reviewed import reviewed
from tests.access.rounds import in_a_round
from tests.conftest import Cast, at, give
from tests.signing import Near, new_signer, seal

T = TypeVar("T")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BEGUN = date(2022, 1, 10)

PEOPLE: tuple[tuple[str, str, str, str], ...] = (
    # key, name, team, manager
    ("sven", "Sven Secondus", "ops", ""),
    ("felix", "Felix Formerly", "ops", "sven"),
    ("fred", "Fred Formerly", "ops", "sven"),
    ("mara", "Mara Managing", "ops", "sven"),
    ("mike", "Mike Measuring", "plant", "sven"),
    ("mona", "Mona Elsewhere", "sales", ""),
    ("eve", "Eve Employed", "ops", "felix"),
    ("nina", "Nina Newly", "ops", "mara"),
    ("pia", "Pia Peering", "ops", "mara"),
    ("olga", "Olga Outside", "sales", "mona"),
    ("hedda", "Hedda Human", "staff", ""),
    ("hilda", "Hilda Human", "staff", ""),
    ("hans", "Hans Human", "staff", "sven"),
    ("hugo", "Hugo Human", "staff", ""),
    ("helga", "Helga Human", "ops", "mara"),
    ("ines", "Ines Inscope", "staff", ""),
    ("otto", "Otto Outscope", "staff", ""),
    ("paul", "Paul Placed", "staff", "hilda"),
    ("lea", "Lea Leaving", "staff", ""),
    ("cora", "Cora Counsel", "staff", ""),
    ("petra", "Petra Proposing", "staff", ""),
    ("dora", "Dora Deciding", "staff", ""),
    ("arno", "Arno Appeals", "staff", ""),
    ("wanda", "Wanda Witness", "staff", ""),
    ("colin", "Colin Companion", "staff", ""),
    ("wilma", "Wilma Witnessed", "staff", ""),
    ("zeno", "Zeno Reviewed", "staff", ""),
    ("walter", "Walter Works", "staff", ""),
    ("augusta", "Augusta Audit", "staff", ""),
    ("ivo", "Ivo Informed", "staff", ""),
)

PARTS: tuple[tuple[str, str, str], ...] = (
    ("hedda", "hr", ""), ("hilda", "hr", ""), ("hans", "hr", ""), ("hugo", "hr", ""), ("helga", "hr", ""),
    ("ines", "hr", "ops"), ("otto", "hr", "sales"), ("lea", "leave", ""), ("cora", "counsel", ""),
    ("walter", "works_council", ""), ("augusta", "auditor", ""), ("ivo", "it_admin", ""),
)  # fmt: skip


@dataclass
class Stage:
    """A file, its case, and entries of it by what they are."""

    person: UUID
    case: UUID
    entries: dict[str, UUID] = field(default_factory=dict)


@dataclass
class World:
    cast: Cast
    stages: dict[str, Stage] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """A word that stands nowhere else: whoever reads it read the entry in which it was planted."""
        return self.canaries.setdefault(name, f"Kanari{len(self.canaries):02}{name.replace('_', '')}")

    def stage(self, character: Character) -> Stage:
        return self.stages[character.stage]

    def arguments(self, names: tuple[str, ...], who: Character) -> list[Any]:
        """What an address needs, for this character: `=text` as it is, everything else by its name here."""
        return [self._argument(name, self.stage(who)) for name in names]

    def _argument(self, name: str, stage: Stage) -> Any:
        if name.startswith("="):
            return name[1:]
        known = {"person": stage.person, "case": stage.case, **self.more, **stage.entries}
        return known[name] if name in known else self.cast.people[name]

    def ask(self, who: str, send: Callable[[Client], T]) -> T:
        """One request; whatever it wrote, whatever cookies it set, and what it counted, is taken back."""
        cache.clear()
        client = self.client(who)
        cookies = copy(client.cookies)
        with transaction.atomic():
            answer = send(client)
            transaction.set_rollback(True)
        client.cookies = cookies
        return answer

    def client(self, key: str) -> Client:
        if key not in self.clients:
            who = CHARACTERS[key].person if key in CHARACTERS else key
            self.clients[key] = signed_in(self.cast.people[who]) if who else browser()
        return self.clients[key]


def browser() -> Client:
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


def signed_in(who: UUID) -> Client:
    from goodstanding.store import models

    user, _ = models.User.objects.get_or_create(
        person_id=who, defaults={"email": f"{who.hex[:12]}@example.org", "created": at(BEGUN)}
    )
    client = browser()
    client.force_login(user, backend=BACKEND)
    return client


@contextmanager
def clock_at(cast: Cast) -> Iterator[None]:
    """The pages' clock stands where the story of the cast stands."""
    with (
        mock.patch("goodstanding.web.clock.now", lambda: cast.now),  # noqa: PT008  (the day moves on)
        mock.patch("goodstanding.web.clock.today", lambda: cast.day),  # noqa: PT008
    ):
        yield


def build() -> World:
    from goodstanding.actions import checkpoints

    world = World(_organisation())
    cast = world.cast
    _eve(world)
    _hans(world)
    _paul(world)
    _drafting(world)
    cast.day = max(cast.day, date(2026, 4, 1))
    _figures(world)
    _others(world)
    reviewed(world)
    in_a_round(world)
    with TemporaryDirectory() as folder:
        seal(Near(new_signer(Path(folder), checkpoints.name_log(now=cast.now))), now=cast.now)
    return world


def _organisation() -> Cast:
    from goodstanding.actions import organisation, people
    from goodstanding.domain.policy import Policy

    admin = organisation.set_up(
        name="Matrix Ltd", policy=Policy(jurisdiction="GB-ENG"), administrator="Ada Admin",
        email="ada@example.org", password="a long enough password", now=at(BEGUN),
    )  # fmt: skip
    cast = Cast(admin)
    for key, name, team, manager in PEOPLE:
        place = person.Place(team=team, job_family="Agent", level="2", manager=cast.people.get(manager))
        cast.people[key] = people.hire(
            number=str(500 + len(cast.people)), name=name, email=f"{key}@example.org", place=place,
            hired_on=BEGUN, by=admin, now=at(BEGUN),
        )  # fmt: skip
    cast.people["rita"] = people.add_outsider(
        number="X1", name="Rita Reviewing", email="rita@example.com", now=at(BEGUN)
    )
    for key, part, team in PARTS:
        give(cast.people[key], part, team)
    return cast


def _say(world: World, about: str, by: str, day: date, payload: Payload, **more: Any) -> UUID:
    from goodstanding.actions import entries

    people = world.cast.people
    made = entries.record(person=people[about], payload=payload, by=people[by], now=at(day), **more)
    return made.id


def _feedback(word: str) -> day_to_day.Feedback:
    return day_to_day.Feedback(tone="critical", behaviour=f"Left early on Monday. {word}")


def _move(world: World, to: str, day: date) -> None:
    from goodstanding.actions import people

    place = person.Place(team="ops", job_family="Agent", level="2", manager=world.cast.people[to])
    people.move(
        person=world.cast.eve, place=place, from_day=day, by=world.cast.hedda, now=at(day),
        reason=f"A new team. {world.word(f'move_to_{to}')}",
    )  # fmt: skip


def _eve(world: World) -> None:
    """The whole story: three managers, an active plan, and something in every compartment."""
    cast = world.cast
    made: dict[str, UUID] = {}
    _move(world, "fred", date(2023, 1, 9))
    made["former"] = _say(world, "eve", "fred", date(2023, 6, 5), _feedback(world.word("former")))
    _move(world, "mara", date(2024, 1, 8))
    made["shared"] = _say(world, "eve", "mara", date(2026, 2, 2), _feedback(world.word("shared")))
    session = day_to_day.Coaching(
        facts="Eight cases were late.", expectation="In two days.", agreed_actions="A list each morning.",
        follow_up_on=date(2026, 3, 20),
    )  # fmt: skip
    made["coaching"] = _say(world, "eve", "mara", date(2026, 2, 9), session)
    made["appraisal"] = _say(world, "eve", "mara", date(2026, 2, 10), _appraisal(world))
    made["leave"] = _say(
        world,
        "eve",
        "lea",
        date(2026, 2, 3),
        day_to_day.LeaveReason(reason=f"Surgery. {world.word('leave')}"),
    )
    made["request"] = _say(
        world, "eve", "eve", date(2026, 2, 4),
        day_to_day.AccommodationRequested(request=f"A quiet room. {world.word('request')}"),
    )  # fmt: skip
    made["counsel"] = _say(
        world, "eve", "cora", date(2026, 2, 5), day_to_day.Advice(advice=f"Wait. {world.word('counsel')}")
    )
    made["own"] = _say(
        world, "eve", "eve", date(2026, 2, 6), day_to_day.Grievance(about=f"Shouting. {world.word('own')}")
    )
    cast.day = date(2026, 3, 2)
    case = factories.case_in(cast, factories.S.ACTIVE)
    for role in factories.CASE_ROLES:
        factories.assign(cast, case, role)
    for role, who in (("companion", "colin"), ("reviewer", "rita"), ("witness", "hugo")):
        factories.say(cast, case, RoleAssigned(role=role, person=cast.people[who]), "hedda")
    factories.say(cast, case, plan.QuestionAsked(words=f"Do weekends count? {world.word('asked')}"), "eve")
    made["asked"] = _last(cast.eve, "question_asked")
    made["refusal"] = _called_for_a_day(world, case)
    made["drafted"] = _last(cast.eve, "concern_raised")
    made["receipt"] = _say(
        world, "eve", "hedda", cast.day, day_to_day.Answer(words="Noted."), refers_to=made["own"]
    )
    handed_over(world, "eve", "hedda", made)
    world.stages["eve"] = Stage(cast.eve, case, made)


def _called_for_a_day(world: World, case: UUID) -> UUID:
    """Two who were called in and whose roles ended: one wrote what she saw, one wrote nothing."""
    cast, noted = world.cast, f"She left it on the table. {world.word('refusal')}"
    meeting = decision.Invited(
        meeting_on=cast.day + timedelta(days=9), at="Room 4", agenda="The midpoint.", consequences="None.",
        companion="You may bring somebody.",
    )  # fmt: skip
    invited = factories.say(cast, case, meeting, "hedda")
    for role, who in (("witness", "wilma"), ("reviewer", "zeno")):
        factories.say(cast, case, RoleAssigned(role=role, person=cast.people[who]), "hedda")
    factories.say(cast, case, day_to_day.RefusalNoted(how=noted), "wilma", refers_to=invited.id)
    for role, who in (("witness", "wilma"), ("reviewer", "zeno")):
        over = RoleEnded(role=role, person=cast.people[who], reason="For that day only.")
        factories.say(cast, case, over, "hedda")
    return _last(cast.eve, "refusal_noted")


def _appraisal(world: World) -> day_to_day.Appraisal:
    levels = tuple(day_to_day.ScaleLevel(value=n, label=label) for n, label in ((1, "Low"), (2, "Good")))
    return day_to_day.Appraisal(
        period_start=date(2025, 1, 1), period_end=date(2025, 12, 31), rating=1, scale=levels,
        words=f"Some cases were late. {world.word('appraisal')}",
    )  # fmt: skip


def as_eve(world: World, **instead: str) -> Cast:
    """The same cast in which somebody else plays a part of the story."""
    people = {**world.cast.people, **{role: world.cast.people[who] for role, who in instead.items()}}
    return Cast(world.cast.admin, people, date(2026, 3, 2))


def _hans(world: World) -> None:
    """HR who is the subject: own leave reason is theirs to read, counsel's words are not."""
    cast = as_eve(world, eve="hans", mara="sven")
    case = factories.case_in(cast, factories.S.ACTIVE)
    made = {
        "shared": _say(world, "hans", "sven", cast.day, _feedback(world.word("hans_shared"))),
        "leave": _say(
            world, "hans", "lea", cast.day, day_to_day.LeaveReason(reason=f"Ill. {world.word('hans_leave')}")
        ),
        "counsel": _say(
            world, "hans", "cora", cast.day, day_to_day.Advice(advice=f"No. {world.word('hans_counsel')}")
        ),
        "drafted": _last(world.cast.hans, "concern_raised"),
    }
    made["refusal"] = made["former"] = made["own"] = made["appraisal"] = made["shared"]
    made["request"], made["coaching"], made["asked"] = made["leave"], made["shared"], made["shared"]
    handed_over(world, "hans", "sven", made)
    world.stages["hans"] = Stage(world.cast.hans, case, made)


def _paul(world: World) -> None:
    """HR who is the manager: may draft, and does not approve what they drafted."""
    cast = as_eve(world, eve="paul", mara="hilda")
    case = factories.case_in(cast, factories.S.ACTIVE)
    made = {
        "shared": _say(world, "paul", "hilda", cast.day, _feedback(world.word("paul_shared"))),
        "leave": _say(
            world, "paul", "lea", cast.day, day_to_day.LeaveReason(reason=f"Ill. {world.word('paul_leave')}")
        ),
        "counsel": _say(
            world, "paul", "cora", cast.day, day_to_day.Advice(advice=f"No. {world.word('paul_counsel')}")
        ),
        "drafted": _last(world.cast.paul, "concern_raised"),
    }
    made["refusal"] = made["former"] = made["own"] = made["appraisal"] = made["coaching"] = made["asked"] = (
        made["shared"]
    )
    made["request"] = made["leave"]
    handed_over(world, "paul", "hilda", made)
    world.stages["paul"] = Stage(world.cast.paul, case, made)


def _drafting(world: World) -> None:
    """After coaching, which its person knows of, a plan is being drafted, of which they do not."""
    cast = as_eve(world, eve="helga")
    case = factories.concern(cast)
    factories.coach(cast, case)
    cast.later(28)
    factories.say(
        cast,
        case,
        plan.CoachingPlanSet(aims=(plan.CoachingAim(what="Every case has an answer in two days."),)),
        "mara",
    )
    terms = factories.terms(cast).model_copy(update={"purpose": f"In time. {world.word('draft_terms')}"})
    factories.cases.allow_plan(
        person=cast.eve, case=case, reason=f"Tried. {world.word('draft_reason')}", review_on=cast.later(7),
        checklist=factories.answers(factories.INTAKE_QUESTIONS), by=cast.hedda, now=cast.now,
    )  # fmt: skip
    factories.cases.save_draft(person=cast.eve, case=case, terms=terms, by=cast.mara, now=cast.now)
    drafted = {"drafted": _last(cast.eve, "plan_drafted"), "shared": _last(cast.eve, "coaching_directed")}
    world.stages["helga"] = Stage(cast.eve, case, drafted)


def _figures(world: World) -> None:
    from goodstanding.store import models

    metric = models.Metric.objects.create(
        code="cases", name="Cases closed", kind="count", direction="up", unit="cases"
    )
    for key in ("eve", "pia", "olga", "helga", "paul", "hans", "mara"):
        for week in range(8):
            first = date(2026, 2, 2) + timedelta(weeks=week)
            models.Observation.objects.create(
                metric=metric, person_id=world.cast.people[key], first=first, last=first + timedelta(days=6),
                value=20 + week,
            )  # fmt: skip
    world.more["metric"] = "cases"


def _others(world: World) -> None:
    """Another person's file, an import of what HR alone may read, and the numbers that addresses need."""
    from goodstanding.actions import imports
    from goodstanding.store import models

    cast = world.cast
    made = {"shared": _say(world, "olga", "mona", cast.day, _feedback(world.word("olga_shared")))}
    world.stages["olga"] = Stage(cast.olga, world.stages["eve"].case, made)
    text = f"number,rating,words\n{501},1,Late. {world.word('import')}\n".encode()
    kept(world, made["shared"])
    world.more["run"] = imports.receive(
        target="appraisals", filename="ratings.csv", chunks=[text], by=cast.hedda, now=cast.now
    )
    world.more["people_run"] = imports.receive(
        target="people", filename="people.csv", chunks=[b"number,name\n9,Nina New\n"], by=cast.ivo,
        now=cast.now,
    )  # fmt: skip
    world.more["draft_case"] = world.stages["helga"].case
    world.more["step"] = models.AccountStep.objects.create(
        person_id=cast.hedda, step="link", reason="Lost her phone.", asked_by_id=cast.ivo, asked_at=cast.now
    ).id
    world.more["grant"] = models.Grant.objects.get(person=cast.walter).id
