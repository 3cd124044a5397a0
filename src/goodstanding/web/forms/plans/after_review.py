"""Forms of steps before which the file is reviewed: its findings stand in the form, each to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms

from goodstanding.actions import review
from goodstanding.domain.entries.review import Disposed
from goodstanding.queries.review import Answered, BeforeStep, before_step
from goodstanding.review.finding import Finding
from goodstanding.web.forms.plans.base import EventForm, words_field

DISPOSITIONS: tuple[tuple[str, str], ...] = (
    ("cured", "It is put right"),
    ("explained", "There is an explanation"),
    ("disputed", "It does not hold"),
    ("accepted", "It holds, and we go on all the same"),
)


def disposition_field(about: str) -> forms.ChoiceField:
    label = f"What you decide about “{about}”"
    return forms.ChoiceField(label=label, choices=DISPOSITIONS, widget=forms.RadioSelect)


def answer_words(about: str) -> forms.Field:
    return words_field(
        f"Your answer to “{about}”", "Dates and facts. HR reads it, and so does the person.", rows=3
    )


@dataclass(frozen=True, slots=True)
class FindingFields:
    """One finding with the boxes in which it is answered."""

    finding: Finding
    new: bool
    answered: Answered | None
    disposition: forms.BoundField | None = None
    words: forms.BoundField | None = None


class ShowsReview(EventForm):
    """Shows what the review says now beside what was answered. Nothing here has to be filled in."""

    before: BeforeStep
    asks = False

    def __init__(self, data: Any = None, **more: Any) -> None:
        self.before = before_step(more["room"])
        super().__init__(data, **more)

    def findings(self) -> Iterator[FindingFields]:
        for finding in self.before.asked:
            yield FindingFields(finding, self.before.is_new(finding), self.before.answers.get(finding.key))

    @property
    def others(self) -> int:
        """Findings that ask for no answer."""
        return len(self.before.looked.review.findings) - len(self.before.asked)

    @property
    def checklist(self) -> bool:
        """Submitted before there was a review: the answers to a fixed list stand in the entry."""
        said = self.room.last("submitted")
        return said is not None and bool(said.payload.review)


class AfterReview(ShowsReview):
    """Asks for a written answer to each decisive or serious finding; an earlier answer is proposed again."""

    asks = True

    def build(self) -> None:
        super().build()
        asked: dict[str, forms.Field] = {}
        for finding in self.before.asked:
            said = self.before.answers.get(finding.key)
            choice, words = disposition_field(finding.title), answer_words(finding.title)
            choice.initial = said.disposition if said else None
            words.initial = said.words if said else ""
            asked[f"disposition.{finding.key}"] = choice
            asked[f"finding.{finding.key}"] = words
        self.fields = {**asked, **self.fields}

    def findings(self) -> Iterator[FindingFields]:
        for each in super().findings():
            key = each.finding.key
            yield FindingFields(
                each.finding, each.new, each.answered, self[f"disposition.{key}"], self[f"finding.{key}"]
            )

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields of the step itself."""
        return [f for f in self.visible_fields() if not f.name.startswith(("finding.", "disposition."))]

    def answers(self) -> dict[str, review.Said]:
        said = self.cleaned_data
        return {
            f.key: review.Said(cast(Disposed, said[f"disposition.{f.key}"]), said[f"finding.{f.key}"])
            for f in self.before.asked
        }

    def write(self, *, by: UUID, now: datetime) -> None:
        review.take_step(
            case=self.room.case.id, payload=self.payload(), answers=self.answers(), **self.written(by, now)
        )
