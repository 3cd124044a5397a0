"""Files in one ZIP archive; the same files and time give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from django.utils import timezone


def zipped(files: Mapping[str, bytes], when: datetime) -> bytes:
    made = BytesIO()
    local = timezone.localtime(when)
    stamp = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, stamp), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
