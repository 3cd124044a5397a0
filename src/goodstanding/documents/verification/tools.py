"""What somebody without this program checks receipts with: one Python file, and one page for a browser."""

from __future__ import annotations

from pathlib import Path

VERIFIER = Path(__file__).with_name("verify_receipt.py")
PAGE = Path(__file__).with_name("verify.html")


def verifier() -> str:
    return VERIFIER.read_text(encoding="utf-8")


def page() -> str:
    return PAGE.read_text(encoding="utf-8")
