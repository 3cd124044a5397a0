"""Coming in and going out: password, second factor, one-time links, the demo's people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from goodstanding.actions import accounts
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.queries.accounts import find_setup, link_owner, user_of
from goodstanding.queries.demo_people import demo_people, everybody
from goodstanding.web import clock
from goodstanding.web.forms.account import ChoosePasswordForm, LoginForm, SetupForm
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.ui import Option
from goodstanding.web.viewer import public
from goodstanding.web.views import errors

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TOO_OFTEN = "too_many_login_attempts"


class SignInView(LoginView):  # type: ignore[misc]
    """The library's sign-in, so that second factors follow it, in our frame."""

    form_class = LoginForm
    template_name = "gs/account/sign_in.html"

    def get_form_class(self) -> type[LoginForm]:
        return LoginForm

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        if any(error.code == TOO_OFTEN for error in form.non_field_errors().as_data()):
            return errors.too_many(self.request)
        context = self.get_context_data(form=form)
        return render(self.request, self.template_name, context, status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["plain_shell"] = True
        context["next"] = self.get_next_url() or ""
        if settings.DEMO:
            # A real organisation never loads the demo.
            from goodstanding.demo.doors import story_groups

            context["demo_groups"] = (*demo_people(clock.today()), *story_groups())
            context["demo_everybody"] = [Option(id, name) for id, name in everybody()]
        return context


sign_in = public(SignInView.as_view())


class SignOutView(LogoutView):  # type: ignore[misc]
    """By POST only; opening the address does nothing."""

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect("/")


sign_out = public(SignOutView.as_view())


@public
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click is enough, in the demo company alone."""
    if not settings.DEMO:
        raise NotFound("The address may be old, or what it shows is not for you.")
    return _demo_sign_in(request)


@require_POST
def _demo_sign_in(request: HttpRequest) -> HttpResponse:
    try:
        person = UUID(request.POST.get("person", ""))
    except ValueError:
        return errors.bad_request(request)
    user = user_of(person)
    if user is None:
        raise NotFound("Nobody in the demo company signs in under this name.")
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="demo")
    request.session.set_expiry(0)
    return redirect(_own(request, request.POST.get("next", "")))


def _own(request: HttpRequest, target: str) -> str:
    """Where to go next, if it is a page of ours; else the start page."""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe and target.startswith("/") else "/"


@public
@sensitive_post_parameters()
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """The first administrator, under the address that the first start printed."""
    if not find_setup(token, clock.now()):
        raise NotFound("This set-up address was used, or is too old. Start the server anew for another.")
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _set_up(form, token)
        user = user_of(person) if person else None
        if user is not None:
            login(request, user, backend=BACKEND)
            request.session.set_expiry(0)
            return redirect("/")
    return _plain(request, "gs/account/setup.html", form)


def _set_up(form: SetupForm, token: str) -> UUID | None:
    values = form.cleaned_data
    try:
        return accounts.set_up(
            token=token, name=values["organisation"], jurisdiction=values["jurisdiction"],
            administrator=values["administrator"], email=values["email"], password=values["password"],
            now=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return None


def _plain(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "plain_shell": True, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)


@public
@sensitive_post_parameters()
def choose_password(request: HttpRequest, person: UUID, token: str) -> HttpResponse:
    """Where a one-time link leads."""
    email = link_owner(person, token)
    if email is None:
        raise NotFound("This link was used, or is too old. Ask IT administration for a new one.")
    form = ChoosePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accounts.choose_password(
                person=person, token=token, password=form.cleaned_data["password"], now=clock.now()
            )
            return _plain_done(request, email)
        except NotFound:
            raise
        except UserError as error:
            add_user_error(form, error)
    return _plain(request, "gs/account/choose_password.html", form, email=email)


def _plain_done(request: HttpRequest, email: str) -> HttpResponse:
    return render(request, "gs/account/password_chosen.html", {"plain_shell": True, "email": email})
