"""Findings as the component shows them: grounds become links, the employee's side reads them as questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from goodstanding.documents.review.words import in_words
from goodstanding.domain.entries import KINDS, Entry
from goodstanding.queries import presenters
from goodstanding.queries.plans import Room
from goodstanding.queries.presenters import Labels, Presented
from goodstanding.queries.presenters.review import DISPOSED
from goodstanding.queries.review import Answered, BeforeStep, Pulled
from goodstanding.review.finding import Finding, Ground
from goodstanding.review.packs import PACKS
from goodstanding.web import ui
from goodstanding.web.views.files.shown import entry_url


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a page has at hand to show findings: the entries, names, and which of them its reader may open."""

    person: UUID
    entries: Mapping[str, Entry[Any]]
    labels: Labels
    may_read: frozenset[UUID]
    answers: Mapping[str, Answered]
    questions: bool = False

    def present(self, entry: Entry[Any]) -> Presented:
        return presenters.present(entry.payload, self.labels)


def by_id(entries: Iterable[Entry[Any]]) -> Mapping[str, Entry[Any]]:
    """Entries by their ids, and under the id of a case the entry that last states its plan: a review names
    plans so, whether they are drafts yet or delivered."""
    listed = list(entries)
    plans = {str(e.case): e for e in listed if e.kind == "plan_drafted"}
    plans |= {str(e.case): e for e in listed if e.kind == "delivered"}
    return {**plans, **{str(e.id): e for e in listed}}


def shelf_of(pulled: Pulled) -> Shelf:
    return Shelf(
        pulled.head.id, by_id(pulled.entries), pulled.labels, pulled.may_read,
        pulled.answers, questions=pulled.head.own,
    )  # fmt: skip


def shelf_before(room: Room, before: BeforeStep) -> Shelf:
    may_read = frozenset(e.id for e in room.around)
    return Shelf(room.head.id, by_id(before.entries), room.labels, may_read, before.answers)


def view(
    finding: Finding, shelf: Shelf, *, badge: str = "", actions: Iterable[ui.Link] = (), answered: bool = True
) -> ui.FindingView:
    """For the person on the plan the question comes first, and what the rule says stands under it.

    `answered`: False where the answer so far stands in the form beside it.
    """
    said = shelf.answers.get(finding.key)
    asked = shelf.questions and bool(finding.asks)
    pack = PACKS.get(finding.pack)
    return ui.FindingView(
        title=finding.asks if asked else finding.title,
        severity=finding.severity.value,
        rule=f"{finding.rule}, version {finding.version}",
        pack=pack.title if pack else finding.pack,
        means=f"{finding.title}. {finding.means}" if asked else finding.means,
        because=[_evidence(g, shelf) for g in finding.because],
        innocent=finding.innocent,
        settles=finding.settles,
        asks="" if asked else finding.asks,
        disposition=_disposition(said, beside=not answered) if said else "",
        says=in_words(finding.says),
        arithmetic=[in_words(each) for each in finding.arithmetic],
        missing=finding.missing,
        source=_source(finding),
        answer=ui.Voice(said.by_name, said.words, said.at) if said and answered else None,
        actions=tuple(actions),
        badge=badge,
        key=finding.key,
    )


def _disposition(said: Answered, *, beside: bool) -> str:
    return f"The answer below is of {said.by_name}, {said.at:%-d %B %Y}" if beside else disposed(said)


def disposed(answered: Answered) -> str:
    return DISPOSED[answered.disposition][:1].upper() + DISPOSED[answered.disposition][1:]


def _evidence(ground: Ground, shelf: Shelf) -> ui.Evidence:
    entry = shelf.entries.get(ground.id)
    if entry is None:
        return ui.Evidence(ground.role or ground.event.text[:120], at=ground.event.when.exact)
    title, kind = presenters.title_of(entry.payload, shelf.labels), KINDS[entry.kind].title
    text = title if title == kind else f"{kind}: {title}"
    url = entry_url(shelf.person, entry.id) if entry.id in shelf.may_read else ""
    return ui.Evidence(text, url, entry.happened, f"({ground.role})" if ground.role else "")


def _source(finding: Finding) -> ui.Link | None:
    source = finding.source
    if not source.text:
        return None
    unconfirmed = "" if source.confirmed else " (unconfirmed)"
    return ui.Link(f"{source.text}{unconfirmed}", source.address)
