"""What a review costs: `python -m benchmarks.review`. Ratios of one run; ends with 1 where a limit is missed.

Limits: at most 1 s of CPU for a file of 1,000 entries, all rules of a jurisdiction with the linter, growing
no faster than
the file; the rules alone, over a file already read, at most 10 × `json.loads` of that file.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from goodstanding.domain import exchange
from goodstanding.domain.entries import KINDS
from goodstanding.review.engine import review
from goodstanding.review.load import from_export
from goodstanding.review.packs import GOOD_PRACTICE, packs_for
from goodstanding.review.practice import wording

EVE, MARA, HEDDA = UUID(int=1), UUID(int=2), UUID(int=3)
CASE = UUID(int=9)
SPACE = UUID(int=77)
SIZES = (250, 1_000, 4_000)
FIRST = date(2020, 1, 6)
GOAL = {
    "id": "g",
    "statement": "Close tickets at the rate of the desk.",
    "measure": "tickets closed an hour",
    "metric": "tickets",
    "target": "3.2",
    "due": "2025-06-01",
    "measurer": str(HEDDA),
    "data_source": "the desk",
}
TERMS = {
    "starts_on": "2025-03-03",
    "ends_on": "2025-06-01",
    "goals": [GOAL],
    "consequences": "The job may end.",
}
SCALE = [{"value": n, "label": t} for n, t in ((1, "Below"), (2, "Meets"), (3, "Exceeds"))]
CRITICAL = "The list for the night shift came forty minutes late; two drivers had to wait."
COACHED = {
    "facts": "Eleven of forty tickets were opened again within two days.",
    "expectation": "At most four in forty.",
    "agreed_actions": "Write the answer down with the customer before closing.",
}
MET_WEEKLY = "Three tickets an hour this week, two opened again."
RATED = {
    "period_start": "2024-01-01",
    "period_end": "2024-12-31",
    "rating": 2,
    "scale": SCALE,
    "words": "Steady work with careful notes. Fewer tickets opened again would help the desk.",
}
# Everyday entries, in turn; each is what somebody would write in two sentences.
DAILY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("feedback", {"tone": "positive", "behaviour": "Took two calls from an angry customer and solved both."}),
    ("feedback", {"tone": "critical", "behaviour": CRITICAL}),
    ("coaching", COACHED),
    ("check_in", {"scheduled_on": "2025-03-10", "voice": "manager", "words": MET_WEEKLY}),
    ("feedback", {"tone": "positive", "behaviour": "Explained the returns screen with great patience."}),
    ("question_asked", {"words": "Do calls that were passed on by another desk count as mine?"}),
    ("appraisal", RATED),
)


def entry(n: int, kind: str, payload: dict[str, Any], day: date, author: UUID = MARA) -> dict[str, Any]:
    recorded = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(seconds=n)
    in_case = kind in {"check_in", "question_asked", "delivered", "closed"}
    return {
        "id": str(uuid5(SPACE, str(n))),
        "kind": kind,
        "version": KINDS[kind].version,
        "visibility": "shared",
        "seq": n,
        "happened": str(day),
        "recorded": recorded.isoformat(),
        "author": str(author),
        "case": str(CASE) if in_case else None,
        "refers_to": None,
        "payload": payload,
        "record": {"index": n, "leaf_hash": f"{n:064x}", "disclosures": ["x" * 80 for _ in range(8)]},
    }


def document(size: int) -> dict[str, Any]:
    """An export of so many entries over six years, with one plan that was not met."""
    place = {"team": "Desk", "manager": str(MARA)}
    entries = [entry(1, "hired", {"number": "1", "name": "Eve", "place": place}, FIRST)]
    for n in range(2, size - 1):
        kind, payload = DAILY[n % len(DAILY)]
        entries.append(entry(n, kind, payload, FIRST + timedelta(days=2_000 * n // size)))
    entries.append(entry(size - 1, "delivered", {"terms": TERMS, "how": "By hand"}, date(2025, 3, 3)))
    entries.append(entry(size, "closed", {"outcome": "not_met", "reason": "Two of three."}, date(2025, 6, 2)))
    person = {"id": str(EVE), "number": "1", "name": "Eve", "email": "", "jurisdiction": "US"}
    return {
        "format": "goodstanding.file",
        "version": 1,
        "exported": {"at": "2026-01-01T00:00:00Z", "by": None, "complete": True},
        "person": {**person, "working_days": "01234"},
        "people": [{"id": str(MARA), "number": "2", "name": "Mara"}],
        "entries": entries,
    }


def cpu(what: Callable[[], Any], times: int = 3) -> float:
    """Seconds of CPU, the least of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        what()
        best = min(best, time.process_time() - start)
    return best


def measured(size: int) -> dict[str, float]:
    """Seconds of CPU for a file of so many entries."""
    worded = {rule.id for rule in wording.HERE.rules}
    dated = [replace(GOOD_PRACTICE, rules=tuple(r for r in GOOD_PRACTICE.rules if r.id not in worded))]
    text = json.dumps(document(size))
    export = exchange.read(json.loads(text))
    loaded = from_export(export)
    day = loaded.as_of
    return {
        "json": cpu(lambda: json.loads(text), 5),
        "read": cpu(lambda: from_export(export)),
        "rules": cpu(lambda: review(loaded.file, dated, as_of=day)),
        "all": cpu(lambda: review(from_export(export).file, packs_for("US"), as_of=day)),
    }


def main() -> int:
    print(" entries   json ms   read ms  rules ms  x json    all ms  ms/entry")
    costs = {size: measured(size) for size in SIZES}
    for size, c in costs.items():
        shown = f"{c['json'] * 1e3:>10.2f}{c['read'] * 1e3:>10.1f}{c['rules'] * 1e3:>10.1f}"
        ratio, whole = c["rules"] / c["json"], c["all"] * 1e3
        print(f"{size:>8}{shown}{ratio:>8.1f}{whole:>10.1f}{whole / size:>10.3f}")
    thousand, least, most = costs[1_000], min(SIZES), max(SIZES)
    missed = ["1,000 entries take more than 1 s"] if thousand["all"] > 1 else []
    if thousand["rules"] > 10 * thousand["json"]:
        missed.append("the dated rules take more than 10 x json.loads")
    if costs[most]["all"] / most > 1.5 * costs[least]["all"] / least:
        missed.append("the cost of an entry grows with the file")
    print("Within the limits." if not missed else "MISSED: " + "; ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
