"""What happens to one person in two years, told day by day as the drafts of entries."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Literal
from uuid import UUID

from benchmarks._words import Words
from goodstanding.domain.entries import Payload, day_to_day, person
from goodstanding.queries.organisation import DEFAULT_SCALE
from goodstanding.store.log import Draft

Course = Iterator[int]
"""Something that goes on for a while: says entries, and yields how many working days pass until the next."""
WEEK = timedelta(days=7)


@dataclass(slots=True)
class Organisation:
    """What the stories share: the working days of two years, and who does what."""

    days: list[date]
    hr: list[UUID]
    deciders: list[UUID]
    random: Random
    words: Words


@dataclass(slots=True)
class Life:
    """One person. `size` is how many entries the file shall hold in the end, the hiring included."""

    id: UUID
    name: str
    place: person.Place
    size: int
    world: Organisation
    told: int = 1
    day: int = 0
    drafts: list[Draft] = field(default_factory=list)
    _ahead: list[tuple[int, int, Course]] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=count)

    @property
    def manager(self) -> UUID:
        return self.place.manager or self.world.hr[0]

    @property
    def an_hr(self) -> UUID:
        """Somebody of HR who is neither this person nor their manager."""
        others = [p for p in self.world.hr if p not in (self.id, self.place.manager)]
        return others[self.told % len(others)]

    @property
    def today(self) -> date:
        return self.world.days[self.day]

    def begin(self, day: int, course: Course) -> None:
        heapq.heappush(self._ahead, (day, next(self._count), course))

    def next_day(self) -> int | None:
        return self._ahead[0][0] if self._ahead else None

    def tell(self, day: int) -> list[Draft]:
        """Everything that is said on this day."""
        self.day, self.drafts = day, []
        while self._ahead and self._ahead[0][0] <= day:
            _, _, course = heapq.heappop(self._ahead)
            wait = next(course, None)
            if wait is not None:
                self.begin(day + max(wait, 1), course)
        return self.drafts

    def say(
        self,
        payload: Payload,
        by: UUID,
        *,
        ago: int = 0,
        refers_to: UUID | None = None,
        case: UUID | None = None,
    ) -> UUID:
        happened = self.today - timedelta(days=ago)
        draft = Draft(
            id=uuid.uuid4(), subject=self.id, author=by, happened=happened, payload=payload,
            visibility=payload.visibility, case=case, refers_to=refers_to,
        )  # fmt: skip
        self.told += 1
        self.drafts.append(draft)
        return draft.id

    def receive(self, entry: UUID, case: UUID | None = None) -> None:
        self.say(day_to_day.Acknowledged(), self.id, refers_to=entry, case=case)


def feedback(life: Life) -> Course:
    words, random = life.world.words, life.world.random
    tone: Literal["positive", "critical"] = "positive" if random.random() < 0.7 else "critical"
    said = day_to_day.Feedback(tone=tone, behaviour=words.fact(), effect=words.effect())
    entry = life.say(said, life.manager, ago=random.randrange(4))
    if random.random() < 0.3:
        yield random.randrange(1, 4)
        life.say(day_to_day.Answer(words=words.paragraph()), life.id, refers_to=entry)


def coaching(life: Life) -> Course:
    words, random = life.world.words, life.world.random
    said = day_to_day.Coaching(
        attendees=(life.name, "Team lead"), facts=words.paragraph(), expectation=words.step(),
        agreed_actions=words.paragraph(), follow_up_on=life.today + 2 * WEEK,
    )  # fmt: skip
    session = life.say(said, life.manager, ago=random.randrange(3))
    yield random.randrange(1, 4)
    life.receive(session)
    again = random.random() < 0.3
    yield 8
    next_on = life.today + 3 * WEEK if again else None
    found = day_to_day.FollowedUp(progress=words.paragraph(), next_follow_up_on=next_on)
    life.say(found, life.manager, refers_to=session)
    if again:
        yield 15
        life.say(day_to_day.FollowedUp(progress=words.paragraph()), life.manager, refers_to=session)


def appraisal(life: Life) -> Course:
    words, random = life.world.words, life.world.random
    said = day_to_day.Appraisal(
        period_start=life.today - 26 * WEEK, period_end=life.today,
        rating=random.choice((2, 3, 3, 3, 4, 4, 5)),
        scale=DEFAULT_SCALE, words=words.paragraph() + " " + words.paragraph(),
    )  # fmt: skip
    entry = life.say(said, life.manager)
    yield random.randrange(1, 6)
    life.receive(entry)
    if random.random() < 0.4:
        yield 1
        life.say(day_to_day.AppraisalAnswer(words=words.paragraph()), life.id, refers_to=entry)


def standard(life: Life) -> Course:
    words = life.world.words
    said = person.StandardCommunicated(standard=words.step(), how="Team meeting and handbook")
    entry = life.say(said, life.manager)
    yield 2
    life.receive(entry)
    start = life.today.replace(day=1)
    life.say(
        person.StandardSet(standard=words.step(), metric="m1", target=Decimal("520"), period_start=start,
                           period_end=start + 13 * WEEK),
        life.manager,
    )  # fmt: skip


def absence(life: Life) -> Course:
    yield 0
    until = life.today + timedelta(days=life.world.random.randrange(1, 12))
    life.say(person.NotAtWork(until=until), life.an_hr)
    if life.world.random.random() < 0.2:
        life.say(day_to_day.LeaveReason(reason="As told to the leave office.", until=until), life.an_hr)


def warning(life: Life) -> Course:
    words = life.world.words
    entry = life.say(
        day_to_day.Warned(
            stage="first written", deficiency=words.paragraph(), improvement_required=words.step(),
            improve_by=life.today + 6 * WEEK, current_until=life.today + 52 * WEEK, consequence=words.step(),
        ),
        life.manager,
    )  # fmt: skip
    yield 2
    life.receive(entry)
    yield 3
    life.say(day_to_day.Answer(words=words.paragraph()), life.id, refers_to=entry)


def award(life: Life) -> Course:
    yield 0
    life.say(day_to_day.Award(what="Thanks of the month", why=life.world.words.paragraph()), life.manager)


def mistake(life: Life) -> Course:
    """Feedback that had to be corrected."""
    words = life.world.words
    said = day_to_day.Feedback(tone="critical", behaviour=words.fact(), effect=words.effect())
    entry = life.say(said, life.manager)
    yield 2
    fixed = day_to_day.Correction(wrong="The day was wrong.", right=words.fact())
    life.say(fixed, life.manager, refers_to=entry)


def moved(life: Life, to: person.Place) -> Course:
    yield 0
    life.place = to
    life.say(person.Moved(place=to, reason="The teams were cut anew."), life.an_hr)


USUAL: tuple[tuple[Callable[[Life], Course], int, float], ...] = (
    (feedback, 50, 1.3),
    (coaching, 22, 3.3),
    (standard, 4, 3),
    (absence, 10, 1.2),
    (award, 3, 1),
    (mistake, 3, 2),
    (warning, 1, 3),
)
"""What happens, how often, and how many entries it makes on average."""


def plan_life(life: Life, *, taken: float = 0) -> None:
    """Fill the two years with what usually happens, so that the file comes out near its size."""
    last, random = len(life.world.days) - 1, life.world.random
    left = life.size - 1 - taken
    for half in range(1, 5):
        if left > 4:
            life.begin(max(half * last // 4 - random.randrange(20), 0), appraisal(life))
            left -= 2.4
    kinds, weights = [(make, size) for make, _, size in USUAL], [often for _, often, _ in USUAL]
    while left > 2:
        make, size = random.choices(kinds, weights)[0]
        life.begin(random.randrange(1, last), make(life))
        left -= size
