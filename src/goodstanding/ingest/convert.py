"""One cell to the value of one field, or the reason why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from goodstanding.ingest.cells import Cell, as_text
from goodstanding.ingest.mapping import Mapping
from goodstanding.ingest.parse import Unreadable, parse_date, parse_number
from goodstanding.ingest.targets.base import Field, Kind

EARLIEST = date(1950, 1, 1)
YEARS_AHEAD = 5

Converter = Callable[[Cell], object]

_EMAIL = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@[^\s@<>(),;:\\\"\[\]]{1,250}\.[^\s@<>(),;:\\\"\[\].]{2,63}")
_DAY_NAMES = ("mo", "tu", "we", "th", "fr", "sa", "su")
_DAYS = re.compile(r"[a-z]+|-")
# Marks that turn the direction of text make a name read as another one.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def converter(field: Field, mapping: Mapping, today: date) -> Converter:
    """A function from a cell that is not blank to the field's value; it raises `Unreadable`."""
    match field.kind:
        case Kind.DATE:
            return _date_reader(mapping, today)
        case Kind.NUMBER:
            return lambda cell: parse_number(cell, mapping.decimal)
        case Kind.EMAIL:
            return lambda cell: _email(_line(cell, field.longest))
        case Kind.WEEKDAYS:
            return lambda cell: _weekdays(_line(cell, 80))
        case Kind.CHOICE:
            return lambda cell: _choice(_line(cell, 80), field)
        case Kind.WORDS:
            return lambda cell: _words(cell, field.longest)
        case Kind.TEXT:
            return lambda cell: _line(cell, field.longest)


def years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _date_reader(mapping: Mapping, today: date) -> Converter:
    latest = years_after(today, YEARS_AHEAD)
    order = mapping.dates

    def read(cell: Cell) -> date:
        value = parse_date(cell, order)
        if value < EARLIEST:
            raise Unreadable(f"lies before {EARLIEST.year}. Check the date or leave the row out.")
        if value > latest:
            raise Unreadable(f"lies over {YEARS_AHEAD} years ahead. Check the date or leave the row out.")
        return value

    return read


def _line(cell: Cell, longest: int) -> str:
    text = as_text(cell)
    if not (text.isascii() and text.isprintable() and "  " not in text):
        text = " ".join(_clean(text).split())
    text = text.strip()
    if len(text) > longest:
        raise Unreadable(f"has {len(text):,} characters; at most {longest:,} are kept. Shorten it.")
    return text


def _words(cell: Cell, longest: int) -> str:
    text = _clean(as_text(cell).replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > longest:
        raise Unreadable(f"has {len(text):,} characters; at most {longest:,} are kept. Shorten it.")
    return text


def _clean(text: str) -> str:
    for character in text:
        if character.isprintable() or character.isspace():
            continue
        if character in _TURNS or unicodedata.category(character) in ("Cc", "Cs", "Cn"):
            raise Unreadable("contains a character that cannot be shown. Take it out, or check the encoding.")
    return unicodedata.normalize("NFC", text)


def _email(text: str) -> str:
    if len(text) > 254 or not _EMAIL.fullmatch(text):
        raise Unreadable("is not an e-mail address. Check it or leave it empty.")
    return text


def _choice(text: str, field: Field) -> str:
    value = field.choices.get(text.lower())
    if value is None:
        wanted = ", ".join(dict.fromkeys(field.choices.values()))
        raise Unreadable(f"is not known here. Write one of: {wanted}.")
    return value


@lru_cache(maxsize=256)
def _weekdays(text: str) -> tuple[int, ...]:
    """`Mon-Fri`, `Mo Tu We`, `1111100` (Monday first) or `12345` (Monday is 1)."""
    plain = text.lower()
    if re.fullmatch("[01]{7}", plain) and "1" in plain:
        return tuple(index for index, mark in enumerate(plain) if mark == "1")
    if re.fullmatch("[1-7]{1,7}", plain):
        return tuple(sorted({int(mark) - 1 for mark in plain}))
    days: set[int] = set()
    start: int | None = None
    pending = False
    for token in _DAYS.findall(plain.replace("–", "-").replace(" to ", "-")):
        if token == "-":
            pending = start is not None
            continue
        if len(token) < 2 or token[:2] not in _DAY_NAMES:
            break
        index = _DAY_NAMES.index(token[:2])
        if pending and start is not None:
            days |= {(start + step) % 7 for step in range((index - start) % 7 + 1)}
        days.add(index)
        start, pending = index, False
    else:
        if days and not pending:
            return tuple(sorted(days))
    raise Unreadable("is not a set of weekdays. Write it as Mon-Fri or Mo Tu We.")
