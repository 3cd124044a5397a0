"""The start page: what needs me today, what comes next, and what each of my parts looks after."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.domain.lifecycle import EVENTS, State
from goodstanding.domain.notices import NEVER_LATE
from goodstanding.domain.policy import Policy
from goodstanding.queries import account_steps, checkpoints, people
from goodstanding.queries import home as queries
from goodstanding.queries.home import DutyLine
from goodstanding.queries.narrowing import PHASES
from goodstanding.queries.organisation import organisation
from goodstanding.queries.people import TeamMember
from goodstanding.queries.shell import ShellFacts
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.context import facts_of
from goodstanding.web.ui import Cell, Column, Deadline, Duty, Link, PersonLine, Table
from goodstanding.web.ui.tags.words import state_pill
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.files.first_run import guide
from goodstanding.web.views.files.links import to
from goodstanding.web.views.files.shown import entry_url, file_url, record_url
from goodstanding.web.views.plans.links import about, event_url

ON_THE_FILE = frozenset({"acknowledged", "followed_up", "coaching"})
"""These are written on the person's file."""

IN_A_ROUND = frozenset({"self_appraisal", "appraisal_prepared"})
"""These are written in an appraisal round; the duty names the entry with which the person entered it."""

READ_FIRST = {
    "approved": "Review the plan",
    "endorsed": "Review the plan",
    "coaching_closed": "Review the coaching",
    "no_action_on_relapse": "Open the case",
    "extended": "Decide on the extension",
    "change_accepted": "Decide on the change",
}
"""For these somebody has to read before they choose, so they lead to the plan itself."""

SHORT = {
    "acknowledged": "Confirm receipt",
    "self_appraisal": "Write your part",
    "appraisal_prepared": "Write the appraisal",
    "followed_up": "Record the follow-up",
    "coaching": "Record the session",
    "coaching_directed": "Answer the concern",
    "submitted": "Open the draft",
    "appeal": "Appeal",
    "reply": "Reply",
    "accommodation_answered": "Answer the request",
}

COLUMNS = [Column("Name"), Column("Job"), Column("Open case"), Column("Last coaching")]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    policy, facts = organisation().policy, facts_of(request, viewer)
    agenda = queries.agenda(viewer)
    counts = agenda.counts
    page, soon = queries.lines(agenda, viewer, policy, params.page(request))
    agreements = _agreements(viewer, facts)
    context = {
        "today": viewer.today,
        "eyebrow": f"{viewer.today:%A}, {viewer.today.day} {viewer.today:%B %Y}",
        "counts": counts,
        "page": page,
        "duties": [_duty(line, viewer) for line in page.object_list],
        "soon": [_later(line, viewer) for line in soon],
        "soon_more": counts.ahead - len(soon),
        "failing": _failing(viewer, facts),
        "summary": _summary(counts.now + len(agreements.get("to_agree", ())), counts.overdue),
        **agreements,
        **guide(viewer, facts),
        **_hr(viewer),
        **_late_elsewhere(viewer, policy),
        **_team(viewer, facts),
        **_own(viewer, facts),
        **_others(viewer, facts),
    }
    if "guide" in context and not counts.now and not agreements.get("to_agree"):
        context["summary"] = f"Welcome. This is what {facts.organisation} needs first."
    return render(request, "gs/home/home.html", context)


def _summary(now: int, overdue: int) -> str:
    """The day in one sentence."""
    if not now:
        return "Nothing waits for you today."
    late = f", {'one' if overdue == 1 else overdue} of them overdue" if overdue else ""
    if overdue == now:
        late = {1: ", overdue", 2: ", both overdue"}.get(now, ", all of them overdue")
    return f"One thing waits for you{late}." if now == 1 else f"{now} things wait for you{late}."


def _duty(line: DutyLine, viewer: Viewer) -> Duty:
    own = line.subject == viewer.person
    return Duty(
        title=line.detail or EVENTS.get(line.event, line.event),
        url=address(line),
        action=SHORT.get(line.event) or READ_FIRST.get(line.event) or EVENTS.get(line.event, "Open"),
        deadline=Deadline(line.due, line.days, line.unit, asked=line.event in NEVER_LATE),
        person="" if own else PersonLine(line.subject_name, url=file_url(line.subject)),
        reason=_reason(line, own),
        state=line.state,
    )


def _later(line: DutyLine, viewer: Viewer) -> Duty:
    """Not yet to be done: it leads to what it is about, not to a form."""
    if line.case is not None:
        url, action = to("plan", line.case), "Open the case"
    elif line.entry is not None:
        url, action = entry_url(line.subject, line.entry), "Open the entry"
    else:
        url, action = file_url(line.subject), "Open the file"
    return replace(_duty(line, viewer), url=url, action=action)


def address(line: DutyLine) -> str:
    """Straight to the form that settles it."""
    if line.event in IN_A_ROUND and line.entry is not None:
        return to("round_entered", line.subject, line.entry)
    if line.event in ON_THE_FILE or line.case is None:
        return record_url(line.subject, line.event, line.entry)
    if line.event == "coaching_directed":
        return to("plan_intake", line.case)
    if line.event == "submitted":
        return to("plan_draft", line.case)
    if line.event in READ_FIRST:
        return to("plan", line.case)
    return event_url(line.case, line.event, about(line))


