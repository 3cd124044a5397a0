"""Where the rules of this pack come from. The Code's foreword was read; its paragraphs were not all."""

from __future__ import annotations

from goodstanding.review.finding import Source
from goodstanding.review.packs.common import law

CODE = "https://www.acas.org.uk/acas-code-of-practice-for-disciplinary-and-grievance-procedures/html"
SUMMARY = "https://www.morrishsolicitors.com/resources/employment/acas-code-of-practice/"


def acas(paragraphs: str, *, confirmed: bool = True) -> Source:
    return law(
        f"Acas Code of Practice 1, {paragraphs}", CODE if not confirmed else SUMMARY, confirmed=confirmed
    )
