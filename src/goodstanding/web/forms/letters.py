"""What is asked before a letter is issued."""

from __future__ import annotations

from typing import Any

from django import forms

from goodstanding.documents.letters.compose import Letter
from goodstanding.web.forms.entries.fields import WordsField


class IssueForm(forms.Form):
    """A reason where the letter lacks something that is demanded; else nothing but the click."""

    reason = WordsField(
        label="Why it is issued without that",
        help_text="Whoever reads the file reads this. Where it can be done, correct the entry first.",
        rows=3,
        required=False,
    )

    def __init__(self, letter: Letter, data: Any = None) -> None:
        super().__init__(data)
        if not letter.lacks:
            del self.fields["reason"]
