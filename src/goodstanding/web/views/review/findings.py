"""What the review finds in a file: for HR and the manager, for the person as questions, for the leave
role."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions import review as actions
from goodstanding.domain.permissions import check_can_write, disposes
from goodstanding.domain.relation import Relation
from goodstanding.queries.review import Pulled, pull
from goodstanding.review.finding import Finding, Severity
from goodstanding.review.packs import PACKS
from goodstanding.web import clock, ui
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import shown as files
from goodstanding.web.views.files.file import frame as file_frame
from goodstanding.web.views.files.links import to
from goodstanding.web.views.review.shown import Shelf, shelf_of, view

WEIGHTS = (
    (
        Severity.DECISIVE,
        "Decisive",
        "Where it applies, this alone has usually ended a case for the employer.",
    ),
    (Severity.SERIOUS, "Serious", "Would weigh heavily, and can often still be put right."),
    (Severity.NOTE, "Notes", "Worth knowing. Alone they decide nothing."),
    (Severity.NOT_RECORDED, "Not recorded", "The file does not tell. That is not the same as not done."),
)


@require_safe
def findings(request: HttpRequest, person: UUID) -> HttpResponse:
    pulled = pull(viewer_of(request), person)
    shelf = shelf_of(pulled)
    groups = [
        (label, lead, [item(f, pulled, shelf) for f in pulled.looked.review.of(weight)])
        for weight, label, lead in WEIGHTS
    ]
    context = {
        **frame(pulled, "review"),
        "groups": [group for group in groups if group[2]],
        "count": len(pulled.looked.review.findings),
        "ran": rules_table(pulled),
        "may_keep": may_keep(pulled),
    }
    return render(request, "gs/review/findings.html", context)


def frame(pulled: Pulled, tab: str) -> dict[str, object]:
    """What every page of a review shows around itself."""
    looked, head = pulled.looked, pulled.head
    packs = ", ".join(PACKS[p].title for p in looked.packs)
    return {
        **file_frame(head, tab),
        "pulled": pulled,
        "own": head.own,
        "facts": [
            ui.Fact("As of", looked.as_of),
            ui.Fact("Entries read", f"{looked.entries:,}"),
            ui.Fact("Rule packs", packs or "none apply here"),
            ui.Fact("Changed by the organisation", "; ".join(looked.changed) or "nothing"),
        ],
        "counsel_url": to("review_counsel", head.id) if head.standing.has(Relation.COUNSEL) else "",
        "trail_url": to("trail", head.id) if head.standing.reads_whole_shared_file else "",
        "review_url": to("review", head.id),
    }


def item(finding: Finding, pulled: Pulled, shelf: Shelf, level: int = 3) -> ui.FindingView:
    return view(finding, shelf, actions=actions_of(finding, pulled))


def actions_of(finding: Finding, pulled: Pulled) -> Iterable[ui.Link]:
    """Whoever may settle it answers it; the person asks, or answers what was said about it."""
    head, said = pulled.head, pulled.answers.get(finding.key)
    if head.own:
        if said:
            url = files.record_url(head.id, "answer", said.entry)
            yield ui.Link("Answer this", url, icon="message-square-reply")
        return
    if finding.severity is Severity.NOT_RECORDED or not disposes(head.standing, pulled.readers(finding)):
        return
    label = "Answer it anew" if said else "Answer it"
    yield ui.Link(label, to("finding_answer", head.id, finding.key), icon="message-square-reply")
    if said:
        yield ui.Link("The answer as an entry", files.entry_url(head.id, said.entry), icon="file-text")


def rules_table(pulled: Pulled) -> ui.Table:
    """Every rule that this reader may know of, with what came of it."""
    columns = (ui.Column("Rule"), ui.Column("About"), ui.Column("Pack"), ui.Column("Result"))
    rows = [
        [ran.rule, ran.title, PACKS[ran.pack].title, ui.Cell(ran.result.value, note=ran.reason)]
        for ran in pulled.looked.review.ran
    ]
    return ui.Table(columns, rows, "Every rule that ran", "No rule applies here.")


def may_keep(pulled: Pulled) -> bool:
    return not pulled.head.own and disposes(pulled.head.standing, "shared")


@require_POST
def keep(request: HttpRequest, person: UUID) -> HttpResponse:
    """Puts into the file that it was looked through today and what was found, without compartments."""
    pulled = pull(viewer_of(request), person)
    check_can_write("file_reviewed", pulled.head.standing)
    case = pulled.case.id if pulled.case and pulled.case.open else None
    actions.keep_review(person=person, case=case, by=pulled.head.standing.viewer, now=clock.now())
    messages.success(request, "The review is recorded in the file, with what it found.")
    return redirect("review", person)
