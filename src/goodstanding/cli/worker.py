"""`goodstanding worker`: run imports and other jobs. `serve` and `demo` start one by themselves."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from typing import Any


def add(commands: Any) -> None:
    command = commands.add_parser(
        "worker",
        help="run background jobs (serve and demo start one themselves)",
        description="Run imports and other background jobs until stopped. One worker is enough.",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.add_argument("--with-parent", action="store_true", help="stop when the starting process ends")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import _django

    _django.start(chosen)
    from goodstanding.actions.jobs import run_worker
    from goodstanding.actions.record_keeping import keep_record

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if chosen.with_parent:
        stop_with_parent(stop)
    keep_record(stop)
    run_worker(stop)
    return 0


def stop_with_parent(stop: threading.Event) -> None:
    parent = os.getppid()

    def watch() -> None:
        while not stop.wait(2):
            if os.getppid() != parent:
                stop.set()

    threading.Thread(target=watch, daemon=True).start()
