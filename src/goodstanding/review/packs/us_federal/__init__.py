"""US federal service, performance actions under chapter 43: 5 USC 4301-4303 and 5 CFR 432."""

from __future__ import annotations

from goodstanding.review.packs.us_federal import afterwards, decision, notice, opportunity, proposal
from goodstanding.review.rule import Rule

RULES: tuple[Rule, ...] = (
    *notice.HERE.rules,
    *opportunity.HERE.rules,
    *proposal.HERE.rules,
    *decision.HERE.rules,
    *afterwards.HERE.rules,
)
