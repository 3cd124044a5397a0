"""Forms that anybody can fill in: labels, help, errors said twice (at the field and in the summary)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from goodstanding.web.ui.forms import FieldView, view_field
from goodstanding.web.ui.tags.base import render

register = template.Library()


@register.simple_tag(takes_context=True)
def field(
    context: Context, bound_field: BoundField, label: str = "", help: str = "", size: str = ""
) -> SafeString:
    if bound_field.is_hidden:
        return SafeString(bound_field)
    view: FieldView = view_field(bound_field, label, help, size)
    return render(context, "field", {"f": view})


@register.simple_tag(takes_context=True)
def word_check(context: Context, check: Any) -> SafeString:
    return render(context, "word_check", {"check": check})


@register.simple_tag(takes_context=True)
def choice_cards(context: Context, bound_field: BoundField) -> SafeString:
    return render(context, "field", {"f": view_field(bound_field, cards=True)})


@register.simple_tag(takes_context=True)
def form_body(context: Context, form: BaseForm) -> SafeString:
    return render(context, "form_body", {"form": form})


def _forms_of(form: Any) -> Iterator[BaseForm]:
    if isinstance(form, BaseForm):
        yield form
    elif isinstance(form, BaseFormSet):
        yield from form.forms
    else:
        yield from chain.from_iterable(_forms_of(item) for item in form or ())


def _general_errors(form: Any) -> list[str]:
    """What is wrong with the whole, of a form or of a set of forms."""
    if isinstance(form, BaseFormSet):
        return [str(error) for error in form.non_form_errors()] if form.is_bound else []
    if isinstance(form, BaseForm):
        return []
    return [error for item in form or () for error in _general_errors(item)]


@register.simple_tag(takes_context=True)
def error_summary(context: Context, form: BaseForm | BaseFormSet[Any] | Iterable[Any]) -> SafeString:
    errors = [{"text": text, "target": ""} for text in _general_errors(form)]
    for one in _forms_of(form):
        errors += (
            [{"text": str(text), "target": ""} for text in one.non_field_errors()] if one.is_bound else []
        )
        for bound in one:
            errors += [
                {"label": str(bound.label), "text": str(text), "target": view_field(bound).target}
                for text in (bound.errors if one.is_bound else ())
            ]
    return render(context, "error_summary", {"errors": errors}) if errors else SafeString("")


@register.simple_block_tag(takes_context=True)
def form(
    context: Context,
    content: str,
    action: str = "",
    submit: str = "Save",
    cancel_url: str = "",
    kind: str = "primary",
    multipart: bool = False,
    icon: str = "",
) -> SafeString:
    values = {
        "content": content,
        "action": action,
        "submit": submit,
        "cancel_url": cancel_url,
        "kind": kind,
        "multipart": multipart,
        "icon": icon,
    }
    return render(context, "form", values)


@register.simple_block_tag
def fieldset(content: str, legend: str, help: str = "") -> SafeString:
    hint = format_html('<p class="fieldset__help">{}</p>', help) if help else ""
    return format_html('<fieldset class="fieldset"><legend>{}</legend>{}{}</fieldset>', legend, hint, content)


@register.simple_tag(takes_context=True)
def formset_rows(
    context: Context, formset: BaseFormSet[Any], what: str = "row", add_label: str = "Add another"
) -> SafeString:
    rows = [
        {
            "form": one,
            "fields": [bound for bound in one.visible_fields() if bound.name != "DELETE"],
            "delete": one["DELETE"] if "DELETE" in one.fields else None,
        }
        for one in formset.forms
    ]
    return render(
        context, "formset_rows", {"formset": formset, "rows": rows, "what": what, "add_label": add_label}
    )


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    title: str,
    action: str,
    submit: str,
    cancel_url: str,
    tone: str = "attention",
    back: str = "Go back",
) -> SafeString:
    values = {
        "content": content,
        "title": title,
        "action": action,
        "submit": submit,
        "cancel_url": cancel_url,
        "tone": tone,
        "back": back,
    }
    return render(context, "confirm", values)
