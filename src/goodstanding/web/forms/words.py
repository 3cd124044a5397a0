"""Which fields are read by the documentation linter while somebody writes."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from goodstanding.review.linter.texts import FIELDS
from goodstanding.web.forms.entries.fields import LinesField, WordsField


def read_words(fields: Mapping[str, forms.Field], of: str) -> None:
    """Have the linter read those fields of a form that hold words of this kind of entry or part of one."""
    for name, kind in FIELDS.get(of, {}).items():
        field = fields.get(name)
        if isinstance(field, (WordsField, LinesField)):
            field.words_for = kind
