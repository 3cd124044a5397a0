"""Forms for signing in, accounts and the organisation's settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date
from functools import lru_cache
from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.forms.formsets import BaseFormSet

from goodstanding.domain.grants import SCOPED, SEES, TITLES
from goodstanding.domain.guarded import LINK, STEPS
from goodstanding.domain.policy import Policy
from goodstanding.queries.jurisdictions import jurisdictions
from goodstanding.web.ui import ChoiceLabel
from goodstanding.web.ui.forms import LongSelect, draw_options

LONGEST_PASSWORD = 1024


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """The library's form with our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "Email address"
        login.widget.attrs.update(autocomplete="username", autofocus=True)
        password.help_text = ""
        for one in (login, password):
            one.widget.attrs.pop("placeholder", None)
        password.max_length = LONGEST_PASSWORD
        password.validators.append(forms.CharField(max_length=LONGEST_PASSWORD).validators[0])


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": "Password now", "password1": "New password", "password2": "Once more"}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = "At least 12 characters. Other sessions of yours end."


def _password(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, strip=False, max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


class TwoPasswords(forms.Form):
    password = _password("Password", "At least 12 characters. A sentence that only you would write is good.")
    password_again = _password("Password again")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, second = values.get("password"), values.get("password_again")
        if first and second and first != second:
            self.add_error("password_again", "The two passwords differ.")
        return values


class ChoosePasswordForm(TwoPasswords):
    pass


class JurisdictionSelect(LongSelect):
    """All countries and their parts: the same for everybody, and so drawn once."""

    def drawn(self) -> str:
        return _drawn_jurisdictions()


@lru_cache(maxsize=1)
def _drawn_jurisdictions() -> str:
    return draw_options(_places())


def jurisdiction_field() -> forms.ChoiceField:
    """Nothing is chosen for anybody: the first of the list would be somebody else’s country."""
    return forms.ChoiceField(
        label="Country or part of it", choices=_places, widget=JurisdictionSelect,
        help_text="Decides which days are public holidays, for every deadline in working days.",
    )  # fmt: skip


def _places() -> list[tuple[str, Any]]:
    return [("", "Choose one"), *jurisdictions()]


class SetupForm(TwoPasswords):
    organisation = forms.CharField(label="Name of the organisation", max_length=200)
    jurisdiction = jurisdiction_field()
    administrator = forms.CharField(label="Your name", max_length=200)
    email = forms.EmailField(label="Your email address", help_text="You sign in with it.", max_length=254)

    field_order = ("organisation", "jurisdiction", "administrator", "email", "password", "password_again")


class NewAccountForm(forms.Form):
    email = forms.EmailField(label="Email address", help_text="They sign in with it.", max_length=254)


class AskForm(forms.Form):
    """For a step on an account that one administrator alone does not do."""

    step = forms.ChoiceField(
        label="What", choices=list(STEPS.items()), widget=forms.RadioSelect, initial=LINK
    )
    reason = forms.CharField(
        label="Why it is needed", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Whoever agrees reads it, and so does the person.",
    )  # fmt: skip


class OutsideReviewerForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="Email address", help_text="They sign in with it.", max_length=254)


