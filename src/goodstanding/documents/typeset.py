"""PDF: typst with a template of ours and plain values, without a network or a system font.

PDF/A-3a and PDF/UA-1 are asked of typst, which refuses what it can see to be against them. No independent
checker has confirmed it, so the document does not claim more than that.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from goodstanding.domain.errors import Bug

Standard = Literal["a-3a", "ua-1"]
STANDARDS: tuple[Standard, ...] = ("a-3a", "ua-1")
SERIF, MONO = "Libertinus Serif", "DejaVu Sans Mono"
NO_LETTER = "could not be displayed"
UNSHOWN = (
    "Some characters of this file are in no font of this server: they appear as boxes here and are whole in "
    "the attached data. Whoever runs the server can add fonts (GOODSTANDING_FONTS), and the document will be "
    "whole. For that reason this copy is not in the archive form PDF/A."
)


@cache
def _read(template: str) -> bytes:
    folder, name = template.split("/")
    return files(f"goodstanding.documents.{folder}").joinpath(name).read_bytes()


def pdf(template: str, content: dict[str, Any], *, now: datetime, fonts: Path | None = None) -> bytes:
    """`template` is a file below this package, as `dossier/dossier.typ`. The same content, time and fonts
    give the same bytes."""
    import typst

    families = _families(fonts)
    said = {
        **content, "fonts": families, "mono": MONO, "lang": "en",
        "date": [now.year, now.month, now.day, now.hour, now.minute, now.second],
    }  # fmt: skip
    try:
        return _made(template, said, STANDARDS, now, fonts)
    except typst.TypstError as error:
        if NO_LETTER not in str(error):
            raise Bug(f"The document could not be set: {error}") from error
    return _made(template, {**said, "notes": [*content["notes"], UNSHOWN]}, (), now, fonts)


def fonts() -> Path | None:
    """The folder with fonts that the organisation added, if it named one."""
    return Path(settings.FONTS) if settings.FONTS else None


def _families(fonts: Path | None) -> list[str]:
    """Ours first; whatever the organisation added helps out where ours has no letter."""
    import typst

    if fonts is None:
        return [SERIF]
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    return [SERIF, *sorted(set(found.families()))]


def _made(
    template: str, said: dict[str, Any], standards: tuple[Standard, ...], now: datetime, fonts: Path | None
) -> bytes:
    import typst

    folders = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)] if fonts else [])
    compiler = typst.Compiler(
        _read(template), font_paths=folders, sys_inputs={"data": json.dumps(said)}, ignore_system_fonts=True
    )
    made = compiler.compile(format="pdf", pdf_standards=[*standards], timestamp=now.replace(microsecond=0))
    if not isinstance(made, bytes):
        raise Bug("typst made something that is not one PDF.")
    return made
