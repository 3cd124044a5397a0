"""How each kind of entry reads: a title, the words, the facts. One spec a kind; a test proves it.

A spec names every field of its payload, so that nothing somebody wrote can be left off a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from goodstanding.domain.entries import KINDS, Payload
from goodstanding.domain.erased import Gone
from goodstanding.domain.lifecycle import EVENTS
from goodstanding.queries.presenters import day_to_day, decision, keeping, person, plan, review, rounds
from goodstanding.queries.presenters.base import Labels, Presented, Spec
from goodstanding.queries.presenters.values import fact, in_words

SPECS: MappingProxyType[str, Spec] = MappingProxyType(
    {
        **person.SPECS,
        **day_to_day.SPECS,
        **rounds.SPECS,
        **plan.SPECS,
        **decision.SPECS,
        **review.SPECS,
        **keeping.SPECS,
    }
)


def present(payload: Payload | Gone, labels: Labels) -> Presented:
    """The entry in words. `labels` names the people and goals that it mentions by id."""
    spec = SPECS[payload.kind]
    if isinstance(payload, Gone):
        return _gone(payload, spec)
    values = {name: _named(name, getattr(payload, name), labels) for name in type(payload).model_fields}
    known = {name: in_words(value, labels) for name, value in values.items()}
    title = spec.title(payload, known) if callable(spec.title) else spec.title.format(**known)
    facts = tuple(
        (term, fact(values[name], labels)) for term, name in spec.facts if values[name] not in (None, "", ())
    )
    return Presented(
        kind=payload.kind,
        kind_label=KINDS[payload.kind].title,
        title=title.strip() or KINDS[payload.kind].title,
        words=known[spec.words] if spec.words else "",
        facts=facts,
        icon=spec.icon,
        tone=spec.tone_of(payload) if spec.tone_of else spec.tone,
    )


def _gone(payload: Gone, spec: Spec) -> Presented:
    label = KINDS[payload.kind].title
    return Presented(payload.kind, label, label, payload.words, (), spec.icon, "neutral")


def title_of(payload: Payload | Gone, labels: Labels) -> str:
    """The title alone: only the fields that stand in it are put into words."""
    if isinstance(payload, Gone):
        return payload.title
    spec, known = SPECS[payload.kind], _Known(payload, labels)
    title = spec.title(payload, known) if callable(spec.title) else spec.title.format_map(known)
    return title.strip() or KINDS[payload.kind].title


def words_of(payload: Payload | Gone, labels: Labels) -> str:
    """Its words alone, or nothing where this kind has none."""
    if isinstance(payload, Gone):
        return payload.words
    spec = SPECS[payload.kind]
    return _Known(payload, labels)[spec.words] if spec.words else ""


class _Known(dict[str, str]):
    """Fields of a payload in words, each when it is asked for."""

    def __init__(self, payload: Payload, labels: Labels) -> None:
        super().__init__()
        self.payload, self.labels = payload, labels

    def __missing__(self, name: str) -> str:
        return in_words(_named(name, getattr(self.payload, name), self.labels), self.labels)


def _named(field: str, value: Any, labels: Labels) -> Any:
    """A goal or a promised support given by its id, as what it says."""
    if field == "goal" and isinstance(value, str):
        return labels.goal(value)
    if field == "item" and isinstance(value, str):
        return labels.goals.get(value, value)
    if field == "step" and isinstance(value, str):
        return EVENTS.get(value, value)
    if field in {"late_support", "standards"} and isinstance(value, tuple):
        return tuple(labels.goals.get(item, item) for item in value)
    return value


def mentions(value: Any) -> Iterator[UUID]:
    """Every id in a payload: people, and now and then a case."""
    if isinstance(value, UUID):
        yield value
    elif isinstance(value, BaseModel):
        for name in _may_mention(type(value)):
            if (part := getattr(value, name)) is not None:
                yield from mentions(part)
    elif isinstance(value, tuple):
        for item in value:
            yield from mentions(item)


@cache
def _may_mention(part: type[BaseModel]) -> tuple[str, ...]:
    """Fields that are not of words, numbers or days alone."""
    return tuple(name for name, field in part.model_fields.items() if not _plain(field.annotation))


def _plain(annotation: Any) -> bool:
    if inner := get_args(annotation):
        return get_origin(annotation) is Literal or all(map(_plain, inner))
    return annotation in (str, bool, int, float, Decimal, date, datetime, type(None), Ellipsis)


__all__ = ["SPECS", "Labels", "Presented", "in_words", "mentions", "present", "title_of", "words_of"]
