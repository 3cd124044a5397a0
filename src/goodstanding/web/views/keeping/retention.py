"""What falls due, what is held, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.domain.erased import GROUNDS
from goodstanding.domain.errors import NotFound
from goodstanding.domain.retention import READ, RULES, STARTS, Rule
from goodstanding.queries import retention as queries
from goodstanding.queries.erasures import RequestLine
from goodstanding.web import clock
from goodstanding.web.ui import Cell, Column, Link, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params, shown
from goodstanding.web.views.files.links import to

WHEN = {"now": "Due", "soon": "In the next 90 days", "all": "Everything known"}


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if not viewer.has_part(*queries.PARTS):
        raise NotFound("The address may be old, or what it shows is not for you.")
    when = params.text(request, "when") if params.text(request, "when") in WHEN else "now"
    found = queries.listed(viewer, params.page(request), when)
    counts = {"now": found.now, "soon": found.soon, "all": found.total}
    context = {
        "page": found.page,
        "table": _due(found),
        "pills": [Link(label, f"?when={key}", key == when, counts[key]) for key, label in WHEN.items()],
        "waiting": _waiting(queries.waiting(viewer, clock.now())),
        "holds": _holds(queries.holds(viewer)),
        "may_hold": viewer.has_part(*queries.HOLDERS),
        "rules": rules_table(RULES),
    }
    return render(request, "gs/keeping/retention.html", context)


def erase_url(line: queries.DueLine) -> str:
    what = f"entry={line.entry}" if line.entry else f"case={line.case}" if line.case else "all=1"
    return f"{to('erase', line.person)}?{what}&rule={line.rules[0].id if line.rules else ''}"


def _due(found: queries.Overview) -> Table:
    rows = [
        [
            Cell(line.name, url=shown.file_url(line.person), note=f"no. {line.number}"),
            line.what,
            line.day,
            Cell(
                line.rules[0].title if line.rules else "The rest of an erased file",
                note=line.rules[0].source if line.rules else "",
            ),
            _state(line),
            Cell("Look at what goes", url=erase_url(line)),
        ]
        for line in found.page
    ]
    columns = (
        Column("Person"), Column("What"), Column("Kept until"), Column("By the rule"), Column("State"),
        Column("Next", hidden_label=True),
    )  # fmt: skip
    empty = "Nothing falls due here. What is kept longer than needed shows up by itself."
    return Table(columns, rows, "What may go, or has to, under the rules on retention", empty)


def _state(line: queries.DueLine) -> Cell:
    if line.held:
        return Cell("On hold: it stays", tone="info", icon="lock")
    if line.asked:
        return Cell("Erasure asked for", tone="info", icon="hourglass")
    if line.ground == "law":
        return Cell("The law orders it", tone="attention", icon="scale")
    return Cell("May go", icon="circle-dashed")


def _waiting(lines: list[RequestLine]) -> Table:
    columns = (Column("Person"), Column("Ground"), Column("Asked by"), Column("On"))
    rows = [
        [Cell(line.name, url=to("erasure", line.id)), GROUNDS[line.ground], line.asked_by_name,
         line.asked_at.date()]
        for line in lines
    ]  # fmt: skip
    return Table(columns, rows, "Erasures that wait for somebody else to agree", "None waits.")


def _holds(lines: list[queries.HoldLine]) -> Table:
    columns = (
        Column("Person"), Column("Since"), Column("Placed by"), Column("Covers"),
        Column("Next", hidden_label=True),
    )  # fmt: skip
    rows = [
        [
            Cell(line.name, url=shown.entry_url(line.person, line.entry)),
            line.since,
            line.by,
            f"and {line.covers} comparable files" if line.covers != 1 else "and 1 comparable file",
            Cell("Release", url=to("hold_release", line.hold)),
        ]
        for line in lines
    ]
    return Table(columns, rows, "Holds", "No hold stands. Place one from a person’s file.")


def rules_table(rules: Iterable[Rule]) -> Table:
    columns = (Column("Rule"), Column("Where"), Column("Term"), Column("Source"))
    rows = [
        [
            Cell(rule.title, note=rule.note),
            ", ".join(rule.places),
            f"{rule.term} from {STARTS[rule.start]}",
            Cell(rule.source, note=READ[rule.read]),
        ]
        for rule in rules
    ]
    return Table(columns, rows, "The rules", "No rule is known for this place.")
