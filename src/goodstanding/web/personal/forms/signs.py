"""A sign in ten seconds: what, and which. The rest may wait."""

from __future__ import annotations

from typing import Any

from django import forms

from goodstanding.domain.own.noticed import SignLookedInto, SignNoticed
from goodstanding.domain.own.signs import NOTICED
from goodstanding.web.forms.plain import DayField, LineField, WordsField
from goodstanding.web.personal.forms.base import OwnForm
from goodstanding.web.ui import ChoiceLabel

NOT_ASKED = ("", "I have not asked myself yet")


class WhyForm(forms.Form):
    why = forms.ChoiceField(
        label="What brings you here?",
        widget=forms.RadioSelect,
        help_text="It decides what is put first. You can change it whenever you like.",
        choices=[
            ("feeling", ChoiceLabel("Something feels wrong", help="Nothing is said, but things have changed.", icon="cloud")),
            ("plan", ChoiceLabel("I was put on a plan", help="A performance improvement plan, or a talk that announced one.", icon="clipboard-list")),
            ("passed", ChoiceLabel("I passed a plan", help="It is over, and I want to stay on the safe side.", icon="circle-check")),
            ("leaving", ChoiceLabel("I am leaving", help="By my own wish or not.", icon="door-open")),
        ],
    )  # fmt: skip


class SignForm(OwnForm):
    payload_type = SignNoticed
    sign = forms.ChoiceField(
        label="What kind of thing", choices=[(each.code, each.label) for each in NOTICED.values()]
    )
    words = WordsField(label="What happened", rows=2, help_text="One sentence: what was said or done.")
    happened = DayField(label="Day")
    who = LineField(label="Who", required=False)
    source = LineField(label="How you know it", required=False)
    frequency = forms.ChoiceField(
        label="How often?", required=False,
        choices=[NOT_ASKED, ("once", "Once"), ("several", "Several times"), ("often", "Again and again")],
    )  # fmt: skip
    scope = forms.ChoiceField(
        label="How much of your work?", required=False,
        choices=[NOT_ASKED, ("one_thing", "One piece of work"), ("one_person", "One person or team"),
                 ("most", "Most of my work")],
    )  # fmt: skip
    reach = forms.ChoiceField(
        label="Are your colleagues treated the same?", required=False,
        choices=[NOT_ASKED, ("others_too", "Yes, others too"), ("only_me", "No, only me"),
                 ("cannot_tell", "I cannot tell")],
    )  # fmt: skip
    support = forms.ChoiceField(
        label="What stands behind it?", required=False,
        choices=[NOT_ASKED, ("impression", "My impression"), ("somebody", "Somebody else noticed it too"),
                 ("paper", "A message, a calendar, a figure")],
    )  # fmt: skip

    FIRST = ("sign", "words", "happened")

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    def further_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.FIRST]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["autofocus"] = True


class LookedIntoForm(OwnForm):
    payload_type = SignLookedInto
    result = forms.ChoiceField(
        label="What came of it",
        widget=forms.RadioSelect,
        choices=[
            ("ordinary", ChoiceLabel("It has an ordinary reason", help="Good to know, and worth a line.", icon="sun")),
            ("open", ChoiceLabel("Still open", help="I asked, and do not know yet.", icon="circle-question-mark")),
            ("confirmed", ChoiceLabel("It is as I thought", help="I know what it is, and how I know it.", icon="circle-dot")),
        ],
    )  # fmt: skip
    words = WordsField(label="What you found out, and how")

    def __init__(self, *args: Any, sign: str, **kwargs: Any) -> None:
        self.sign = sign
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.cleaned_data["sign"] = self.sign
