"""What somebody without this program checks receipts with: one Python file, and one page for a browser.

`python -m goodstanding.documents.verification.tools` writes the hashes of the page's script and style into
the policy at its head, which lets nothing else run in it and lets nothing out.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from goodstanding.domain.errors import Bug

VERIFIER = Path(__file__).with_name("verify_receipt.py")
PAGE = Path(__file__).with_name("verify.html")


def verifier() -> str:
    return VERIFIER.read_text(encoding="utf-8")


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def with_policy(text: str) -> str:
    """The page with the hashes of its script and its style as they are now."""
    for name in ("script", "style"):
        inner = re.search(f"<{name}>(.*?)</{name}>", text, re.DOTALL)
        if inner is None:
            raise Bug(f"The page has no {name}.")
        digest = base64.b64encode(hashlib.sha256(inner[1].encode("utf-8")).digest()).decode("ascii")
        source = f"{name}-src 'sha256-{digest}'"
        text = re.sub(rf"{name}-src '[^']*'", source, text, count=1)
    return text


if __name__ == "__main__":
    PAGE.write_text(with_policy(page()), encoding="utf-8")
