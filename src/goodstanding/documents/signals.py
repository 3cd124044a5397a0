"""A review of measurements as JSON; docs/reference/signals-formats.md says what each part means."""

from __future__ import annotations

import dataclasses
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from goodstanding import __version__
from goodstanding.analytics.tables import Fingerprint, Table
from goodstanding.stats.signals.findings import (
    Check,
    Effect,
    Finding,
    Interval,
    Onset,
    Reason,
    Review,
    SignalKind,
)

if TYPE_CHECKING:
    from goodstanding.analytics.load import Loaded
    from goodstanding.stats.signals.panel import Panel
    from goodstanding.stats.signals.settings import SignalSettings

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"
MOST_DATES = 12

MEANS = {
    SignalKind.DECLINE: "The figures have fallen against the person's own past, beyond what comparable "
    "people went through in the same periods, at two reviews in a row.",
    SignalKind.LEVEL: "Over the last half year the figures lie clearly below those of comparable people in "
    "the same periods.",
    SignalKind.WORK_MAY_HAVE_CHANGED: "The figures fell, but the work may have changed: from these data "
    "nobody can tell which.",
}
ASKS = {
    SignalKind.DECLINE: "A conversation about what has changed. Not a plan, and not a conclusion.",
    SignalKind.LEVEL: "A conversation about the work, its conditions and what would help. Not a plan, and "
    "not a conclusion.",
    SignalKind.WORK_MAY_HAVE_CHANGED: "Look up which clients, accounts, projects or hours the person had "
    "before and after. Nothing else follows from this.",
}
WHY = {
    Reason.NOT_ACTIVE: "no figures in the last periods",
    Reason.FEW_PEERS: "fewer than four others with figures in the same group and period",
    Reason.SHORT_HISTORY: "too few periods with figures",
    Reason.NO_FIGURES: "no figures",
}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Range(_Model):
    """A middle value and the interval around it that holds 90 %."""

    low: float
    middle: float
    high: float


class Begun(_Model):
    """First days of periods. `earliest` to `latest` holds 80 %; `dates`: the likeliest, with their chance."""

    earliest: date
    likely: date
    latest: date
    dates: tuple[tuple[date, float], ...]


class MetricEffect(_Model):
    """One metric per unit of work, in its own unit: a rate, a share from 0 to 1, an amount.

    In a decline `before` and `after` are the person's own and `change` is theirs less that of the peers; in a
    level `before` is the peers' and `after` the person's. `standardised` is in standard deviations between
    people; negative is worse.
    """

    metric: str
    unit: str
    before: float | None
    after: float | None
    change: Range | None
    standardised: Range | None
    periods_before: int
    periods_after: int


class Checked(_Model):
    """Another explanation that was looked for. `not_recorded`: these data cannot tell."""

    name: str
    result: Literal["clear", "found", "not_recorded"]
    detail: str


class FindingOut(_Model):
    """About one person. `wrong` is the chance that this one is wrong; the promise is the set's mean.

    `alone`: the metric that fell alone, which `size` is then about; null where all are taken together.
    """

    person_id: str
    kind: SignalKind
    means: str
    asks: str
    peer_group: str
    role: str
    onset: Begun | None
    alone: str | None
    size: Range
    effects: tuple[MetricEffect, ...]
    peers: int
    periods: int
    weeks: float
    wrong: float
    checked: tuple[Checked, ...]


class NotEnough(_Model):
    reason: Reason
    because: str
    people: int


class KindOut(_Model):
    """`judged`: of how many people it could be asked at all. `set_wrong`: the mean chance of being wrong."""

    kind: SignalKind
    judged: int
    not_enough_data: tuple[NotEnough, ...]
    findings: int
    set_wrong: float


class LeftOut(_Model):
    because: str
    rows: int


class TableOut(_Model):
    """Every row is used, bad, or left out for a reason. `sha256` is the file's; null for a warehouse's."""

    table: str
    source: str
    sha256: str | None
    bytes: int | None
    rows: int
    used: int
    bad: int
    left_out: tuple[LeftOut, ...]


class BadRow(_Model):
    """`row` as a spreadsheet shows it; null where the source has no order, and `key` says which row it is."""

    table: str
    row: int | None
    key: str
    field: str
    value: str
    message: str


class MetricOut(_Model):
    metric: str
    kind: str
    direction: Literal["higher", "lower"]
    unit: str
    work_recorded: bool


class PeriodsOut(_Model):
    length: str
    count: int
    first: date
    last: date


class SignalsReview(_Model):
    """A review of everybody. Nobody in it is the usual and the best result."""

    format: Literal["goodstanding.signals"] = "goodstanding.signals"
    version: Literal[1] = 1
    program: str
    engine: str
    versions: dict[str, str]
    made: datetime
    as_of: date
    previous_review: date | None
    periods: PeriodsOut
    people: int
    kinds: tuple[KindOut, ...]
    findings: tuple[FindingOut, ...]
    metrics: tuple[MetricOut, ...]
    settings: dict[str, float]
    tables: tuple[TableOut, ...]
    bad_rows: tuple[BadRow, ...]
    notes: tuple[str, ...]


def document(
    review: Review,
    loaded: Loaded,
    settings: SignalSettings,
    *,
    sources: Mapping[str, str],
    prints: Mapping[str, Fingerprint | None],
    engine: str,
    now: datetime,
) -> SignalsReview:
    panel, when = loaded.panel, loaded.periods
    return SignalsReview(
        program=f"goodstanding {__version__}",
        engine=engine,
        versions=_versions(engine),
        made=now,
        as_of=review.as_of,
        previous_review=review.previous,
        periods=PeriodsOut(
            length=str(when.step), count=len(when.first), first=when.first[0], last=when.first[-1]
        ),
        people=len(set(panel.person_ids)),
        kinds=tuple(_kind(review, kind) for kind in SignalKind),
        findings=tuple(_finding(each, loaded) for each in review.findings),
        metrics=_metrics(panel),
        settings=dataclasses.asdict(settings),
        tables=tuple(_table(loaded, table, place, prints.get(table)) for table, place in sources.items()),
        bad_rows=tuple(
            BadRow(
                table=p.table.value, row=p.row, key=p.key, field=p.field, value=p.value, message=p.message
            )
            for p in loaded.problems
        ),
        notes=(*loaded.notes, *review.notes),
    )  # fmt: skip


