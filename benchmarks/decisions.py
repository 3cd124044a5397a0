"""How the review does on published decisions: `python -m benchmarks.decisions [FILE]`.

Without a file it reads the decisions under tests/fixtures. A file holds a list of decisions with their facts,
`decisive_defects`, `arguments_rejected` and `outcome`. `--batches` prints the sums of the invented batches,
and nothing of their cases: those which no rule was written from stay unread.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from goodstanding.review.score import score, table

INVENTED = Path(__file__).resolve().parents[1] / "tests" / "fixtures"
FIXTURES = INVENTED / "decisions"
NAMES = {"dur": "duration_days"}


def fixtures() -> list[dict[str, Any]]:
    outcomes = json.loads((FIXTURES / "outcomes.json").read_text())
    files = sorted(p for p in FIXTURES.glob("*.json") if p.name != "outcomes.json")
    cases = [json.loads(p.read_text()) for p in files]
    return [{**outcomes[c["id"]], **c} for c in cases]


def batch(path: Path) -> list[dict[str, Any]]:
    """The cases of a batch as `@id jurisdiction year outcome decisive refused` and a line a fact."""
    cases: list[dict[str, Any]] = []
    for line in path.read_text().splitlines():
        if line.startswith("@"):
            cases.append(_head(line))
        elif line.strip() and not line.startswith("#"):
            facts = cases[-1]["facts"]
            facts.append({"seq": len(facts) + 1, **_fact(line)})
    return cases


def _head(line: str) -> dict[str, Any]:
    id_, jurisdiction, year, outcome, *points = line[1:].split()
    named = [[] if p == "-" else p.split(",") for p in (*points, "-", "-")]
    return {
        "id": id_, "jurisdiction": jurisdiction, "year": int(year), "outcome": outcome,
        "decisive_defects": named[0], "arguments_rejected": named[1], "facts": [],
    }  # fmt: skip


def _fact(line: str) -> dict[str, Any]:
    type_, day, text, *extras = line.split("|")
    fact: dict[str, Any] = {"type": type_, "date": day or None, "text": text}
    fact["basis"] = "dated" if day else "order_only"
    for extra in filter(None, ";".join(extras).split(";")):
        name, _, value = extra.strip().partition("=")
        said: Any = {"true": True, "false": False, "": True}.get(value, value)
        fact[NAMES.get(name, name)] = int(value) if value.isdigit() else said
    return fact


def sums() -> str:
    lines = []
    for path in sorted(INVENTED.glob("*read/batch_*.txt")):
        done = score(batch(path))
        lines.append(
            f"{path.parent.name:<8}{path.stem[-1]}  {done.found} of {done.asked} found, "
            f"{done.false_alarms} false, {done.rejected_decisive} refused points rated decisive"
        )
    return "\n".join(lines)


def main() -> None:
    if sys.argv[1:] == ["--batches"]:
        print(sums())
        return
    given = json.loads(Path(sys.argv[1]).read_text()) if len(sys.argv) > 1 else fixtures()
    print(table(score(given)))


if __name__ == "__main__":
    main()
