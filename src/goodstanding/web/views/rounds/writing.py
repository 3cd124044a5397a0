"""Writing one’s part of a round, with the period’s entries and the earlier ratings beside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.actions import rounds as actions
from goodstanding.domain.entries.rounds import RoundTerms
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.permissions import check_can_write
from goodstanding.domain.ratings import usual
from goodstanding.queries import rounds as queries
from goodstanding.queries.files import Head
from goodstanding.queries.rounds import Beside, Pieces
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.rounds import ManagerForm, SelfForm, WriteForm
from goodstanding.web.ui import Link
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.rounds.lists import ratings_table
from goodstanding.web.views.rounds.person import around, open_pieces, weighed_words


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, person: UUID, round: UUID) -> HttpResponse:
    head, found = open_pieces(request, person, round)
    check_can_write("self_appraisal", head.standing)
    terms, near = found.opened.payload.terms, queries.beside(head, found.opened.payload)
    start, saved = _start(request, head, round, "self", found.own)
    form = SelfForm(request.POST if request.method == "POST" else None, terms=terms, near=near, initial=start)
    return _answer(request, head, found, form, saved)


@require_http_methods(["GET", "HEAD", "POST"])
def manager(request: HttpRequest, person: UUID, round: UUID) -> HttpResponse:
    head, found = open_pieces(request, person, round)
    check_can_write("appraisal_prepared", head.standing)
    terms, near = found.opened.payload.terms, queries.beside(head, found.opened.payload)
    mine = [p for p in found.prepared if p.author == head.standing.viewer]
    start, saved = _start(request, head, round, "manager", mine)
    form = ManagerForm(
        request.POST if request.method == "POST" else None, terms=terms, near=near, initial=start
    )
    levels = [level.value for level in terms.scale]
    form.expect(usual(near.ratings, before=terms.period_end, scale=levels), head.name)
    return _answer(request, head, found, form, saved)


def _start(
    request: HttpRequest, head: Head, round: UUID, part: str, before: Any
) -> tuple[dict[str, Any], Any]:
    """What was kept for later; else what was sent before; and when it was kept."""
    if request.method == "POST":
        return {}, None
    kept = queries.typed_so_far(viewer_of(request), head, round, part)
    if kept is not None:
        return kept
    return (_of(before[-1].payload) if before else {}), None


def _of(said: Any) -> dict[str, Any]:
    """The fields of a form from what it made."""
    start = {"words": said.words, "rating": said.rating, "drop_reason": getattr(said, "drop_reason", "")}
    start["cited"] = [str(cited.entry) for cited in said.cited]
    for given in said.given:
        start[f"rating-{given.part}"] = given.rating
        start[f"words-{given.part}"] = given.words or given.why_not
    return start


def _answer(request: HttpRequest, head: Head, found: Pieces, form: WriteForm, saved: Any) -> HttpResponse:
    round = found.opened.payload.round
    if request.method == "POST" and "keep" in request.POST:
        return _keep(request, head, round, form)
    if request.method == "POST" and form.is_valid() and _send(head, round, form):
        said = "The appraisal is prepared. It stays with you, the second level and HR until it is given."
        messages.success(request, said if form.manager else "Your part is given. Your manager reads it now.")
        return redirect("round_person", head.id, round)
    terms: RoundTerms = found.opened.payload.terms
    context = {
        **around(head, terms, round, Link("Appraisal" if form.manager else "Your part")),
        "form": form,
        "saved": saved,
        "found": found,
        "own_part": found.own[-1] if form.manager and found.own else None,
        "chosen": set(map(str, form["cited"].value() or ())),
        "weighed": weighed_words(form.weighed(), terms),
        "ratings": _ratings(form.near, head),
    }
    return render(request, "gs/rounds/write.html", context, status=422 if form.is_bound else 200)


def _ratings(near: Beside, head: Head) -> Any:
    return ratings_table(near.ratings, near.names, head.id)


def _keep(request: HttpRequest, head: Head, round: UUID, form: WriteForm) -> HttpResponse:
    part = "manager" if form.manager else "self"
    actions.keep_text(
        round=round, person=head.id, part=part, typed=form.typed(), by=head.standing.viewer, now=clock.now()
    )
    messages.success(request, "Kept for you alone. Nothing is sent yet.")
    return redirect("round_prepare" if form.manager else "round_self", head.id, round)


def _send(head: Head, round: UUID, form: WriteForm) -> bool:
    by, now = head.standing.viewer, clock.now()
    try:
        if isinstance(form, ManagerForm):
            actions.prepare(person=head.id, payload=form.payload(round), by=by, now=now)
        elif isinstance(form, SelfForm):
            actions.give_own_part(person=head.id, payload=form.payload(round), by=by, now=now)
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return False
    return True
