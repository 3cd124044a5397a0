"""What every form of the personal edition has in common."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms

from goodstanding.domain.own import Payload
from goodstanding.web import clock


def not_ahead(day: date) -> date:
    if day > clock.today() + timedelta(days=1):
        raise forms.ValidationError("This day has not come yet. Give the day on which it happened.")
    return day


class OwnForm(forms.Form):
    """The browser is asked to remember nothing that is typed."""

    payload_type: ClassVar[type[Payload]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_happened(self) -> date:
        """Called where a form has this field. A day of grace, as the action gives."""
        return not_ahead(self.cleaned_data["happened"])

    def payload(self) -> Payload:
        """The payload of a valid form: its fields are named as those of the form."""
        cls = self.payload_type
        given = {name: self.cleaned_data[name] for name in cls.model_fields if name in self.cleaned_data}
        return cls(**{name: value for name, value in given.items() if value is not None})
