"""A person's file as one timeline, and one entry of it whole."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from goodstanding.documents.letters.compose import may_be_letter
from goodstanding.documents.pictures import period_of, ratings_picture
from goodstanding.domain.erased import KEPT_KINDS, is_gone
from goodstanding.domain.erasing import KEEPERS
from goodstanding.domain.permissions import can_write
from goodstanding.domain.relation import Relation
from goodstanding.queries import entries
from goodstanding.queries.checkpoints import first_covering
from goodstanding.queries.entries import EntryView, Narrowed, Timeline
from goodstanding.queries.files import GROUPS, Head, open_file
from goodstanding.queries.organisation import organisation
from goodstanding.queries.paging import clamp, page_of
from goodstanding.web.forms.entries import FORMS, MENU
from goodstanding.web.ui import Cell, Column, Fact, Link, Option, Table
from goodstanding.web.ui.tags.words import state_pill
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params, shown
from goodstanding.web.views.files.links import to

PAGE = 25


@require_safe
def my_file(request: HttpRequest) -> HttpResponse:
    return redirect("file", viewer_of(request).person)


@require_safe
def file(request: HttpRequest, person: UUID) -> HttpResponse:
    head = open_file(viewer_of(request), person)
    match params.text(request, "show"):
        case "appraisals" if head.standing.reads_whole_shared_file:
            return _appraisals(request, head)
        case "plans" if head.cases:
            return _plans(request, head)
        case _:
            return _timeline(request, head)


def _timeline(request: HttpRequest, head: Head) -> HttpResponse:
    asked = Narrowed(
        group=params.text(request, "kind"),
        year=params.number(request, "year"),
        author=params.uuid(request, "author"),
        open_receipts=params.text(request, "receipt") == "open",
    )
    line = entries.timeline(head, asked)
    count = len(line.roots)
    number = clamp(params.page(request), count, PAGE)
    late_after = organisation().policy.late_entry_days
    views = line.views(line.roots[(number - 1) * PAGE : number * PAGE], late_after)
    sealed = first_covering([view.meta.idx for view in views])
    context = {
        **frame(head, "timeline"),
        "entries": [shown.timeline_entry(view, head, brief=True, sealed=sealed) for view in views],
        "page": page_of(views, number, count, PAGE),
        "asked": asked,
        "narrowed": asked != Narrowed(),
        "filters": _filters(line, asked),
        "total": len(line.all),
        "form_menu": menu(head),
    }
    return render(request, "gs/files/file.html", context)


def _filters(line: Timeline, asked: Narrowed) -> dict[str, object]:
    present = line.groups()
    return {
        "kind": [Option("", "Everything"), *(Option(k, v[0]) for k, v in GROUPS.items() if k in present)],
        "year": [Option("", "Any year"), *(Option(str(y), str(y)) for y in line.years())],
        "author": [Option("", "Anybody"), *(Option(str(id), name) for id, name in line.authors())],
        "receipt": [Option("", "Any receipt"), Option("open", "Receipt open")],
        "receipt_value": "open" if asked.open_receipts else "",
    }


def menu(head: Head) -> list[tuple[str, list[Link]]]:
    """What this viewer may record in this file, by groups."""
    groups = []
    for label, kinds in MENU:
        links = [
            Link(FORMS[kind].wording.title, shown.record_url(head.id, kind))
            for kind in kinds
            if can_write(kind, head.standing)
        ]
        if links:
            groups.append((label, links))
    return groups


def frame(head: Head, tab: str) -> dict[str, object]:
    """What every page of a file shows around itself."""
    case = head.open_case
    return {
        "head": head,
        "crumbs": shown.crumbs(head),
        "tabs": shown.tabs(head, tab),
        "lead": shown.lead(head),
        "state": case.state if case else "",
        "case_url": to("plan", case.id) if case else "",
        "may_raise": can_raise(head),
    }


def can_raise(head: Head) -> bool:
    """A manager may raise a concern where no case is open."""
    return head.standing.has(Relation.MANAGER) and head.open_case is None and head.place is not None


def _plans(request: HttpRequest, head: Head) -> HttpResponse:
    columns = [Column("Plan"), Column("State"), Column("Opened"), Column("Ends"), Column("Closed")]
    rows = [
        [
            Cell(_case_name(case.delivered), url=to("plan", case.id)),
            Cell(html=_pill(case.state)),
            case.opened,
            case.ends_on,
            case.closed_on,
        ]
        for case in head.cases
    ]
    table = Table(columns, rows, caption=f"Concerns, coaching and plans of {head.name}")
    return render(request, "gs/files/plans.html", {**frame(head, "plans"), "table": table})


def _case_name(delivered: bool) -> str:
    return "Plan" if delivered else "Concern and coaching"


def _pill(state: str) -> str:
    return str(state_pill(state))


def _appraisals(request: HttpRequest, head: Head) -> HttpResponse:
    ratings = entries.ratings(head)
    rows = [
        [Cell(period_of(r), url=shown.entry_url(head.id, r.entry)),
         f"{r.rating} of {len(r.scale)}", r.label]
        for r in reversed(ratings)
    ]  # fmt: skip
    columns = [Column("Period"), Column("Rating", numeric=True), Column("In words")]
    context = {
        **frame(head, "appraisals"),
        "table": Table(columns, rows, caption="Ratings, the latest first", empty="No appraisal is recorded."),
        "chart": ratings_picture(ratings),
        "may_write": can_write("appraisal", head.standing),
        "record_url": shown.record_url(head.id, "appraisal"),
    }
    return render(request, "gs/files/appraisals.html", context)


@require_safe
def entry(request: HttpRequest, person: UUID, entry: UUID) -> HttpResponse:
    head = open_file(viewer_of(request), person)
    view = entries.one(head, entry, organisation().policy.late_entry_days)
    meta = view.meta
    context = {
        **frame(head, "timeline"),
        **_papers(view, head),
        "crumbs": shown.crumbs(head, Link(view.shown.title)),
        "entry": shown.timeline_entry(view, head, link=False, actions=0),
        "view": view,
        "actions": shown.actions_for(view, head),
        "record": _record(view),
        "proof_only": {"form": "proof"},
        "target_url": shown.entry_url(head.id, meta.refers_to) if meta.refers_to else "",
        "erase_url": f"{to('erase', head.id)}?entry={meta.id}" if _may_erase(view, head) else "",
        "plan_url": to("plan", meta.case) if meta.case in {c.id for c in head.cases} else "",
    }
    return render(request, "gs/files/entry.html", context)


def _record(view: EntryView) -> list[Fact]:
    meta = view.meta
    chain = {"shared": "shared chain", "own": "private chain"}.get(
        meta.visibility, f"{meta.visibility} chain"
    )
    return [
        Fact("Number", f"entry {meta.seq} of this file’s {chain}"),
        Fact("Place", f"{meta.idx + 1:,} of the whole record"),
        Fact(
            "Checkpoint",
            _covered(meta.idx),
            url=to("record_state"),
            note="the first signed one that covers it",
        ),
        Fact("Leaf", entries.leaf_hash(view), note="SHA-256 of what the record commits to"),
        Fact("Entry", str(meta.id)),
        Fact("Kind", f"{meta.kind}, version {view.payload.version}"),
    ]


def _covered(idx: int) -> str:
    size = first_covering([idx]).get(idx)
    return f"over {size:,} entries" if size else "follows within seconds"


def _may_erase(view: EntryView, head: Head) -> bool:
    return (
        not is_gone(view.payload)
        and view.meta.kind not in KEPT_KINDS
        and any(head.standing.has(r) and view.meta.visibility in seen for r, seen in KEEPERS.items())
    )


def _papers(view: EntryView, head: Head) -> dict[str, object]:
    """The letter that can be made of an entry, or the document that it names."""
    meta = view.meta
    may = may_be_letter(view, head) and can_write("letter_issued", head.standing)
    return {
        "letter_url": to("letter", head.id, meta.id) if may else "",
        "document_url": to("letter_document", head.id, meta.id) if meta.kind == "letter_issued" else "",
    }
