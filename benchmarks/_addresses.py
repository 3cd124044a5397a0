"""Which pages are measured, and for whom: each that somebody meets daily, in each role that meets it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from benchmarks._start import Manifest


@dataclass(frozen=True, slots=True)
class Page:
    """`viewers` are ids of people by what they are called in the table; an empty id: nobody signed in."""

    name: str
    path: str
    viewers: Mapping[str, str]


Listed = Iterator[tuple[str, str, list[Any], str, Mapping[str, str]]]
"""What the page is called, name and arguments of its address, its query, its viewers."""


def pages(manifest: Manifest) -> Iterator[Page]:
    from django.urls import NoReverseMatch, reverse

    of = _Viewers(manifest)
    for part in (_lists, _about_a_person, _reviewed, _about_figures, _about_cases, _kept_by_few):
        for page, name, args, query, viewers in part(manifest, of):
            try:
                yield Page(page, reverse(name, args=args) + query, viewers)
            except NoReverseMatch:
                print(f"{page}: there is no such page", file=sys.stderr)


class _Viewers:
    """People by what they are in the organisation; whoever is not there is not measured."""

    def __init__(self, manifest: Manifest) -> None:
        from goodstanding.store import models

        self.known = {
            "HR": manifest.hr, "HR, a branch": manifest.hr_scoped, "second level": manifest.second_level,
            "manager": manifest.manager, "employee": manifest.employee,
        }  # fmt: skip
        grants = models.Grant.objects.exclude(part="hr").values_list("part", "person_id")
        self.known |= {part.replace("_", " "): str(person) for part, person in grants}
        held = models.CaseRole.objects.filter(role="decider").order_by("id")
        if decider := held.values_list("person_id", flat=True).first():
            self.known["decider"] = str(decider)

    def __call__(self, *names: str) -> Mapping[str, str]:
        return {name: self.known[name] for name in names if name in self.known}


_STEP = "a step of the library that signs people in: one statement or two about oneself"
_FILE = "sends a file as it was stored, or a text of a few lines"
_IMPORT = "a step of an import that runs: needs one, and shows the rows of one page of it"
_RUN = "needs a finished review of figures, which the filled organisation does not hold"
_MOVED = "answers with another address, or with words of its own, and shows no list"
UNMEASURED: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "account_change_password", "account_inactive", "account_login", "account_logout",
            "account_reauthenticate", "choose_password", "mfa_activate_totp", "mfa_add_webauthn",
            "mfa_authenticate", "mfa_deactivate_totp", "mfa_edit_webauthn", "mfa_generate_recovery_codes",
            "mfa_index", "mfa_list_webauthn", "mfa_login_webauthn", "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes",
        ),
        _STEP,
    ),
    **dict.fromkeys(
        (
            "checkpoint", "checkpoint_growth", "record_keys", "record_stamp", "verify_page", "verify_script",
            "healthz",
        ),
        _FILE,
    ),
    **dict.fromkeys(
        (
            "import_discard", "import_errors", "import_mapping", "import_options", "import_progress",
            "import_run",
        ),
        _IMPORT,
    ),
    **dict.fromkeys(("signal", "signal_answer", "signal_progress", "signal_run"), _RUN),
    **dict.fromkeys(("my_file", "notice", "demo_sign_in", "setup", "sign_out"), _MOVED),
    "account_do": "a question before a step with an account: one line about one person",
    "part_end": "a question before a part ends: one line about one person",
    "metric_retire": "a question before a metric is no longer used: one line",
    "calendar_feed": "asked for by calendar programs with an address of its own, not by people",
    "letter_document": "typesets a document: `benchmarks.dossier` measures that",
    "gallery": "shows components with invented content, from no database",
    "gallery_page": "shows components with invented content, from no database",
    "work_runs": "the service’s own runs, of which the filled organisation has none",
    **dict.fromkeys(
        (
            "rounds", "round", "round_new", "round_add", "round_entered", "round_leave_out", "round_person",
            "round_prepare", "round_release", "round_self", "round_step",
        ),
        "the filled organisation holds no round yet; the statements of these pages are tested",
    ),
    **dict.fromkeys(
        ("hold_release", "hold_place", "kept", "erase", "erasure", "retention"),
        "in the filled organisation nothing is held, due or erased yet",
    ),
}  # fmt: skip
"""Pages of the table of access that are not measured, each with the reason. A test compares both with it."""

ABOVE = ("HR", "HR, a branch", "second level", "manager")
EVERYBODY = (*ABOVE, "employee")


def _lists(manifest: Manifest, of: _Viewers) -> Listed:
    from goodstanding.store import models

    number = models.Person.objects.values_list("number", flat=True).get(id=manifest.employee)
    hr, others = of("HR", "HR, a branch"), ("decider", "leave", "counsel", "it admin")
    yield "home", "home", [], "", of(*EVERYBODY, *others, "auditor", "works council")
    yield "dates", "dates", [], "", of(*EVERYBODY)
    yield "dates, as a list", "dates", [], "?view=list", of(*EVERYBODY)
    yield "notices", "notices", [], "", of(*EVERYBODY)
    yield "preferences", "preferences", [], "", of("employee")
    yield "work", "work", [], "", of("it admin")
    yield "people", "people", [], "", of(*ABOVE, *others)
    yield "people, page 2", "people", [], "?page=2", of("HR")
    yield "people, last page", "people", [], "?page=100000", of("HR")
    yield "people, search a name", "people", [], "?q=mor", of(*ABOVE)
    yield "people, search a number", "people", [], f"?q={number}", of("HR", "manager")
    yield "people, by number", "people", [], "?sort=-number", of("HR")
    yield "people, by team", "people", [], "?sort=team", of(*ABOVE)
    yield "people, by team, page 2", "people", [], "?sort=-team&page=2", of("HR")
    yield "people, of a team", "people", [], "?team=t1", of("HR", "HR, a branch")
    yield "people, open cases", "people", [], "?state=open", hr
    yield "people, open cases by team", "people", [], "?state=open&sort=team", hr
    yield "people, being drafted", "people", [], "?state=drafting", hr
    yield "plans", "plans", [], "", of(*ABOVE, "decider", "counsel")
    yield "plans, page 2", "plans", [], "?page=2", of("HR")
    yield "plans, all by name", "plans", [], "?group=all&sort=name", hr
    yield "plans, to decide", "plans", [], "?group=decide", hr
    yield "plans, search a name", "plans", [], "?group=all&q=mor", hr


def _about_a_person(manifest: Manifest, of: _Viewers) -> Listed:
    from goodstanding.store import models

    someone = manifest.employee
    entries = models.Entry.objects.filter(subject=UUID(someone), visibility="shared", kind="coaching")
    coaching = str(entries.order_by("-idx").values_list("id", flat=True)[0])
    about = f"?to={coaching}"
    yield "file", "file", [someone], "", of(*EVERYBODY, "leave", "counsel")
    yield "file, one kind", "file", [someone], "?kind=daily", of("HR")
    yield "file, appraisals", "file", [someone], "?show=appraisals", of("HR")
    yield "file, plans", "file", [someone], "?show=plans", of("HR", "employee")
    yield "export", "file_export", [someone], "", of("HR", "employee")
    plan = models.Entry.objects.filter(subject=UUID(someone), kind="delivered").order_by("-idx")
    if delivered := plan.values_list("id", flat=True).first():
        yield "a letter", "letter", [someone, str(delivered)], "", of("HR", "manager")
    yield "file, printed", "file", [someone], "?print=1", of("HR")
    yield "entry", "entry", [someone, coaching], "", of(*EVERYBODY)
    yield "feedback form", "record", [someone, "feedback"], "", of("manager")
    yield "coaching form", "record", [someone, "coaching"], "", of("manager")
    yield "warning form", "record", [someone, "warning"], "", of("HR")
    yield "answer form", "record", [someone, "answer"], about, of("employee")
    yield "answer to what?", "record", [someone, "answer"], "", of("employee")
    yield "receipt form", "record", [someone, "acknowledged"], about, of("employee")
    yield "move form", "job", [someone], "", of("HR")
    yield "new person form", "person_new", [], "", of("HR")


def _reviewed(manifest: Manifest, of: _Viewers) -> Listed:
    """Findings and paper trail: of a plan that runs, and of one that was appealed, with the longest file."""
    someone = manifest.employee
    viewers = of("HR", "manager", "employee")
    yield "findings", "review", [someone], "", viewers
    yield "paper trail", "trail", [someone], "", viewers
    yield "counsel’s report", "review_counsel", [someone], "", of("counsel")
    if key := _finding(manifest):
        yield "answer to a finding", "finding_answer", [someone, key], "", of("HR")
    if found := _case("appealed"):
        _, manager, person = found
        them = {**of("HR"), "its manager": manager, "the person": person}
        yield "findings, appealed", "review", [person], "", them
        yield "paper trail, appealed", "trail", [person], "", them
    yield "rules", "review_settings", [], "", of("HR")
    yield "a pack", "pack_setting", ["uk-acas"], "", of("HR")
    yield "a rule", "rule_setting", ["D01"], "", of("HR")


def _finding(manifest: Manifest) -> str | None:
    """The key of the weightiest finding about the employee."""
    from datetime import date

    from goodstanding.queries.review import pull
    from goodstanding.queries.standing import viewer

    seen = viewer(UUID(manifest.hr), "", date.fromisoformat(manifest.today))
    found = pull(seen, UUID(manifest.employee)).looked.noted
    return found[0].key if found else None


def _about_figures(manifest: Manifest, of: _Viewers) -> Listed:
    yield "figures", "figures", [manifest.measured], "", of(*EVERYBODY)
    yield "figures, 104 weeks", "figures", [manifest.measured], "?weeks=104", of("HR", "manager", "employee")
    yield "figures, the whole job", "figures", [manifest.measured], "?peers=family", of("HR")
    yield "early signs", "signals", [], "", of("HR", "HR, a branch", "manager")
    yield "even-handedness", "fairness", [], "", of("HR", "counsel")
    yield "early signs, funnels", "signal_funnels", [], "", of("HR")
    yield "early signs, reviews", "signal_runs", [], "", of("HR")
    yield "metrics", "metrics", [], "", of("HR", "it admin")
    yield "a metric", "metric", ["m1"], "", of("HR")
    yield "metric form", "metric_edit", ["m1"], "", of("HR")
    yield "new metric form", "metric_new", [], "", of("HR")


def _about_cases(manifest: Manifest, of: _Viewers) -> Listed:
    plan = manifest.plan
    yield "plan", "plan", [plan], "", of(*EVERYBODY)
    yield "plan, printed", "plan", [plan], "?print=1", of("HR")
    yield "plan, calendar", "plan_calendar", [plan], "", of("HR", "employee")
    yield "plan, check-in form", "plan_event", [plan, "check_in"], "", of("manager")
    yield "plan, question form", "plan_event", [plan, "question_asked"], "", of("employee")
    yield "plan, extension form", "plan_event", [plan, "extended"], "", of("HR")
    yield "concern form", "concern", [_without_a_case(manifest)], "", of("manager")
    for state in ("coaching", "submitted", "watch", "replied", "appealed", "closed", "ended"):
        if found := _case(state):
            case, manager, person = found
            viewers = {**of("HR"), "its manager": manager, "the person": person}
            yield f"plan, {state}", "plan", [case], "", viewers
    if found := _case("intake"):
        yield "intake", "plan_intake", [found[0]], "", of("HR")
    if found := _case("draft"):
        yield "draft", "plan_draft", [found[0]], "", {"its manager": found[1]}
    if found := _case("not_met"):
        yield "proposal form", "plan_event", [found[0], "not_proposed"], "", of("HR")


def _case(state: str) -> tuple[str, str, str] | None:
    """A case in this state with the longest file, its manager and its person."""
    from goodstanding.store import models

    cases = models.Case.objects.filter(state=state).order_by("-person__file_version", "id")
    found = cases.values_list("id", "manager_id", "person_id").first()
    return (str(found[0]), str(found[1]), str(found[2])) if found else None


def _without_a_case(manifest: Manifest) -> str:
    """Somebody who reports to the manager and about whom a concern may be raised."""
    from goodstanding.store import models

    reports = models.Assignment.objects.filter(manager=UUID(manifest.manager), until=None)
    free = reports.exclude(person__cases__live=True).order_by("id")
    return str(free.values_list("person_id", flat=True)[0])


def _kept_by_few(manifest: Manifest, of: _Viewers) -> Listed:
    yield "teams", "teams", [], "", of("HR", "it admin")
    yield "teams, page 2", "teams", [], "?page=2", of("HR")
    yield "accounts", "accounts", [], "", of("HR", "it admin")
    yield "accounts, search", "accounts", [], "?q=mor", of("HR")
    yield "an account", "account_edit", [manifest.employee], "", of("HR", "it admin")
    yield "new account form", "account_new", [], "", of("it admin")
    yield "imports", "imports", [], "", of("HR", "it admin")
    yield "import form", "import_new", [], "", of("HR")
    yield "settings", "organisation", [], "", of("HR")
    yield "oversight", "oversight", [], "", of("auditor", "works council")
    yield "my receipts", "receipts", [], "", of("HR", "manager", "employee")
    yield "check a receipt", "receipt_check", [], "", of("employee")
    yield "the record", "record_state", [], "", of("HR", "employee", "auditor")
    yield "words", "words", [], "", of("HR")
    yield "security", "security", [], "", of("HR", "employee")
    yield "sign in", "sign_in", [], "", {"nobody": ""}
