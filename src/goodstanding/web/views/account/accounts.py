"""Accounts for IT administration; who plays which part, also for HR. Never what is in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions import account_steps as step_actions
from goodstanding.actions import accounts as actions
from goodstanding.domain.errors import NotAllowed, NotFound, UserError
from goodstanding.domain.grants import TITLES, given_by, may_give
from goodstanding.queries import account_steps as steps
from goodstanding.queries import accounts as queries
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.forms.account import AskForm, GivePartForm, NewAccountForm, OutsideReviewerForm
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.ui import Cell, Column, Option, Table
from goodstanding.web.viewer import viewer_with
from goodstanding.web.views.account.tables import events_table

KEEPERS = ("it_admin", "hr")
COLUMNS = (
    Column("Name"), Column("Address"), Column("Account"), Column("Parts"), Column("Last sign-in"),
)  # fmt: skip
PART_COLUMNS = (
    Column("Part"), Column("Scope"), Column("From"), Column("Last day"), Column("Given by"),
    Column("Change", hidden_label=True),
)  # fmt: skip
STATES = (
    Option("", "Everybody"), Option("with", "With an account"), Option("without", "Without an account"),
    Option("deactivated", "Deactivated"),
)  # fmt: skip
TONES = {"active": "good", "invited": "info", "deactivated": "attention", "none": "neutral"}
ICONS = {"active": "circle-check", "invited": "mail", "deactivated": "ban", "none": "circle-dashed"}


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    viewer = viewer_with(request, *KEEPERS)
    search, state, part = (request.GET.get(name, "")[:200] for name in ("q", "state", "part"))
    page = queries.account_lines(
        search=search, state=state, part=part, page=request.GET.get("page", "1"), today=viewer.today
    )
    table = Table(COLUMNS, [_row(line) for line in page], empty="Nobody fits this search.")
    context = {
        "page": page, "table": table, "q": search, "state": state, "part": part, "states": STATES,
        "parts": [Option("", "Any part"), *(Option(code, title) for code, title in TITLES.items())],
        "keeps_accounts": "it_admin" in queries.whole_parts(viewer),
    }  # fmt: skip
    return render(request, "gs/account/accounts.html", context)


def _row(line: queries.AccountLine) -> list[object]:
    return [
        Cell(line.name, url=reverse("account_edit", args=[line.person]), note=line.team or line.number),
        line.email or "no address",
        Cell(queries.STATES[line.state], tone=TONES[line.state], icon=ICONS[line.state]),
        ", ".join(line.parts) or "none",
        line.last_sign_in.date() if line.last_sign_in else "never",
    ]


def account_new(request: HttpRequest) -> HttpResponse:
    """Somebody from outside, who has no employment here: a reviewer, a decider, a witness."""
    viewer = viewer_with(request, "it_admin")
    form = OutsideReviewerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person, token = actions.add_outside_reviewer(
                **form.cleaned_data, by=viewer.person, now=clock.now()
            )
            return _hand_over(request, person, token)
        except UserError as error:
            add_user_error(form, error)
    status = 422 if form.is_bound else 200
    return render(request, "gs/account/account_new.html", {"form": form}, status=status)


def _hand_over(request: HttpRequest, person: UUID, token: str) -> HttpResponse:
    """Show a one-time link, this once."""
    found = _account(person)
    link = request.build_absolute_uri(reverse("choose_password", args=[person, token]))
    return render(request, "gs/account/hand_over.html", {"account": found, "link": link})


@require_safe
def account_edit(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_with(request, *KEEPERS)
    return _show(request, viewer, person)


def _show(
    request: HttpRequest, viewer: Viewer, person: UUID,
    part_form: GivePartForm | None = None, email_form: NewAccountForm | None = None,
    ask_form: AskForm | None = None,
) -> HttpResponse:  # fmt: skip
    found = _account(person)
    held, there = queries.whole_parts(viewer), found.hr_is_there
    own = viewer.person == person
    keeps = "it_admin" in held and not own
    context = {
        "account": found, "own": own, "events": events_table(found.events), "part_columns": PART_COLUMNS,
        "keeps_accounts": keeps,
        "guard": steps.guard(person, viewer.person, today=viewer.today, now=clock.now())
        if keeps and found.guarded else None,
        "ask_form": ask_form or AskForm(),
        "email_form": email_form or NewAccountForm(initial={"email": found.line.email}),
        "part_form": None if own else part_form or _part_form(request, viewer, there, bound=False),
        "endable": _endable(found, viewer),
        "state": queries.STATES[found.line.state],
    }  # fmt: skip
    wrong = any(form is not None and form.is_bound for form in (part_form, email_form, ask_form))
    return render(request, "gs/account/account.html", context, status=422 if wrong else 200)


def _part_form(request: HttpRequest, viewer: Viewer, there: bool, *, bound: bool) -> GivePartForm:
    return GivePartForm(
        request.POST if bound else None,
        parts=given_by(queries.whole_parts(viewer), hr_is_there=there),
        teams=queries.teams_to_choose(), today=viewer.today, prefix="part",
    )  # fmt: skip


@require_POST
def account_create(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_with(request, "it_admin")
    form = NewAccountForm(request.POST)
    if form.is_valid():
        try:
            token = actions.create_account(
                person=person, email=form.cleaned_data["email"], by=viewer.person, now=clock.now()
            )
            return _hand_over(request, person, token)
        except UserError as error:
            _pass_on(error)
            add_user_error(form, error)
    return _show(request, viewer, person, email_form=form)


@require_POST
def account_email(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_with(request, "it_admin")
    form = NewAccountForm(request.POST)
    if form.is_valid():
        try:
            actions.change_email(
                person=person, email=form.cleaned_data["email"], by=viewer.person, now=clock.now()
            )
            messages.success(request, "The address is changed.")
            return redirect("account_edit", person)
        except UserError as error:
            _pass_on(error)
            add_user_error(form, error)
    return _show(request, viewer, person, email_form=form)


@require_POST
def account_link(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_with(request, "it_admin")
    token = actions.make_link(person=person, by=viewer.person, now=clock.now())
    return _hand_over(request, person, token)


@require_POST
def account_ask(request: HttpRequest, person: UUID) -> HttpResponse:
    """Ask somebody else to agree to a step on an account that needs two."""
    viewer = viewer_with(request, "it_admin")
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            alone = step_actions.ask(person=person, **form.cleaned_data, by=viewer.person, now=clock.now())
            messages.success(
                request, ALONE if alone else "Asked. Whoever may agree reads it on their start page."
            )
            return redirect("account_edit", person)
        except UserError as error:
            _pass_on(error)
            add_user_error(form, error)
    return _show(request, viewer, person, ask_form=form)


@require_POST
def account_answer(request: HttpRequest, step: int) -> HttpResponse:
    viewer = viewer_with(request, *KEEPERS)
    agree = request.POST.get("agree") == "yes"
    step_actions.answer(id=step, agree=agree, by=viewer.person, now=clock.now())
    messages.success(request, "You agreed. The step can be done for three days." if agree else "Refused.")
    return redirect("home")


ASKED = "Asked. Whoever may agree reads it on their start page."
ALONE = "There is nobody who could agree. You may go on alone; everybody in HR reads your reason."

_DOES: dict[str, tuple[Callable[..., None], str]] = {
    "deactivate": (actions.deactivate, "Deactivated. Every session of this account has ended."),
    "reactivate": (actions.reactivate, "Reactivated. The password is the one from before."),
    "reset-second-factor": (actions.reset_second_factor, "The second factor is removed."),
    "unlock": (actions.unlock, "Unlocked. They can try again at once."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page says before something that others feel at once is done."""

    title: str
    means: str
    submit: str


