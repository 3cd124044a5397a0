"""What a backup says of itself: `manifest.json`, read strictly."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from goodstanding.domain.errors import Damage

FORMAT, VERSION = "goodstanding-backup", 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Part:
    """A file in the backup. `rows` of a table, None of any other file."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class LogState:
    """Where the log stood, and the text of the newest checkpoint; empty where nothing was signed."""

    origin: str
    size: int
    root: str
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`program` is the version that made it, `migrations` the last of each app, `made` when it was begun."""

    program: str
    made: datetime
    database: str
    migrations: tuple[tuple[str, str], ...]
    log: LogState
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        said = {
            "format": FORMAT, "version": VERSION, "program": self.program, "made": self.made.isoformat(),
            "database": self.database, "migrations": [list(each) for each in self.migrations],
            "log": asdict(self.log), "parts": [asdict(part) for part in self.parts],
        }  # fmt: skip
        return json.dumps(said, indent=1) + "\n"


def read(text: bytes) -> Manifest:
    """Damage where it is not a manifest of this version, wholly."""
    try:
        said = json.loads(text)
        if said["format"] != FORMAT:
            raise Damage("The file is not a backup of this program.")
        if said["version"] != VERSION:
            raise Damage(
                f"The backup has format {said['version']}; this program reads {VERSION}. Use a newer program."
            )
        log = LogState(**said["log"])
        parts = tuple(Part(**part) for part in said["parts"])
        made = datetime.fromisoformat(said["made"])
        found = Manifest(
            said["program"], made, said["database"], tuple((app, name) for app, name in said["migrations"]),
            log, parts,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damage("The backup’s manifest cannot be read: the file was cut off or changed.") from error
    _check(found)
    return found


def _check(found: Manifest) -> None:
    names = [part.name for part in found.parts]
    texts: list[Any] = [found.program, found.database, *(text for each in found.migrations for text in each)]
    texts += [
        found.log.origin,
        found.log.root,
        found.log.checkpoint,
        *names,
        *(p.sha256 for p in found.parts),
    ]
    counts = [
        found.log.size,
        *(part.bytes for part in found.parts),
        *(part.rows or 0 for part in found.parts),
    ]
    if not all(isinstance(text, str) for text in texts) or not all(type(number) is int for number in counts):
        raise Damage("The backup’s manifest holds values of the wrong kind.")
    if len(set(names)) != len(names) or not all(map(is_name, names)) or found.made.tzinfo is None:
        raise Damage("The backup’s manifest names a file twice, or one outside of the backup.")


def is_name(name: str) -> bool:
    """A relative path that leads nowhere else."""
    steps = name.split("/")
    return (
        len(steps) >= 2
        and steps[0] in {"tables", "files"}
        and all(step not in {"", ".", ".."} and "\\" not in step and "\0" not in step for step in steps)
    )
