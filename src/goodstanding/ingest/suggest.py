"""A first guess at the mapping, from the headers and the first rows. The user sees and changes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goodstanding.ingest.cells import Cell, as_text, is_blank
from goodstanding.ingest.files import NumberedRow
from goodstanding.ingest.mapping import From, Mapping
from goodstanding.ingest.parse import DateOrder, DecimalMark, looks_like_date, looks_like_number
from goodstanding.ingest.targets.base import Field, Kind, Target

_PARTS = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}", re.ASCII)
_COMMA_DECIMAL = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+),\d+", re.ASCII)
_POINT_DECIMAL = re.compile(r"[+-]?(\d*|\d{1,3}(,\d{3})+)\.\d+", re.ASCII)
_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Suggestion:
    mapping: Mapping
    notes: tuple[str, ...] = ()


def suggest(columns: Sequence[str], sample: Sequence[NumberedRow], target: Target[Any]) -> Suggestion:
    """Fields matched to columns by name and content; headerless files by content alone."""
    values = {
        name: [row[1][i] for row in sample if i < len(row[1]) and not is_blank(row[1][i])]
        for i, name in enumerate(columns)
    }
    found = _by_name(columns, values, target)
    notes: list[str] = []
    if all(re.fullmatch(r"Column \d+", name) for name in columns):
        _by_content(columns, values, target, found)
        notes.append(
            "The file has no header row, so the columns were matched by their content. Check each one."
        )
    fields = {name: From(column=column) for name, column in found.items()}
    dates, note = _date_order([values[c] for f, c in found.items() if target.field(f).kind is Kind.DATE])
    notes += note
    decimal = _decimal_mark([values[c] for f, c in found.items() if target.field(f).kind is Kind.NUMBER])
    ordered = {f.name: fields[f.name] for f in target.fields if f.name in fields}
    return Suggestion(Mapping(fields=ordered, dates=dates, decimal=decimal), tuple(notes))


def _by_name(columns: Sequence[str], values: dict[str, list[Cell]], target: Target[Any]) -> dict[str, str]:
    scored = [
        (score, -order, -place, field.name, column)
        for order, field in enumerate(target.fields)
        for place, column in enumerate(columns)
        if (score := _likeness(field, column)) > 0 and _fits(field, values[column])
    ]
    found: dict[str, str] = {}
    for *_, name, column in sorted(scored, reverse=True):
        if name not in found and column not in found.values():
            found[name] = column
    return found


def _by_content(
    columns: Sequence[str], values: dict[str, list[Cell]], target: Target[Any], found: dict[str, str]
) -> None:
    for field in target.fields:
        if not (field.required or field.name == "name") or field.name in found or field.name == "metric":
            continue
        for column in columns:
            if column not in found.values() and _fits(field, values[column], strict=True):
                found[field.name] = column
                break
    _end_by_content(columns, values, target, found)


def _end_by_content(
    columns: Sequence[str], values: dict[str, list[Cell]], target: Target[Any], found: dict[str, str]
) -> None:
    """The column right after a start is its end, if it holds dates and none lies before its start."""
    for start, end in (("from_on", "to_on"), ("period_start", "period_end")):
        place = columns.index(found[start]) + 1 if start in found else len(columns)
        if end in found or place >= len(columns) or columns[place] in found.values():
            continue
        column = columns[place]
        if any(f.name == end for f in target.fields) and _later(values[found[start]], values[column]):
            found[end] = column


def _later(starts: Sequence[Cell], ends: Sequence[Cell]) -> bool:
    if not ends or not all(looks_like_date(as_text(end)) for end in ends[:_LOOKED_AT]):
        return False
    return min(as_text(end) for end in ends) >= min(as_text(start) for start in starts)


def _words(name: str) -> tuple[str, ...]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return tuple(re.findall(r"[^\W_]+", spaced.casefold()))


def _likeness(field: Field, column: str) -> int:
    """3: the same name; 2: a synonym; 1: all words of a name or synonym are in the header."""
    words = _words(column)
    if not words:
        return 0
    joined = "".join(words)
    if joined in ("".join(_words(field.name)), "".join(_words(field.label))):
        return 3
    names = (field.name, *field.synonyms)
    if any("".join(_words(name)) == joined for name in names):
        return 2
    return 1 if any(set(_words(name)) <= set(words) for name in names) else 0


def _fits(field: Field, values: Sequence[Cell], *, strict: bool = False) -> bool:
    """Whether most values could be of the field's kind. No value at all fits anything."""
    looked = values[:_LOOKED_AT]
    if not looked:
        return not strict
    share = sum(_could_be(field, value) for value in looked) / len(looked)
    if strict and field.name == "name":
        return all(re.search(r"\d", as_text(value)) is None for value in looked)
    if strict and field.kind is Kind.TEXT:
        return all(len(as_text(value)) <= 30 and not looks_like_date(as_text(value)) for value in looked)
    return share >= 0.6


def _could_be(field: Field, value: Cell) -> bool:
    text = as_text(value).strip()
    match field.kind:
        case Kind.DATE:
            return not isinstance(value, str) or looks_like_date(text)
        case Kind.NUMBER:
            return looks_like_number(text)
        case Kind.EMAIL:
            return "@" in text
        case Kind.CHOICE:
            return text.lower() in field.choices
        case _:
            return len(text) <= field.longest


def _date_order(columns: Sequence[Sequence[Cell]]) -> tuple[DateOrder, list[str]]:
    pairs = [
        (int(match[1]), int(match[2]))
        for values in columns
        for value in values
        if isinstance(value, str) and (match := _PARTS.match(value))
    ]
    if not pairs:
        return DateOrder.ISO, []
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    if day_first and not month_first:
        return DateOrder.DAY_FIRST, []
    if month_first and not day_first:
        return DateOrder.MONTH_FIRST, []
    return DateOrder.ISO, [
        "The rows looked at do not tell whether the day or the month comes first. Choose it."
    ]


def _decimal_mark(columns: Sequence[Sequence[Cell]]) -> DecimalMark:
    texts = [value.strip() for values in columns for value in values if isinstance(value, str)]
    commas = sum(bool(_COMMA_DECIMAL.fullmatch(text)) for text in texts)
    points = sum(bool(_POINT_DECIMAL.fullmatch(text)) for text in texts)
    return DecimalMark.COMMA if commas > points else DecimalMark.POINT
