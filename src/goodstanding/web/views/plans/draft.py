"""The plan editor: the draft before review, and a change of running terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodstanding.actions import cases
from goodstanding.documents.goals import span
from goodstanding.domain.entries import plan
from goodstanding.domain.entries.terms import Goal, PlanTerms
from goodstanding.domain.errors import Conflict, NotFound, UserError
from goodstanding.domain.evaluation import Direction
from goodstanding.domain.goals import terms_doubts, terms_problems
from goodstanding.domain.lifecycle import State, check_role, find
from goodstanding.domain.visibility import reads_drafts
from goodstanding.domain.working_days import add_working_days, is_working_day, working_days_between
from goodstanding.queries.citations import metric_choices
from goodstanding.queries.plan_figures import Beside, asks_before, beside
from goodstanding.queries.plans import Room, open_room
from goodstanding.web import clock, ui
from goodstanding.web.forms.plans.base import refresh_version
from goodstanding.web.forms.plans.pace_words import number
from goodstanding.web.forms.plans.terms import CONSEQUENCES, RIGHTS, TermsForms
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.plans import links
from goodstanding.web.views.plans.page import frame

WEEK = timedelta(weeks=1)

FEW_REACH = (
    "So few comparable people reach it that, allowing for chance, fewer than half do: the target asks more "
    "than is usual in the job. Lower it, or write down why this plan asks for more."
)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_draft(request: HttpRequest, case: UUID) -> HttpResponse:
    room = open_room(viewer_of(request), case, naming=True)
    if not reads_drafts(room.head.standing):
        raise NotFound("There is no such page, or it is not for you.")
    check_role(find(room.case.state, "plan_drafted"), room.roles)
    return editor(request, room, "draft")


def editor(request: HttpRequest, room: Room, mode: str) -> HttpResponse:
    """The form; with a button for one more row, dates or a set target it comes back changed and unsaved."""
    change = mode == "change"
    terms = room.case.terms if change or room.case.terms != PlanTerms() else fresh(room)
    metrics = metric_choices()
    data = request.POST if request.method == "POST" else None
    helped = _helped(data, room) if data is not None else None
    forms = TermsForms(
        helped if helped is not None else data, room=room, metrics=metrics, change=change, terms=terms
    )
    if (
        data is not None
        and helped is None
        and forms.is_valid()
        and (done := _save(request, room, forms, change))
    ):
        return done
    status = 422 if data is not None and helped is None else 200
    return render(request, "gs/plans/draft.html", context(room, forms, terms, change), status=status)


def _save(request: HttpRequest, room: Room, forms: TermsForms, change: bool) -> HttpResponse | None:
    said, by, now = forms.plan.cleaned_data, room.viewer, clock.now()
    person, case, version = room.head.id, room.case.id, said.get("version")
    try:
        if change:
            payload = plan.ChangeProposed(
                terms=forms.terms(), reason=said["reason"], changes_standard=said["changes_standard"]
            )
            cases.record(person=person, case=case, payload=payload, by=by, now=now, expected_version=version)
        else:
            cases.save_draft(
                person=person, case=case, terms=forms.terms(), by=by, now=now, expected_version=version
            )
    except NotFound:
        raise
    except UserError as error:
        forms.add_user_error(error)
        if isinstance(error, Conflict):
            refresh_version(forms.plan, room.case.version)
        return None
    if change:
        messages.success(request, "The change is proposed. HR accepts or refuses it.")
        return redirect("plan", case)
    messages.success(request, "The draft is saved.")
    if request.POST.get("then") == "submit":
        return redirect("plan_event", case, "submitted")
    return redirect("plan_draft", case)


def fresh(room: Room) -> PlanTerms:
    """What an empty draft proposes: dates on working days, the usual words."""
    start = add_working_days(room.calendar, room.today, 5)
    end = _working(room, start + max(timedelta(days=60), timedelta(days=room.policy.minimum_plan_days)))
    return PlanTerms(
        starts_on=start,
        ends_on=end,
        midpoint_on=_working(room, start + (end - start) / 2),
        check_ins=schedule(room, start, end, 2),
        consequences=CONSEQUENCES,
        rights=RIGHTS,
        goals=(Goal(id="g1", window_start=start, window_end=end, due=end),),
    )


def _working(room: Room, day: date) -> date:
    """This day, or the next one on which work is done."""
    return day if is_working_day(room.calendar, day) else add_working_days(room.calendar, day, 1)


def schedule(room: Room, start: date, end: date, weeks: int) -> tuple[date, ...]:
    """A check-in every so many weeks, each on a working day."""
    found: list[date] = []
    day = start + weeks * WEEK
    while day <= end and len(found) < 60:
        found.append(_working(room, day))
        day += weeks * WEEK
    return tuple(d for d in found if d <= end)


def _helped(data: QueryDict, room: Room) -> QueryDict | None:
    """What the form becomes by one of its helping buttons; None if it was sent to be saved."""
    changed = data.copy()
    if (prefix := str(data.get("add_row"))) in ("goals", "support"):
        _more(changed, prefix)
        return changed
    if "generate" in data:
        probe = TermsForms(data, room=room, metrics=(), change=False, terms=room.case.terms).plan
        probe.is_valid()
        start, end = probe.cleaned_data.get("starts_on"), probe.cleaned_data.get("ends_on")
        if start and end and end > start:
            days = schedule(room, start, end, probe.cleaned_data.get("every_weeks") or 2)
            changed["check_ins"] = "\n".join(f"{day:%-d %b %Y}" for day in days)
        return changed
    if "use_target" in data:
        _use_target(changed, str(data["use_target"]), room)
        return changed
    return None


def _more(data: QueryDict, prefix: str) -> int:
    key = f"{prefix}-TOTAL_FORMS"
    text = data.get(key, "")
    count = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
    data[key] = str(min(count + 1, 30))
    if prefix == "goals":
        data.setdefault(f"goals-{count}-required", "on")
        data.setdefault(f"goals-{count}-prorate", "on")
        data.setdefault(f"goals-{count}-kind", "metric")
        for name in ("due", "window_end"):
            data.setdefault(f"goals-{count}-{name}", data.get("ends_on", ""))
        data.setdefault(f"goals-{count}-window_start", data.get("starts_on", ""))
    return count


def _use_target(data: QueryDict, entry: str, room: Room) -> None:
    """A target that was set for the person before becomes a goal, over its own period."""
    found = next((t for t in room.file.targets if str(t.entry) == entry), None)
    if found is None:
        return
    row = f"goals-{_more(data, 'goals')}-"
    entry_ = next((e for e in room.around if e.id == found.entry), None)
    data[row + "statement"] = entry_.payload.standard if entry_ else "Reach the target that was set"
    data[row + "metric"] = found.metric
    data[row + "target"] = f"{found.target.normalize():f}"
    data[row + "window_start"] = found.period_start.isoformat()
    data[row + "window_end"] = found.period_end.isoformat()
    data[row + "due"] = found.period_end.isoformat()
    data[row + "aggregation"] = "sum"
    data[row + "standard"] = f"Target set for {found.period_start:%-d %b %Y} to {found.period_end:%-d %b %Y}"


def context(room: Room, forms: TermsForms, terms: PlanTerms, change: bool) -> dict[str, Any]:
    forms.mark_needed()
    saved = room.case.terms if room.case.terms != PlanTerms() else terms
    problems = terms_problems(saved)
    around = beside(room, asks_before(saved.goals, room.today))
    step = "Propose a change" if change else "Edit the draft"
    own = (
        links.event_url(room.case.id, "change_proposed")
        if change
        else reverse("plan_draft", args=[room.case.id])
    )
    return {
        **frame(room, ui.Link(step)),
        "step": step,
        "change": change,
        "forms": forms,
        "all_forms": forms.all,
        "rows": _goal_rows(forms, saved, problems, around),
        "missing": [m for key, ms in problems.items() if not key.startswith("goals.") for m in ms],
        "count": len(problems),
        "doubts": terms_doubts(saved, room.today) if room.case.terms != PlanTerms() else (),
        "action": own,
        "facts": _facts(room, saved),
        "targets": _targets(room) if not change else [],
        "may_submit": not change and room.case.state == State.DRAFT,
        "returned": room.last("returned", "recalled") if not change else None,
        "preview": links.plan_url(room.case.id) + "?print=1",
    }  # fmt: skip


def _goal_rows(
    forms: TermsForms, saved: PlanTerms, problems: dict[str, list[str]], around: Mapping[str, Beside]
) -> list[tuple[Any, list[str], tuple[str, ...]]]:
    """Each goal's form with what it lacks as saved, and how its target stands beside figures."""
    rows = []
    for n, form in enumerate(forms.goals.forms):
        goal = saved.goals[n] if n < len(saved.goals) else None
        lacks = [m for key, ms in problems.items() if key.startswith(f"goals.{n}.") for m in ms]
        rows.append((form, lacks, _beside_words(goal, around.get(goal.id)) if goal else ()))
    return rows


