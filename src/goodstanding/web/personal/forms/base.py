"""What every form of the personal edition has in common."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from goodstanding.domain.own import Payload


class OwnForm(forms.Form):
    """The browser is asked to remember nothing that is typed."""

    payload_type: ClassVar[type[Payload]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def payload(self) -> Payload:
        """The payload of a valid form: its fields are named as those of the form."""
        cls = self.payload_type
        given = {name: self.cleaned_data[name] for name in cls.model_fields if name in self.cleaned_data}
        return cls(**{name: value for name, value in given.items() if value is not None})
