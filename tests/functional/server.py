"""The real server in a process of its own: what it wrote cannot be flushed away between tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """`address` ends without a slash. `said` is what the builder printed."""

    address: str
    data: Path
    said: str


@contextmanager
def running(data: Path, builder: str, *, demo: bool) -> Iterator[Server]:
    """Build what `tests.functional.organisation` calls `builder`, and serve it until the end."""
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GOODSTANDING_")},
        "GOODSTANDING_DATA": str(data),
        "GOODSTANDING_DEMO": "1" if demo else "0",
        "DJANGO_SETTINGS_MODULE": "goodstanding.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    made = subprocess.run(
        [sys.executable, "-m", "tests.functional.organisation", builder],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    port = _free_port()
    log = data / "server.log"
    with log.open("wb") as file:
        child = subprocess.Popen(
            [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--no-ws",
             "--port", str(port), "--workers", "1", "goodstanding.wsgi:application"],
            env=environment, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait(port, child, log)
            # Passkeys are for a name: browsers offer none for 127.0.0.1.
            yield Server(f"http://localhost:{port}", data, made.stdout.strip())
        finally:
            child.terminate()
            child.wait(timeout=30)


@contextmanager
def demo_company(data: Path) -> Iterator[Server]:
    """`goodstanding demo`, from nothing, as somebody new would start it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GOODSTANDING_")}
    environment["PYTHONPATH"] = str(ROOT / "src")
    port, log = _free_port(), data / "server.log"
    command = [sys.executable, "-m", "goodstanding", "demo", "--data", str(data / "company"), "--no-browser"]
    with log.open("wb") as file:
        child = subprocess.Popen(
            [*command, "--port", str(port)], env=environment, cwd=data, stdout=file, stderr=subprocess.STDOUT
        )
        try:
            _wait(port, child, log, patience=10 * PATIENCE)
            yield Server(f"http://localhost:{port}", data / "company", log.read_text())
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, child: subprocess.Popen[bytes], log: Path, patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        assert child.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).read()
        except (urllib.error.URLError, ConnectionError, TimeoutError):  # a loaded machine answers late
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"The server did not answer within {patience:.0f} s:\n{log.read_text()}")
