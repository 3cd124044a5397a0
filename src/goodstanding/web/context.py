"""What every page's frame shows: who is signed in, where they can go, and whose instance this is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from goodstanding.domain.grants import TITLES
from goodstanding.queries.shell import ShellFacts, shell_facts
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.ui import Link, NavItem
from goodstanding.web.viewer import load


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of the main navigation, and for whom it is."""

    url_name: str
    label: str
    icon: str
    whose: Callable[[Viewer, ShellFacts], bool]
    under: str = ""  # also current below this path


def _for(*parts: str) -> Callable[[Viewer, ShellFacts], bool]:
    return lambda viewer, facts: viewer.has_part(*parts)


def _keeps_accounts(viewer: Viewer, facts: ShellFacts) -> bool:
    return any(part in {"it_admin", "hr"} and not scope for part, scope in viewer.parts)


def _sees_files(viewer: Viewer, facts: ShellFacts) -> bool:
    if facts.manages or facts.called_in or facts.formerly:
        return True
    return viewer.has_part("hr", "leave", "counsel", "it_admin")


def _sees_plans(viewer: Viewer, facts: ShellFacts) -> bool:
    return facts.manages or facts.called_in or viewer.has_part("hr", "counsel")


def _reads_signals(viewer: Viewer, facts: ShellFacts) -> bool:
    return facts.manages or viewer.has_part("hr")


def _in_rounds(viewer: Viewer, facts: ShellFacts) -> bool:
    return facts.employed or facts.manages or viewer.has_part("hr")


def _whole_hr(viewer: Viewer, facts: ShellFacts) -> bool:
    return "" in viewer.scopes("hr")


def _reads_fairness(viewer: Viewer, facts: ShellFacts) -> bool:
    return "" in (*viewer.scopes("hr"), *viewer.scopes("counsel"))


def _whole_it(viewer: Viewer, facts: ShellFacts) -> bool:
    return "" in viewer.scopes("it_admin")


PAGES = (
    _Page("home", "Home", "house", lambda viewer, facts: True),
    _Page("dates", "My dates", "calendar-days", lambda viewer, facts: True, "/dates/"),
    _Page("notices", "Notices", "bell", lambda viewer, facts: True, "/notices/"),
    _Page("people", "People", "users", _sees_files, "/people/"),
    _Page("plans", "Plans", "clipboard-list", _sees_plans, "/plans/"),
    _Page("rounds", "Appraisals", "clipboard-check", _in_rounds, "/rounds/"),
    _Page("signals", "Early signs", "radar", _reads_signals, "/signals/"),
    _Page("fairness", "Even-handedness", "scale", _reads_fairness, "/fairness/"),
    _Page("metrics", "Metrics", "chart-line", _for("hr", "it_admin"), "/metrics/"),
    _Page("imports", "Imports", "file-up", _for("hr", "it_admin"), "/imports/"),
    _Page("teams", "Teams", "network", _for("hr", "it_admin"), "/teams/"),
    _Page("my_file", "My file", "folder-open", lambda viewer, facts: facts.employed, "/me/"),
    _Page("receipts", "My receipts", "receipt-text", lambda viewer, facts: facts.employed, "/receipts/"),
    _Page("retention", "Retention", "archive", _for("hr", "leave", "counsel"), "/retention/"),
    _Page("accounts", "Accounts", "key-round", _keeps_accounts, "/accounts/"),
    _Page("work", "Work", "cog", _whole_it, "/work/"),
    _Page("organisation", "Settings", "settings", _whole_hr, "/settings/"),
    _Page("oversight", "Oversight", "scale", _for("auditor", "works_council"), "/oversight/"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Counted once a request, however many templates a page is made of."""
    made: dict[str, Any] | None = getattr(request, "_shell", None)
    if made is None:
        made = _shell(request)
        request._shell = made  # type: ignore[attr-defined]
    return made


def _shell(request: HttpRequest) -> dict[str, Any]:
    frame: dict[str, Any] = {"demo": settings.DEMO, "now": clock.now()}
    try:
        viewer = _viewer(request)
        facts = facts_of(request, viewer) if viewer else None
    except DatabaseError:  # the page that says so still wants its frame
        viewer = facts = None
    if viewer is None or facts is None:
        return frame
    return {
        **frame,
        "viewer_name": viewer.name,
        "viewer_role": _role(viewer, facts),
        "organisation_name": facts.organisation,
        "nav": _nav(request, viewer, facts),
        "account_links": [
            Link("Preferences", reverse("preferences")),
            Link("Security", reverse("security")),
            Link("The record", reverse("record_state")),
        ],
        "logout_url": reverse("sign_out"),
    }


def facts_of(request: HttpRequest, viewer: Viewer) -> ShellFacts:
    """Read once a request, for the page and its frame."""
    found: ShellFacts | None = getattr(request, "_facts", None)
    if found is None:
        found = shell_facts(viewer)
        request._facts = found  # type: ignore[attr-defined]
    return found


def _viewer(request: HttpRequest) -> Viewer | None:
    found = getattr(request, "viewer", None)
    if found is None and hasattr(request, "user"):
        found = load(request)
    return found


def _role(viewer: Viewer, facts: ShellFacts) -> str:
    held = [TITLES[part] for part in TITLES if viewer.has_part(part)]
    if facts.manages:
        held.append("Manager")
    return ", ".join(held) or ("Employee" if facts.employed else "Reviewer")


def _nav(request: HttpRequest, viewer: Viewer, facts: ShellFacts) -> list[NavItem]:
    items = []
    for page in PAGES:
        if not page.whose(viewer, facts):
            continue
        try:
            url = reverse(page.url_name)
        except NoReverseMatch:
            continue
        here = request.path
        current = here == url or bool(page.under and here.startswith(page.under))
        if page.url_name == "people" and here.startswith(f"/people/{viewer.person}/"):
            current = False
        if page.url_name == "my_file":
            current = current or here.startswith(f"/people/{viewer.person}/")
        counts = {"home": facts.overdue, "notices": facts.notices}
        count = counts.get(page.url_name) or None
        counted = "new" if page.url_name == "notices" else "overdue"
        items.append(NavItem(url, page.label, page.icon, count, current, counted))
    return items
