"""The paper trail of each stated reason: what in the file supports it, what contradicts it, what is missing.

Whether an entry is about a reason is told by the words that both use. That is a plain and visible measure:
the
words are shown, and entries that share none stand apart, so that a reader can see what was set aside and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.domain.remembered import Remembered
from goodstanding.review.file import Event, ReviewFile

BACK = timedelta(days=730)
BEFORE_APPRAISAL = timedelta(days=183)
FEWEST_LETTERS = 4
WORD = re.compile(r"[^\W\d_]{4,}")
ENDINGS = ("ing", "ed", "es", "s", "ly")
_PLAIN = """
about above after again against also although always another any anybody because been before being below
between both cannot could days does done during each either every everybody first from given goal have
here into itself last less like made make many month months more most much must need needs never next
none note only other others over part person plan quarter said same seen should since some standard such
team than that their them then there these they this those time told under until very week weeks were
what when where which while will with within without work would year years your
"""
PLAIN = frozenset(_PLAIN.split())
"""Words that say nothing of the subject, however often two texts share them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as evidence on a reason, and the words that it shares with it."""

    event: Event
    shared: tuple[str, ...] = ()

    @property
    def on_subject(self) -> bool:
        return bool(self.shared)


@dataclass(frozen=True, slots=True)
class Reason:
    """What a plan or a decision says was wrong, and where it says so."""

    text: str
    on: date | None
    said_in: Event
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that a reason usually rests on and that this file does not hold."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class ReasonTrail:
    reason: Reason
    supports: tuple[Item, ...]
    contradicts: tuple[Item, ...]
    missing: tuple[Lacking, ...]

    @property
    def supports_elsewhere(self) -> tuple[Item, ...]:
        return tuple(i for i in self.supports if not i.on_subject)

    @property
    def supporting(self) -> tuple[Item, ...]:
        return tuple(i for i in self.supports if i.on_subject)

    @property
    def contradicting(self) -> tuple[Item, ...]:
        return tuple(i for i in self.contradicts if i.on_subject)

    @property
    def contradicts_elsewhere(self) -> tuple[Item, ...]:
        return tuple(i for i in self.contradicts if not i.on_subject)


@dataclass(frozen=True, slots=True)
class Trail:
    """`unreflected`: guidance and the appraisal of its time that does not speak of it. `unexplained`:
    appraisals
    under the standard, or lower than the one before, that no guidance of their time explains."""

    reasons: tuple[ReasonTrail, ...]
    unreflected: tuple[tuple[Event, Event], ...] = ()
    unexplained: tuple[tuple[Event, str], ...] = ()

    def elsewhere(self) -> list[Event]:
        """What speaks for or against in the time of a reason and stands under none, each once, the latest
        first."""
        items = [i for r in self.reasons for i in (*r.supports, *r.contradicts)]
        under = {i.event.id for i in items if i.on_subject}
        aside = {i.event.id: i.event for i in items if i.event.id not in under}
        return sorted(aside.values(), key=lambda e: -e.order)


def trail(file: ReviewFile, plan: str = "") -> Trail:
    """For the reasons stated in one plan (by its id), or in every plan of the file."""
    known = _trails.get((id(file), plan)) or _trails.put(
        (id(file), plan), (file, _trail(file, plan)), len(file.events)
    )
    return known[1]


_trails: Remembered[tuple[int, str], tuple[ReviewFile, Trail]] = Remembered(3_000)
"""By the file itself, which is held here so that no other takes its id."""


def _trail(file: ReviewFile, plan: str) -> Trail:
    sides = _sides(file)
    reasons = tuple(_reason_trail(file, reason, sides) for reason in stated(file, plan))
    return Trail(reasons, tuple(_unreflected(file)), tuple(_unexplained(file)))


def stated(file: ReviewFile, plan: str = "") -> tuple[Reason, ...]:
    """Each reason once, where it was said last: shortfalls of the plan, reasons of a proposal or decision."""
    found: dict[str, Reason] = {}
    for event in file.events:
        if plan and event.plan != plan:
            continue
        for reason in _reasons_of(event):
            found[_folded(reason.text)] = reason
    return tuple(found.values())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _reasons_of(event: Event) -> Iterable[Reason]:
    if event.kind in {"concern", "plan_opened", "coaching_directed"}:
        for said in event.payload.get("deficiencies", ()):
            yield Reason(said.fact, said.on, event, said.standard)
    for code in event.reasons:
        yield Reason(code, event.when.exact, event)


def words_of(text: str) -> dict[str, str]:
    """The words of a text that say what it is about, by their stems."""
    found: dict[str, str] = {}
    for word in WORD.findall(text.casefold()):
        if word not in PLAIN:
            found.setdefault(_stem(word), word)
    return found


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= FEWEST_LETTERS - 1:
            return word[: -len(ending)]
    return word


def _reason_trail(file: ReviewFile, reason: Reason, sides: list[tuple[Event, bool]]) -> ReasonTrail:
    about = words_of(f"{reason.text} {reason.standard}")
    supports: list[Item] = []
    contradicts: list[Item] = []
    for event, supporting in sides:
        if event is not reason.said_in and _in_time(event, reason):
            (supports if supporting else contradicts).append(Item(event, _shared(about, event)))
    missing = tuple(_missing(file, reason, [i for i in supports if i.on_subject]))
    return ReasonTrail(reason, tuple(supports), tuple(contradicts), missing)


def _sides(file: ReviewFile) -> list[tuple[Event, bool]]:
    """What speaks for a reason, True, or against one."""
    said = [(e, speaks_for(e)) for e in file.events if e.kind != "concern"]
    return [(e, supporting) for e, supporting in said if supporting or speaks_against(e)]


def _shared(about: dict[str, str], event: Event) -> tuple[str, ...]:
    both = _stems(event) & about.keys()
    return tuple(sorted(about[stem] for stem in both)) if both else ()


_known: Remembered[int, tuple[Event, frozenset[str]]] = Remembered(3_000)
"""By the event itself, which is held here so that no other takes its id."""


def _stems(event: Event) -> frozenset[str]:
    known = _known.get(id(event)) or _known.put(id(event), (event, frozenset(words_of(_text(event)))))
    return known[1]


def _text(event: Event) -> str:
    label = str(event.payload.get("metric", "")) if event.kind == "metrics" else ""
    return f"{event.text} {label}"


def _in_time(event: Event, reason: Reason) -> bool:
    day = event.when.last or event.when.first
    return reason.on is None or day is None or day >= reason.on - BACK


def speaks_for(event: Event) -> bool:
    """Entries that a stated shortfall may rest on."""
    match event.kind:
        case "coaching" | "warning" | "metrics" | "relapse":
            return True
        case "feedback":
            return event.tone == "critical"
        case "appraisal":
            return event.rating is not None and event.rating.band == "below"
        case "goal_determined":
            return event.result == "not_met"
    return False


def speaks_against(event: Event) -> bool:
    """Entries that say that the work was good."""
    match event.kind:
        case "award":
            return True
        case "feedback":
            return event.tone == "positive"
        case "appraisal":
            return event.rating is not None and event.rating.band in {"meets", "above"}
        case "goal_determined" | "plan_closed":
            return event.result == "met"
    return False


def _missing(file: ReviewFile, reason: Reason, supporting: list[Item]) -> Iterable[Lacking]:
    before = [i.event for i in supporting if _before(i.event, reason.said_in, file)]
    standards = [e for e in file.of("standard") if _before(e, reason.said_in, file)]
    if not standards:
        yield Lacking(
            "A standard made known before", "No entry says that this standard was made known to the person."
        )
    if not any(e.kind in {"coaching", "feedback", "warning"} for e in before):
        yield Lacking(
            "Guidance on this subject before", "No coaching, feedback or warning before it uses its words."
        )
    sessions = [e for e in before if e.kind == "coaching" and e.payload.get("follow_up_on")]
    followed = {e.refers_to for e in file.of("coaching") if e.refers_to}
    if open_ones := [e for e in sessions if e.id not in followed]:
        yield Lacking(
            "What became of the coaching",
            f"The follow-up of the session of {open_ones[-1].when} is not recorded.",
        )
    if reason.on is None:
        yield Lacking("A day", "The reason names no day on which it was seen.")
    if not any(e.kind in {"metrics", "goal_determined"} for e in [i.event for i in supporting]):
        yield Lacking("Figures or findings with their source", "Nothing measured is cited on this subject.")
    answered = {e.refers_to for e in file.of("answer", "acknowledged", "refusal_noted")}
    if before and not any(e.id in answered or e.acknowledged for e in before):
        yield Lacking(
            "The person’s receipt or answer", "Nothing that supports it was acknowledged or answered."
        )


def _before(event: Event, other: Event, file: ReviewFile) -> bool:
    return event is not other and file.before(event, other).yes


def _guidance(file: ReviewFile) -> list[Event]:
    return [
        e
        for e in file.events
        if e.kind in {"coaching", "warning"} or (e.kind == "feedback" and e.tone == "critical")
    ]


def _within(event: Event, first: date | None, last: date | None) -> bool:
    day = event.when.exact
    return day is not None and first is not None and last is not None and first <= day <= last


def _unreflected(file: ReviewFile) -> Iterable[tuple[Event, Event]]:
    for appraisal in file.of("appraisal"):
        rating = appraisal.rating
        if rating is None or rating.band not in {"meets", "above"}:
            continue
        said = words_of(appraisal.text)
        for event in _guidance(file):
            if _within(event, rating.start.first, rating.end.last) and not set(words_of(event.text)) & set(
                said
            ):
                yield event, appraisal


def _unexplained(file: ReviewFile) -> Iterable[tuple[Event, str]]:
    level: float | None = None
    for appraisal in file.of("appraisal"):
        rating = appraisal.rating
        if rating is None:
            continue
        lower = level is not None and rating.level is not None and rating.level < level
        start, end = rating.start.first, rating.end.last
        since = start - BEFORE_APPRAISAL if start else None
        explained = any(_within(e, since, end) for e in _guidance(file))
        if (lower or rating.band == "below") and not explained:
            yield appraisal, "lower than the one before" if lower else "under the standard"
        level = rating.level if rating.level is not None else level
