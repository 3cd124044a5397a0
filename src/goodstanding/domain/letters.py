"""Letters: which entries are handed over as one, and what each has to say where which rules apply.

An element is met when the letter has the value that it asks for. What a letter lacks is said before it is
issued; whoever issues it all the same says why, and both stand in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "coaching_directed": "concern",
        "coaching": "coaching note",
        "delivered": "plan",
        "check_in": "check-in note",
        "midpoint": "midpoint statement",
        "closed": "outcome",
        "invited": "invitation",
        "warning": "warning",
        "proposal": "proposal",
        "decision": "decision",
        "appeal_decision": "appeal outcome",
        "acknowledged": "receipt",
    }
)
"""What the letter is called that an entry of this kind makes."""


@dataclass(frozen=True, slots=True)
class Element:
    """Something that a letter has to say. `needs`: fields of which at least one must hold something; `packs`:
    where it is demanded, everywhere if empty."""

    kind: str
    title: str
    needs: tuple[str, ...]
    source: str
    packs: tuple[str, ...] = ()
    confirmed: bool = True


ACAS = "Acas Code of Practice 1"
ELEMENTS: tuple[Element, ...] = (
    Element(
        "delivered", "What fell short, with its day and the standard", ("deficiencies",), "Good practice"
    ),
    Element(
        "delivered", "What is to be reached, how it is measured, and by when", ("goals",), "Good practice"
    ),
    Element("delivered", "From when to when it runs", ("runs",), "Good practice"),
    Element("delivered", "What help is given", ("support",), "5 CFR 432.104", ("us-federal-432",)),
    Element("delivered", "What may follow if it is not met", ("consequences",), "Good practice"),
    Element("invited", "What the meeting is about", ("agenda",), f"{ACAS}, paragraph 9", ("uk-acas",)),
    Element("invited", "What may follow", ("consequences",), f"{ACAS}, paragraph 9", ("uk-acas",)),
    Element("invited", "Which evidence goes with it", ("evidence",), f"{ACAS}, paragraph 9", ("uk-acas",)),
    Element("invited", "When and where", ("meeting_on", "at"), f"{ACAS}, paragraph 10", ("uk-acas",)),
    Element("invited", "The right to be accompanied", ("companion",), f"{ACAS}, paragraph 10", ("uk-acas",)),
    Element("warning", "What fell short", ("deficiency",), f"{ACAS}, paragraph 21", ("uk-acas",)),
    Element(
        "warning",
        "What has to change, and by when",
        ("improvement_required",),
        f"{ACAS}, paragraph 21",
        ("uk-acas",),
    ),
    Element(
        "warning", "How long it stays current", ("current_until",), f"{ACAS}, paragraph 21", ("uk-acas",)
    ),
    Element("warning", "What may follow", ("consequence",), f"{ACAS}, paragraph 21", ("uk-acas",)),
    Element(
        "warning",
        "That it can be appealed, and by when",
        ("appeal_until",),
        f"{ACAS}, paragraph 26",
        ("uk-acas",),
    ),
    Element("proposal", "The reasons", ("reason_codes", "words"), "5 U.S.C. 4303(b)(1)", ("us-federal-432",)),
    Element("proposal", "By when to reply", ("reply_until",), "5 U.S.C. 4303(b)(1)", ("us-federal-432",)),
    Element("decision", "The reasons", ("words",), f"{ACAS}, paragraph 22", ("uk-acas",)),
    Element("decision", "When it takes effect", ("effective_on",), f"{ACAS}, paragraph 22", ("uk-acas",)),
    Element(
        "decision",
        "That it can be appealed, how, and by when",
        ("appeal_how",),
        f"{ACAS}, paragraph 22",
        ("uk-acas",),
    ),
    Element(
        "decision", "What became of the reply", ("answer_to_reply",), "5 CFR 432.105(b)", ("us-federal-432",)
    ),
    Element(
        "appeal_decision",
        "The result, in writing",
        ("result", "words"),
        f"{ACAS}, paragraph 29",
        ("uk-acas",),
    ),
)


def demanded(kind: str, packs: Collection[str]) -> tuple[Element, ...]:
    """What this letter has to say where these packs apply."""
    return tuple(e for e in ELEMENTS if e.kind == kind and (not e.packs or set(e.packs) & set(packs)))


def lacking(kind: str, packs: Collection[str], holds: Collection[str]) -> tuple[Element, ...]:
    """Of those, the ones for which the letter holds no value."""
    return tuple(e for e in demanded(kind, packs) if not set(e.needs) & set(holds))


def needs_hand(kind: str, packs: Collection[str]) -> bool:
    """Whether the law of the place wants ink on paper: in Germany a dismissal (Civil Code, section 623)."""
    return kind == "decision" and "de-kschg" in packs
