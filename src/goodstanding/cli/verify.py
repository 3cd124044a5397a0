"""`goodstanding verify`: check receipts, exports, dossiers and whole logs. Needs no server, no database."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodstanding.record.key_file import KeyLine
    from goodstanding.record.verification.growth import Kept


def add(commands: Any) -> None:
    command = commands.add_parser(
        "verify",
        help="check receipts, exports, dossiers and whole logs",
        description="Check what was given out, alone and offline, in numbered steps. Exit code 0: everything "
        "is proved; 3: something is missing to prove it, as the key file; 4: something is wrong.",
    )
    command.add_argument("paths", metavar="FILE|FOLDER", type=Path, nargs="+",
                         help="a file, a folder or a ZIP; several, as a letter and its receipt")  # fmt: skip
    command.add_argument(
        "--key", metavar="KEYFILE", type=Path, help="the keys of the log, from where you trust them"
    )
    command.add_argument("--checkpoint", metavar="FILE", type=Path, action="append", default=[],
                         help="a checkpoint that you kept, as from a letter, or the proof that the log "
                         "only grew; may be repeated")  # fmt: skip
    command.add_argument("--fingerprint", metavar="SHA256",
                         help="of the key with which the organisation signs documents (PDF)")  # fmt: skip
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--brief", action="store_true", help="leave out what the receipts say")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import EXIT_DAMAGE, EXIT_USER
    from goodstanding.documents.verification import sources, words
    from goodstanding.documents.verification.issued import Issued
    from goodstanding.documents.verification.verify import Given, verify
    from goodstanding.domain.errors import UserError
    from goodstanding.record.verification.steps import Outcome

    keys = _keys(chosen.key) if chosen.key else None
    given = Given(keys, _kept(chosen.checkpoint), chosen.fingerprint)
    verified, passed_over, issued = [], [], Issued()
    for path in chosen.paths:
        alone = os.path.isfile(path) and not sources.is_archive(sources.read_file(path))
        for item in sources.items_in(path):
            issued.see(item)
            found = verify(item, given, alone=alone and item.name == path.name)
            if found is None:
                passed_over.append(item.name)
            else:
                verified.append(found)
    if not verified:
        raise UserError(f"There is nothing in {chosen.paths[0]} that can be verified.")
    verified += issued.reports(verified, pair=len(chosen.paths) > 1)
    if chosen.format == "json":
        sys.stdout.write(words.as_json(verified, passed_over))
    else:
        sys.stdout.write(words.text(verified, passed_over, show=not chosen.brief))
    if keys is None:
        print(f"goodstanding: {words.WITHOUT_KEYS}", file=sys.stderr)
    outcome = words.worst(each.report.outcome for each in verified)
    return {Outcome.GOOD: 0, Outcome.NOT_CHECKED: EXIT_USER, Outcome.WRONG: EXIT_DAMAGE}[outcome]


def _keys(path: Path) -> tuple[KeyLine, ...]:
    from goodstanding.documents.verification.sources import read_file
    from goodstanding.domain.errors import Damage, UserError
    from goodstanding.record import key_file

    try:
        return key_file.read(read_file(path).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not a key file: it is not UTF-8 text.") from error
    except Damage as damage:
        raise UserError(f"{path} cannot be used as key file. {damage.message}") from damage


def _kept(paths: list[Path]) -> Kept | None:
    """All that was kept, as one: the first checkpoint, with every proof."""
    from goodstanding.documents.verification.sources import read_file
    from goodstanding.domain.errors import Damage, UserError
    from goodstanding.record.verification.growth import Kept, read_kept

    found = []
    for path in paths:
        try:
            found.append(read_kept(read_file(path)))
        except Damage as damage:
            raise UserError(f"{path}: {damage.message}") from damage
    if not found:
        return None
    plain = [each for each in found if not each.proofs]
    if len(plain) > 1:
        raise UserError("Give one checkpoint at a time; proofs that the log grew may be several.")
    first = (plain or found)[0]
    return Kept(first.checkpoint, tuple(proof for each in found for proof in each.proofs))
