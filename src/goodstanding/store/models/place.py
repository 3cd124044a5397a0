"""The number of an entry in the log, as the key of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    _BigInteger = models.BigIntegerField[int, int]
else:
    _BigInteger = models.BigIntegerField


class PlaceField(_BigInteger):
    """SQLite keeps the rows themselves in the order of a key whose type is spelled `integer`, and needs no
    index for it. It holds 64 bits there too."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "integer" if connection.vendor == "sqlite" else str(super().db_type(connection))
