"""Signs as counts and questions."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from goodstanding.queries.own.signs import SignLine
from goodstanding.web.ui import Cell, Column, Fact, Table

RESULTS = {
    "ordinary": "It has an ordinary reason", "open": "Looked into, still open",
    "confirmed": "Confirmed by you", "": "Not looked into yet",
}  # fmt: skip
WORDS = {
    "frequency": ("How often", {"once": "once", "several": "several times", "often": "again and again"}),
    "scope": (
        "How much of the work",
        {"one_thing": "one piece of work", "one_person": "one person or team", "most": "most of the work"},
    ),
    "reach": (
        "Same for colleagues",
        {"others_too": "others too", "only_me": "only me", "cannot_tell": "cannot tell"},
    ),
    "support": (
        "What stands behind it",
        {
            "impression": "my impression",
            "somebody": "somebody else noticed",
            "paper": "a message or a figure",
        },
    ),
}


def months_table(lines: Sequence[SignLine]) -> Table | None:
    """How often each sort was written down, month by month."""
    if not lines:
        return None
    heads = [Column("What")] + [Column(f"{month:%b}", numeric=True) for month, _ in lines[0].months]
    rows = [
        [Cell(line.about.label, url=reverse("sign", args=[line.about.code]), note=RESULTS[line.result])]
        + [count or "–" for _, count in line.months]
        for line in lines
    ]
    return Table([*heads, Column("All", numeric=True)], [
        [*row, len(line.entries)] for row, line in zip(rows, lines, strict=True)
    ], caption="Entries by month")  # fmt: skip


def answers(line: SignLine) -> list[Fact]:
    """What was answered in how many entries; what was not asked yet is said as such."""
    facts = []
    for name, (term, words) in WORDS.items():
        found = [f"{words[code]} ({n})" for code, n in line.answers[name].most_common() if code]
        left = line.answers[name][""]
        note = f"not asked yet in {left} of {len(line.entries)}" if left else ""
        facts.append(Fact(term, ", ".join(found) or "not asked yet", note=note if found else ""))
    return facts
