"""One's own password and second factor: the library's views in our frame, each at an address of ours."""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy

from goodstanding.queries.accounts import event_lines
from goodstanding.queries.preferences import feed_of
from goodstanding.web.forms.account import ChangePasswordForm
from goodstanding.web.viewer import public, viewer_of
from goodstanding.web.views.account.tables import events_table, passkeys_table

FOLDER = "gs/account/"


class SecurityView(base.IndexView):  # type: ignore[misc]
    template_name = FOLDER + "security.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["events"] = events_table(event_lines(viewer_of(self.request).person))
        context["feed"] = feed_of(viewer_of(self.request).person)
        context["with_names"], context["no_names"] = {"names": "yes"}, {"names": "no"}
        context["has_password"] = self.request.user.has_usable_password()
        return context


class ChangePasswordView(PasswordChangeView):  # type: ignore[misc]
    """The library keeps this session and ends the others."""

    template_name = FOLDER + "change_password.html"
    success_url = reverse_lazy("security")

    def get_form_class(self) -> type[ChangePasswordForm]:
        return ChangePasswordForm

    def get_success_url(self) -> str:
        return str(self.success_url)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.request.user.has_usable_password():
            messages.info(request, "This account has no password. Ask IT administration for a link.")
            return HttpResponse(status=303, headers={"Location": str(self.success_url)})
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


class PasskeysView(webauthn.ListWebAuthnView):  # type: ignore[misc]
    template_name = FOLDER + "passkeys.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["table"] = passkeys_table(context["authenticators"])
        return context


class _Entrance:
    """A page on the way in: nobody is signed in yet."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "plain_shell": True}


class SecondFactorView(_Entrance, base.AuthenticateView):  # type: ignore[misc]
    template_name = FOLDER + "second_factor.html"


security = SecurityView.as_view()
change_password = ChangePasswordView.as_view()
second_factor = public(SecondFactorView.as_view())
passkey_sign_in = public(webauthn.LoginWebAuthnView.as_view())

confirm_password = ReauthenticateView.as_view(template_name=FOLDER + "confirm_password.html")
confirm_code = base.ReauthenticateView.as_view(template_name=FOLDER + "confirm_code.html")
confirm_passkey = webauthn.ReauthenticateWebAuthnView.as_view(template_name=FOLDER + "confirm_passkey.html")

app_on = totp.ActivateTOTPView.as_view(template_name=FOLDER + "app_on.html")
app_off = totp.DeactivateTOTPView.as_view(template_name=FOLDER + "app_off.html")

codes_view = codes.ViewRecoveryCodesView.as_view(template_name=FOLDER + "codes.html")
codes_new = codes.GenerateRecoveryCodesView.as_view(template_name=FOLDER + "codes_new.html")

passkeys = PasskeysView.as_view()
passkey_add = webauthn.AddWebAuthnView.as_view(template_name=FOLDER + "passkey_add.html")
passkey_rename = webauthn.EditWebAuthnView.as_view(template_name=FOLDER + "passkey_rename.html")
passkey_remove = webauthn.RemoveWebAuthnView.as_view(template_name=FOLDER + "passkey_remove.html")
