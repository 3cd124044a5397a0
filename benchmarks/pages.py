"""What each main page costs a worker: CPU time and SQL statements, per kind of viewer.

    python -m benchmarks.pages FOLDER [FOLDER …]

Each folder was made by `benchmarks.fill`. Requests go through the whole WSGI handler, session, middleware and
template included; CPU is the process's own, so that other work on the machine does not count. “CPU ms” is of
a page that was asked for before, as by a reader who goes from page to page; “first” is the same request where
the process remembers nothing that it read. The limit is of the former. Ends with 1 if a page passes a limit,
or needs more statements in a larger organisation than in a smaller one.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

from benchmarks._addresses import pages
from benchmarks._start import read_manifest, start

MOST_STATEMENTS = 12
MOST_MILLISECONDS = 25.0
WARM_UP, TIMES, FIRST_TIMES = 4, 25, 5
EMPTY = b'class="empty'


@dataclass(frozen=True, slots=True)
class Measured:
    page: str
    viewer: str
    status: int
    statements: int
    milliseconds: float
    kilobytes: float
    first: float
    """Milliseconds where nothing of what it shows was read since the start of the process."""
    empty: bool
    """The page says that there is nothing to list."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description="Measure the pages.")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--database-url", default="", help="for one folder: where its database is")
    parser.add_argument("--only", default="", help="pages whose name contains this")
    parser.add_argument("--json", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.json:
        rows = measure(chosen.folders[0], chosen.database_url, chosen.only)
        print(json.dumps([asdict(row) for row in rows]))
        return 0
    return report([(f, _in_own_process(f, chosen.database_url, chosen.only)) for f in chosen.folders])


def _in_own_process(folder: str, database_url: str, only: str) -> list[Measured]:
    """Django is set up once a process, so each folder has its own."""
    command = [sys.executable, "-m", "benchmarks.pages", folder, "--json", "--only", only]
    made = subprocess.run(
        [*command, "--database-url", database_url], stdout=subprocess.PIPE, check=True, text=True
    )
    return [Measured(**row) for row in json.loads(made.stdout.splitlines()[-1])]


def measure(folder: str, database_url: str, only: str) -> list[Measured]:
    manifest = read_manifest(start(folder, database_url))
    bench = Bench()
    rows = [bench.measure("healthz", "nobody", "/healthz", "")]
    for page in pages(manifest):
        if only in page.name:
            rows += [
                bench.measure(page.name, viewer, page.path, person) for viewer, person in page.viewers.items()
            ]
    return rows


def _session(person: str) -> str:
    from django.conf import settings
    from django.test import Client

    from goodstanding.store import models

    client = Client()
    backend = settings.AUTHENTICATION_BACKENDS[-1]
    client.force_login(models.User.objects.get(person_id=person), backend=backend)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Bench:
    """The program's WSGI handler, called as a server calls it."""

    def __init__(self) -> None:
        from goodstanding.wsgi import application

        self.handler = application
        self.sessions: dict[str, str] = {"": ""}
        self.empty = False

    def measure(self, page: str, viewer: str, path: str, person: str) -> Measured:
        """`person` is an id; empty: nobody is signed in."""
        if person not in self.sessions:
            self.sessions[person] = _session(person)
        session = self.sessions[person]
        for _ in range(WARM_UP):
            status, size = self.get(path, session)
        with counted() as statements:
            self.get(path, session)
        spent = []
        for _ in range(TIMES):
            began = time.process_time()
            self.get(path, session)
            spent.append(time.process_time() - began)
        milliseconds = round(statistics.median(spent) * 1000, 2)
        first = self.first(path, session)
        return Measured(
            page, viewer, status, len(statements), milliseconds, round(size / 1024, 1), first, self.empty
        )

    def first(self, path: str, session: str) -> float:
        """The same with everything forgotten that the process worked out before. The code is warm, as in a
        server that has run for a while, and so is the database."""
        from goodstanding.domain.remembered import forget_all

        spent = []
        for _ in range(FIRST_TIMES):
            forget_all()
            began = time.process_time()
            self.get(path, session)
            spent.append(time.process_time() - began)
        return round(statistics.median(spent) * 1000, 2)

    def get(self, path: str, session: str) -> tuple[int, int]:
        found: list[str] = []

        def start_response(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], object]:
            found.append(status)
            return lambda data: None

        body = self.handler(_environ(path, session), start_response)
        sent = b"".join(body)
        size = len(sent)
        self.empty = EMPTY in sent
        body.close()
        return int(found[0].split()[0]), size


def _environ(path: str, session: str) -> dict[str, Any]:
    where, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": where, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": f"sessionid={session}",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": False, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL statements that run meanwhile."""
    from django.db import connection

    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def report(results: list[tuple[str, list[Measured]]]) -> int:
    bad = 0
    for folder, rows in results:
        trivial = rows[0].milliseconds
        print(f"\n{folder}: a trivial page (healthz) costs {trivial:.2f} ms of CPU\n")
        figures = f"{'status':>7}{'SQL':>5}{'CPU ms':>9}{'× trivial':>11}{'first':>8}{'KB':>7}"
        print(f"{'page':26}{'viewer':14}{figures}")
        for row in rows[1:]:
            wrong = _wrong(row)
            bad += bool(wrong)
            print(
                f"{row.page:26}{row.viewer:14}{row.status:7}{row.statements:5}{row.milliseconds:9.2f}"
                f"{row.milliseconds / trivial:11.1f}{row.first:8.1f}{row.kilobytes:7.1f}  {wrong}"
            )
    bad += _growing([rows for _, rows in results])
    print(f"\n{bad or 'no'} limit{'s' if bad != 1 else ''} passed "
          f"({MOST_STATEMENTS} statements, {MOST_MILLISECONDS:.0f} ms, no more at any size)")  # fmt: skip
    return 1 if bad else 0


def _wrong(row: Measured) -> str:
    said = []
    if row.status != 200:
        said.append("not shown")
    if row.statements > MOST_STATEMENTS:
        said.append("too many statements")
    if row.milliseconds > MOST_MILLISECONDS:
        said.append("too slow")
    return ", ".join(said)


def _growing(sizes: list[list[Measured]]) -> int:
    """How many pages need more statements where there are more people; the smallest folder stands first.

    One more is no growth: a page asks for names, or for what comes next, only where there are any. Where the
    smaller organisation has nothing to list, the page asks nothing about what is listed: it is not compared.
    """
    grown = 0
    for small, large in pairwise(sizes):
        before = {(row.page, row.viewer): row for row in small}
        for row in large:
            other = before.get((row.page, row.viewer), row)
            fewer = other.statements
            if other.empty and not row.empty:
                print(f"{row.page} for {row.viewer}: nothing to list where there are few people")
                continue
            if row.statements > fewer + 1:
                print(f"{row.page} for {row.viewer}: {fewer} statements, then {row.statements}")
                grown += 1
    return grown


if __name__ == "__main__":
    sys.exit(main())
