"""What somebody brings to be checked: a receipt as a file, or a receipt or checkpoint as text."""

from __future__ import annotations

import re
from typing import Any

from django import forms

LARGEST = 500 * 1024


class CheckForm(forms.Form):
    file = forms.FileField(
        label="Receipt",
        required=False,
        max_length=400,
        help_text="The .json file that you took. It is looked at once and not kept.",
    )
    text = forms.CharField(
        label="Or its text",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="The text of a receipt, or of a checkpoint out of a letter or message.",
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file, text = cleaned.get("file"), (cleaned.get("text") or "").strip()
        if bool(file) == bool(text):
            raise forms.ValidationError("Choose a file, or put in its text: one of the two.")
        if file and file.size > LARGEST:
            raise forms.ValidationError({"file": "This file is too large to be a receipt."})
        return cleaned

    def data_to_check(self) -> bytes:
        """The bytes as they were given out: text fields of browsers end lines in their own way."""
        file = self.cleaned_data.get("file")
        if file:
            data: bytes = file.read()
            return data
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()
        if not text.startswith("{"):  # copied out of a letter: spaces and empty lines come along
            text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in text.split("\n")))
        return f"{text}\n".encode()
