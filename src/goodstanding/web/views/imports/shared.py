"""What the steps of an import share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from goodstanding.domain.errors import NotFound
from goodstanding.ingest.files import Options
from goodstanding.ingest.jobs import file_options
from goodstanding.ingest.read import Preview
from goodstanding.ingest.targets import TARGETS
from goodstanding.queries import imports as queries
from goodstanding.queries.standing import Viewer
from goodstanding.web.ui import Cell, Column, Link, Step, Table
from goodstanding.web.viewer import viewer_of

STEPS = ("Choose a file", "See how it is read", "Match the columns", "Check", "Import")
WIDEST = 30
SHORT = 24


def importer(request: HttpRequest) -> Viewer:
    """The viewer, if there is anything that they may import; else the page does not exist."""
    viewer = viewer_of(request)
    if not queries.importable(viewer):
        raise NotFound("The address may be old, or what it shows is not for you.")
    return viewer


def read_options(chosen: Any) -> Options:
    return file_options(chosen, settings.IMPORT_MAX_BYTES)


def frame(run: queries.RunView | None, step: int) -> dict[str, Any]:
    """Breadcrumbs and steps; steps that can be gone back to are links."""
    crumbs = [Link("Imports", reverse("imports")), Link(run.filename if run else "New import")]
    return {
        "crumbs": crumbs,
        "steps": [_step(run, number, step) for number in range(len(STEPS))],
        "run": run,
        "what": TARGETS[run.target].label if run else "",
    }


def _step(run: queries.RunView | None, number: int, current: int) -> Step:
    state = "done" if number < current else "current" if number == current else "todo"
    names = {1: "import_options", 2: "import_mapping"}
    back = run is not None and number < current and number in names and run.state not in FINAL
    url = reverse(names[number], args=[run.id]) if run is not None and back else ""
    return Step(STEPS[number], state, url)


FINAL = frozenset({"done", "abandoned", "running", "checking"})


def first_rows(preview: Preview) -> Table:
    """The first rows as they were read; of very wide tables the first columns."""
    names = preview.columns[:WIDEST]
    columns = [Column("Row"), *(Column(name) for name in names)]
    rows = [[number, *map(unbroken, _padded(cells[:WIDEST], len(names)))] for number, cells in preview.rows]
    return Table(columns, rows, empty="No row could be read.")


def unbroken(text: str) -> Cell:
    """A short value on one line: a date cut in two is hard to check."""
    whole = 0 < len(text) <= SHORT
    return Cell(html=format_html('<span class="nowrap">{}</span>', text)) if whole else Cell(text)


def _padded(cells: tuple[str, ...], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def link(name: str, label: str, *args: UUID | str) -> Link | None:
    try:
        return Link(label, reverse(name, args=args))
    except NoReverseMatch:
        return None
