"""How a Django form's field is shown: which shape its widget takes, and what describes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlencode

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    DateInput,
    DateTimeInput,
    FileInput,
    MultiWidget,
    NumberInput,
    RadioSelect,
    Select,
    SelectDateWidget,
    SelectMultiple,
    Textarea,
    TimeInput,
    Widget,
)
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from goodstanding.web.ui import widgets
from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.values import ChoiceLabel

# One label for all inputs, or a group with a legend?
GROUPS = (RadioSelect, CheckboxSelectMultiple, MultiWidget, SelectDateWidget)
SHORT = (DateInput, TimeInput, NumberInput, DateTimeInput)


class FormRenderer(DjangoTemplates):
    """`{{ form }}` and formsets look as `{% form_body %}` does."""

    form_template_name = "gs/c/form_body.html"
    field_template_name = "gs/c/bound_field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        drawn = widgets.draw(template_name, context)
        return SafeString(super().render(template_name, context, request)) if drawn is None else drawn


class LongSelect(Select):
    """A select of hundreds of options, for which Django would work out the attributes of each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        given = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        chosen = "" if value is None else escape(str(value))
        body = self.drawn().replace(f'<option value="{chosen}">', f'<option value="{chosen}" selected>', 1)
        return mark_safe(f"<select{flatatt(given)}>{body}</select>")

    def drawn(self) -> str:
        """The options, none of them chosen yet."""
        return draw_options(self.choices)


def draw_options(choices: Iterable[tuple[Any, Any]]) -> str:
    """Of pairs of a value and its label, or of a group's label and its pairs."""
    return "".join(
        f'<optgroup label="{text(value)}">{draw_options(label)}</optgroup>'
        if isinstance(label, (list, tuple))
        else f'<option value="{escape(str(value))}">{text(label)}</option>'
        for value, label in choices
    )


@dataclass(frozen=True)
class Choice:
    id: str
    value: str
    label: str
    help: str
    icon: str
    checked: bool
    attrs: dict[str, Any]


@dataclass(frozen=True)
class FieldView:
    bound: BoundField
    shape: str  # text, check, group, cards, file
    label: str
    help: str
    errors: tuple[str, ...]
    required: bool
    size: str
    control: SafeString
    choices: tuple[Choice, ...] = ()
    kind: str = ""
    words: str = ""
    words_url: str = ""

    @property
    def id(self) -> str:
        return self.bound.id_for_label or self.bound.auto_id or self.bound.html_name

    @property
    def target(self) -> str:
        """The element that an error message leads to."""
        if self.choices:
            return self.choices[0].id
        return str(self.bound.id_for_label or self.bound.auto_id)

    @property
    def name(self) -> str:
        return self.bound.html_name

    @property
    def help_id(self) -> str:
        return f"{self.bound.auto_id}_helptext"  # the id that Django's own aria-describedby names

    @property
    def error_id(self) -> str:
        return f"{self.bound.auto_id}_error"

    @property
    def words_id(self) -> str:
        return f"{self.bound.auto_id}_words"

    @property
    def described_by(self) -> str:
        return " ".join([self.help_id] * bool(self.help) + [self.error_id] * bool(self.errors))


def _modernise(bound: BoundField) -> None:
    """Let browsers offer their own pickers: Django's plain text boxes become date, time and so on.

    A form has its own copy of each widget, so nobody else's is changed. What was typed and cannot be read
    as a date or number stays visible: a picker would show an empty box instead.
    """
    widget = bound.field.widget
    if bound.form.is_bound and bound.errors and bound.data:
        if isinstance(widget, NumberInput):
            widget.input_type = "text"
        return
    if isinstance(widget, Input) and widget.input_type == "text":
        if isinstance(widget, DateTimeInput):
            widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
        elif isinstance(widget, DateInput):
            widget.input_type, widget.format = "date", "%Y-%m-%d"
        elif isinstance(widget, TimeInput):
            widget.input_type, widget.format = "time", "%H:%M"


def _shape(widget: Widget, cards: bool) -> str:
    if isinstance(widget, CheckboxInput):
        return "check"
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        labels = [label for _, label in widget.choices if isinstance(label, ChoiceLabel)]
        return "cards" if cards or labels else "group"
    if isinstance(widget, FileInput):
        return "file"
    return "group" if isinstance(widget, GROUPS) else "text"


def _choices(bound: BoundField) -> tuple[Choice, ...]:
    made = []
    for choice in bound.subwidgets:
        data = choice.data
        label = data["label"]
        made.append(
            Choice(
                id=str(data["attrs"].get("id", "")),
                value=str(data["value"]),
                label=str(label),
                help=getattr(label, "help", ""),
                icon=getattr(label, "icon", ""),
                checked=bool(data["selected"]),
                attrs={key: value for key, value in data["attrs"].items() if key not in ("id", "checked")},
            )
        )
    return tuple(made)


def _default_size(widget: Widget) -> str:
    if isinstance(widget, SHORT):
        return "s"
    return "l" if isinstance(widget, (Textarea, SelectMultiple)) else "m"


def _words_url(bound: BoundField, kind: str) -> str:
    return f"{reverse('words')}?{urlencode({'kind': kind, 'field': bound.html_name})}" if kind else ""


def _while_writing(bound: BoundField, url: str) -> dict[str, str | bool]:
    """With JavaScript the words are read a moment after somebody stops typing; the form goes on as ever."""
    if not url:
        return {}
    return {
        "hx-post": url,
        "hx-trigger": "input changed delay:900ms",
        "hx-target": f"#{bound.auto_id}_words",
        "hx-sync": "this:replace",
    }


def view_field(
    bound: BoundField, label: str = "", help: str = "", size: str = "", cards: bool = False
) -> FieldView:
    widget = bound.field.widget
    _modernise(bound)
    shape = _shape(widget, cards)
    if help:
        bound.help_text = help
    words = getattr(bound.field, "words_for", "")
    words_url = _words_url(bound, words)
    is_choice = isinstance(widget, (RadioSelect, CheckboxSelectMultiple))
    return FieldView(
        bound=bound,
        shape=shape,
        label=label or str(bound.label or ""),
        help=str(bound.help_text or ""),
        errors=tuple(str(error) for error in bound.errors) if bound.form.is_bound else (),
        required=bound.field.required,
        size=size or _default_size(widget),
        control=SafeString("") if is_choice else bound.as_widget(attrs=_while_writing(bound, words_url)),
        choices=_choices(bound) if is_choice else (),
        kind="checkbox" if isinstance(widget, CheckboxSelectMultiple) else "radio",
        words=words,
        words_url=words_url,
    )
