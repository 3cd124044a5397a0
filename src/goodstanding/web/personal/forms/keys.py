"""Passphrases and copies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from goodstanding.web.personal.forms.base import OwnForm

SHORTEST = 12


class PassphraseField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.PasswordInput, strip=False, max_length=500, **kwargs)


def check_strength(passphrase: str) -> None:
    if len(passphrase) < SHORTEST:
        raise ValidationError(
            f"Take at least {SHORTEST} characters. Four or five words that have nothing to do with each "
            "other are strong and easy to keep in mind."
        )
    if len(set(passphrase.lower())) < 5:
        raise ValidationError("This repeats a few characters, and would be guessed.")
    CommonPasswordValidator().validate(passphrase)


class _Chosen(OwnForm):
    new = PassphraseField(
        label="Passphrase",
        help_text="Four or five unrelated words. Nobody opens the file without it; nobody can reset it.",
        validators=[check_strength],
    )
    again = PassphraseField(label="The same once more")

    def clean(self) -> None:
        super().clean()
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", "The two are not the same.")


class BeginForm(_Chosen):
    own_computer = forms.BooleanField(
        label="This is my own computer, not my employer’s",
        help_text="An employer may lawfully look at its computers, and often copies all that is on them.",
    )
    no_reset = forms.BooleanField(label="I know that a forgotten passphrase cannot be reset by anybody")


class UnlockForm(OwnForm):
    passphrase = PassphraseField(label="Passphrase")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passphrase"].widget.attrs["autofocus"] = True


class ChangeForm(_Chosen):
    old = PassphraseField(label="Present passphrase")
    field_order = ["old", "new", "again"]


class CopyForm(OwnForm):
    copy = forms.FileField(label="The copy")
    passphrase = PassphraseField(
        label="Its passphrase", help_text="The one that the file had when the copy was made."
    )
