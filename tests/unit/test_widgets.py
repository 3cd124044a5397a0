"""Widgets that are drawn without a template say what Django's templates say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from goodstanding.web.forms.account import JurisdictionSelect, jurisdictions
from goodstanding.web.ui.forms import FormRenderer, LongSelect
from goodstanding.web.ui.widgets import DRAWN

HOSTILE = "\"><script>alert('1')</script>&amp;"
CHOICES = [("", "Nothing"), (1, HOSTILE), ("Group <1>", [("a", "A & B"), ("b", "C")]), (HOSTILE, "D")]
WIDGETS = [
    forms.TextInput(attrs={"maxlength": 5, "required": True, "disabled": False, "data-x": HOSTILE}),
    forms.NumberInput(attrs={"min": 1, "step": "any"}),
    forms.EmailInput(), forms.URLInput(), forms.HiddenInput(), forms.CheckboxInput(),
    forms.PasswordInput(attrs={"autocomplete": "new-password"}), forms.PasswordInput(render_value=True),
    forms.DateInput(format="%Y-%m-%d"), forms.DateTimeInput(), forms.TimeInput(), forms.SearchInput(),
    forms.TelInput(), forms.ColorInput(), forms.Textarea(attrs={"rows": 3}), forms.Select(choices=CHOICES),
    forms.SelectMultiple(choices=CHOICES), forms.NullBooleanSelect(),
]  # fmt: skip


@pytest.mark.parametrize("value", [None, "", 0, 1, True, "a", HOSTILE, ["1", "b"], date(2026, 11, 23)])
@pytest.mark.parametrize("widget", WIDGETS, ids=lambda w: type(w).__name__)
def test_a_drawn_widget_is_what_django_would_write(widget: forms.Widget, value: Any) -> None:
    attrs = {"id": "id_x", "aria-invalid": "true"}
    if isinstance(value, list) and not isinstance(widget, forms.SelectMultiple):
        value = value[0]
    drawn, theirs = (
        widget.render("x", value, attrs, renderer=renderer)
        for renderer in (FormRenderer(), DjangoTemplates())
    )
    assert drawn == theirs


def test_every_drawn_template_is_one_of_django() -> None:
    for name in DRAWN:
        assert DjangoTemplates().get_template(name)


@pytest.mark.parametrize("value", [None, "", "1", "b", HOSTILE])
def test_a_long_select_offers_and_chooses_what_a_select_does(value: str | None) -> None:
    ours = LongSelect(choices=CHOICES).render("x", value, {"id": "id_x"})
    theirs = forms.Select(choices=CHOICES).render("x", value, {"id": "id_x"}, renderer=DjangoTemplates())
    assert parse_html(ours) == parse_html(theirs)


def test_every_country_can_be_chosen() -> None:
    every = [code for _, group in jurisdictions() for code, _ in group]
    assert len(every) > 100
    for code in every:
        assert f'<option value="{code}" selected>' in JurisdictionSelect().render("x", code)
