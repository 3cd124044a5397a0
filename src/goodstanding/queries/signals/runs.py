"""Reviews as pages show them: the last one, those before, and how far one is that is under way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from goodstanding.domain.errors import NotFound
from goodstanding.queries.signals.stored import WORK_MOVED
from goodstanding.queries.standing import Viewer, current
from goodstanding.store import models

PAGE = 25
State = models.SignalRun.State
UNDER_WAY = (State.WAITING, State.RUNNING)


@dataclass(frozen=True, slots=True)
class RunView:
    """`judged` and `not_enough` count people by kind of finding; `findings` all there were."""

    id: UUID
    state: str
    by: str
    created: datetime
    finished: datetime | None
    as_of: date | None
    stage: str
    done: int
    message: str
    people: int
    judged: Mapping[str, int]
    not_enough: Mapping[str, Mapping[str, int]]
    set_fdr: Mapping[str, float]
    notes: tuple[str, ...]
    left_out: tuple[str, ...]
    findings: int

    @property
    def under_way(self) -> bool:
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class RunLine:
    id: UUID
    created: datetime
    as_of: date | None
    state: str
    by: str
    findings: int


def may_start(viewer: Viewer) -> bool:
    return "" in viewer.scopes("hr")


def may_follow(viewer: Viewer) -> bool:
    """Counts of a review are HR's, of whatever scope; findings are cut to the scope one by one."""
    return viewer.has_part("hr")


def leads(viewer: Viewer) -> bool:
    """Whether anybody reports to the viewer today. One statement."""
    return models.Assignment.objects.filter(current(viewer.today), manager=viewer.person).exists()


def latest() -> tuple[RunView | None, RunView | None]:
    """The last review that is done, and the one that is newer than it, if any: two statements."""
    done = _rows().filter(state=State.DONE).order_by("-created").first()
    newer = _rows().exclude(state=State.DONE).order_by("-created").first()
    if newer is not None and done is not None and newer.created < done.created:
        newer = None
    return (_view(done) if done else None), (_view(newer) if newer else None)


def run(viewer: Viewer, id: UUID) -> RunView:
    row = _rows().filter(id=id).first() if may_follow(viewer) else None
    if row is None:
        raise NotFound("There is no such review.")
    return _view(row)


def runs(page: int) -> Page[RunLine]:
    rows = _rows().order_by("-created", "id").values_list(
        "id", "created", "as_of", "state", "by__name", "findings"
    )  # fmt: skip
    shown: Page[Any] = Paginator(rows, PAGE).get_page(page)
    shown.object_list = [
        RunLine(id, created, as_of, state, by or "Schedule", findings)
        for id, created, as_of, state, by, findings in shown.object_list
    ]
    return shown


def funnels(id: UUID) -> list[dict[str, Any]]:
    found = models.SignalRun.objects.filter(id=id).values_list("funnels", flat=True).first()
    return found or []


def _rows() -> Any:
    people = Count("signals", filter=~Q(signals__kind=WORK_MOVED))
    return (
        models.SignalRun.objects.select_related("by").annotate(findings=people).defer("funnels", "fairness")
    )


def _view(row: Any) -> RunView:
    result = row.result
    return RunView(
        id=row.id, state=row.state, by=row.by.name if row.by else "", created=row.created,
        finished=row.finished, as_of=row.as_of, stage=row.stage, done=row.done, message=row.message,
        people=result.get("people", 0), judged=result.get("judged", {}),
        not_enough=result.get("not_enough", {}), set_fdr=result.get("set_fdr", {}),
        notes=tuple(result.get("notes", ())), left_out=tuple(result.get("left_out", ())),
        findings=row.findings,
    )  # fmt: skip
