"""Text of a cell to a value of the wanted kind, or a plain sentence that says what is wrong."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from goodstanding.ingest.cells import Cell, as_text


class DateOrder(StrEnum):
    ISO = "iso"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class DecimalMark(StrEnum):
    POINT = "point"
    COMMA = "comma"


class Unreadable(ValueError):
    """The cell cannot be read as that kind; its text is the message for the user."""


_TIME = (
    r"(?:[T ]\s?\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:[AaPp][Mm])?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMERIC = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}", re.ASCII)
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_DAY_NAME = re.compile(rf"(\d{{1,2}})[ -]([A-Za-z]{{3,9}})\.?,?[ -](\d{{4}}){_TIME}", re.ASCII)
_NAME_DAY = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){_TIME}", re.ASCII)
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_BIGGEST = Decimal(10) ** 15
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")


def parse_date(cell: Cell, order: DateOrder) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _date_from_text(cell.strip(), order)
    if isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool):
        text = as_text(cell)
        if _COMPACT.fullmatch(text):
            return _date_from_text(text, order)
    raise Unreadable("is not a date. Format the column as a date, or write it as 2024-05-31.")


@lru_cache(maxsize=8192)
def _date_from_text(text: str, order: DateOrder) -> date:
    if len(text) > 60:
        raise Unreadable("is not a date. Write it as 2024-05-31.")
    if match := _ISO.fullmatch(text):
        return _made(match[1], match[3], match[4])
    if match := _COMPACT.fullmatch(text):
        return _made(match[1], match[2], match[3])
    if match := _NUMERIC.fullmatch(text):
        if order is DateOrder.ISO:
            raise Unreadable(
                "does not say which is the day and which the month. Choose the order of dates above."
            )
        day, month = (match[1], match[3]) if order is DateOrder.DAY_FIRST else (match[3], match[1])
        return _made(match[4], month, day)
    if match := _DAY_NAME.fullmatch(text):
        return _made(match[3], _month(match[2]), match[1])
    if match := _NAME_DAY.fullmatch(text):
        return _made(match[3], _month(match[1]), match[2])
    if _SHORT_YEAR.fullmatch(text):
        raise Unreadable("has a year of two digits. Write the year with four digits.")
    raise Unreadable("is not a date. Write it as 2024-05-31.")


def _month(name: str) -> str:
    number = _MONTHS.get(name[:3].lower())
    if number is None:
        raise Unreadable("is not a date: the month is not known. Write it as 2024-05-31.")
    return str(number)


def _made(year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable(
            "is not a day of the calendar. Check day and month, and the order of dates."
        ) from None


def parse_number(cell: Cell, mark: DecimalMark) -> Decimal:
    if isinstance(cell, (bool, date)):
        raise Unreadable("is not a number. Write it as a plain number such as 12.5.")
    if isinstance(cell, (int, float, Decimal)):
        # A spreadsheet keeps 15 digits; the rest of a binary float is noise that was never typed.
        text = f"{cell:.15g}" if isinstance(cell, float) else str(cell)
        return _number_from_text(text, DecimalMark.POINT)
    return _number_from_text((cell or "").strip(), mark)


@lru_cache(maxsize=8192)
def _number_from_text(text: str, mark: DecimalMark) -> Decimal:
    if len(text) > 60:
        raise Unreadable("is too long for a number.")
    plain = text.translate(_SPACES).replace("\N{MINUS SIGN}", "-")
    if mark is DecimalMark.COMMA:
        plain = plain.translate({ord(","): ".", ord("."): ","})
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise Unreadable(_not_a_number(text, plain))
    value = Decimal(plain)
    if abs(value) >= _BIGGEST:
        raise Unreadable("is larger than can be kept (15 digits before the decimal mark). Check the figure.")
    if value.adjusted() < -15 and value:
        raise Unreadable("is closer to zero than can be kept (15 decimals). Check the figure.")
    exponent = int(value.as_tuple().exponent)
    if exponent > 0:
        return Decimal(int(value))
    return round(value, 15) if exponent < -15 else value


def _not_a_number(text: str, plain: str) -> str:
    if text.strip("+-").lower() in {"nan", "inf", "infinity", "1.#inf", "1.#qnan"}:
        return "is not a finite number. Leave the cell empty where there is no figure."
    if "%" in text:
        return "has a percent sign. Write the number alone; the metric's unit says what it counts."
    if re.fullmatch(r"[+-]?\d+,\d+", plain, re.ASCII):
        return "is not a number with this decimal mark. Choose the other decimal mark above if it is right."
    return "is not a number. Write it as a plain number such as 12.5."


def looks_like_date(text: str) -> bool:
    return any(_readable(text, order) for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST))


def _readable(text: str, order: DateOrder) -> bool:
    try:
        _date_from_text(text, order)
    except Unreadable:
        return False
    return True


def looks_like_number(text: str) -> bool:
    for mark in DecimalMark:
        try:
            _number_from_text(text.strip(), mark)
        except Unreadable:
            continue
        return True
    return False
