"""What was noticed, by sort: how often, since when, against the time before. No verdict."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.domain.entries import Entry
from goodstanding.domain.errors import NotFound
from goodstanding.domain.own.noticed import SignLookedInto, SignNoticed
from goodstanding.domain.own.signs import NOTICED, Noticed
from goodstanding.queries.own.journal import Line, standing
from goodstanding.vault.vault import Vault

RECENT = timedelta(days=30)
MONTHS = 6
ASKED = ("frequency", "scope", "reach", "support")


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sort of sign over time. `months` counts the entries of each of the last months, oldest first."""

    about: Noticed
    entries: tuple[Entry[SignNoticed], ...]
    looked_into: tuple[Entry[SignLookedInto], ...]
    months: tuple[tuple[date, int], ...]
    recent: int
    before: int
    before_days: int
    """How many days the journal had gone on before the recent ones; nothing is known of the time before."""
    answers: dict[str, Counter[str]]

    @property
    def last(self) -> date:
        return self.entries[0].happened

    @property
    def first(self) -> date:
        return self.entries[-1].happened

    @property
    def unasked(self) -> int:
        """In how many entries nobody asked yet whether others are treated the same."""
        return self.answers["reach"][""]

    @property
    def result(self) -> str:
        return self.looked_into[0].payload.result if self.looked_into else ""


def overview(vault: Vault, today: date) -> list[SignLine]:
    """Those of which something is written, the last noticed first."""
    entries = standing(vault)
    kept: dict[str, list[Entry[SignNoticed]]] = defaultdict(list)
    looked: dict[str, list[Entry[SignLookedInto]]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (e.happened, e.seq), reverse=True):
        if isinstance(entry.payload, SignNoticed):
            kept[entry.payload.sign].append(entry)
        elif isinstance(entry.payload, SignLookedInto):
            looked[entry.payload.sign].append(entry)
    began = min((e.happened for e in entries), default=today)
    lines = [_line(NOTICED[code], kept[code], looked[code], began, today) for code in kept]
    return sorted(lines, key=lambda line: line.last, reverse=True)


def one(vault: Vault, code: str, today: date) -> SignLine:
    if code not in NOTICED:
        raise NotFound("There is no such sign.")
    found = next((line for line in overview(vault, today) if line.about.code == code), None)
    if found is None:
        raise NotFound("Nothing is written of this yet.")
    return found


def _line(
    about: Noticed,
    entries: list[Entry[SignNoticed]],
    looked: list[Entry[SignLookedInto]],
    began: date,
    today: date,
) -> SignLine:
    since = today - RECENT
    recent = sum(e.happened > since for e in entries)
    per_month = Counter(e.happened.replace(day=1) for e in entries)
    return SignLine(
        about=about, entries=tuple(entries), looked_into=tuple(looked),
        months=tuple((month, per_month[month]) for month in last_months(today, MONTHS)),
        recent=recent, before=len(entries) - recent, before_days=max((since - began).days, 0),
        answers={name: Counter(getattr(e.payload, name) for e in entries) for name in ASKED},
    )  # fmt: skip


def last_months(today: date, count: int) -> list[date]:
    """The first days of the last months, this one included, oldest first."""
    number = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(number - count + 1, number + 1)]


def as_lines(line: SignLine) -> list[Line]:
    """The entries of one sort with what came of looking into it, newest first."""
    both = sorted((*line.entries, *line.looked_into), key=lambda e: (e.happened, e.seq), reverse=True)
    return [Line(entry) for entry in both]
