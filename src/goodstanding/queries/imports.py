"""Imports as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Q

from goodstanding.domain.errors import NotFound
from goodstanding.queries.standing import Viewer
from goodstanding.store import models

PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "people": ("hr", "it_admin"),
        "teams": ("hr", "it_admin"),
        "assignments": ("hr", "it_admin"),
        "appraisals": ("hr",),
        "observations": ("hr", "it_admin"),
        "targets": ("hr",),
        "absences": ("hr",),
        "work": ("hr", "it_admin"),
    }
)
"""Who may import what. What a file says of somebody is HR's; accounts and figures are IT's as well."""

IN_SCOPE = frozenset({"appraisals", "targets", "absences"})
CONTENTS = frozenset({"appraisals", "targets", "absences", "observations", "work"})
PAGE = 50


def may_import(viewer: Viewer, target: str) -> bool:
    """What concerns everybody needs a part that does; contents are cut to a scope row by row."""
    held = [(part, scope) for part, scope in viewer.parts if part in PARTS.get(target, ())]
    return any(not scope or target in IN_SCOPE for _, scope in held)


def may_follow(viewer: Viewer, target: str, *, by: UUID) -> bool:
    """A run shows rows of people: one’s own, and those that one’s part for everybody could import itself.

    Figures are about people’s work: IT brings them in, and does not read what others brought.
    """
    return may_import(viewer, target) and (by == viewer.person or target in _followed(viewer))


def _followed(viewer: Viewer) -> tuple[str, ...]:
    held = {part for part, scope in viewer.parts if not scope}
    return tuple(
        target
        for target, parts in PARTS.items()
        if held.intersection(parts) and (target not in CONTENTS or "hr" in held)
    )


def importable(viewer: Viewer) -> tuple[str, ...]:
    return tuple(target for target in PARTS if may_import(viewer, target))


@dataclass(frozen=True, slots=True)
class RunLine:
    id: UUID
    target: str
    filename: str
    state: str
    by: str
    created: datetime
    created_count: int
    updated_count: int
    rows_bad: int


@dataclass(frozen=True, slots=True)
class RunView:
    id: UUID
    target: str
    filename: str
    sha256: str
    size: int
    path: str
    state: str
    state_label: str
    by: str
    by_id: UUID
    created: datetime
    finished: datetime | None
    options: Mapping[str, Any]
    mapping: Mapping[str, Any]
    good_rows_only: bool
    rows_total: int | None
    rows_good: int
    rows_bad: int
    created_count: int
    updated_count: int
    unchanged_count: int
    message: str
    problems: tuple[tuple[Any, ...], ...] = ()
    notices: tuple[str, ...] = ()
    sample: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def file(self) -> Path:
        return Path(settings.DATA_DIR) / "imports" / Path(self.path).name


def runs(viewer: Viewer, page: int) -> Page[RunLine]:
    """The newest first. Three statements at most."""
    mine = Q(by=viewer.person, target__in=importable(viewer))
    found = models.ImportRun.objects.filter(mine | Q(target__in=_followed(viewer))).order_by("-created", "id")
    rows = found.values_list(
        "id",
        "target",
        "filename",
        "state",
        "by__name",
        "created",
        "created_count",
        "updated_count",
        "rows_bad",
    )
    shown: Page[Any] = Paginator(rows, PAGE).get_page(page)
    shown.object_list = [RunLine(*row) for row in shown.object_list]
    return shown


def run(viewer: Viewer, run_id: UUID) -> RunView:
    found = _run(run_id)
    if not may_follow(viewer, found.target, by=found.by_id):
        raise NotFound("There is no such import.")
    return found


def _run(run_id: UUID) -> RunView:
    row = models.ImportRun.objects.select_related("by").filter(id=run_id).first()
    if row is None:
        raise NotFound("There is no such import.")
    return RunView(
        id=row.id, target=row.target, filename=row.filename, sha256=row.sha256, size=row.size, path=row.path,
        state=row.state, state_label=row.get_state_display(), by=row.by.name, by_id=row.by_id,
        created=row.created, finished=row.finished, options=row.options, mapping=row.mapping,
        good_rows_only=row.good_rows_only, rows_total=row.rows_total, rows_good=row.rows_good,
        rows_bad=row.rows_bad, created_count=row.created_count, updated_count=row.updated_count,
        unchanged_count=row.unchanged_count, message=row.message,
        problems=tuple(tuple(line) for line in row.problems),
        notices=tuple(row.summary.get("notices", ())), sample=tuple(row.summary.get("sample", ())),
    )  # fmt: skip


def run_for_job(run_id: UUID) -> RunView:
    """The run for the worker, who acts for whoever started it."""
    return _run(run_id)


def template(target: str, signature: str) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """(mapping, options) of the last import of a file with these columns."""
    row = models.ImportTemplate.objects.filter(target=target, signature=signature).first()
    return None if row is None else (row.mapping, row.options)


def metric_codes() -> tuple[tuple[str, str], ...]:
    found = models.Metric.objects.filter(retired=None).order_by("name").values_list("code", "name")
    return tuple(found[:500])
