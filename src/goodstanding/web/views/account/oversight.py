"""Aggregates for auditors and the works council, and the state of the record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.queries import oversight as queries
from goodstanding.web.ui import Column, Table
from goodstanding.web.ui.vocabulary import STATES
from goodstanding.web.viewer import viewer_with

FEW = "fewer than 5"


@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    viewer = viewer_with(request, "auditor", "works_council")
    found = queries.oversight(viewer.today)
    context = {
        "found": found, "states": _states(found), "outcomes": _outcomes(found), "stages": _stages(found),
        "check_ins": _check_ins(found.check_ins), "auditor": viewer.has_part("auditor"),
    }  # fmt: skip
    return render(request, "gs/oversight/oversight.html", context)


def _number(count: int | None) -> object:
    return FEW if count is None else count


def _percent(share: float | None) -> str:
    return FEW if share is None else f"{share:.0%}"


def _states(found: queries.Oversight) -> Table:
    order = list(STATES)
    rows = sorted(found.states, key=lambda s: order.index(s.state) if s.state in order else len(order))
    cells = [[STATES[s.state].label if s.state in STATES else s.state, _number(s.count)] for s in rows]
    columns = (Column("State"), Column("Cases", numeric=True))
    return Table(columns, cells, caption="Cases by state", empty="There are no cases yet.")


def _outcomes(found: queries.Oversight) -> Table:
    columns = (
        Column("Closed in"), Column("Plans", numeric=True), Column("Met", numeric=True),
        Column("Not met", numeric=True), Column("Withdrawn", numeric=True), Column("Share met"),
    )  # fmt: skip
    rows = [_outcome_row(year) for year in found.outcomes]
    return Table(columns, rows, caption="Outcomes by year of closing", empty="No plan has been closed yet.")


def _outcome_row(year: queries.OutcomeYear) -> list[object]:
    if year.counts is None:
        return [str(year.year), _number(year.plans), "not shown", "not shown", "not shown", "not shown"]
    share = f"{_percent(year.met_share)} (90% interval {_percent(year.met_low)} to {_percent(year.met_high)})"
    return [str(year.year), year.plans, *(year.counts[outcome] for outcome in queries.OUTCOMES), share]


def _stages(found: queries.Oversight) -> Table:
    columns = (Column("Stage"), Column("Cases", numeric=True), Column("Median days", numeric=True))
    rows = [
        [s.title, _number(s.cases), "not shown" if s.median_days is None else f"{s.median_days:g}"]
        for s in found.stages
    ]
    return Table(columns, rows, caption="How long stages take")


def _check_ins(found: queries.CheckIns | None) -> str:
    if found is None:
        return "Not enough check-ins to show a figure."
    if found.missed_by_employer is None or found.missed is None:
        return f"{found.held} held. Too few were missed to say by whom."
    planned = found.held + found.missed
    return (
        f"{found.missed_by_employer} of {planned} planned check-ins "
        f"({found.missed_by_employer / planned:.0%}) were missed by the employer, "
        f"{found.missed} in all."
    )
