"""This process on a database of its own that can be backed up, closed and looked at from outside: SQLite in
a folder, or PostgreSQL where the environment names one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connections
from django.db.utils import load_backend
from django.test import override_settings

POSTGRESQL = os.environ.get("GOODSTANDING_DATABASE_URL", "")


@contextmanager
def instance(folder: Path, url: str = "") -> Iterator[Path]:
    """`url` empty: SQLite. The files of the data folder belong to it, too."""
    from goodstanding.settings import database

    folder.mkdir(parents=True, exist_ok=True)
    kept = connections["default"]
    settings = connections.configure_settings({"default": database(url, folder)})["default"]
    made = load_backend(str(settings["ENGINE"])).DatabaseWrapper(settings, "default")
    connections["default"] = made
    try:
        with override_settings(DATA_DIR=folder, SIGNER="", LOG_NAME=""):
            yield folder
    finally:
        made.close()
        connections["default"] = kept


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """The address of an empty database, gone afterwards: on PostgreSQL, or empty for SQLite."""
    if not POSTGRESQL:
        yield ""
        return
    import psycopg

    parts = urlsplit(POSTGRESQL)
    whole = f"{parts.path.lstrip('/')}_{name}_{os.getpid()}"
    with psycopg.connect(POSTGRESQL, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{whole}"')
    try:
        yield urlunsplit(parts._replace(path=f"/{whole}"))
    finally:
        with psycopg.connect(POSTGRESQL, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{whole}" WITH (FORCE)')
