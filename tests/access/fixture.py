"""The organisation of the matrix, built once a module and taken back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.access import world as worlds
from tests.access.characters import CHARACTERS
from tests.access.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Every test's own changes are rolled back, and in the end so is this."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = worlds.build()
        for key in (*CHARACTERS, "helga", "nina"):
            made.client(key)
        with worlds.clock_at(made.cast):
            yield made
        transaction.set_rollback(True)
