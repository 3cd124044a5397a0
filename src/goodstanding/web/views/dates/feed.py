"""The address under which a calendar program reads somebody's days, and how they keep it."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions import feeds as actions
from goodstanding.documents.feed import FeedEvent, calendar_text
from goodstanding.domain.errors import NotFound
from goodstanding.queries import dates as queries
from goodstanding.queries.dates import DateLine
from goodstanding.queries.organisation import organisation
from goodstanding.queries.preferences import time_zone_of
from goodstanding.queries.standing import Viewer, viewer
from goodstanding.web import clock
from goodstanding.web.viewer import public, viewer_of
from goodstanding.web.views.dates import lines
from goodstanding.web.views.errors import not_found

BEHIND, AHEAD = timedelta(days=60), timedelta(days=400)


@public
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """No session: whoever has the address reads it. It is kept by no cache."""
    if not ratelimit.consume(
        request, app="goodstanding", action="calendar", config={"calendar": "240/m/ip"}, limit_get=True
    ):
        return _later()
    try:
        reader = actions.open_feed(token=token, now=clock.now())
    except NotFound:
        return _unlogged(not_found(request))
    if reader.too_often:
        return _later()
    seen = viewer(reader.person, "", clock.today())
    first = seen.today - BEHIND
    found = {_uid(reader.person, one): one for one in queries.dates(seen, first, seen.today + AHEAD)}
    words = {uid: _words(one, reader.names, seen) for uid, one in found.items()}
    said = {uid: actions.Said(found[uid].day, _hash(*words[uid])) for uid in found}
    items = actions.remember(feed=reader.feed, said=said, first=first, now=clock.now())
    base = base_address(request)
    events = [_event(item, *words.get(item.uid, ("", "")), base) for item in items]
    text = calendar_text(events, name=organisation().name, time_zone=time_zone_of(reader.person))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["Content-Disposition"] = 'inline; filename="dates.ics"'
    return response


def base_address(request: HttpRequest) -> str:
    """As the settings say it; else as this request came."""
    return settings.ADDRESS or request.build_absolute_uri("/").rstrip("/")


def _event(item: actions.Item, title: str, path: str, base: str) -> FeedEvent:
    return FeedEvent(
        uid=item.uid, sequence=item.sequence, changed=item.changed, day=item.day, gone=item.gone, title=title,
        url=f"{base}{path}" if path else "",
    )  # fmt: skip


def _uid(person: UUID, line: DateLine) -> str:
    """The same for as long as it is the same thing, and tells nothing."""
    return sha256(f"{person}/{line.key}".encode()).hexdigest()[:40] + "@goodstanding"


def _words(line: DateLine, names: bool, seen: Viewer) -> tuple[str, str]:
    """The kind of thing; with names, whose it is and what, as the page says it."""
    done = f" ({lines.STATES[line.state][0]})" if line.state else ""
    path = lines.about(line.case, line.entry, line.subject)
    if not names:
        return f"{lines.kind_title(line)}{done}", path
    whose = "" if line.subject == seen.person else f" · {line.subject_name}"
    return f"{lines.title(line)}{done}{whose}", path


def _hash(title: str, path: str) -> str:
    return sha256(f"{title}\n{path}".encode()).hexdigest()


def _later() -> HttpResponse:
    text = "This calendar is read too often. Ask again in an hour.\n"
    answer = HttpResponse(text, status=429, content_type="text/plain", headers={"Retry-After": "3600"})
    return _unlogged(answer)


def _unlogged(response: HttpResponse) -> HttpResponse:
    """The framework logs the address of what it refuses; this one has a secret in it."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """The only page that ever shows the address."""
    token = actions.make(person=viewer_of(request).person, now=clock.now())
    address = base_address(request) + reverse("calendar_feed", args=[token])
    return render(request, "gs/dates/address.html", {"address": address})


@require_POST
def feed_names(request: HttpRequest) -> HttpResponse:
    names = request.POST.get("names") == "yes"
    actions.show_names(person=viewer_of(request).person, names=names)
    messages.success(request, "Your calendar says this from the next time it is read.")
    return redirect(reverse("security") + "#calendar")


@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    actions.revoke(person=viewer_of(request).person, now=clock.now())
    messages.success(request, "The calendar address is revoked. Programs that have it get nothing any more.")
    return redirect(reverse("security") + "#calendar")
