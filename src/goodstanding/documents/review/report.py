"""A review as JSON. The schema in docs/reference/review-report.schema.json is generated from these models."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from goodstanding.review.engine import Review
from goodstanding.review.finding import Audience, Finding, Severity
from goodstanding.review.load import Loaded
from goodstanding.review.packs import PACKS


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GroundOut(_Model):
    """An entry on which a finding rests."""

    id: str
    kind: str
    when: str = Field(description="As the record gives it: a day, a month, a year, about, or not recorded.")
    role: str = Field(description="What the entry is there for; empty where that is plain.")
    text: str


class SourceOut(_Model):
    text: str
    address: str
    confirmed: bool = Field(description="Whether the statement was read in the source itself.")


class FindingOut(_Model):
    """What a rule says, on which grounds, and how it could be otherwise."""

    key: str = Field(description="Stays the same while the rule and its grounds do.")
    rule: str
    version: str
    pack: str
    severity: Severity
    title: str
    says: str
    means: str
    because: tuple[GroundOut, ...]
    arithmetic: tuple[str, ...]
    innocent: tuple[str, ...]
    settles: tuple[str, ...]
    asks: str = Field(description="The same as a question that the employee may raise.")
    missing: tuple[str, ...] = Field(description="What the file would have to say, where it does not tell.")
    source: SourceOut
    audience: tuple[Audience, ...]
    parameters: dict[str, Any]


class RanOut(_Model):
    rule: str
    title: str
    pack: str
    versions: tuple[str, ...]
    result: str
    reason: str = Field(description="Why the organisation set the rule otherwise, where it did.")


class Report(_Model):
    """The review of one file. It weighs the paper, never the person; there is no score."""

    format: Literal["goodstanding.review"] = "goodstanding.review"
    version: Literal[1] = 1
    title: str
    source: str
    jurisdiction: str
    as_of: date
    packs: tuple[str, ...]
    decisive: bool = Field(description="Whether any finding is decisive; the exit code says the same.")
    findings: tuple[FindingOut, ...]
    rules: tuple[RanOut, ...]


def report(loaded: Loaded, done: Review) -> Report:
    return Report(
        title=loaded.title,
        source=loaded.source,
        jurisdiction=loaded.jurisdiction,
        as_of=done.as_of,
        packs=done.packs,
        decisive=bool(done.decisive),
        findings=tuple(_finding(f) for f in done.findings),
        rules=tuple(
            RanOut(
                rule=r.rule, title=r.title, pack=r.pack, versions=r.versions,
                result=r.result.value, reason=r.reason,
            )
            for r in done.ran
        ),
    )  # fmt: skip


def _finding(finding: Finding) -> FindingOut:
    return FindingOut(
        key=finding.key, rule=finding.rule, version=finding.version, pack=finding.pack,
        severity=finding.severity, title=finding.title, says=finding.says, means=finding.means,
        because=tuple(
            GroundOut(id=g.id, kind=g.event.kind, when=str(g.event.when), role=g.role, text=g.event.text)
            for g in finding.because
        ),
        arithmetic=finding.arithmetic, innocent=finding.innocent, settles=finding.settles, asks=finding.asks,
        missing=finding.missing,
        source=SourceOut(
            text=finding.source.text, address=finding.source.address, confirmed=finding.source.confirmed
        ),
        audience=tuple(sorted(finding.audience)), parameters=dict(finding.parameters),
    )  # fmt: skip


def pack_titles(report_: Report) -> str:
    return "; ".join(PACKS[p].title if p in PACKS else p for p in report_.packs)


def schema_text() -> str:
    """The text of docs/reference/review-report.schema.json."""
    made = Report.model_json_schema(mode="serialization")
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


if (
    __name__ == "__main__"
):  # python -m goodstanding.documents.review.report > docs/reference/review-report.schema.json
    sys.stdout.write(schema_text())
