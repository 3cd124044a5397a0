"""Good practice: what would not stand up anywhere, whatever the law of the place says."""

from __future__ import annotations

from goodstanding.review.practice import RULES
from goodstanding.review.rule import Pack

GOOD_PRACTICE = Pack(
    id="good-practice",
    title="Good practice",
    about="Defects of the paper itself that tribunals of many places have found to matter: records made "
    "late, "
    "reasons that change, praise that contradicts, plans that could not be met. It runs on every file.",
    rules=RULES,
)