_ASKS = {
    "deactivate": Asked(
        "Deactivate this account?",
        "They are signed out at once and cannot sign in until it is reactivated. Their file, and what they "
        "wrote, stay as they are; what waits for them still waits.",
        "Deactivate",
    ),
    "reset-second-factor": Asked(
        "Remove the second factor?",
        "Their authenticator app, passkeys and recovery codes stop working, and they are signed out at once. "
        "From then on the password alone is enough, until they set up another. Ask them first, by a way you "
        "trust.",
        "Remove the second factor",
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def account_do(request: HttpRequest, person: UUID, what: str) -> HttpResponse:
    viewer = viewer_with(request, "it_admin")
    if what not in _DOES or (request.method != "POST" and what not in _ASKS):
        raise NotFound("There is no such step.")
    if request.method != "POST":
        return _ask(request, _account(person), _ASKS[what])
    act, done = _DOES[what]
    act(person=person, by=viewer.person, now=clock.now())
    messages.success(request, done)
    return redirect("account_edit", person)


@require_POST
def part_give(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_with(request, *KEEPERS)
    form = _part_form(request, viewer, steps.hr_is_there(clock.now()), bound=True)
    if form.is_valid():
        try:
            actions.give_part(person=person, **form.cleaned_data, by=viewer.person, now=clock.now())
            messages.success(request, "The part is given. It holds from the next page they open.")
            return redirect("account_edit", person)
        except UserError as error:
            _pass_on(error)
            add_user_error(form, error)
    return _show(request, viewer, person, part_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def part_end(request: HttpRequest, person: UUID, grant: int) -> HttpResponse:
    viewer = viewer_with(request, *KEEPERS)
    if request.method != "POST":
        return _ask_end(request, viewer, person, grant)
    actions.end_part(person=person, grant=grant, by=viewer.person, now=clock.now())
    messages.success(request, "The part has ended.")
    if person == viewer.person:
        return redirect("home")
    return redirect("account_edit", person)


def _ask_end(request: HttpRequest, viewer: Viewer, person: UUID, grant: int) -> HttpResponse:
    found = _account(person)
    part = next((p for p in found.parts if p.id == grant), None)
    if part is None or part.id not in _endable(found, viewer):
        raise NotFound("There is no such part to end.")
    whose = "You lose" if viewer.person == person else "They lose"
    means = (
        f"{whose} it with the next page. What was done with it stays. Nobody takes this back; the part can "
        "be given again."
    )
    scope = part.scope or "everybody"
    return _ask(request, found, Asked(f"End the part “{part.title}” for {scope}?", means, "End it now"))


def _ask(request: HttpRequest, found: queries.Account, asked: Asked) -> HttpResponse:
    """Nothing is done yet: the same address by POST does it."""
    return render(request, "gs/account/ask.html", {"account": found, "asked": asked, "here": request.path})


def _account(person: UUID) -> queries.Account:
    found = queries.account(person, today=clock.today(), now=clock.now())
    if found is None:
        raise NotFound("There is no such person.")
    return found


def _endable(found: queries.Account, viewer: Viewer) -> set[int]:
    held = queries.whole_parts(viewer)
    own = viewer.person == found.line.person
    return {
        p.id for p in found.parts
        if p.state != "over" and (own or may_give(p.part, held, hr_is_there=found.hr_is_there))
    }  # fmt: skip


def _pass_on(error: UserError) -> None:
    """Not for a form to say: who may not, or what does not exist, is answered by a page of its own."""
    if isinstance(error, (NotAllowed, NotFound)):
        raise error
