"""Canaries planted in a file and erased: are they found anywhere on the disk afterwards?

python -m tests.durability.erased --folder DATA --canaries 50
"""

from __future__ import annotations

import argparse
import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.durability.place import NOW, Place, place, report, whole


def canary(number: int) -> str:
    return f"Canary{number:03d}wolframite"


def spellings(text: str) -> Iterator[bytes]:
    """The word itself, and as base64 has it, wherever in a group of three it begins."""
    plain = text.encode()
    yield plain
    for skipped in range(3):
        padded = base64.urlsafe_b64encode(b"\0" * skipped + plain)
        yield padded[(0, 2, 3)[skipped] : len(padded) - 4]


def found_in(folder: Path, words: list[str]) -> dict[str, int]:
    """How many of these words each file under the folder holds."""
    hits: dict[str, int] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        count = sum(any(each in data for each in spellings(word)) for word in words)
        if count:
            hits[path.name] = count
    return hits


def in_database(words: list[str]) -> int:
    """The same in every value of every table, for a database that is not in the folder."""
    from django.db import connection

    count = 0
    with connection.cursor() as cursor:
        text = b""
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor:
                text += repr([bytes(v) if isinstance(v, memoryview) else v for v in row]).encode()
    for word in words:
        count += any(each in text for each in spellings(word))
    return count


def plant(here: Place, words: list[str]) -> UUID:
    """Words in entries of several kinds, in a name, a figure’s source, an upload and a refused row."""
    from goodstanding.actions import entries, people
    from goodstanding.actions.imports import kept
    from goodstanding.domain.entries.day_to_day import Award, Coaching, Feedback
    from goodstanding.store import models

    person = here.people[0]
    for number, word in enumerate(words):
        payload: Any = (
            Feedback(tone="positive", behaviour=f"About {word}."),
            Coaching(facts=word, expectation=f"x {word}", agreed_actions="z"),
            Award(what=word[:300], why=f"Because of {word}"),
        )[number % 3]
        entries.record(person=person, payload=payload, by=here.manager, now=NOW)
    upload = kept.keep([f"number,name\n10,{words[0]}\n".encode()])
    admin = models.Grant.objects.filter(part="hr").values_list("person_id", flat=True)[0]
    models.ImportRun.objects.create(
        target="people", filename="people.csv", sha256=upload.sha256, size=upload.size, path=upload.path,
        state="done", problems=[[1, "name", words[1], "wrong"]], by_id=admin, created=NOW,
    )  # fmt: skip
    models.Person.objects.filter(id=person).update(name=words[2], email=f"{words[3]}@example.org")
    people.leave(person=person, last_day=NOW.date(), by=admin, now=NOW)
    return UUID(str(admin))


def run(folder: Path, canaries: int) -> dict[str, Any]:
    words = [canary(number) for number in range(canaries)]
    with place(folder) as here:
        from goodstanding.actions import erasures
        from goodstanding.domain.erasing import Target

        admin = plant(here, words)
        before = found_in(folder, words)
        planted = max([in_database(words), *before.values()])
        why = erasures.Why(ground="request", source="Letter of 3 March", reason="She asked for it.")
        erasures.carry_out(
            person=here.people[0],
            target=Target(scope="person"),
            why=why,
            by=admin,
            now=NOW + timedelta(days=1),
        )
        problems = whole()
        left = in_database(words)
        return {
            "canaries": canaries, "planted": planted, "files before": before,
            "left in tables": left, "left in files": found_in(folder, words), "problems": problems,
        }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--canaries", type=int, default=50)
    chosen = parser.parse_args()
    report(run(chosen.folder, chosen.canaries))


if __name__ == "__main__":
    main()
