"""The kinds of import, one a file. `TARGETS` maps the code that a form or command uses to the kind."""

from __future__ import annotations

from typing import Any

from goodstanding.ingest.targets.absences import ABSENCES, AbsenceRow
from goodstanding.ingest.targets.appraisals import APPRAISALS, AppraisalRow
from goodstanding.ingest.targets.assignments import ASSIGNMENTS, AssignmentRow
from goodstanding.ingest.targets.base import Field, Kind, Row, Target
from goodstanding.ingest.targets.observations import OBSERVATIONS, ObservationRow
from goodstanding.ingest.targets.people import PEOPLE, PersonRow
from goodstanding.ingest.targets.periods import PeriodKind
from goodstanding.ingest.targets.quotas import QUOTAS, QuotaRow
from goodstanding.ingest.targets.teams import TEAMS, TeamRow
from goodstanding.ingest.targets.work import WORK, WorkRow

TARGETS: dict[str, Target[Any]] = {
    target.code: target
    for target in (TEAMS, PEOPLE, ASSIGNMENTS, APPRAISALS, OBSERVATIONS, QUOTAS, ABSENCES, WORK)
}

__all__ = [
    "ABSENCES",
    "APPRAISALS",
    "ASSIGNMENTS",
    "OBSERVATIONS",
    "PEOPLE",
    "QUOTAS",
    "TARGETS",
    "TEAMS",
    "WORK",
    "AbsenceRow",
    "AppraisalRow",
    "AssignmentRow",
    "Field",
    "Kind",
    "ObservationRow",
    "PeriodKind",
    "PersonRow",
    "QuotaRow",
    "Row",
    "Target",
    "TeamRow",
    "WorkRow",
]
