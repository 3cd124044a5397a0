"""One person in a round: both parts as far as the reader may see them, and what can be done now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.actions import rounds as actions
from goodstanding.domain.entries.rounds import RoundOpened, RoundTerms
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.permissions import can_write, check_can_write
from goodstanding.domain.relation import Relation
from goodstanding.domain.rounds import Weighed, weighed
from goodstanding.domain.visibility import reads_drafts
from goodstanding.queries import entries
from goodstanding.queries import rounds as queries
from goodstanding.queries.files import Head, open_file
from goodstanding.queries.organisation import organisation
from goodstanding.queries.rounds import Pieces
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.rounds import ReasonForm
from goodstanding.web.ui import Fact, Link
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import shown
from goodstanding.web.views.files.file import frame
from goodstanding.web.views.files.links import to
from goodstanding.web.views.rounds.lists import ratings_table, span


def open_pieces(request: HttpRequest, person: UUID, round: UUID) -> tuple[Head, Pieces]:
    """NotFound for whoever does not read this person’s whole shared file."""
    head = open_file(viewer_of(request), person)
    if not head.standing.reads_whole_shared_file:
        raise NotFound("There is no such page, or it is not for you.")
    return head, queries.pieces(head, round)


def around(head: Head, terms: RoundTerms, round: UUID, *rest: Link) -> dict[str, Any]:
    """What each page of somebody’s round shows around itself."""
    here = Link(terms.title, to("round_person", head.id, round) if rest else "")
    return {
        **frame(head, "appraisals"),
        "crumbs": shown.crumbs(head, here, *rest),
        "terms": terms,
        "round_url": to("round", round),
        "here_url": to("round_person", head.id, round),
        "period": span(terms.period_start, terms.period_end),
    }


@require_safe
def round_person(request: HttpRequest, person: UUID, round: UUID) -> HttpResponse:
    head, found = open_pieces(request, person, round)
    terms: RoundTerms = found.opened.payload.terms
    near = queries.beside(head, found.opened.payload)
    context = {
        **around(head, terms, round),
        "dates": _dates(terms),
        "own": _part(found.own[-1], terms) if found.own else None,
        "own_before": len(found.own) - 1,
        "theirs": _theirs(found, terms),
        "reads_drafts": reads_drafts(head.standing),
        "found": found,
        "managers": _managers(head, terms),
        "released": _released(found, head),
        "ratings": ratings_table(near.ratings, near.names, person),
        "evidence": near.evidence,
        "actions": _actions(head, found, round),
        "waits": _waits(found, terms, head),
    }
    return render(request, "gs/rounds/person.html", context)


def _dates(terms: RoundTerms) -> list[Fact]:
    return [
        Fact("Period", span(terms.period_start, terms.period_end)),
        Fact("Own part by", terms.self_by),
        Fact("Manager’s part by", terms.manager_by),
        Fact("Given on", terms.release_on),
    ]


def _part(piece: queries.person.Piece, terms: RoundTerms) -> dict[str, Any]:
    """One side’s part in the order of the form."""
    said = piece.payload
    by_part = {given.part: given for given in said.given}
    labels = {level.value: level for level in terms.scale}
    return {
        "piece": piece,
        "said": said,
        "level": labels.get(said.rating),
        "parts": [(part, by_part.get(part.id)) for part in terms.parts],
        "weighed": weighed_words(weighed(terms.parts, said.given), terms),
    }


def weighed_words(found: Weighed | None, terms: RoundTerms) -> str:
    """What the weighed parts come to, from what, and what is not in it."""
    if found is None:
        return ""
    if found.level is None:
        return "No part with a weight is rated yet."
    label = next((lv.label for lv in terms.scale if lv.value == found.level), str(found.level))
    of = f"from {len(found.counted)} part{'s' if len(found.counted) != 1 else ''} by their weights"
    out = f" Left out, and counted for nothing: {', '.join(found.left_out)}." if found.left_out else ""
    return f"The weighed middle is {found.level}, {label}, {of}.{out} It decides nothing."


def _theirs(found: Pieces, terms: RoundTerms) -> dict[str, Any] | None:
    """The manager’s part: as it was given, or as it is prepared for whoever reads drafts."""
    if found.released is not None:
        return _part(found.released, terms)
    return _part(found.prepared[-1], terms) if found.prepared else None


def _released(found: Pieces, head: Head) -> Any:
    if found.released is None:
        return None
    view = entries.one(head, found.released.entry, organisation().policy.late_entry_days)
    return shown.timeline_entry(view, head)


def _managers(head: Head, terms: RoundTerms) -> list[str]:
    """Who managed the person when, where more than one did since the period began."""
    places = [
        p for p in head.places if p.manager and p.since <= head.today
        and (p.until is None or p.until > terms.period_start)
    ]  # fmt: skip
    names = list(dict.fromkeys(p.manager_name for p in places))
    if len(names) < 2:
        return []
    return [
        f"{p.manager_name}: from {max(p.since, terms.period_start):%-d %b %Y}"
        + (f" until {p.until:%-d %b %Y}" if p.until else "")
        for p in places
    ]


def _waits(found: Pieces, terms: RoundTerms, head: Head) -> str:
    """What the person is told of the manager’s part before the release: the day, and nothing else."""
    if found.released or found.left:
        return ""
    return f"It is given on {terms.release_on:%-d %B %Y} at the earliest, to everybody on one day."


def may_write_own(head: Head, found: Pieces) -> bool:
    """Whether the manager has written is a draft, so that the own form is offered either way."""
    return head.own and not (found.released or found.left)


def may_prepare(head: Head, found: Pieces) -> bool:
    if found.released or found.left or not can_write("appraisal_prepared", head.standing):
        return False
    own = found.own or head.today > found.opened.payload.terms.self_by
    mine = not found.prepared or found.prepared[-1].author == head.standing.viewer
    return bool(own) and mine


def _actions(head: Head, found: Pieces, round: UUID) -> list[Link]:
    links = []
    if may_write_own(head, found):
        label = "Write it anew" if found.own else "Write your part"
        links.append(Link(label, to("round_self", head.id, round), icon="pencil-line"))
    if may_prepare(head, found):
        label = "Write it anew" if found.prepared else "Write the appraisal"
        links.append(Link(label, to("round_prepare", head.id, round), icon="pencil-line"))
    if head.standing.has(Relation.HR) and not (found.released or found.left):
        links.append(
            Link("Leave out of the round", to("round_leave_out", head.id, round), icon="circle-minus")
        )
    return links


@require_safe
def entered(request: HttpRequest, person: UUID, entry: UUID) -> HttpResponse:
    """From the entry with which somebody entered a round to the part that is theirs to write."""
    head = open_file(viewer_of(request), person)
    view = entries.one(head, entry, organisation().policy.late_entry_days)
    if not isinstance(view.payload, RoundOpened):
        raise NotFound("There is no such page, or it is not for you.")
    return redirect("round_person", person, view.payload.round)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_out(request: HttpRequest, person: UUID, round: UUID) -> HttpResponse:
    head, found = open_pieces(request, person, round)
    check_can_write("round_left", head.standing)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave_out(
                round=round, person=person, reason=form.cleaned_data["reason"], by=head.standing.viewer,
                now=clock.now(),
            )  # fmt: skip
        except UserError as error:
            add_user_error(form, error)
        else:
            messages.success(request, f"{head.name} is left out of the round, and reads why.")
            return redirect("round_person", person, round)
    terms = found.opened.payload.terms
    context = {**around(head, terms, round, Link("Leave out")), "form": form}
    return render(request, "gs/rounds/leave_out.html", context, status=422 if form.is_bound else 200)
