"""The suite runs on SQLite, and once more on PostgreSQL where there is one."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from goodstanding.actions.durability import check_durable
from goodstanding.domain.errors import UserError


def test_postgresql_is_tested_too() -> None:
    if not os.environ.get("GOODSTANDING_TEST_POSTGRESQL"):
        pytest.skip(
            "PostgreSQL is not tested here: set GOODSTANDING_TEST_POSTGRESQL to the address of an empty "
            "database, as .ci/run does."
        )
    assert os.environ["GOODSTANDING_TEST_POSTGRESQL"].startswith("postgresql://")


@pytest.mark.django_db
def test_this_run_uses_the_database_that_was_asked_for() -> None:
    asked = "postgresql" if os.environ.get("GOODSTANDING_DATABASE_URL") else "sqlite"
    assert connection.vendor == asked


@pytest.mark.django_db
def test_a_durable_database_is_accepted() -> None:
    check_durable()


@pytest.mark.django_db
def test_a_database_that_could_lose_entries_is_refused() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Inside a transaction the pragma takes no effect; the check reads what the file would do.
            pytest.skip("SQLite cannot change this inside the transaction of a test.")
        cursor.execute("SET synchronous_commit = off")
    with pytest.raises(UserError, match="synchronous_commit"):
        check_durable()
