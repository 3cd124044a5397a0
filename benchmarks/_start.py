"""Start Django for a benchmark: which folder, which database, and what a filled one says of itself."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

MANIFEST = "benchmark.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What `fill` made, and on whom the pages are measured. Ids as text."""

    people: int
    entries: int
    observations: int
    plans: int
    today: str
    seconds: float
    hr: str  # HR for everybody
    hr_scoped: str  # HR for one branch of the organisation
    second_level: str
    manager: str
    employee: str  # reports to the manager, has an active plan
    plan: str  # that plan
    measured: str  # somebody with figures who reports to the manager


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="FOLDER", required=True, help="the benchmark's own data folder")
    parser.add_argument("--database-url", default="", help="postgresql://… in place of SQLite in the folder")


def start(data: str, database_url: str = "") -> Path:
    """Set up Django on this folder; a benchmark never touches the data of a real organisation."""
    folder = Path(data).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["GOODSTANDING_DATA"] = str(folder)
    os.environ["GOODSTANDING_DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.settings"
    import django

    django.setup()
    return folder


def write_manifest(folder: Path, manifest: Manifest) -> None:
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest), indent=1) + "\n")


def read_manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    if not path.exists():
        raise SystemExit(f"{folder} holds no filled database: python -m benchmarks.fill --data {folder}")
    return Manifest(**json.loads(path.read_text()))
