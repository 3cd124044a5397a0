"""Uploaded files stay in memory: a temporary file would lie on the disk in plain text."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

MOST = 16 * 1024 * 1024


class InMemoryOnly(MemoryFileUploadHandler):
    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.activated = content_length <= MOST
