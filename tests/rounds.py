"""A round for the cast of the tests, and what is said in it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from goodstanding.domain.entries.day_to_day import PartGiven
from goodstanding.domain.entries.rounds import AppraisalPrepared, FormPart, Level, RoundTerms, SelfAppraisal
from tests.conftest import MONDAY, Cast, at

SCALE = tuple(
    Level(value=n, label=label, means=means)
    for n, label, means in (
        (1, "Unsatisfactory", "most was not done"), (2, "Partly", "some was not done"),
        (3, "Meets", "did what the job asks for"), (4, "Exceeds", "did more"), (5, "Outstanding", "far more"),
    )
)  # fmt: skip
PARTS = (
    FormPart(id="p1", title="Goals", sort="goal", weight=Decimal(2)),
    FormPart(id="p2", title="Quality", about="Right and complete.", weight=Decimal(1)),
    FormPart(id="p3", title="Working with others"),
)


def terms(day: date = MONDAY, **instead: Any) -> RoundTerms:
    """Opened on `day`: own part within a week, the manager's within two, given after four."""
    said: dict[str, Any] = {
        "title": "Appraisals 2025", "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31),
        "self_by": day + timedelta(days=7), "manager_by": day + timedelta(days=14),
        "release_on": day + timedelta(days=28), "scale": SCALE, "parts": PARTS,
    }  # fmt: skip
    return RoundTerms(**(said | instead))


def open_for(cast: Cast, *who: str, **instead: Any) -> UUID:
    """A round with these people in it, on the day of the cast."""
    from goodstanding.actions import rounds

    round = rounds.open_round(
        terms=terms(cast.day, **instead), people=[cast.people[key] for key in who], by=cast.hedda,
        now=at(cast.day),
    )  # fmt: skip
    finish(cast, round)
    return round


def finish(cast: Cast, round: UUID) -> None:
    from goodstanding.actions import rounds

    rounds.finish_step(round=round, clock=lambda: at(cast.day))


def part(id: str, rating: int | None, words: str = "") -> PartGiven:
    title = next(p.title for p in PARTS if p.id == id)
    label = next((lv.label for lv in SCALE if lv.value == rating), "")
    said = {"words": words} if rating else {"why_not": words}
    return PartGiven(part=id, title=title, rating=rating, label=label, **said)


def own(cast: Cast, round: UUID, who: str = "eve", words: str = "I closed the backlog.") -> None:
    from goodstanding.actions import rounds

    said = SelfAppraisal(round=round, given=(part("p1", 4), part("p2", 3)), words=words, rating=4)
    rounds.give_own_part(person=cast.people[who], payload=said, by=cast.people[who], now=at(cast.day))


def prepare(cast: Cast, round: UUID, who: str = "eve", by: str = "mara", rating: int = 3, **more: Any) -> Any:
    from goodstanding.actions import rounds

    said = AppraisalPrepared(
        round=round, rating=rating,
        **({"given": (part("p1", 3, "Backlog closed in May."), part("p2", None, "New in this work."),
                      part("p3", 3)), "words": "The year was what the job asks for."} | more),
    )  # fmt: skip
    return rounds.prepare(person=cast.people[who], payload=said, by=cast.people[by], now=at(cast.day))


def release(cast: Cast, round: UUID) -> int:
    from goodstanding.actions import rounds

    number = rounds.release(round=round, by=cast.hedda, now=at(cast.day))
    finish(cast, round)
    return number
