"""Fields of plans: several days at once, and people whom the case knows already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from goodstanding.web.forms.entries.fields import EARLIEST, LATEST, LinesField, PersonField

FORMATS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d.%m.%Y")
MOST = 120


def read_day(text: str) -> date:
    for one in FORMATS:
        try:
            found = datetime.strptime(text, one).date()  # noqa: DTZ007  (a day has no time zone)
        except ValueError:
            continue
        if EARLIEST <= found <= LATEST:
            return found
    raise ValidationError(f"“{text[:40]}” is not a day. Write it like 16 Mar 2026, one to a line.")


class DaysField(LinesField):
    """Days, one to a line, in any order; kept in order and each once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "One day to a line, like 16 Mar 2026.")
        kwargs.setdefault("rows", 5)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        days = sorted({read_day(line) for line in super().clean(value)})
        if len(days) > MOST:
            raise ValidationError(f"{len(days)} days are too many; {MOST} at most.")
        return tuple(days)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (tuple, list)):
            return "\n".join(
                f"{day:%a %-d %b %Y}"[4:] if isinstance(day, date) else str(day) for day in value
            )
        return value


class WithSuggestions(forms.TextInput):
    """A text box that offers names to choose from; anything else can still be typed."""

    def __init__(self, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.suggestions = suggestions

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if not self.suggestions:
            return super().render(name, value, attrs, renderer)
        key = f"{(attrs or {}).get('id') or name}-names"
        box = super().render(name, value, {**(attrs or {}), "list": key}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((s,) for s in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', box, key, options)


def _parts(label: str) -> tuple[str, str]:
    """Name and number of a label like “Mara Manager (102)”."""
    name, _, number = label.rpartition(" (")
    return name, number.rstrip(")")


class MemberField(PersonField):
    """A person: one whom the case knows, offered by name, or anybody by number, email address or name.

    With `only`, nobody but those offered: whoever is not in HR is not told who else there is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known: Mapping[str, UUID] = {}
        self.labels: Mapping[UUID, str] = {}
        self.only = False

    def offer(self, people: Mapping[UUID, str], *, only: bool = False) -> None:
        self.only = only
        self.labels = people
        self.known = {label: id for id, label in people.items()}
        self.widget = WithSuggestions(tuple(people.values()))

    def clean(self, value: Any) -> Any:
        text = str(value or "").strip()
        if found := self.known.get(text):
            return found
        return self._among_known(text) if text and self.only else super().clean(value)

    def _among_known(self, text: str) -> UUID:
        """By the name or the number alone, if one of those offered has it."""
        wanted = text.casefold()
        fits = [id for label, id in self.known.items() if wanted in _parts(label.casefold())]
        if len(fits) != 1:
            raise ValidationError(
                f"“{text[:60]}” cannot be named here. Choose from the list, or ask HR to assign them."
            )
        return fits[0]

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, UUID) and value in self.labels:
            return self.labels[value]
        return super().prepare_value(value)
