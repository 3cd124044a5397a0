"""The organisation of the matrix, built once a module and taken back at its end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn
from unittest.mock import patch

import pytest
from django.db import transaction

from goodstanding.actions import checkpoints
from goodstanding.signing.client import SignerAway
from tests.access import world as worlds
from tests.access.characters import CHARACTERS
from tests.access.world import World


def nobody_signs(**_: Any) -> NoReturn:
    """What is written here is never committed, so it cannot be signed either."""
    raise SignerAway("Nobody signs in the matrix.")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Every test's own changes are rolled back, and in the end so is this."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = worlds.build()
        for key in (*CHARACTERS, "helga", "nina"):
            made.client(key)
        with worlds.clock_at(made.cast), patch.object(checkpoints, "make", nobody_signs):
            yield made
        transaction.set_rollback(True)
