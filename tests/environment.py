"""Loaded before the settings are read: tests keep their data in a folder of their own, and skip nothing
silently because of what the developer's shell happens to set."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "GOODSTANDING_DATA" not in os.environ:
    folder = tempfile.mkdtemp(prefix="goodstanding-tests-")
    os.environ["GOODSTANDING_DATA"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
# The server looks for collected files where every command makes this folder at its start.
os.makedirs(os.path.join(os.environ["GOODSTANDING_DATA"], "static"), exist_ok=True)
os.environ.setdefault("GOODSTANDING_SECRET_KEY", "for tests only")
for name in ("GOODSTANDING_DEMO", "GOODSTANDING_HTTPS", "GOODSTANDING_DEBUG"):
    os.environ.pop(name, None)
