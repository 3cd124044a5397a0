from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"GOODSTANDING_[A-Z_]+")


def in_the_table() -> list[str]:
    page = (ROOT / "docs/reference/settings.md").read_text()
    return re.findall(r"^\| `(GOODSTANDING_[A-Z_]+)` \|", page, re.MULTILINE)


def test_every_setting_read_from_the_environment_is_in_the_reference_once() -> None:
    read = set(NAME.findall((ROOT / "src/goodstanding/settings.py").read_text()))
    assert sorted(in_the_table()) == sorted(read)


def test_no_setting_is_read_elsewhere_without_being_in_the_reference() -> None:
    read = {
        name
        for path in (ROOT / "src/goodstanding").rglob("*.py")
        for name in re.findall(r"""environ[^\n]*["'](GOODSTANDING_[A-Z_]+)["']""", path.read_text())
    }
    assert read <= set(in_the_table())
