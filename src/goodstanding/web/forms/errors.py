"""What an action refused, said at the fields that are wrong."""

from __future__ import annotations

from django import forms

from goodstanding.domain.errors import UserError


def add_user_error(form: forms.BaseForm, error: UserError) -> None:
    """The error's fields at theirs; the message itself over the form, unless the fields say it all."""
    elsewhere = []
    for name, problems in error.fields.items():
        if name in form.fields:
            form.add_error(name, list(problems))
        else:
            elsewhere += problems
    if elsewhere or not any(name in form.fields for name in error.fields):
        form.add_error(None, [error.message, *elsewhere])
