"""Write one day-to-day entry: the form, what stands beside it, and who will read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.actions import entries as actions
from goodstanding.domain.entries import KINDS, Entry
from goodstanding.domain.entries.day_to_day import LeaveReason
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.permissions import can_write, check_can_write
from goodstanding.queries import citations, entries
from goodstanding.queries.entries import EntryView, Narrowed
from goodstanding.queries.files import Head, open_file
from goodstanding.queries.organisation import organisation
from goodstanding.queries.signals import found as signals
from goodstanding.queries.signals.metrics import metric_labels
from goodstanding.web import clock
from goodstanding.web.forms.entries import FORMS, EntryForm, Room, readers
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.ui import Link
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params, shown
from goodstanding.web.views.files.file import frame
from goodstanding.web.views.signals.words import coaching_facts

CANDIDATES = 20


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, person: UUID, kind: str) -> HttpResponse:
    """A form in GET; in POST one entry, or the form again with everything that was typed."""
    head = open_file(viewer_of(request), person)
    cls = FORMS.get(kind)
    if cls is None:
        raise NotFound("There is no such form.")
    target = _target(request, head, cls)
    author = target.meta.author if target else None
    if cls.wording.refers_to and target is None:
        return _choose(request, head, cls)
    check_can_write(kind, head.standing, author_of_target=author)
    posted = request.method == "POST"
    start = None if posted else _proposed(request, head, kind)
    form = cls(request.POST if posted else None, room=_room(head, kind, target), initial=start)
    written = _write(form, head) if request.method == "POST" and form.is_valid() else None
    if written is not None:
        messages.success(request, _said(kind, head))
        return redirect("entry", head.id, written.id)
    return _page(request, head, form, target)


def _target(request: HttpRequest, head: Head, cls: type[EntryForm]) -> EntryView | None:
    to = params.uuid(request, "to")
    if not cls.wording.refers_to or to is None:
        return None
    view = entries.one(head, to, organisation().policy.late_entry_days)
    if cls.wording.refers_to != ("*",) and view.meta.kind not in cls.wording.refers_to:
        raise NotFound("This form belongs to another kind of entry.")
    return view


def _proposed(request: HttpRequest, head: Head, kind: str) -> dict[str, Any] | None:
    """A conversation about a finding opens with its figures; nothing is written before it is sent."""
    about = params.uuid(request, "signal") if kind == "coaching" else None
    if about is None:
        return None
    view, _ = signals.signal(viewer_of(request), about)
    if view.person != head.id:
        raise NotFound("This finding is about somebody else.")
    return {"facts": coaching_facts(view, metric_labels())}


def _room(head: Head, kind: str, target: EntryView | None) -> Room:
    """Only what the form needs is read."""
    appraisal = kind == "appraisal"
    return Room(
        person=head.id,
        name=head.name,
        today=head.today,
        manager=head.place.manager if head.place else None,
        scale=organisation().scale if appraisal else (),
        ratings=entries.ratings(head) if appraisal else (),
        metrics=citations.metric_choices() if kind in {"standard_set", "metric_snapshot"} else (),
        target=target,
    )


def _write(form: EntryForm, head: Head) -> Entry[Any] | None:
    """The entry, or None with the reason in the form."""
    to = form.room.target.meta.id if form.room.target else None
    by, now = head.standing.viewer, clock.now()
    try:
        payload = form.payload()
        if isinstance(payload, LeaveReason) and form.cleaned_data.get("neutral") and payload.until:
            return actions.record_leave(
                person=head.id, payload=payload, first=form.happened, last=payload.until, by=by, now=now
            )
        return actions.record(
            person=head.id, payload=payload, happened=form.happened, refers_to=to, by=by, now=now
        )
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return None


def _said(kind: str, head: Head) -> str:
    if kind == "acknowledged":
        return "Receipt is confirmed. You can still answer."
    asks = KINDS[kind].needs_acknowledgement and not head.own
    title = KINDS[kind].title
    told = f" {head.name} is asked to confirm receipt." if asks else ""
    return f"{title} is recorded.{told} You can take its receipt below."


def _page(request: HttpRequest, head: Head, form: EntryForm, target: EntryView | None) -> HttpResponse:
    wording = form.wording
    context = {
        **frame(head, "timeline"),
        "crumbs": shown.crumbs(head, Link(wording.title)),
        "form": form,
        "wording": wording,
        "form_lead": wording.lead.format(name=head.name),
        "title": wording.title,
        "readers": readers(form.kind, head.name, target.meta.visibility if target and _follows(form) else ""),
        "target": shown.timeline_entry(target, head, actions=0) if target else None,
        "ratings": list(reversed(form.room.ratings))[:6],
        "cancel_url": shown.entry_url(head.id, target.meta.id) if target else shown.file_url(head.id),
    }
    return render(request, "gs/files/record.html", context, status=422 if form.is_bound else 200)


def _follows(form: EntryForm) -> bool:
    """These are read by whoever reads what they refer to."""
    return form.kind in {"answer", "correction", "acknowledged", "refusal_noted"}


def _choose(request: HttpRequest, head: Head, cls: type[EntryForm]) -> HttpResponse:
    """The form needs an earlier entry: offer those that it could mean."""
    if not (cls.kind == "correction" or can_write(cls.kind, head.standing)):
        check_can_write(cls.kind, head.standing)
    line = entries.timeline(head, Narrowed())
    wanted = cls.wording.refers_to
    fits = [
        meta
        for meta in line.all
        if (meta.kind in wanted or wanted == ("*",))
        and can_write(cls.kind, head.standing, author_of_target=meta.author)
    ]
    views = line.views(fits[: 2 * CANDIDATES], organisation().policy.late_entry_days)
    here = shown.record_url(head.id, cls.kind)
    offers = [
        (view, link) for view in views for link in shown.actions_for(view, head) if link.url.startswith(here)
    ][:CANDIDATES]
    context = {**frame(head, "timeline"), "offers": offers, "title": cls.wording.title}
    context["crumbs"] = shown.crumbs(head, Link(cls.wording.title))
    return render(request, "gs/files/choose.html", context)
