"""Samples: forms, goals, charts, findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms

from goodstanding.documents.charts import (
    Change,
    FanPoint,
    FunnelChart,
    FunnelPoint,
    PaceChart,
    PacePoint,
    SpreadChart,
    SpreadPoint,
    draw_funnel,
    draw_pace,
    draw_spread,
)
from goodstanding.domain.intervals import Interval
from goodstanding.stats.funnel import Scale, funnel
from goodstanding.stats.spread import peer_spread
from goodstanding.web.gallery.people import LONG_NAME, LONG_WORD, TODAY
from goodstanding.web.ui import (
    ChoiceLabel,
    Column,
    Deadline,
    Goal,
    Pace,
    Table,
)

ROUTES = [
    ("coach", ChoiceLabel("Coach first", "The default. A review date is set; nothing threatens.", "sprout")),
    ("refuse", ChoiceLabel("Refuse", "The concern is closed with your reason.", "circle-slash")),
    ("allow", ChoiceLabel("Allow a draft", "Coaching was tried, or cannot help here.", "pencil-line")),
]


class SampleForm(forms.Form):
    statement = forms.CharField(
        label="What should be different?",
        help_text="One sentence that a stranger understands.",
        max_length=200,
    )
    reason = forms.CharField(
        widget=forms.Textarea, label="Why now?", help_text="Dates and facts, not traits."
    )
    measurer = forms.ChoiceField(
        choices=[("", "Choose a person"), ("1", "Lena Brandt"), ("2", LONG_NAME)], label="Measured by"
    )
    due = forms.DateField(label="Due", help_text="A working day inside the plan.")
    target = forms.DecimalField(label="Target", required=False)
    file = forms.FileField(label="Evidence", help_text="CSV or Excel, at most 200 MB.", required=False)
    told = forms.BooleanField(label="The standard was communicated in writing")
    teams = forms.MultipleChoiceField(
        label="Compared with",
        choices=[("n", "Motor claims North"), ("s", "Motor claims South")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    locked = forms.CharField(label="Plan number", initial="P-2026-014", disabled=True)


class RouteForm(forms.Form):
    route = forms.ChoiceField(label="What happens now?", choices=ROUTES, widget=forms.RadioSelect)
    again = forms.ChoiceField(
        label="Invite a companion?",
        choices=[("y", "Yes"), ("n", "No")],
        widget=forms.RadioSelect,
        required=False,
    )


class GoalForm(forms.Form):
    statement = forms.CharField(label="Goal", widget=forms.Textarea(attrs={"rows": 2}))
    target = forms.DecimalField(label="Target")
    due = forms.DateField(label="Due")


def sample_forms() -> dict[str, Any]:
    wrong = SampleForm(
        {"wrong-reason": "She is late.", "wrong-due": "31.2.2026", "wrong-target": "many"}, prefix="wrong"
    )
    wrong.add_error(None, "The plan ends before its last goal is due. Move one of the two dates.")
    goals = forms.formset_factory(GoalForm, extra=0, can_delete=True)
    initial = [
        {"statement": "Close files within ten days", "target": 95, "due": date(2026, 12, 4)},
        {"statement": "Notes on the day of the call", "target": 90, "due": date(2026, 12, 4)},
    ]
    bad = {
        "bad-TOTAL_FORMS": "1",
        "bad-INITIAL_FORMS": "0",
        "bad-0-statement": LONG_WORD,
        "bad-0-target": "",
        "bad-0-due": "soon",
    }
    return {
        "form": SampleForm(prefix="new"),
        "wrong": wrong,
        "routes": RouteForm(initial={"route": "coach"}, prefix="routes"),
        "routes_wrong": RouteForm({}, prefix="routes-wrong"),
        "goals": goals(initial=initial, prefix="goals"),
        "bad_goals": goals(bad, prefix="bad"),
    }


def goals() -> dict[str, Any]:
    full = Goal(
        statement="Close ten motor files a week within the ten-day limit",
        kind="Metric",
        measure="Files closed within ten days",
        unit="files a week",
        baseline="7.4",
        target="at least 10",
        window="4 weeks",
        source="Claims system, weekly extract",
        measurer="Lena Brandt",
        due=Deadline(date(2026, 12, 4), 9),
        support=("Priya beside you for two weeks", "Training on complex files"),
        url="#goal",
        pace=Pace(11.2, 10, "files a week", 9.4, 12.9, 0, 16, as_of=TODAY),
    )
    late = Goal(
        statement="Write the call note on the day of the call",
        kind="Observed behaviour",
        required=False,
        measure="Notes dated on the day",
        target="at least 90 %",
        due=Deadline(date(2026, 11, 20), -1),
        determination="not_assessable",
        determination_reason="The training that this goal rests on came on 20 October, three weeks late.",
    )
    done = Goal(
        "Finish the recovery course",
        "Deliverable",
        due=Deadline(date(2026, 11, 9), done=True),
        determination="met",
        target="Certificate",
    )
    long = Goal(LONG_WORD * 2, "Deliverable", measure=LONG_WORD, target=LONG_WORD, determination="not_met")
    return {"full": full, "late": late, "done": done, "long": long}


def charts() -> dict[str, Any]:
    monday = date(2026, 8, 31)
    weeks = [monday + timedelta(weeks=number) for number in range(12)]
    own = [7.1, 7.6, 6.9, None, 8.2, 7.9, 8.4, 9.4, 10.1, 10.9, 11.2, 11.2]
    peers = [9.2, 9.8, 8.7, 9.1, 9.9, 10.2, 9.5, 9.7, 10.4, 9.0, 9.6, 10.0]
    points = tuple(
        SpreadPoint(
            week,
            week + timedelta(days=6),
            own[number],
            peer_spread(own[number], [peers[number] + step / 2 for step in range(-5, 6)]),
        )
        for number, week in enumerate(weeks)
    )
    away = (Interval(weeks[3], weeks[3] + timedelta(days=6)),)
    plan = Interval(weeks[6], weeks[11] + timedelta(days=6))
    spread = SpreadChart("Files closed a week", points, "files", target=10.0, plan=plan, away=away)
    done = tuple(PacePoint(week, float(number * 10 + 4)) for number, week in enumerate(weeks[6:9]))
    needed = (PacePoint(weeks[6], 0.0), PacePoint(weeks[11], 60.0))
    fan = tuple(
        FanPoint(week, 22.0 + number * 9, 26.0 + number * 10, 30.0 + number * 11)
        for number, week in enumerate(weeks[9:], start=1)
    )
    pace = PaceChart("Files closed since the plan began", 60.0, needed, done, fan, weeks[8], unit="files")
    return {
        "spread": draw_spread(spread),
        "pace": draw_pace(pace),
        "changed": draw_spread(_changed(points, weeks)),
        "funnel": draw_funnel(_funnel()),
        "no_funnel": draw_funnel(replace(_funnel(), points=())),
        "nothing": draw_spread(SpreadChart("Files closed a week", ())),
        "figures": Table((Column("Week"), Column("Files", numeric=True)), [["Week 38", 7.1]], "Files closed"),
    }


def _changed(points: tuple[SpreadPoint, ...], weeks: list[date]) -> SpreadChart:
    return SpreadChart(
        "Files closed a week",
        points,
        "files",
        change=Change(weeks[4], weeks[6], weeks[7]),
        moved=(weeks[2],),
    )


def _funnel() -> FunnelChart:
    made = [(40.0 + 17 * n % 460, 0.62 + ((n * 37) % 23 - 11) / 90) for n in range(48)]
    limits = funnel([work * share for work, share in made], [work for work, _ in made], Scale.SHARE)
    assert limits is not None
    dots = tuple(FunnelPoint(work, share) for work, share in made)
    return FunnelChart("Solved at first contact, adviser", limits, dots, work="contacts", percent=True)
