"""Whether plans and low ratings fall evenly: counted with each review, kept, and shown without names.

Two readers, two parts. Groups that anybody in HR can see from a week or a calendar (a shorter week, time
not at work, newcomers) are for HR for the whole organisation and for counsel. Protected groups come from
counsel's compartment and are for counsel alone, as `counsel` of what is kept.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from goodstanding.domain.entries.day_to_day import Appraisal
from goodstanding.domain.errors import NotFound
from goodstanding.queries.standing import Viewer
from goodstanding.record.entry_parts import payload_of
from goodstanding.review.from_entries import band_of
from goodstanding.review.words import vocabulary
from goodstanding.stats.adverse import Common, Count, Impact, Verdict
from goodstanding.stats.evenness import Comparison, Counted, compare
from goodstanding.stats.rating_habits import Habits, Rated, habits
from goodstanding.store import log, models

YEARS = 2
WINDOW = timedelta(days=365 * YEARS)
RATINGS = timedelta(days=365 * 4)
LONG_AWAY, BEFORE = 28, timedelta(days=365)
PLAN, NOT_MET, LOW = "plan", "not_met", "low_rating"
OUTCOMES = (PLAN, NOT_MET, LOW)
WEEK, AWAY, NEW = "week", "away", "new"
SCHEMES: Mapping[str, tuple[str, str]] = {
    WEEK: ("a week of fewer than five days", "five days and more"),
    AWAY: (f"{LONG_AWAY} days and more not at work within a year", "fewer days"),
    NEW: (f"here for less than {YEARS} years", "longer here"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FairnessView:
    """`ratings` is None where person and rater cannot be told apart; `counsel` None for all but counsel."""

    since: date
    until: date
    people: int
    ratings: Habits | None
    open: tuple[Comparison, ...]
    counsel: tuple[Comparison, ...] | None


def may_read(viewer: Viewer) -> bool:
    return any(part in ("hr", "counsel") and not scope for part, scope in viewer.parts)


def fairness(viewer: Viewer) -> FairnessView | None:
    """What the last review counted; None before the first. One statement."""
    if not may_read(viewer):
        raise NotFound("The address may be old, or what it shows is not for you.")
    done = models.SignalRun.objects.filter(state=models.SignalRun.State.DONE).exclude(fairness={})
    kept = done.order_by("-created").values_list("fairness", flat=True).first()
    if not kept:
        return None
    counsel = "" in viewer.scopes("counsel")
    return FairnessView(
        since=date.fromisoformat(kept["since"]),
        until=date.fromisoformat(kept["until"]),
        people=kept["people"],
        ratings=Habits(**kept["ratings"]) if kept["ratings"] else None,
        open=tuple(map(_read, kept["open"])),
        counsel=tuple(map(_read, kept["counsel"])) if counsel else None,
    )


def _read(data: Mapping[str, Any]) -> Comparison:
    said = dict(data["impact"])
    said["group"], said["others"] = Count(**said["group"]), Count(**said["others"])
    said["verdict"] = Verdict(said["verdict"])
    said["common"] = Common(**said["common"]) if said["common"] else None
    return Comparison(data["scheme"], data["group"], data["outcome"], Impact(**said))


def count_fairness(today: date) -> dict[str, Any]:
    """As `SignalRun.fairness` keeps it. Eight statements; reads every appraisal, so not for a page."""
    since = today - WINDOW
    ratings = _ratings(today - RATINGS)
    people = _people(today, since, ratings)
    codes = _codes()
    open_groups = [person for _, person in people]
    coded = [Counted(codes[id], p.stratum, p.had) for id, p in people if id in codes]
    rated = [Rated(r.person, r.rater, r.level, r.until) for r in _of_one_scale(ratings)]
    found = habits(rated, today)
    return {
        "since": since.isoformat(), "until": today.isoformat(), "people": len(people),
        "ratings": asdict(found) if found else None,
        "open": [_kept(each) for each in compare(open_groups, OUTCOMES)],
        "counsel": [_kept(each) for each in compare(coded, OUTCOMES)],
    }  # fmt: skip


def _kept(found: Comparison) -> dict[str, Any]:
    """JSON knows no infinity: a ratio over nobody is kept as nothing."""
    said = asdict(found)
    said["impact"] = {k: _finite(v) for k, v in said["impact"].items()}
    if said["impact"]["common"]:
        said["impact"]["common"] = {k: _finite(v) for k, v in said["impact"]["common"].items()}
    return said


def _finite(value: Any) -> Any:
    return None if isinstance(value, float) and not (abs(value) < float("inf")) else value


@dataclass(frozen=True, slots=True)
class _Rating:
    person: UUID
    rater: UUID
    level: int
    until: date
    scale: tuple[int, ...]
    low: bool


def _ratings(since: date) -> list[_Rating]:
    rows = models.Entry.objects.filter(kind="appraisal", happened__gte=since, visibility="shared")
    words, retracted = vocabulary(), _retracted("appraisal")
    found = []
    for entry in log.entries_from(rows.order_by("idx").values_list(*log.COLUMNS).iterator(chunk_size=2_000)):
        said = entry.payload
        if not isinstance(said, Appraisal) or entry.id in retracted:
            continue
        levels = tuple(sorted(level.value for level in said.scale))
        if said.rating in levels:
            low = band_of(said, words) == "below"
            found.append(
                _Rating(entry.subject, said.rater or entry.author, levels.index(said.rating),
                        said.period_end, levels, low)
            )  # fmt: skip
    return found


def _retracted(kind: str) -> set[UUID | None]:
    """Entries of a kind that were taken back."""
    given = models.Entry.objects.filter(kind=kind).values("id")
    rows = models.Entry.objects.filter(kind="correction", refers_to__in=given)
    entries = log.entries_from(rows.values_list(*log.COLUMNS).iterator(chunk_size=2_000))
    return {entry.refers_to for entry in entries if entry.payload.retracts}


def _of_one_scale(ratings: Iterable[_Rating]) -> list[_Rating]:
    """Those of the scale that most are on: levels of different scales are not compared."""
    by_scale: dict[tuple[int, ...], list[_Rating]] = defaultdict(list)
    for each in ratings:
        by_scale[each.scale].append(each)
    return max(by_scale.values(), key=len, default=[])


def _people(today: date, since: date, ratings: Iterable[_Rating]) -> list[tuple[UUID, Counted]]:
    """Everybody who was here in that time, in their last job of a family; also who has left since."""
    here = Q(until=None) | Q(until__gt=since)
    rows = models.Assignment.objects.filter(here, since__lte=today).exclude(job_family="").order_by("since")
    jobs = {
        person: (f"{family}, {level}" if level else family, days)
        for person, family, level, days in rows.values_list(
            "person_id", "job_family", "level", "person__working_days"
        )
    }
    hired = _hired()
    plans, ended = _plans(since)
    away = _away(today, plans)
    last = {r.person: r.low for r in sorted(ratings, key=lambda r: r.until) if r.until >= since}
    return [
        (
            person,
            Counted(
                groups={
                    WEEK: SCHEMES[WEEK][len(days) >= 5],
                    AWAY: SCHEMES[AWAY][away.get(person, 0) < LONG_AWAY],
                    NEW: SCHEMES[NEW][hired.get(person, since) <= since],
                },
                stratum=job,
                had={
                    PLAN: person in plans,
                    **({NOT_MET: ended[person]} if person in ended else {}),
                    **({LOW: last[person]} if person in last else {}),
                },
            ),
        )
        for person, (job, days) in sorted(jobs.items(), key=lambda each: str(each[0]))
    ]


def _hired() -> dict[UUID, date]:
    """The first day of everybody's first job."""
    found: dict[UUID, date] = {}
    for person, since in models.Assignment.objects.values_list("person_id", "since"):
        found[person] = min(since, found.get(person, since))
    return found


