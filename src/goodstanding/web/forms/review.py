"""Answer a finding; say which rules and packs apply here."""

from __future__ import annotations

from typing import Any

from django import forms

from goodstanding.queries.review.settings import APPLIES, Settled
from goodstanding.review.rule import Rule
from goodstanding.web.forms.entries.fields import WordsField
from goodstanding.web.forms.plans.after_review import DISPOSITIONS


class AnswerForm(forms.Form):
    """What somebody decides about a finding."""

    disposition = forms.ChoiceField(
        label="What you decide about it", choices=DISPOSITIONS, widget=forms.RadioSelect
    )
    words = WordsField(label="Your answer", rows=4, help_text="Dates and facts.")


def _reason() -> WordsField:
    return WordsField(
        label="Reason", rows=3, help_text="It stays in the history, and every later review names the change."
    )


class RuleForm(forms.Form):
    """A rule on or off, and its thresholds. A field for each threshold, named as the rule names it."""

    runs = forms.TypedChoiceField(
        label="This rule",
        choices=[("yes", "runs"), ("no", "is switched off")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, rule: Rule, setting: Settled) -> None:
        self.rule = rule
        last = setting.last("rule", rule.id)
        super().__init__(data, initial={"runs": "no" if last and last.off else "yes"})
        held = dict(last.parameters) if last else {}
        for name, value in rule.parameters.items():
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                continue
            words = rule.parameter_words.get(name, name.replace("_", " "))
            self.fields[name] = forms.FloatField(
                label=words[:1].upper() + words[1:],
                initial=f"{held.get(name, value):g}",
                min_value=0,
                max_value=1_000_000,
                help_text=f"As the rule is written: {value:g}.",
            )
        self.fields["reason"] = _reason()

    def parameters(self) -> dict[str, float]:
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("runs", "reason")}


class PackForm(forms.Form):
    """To whom a pack applies."""

    applies = forms.ChoiceField(
        label="This pack applies",
        choices=list(APPLIES.items()),
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, pack: str, setting: Settled) -> None:
        super().__init__(data, initial={"applies": setting.applies(pack)})
        self.fields["reason"] = _reason()