class GivePartForm(forms.Form):
    part = forms.ChoiceField(label="Part", widget=forms.RadioSelect)
    team = forms.ChoiceField(
        label="Scope", required=False, widget=LongSelect,
        help_text="A team covers what is below it too. Auditors, works council and IT administration are "
        "always for the whole organisation.",
    )  # fmt: skip
    since = forms.DateField(label="From")
    until = forms.DateField(label="Last day", required=False, help_text="Empty: until somebody ends it.")

    def __init__(
        self, *args: Any, parts: tuple[str, ...], teams: list[tuple[str, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(part, ChoiceLabel(TITLES[part], help=SEES[part])) for part in parts]
        self._choose("part", choices)
        self._choose("team", [("", "Everybody"), *teams])
        self.fields["since"].initial = today

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("team") and values.get("part") not in SCOPED:
            self.add_error("team", "This part is for the whole organisation.")
        return values


Words = tuple[str, str]
"""A label and its help."""

_GROUPS: dict[str, dict[str, Words]] = {
    "Before a plan": {
        "concern_decision_working_days": ("HR answers a concern", "Working days from the day it was raised."),
        "review_working_days": ("Submitted plans reviewed", "Working days, for second level and HR each."),
        "endorsement_required": ("The second level endorses", "The manager’s manager agrees before HR."),
        "minimum_plan_days": ("Shortest plan", "Calendar days between start and end."),
        "plans_meant_a_quarter": (
            "Number of plans asked for", "In a quarter, of all managers together; 0 where no number is set. "
            "The review sets it beside the number opened.",
        ),
    },
    "While a plan runs": {
        "acknowledge_working_days": ("Receipts", "Working days to confirm what somebody was given."),
        "check_in_grace_working_days": ("Check-ins", "Working days until one not held counts as missed."),
        "question_answer_working_days": ("Questions", "Working days in which a question is answered."),
        "determine_working_days": ("Goals determined", "Working days after a goal is due."),
        "countersign_working_days": ("Goals countersigned", "Working days after the determination."),
        "close_working_days": ("Plan closed", "Working days after its last day."),
        "changed_standard_needs_new_plan": (
            "A changed standard ends the plan", "Another plan starts instead of a change to the running one.",
        ),
    },
    "After a plan that was not met": {
        "proposal_within_days": ("Proposal at the latest", "Calendar days after closing."),
        "reply_working_days": ("Time to reply", "Working days for the employee."),
        "decide_working_days": ("Decision", "Working days after the reply."),
        "appeal_days": ("Time to appeal", "Calendar days for the employee."),
        "appeal_decision_working_days": ("Decision on the appeal", "Working days."),
    },
    "After a plan that was met": {
        "watch_days": ("Watch", "Calendar days."),
        "watch_check_every_days": ("Checks during the watch", "Calendar days from one to the next."),
        "watch_cap_days": ("Longest watch", "Calendar days, with every extension."),
        "relapse_window_days": ("Relapse window", "Calendar days from the start of the plan."),
        "relapse_may_go_to_proposal": (
            "A relapse may lead to a proposal", "Otherwise to another plan or to nothing.",
        ),
    },
    "The record and figures": {
        "late_entry_days": ("Late entries", "Calendar days after which an entry is marked as recorded late."),
        "minimum_group": ("Smallest peer group", "People, the person included. Never under 5."),
        "minimum_coverage_percent": (
            "Share of a window with figures", "Percent. Below it a metric goal is not assessable.",
        ),
        "figures_reviewed_every_weeks": ("Reviews of the figures", "Weeks. With 0 only when HR asks."),
    },
}  # fmt: skip

_LIMITS = {
    "minimum_group": (5, 1000),
    "plans_meant_a_quarter": (0, 10_000),
    "minimum_coverage_percent": (1, 100),
    "figures_reviewed_every_weeks": (0, 52),
}
_LONGEST = 3650


def _policy_field(name: str, words: Words, default: Any) -> forms.Field:
    label, help_text = words
    if isinstance(default, bool):
        return forms.BooleanField(label=label, help_text=help_text, required=False)
    least, most = _LIMITS.get(name, (1, _LONGEST))
    return forms.IntegerField(label=label, help_text=help_text, min_value=least, max_value=most)


class OrganisationForm(forms.Form):
    """The name, and every field of the policy."""

    name = forms.CharField(label="Name of the organisation", max_length=200)
    jurisdiction = jurisdiction_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        defaults = asdict(Policy())
        for group in _GROUPS.values():
            for name, words in group.items():
                self.fields[name] = _policy_field(name, words, defaults[name])

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in group]) for title, group in _GROUPS.items()]

    def policy(self) -> Policy:
        return Policy(**{f.name: self.cleaned_data[f.name] for f in fields(Policy)})


class ScaleLevelForm(forms.Form):
    value = forms.IntegerField(label="Value", min_value=0, max_value=100)
    label = forms.CharField(label="Words", max_length=200)


ScaleForms = BaseFormSet[ScaleLevelForm]
ScaleFormSet = forms.formset_factory(ScaleLevelForm, extra=0, min_num=2, max_num=12, validate_min=True,
                                     validate_max=True, can_delete=True, absolute_max=30)  # fmt: skip