def _plans(since: date) -> tuple[dict[UUID, date], dict[UUID, bool]]:
    """Who was given a plan and when first; and of those whose last plan has an outcome, whether it was not
    met."""
    rows = models.Case.objects.filter(delivered_on__gte=since).order_by("delivered_on")
    given: dict[UUID, date] = {}
    ended: dict[UUID, bool] = {}
    day: Any
    for person, day, outcome in rows.values_list("person_id", "delivered_on", "outcome"):
        given.setdefault(person, day)
        if outcome in ("met", "not_met"):
            ended[person] = outcome == "not_met"
    return given, ended


def _away(today: date, plans: Mapping[UUID, date]) -> dict[UUID, int]:
    """Days not at work in the year before the plan, else before today: a plan does not count its own
    consequences."""
    days: dict[UUID, int] = defaultdict(int)
    oldest = min([today, *plans.values()]) - BEFORE
    for person, first, last in models.Absence.objects.filter(last__gte=oldest).values_list(
        "person_id", "first", "last"
    ):
        until = plans.get(person, today)
        days[person] += max(0, (min(last, until) - max(first, until - BEFORE)).days + 1)
    return days


def _codes() -> dict[UUID, dict[str, str]]:
    """Protected groups by person and scheme, from counsel's compartment; the last word counts."""
    rows = models.Entry.objects.filter(kind="group_code", payload__erased=None).order_by("idx")
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    retracted = _retracted("group_code")
    told = rows.values_list("id", "subject_id", "payload__disclosures")
    for id, person, text in told.iterator(chunk_size=2_000):
        if id not in retracted:
            said: Any = payload_of("group_code", json.loads(text))
            found[person][said.scheme] = said.group
    return found
