"""Start Django for a command: the data folder and database it shall use, then the settings."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_data_options(command: argparse.ArgumentParser, default: str) -> None:
    command.add_argument(
        "--data",
        metavar="FOLDER",
        help=f"where the data lie (default: GOODSTANDING_DATA, else “{default}” in this folder)",
    )
    command.set_defaults(default_data=default)


def data_folder(chosen: argparse.Namespace) -> Path:
    return Path(chosen.data or os.environ.get("GOODSTANDING_DATA") or chosen.default_data).resolve()


def start(chosen: argparse.Namespace, *, demo: bool = False) -> Path:
    """Set up Django with this command's data folder, which is returned. UserError if a setting is wrong."""
    os.environ["GOODSTANDING_DATA"] = str(data_folder(chosen))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.settings")
    if demo:
        os.environ["GOODSTANDING_DEMO"] = "1"
        os.environ.pop("GOODSTANDING_DATABASE_URL", None)
    import django

    from goodstanding.domain.errors import UserError
    from goodstanding.setting_error import SettingError

    try:
        django.setup()
    except SettingError as error:
        raise UserError(str(error)) from error
    folder_path = Path(os.environ["GOODSTANDING_DATA"])
    (folder_path / "static").mkdir(parents=True, exist_ok=True)
    return folder_path


def migrate() -> None:
    """Bring the database to this version, and refuse one that could lose what it has acknowledged."""
    from django.core.management import call_command
    from django.db import DatabaseError

    from goodstanding.actions.durability import check_durable
    from goodstanding.domain.errors import UserError

    try:
        check_durable()
        call_command("migrate", verbosity=0, interactive=False)
    except (DatabaseError, UnicodeDecodeError) as error:
        raise UserError(
            f"The database does not answer: {error}. Look at GOODSTANDING_DATABASE_URL and at --data."
        ) from error
