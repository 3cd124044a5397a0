"""What people choose for their own account: time zone, and how each kind of notice comes by mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from django import forms

from goodstanding.domain.notices import HOWS, KINDS


class PreferencesForm(forms.Form):
    """A field for each kind of notice; what has only one way is told beside the form."""

    time_zone = forms.ChoiceField(label="Time zone", required=False)

    def __init__(self, *args: Any, organisation_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
        self.fields["time_zone"].choices = [  # type: ignore[attr-defined]
            ("", f"The organisation’s ({organisation_zone})"),
            *((zone, zone.replace("_", " ")) for zone in zones),
        ]
        self.fields["time_zone"].help_text = (
            "For your calendar, and for the morning of the daily mail. Days and deadlines begin and end by "
            "the organisation’s clock for everybody."
        )
        for kind in KINDS.values():
            if len(kind.may) > 1:
                self.fields[kind.name] = forms.ChoiceField(
                    label=kind.title,
                    choices=[(how, HOWS[how]) for how in kind.may],
                    help_text=f"When {kind.when}. {kind.why_fixed}".strip(),
                )

    def mail(self) -> Mapping[str, str]:
        return {name: self.cleaned_data[name] for name in KINDS if name in self.cleaned_data}
