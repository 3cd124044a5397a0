"""Fields that entry forms share. What passes one of these makes a valid payload."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from goodstanding.domain.errors import UserError
from goodstanding.queries import people
from goodstanding.web.forms.plain import (
    EARLIEST,
    LATEST,
    DayField,
    LineField,
    LinesField,
    NumberField,
    WordsField,
)

__all__ = [
    "EARLIEST",
    "LATEST",
    "DayField",
    "LineField",
    "LinesField",
    "NumberField",
    "PersonField",
    "WordsField",
]


class PersonField(forms.CharField):
    """One person, by number, email address or name. With ten thousand people a list would not help."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Number, email address or name.")
        super().__init__(max_length=300, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return people.find(text)
        except UserError as error:
            raise ValidationError(error.message) from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, UUID):
            return people.numbers([value]).get(value, ("", ""))[0]
        return value