def _metrics(panel: Panel) -> tuple[MetricOut, ...]:
    return tuple(
        MetricOut(
            metric=metric.code,
            kind=metric.kind.value,
            unit=metric.unit,
            work_recorded=bool(recorded),
            direction="higher" if metric.higher_is_better else "lower",
        )
        for metric, recorded in zip(panel.metrics, panel.work_recorded, strict=True)
    )


def _kind(review: Review, kind: SignalKind) -> KindOut:
    missing = review.not_enough.get(kind, {})
    return KindOut(
        kind=kind,
        judged=review.judged.get(kind, 0),
        not_enough_data=tuple(
            NotEnough(reason=reason, because=WHY[reason], people=count)
            for reason, count in missing.items()
            if count
        ),
        findings=sum(each.kind is kind for each in review.findings),
        set_wrong=review.set_fdr.get(kind, 0.0),
    )


def _finding(found: Finding, loaded: Loaded) -> FindingOut:
    panel = loaded.panel
    return FindingOut(
        person_id=found.person_id,
        kind=found.kind,
        means=MEANS[found.kind],
        asks=ASKS[found.kind],
        peer_group=found.peer_group,
        role=panel.role_names[panel.role[panel.group[found.row]]],
        onset=_begun(found.onset),
        alone=found.alone or None,
        size=_range(found.size),
        effects=tuple(_effect(effect) for effect in found.effects),
        peers=found.peers,
        periods=found.periods,
        weeks=round(found.periods * panel.calendar.days / 7, 1),
        wrong=found.lfdr,
        checked=tuple(_checked(check) for check in found.checks),
    )


def _range(given: Interval) -> Range:
    return Range(low=given.low, middle=given.middle, high=given.high)


def _begun(onset: Onset | None) -> Begun | None:
    if onset is None:
        return None
    likeliest = sorted(onset.posterior, key=lambda each: -each[1])[:MOST_DATES]
    return Begun(
        earliest=onset.earliest, likely=onset.likely, latest=onset.latest, dates=tuple(sorted(likeliest))
    )


def _effect(effect: Effect) -> MetricEffect:
    return MetricEffect(
        metric=effect.metric,
        unit=effect.unit,
        before=effect.before,
        after=effect.after,
        change=_range(effect.change) if effect.change else None,
        standardised=_range(effect.standardised) if effect.standardised else None,
        periods_before=effect.periods_before,
        periods_after=effect.periods_after,
    )


def _checked(check: Check) -> Checked:
    return Checked(name=check.name.value, result=check.result.value, detail=check.detail)


def _versions(engine: str) -> dict[str, str]:
    """Of what the figures went through: the same tables, settings and versions give the same findings."""
    packages = ("numpy", "scipy", {"duckdb": "duckdb", "spark": "pyspark"}[engine])
    return {"python": platform.python_version(), **{name: metadata.version(name) for name in packages}}


def _table(loaded: Loaded, table: str, place: str, printed: Fingerprint | None) -> TableOut:
    counted = loaded.counted[Table(table)]
    return TableOut(
        table=table, source=place, sha256=printed.sha256 if printed else None,
        bytes=printed.size if printed else None, rows=counted.rows, used=counted.used, bad=counted.bad,
        left_out=tuple(LeftOut(because=because, rows=rows) for because, rows in counted.left_out),
    )  # fmt: skip


def text(made: SignalsReview) -> str:
    return made.model_dump_json(indent=1) + "\n"


def summary(made: SignalsReview) -> Sequence[str]:
    """What a person wants to know first, in a few lines."""
    lines = [f"{made.people:,} people, {_periods(made.periods)}, as of {made.as_of.isoformat()}."]
    for kind in made.kinds:
        if kind.kind is SignalKind.WORK_MAY_HAVE_CHANGED:
            if kind.findings:
                lines.append(f"The work may have changed, cannot tell: {_people(kind.findings)}.")
            continue
        word = {SignalKind.LEVEL: "Behind comparable people", SignalKind.DECLINE: "Declining"}[kind.kind]
        wrong = f", of whom about {kind.findings * kind.set_wrong:.1f} wrongly" if kind.findings else ""
        missing = sum(each.people for each in kind.not_enough_data)
        why = "; ".join(f"{each.people:,}: {each.because}" for each in kind.not_enough_data)
        lines.append(
            f"{word}: {_people(kind.findings)}{wrong}; {kind.judged:,} judged, "
            f"not enough data about {missing:,}{f' ({why})' if why else ''}."
        )
    return lines


def _periods(periods: PeriodsOut) -> str:
    return "1 period" if periods.count == 1 else f"{periods.count} periods (each a {periods.length})"


def _people(count: int) -> str:
    return "nobody" if not count else "1 person" if count == 1 else f"{count:,} people"


def schema() -> dict[str, Any]:
    """The JSON Schema of what is written."""
    return {"$schema": SCHEMA_ID, **SignalsReview.model_json_schema(mode="serialization")}


def schema_text() -> str:
    """The text of docs/reference/signals.schema.json."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":  # python -m goodstanding.documents.signals > docs/reference/signals.schema.json
    sys.stdout.write(schema_text())
