"""`goodstanding restore`: a backup into an empty place."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodstanding.record.backup_archive import Archive

OLDER = """
If the server went on after this backup was made, this record is older than what people hold receipts for:
- entries after number {size} are missing, and nothing here can know of them;
- a signer whose folder was kept refuses to sign it, because it signed more before. That is right: say so to
  those concerned, with what is known to be missing, before anybody works on;
- what was erased since is in it again, unless you named the newest erasures.jsonl with --erasures."""


def add(commands: Any) -> None:
    command = commands.add_parser(
        "restore",
        help="bring a backup into an empty place",
        description="Prove that a backup is what was written, bring it into a new folder and an empty "
        "database, bring the tables up to this version, and check the whole record.",
    )
    command.add_argument("file", metavar="FILE", type=Path, help="what “goodstanding backup” wrote")
    command.add_argument("--data", metavar="FOLDER", type=Path, required=True, help="a new or empty folder")
    command.add_argument(
        "--database-url", metavar="URL",
        help="an empty PostgreSQL database (default: GOODSTANDING_DATABASE_URL, else SQLite)",
    )  # fmt: skip
    command.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="the backup was encrypted with its first line"
    )
    command.add_argument(
        "--even-if-damaged", action="store_true", help="also a record that was damaged when it was backed up"
    )
    command.add_argument(
        "--erasures", metavar="FILE", type=Path,
        help="the newest erasures.jsonl of the instance: what was erased since is erased again",
    )  # fmt: skip
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli.backup import read_passphrase
    from goodstanding.domain.errors import UserError
    from goodstanding.record.backup_archive import opened

    passphrase = read_passphrase(chosen.passphrase_file)
    try:
        file = chosen.file.open("rb")
    except OSError as error:
        raise UserError(f"{chosen.file} cannot be read: {error.strerror}.") from error
    with file, opened(file, passphrase) as archive:
        print(
            f"A backup of {archive.manifest.made:%d %b %Y %H:%M %Z}, {archive.manifest.log.size:,} entries."
        )
        with _new_folder(chosen.data) as folder:
            _bring_in(archive, folder, chosen)
    print(f"Restored into {chosen.data}. Start it with: goodstanding serve --data {chosen.data}")
    print(OLDER.format(size=archive.manifest.log.size))
    return 0


@contextmanager
def _new_folder(wanted: Path) -> Iterator[Path]:
    """A folder beside the wanted one, which becomes it at the end, or is gone."""
    from goodstanding.domain.errors import UserError

    if wanted.exists() and (not wanted.is_dir() or any(wanted.iterdir())):
        raise UserError(f"{wanted} is in use already. A backup is brought into a new or empty folder only.")
    beside = wanted.with_name(f".{wanted.name}.{os.getpid()}.restoring")
    try:
        beside.mkdir(mode=0o700, parents=True)
        yield beside
        if wanted.exists():
            wanted.rmdir()
        beside.rename(wanted)
    except OSError as error:
        raise UserError(f"{wanted} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _bring_in(archive: Archive, folder: Path, chosen: argparse.Namespace) -> None:
    from rich.progress import Progress

    if chosen.database_url is not None:
        os.environ["GOODSTANDING_DATABASE_URL"] = chosen.database_url
    with Progress(transient=True) as bar:
        task = bar.add_task("Proving the backup", total=None)
        archive.prove(lambda done, total: bar.update(task, completed=done, total=total))
        _start(archive, folder)
        from goodstanding.actions import restore

        restore.tables_into(
            archive,
            lambda done, total, what: bar.update(task, completed=done, total=total, description=what),
        )
        bar.update(task, description="Checking the record", total=None)
        problems = restore.audit()
    for problem in problems:
        print(problem, file=sys.stderr)
    _refuse_damage(len(problems), chosen)
    if chosen.erasures is not None:
        again = restore.erase_again(chosen.erasures, now=datetime.now(UTC))
        print(f"Erased again, of what was erased since: {again} parts.")
    restore.settle()


def _start(archive: Archive, folder: Path) -> None:
    """Django on the new folder, with the files that belong there already in it: among them the secret key."""
    from goodstanding.cli import _django
    from goodstanding.domain.errors import UserError

    archive.write_files(folder)
    _django.start(argparse.Namespace(data=str(folder), default_data=str(folder)))
    from django.db import DatabaseError

    from goodstanding.actions.durability import check_durable

    try:
        check_durable()
    except DatabaseError as error:
        raise UserError(f"The database does not answer: {error}. Look at --database-url.") from error


def _refuse_damage(problems: int, chosen: argparse.Namespace) -> None:
    from goodstanding.domain.errors import Damage

    if problems and not chosen.even_if_damaged:
        raise Damage(
            f"The record in this backup has {problems} problems, listed above: it was damaged when it was "
            "backed up. Nothing was restored into the folder. Take an older backup, or this one all the same "
            "with --even-if-damaged."
        )
