"""What we settle differently from the sign-in library: wording, secrets at rest, and no public sign-up."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from goodstanding.domain.errors import UserError

WRONG = "The address and the password do not fit together. Check both and try again."
TOO_OFTEN = "Too many attempts. Wait fifteen minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by IT administration for people of the organisation; nobody signs up."""

    error_messages: Mapping[str, Any] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "account_inactive": WRONG,
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
        "incorrect_password": "This is not your password.",
        "enter_current_password": "This is not your password.",
        "incorrect_code": "This code is not right, or it was used. Wait for the next one and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """That somebody signed in or out, they see for themselves."""
        template = str(kwargs.get("message_template") or (args[0] if args else ""))
        if not template.endswith(("logged_in.txt", "logged_out.txt")):
            super().add_message(request, level, *args, **kwargs)

    def is_safe_url(self, url: str | None) -> bool:
        """Where to go after signing in; what is no address at all is no safe one."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Always an address: what a proxy sends may be none."""
        try:
            return str(ipaddress.ip_address(get_client_ip(request) or ""))
        except (ValueError, ImproperlyConfigured):
            return "0.0.0.0"  # unknown; counted together

    def reauthenticate(self, user: Any, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are stored encrypted under a key derived from the instance's secret key."""

    error_messages: Mapping[str, Any] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise UserError(
                "Your second factor cannot be read, because the server’s secret key was changed. "
                "Ask IT administration to reset it, then set it up anew."
            ) from error


def _box() -> Fernet:
    digest = hashlib.sha256(b"goodstanding.second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def client_ip(request: HttpRequest) -> str:
    return AccountAdapter(request).get_client_ip(request)


def attempted_address(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Under which name failed sign-ins are counted: the address as typed, in one spelling."""
    given = credentials or {}
    address = given.get("email") or given.get("login") or given.get("username")
    if not address and request is not None:
        address = request.POST.get("login", "")
    return str(address or "").strip().lower()[:255]
