"""Files for tests, a line an event: an organisation's own file, which is whole, or a summary, which is
not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from goodstanding.review.comparators import NONE, Comparators
from goodstanding.review.engine import review
from goodstanding.review.file import Event, GoalTerms, Rating, ReviewFile, SupportTerms, Terms, review_file
from goodstanding.review.finding import Finding, Severity
from goodstanding.review.from_entries import IN_COMPARTMENTS, KEPT
from goodstanding.review.packs import GOOD_PRACTICE, PACKS
from goodstanding.review.rule import Override, Pack
from goodstanding.review.when import parse, tri
from goodstanding.review.words import vocabulary

AS_OF = date(2026, 1, 1)
DECISIVE, SERIOUS, NOTE, NOT_RECORDED = Severity
LEVELS = {"below": 0.25, "meets": 0.5, "above": 0.75}
ALL_KEPT = KEPT.union(*IN_COMPARTMENTS.values())


def at(day: str, kind: str, text: str = "", **more: Any) -> Event:
    """One event. `rating`: a band; `recorded`: a day or days later; `given`: False if kept back."""
    when = parse(day, approx=more.pop("approx", False)) if day else parse(None)
    if "rating" in more:
        band = more.pop("rating")
        more["rating"] = Rating(label=band, band=band, level=LEVELS[band], several=more.pop("several", False))
        more.setdefault("tone", "critical" if band == "below" else "positive")
    if "recorded" in more:
        said = more.pop("recorded")
        start = when.exact
        day_ = date.fromordinal(start.toordinal() + said) if isinstance(said, int) and start else said
        more["recorded"] = datetime.combine(
            parse(day_).exact if isinstance(day_, str) else day_, time(9), UTC
        )  # type: ignore[arg-type]
    for name in ("until", "acknowledged"):
        if isinstance(more.get(name), str):
            more[name] = parse(more[name])
    if "given" in more:
        more["communicated"] = tri(more.pop("given"))
    if kind in {"plan_opened", "warning", "appraisal", "proposed_action", "decision", "plan_changed"}:
        more.setdefault("acknowledged", when)
    states = vocabulary().recognise(text, kind)
    tone = more.pop("tone", "")
    if not tone and kind in {"warning", "concern"}:
        tone = "critical"
    return Event(
        id=more.pop("id", ""), order=0, kind=kind, when=when, text=text, states=states, tone=tone, **more
    )


def praise(day: str, text: str = "", **more: Any) -> Event:
    return at(day, "feedback", text, tone="positive", **more)


def critic(day: str, text: str = "", **more: Any) -> Event:
    return at(day, "feedback", text, tone="critical", **more)


def goal(id_: str = "g", **more: Any) -> GoalTerms:
    """A goal that lacks nothing, unless told otherwise."""
    whole: dict[str, Any] = {
        "statement": "Close tickets", "measure": "tickets an hour", "metric": "tickets", "target": 3.0,
        "due": date(2025, 6, 1), "measurer": "m", "data_source": "the desk", **more,
    }  # fmt: skip
    return GoalTerms(id_, **whole)


def plan(day: str, *goals: GoalTerms, ends: str = "2025-06-01", **more: Any) -> Event:
    """A plan as its own document: whole, with one goal unless given."""
    terms = {
        "starts": parse(day).exact, "ends": parse(ends).exact, "goals": goals or (goal(),),
        "consequences": "The job may end.", "whole": True,
        "check_ins": tuple(parse(d).exact for d in more.pop("check_ins", ())),
        "support": tuple(
            SupportTerms(i, i, parse(d).exact if d else None) for i, d in more.pop("support", {}).items()
        ),
    }  # fmt: skip
    terms.update(more.pop("terms", {}))
    return at(day, "plan_opened", terms=Terms(**terms), plan="p", **more)


def _numbered(events: tuple[Event, ...]) -> list[Event]:
    return [replace(e, id=e.id or f"e{n}", order=n) for n, e in enumerate(events, start=1)]


def org(*events: Event, **known: Any) -> ReviewFile:
    """An organisation's own file: what it does not hold did not happen."""
    return review_file(_numbered(events), **{"complete": ALL_KEPT, **known})


def summary(*events: Event, **known: Any) -> ReviewFile:
    """A summary: what it does not say may still have happened."""
    return review_file(_numbered(events), **known)


def found(
    rule: str,
    file: ReviewFile,
    *,
    pack: Pack | str = GOOD_PRACTICE,
    as_of: date = AS_OF,
    comparators: Comparators = NONE,
    **parameters: Any,
) -> list[Finding]:
    """What one rule says of a file."""
    whole = PACKS[pack] if isinstance(pack, str) else pack
    chosen = replace(whole, rules=tuple(r for r in whole.rules if r.id == rule))
    overrides = [Override(rule=rule, reason="test", parameters=parameters)] if parameters else []
    done = review(file, [chosen], as_of=as_of, comparators=comparators, overrides=overrides)
    return list(done.findings)


def weights(rule: str, file: ReviewFile, **more: Any) -> list[Severity]:
    return [f.severity for f in found(rule, file, **more)]
