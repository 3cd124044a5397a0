"""Findings about figures in plain sentences: what was seen, what it means, what else it could be.

The same sentences for the person, their manager and HR.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from goodstanding.queries.signals.found import SignalView, fell
from goodstanding.queries.signals.metrics import MetricLabel
from goodstanding.queries.signals.stored import WorkMoved
from goodstanding.stats.signals.findings import (
    CheckName,
    CheckResult,
    Effect,
    Finding,
    Onset,
    Reason,
    SignalKind,
)

Labels = Mapping[str, MetricLabel]


@dataclass(frozen=True, slots=True)
class Words:
    """What holds for every finding of a kind."""

    title: str
    short: str
    means: str
    asks: str
    innocent: tuple[str, ...]
    settles: tuple[str, ...]


CONVERSATION = (
    "A conversation within two weeks, by the manager: what has changed, what is in the way, what would "
    "help. Not a plan and not a warning."
)
INNOCENT = (
    "The work became harder or different in a way that the figures do not count.",
    "Something at home or with health, which is nobody’s to ask about here.",
    "A tool, a process or a colleague that the work depends on got worse.",
    "The figures are recorded differently than before.",
)
DECLINE = Words(
    "Figures fell against the person’s own past",
    "Fell against the own past",
    "Beside comparable co-workers in the same weeks the figures are lower than they used to be, by more "
    "than chance usually does, at two reviews in a row. It says nothing about why.",
    CONVERSATION,
    INNOCENT,
    (
        "What the person says about the time since then.",
        "Whether the kind, amount or place of the work changed on or before that day.",
    ),
)
LEVEL = Words(
    "Figures lie below those of comparable co-workers",
    "Below comparable co-workers",
    "Over the last half year the figures are among the lowest tenth of the role, by more than chance "
    "usually does. It says nothing about why, nor that it was ever different.",
    CONVERSATION,
    (*INNOCENT, "The clients, the area or the shift are harder than those of the others."),
    (
        "Whether the others do the same work under the same conditions.",
        "Whether this person was shown and told what the job asks for.",
    ),
)
CANNOT_TELL = Words(
    "Figures fell, but the work may have changed: cannot tell",
    "Cannot tell: the work may have changed",
    "Figures fell in a way that also happens when work is moved to others without being recorded. "
    "Nothing can be concluded about how the work was done.",
    "Find out first what happened to the work. Record the hours, cases or accounts there were; the next "
    "review then looks again.",
    ("Clients, cases or hours went to somebody else.", "The task was changed or ended."),
    ("The assignments or the rota of that time.", "What the person and the manager each say of it."),
)
MOVED = Words(
    "Work went to others",
    "Work went to others",
    "A fifth or more of this person’s share of the group’s clients, accounts or projects went to "
    "colleagues in half a year. Totals since then cannot be compared with those before.",
    "Look at targets, goals and figures since then with that in mind, and write down why the work moved.",
    ("The person asked for it.", "Leave, a new task or a reorganisation."),
    ("Who decided it, when and why.", "Whether targets were lowered with the work."),
)
OF_KIND: Mapping[str, Words] = MappingProxyType(
    {"decline": DECLINE, "level": LEVEL, "work_may_have_changed": CANNOT_TELL, "work_moved": MOVED}
)
CHECKS: Mapping[CheckName, str] = MappingProxyType(
    {
        CheckName.WORK_RECORDED: "Is the amount of work missing from the record?",
        CheckName.WORK_FELL: "Did the recorded work fall as well?",
        CheckName.PEER_TOOK_OVER: "Did somebody else’s volume rise at the same time?",
        CheckName.QUALITY_HELD: "Did shares and amounts per case hold while counts fell?",
        CheckName.ASSIGNMENTS: "Do assignments show fewer clients, accounts or projects?",
        CheckName.GROUP_SHOCK: "Did the whole group fall in these weeks?",
        CheckName.ABSENCE: "Was there time without work around the change?",
    }
)
RESULTS: Mapping[CheckResult, str] = MappingProxyType(
    {
        CheckResult.CLEAR: "looked for, not found",
        CheckResult.FOUND: "found",
        CheckResult.NOT_RECORDED: "cannot be told from these data",
    }
)
REASONS: Mapping[str, str] = MappingProxyType(
    {
        Reason.NOT_ACTIVE: "no figures in the last weeks",
        Reason.FEW_PEERS: "fewer than four comparable people present",
        Reason.SHORT_HISTORY: "too few weeks with figures",
        Reason.NO_FIGURES: "no figures at all",
    }
)


def day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def summary(view: SignalView, labels: Labels) -> str:
    """One sentence with its figures."""
    lines = list(lines_of(view, labels))
    return lines[0] if lines else OF_KIND[view.kind].means


def lines_of(view: SignalView, labels: Labels) -> Iterator[str]:
    if view.moved is not None:
        yield moved_line(view.moved)
    if view.found is not None:
        yield from effect_lines(view.found, labels)


def moved_line(moved: WorkMoved) -> str:
    return (
        f"Of {moved.units} units of work {len(moved.lost)} went to others between {day(moved.first)} and "
        f"{day(moved.last)}; the share of the group’s work went from {moved.share_before:.0%} to "
        f"{moved.share_after:.0%}."
    )


def effect_lines(found: Finding, labels: Labels) -> Iterator[str]:
    """What each metric shows, in its own unit."""
    for effect in sorted(found.effects, key=_worst_first):
        if effect.before is not None and effect.after is not None:
            label = labels.get(effect.metric)
            yield _effect(found, effect, label or MetricLabel(effect.metric, "count", True, effect.unit, ""))


def _worst_first(effect: Effect) -> float:
    return effect.standardised.middle if effect.standardised else 0.0


def _effect(found: Finding, effect: Effect, label: MetricLabel) -> str:
    before, after = label.say(effect.before), label.say(effect.after)
    if found.onset is None:
        said = f"{label.name}: {after} against {before} of comparable co-workers, over the last half year"
    else:
        said = f"{label.name}: {before} before, {after} since the period from {day(found.onset.likely)}"
    if effect.change is None:
        return f"{said}."
    low, middle, high = (
        label.say(each, sign=True) for each in (effect.change.low, effect.change.middle, effect.change.high)
    )
    against = "against the others" if found.onset is None else "beyond what the others changed"
    return f"{said}; {middle} {against} (nine times in ten between {low} and {high})."


def onset_line(onset: Onset) -> str:
    if onset.earliest == onset.latest:
        return f"It likely began in the period from {day(onset.likely)}; another is much less likely."
    return (
        f"It likely began in the period from {day(onset.likely)}; four times in five it was between "
        f"{day(onset.earliest)} and {day(onset.latest)}."
    )


def number_lines(found: Finding, wrong: float | None, labels: Labels) -> Iterator[str]:
    """Every number that the finding rests on, explained."""
    if found.onset is not None:
        yield onset_line(found.onset)
    yield (
        f"It rests on {found.periods} periods with figures. In the middle one of them {found.peers} "
        "comparable people had figures too; periods with fewer than four others are left out."
    )
    low, middle, high = (abs(each) for each in (found.size.high, found.size.middle, found.size.low))
    yield (
        f"{_which(found, labels)} worse by {middle:.1f} times the usual difference between people (nine "
        f"times in ten between {min(low, high):.1f} and {max(low, high):.1f} times)."
    )
    if found.kind is SignalKind.WORK_MAY_HAVE_CHANGED and not any(
        check.result is CheckResult.FOUND for check in found.checks
    ):
        yield from _untold(found)
    if wrong is not None:
        yield (
            f"Of the findings of this kind in this review, about {wrong:.0%} are expected to be wrong: by "
            "chance, or by something that figures do not show. This may be one of them."
        )


def _which(found: Finding, labels: Labels) -> str:
    """Whose size is told: of one metric where it says most, else of all together."""
    if not found.alone:
        return "All metrics together are"
    name = labels[found.alone].name if found.alone in labels else found.alone
    others = [effect for effect in found.effects if effect.metric != found.alone]
    if not others:
        return f"{name} is"
    if any(fell(effect) for effect in others):
        return f"It shows most clearly in one metric by itself: {name} is"
    return f"{name} fell, and the other metrics did not with it; it is"


def _untold(found: Finding) -> Iterator[str]:
    """Why it cannot be told, where nothing that was looked for was found."""
    missing = {check.name for check in found.checks if check.result is CheckResult.NOT_RECORDED}
    if {CheckName.QUALITY_HELD, CheckName.ASSIGNMENTS} <= missing:
        yield (
            "Only amounts of work done are recorded. They fall alike when work is moved away and when it is "
            "done otherwise; what share of cases went well, or who was responsible for what, would tell."
        )
    else:
        yield (
            "The fall is so large, or so much like one of the amount of work, that the figures alone cannot "
            "tell whether the work changed or how it was done."
        )


def check_rows(found: Finding) -> list[list[str]]:
    return [[CHECKS[c.name], RESULTS[c.result], c.detail] for c in found.checks]


def coaching_facts(view: SignalView, labels: Labels) -> str:
    """What a coaching entry opens with: the figures and their limits, to be put right before it is sent."""
    lines = [f"Figures up to {day(view.as_of - timedelta(days=1))}:", *lines_of(view, labels)]
    if view.found is not None and view.found.onset is not None:
        lines.append(onset_line(view.found.onset))
    return "\n".join([*lines, "", "We talked about what could be behind it: "])
