"""How the review does on published decisions: `python -m benchmarks.decisions [FILE]`.

Without a file it reads the decisions under tests/fixtures. A file holds a list of decisions with their facts,
`decisive_defects`, `arguments_rejected` and `outcome`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from goodstanding.review.score import score, table

FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "decisions"


def fixtures() -> list[dict[str, Any]]:
    outcomes = json.loads((FIXTURES / "outcomes.json").read_text())
    files = sorted(p for p in FIXTURES.glob("*.json") if p.name != "outcomes.json")
    cases = [json.loads(p.read_text()) for p in files]
    return [{**outcomes[c["id"]], **c} for c in cases]


def main() -> None:
    given = json.loads(Path(sys.argv[1]).read_text()) if len(sys.argv) > 1 else fixtures()
    print(table(score(given)))


if __name__ == "__main__":
    main()
