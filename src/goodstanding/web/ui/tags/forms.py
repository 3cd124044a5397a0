"""Forms that anybody can fill in: labels, help, errors said twice (at the field and in the summary)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from goodstanding.web.ui.escaped import text
from goodstanding.web.ui.forms import Choice, FieldView, view_field
from goodstanding.web.ui.tags.actions import button, link_button
from goodstanding.web.ui.tags.base import draw_icon, render, token_input

register = template.Library()


@register.simple_tag
def field(bound_field: BoundField, label: str = "", help: str = "", size: str = "") -> SafeString:
    if bound_field.is_hidden:
        return SafeString(bound_field)
    return _drawn(view_field(bound_field, label, help, size))


@register.simple_tag(takes_context=True)
def word_check(context: Context, check: Any) -> SafeString:
    return render(context, "word_check", {"check": check})


@register.simple_tag
def choice_cards(bound_field: BoundField) -> SafeString:
    return _drawn(view_field(bound_field, cards=True))


def _drawn(f: FieldView) -> SafeString:
    wrong = " field--wrong" if f.errors else ""
    if f.shape == "check":
        box = f'<div class="check">{f.control}<label for="{text(f.id)}">{text(f.label)}</label></div>'
        return mark_safe(f'<div class="field field--check{wrong}">{box}{_notes(f)}</div>\n')
    named = text(f.label) + ("" if f.required else ' <span class="optional">optional</span>')
    if f.shape in {"group", "cards"}:
        return _drawn_group(f, wrong, named)
    icon = draw_icon("file-up", 22)
    control = f'<div class="file-drop">{icon}{f.control}</div>' if f.shape == "file" else f.control
    return mark_safe(
        f'<div class="field field--{f.shape} field--{text(f.size)}{wrong}">'
        f'<label for="{text(f.id)}">{named}</label>{_notes(f)}{control}{_words(f)}</div>\n'
    )


def _words(f: FieldView) -> str:
    """Where what is typed may be read for words that a file should not hold, and the button that asks for it.

    No submit button where scripts run, since the Enter key presses the first of those."""
    if not f.words:
        return ""
    css, url = "button button--quiet button--small", text(f.words_url)
    icon, key = draw_icon("spell-check", 16), text(f.words_id)
    of = f'<span class="visually-hidden"> of “{text(f.label)}”</span>'
    return (
        f'<div class="word-check-at"><div id="{key}" class="word-check-at__words" aria-live="polite"></div>'
        f'<button type="button" class="{css} word-check-at__button no-print" hx-post="{url}" '
        f'hx-target="#{key}" hx-sync="this:replace">{icon}<span>Check the words{of}</span></button>'
        f'<noscript><button type="submit" class="{css} no-print" formaction="{url}" formtarget="_blank" '
        f"formnovalidate>{icon}<span>Check the words (opens a new tab){of}</span></button></noscript></div>"
    )


def _drawn_group(f: FieldView, wrong: str, named: str) -> SafeString:
    described = f' aria-describedby="{text(f.described_by)}"' if f.described_by else ""
    css = "choice-cards" if f.shape == "cards" else "choices"
    rows = "".join(f"\n  {_choice(f, choice)}" for choice in f.choices)
    shown = f'<div class="{css}">{rows}</div>' if f.choices else f.control
    return mark_safe(
        f'<fieldset class="field field--{f.shape}{wrong}"{described}><legend>{named}</legend>'
        f"{_notes(f)}{shown}</fieldset>\n"
    )


def _choice(f: FieldView, choice: Choice) -> str:
    key = text(choice.id)
    told = (
        (f' id="{key}"', choice.id), (" checked", choice.checked), (' aria-invalid="true"', f.errors),
        (" disabled", choice.attrs.get("disabled")), (" required", f.required and f.kind == "radio"),
        (f' aria-describedby="{key}-about"', choice.help),
    )  # fmt: skip
    given = "".join(attribute for attribute, holds in told if holds)
    about = f'<p class="choice-card__help" id="{key}-about">{text(choice.help)}</p>' if choice.help else ""
    return (
        f'<div class="{"choice-card" if f.shape == "cards" else "check"}"><input type="{f.kind}" '
        f'name="{text(f.name)}" value="{text(choice.value)}"{given}><label for="{key}">'
        f"{draw_icon(choice.icon, 18)}<span>{text(choice.label)}</span></label>{about}</div>"
    )


def _notes(f: FieldView) -> str:
    """The help, and under it what is wrong."""
    shown = f'<p class="field__help" id="{text(f.help_id)}">{text(f.help)}</p>' if f.help else ""
    if not f.errors:
        return shown
    icon = draw_icon("circle-alert", 16)
    errors = "".join(
        f'<p>{icon}<span><span class="visually-hidden">Error: </span>{text(error)}</span></p>'
        for error in f.errors
    )
    return f'{shown}<div class="field__errors" id="{text(f.error_id)}">{errors}</div>'


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
    sent_as = ' enctype="multipart/form-data"' if multipart else ""
    cancel = link_button("Cancel", cancel_url, kind="quiet") if cancel_url else ""
    do = button(submit, kind=kind, icon=icon) + cancel
    return mark_safe(
        f'<form class="form" method="post" action="{text(action)}"{sent_as} novalidate>'
        f"{token_input(context)}\n{content}\n"
        f'<div class="buttons buttons--start">{do}</div></form>\n'
    )


@register.simple_block_tag
def fieldset(content: str, legend: str, help: str = "") -> SafeString:
    hint = f'<p class="fieldset__help">{text(help)}</p>' if help else ""
    return mark_safe(f'<fieldset class="fieldset"><legend>{text(legend)}</legend>{hint}{content}</fieldset>')


@register.simple_tag
def formset_rows(formset: BaseFormSet[Any], what: str = "row", add_label: str = "Add another") -> SafeString:
    management = "".join(str(bound) for bound in formset.management_form)
    rows = "".join(f"\n{_formset_row(one, number, what)}" for number, one in enumerate(formset.forms, 1))
    add = button(
        add_label,
        kind="secondary",
        icon="plus",
        name="add_row",
        value=formset.prefix or "",
        formnovalidate=True,
    )
    return mark_safe(f'<div class="formset">{management}{rows}\n<p>{add}</p></div>\n')


def _formset_row(form: BaseForm, number: int, what: str) -> str:
    hidden = "".join(str(bound) for bound in form.hidden_fields())
    fields = "".join(field(bound) for bound in form.visible_fields() if bound.name != "DELETE")
    delete = ""
    if "DELETE" in form.fields:
        delete = f'<div class="formset__delete">{field(form["DELETE"], label="Remove this one")}</div>'
    return (
        f'<fieldset class="formset__row"><legend>{text(capfirst(what))} {number}</legend>{hidden}'
        f'<div class="fields fields--grid">{fields}</div>{delete}</fieldset>'
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
