"""The database that benchmarks measure on is one that the program itself could have written."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.fill import fill
from goodstanding.actions.rebuild import rebuild
from goodstanding.queries.audit import check_record
from goodstanding.store import models

pytestmark = pytest.mark.django_db


def test_a_filled_organisation_is_whole_and_says_what_its_entries_say() -> None:
    made = fill(people=100, entries=2_000, measured=7, today=date(2026, 6, 1))
    assert (made.people, made.entries, made.observations) == (100, 2_000, 7 * 3 * 104)
    assert models.Case.objects.filter(id=made.plan, state="active", person=made.employee).exists()
    assert models.Person.objects.filter(file_version=0).count() == 1  # the administrator, who has no file
    assert check_record() == []
    assert rebuild() == []
