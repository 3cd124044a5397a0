"""One person's story: what those in it do, each verb one action through the same door as a page."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from goodstanding.actions import cases, entries, review
from goodstanding.demo.cast import COMPANY, Cast, Member
from goodstanding.demo.diary import Days, Diary, Steps
from goodstanding.demo.figures import Figures, Week
from goodstanding.demo.findings import NO_WORDS, Words, answer_to
from goodstanding.demo.measures import BY_CODE, Measure
from goodstanding.demo.topics import TOPICS, Talk, Topic
from goodstanding.domain.entries import Entry, Payload, day_to_day, plan
from goodstanding.domain.entries.roles import RoleAssigned
from goodstanding.domain.entries.terms import ChecklistAnswer, Deficiency
from goodstanding.domain.file import Rating
from goodstanding.domain.goals import INTAKE_QUESTIONS
from goodstanding.queries.plans import open_room
from goodstanding.queries.review import before_step
from goodstanding.queries.standing import viewer

WEEK = timedelta(days=7)
NO_CASE = UUID(int=0)


@dataclass(slots=True)
class World:
    """What all stories share."""

    days: Days
    diary: Diary
    cast: Cast
    figures: Figures
    rng: random.Random
    standards: dict[str, date] = field(default_factory=dict)
    rated: dict[str, list[Rating]] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        return self.diary.now

    def record(
        self, person: str, payload: Payload, by: str, *, happened: date | None = None, to: UUID | None = None
    ) -> Entry[Any]:
        """One day-to-day entry."""
        return entries.record(
            person=self.cast[person].id,
            payload=payload,
            by=self.cast[by].id,
            now=self.now,
            happened=happened,
            refers_to=to,
        )


def pounds_or_plain(measure: Measure, number: float) -> str:
    """As people write it: £12,345, 61 of 100, 3.4."""
    if measure.kind == "proportion":
        return f"{number * 100:.0f}"
    return f"{number:,.0f}" if abs(number) >= 20 else f"{number:.1f}"


@dataclass(slots=True)
class Story:
    """`starts` is the Monday on which the plan starts (or would); weeks run to a Sunday."""

    world: World
    key: str
    starts: date
    weeks: int = 8
    hr: str = "samuel"
    case: UUID = NO_CASE
    manager: str = ""

    def __post_init__(self) -> None:
        self.manager = self.manager or self.person.manager
        if self.person.team.startswith("sal"):
            self.hr = "leila"

    @property
    def person(self) -> Member:
        return self.world.cast[self.key]

    @property
    def topic(self) -> Topic:
        return TOPICS[self.person.family]

    @property
    def manager_id(self) -> UUID:
        return self.world.cast[self.manager].id

    @property
    def hr_id(self) -> UUID:
        return self.world.cast[self.hr].id

    @property
    def director(self) -> str:
        return self.world.cast[self.manager].manager

    @property
    def ends(self) -> date:
        return self.starts + WEEK * self.weeks - timedelta(days=1)

    def at(self, weeks: float, days: int = 0) -> datetime:
        """A moment, counted from the plan's first day."""
        return self.world.days.at(self.starts + timedelta(days=round(weeks * 7) + days))

    def day(self, weeks: float) -> date:
        return self.world.days.back_to_work(self.starts + timedelta(days=round(weeks * 7)))

    def week_of(self, offset: int) -> float:
        """Today and so many days, as weeks from the plan's first day."""
        return (self.world.days.day(offset) - self.starts).days / 7

    def text(self, template: str, **more: str) -> str:
        name = self.person.name.split()[0]
        manager = self.world.cast[self.manager].name.split()[0]
        rate = pounds_or_plain(BY_CODE[self.topic.measure], self.rate_so_far())
        return template.format(**{"name": name, "manager": manager, "company": COMPANY, "rate": rate} | more)

    def rate_so_far(self) -> float:
        """From the plan's start (or, before it has figures, the eight weeks before) to the last full week."""
        today = self.world.now.date()
        code, figures = self.topic.measure, self.world.figures
        first = self.starts if figures.between(self.key, code, self.starts, today) else today - 9 * WEEK
        return figures.rate(self.key, code, first, min(today, self.ends))

    # Verbs.

    def do(
        self, payload: Payload, by: str, *, to: UUID | None = None, happened: date | None = None
    ) -> Entry[Any]:
        """One event of the case. What waits for a receipt gets one a day or two later."""
        entry = cases.record(
            person=self.person.id,
            case=self.case,
            payload=payload,
            by=self.world.cast[by].id,
            now=self.world.now,
            refers_to=to,
            happened=happened,
        )
        self.receipt_later(entry)
        return entry

    def later(self, minutes: int, payload: Payload, by: str) -> None:
        """The same, a while later on the same day."""

        def then(now: datetime) -> None:
            self.do(payload, by)

        self.world.diary.at(self.world.now + timedelta(minutes=minutes), then)

    def note(
        self, payload: Payload, by: str, *, to: UUID | None = None, happened: date | None = None
    ) -> Entry[Any]:
        """One day-to-day entry."""
        entry = self.world.record(self.key, payload, by, to=to, happened=happened)
        self.receipt_later(entry)
        return entry

    def receipt_later(self, entry: Entry[Any]) -> None:
        """Those of the last days are still open, as they would be."""
        if not entry.payload.needs_acknowledgement or entry.author == self.person.id:
            return
        days = self.world.days
        day = days.onward(entry.recorded.date() + timedelta(days=self.world.rng.choice((1, 1, 2))))
        self.world.diary.at(days.at(day), lambda now: self.acknowledge(entry))

    def acknowledge(self, entry: Entry[Any], comment: str = "") -> None:
        if self.person.left and self.world.now.date() > self.person.left:
            return
        self.world.record(self.key, day_to_day.Acknowledged(comment=comment), self.key, to=entry.id)

    def concern(self, *, weeks_before: int = 9, how_many: int = 3, guidance: str = "") -> None:
        """The worst weeks of the two months before, with the figures as they are."""
        last = self.world.now.date()
        weeks = self.world.figures.worst(
            self.key, self.topic.measure, max(last - weeks_before * WEEK, self.standard_known), last, how_many
        )
        self.raise_concern(tuple(self._deficiency(week) for week in weeks), guidance)

    def raise_concern(self, found: tuple[Deficiency, ...], guidance: str) -> None:
        self.case = cases.raise_concern(
            person=self.person.id,
            deficiencies=found,
            standard_communicated_on=self.standard_known,
            how_communicated="Team meeting, with the written standard handed out and acknowledged",
            guidance_so_far=guidance,
            by=self.world.cast[self.manager].id,
            now=self.world.now,
        )

    @property
    def standard_known(self) -> date:
        return self.world.standards[self.key]

    def _deficiency(self, week: Week) -> Deficiency:
        measure = BY_CODE[self.topic.measure]
        fact = self.text(
            self.topic.fact,
            week=f"{week.monday:%-d %B %Y}",
            value=f"{week.value:,.0f}",
            work=f"{week.work:,.1f}" if measure.exposure != "accounts served" else f"{week.work:,.0f}",
            rate=pounds_or_plain(measure, week.value / week.work),
        )
        friday = week.monday + timedelta(days=4)
        return Deficiency(
            on=friday, fact=fact, standard=measure.standard, evidence=f"{measure.name}, weekly export"
        )

    def direct_coaching(self, reason: str, review_in_weeks: int) -> None:
        cases.direct_coaching(
            person=self.person.id,
            case=self.case,
            reason=self.text(reason),
            review_on=self.world.days.onward(self.world.now.date() + review_in_weeks * WEEK),
            by=self.world.cast[self.hr].id,
            now=self.world.now,
        )

    def set_coaching_plan(self, sessions: tuple[date, ...], support: str = "") -> None:
        talks = self.topic.talks
        aims = tuple(
            plan.CoachingAim(what=talk.expectation, by=day)
            for talk, day in zip(talks, sessions, strict=False)
        )
        self.do(plan.CoachingPlanSet(aims=aims, sessions=sessions, support=self.text(support)), self.manager)

    def coach(self, number: int, follow_up: date | None) -> tuple[Entry[Any], Talk]:
        talk = self.topic.talks[number]
        payload = day_to_day.Coaching(
            attendees=(self.person.name, self.world.cast[self.manager].name),
            facts=self.text(talk.facts),
            expectation=self.text(talk.expectation),
            agreed_actions=self.text(talk.actions),
            follow_up_on=follow_up,
        )
        return self.note(payload, self.manager), talk

    def follow_up(self, session: Entry[Any], words: str, again: date | None = None) -> None:
        self.note(
            day_to_day.FollowedUp(progress=self.text(words), next_follow_up_on=again),
            self.manager,
            to=session.id,
        )

    def allow_plan(self, reason: str, answers: tuple[str, str, str]) -> None:
        checklist = tuple(
            ChecklistAnswer(question=q, answer=self.text(a))
            for q, a in zip(INTAKE_QUESTIONS, answers, strict=True)
        )
        cases.allow_plan(
            person=self.person.id,
            case=self.case,
            reason=self.text(reason),
            checklist=checklist,
            review_on=self.world.days.onward(self.world.now.date() + WEEK),
            by=self.world.cast[self.hr].id,
            now=self.world.now,
        )

    def do_after_review(self, payload: Payload, who: str, own: Words = NO_WORDS) -> Entry[Any]:
        """A step before which the file is reviewed: each finding that asks for it is answered."""
        by = self.world.cast[who].id
        room = open_room(viewer(by, who, self.world.now.date()), self.case)
        said = {f.key: answer_to(f, self, own) for f in before_step(room).asked}
        return review.take_step(
            person=self.person.id, case=self.case, payload=payload, answers=said, by=by, now=self.world.now
        )

    def assign(self, role: Any, who: str, reason: str = "") -> None:
        said = RoleAssigned(role=role, person=self.world.cast[who].id, reason=reason)
        self.do(said, self.hr)


Telling = Callable[[Story], Steps]
