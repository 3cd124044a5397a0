"""What components show. Frozen values without behaviour; any object with the same attributes does as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Link:
    label: str
    url: str = ""
    current: bool = False
    count: int | None = None
    icon: str = ""


@dataclass(frozen=True)
class MarkedPiece:
    """Some of a text as it was written; `marked` if there is a remark on it."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class WordRemark:
    """One reason to look at a text again: at these words of it, or (none) at the whole of it."""

    title: str
    why: str
    better: str
    words: Sequence[str] = ()
    severity: str = "note"


@dataclass(frozen=True)
class WordCheck:
    """A text that was read: what was marked in it and why. `problem`: it could not be read, and why."""

    pieces: Sequence[MarkedPiece] = ()
    remarks: Sequence[WordRemark] = ()
    problem: str = ""


@dataclass(frozen=True)
class NavItem:
    url: str
    label: str
    icon: str = ""
    count: int | None = None
    current: bool = False
    counted: str = "overdue"  # what the number counts


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Fact:
    term: str
    value: Any = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class PersonLine:
    name: str
    role: str = ""
    team: str = ""
    url: str = ""


@dataclass(frozen=True)
class Voice:
    author: str
    text: str
    at: date | datetime | None = None
    acknowledged: date | datetime | None = None


@dataclass(frozen=True)
class Evidence:
    text: str
    url: str = ""
    at: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Deadline:
    due: date
    days: int | None = None  # negative when overdue; None when nobody counted them
    unit: str = "working"
    stopped: bool = False
    done: bool = False
    asked: bool = False  # asked for by that day, and never overdue


@dataclass(frozen=True)
class Duty:
    title: str
    url: str
    action: str
    deadline: Deadline | None = None
    person: PersonLine | str = ""
    reason: str = ""
    state: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    id: str
    kind_label: str
    title: str
    happened: date
    recorded: datetime | None = None
    acknowledged: datetime | None = None
    author: str = ""
    icon: str = "dot"
    tone: str = "neutral"
    body: str = ""
    facts: Sequence[Fact] = ()
    url: str = ""
    actions: Sequence[Link] = ()
    answers: Sequence[TimelineEntry] = ()
    corrects: Link | None = None
    corrected_by: Link | None = None
    visibility: str = ""
    acknowledge_note: str = ""
    sealed: str = ""


@dataclass(frozen=True)
class CheckIn:
    date: date
    title: str
    state: str = "planned"
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Column:
    label: str
    key: str = ""
    numeric: bool = False
    sortable: bool = False
    hidden_label: bool = False


@dataclass(frozen=True)
class Cell:
    text: Any = ""
    url: str = ""
    note: str = ""
    tone: str = ""
    icon: str = ""
    html: str = ""  # already safe, e.g. what another component rendered


@dataclass(frozen=True)
class Table:
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    caption: str = ""
    empty: str = "Nothing to show."
    sort: str = ""


@dataclass(frozen=True)
class Step:
    label: str
    state: str = "todo"
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class SigninPerson:
    id: str
    name: str
    role: str = ""
    note: str = ""


@dataclass(frozen=True)
class SigninGroup:
    label: str
    people: Sequence[SigninPerson] = ()


@dataclass(frozen=True)
class Pace:
    """How the work goes against what the goal needs. About the work, never odds on the person."""

    so_far: float
    needed: float
    unit: str = ""
    low: float | None = None
    high: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    text: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class Goal:
    statement: str
    kind: str = ""
    required: bool = True
    measure: str = ""
    unit: str = ""
    baseline: str = ""
    target: str = ""
    direction: str = ""
    window: str = ""
    source: str = ""
    measurer: str = ""
    due: Deadline | date | None = None
    support: Sequence[str] = ()
    evidence: str = ""
    url: str = ""
    pace: Pace | None = None
    determination: str = ""
    determination_reason: str = ""


@dataclass(frozen=True)
class FindingView:
    title: str
    severity: str
    rule: str = ""
    pack: str = ""
    means: str = ""
    because: Sequence[Evidence] = ()
    innocent: Sequence[str] = ()
    settles: Sequence[str] = ()
    asks: str = ""
    disposition: str = ""
    says: str = ""
    arithmetic: Sequence[str] = ()
    missing: Sequence[str] = ()
    source: Link | None = None
    answer: Voice | None = None
    actions: Sequence[Link] = ()
    badge: str = ""
    key: str = ""


class ChoiceLabel(str):
    """A choice's label that carries help and an icon: radio buttons with such labels become cards."""

    help: str
    icon: str

    def __new__(cls, label: str, help: str = "", icon: str = "") -> ChoiceLabel:
        made = super().__new__(cls, label)
        made.help = help
        made.icon = icon
        return made


@dataclass(frozen=True)
class Word:
    """How one value of a vocabulary reads: a word, an icon and a tone, so that colour never speaks alone."""

    label: str
    icon: str
    tone: str = "neutral"
    explains: str = ""


Vocabulary = Mapping[str, Word]


@dataclass(frozen=True)
class DayItem:
    date: date
    label: str
    url: str = ""
    tone: str = "neutral"
    icon: str = ""


@dataclass(frozen=True)
class Day:
    date: date
    in_month: bool
    today: bool
    items: Sequence[DayItem] = ()


@dataclass(frozen=True)
class Month:
    first: date
    weeks: Sequence[Sequence[Day]] = field(default=())
    previous_url: str = ""
    next_url: str = ""
