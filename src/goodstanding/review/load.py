"""Files that can be reviewed without a server: an export, a case file, or published decisions with their
facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from goodstanding.domain import casefile, exchange
from goodstanding.domain.errors import UserError
from goodstanding.review.file import ReviewFile
from goodstanding.review.from_entries import from_entries
from goodstanding.review.from_facts import from_facts
from goodstanding.review.when import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """One person's file as read, and what it says about itself."""

    file: ReviewFile
    title: str
    source: str
    jurisdiction: str
    as_of: date
    """The day of the export, or the day whose law the case file asks about."""


def load(data: Any) -> tuple[Loaded, ...]:
    """All files of the document. UserError says where it is not of a known format."""
    try:
        return _load(data)
    except ValidationError as error:
        raise UserError(f"The file cannot be read: {told(error)}") from error


def _load(data: Any) -> tuple[Loaded, ...]:
    if isinstance(data, list):
        return tuple(loaded for one in data for loaded in _load(one))
    if not isinstance(data, dict):
        raise UserError("The file holds neither an export nor a case file: it should be a JSON object.")
    if data.get("format") == exchange.FORMAT:
        return (from_export(exchange.read(data)),)
    if data.get("format") == casefile.FORMAT:
        return (from_case(casefile.read(data)),)
    if "facts" in data:
        return (from_case(casefile.read_loosely(data)),)
    raise UserError(
        f"The file's format is {data.get('format')!r}. It should be {exchange.FORMAT!r} (goodstanding "
        f"export) or "
        f"{casefile.FORMAT!r} (docs/reference/case-file.md)."
    )


def from_export(export: exchange.FileExport) -> Loaded:
    compartments = ("leave", "counsel") if export.exported.complete else ()
    names = {n.id: n.name for n in (*export.people, export.person)}
    return Loaded(
        file=from_entries(
            export.entries,
            subject=export.person.id,
            jurisdiction=export.person.jurisdiction,
            names=names,
            compartments=compartments,
            complete=export.exported.complete,
            working_weekdays=(int(d) for d in export.person.working_days),
        ),
        title=export.person.name,
        source="",
        jurisdiction=export.person.jurisdiction,
        as_of=export.exported.at.date(),
    )


def from_case(case: casefile.CaseFile) -> Loaded:
    return Loaded(
        file=from_facts(case),
        title=case.title or case.id,
        source=case.source,
        jurisdiction=case.jurisdiction,
        as_of=day_of_review(case),
    )


def day_of_review(case: casefile.CaseFile) -> date:
    """The last day of the year, month or day that the case file names; else of its last dated fact."""
    named = parse(case.as_of).last
    dated = [last for f in case.facts if (last := parse(f.date).last)]
    return named or max(dated, default=date(2026, 1, 1))


def told(error: ValidationError) -> str:
    """The first faults with their place, as a person would look for them."""
    faults = error.errors()
    said = "; ".join(
        f"{'.'.join(str(p) for p in f['loc']) or 'the document'}: {f['msg']}" for f in faults[:4]
    )
    return said + (f"; and {len(faults) - 4} more." if len(faults) > 4 else ".")
