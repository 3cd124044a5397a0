"""Signing in, accounts, the organisation's settings, oversight.

Names that start with `account_` and `mfa_` are those under which the sign-in library looks for its pages.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.account import (
    accounts,
    health,
    organisation,
    oversight,
    preferences,
    security,
    sign_in,
)
from goodstanding.web.views.errors import account_inactive

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/inactive/", account_inactive, name="account_inactive"),
    path("sign-in/second-factor/", security.second_factor, name="mfa_authenticate"),
    path("sign-in/passkey/", security.passkey_sign_in, name="mfa_login_webauthn"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("sign-out/", sign_in.sign_out, name="account_logout"),
    path("demo/sign-in/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("setup/<str:token>/", sign_in.setup, name="setup"),
    path("account/link/<uuid:person>/<str:token>/", sign_in.choose_password, name="choose_password"),
    path("account/security/", security.security, name="security"),
    path("account/security/", security.security, name="mfa_index"),
    path("account/security/password/", security.change_password, name="account_change_password"),
    path("account/security/confirm/", security.confirm_password, name="account_reauthenticate"),
    path("account/security/confirm/code/", security.confirm_code, name="mfa_reauthenticate"),
    path("account/security/confirm/passkey/", security.confirm_passkey, name="mfa_reauthenticate_webauthn"),
    path("account/security/app/on/", security.app_on, name="mfa_activate_totp"),
    path("account/security/app/off/", security.app_off, name="mfa_deactivate_totp"),
    path("account/security/codes/", security.codes_view, name="mfa_view_recovery_codes"),
    path("account/security/codes/new/", security.codes_new, name="mfa_generate_recovery_codes"),
    path("account/security/passkeys/", security.passkeys, name="mfa_list_webauthn"),
    path("account/security/passkeys/add/", security.passkey_add, name="mfa_add_webauthn"),
    path("account/security/passkeys/<int:pk>/rename/", security.passkey_rename, name="mfa_edit_webauthn"),
    path("account/security/passkeys/<int:pk>/remove/", security.passkey_remove, name="mfa_remove_webauthn"),
    path("account/notices/", preferences.preferences, name="preferences"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/outside/", accounts.account_new, name="account_new"),
    path("accounts/<uuid:person>/", accounts.account_edit, name="account_edit"),
    path("accounts/<uuid:person>/create/", accounts.account_create, name="account_create"),
    path("accounts/<uuid:person>/address/", accounts.account_email, name="account_address"),
    path("accounts/<uuid:person>/link/", accounts.account_link, name="account_link"),
    path("accounts/<uuid:person>/ask/", accounts.account_ask, name="account_ask"),
    path("accounts/steps/<int:step>/", accounts.account_answer, name="account_answer"),
    path("accounts/<uuid:person>/do/<str:what>/", accounts.account_do, name="account_do"),
    path("accounts/<uuid:person>/parts/", accounts.part_give, name="part_give"),
    path("accounts/<uuid:person>/parts/<int:grant>/end/", accounts.part_end, name="part_end"),
    path("settings/", organisation.organisation, name="organisation"),
    path("oversight/", oversight.oversight, name="oversight"),
]
