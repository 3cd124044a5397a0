"""Whether plans and ratings fall evenly, as the last review counted it. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.queries import fairness as queries
from goodstanding.queries.signals import runs
from goodstanding.stats.adverse import Count, Impact, Verdict
from goodstanding.stats.evenness import Comparison
from goodstanding.stats.rating_habits import Habits
from goodstanding.web.ui import Cell, Column, Table
from goodstanding.web.viewer import viewer_of

OUTCOMES = MappingProxyType(
    {
        queries.PLAN: ("Given a plan", "Of the people who were here, who was given a plan."),
        queries.NOT_MET: ("Plan not met", "Of those whose plan ended with an outcome, whose was not met."),
        queries.LOW: (
            "Rated below",
            "Of those who were rated, whose last rating lies below what is expected.",
        ),
    }
)
VERDICTS = MappingProxyType(
    {
        Verdict.TOO_FEW: ("Too few to say", "circle-question-mark", ""),
        Verdict.DIFFERENCE: ("More than chance explains", "circle-alert", "attention"),
        Verdict.NO_DIFFERENCE: ("No difference beyond chance", "circle-check", "good"),
    }
)
COLUMNS = (
    Column("Group"), Column("Outcome"), Column("In the group"), Column("Others"), Column("Ratio"),
    Column("In the same jobs"), Column("What can be said"),
)  # fmt: skip
PARTS = (Column("What sets ratings apart"), Column("Share", numeric=True), Column("What it means"))
STRICT_TO_LENIENT = 2 * 1.2816  # standard deviations from the tenth to the ninetieth of a hundred
EVEN = 0.05


@require_safe
def fairness(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.fairness(viewer)
    done, newer = runs.latest()
    context: dict[str, Any] = {
        "found": found, "starts": runs.may_start(viewer) and not (newer and newer.under_way),
        "counsel": "" in viewer.scopes("counsel"), "reviewed": done is not None,
        "outcomes": [f"{title}: {what}" for title, what in OUTCOMES.values()],
    }  # fmt: skip
    if found is not None:
        context |= {
            "parts": _parts(found.ratings) if found.ratings else None,
            "lines": list(_rating_lines(found.ratings)) if found.ratings else [],
            "open": _table(_one_side(found.open), "Groups that anybody can see from weeks and calendars"),
            "coded": _table(found.counsel, "Protected groups") if found.counsel is not None else None,
        }
    return render(request, "gs/signals/fairness.html", context)


def _parts(found: Habits) -> Table:
    rows = [
        ["The person", f"{found.person_share:.0%}", "What holds for somebody whoever rates them."],
        ["Who rates", f"{found.rater_share:.0%}", "A rater’s habit: strict or lenient with everybody."],
        [
            "Who rates whom",
            f"{found.pair_share:.0%}",
            "What a rater sees in one person again and again and others do not.",
        ],
        ["The rest", f"{found.rest_share:.0%}", "What changes from one time to the next."],
    ]
    caption = f"{found.ratings:,} ratings of {found.people:,} people by {found.raters:,} raters"
    return Table(PARTS, rows, caption)


def _rating_lines(found: Habits) -> Iterable[str]:
    yield (
        "Two people who do equally well are rated "
        f"{STRICT_TO_LENIENT * found.rater_spread:.1f} levels apart by habit alone, if one rater is among "
        "the strictest tenth and the other among the most lenient."
    )
    if found.newest:
        yield (
            f"Of {found.newest:,} newest ratings of people with at least two before, {found.unusual:,} "
            f"{'is' if found.unusual == 1 else 'are'} lower than one in forty would be for this person and "
            f"this rater. Chance alone makes about {found.expected:.1f}."
        )
    else:
        yield "Too few people have ratings enough to say how many of the newest are unusual."


def _one_side(found: Iterable[Comparison]) -> list[Comparison]:
    """Of two sides that mirror each other the one that is named first."""
    named = {first for first, _ in queries.SCHEMES.values()}
    return [each for each in found if each.group in named]


def _table(found: Iterable[Comparison], caption: str) -> Table:
    empty = "No group and its others have five people each to whom it could have happened."
    return Table(COLUMNS, [_row(each) for each in found], caption, empty)


def _row(each: Comparison) -> list[object]:
    label, icon, tone = VERDICTS[each.impact.verdict]
    coded = each.scheme not in queries.SCHEMES
    return [
        f"{each.scheme}: {each.group}" if coded else each.group[:1].upper() + each.group[1:],
        OUTCOMES[each.outcome][0],
        _rate(each.impact.group),
        _rate(each.impact.others),
        _ratio(each.impact),
        _common(each.impact),
        Cell(label, icon=icon, tone=tone),
    ]


def _rate(count: Count) -> str:
    return f"{count.chosen:,} of {count.people:,} ({count.rate:.0%})"


def _ratio(found: Impact) -> str:
    if found.ratio is None or found.verdict is Verdict.TOO_FEW:
        return "not said"
    return (
        f"{found.ratio:.2f} (95 in 100: {found.low:.2f} to {found.high:.2f}; p {_p(found.p)}, {found.test})"
    )


def _common(impact: Impact) -> str:
    if impact.verdict is Verdict.TOO_FEW:
        return "not said"
    found = impact.common
    if found is None:
        return "cannot be told"
    if found.even_p < EVEN:
        return f"differs between jobs (p {_p(found.even_p)})"
    return f"odds {found.odds_ratio:.2f} times those of the others (p {_p(found.p)}, {found.strata} jobs)"


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"
