"""The web server and its worker: one process each, ended together."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager

from goodstanding.cli._children import beside
from goodstanding.domain.errors import UserError


def check_port(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise UserError(
                f"Port {port} on {address} cannot be used ({error.strerror}). Choose another with --port."
            ) from error


def open_browser(url: str) -> None:
    """Only where there is a screen; a browser in the terminal would take it over."""
    if sys.platform in {"darwin", "win32"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


def run(address: str, port: int, workers: int) -> None:
    """Serve until interrupted."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "goodstanding.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        websockets=False,
        # A page is CPU work: a few threads a process, and a queue for the rest.
        blocking_threads=4,
        backpressure=64,
        log_level=LogLevels.warning,
    )
    with own_signer(), beside("worker_process", "The worker", "worker"):
        server.serve()


@contextmanager
def own_signer() -> Iterator[None]:
    """The signer that belongs to this server, unless the settings name another. It outlives the worker."""
    from django.conf import settings
    from django.utils import timezone

    from goodstanding.actions.signing import own_folder, prepare

    folder = own_folder()
    if folder is None:
        yield
        return
    try:
        prepare(now=timezone.now())
    except UserError as error:  # entries can be written all the same; what is missing is said, and shown
        print(f"Nothing will be signed. {error.message}", file=sys.stderr, flush=True)
        yield
        return
    at = ("--folder", str(folder), "--socket", str(settings.SIGNER_SOCKET))
    with beside("signer_process", "The signer", "signer", "serve", *at):
        yield