def _facts(room: Room, terms: PlanTerms) -> list[ui.Fact]:
    found = []
    if terms.starts_on and terms.ends_on:
        found.append(
            ui.Fact(
                "Working days in the plan",
                max(0, working_days_between(room.calendar, terms.starts_on, terms.ends_on)),
            )
        )
        away = [a for a in room.file.absences() if a[0] <= terms.ends_on and a[1] >= terms.starts_on]
        if away:
            found.append(
                ui.Fact("Known time not at work", ", ".join(f"{a:%-d %b} to {b:%-d %b %Y}" for a, b in away))
            )
    if terms.starts_on and terms.starts_on > room.today:
        until = working_days_between(room.calendar, room.today, terms.starts_on)
        found.append(ui.Fact("Working days until it starts", until))
    elif terms.ends_on and room.case.delivered:
        left = max(0, working_days_between(room.calendar, room.today, terms.ends_on))
        found.append(ui.Fact("Working days left", left))
    effort = sum((g.effort_hours or Decimal(0) for g in terms.goals), Decimal(0))
    found.append(
        ui.Fact("Effort of all goals", f"{number(float(effort))} hours" if effort else "not estimated")
    )
    return found


def _beside_words(goal: Goal, found: Beside | None) -> tuple[str, ...]:
    """Where the target stands beside own figures and those of comparable people."""
    if goal.kind != "metric" or goal.target is None:
        return ()
    if found is None:
        return ("Comparable people: cannot be said before metric, target and days are saved.",)
    span = f"{found.first:%-d %b %Y} to {found.last:%-d %b %Y}"
    own = f"Own figure, {span}: {number(found.own)}." if found.own is not None else f"No own figure, {span}."
    reach = found.reach(float(goal.target), Direction(goal.direction))
    others = (
        f"{reach}, {span}."
        if reach
        else "Too few comparable people have figures to say who reaches this target."
    )
    unusual = (FEW_REACH,) if reach and reach.few_reach else ()
    return (own, others[:1].upper() + others[1:], *unusual)


def _targets(room: Room) -> list[tuple[str, str]]:
    """Targets set for the person whose period is not over, the latest first."""
    found = sorted(room.file.targets, key=lambda t: t.period_start, reverse=True)
    return [
        (
            str(t.entry),
            f"{t.metric or 'Target'}: {t.target.normalize():f}, {span(t.period_start, t.period_end)}",
        )
        for t in found[:8]
    ]
