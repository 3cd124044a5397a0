"""The words around findings, once as HR reads them and once as the person does."""

from __future__ import annotations

from types import MappingProxyType

from goodstanding.review.finding import Severity

HEADINGS = MappingProxyType(
    {
        Severity.DECISIVE: "Decisive",
        Severity.SERIOUS: "Serious",
        Severity.NOTE: "Worth knowing",
        Severity.NOT_RECORDED: "Not recorded",
    }
)
EXPLAINED = MappingProxyType(
    {
        Severity.DECISIVE: "Would normally defeat the step where these rules apply.",
        Severity.SERIOUS: "Would be put to the employer and needs an answer.",
        Severity.NOTE: "Explains or qualifies; nothing has to be done.",
        Severity.NOT_RECORDED: "The file does not tell. That is not the same as not done.",
    }
)
LIMITS = (
    "These findings weigh the paper, not the person. Each may have an innocent explanation, and a human "
    "decides "
    "what to make of it. Nothing here is legal advice."
)
KIND_SAID = MappingProxyType({"other": "event"})


def kind_said(kind: str) -> str:
    return KIND_SAID.get(kind, kind.replace("_", " "))
