"""A real mail server on this computer, which can be told to refuse."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Post:
    """What arrived. `refuse`: the answer to the next mails, such as "550 no such user"."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.refuse = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuse and not self.refuse.startswith("550"):
            return self.refuse
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.arrived.append(message)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuse.startswith("550"):
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(settings: Any) -> Iterator[Post]:
    """The settings lead to it while it runs."""
    post, port = Post(), free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = ""
    settings.SENDS_MAIL = True
    settings.ADDRESS, settings.MAIL_DOMAIN = "https://pips.example.org", "pips.example.org"
    settings.DEFAULT_FROM_EMAIL = "good-standing@pips.example.org"
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
