"""Days that a text names in figures and months: “3 May 2025”, “May 3, 2025”, “2025-05-03”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
_NAMES = "|".join([*MONTHS, "sept", *(m[:3] for m in MONTHS)])
_SAID = re.compile(
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<d1>\d{{1,2}}) (?P<m1>{_NAMES})\.? (?P<y1>\d{{4}})"
    rf"|(?P<m2>{_NAMES})\.? (?P<d2>\d{{1,2}}), (?P<y2>\d{{4}})",
    re.IGNORECASE,
)


def days_said(text: str) -> Iterator[date]:
    """Each day that the text names in full; what is no day of the calendar is passed over."""
    for found in _SAID.finditer(text):
        try:
            if found["iso"]:
                yield date.fromisoformat(found["iso"])
            else:
                name = (found["m1"] or found["m2"]).lower()[:3]
                month = next(n for n, m in enumerate(MONTHS, start=1) if m.startswith(name))
                yield date(int(found["y1"] or found["y2"]), month, int(found["d1"] or found["d2"]))
        except ValueError:
            continue
