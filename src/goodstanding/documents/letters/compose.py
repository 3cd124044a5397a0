"""A letter filled from an entry: its words, and what it lacks of what the rules of the place demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from goodstanding.documents.goals import span
from goodstanding.documents.letters.texts import Text, texts
from goodstanding.domain.entries.plan import Delivered
from goodstanding.domain.erased import is_gone
from goodstanding.domain.errors import NotFound
from goodstanding.domain.letters import LETTERS, Element, demanded, lacking, needs_hand
from goodstanding.queries import entries
from goodstanding.queries.entries import EntryView
from goodstanding.queries.files import Head
from goodstanding.queries.organisation import OrganisationView, organisation
from goodstanding.queries.presenters.base import Labels
from goodstanding.queries.presenters.values import in_words
from goodstanding.queries.review.settings import settled


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list, with or without a heading."""

    heading: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`demands` is everything that it has to say here, `lacks` what of that it does not say."""

    kind: str
    name: str
    version: str
    language: str
    organisation: str
    to: str
    number: str
    by: str
    day: date
    happened: date
    subject: str
    salutation: str
    blocks: tuple[Block, ...]
    closing: str
    note: str
    entry: UUID
    leaf: str
    visibility: str
    by_hand: bool
    demands: tuple[Element, ...]
    lacks: tuple[Element, ...]
    before: tuple[tuple[date, str], ...]
    """When, and by whom, a letter of this entry was issued already."""


NONE = "No letter is made of an entry of this kind."


def compose(head: Head, entry: UUID, *, issuer: str) -> Letter:
    """Of the day and in the name of `issuer`, whoever wrote the entry and when. NotFound for whoever does not
    read the entry, for kinds of which no letter is made, and for the person's own words."""
    settings = organisation()
    view = entries.one(head, entry, settings.policy.late_entry_days)
    if not may_be_letter(view, head):
        raise NotFound(NONE)
    values = {**_values(view, head, settings), "issuer": issuer}
    packs = [p.id for p in settled(settings).packs_for(head.jurisdiction or settings.policy.jurisdiction)]
    return _letter(view, head, settings, values, packs)


def may_be_letter(view: EntryView, head: Head) -> bool:
    """What the person wrote is not for the organisation to sign; that they received something is."""
    own = view.meta.author == head.id and view.meta.kind != "acknowledged"
    return view.meta.kind in LETTERS and not own and not is_gone(view.payload)


def _letter(
    view: EntryView, head: Head, settings: OrganisationView, values: dict[str, Any], packs: list[str]
) -> Letter:
    kind, said = view.meta.kind, texts()
    text = said.letters[kind]
    words = {name: "\n".join(v) if isinstance(v, tuple) else v for name, v in values.items()}
    holds = {name for name, value in values.items() if value}
    return Letter(
        kind=kind, name=LETTERS[kind], version=said.version, language=said.language,
        organisation=settings.name, to=head.name, number=head.number,
        by=view.meta.author_name, day=head.today, happened=view.meta.happened,
        subject=_capital(text.subject.format_map(words)), salutation=said.salutation.format_map(words),
        blocks=_blocks(text, words, values), closing=said.closing.format_map(words), note=said.note,
        entry=view.meta.id, leaf=entries.leaf_hash(view), visibility=view.meta.visibility,
        by_hand=needs_hand(kind, packs), demands=demanded(kind, packs), lacks=lacking(kind, packs, holds),
        before=_before(view),
    )  # fmt: skip


def _before(view: EntryView) -> tuple[tuple[date, str], ...]:
    issued = [child.meta for child in view.children if child.meta.kind == "letter_issued"]
    return tuple((meta.happened, meta.author_name) for meta in issued)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _blocks(text: Text, words: dict[str, str], values: dict[str, Any]) -> tuple[Block, ...]:
    made = []
    for part in text.parts:
        if all(values.get(name) for name in part.needs):
            items = values[part.list] if part.list else ()
            made.append(Block(part.heading, part.text.format_map(words), tuple(items)))
    return tuple(made)


def _values(view: EntryView, head: Head, settings: OrganisationView) -> dict[str, Any]:
    """Every value that the words may name: text, or a tuple of texts where there are several."""
    payload, labels = view.payload, view.labels
    own: dict[str, Any] = {name: _said(getattr(payload, name), labels) for name in type(payload).model_fields}
    place = head.place
    own |= {
        "person": head.name, "number": head.number, "organisation": settings.name,
        "author": view.meta.author_name, "happened": in_words(view.meta.happened, labels),
        "manager": place.manager_name if place else "",
    }  # fmt: skip
    if isinstance(payload, Delivered):
        own |= _terms(payload, labels)
    if view.meta.case and view.meta.kind == "closed":
        found = entries.results(head, view.meta.case)
        own["results"] = tuple(f"{labels.goal(g)}: {in_words(r, labels)}" for g, r in found.items())
    if view.meta.kind == "acknowledged":
        own["about"] = _about(head, view)
    return own


def _said(value: Any, labels: Labels) -> Any:
    if isinstance(value, tuple):
        return tuple(in_words(item, labels) for item in value)
    return in_words(value, labels)


def _terms(said: Delivered, labels: Labels) -> dict[str, Any]:
    terms = said.terms
    return {
        "purpose": terms.purpose,
        "runs": span(terms.starts_on, terms.ends_on),
        "goals": _said(terms.goals, labels),
        "support": _said(terms.support, labels),
        "check_ins": in_words(terms.check_ins, labels),
        "consequences": terms.consequences,
        "rights": terms.rights,
    }


def _about(head: Head, view: EntryView) -> str:
    """What was received, as its reader may know it."""
    target = view.meta.refers_to
    if target is None:
        return "a document"
    received = entries.one(head, target, 0)
    return f"{received.shown.kind_label} of {in_words(received.meta.happened, Labels())}"
