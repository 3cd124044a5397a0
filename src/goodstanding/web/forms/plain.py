"""Fields that need nothing of a database. What passes one of these makes a valid payload."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


class WordsField(forms.CharField):
    """Somebody's own words, as long as an entry takes them."""

    words_for = ""
    """As which kind of text the linter reads them (`forms.words`); empty: it does not."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20_000)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return _unix(super().to_python(value) or "").strip()


class LineField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 300)
        super().__init__(**kwargs)


class LinesField(forms.CharField):
    """A line for each item; empty lines are left out."""

    words_for = ""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, **kwargs)

    def clean(self, value: Any) -> Any:
        text = _unix(super().clean(value) or "")
        lines = tuple(line.strip() for line in text.split("\n") if line.strip())
        if too_long := [line for line in lines if len(line) > 300]:
            raise ValidationError(f"“{too_long[0][:40]}…” is longer than 300 characters.")
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (tuple, list)) else value


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators += [
            MinValueValidator(EARLIEST, "This day lies too far back."),
            MaxValueValidator(LATEST, "This day lies too far ahead."),
        ]


class NumberField(forms.DecimalField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=20, decimal_places=6, **kwargs)
