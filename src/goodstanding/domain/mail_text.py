"""The words of a mail: plain text, calm, without a name and without a word of any file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MailLine:
    """The sentence of a kind of notice, and the day it is about."""

    says: str
    due: date


def subject_line(count: int, organisation: str) -> str:
    waits = "Something waits for you" if count == 1 else f"{count} notices for you"
    return f"{waits} at {' '.join(organisation.split())}"


def text(lines: Iterable[MailLine], *, organisation: str, address: str, checkpoint: str = "") -> str:
    """Equal lines stand once, with how many there are. `checkpoint`: the newest of the record, as signed."""
    counted = Counter(lines)
    said = "\n".join(_line(line, many) for line, many in sorted(counted.items(), key=_by_day))
    where = (
        f"Read them, and what to do: {address}/notices/"
        if address
        else "Sign in to Good Standing to read them, and what to do."
    )
    choose = f" ({address}/account/notices/)" if address else ""
    return (
        f"Hello,\n\n{said}\n\n{where}\n\n"
        "This mail says only what kind of thing it is, and names nobody, because mails are\n"
        "often read by others. Under “Which notices come by mail” you choose what comes at\n"
        f"once, once a day or not at all{choose}.\n\n"
        f"{organisation}\nSent by Good Standing. Nobody reads answers to this address.\n"
        f"{_sealed(checkpoint)}"
    )


def _sealed(checkpoint: str) -> str:
    if not checkpoint:
        return ""
    return (
        "\nThe record when this was sent. Whoever keeps these lines can show later that nothing\n"
        f"before them was changed:\n\n{checkpoint}"
    )


def _line(line: MailLine, many: int) -> str:
    times = f" ({many} times)" if many > 1 else ""
    return f"- {line.due.day} {line.due:%B %Y}: {line.says}{times}"


def _by_day(item: tuple[MailLine, int]) -> tuple[date, str]:
    return item[0].due, item[0].says
