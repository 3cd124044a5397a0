"""The record leaves out what is None, so nothing that may be None can be required when it is read back."""

from __future__ import annotations

from types import NoneType
from typing import get_args

import pytest

from goodstanding.domain import entries, own

KINDS = {**entries.KINDS, **own.KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_that_may_be_empty_has_a_default(kind: str) -> None:
    required = [
        name
        for name, field in KINDS[kind].model_fields.items()
        if NoneType in get_args(field.annotation) and field.is_required()
    ]
    assert not required