def _reason(line: DutyLine, own: bool) -> str:
    """Why it is here: whose it is, and what it does and does not mean."""
    if line.event == "acknowledged" and own:
        return "Receipt says that you have it, not that you agree. You can answer as well."
    if line.event == "appeal":
        return "This is your right and not a task."
    if line.event == "endorsed":
        return "Belongs to the manager’s manager"
    return "For you as the second level" if line.part == "second_level" else ""


WHAT_FAILS = {
    "signer": "The signer does not sign the record",
    "authority": "The time-stamping authority does not answer",
    "signer_process": "The signer’s process ends by itself",
    "worker_process": "The worker’s process ends by itself",
}


def _failing(viewer: Viewer, facts: ShellFacts) -> list[tuple[str, checkpoints.Service]]:
    """For whoever runs the server: what outside of it does not answer. Nothing waits for it."""
    if not facts.failing or not viewer.has_part("it_admin"):
        return []
    return [(WHAT_FAILS.get(name, name), service) for name, service in checkpoints.failing()]


def _agreements(viewer: Viewer, facts: ShellFacts) -> dict[str, Any]:
    """Steps on accounts that wait for a second person, or were done without one."""
    if not facts.account_steps or not viewer.has_part("hr", "it_admin"):
        return {}
    waiting, alone = account_steps.for_start_page(viewer, clock.now())
    return {"to_agree": waiting, "done_alone": alone, "yes": {"agree": "yes"}, "no": {"agree": "no"}}


def _hr(viewer: Viewer) -> dict[str, object]:
    if not viewer.has_part("hr", "counsel"):
        return {}
    by_state = queries.open_cases_by_state(viewer)
    if not by_state:
        return {}
    address = to("people")
    counted = [
        (key, label, sum(by_state.get(state, 0) for state in states))
        for key, (label, states) in PHASES.items()
    ]
    return {
        "phases": [Link(label, f"{address}?state={key}", count=many) for key, label, many in counted if many]
    }


def _late_elsewhere(viewer: Viewer, policy: Policy) -> dict[str, object]:
    """What others are late with: it leads to the case, because it is not this viewer’s to do."""
    if not viewer.has_part("hr"):
        return {}
    found, many = queries.late_elsewhere(viewer, policy)
    shown = [replace(_later(one.line, viewer), reason=f"Waits for {one.owner}") for one in found]
    return {"elsewhere": shown, "elsewhere_more": many - len(shown)}


def _team(viewer: Viewer, facts: ShellFacts) -> dict[str, object]:
    team = people.reports(viewer) if facts.manages else ()
    if not team:
        return {}
    return {"team": Table(COLUMNS, [_member(m) for m in team], caption="Who reports to you today")}


def _member(member: TeamMember) -> list[object]:
    person = member.person
    case = Cell(html=str(state_pill(person.state)), url=to("plan", person.case)) if person.case else "none"
    return [
        Cell(person.name, url=file_url(person.id)),
        person.job,
        case,
        member.last_coaching or "none recorded",
    ]


def _own(viewer: Viewer, facts: ShellFacts) -> dict[str, object]:
    cases = queries.own_cases(viewer) if facts.own_case else []
    if not cases:
        return {"own_cases": []}
    shown = [(case, to("plan", case.id), _titled(case), _until(case)) for case in cases]
    dates = queries.about_me(viewer)
    return {
        "own_cases": shown,
        "answers_due": [day for event, day in dates if event == "question_answered"],
        "next_check_in": next((day for event, day in dates if event == "check_in"), None),
    }


def _titled(case: queries.OwnCase) -> str:
    """A plan only once there is one."""
    return {State.INTAKE: "A concern about your work", State.COACHING: "Your coaching"}.get(
        State(case.state), "Your plan"
    )


def _until(case: queries.OwnCase) -> str:
    """What its last day means: afterwards the plan is over, whatever the case still waits for."""
    if case.state in (State.DELIVERED, State.ACTIVE, State.PAUSED):
        return "until"
    return "its last day was" if case.ends_on else ""


def _others(viewer: Viewer, facts: ShellFacts) -> dict[str, object]:
    """What parts without a file to work on look after."""
    called_in = queries.called_in(viewer) if facts.called_in else []
    made: dict[str, object] = {
        "formerly": facts.formerly and not facts.manages and not called_in,
        "called_in": [(one, to("plan", one.case), one.role.replace("_", " ")) for one in called_in],
    }
    if viewer.has_part("leave"):
        made["away"] = queries.away(viewer)
        made["is_leave"] = True
    if viewer.has_part("auditor", "works_council", "it_admin"):
        made["totals"] = queries.totals(viewer.today)
        made["is_it"] = viewer.has_part("it_admin")
        made["is_oversight"] = viewer.has_part("auditor", "works_council")
    return made
