"""`goodstanding serve`: a real organisation."""

from __future__ import annotations

import argparse
from typing import Any


def add(commands: Any) -> None:
    command = commands.add_parser(
        "serve",
        help="run an organisation's server",
        description="Run an organisation's server. The first start prints an address under which you make "
        "the administrator's account. SQLite in the data folder, or PostgreSQL by GOODSTANDING_DATABASE_URL.",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.add_argument("--address", default="127.0.0.1", help="listen here (default: this computer only)")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--workers", type=int, default=2, help="server processes (default: 2)")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import _django, _server

    folder = _django.start(chosen)
    _server.check_port(chosen.address, chosen.port)
    _django.migrate()
    name = "localhost" if chosen.address == "127.0.0.1" else chosen.address
    base = f"http://{name}:{chosen.port}"
    print(f"Good Standing keeps its data in {folder}", flush=True)
    first = _setup_address(base)
    if first:
        print(f"First start. Make the administrator's account here, once:\n  {first}", flush=True)
    print(f"Serving on {base}/  (Ctrl-C stops it)", flush=True)
    _server.run(chosen.address, chosen.port, chosen.workers)
    return 0


def _setup_address(base: str) -> str:
    from django.urls import reverse
    from django.utils import timezone

    from goodstanding.actions.accounts import create_setup_token
    from goodstanding.queries.organisation import is_set_up

    if is_set_up():
        return ""
    return base + reverse("setup", args=[create_setup_token(now=timezone.now())])
