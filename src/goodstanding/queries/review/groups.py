"""For counsel alone: how many people of each group there are, and how many of them had a plan."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Value

from goodstanding.domain.entries import Visibility
from goodstanding.record.entry_parts import payload_of
from goodstanding.review.comparators import Group
from goodstanding.store import models


def coded() -> QuerySet[Any, Any]:
    """Every entry that puts somebody in a group: subject, `text`, place in the log, `plan` and `code`, True.

    They stand in the chains of counsel, which few people have: those alone are looked up.
    """
    counsel = Visibility.COUNSEL.value
    chains = models.ChainHead.objects.filter(visibility=counsel).values("person")
    planned = models.Case.objects.filter(person=OuterRef("subject")).exclude(delivered_on=None)
    said = models.Entry.objects.filter(
        subject__in=chains, visibility=counsel, kind="group_code", payload__erased=None
    ).order_by()
    found = said.annotate(text=F("payload__disclosures"), plan=Exists(planned), code=Value(True))
    return found.values_list("subject_id", "text", "idx", "plan", "code")


def groups_of(rows: Iterable[tuple[UUID, str, bool]]) -> tuple[Group, ...] | None:
    """For counsel: how many people of each group there are, and how many had a plan. `rows` are the entries
    in their order: subject, disclosures, whether the subject ever had a plan."""
    codes: dict[tuple[UUID, str], str] = {}
    planned: set[UUID] = set()
    for subject, text, had_plan in rows:
        scheme, group = _code(text)
        codes[subject, scheme] = f"{scheme}: {group}"
        planned |= {subject} if had_plan else set()
    people: dict[str, set[UUID]] = defaultdict(set)
    for (subject, _), code in codes.items():
        people[code].add(subject)
    found = [Group(code=c, people=len(who), plans=len(who & planned)) for c, who in sorted(people.items())]
    return tuple(found) or None


@lru_cache(maxsize=10_000)
def _code(text: str) -> tuple[str, str]:
    said = payload_of("group_code", json.loads(text))
    return said.scheme, said.group  # type: ignore[attr-defined]
