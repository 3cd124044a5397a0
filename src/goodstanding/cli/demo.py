"""`goodstanding demo`: an invented company, ready to walk through."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

MARK = "demo-built"


def add(commands: Any) -> None:
    command = commands.add_parser(
        "demo",
        help="run the demo company",
        description="Make an invented company of about 120 people with two years of history, and serve it. "
        "You sign in as any of its people with a click.",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "demo-data")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--seed", type=int, default=1, help="another seed, another company (default: 1)")
    command.add_argument("--fresh", action="store_true", help="make the company anew; what you did is lost")
    command.add_argument("--no-browser", action="store_true", help="do not open a browser")
    command.add_argument("--build-only", action="store_true", help="make the company and stop")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import _django, _server

    if chosen.data is None:
        chosen.data = chosen.default_data  # never the folder of a real organisation
    folder = _prepare(Path(chosen.data), fresh=chosen.fresh)
    _django.start(chosen, demo=True)
    if not chosen.build_only:
        _server.check_port("127.0.0.1", chosen.port)
    _django.migrate()
    if not (folder / MARK).exists():
        _build(chosen.seed)
        (folder / MARK).write_text(f"{chosen.seed}\n")
    if chosen.build_only:
        return 0
    # By name: browsers keep passkeys for names only.
    url = f"http://localhost:{chosen.port}/"
    print(
        f"The demo company is open on {url}\nChoose who you are on its first page. Ctrl-C stops it.",
        flush=True,
    )
    if not chosen.no_browser:
        _server.open_browser(url)
    _server.run("127.0.0.1", chosen.port, workers=1)
    return 0


def _prepare(folder: Path, *, fresh: bool) -> Path:
    """A folder that is empty or holds a finished demo. A half-made one starts anew."""
    from goodstanding.domain.errors import UserError

    database = folder / "goodstanding.sqlite3"
    if database.exists() and not (folder / MARK).exists() and not (folder / "demo-started").exists():
        raise UserError(
            f"{folder} holds the data of a real organisation. Choose another folder with --data, "
            "or start it with “goodstanding serve”."
        )
    folder.mkdir(parents=True, exist_ok=True)
    if fresh or (database.exists() and not (folder / MARK).exists()):
        for name in ("goodstanding.sqlite3", "goodstanding.sqlite3-wal", "goodstanding.sqlite3-shm", MARK):
            (folder / name).unlink(missing_ok=True)
        shutil.rmtree(folder / "signer", ignore_errors=True)
    (folder / "demo-started").touch()
    return folder


def _build(seed: int) -> None:
    from django.utils import timezone
    from rich.progress import Progress

    from goodstanding.demo import build

    print("Making the demo company, once: about half a minute on an idle computer.", flush=True)
    with Progress(transient=True) as bar:
        task = bar.add_task("Making the demo company", total=None)

        def progress(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what)

        build(seed=seed, today=timezone.localdate(), progress=progress)
