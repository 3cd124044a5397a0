"""The personal edition as its own process, and a browser of few words to speak to it."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "four quiet words together"
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)(/open/[\w-]+/)")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str
    cookies: tuple[str, ...] = ()
    body: bytes = b""


@dataclass
class Visitor:
    """Keeps its cookies, sends what a browser sends, follows nothing by itself."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent.setdefault("Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        data = answer.read()
        cookies = tuple(answer.headers.get_all("Set-Cookie") or ())
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return Answer(answer.status, answer.headers, data.decode(errors="replace"), cookies, data)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def send(self, path: str, **fields: str) -> Answer:
        """Fill in the form at this address and send it."""
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).text)
        body = urlencode({**fields, "csrfmiddlewaretoken": found[1] if found else ""})
        return self.post(path, body.encode())

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        headers.setdefault("Content_Type", "application/x-www-form-urlencoded")
        headers.setdefault("Origin", f"http://127.0.0.1:{self.port}")
        return self.ask("POST", path, body, **headers)


@dataclass
class Start:
    process: subprocess.Popen[str]
    port: int
    path: str
    file: Path
    said: str = ""
    """What was printed before the address."""

    def visitor(self) -> Visitor:
        made = Visitor(self.port)
        made.get(self.path)
        return made

    def another_address(self) -> str:
        """What is printed once an address was used."""
        for line in self.process.stdout or ():
            if found := ADDRESS.search(line):
                return found[2]
        raise AssertionError("no further address was printed")


@contextmanager
def started(file: Path, *options: str, before: str = "") -> Iterator[Start]:
    """`before`: Python that the process runs first."""
    code = f"{before}\nfrom goodstanding.cli import main\nimport sys\nsys.exit(main(sys.argv[1:]))"
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("GOODSTANDING_", "DJANGO_"))},
        "PYTHONPATH": str(ROOT / "src"),
        "TZ": "Europe/Berlin",
        "HOME": str(file.parent),
        "TMPDIR": str(file.parent),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", code, "me", "--no-browser", "--file", str(file), *options],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=file.parent,
    )  # fmt: skip
    try:
        said = ""
        for line in process.stdout or ():
            said += line
            if found := ADDRESS.search(line):
                yield Start(process, int(found[1]), found[2], file, said)
                return
        raise AssertionError(said)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def made(start: Start) -> Visitor:
    """A visitor who has made the file."""
    visitor = start.visitor()
    answer = visitor.send("/begin/", new=PASSPHRASE, again=PASSPHRASE, own_computer="on", no_reset="on")
    assert answer.status == 302, answer.text
    return visitor
