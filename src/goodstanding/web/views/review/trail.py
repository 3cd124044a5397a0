"""“Pull the file”: each stated reason with what supports it, what contradicts it and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from goodstanding.documents.pictures import timeline_picture
from goodstanding.documents.review.words import in_words
from goodstanding.domain.errors import NotFound
from goodstanding.queries import presenters
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.review import Pulled, pull
from goodstanding.review.file import Event
from goodstanding.review.finding import Finding, Severity
from goodstanding.review.trail import Item, ReasonTrail, Trail, speaks_for
from goodstanding.review.trail import trail as trail_of
from goodstanding.web import ui
from goodstanding.web.ui.tags.record import evidence_lines
from goodstanding.web.ui.tags.words import severity
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.files.links import to
from goodstanding.web.views.files.shown import entry_url
from goodstanding.web.views.review.findings import frame
from goodstanding.web.views.review.shown import Shelf, disposed, shelf_of

MOST_FIRST = 5
OTHERS = 25
NOTHING = "No entry on this subject."
SIDES = {True: "Critical", False: "Good"}


@require_safe
def trail(request: HttpRequest, person: UUID) -> HttpResponse:
    pulled = pull(viewer_of(request), person)
    if not pulled.head.standing.reads_whole_shared_file:
        raise NotFound("There is no such page, or it is not for you.")
    shelf = shelf_of(pulled)
    found = trail_of(pulled.looked.file, str(pulled.case.id) if pulled.case else "")
    told = [f for f in pulled.looked.review.findings if f.severity is not Severity.NOT_RECORDED]
    context = {
        **frame(pulled, "trail"),
        "case": pulled.case,
        "reasons": [reason_view(each, shelf) for each in found.reasons],
        "page": others(found, shelf, params.page(request)),
        "picture": timeline_picture(pulled),
        "findings": findings_table([f for f in told if f.severity is not Severity.NOTE], pulled),
        "notes": sum(f.severity is Severity.NOTE for f in told),
        "silent": len(pulled.looked.review.findings) - len(told),
        "first": what_first(told, pulled),
        **_appraisals(found, shelf),
    }
    return render(request, "gs/review/trail.html", context)


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One reason with its three columns, and how many entries were set aside as about something else."""

    text: str
    said: ui.Evidence
    standard: str
    supports: Sequence[ui.Evidence]
    contradicts: Sequence[ui.Evidence]
    missing: Sequence[tuple[str, str]]
    critical_elsewhere: int
    good_elsewhere: int

    @property
    def supports_it(self) -> SafeString:
        return evidence_lines(self.supports, NOTHING)

    @property
    def contradicts_it(self) -> SafeString:
        return evidence_lines(self.contradicts, NOTHING)


def reason_view(found: ReasonTrail, shelf: Shelf) -> ReasonView:
    reason = found.reason
    return ReasonView(
        text=reason.text,
        said=evidence(reason.said_in, shelf),
        standard=reason.standard,
        supports=_lines(found.supporting, shelf),
        contradicts=_lines(found.contradicting, shelf),
        missing=[(m.what, m.why) for m in found.missing],
        critical_elsewhere=len(found.supports_elsewhere),
        good_elsewhere=len(found.contradicts_elsewhere),
    )


def _lines(items: Iterable[Item], shelf: Shelf) -> list[ui.Evidence]:
    """The latest first."""
    return [evidence(i.event, shelf, i.shared) for i in sorted(items, key=lambda i: -i.event.order)]


def others(found: Trail, shelf: Shelf, number: int) -> Page[tuple[str, ui.Evidence]]:
    """One page of the entries of the time that stand under no reason, each once, the latest first."""
    listed = found.elsewhere()
    number = clamp(number, len(listed), OTHERS)
    some = listed[(number - 1) * OTHERS : number * OTHERS]
    rows = [(SIDES[speaks_for(event)], evidence(event, shelf)) for event in some]
    return page_of(rows, number, len(listed), OTHERS)


def evidence(event: Event, shelf: Shelf, shared: Sequence[str] = ()) -> ui.Evidence:
    """An entry as one line of evidence: its title and the beginning of its words, with its day."""
    entry = shelf.entries[event.id]
    title = presenters.title_of(entry.payload, shelf.labels)
    words = presenters.words_of(entry.payload, shelf.labels).strip()
    text = f"{title}: {short(words)}" if words else title
    url = entry_url(shelf.person, entry.id) if entry.id in shelf.may_read else ""
    return ui.Evidence(text, url, entry.happened, f"shares: {', '.join(shared)}" if shared else "")


def _appraisals(found: Trail, shelf: Shelf) -> dict[str, object]:
    return {
        "unreflected": [(evidence(e, shelf), evidence(a, shelf)) for e, a in found.unreflected],
        "unexplained": [(evidence(a, shelf), why) for a, why in found.unexplained],
    }


def findings_table(found: Iterable[Finding], pulled: Pulled) -> ui.Table:
    """One line a finding, leading to the whole of it, with what was decided about it."""
    review = to("review", pulled.head.id)
    rows = []
    for each in found:
        said = pulled.answers.get(each.key)
        title = each.asks if pulled.head.own and each.asks else each.title
        note = in_words(each.says or "; ".join(each.arithmetic))
        rows.append(
            [
                ui.Cell(title, url=f"{review}#finding-{each.key}", note=note),
                ui.Cell(html=str(severity(each.severity.value))),
                ui.Cell(disposed(said), note=f"{said.by_name}: {short(said.words)}")
                if said
                else ui.Cell("not answered yet", tone="attention", icon="circle-dashed"),
            ]
        )
    columns = (ui.Column("Finding"), ui.Column("Weight"), ui.Column("What was decided about it"))
    return ui.Table(columns, rows, "Findings, the weightiest first", "No decisive or serious finding.")


def short(text: str, most: int = 140) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def what_first(told: Iterable[Finding], pulled: Pulled) -> list[tuple[str, str, str]]:
    """What would settle the weightiest findings that nobody has answered yet: what, for which, where."""
    open_ones = [f for f in told if f.severity is not Severity.NOTE and f.key not in pulled.answers]
    review = to("review", pulled.head.id)
    first: dict[str, tuple[str, str, str]] = {}
    for f in open_ones:  # one line a rule: what settles it is the same each time
        first.setdefault(
            f.rule, (f.settles[0] if f.settles else f.title, f.title, f"{review}#finding-{f.key}")
        )
    return list(first.values())[:MOST_FIRST]
