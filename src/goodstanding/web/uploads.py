"""Uploaded files go straight to disk, and not at all beyond the most that is accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

ROOM_FOR_THE_FORM = 64 * 1024


class BoundedUpload(TemporaryFileUploadHandler):
    """Stops as soon as a file is too large: the form is answered, the file is not among its data."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, Any],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.too_large = content_length > settings.IMPORT_MAX_BYTES + ROOM_FOR_THE_FORM
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.too_large:
            # Read to the end without keeping it, so that the browser gets an answer.
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.IMPORT_MAX_BYTES:
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)
