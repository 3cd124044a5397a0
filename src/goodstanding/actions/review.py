"""Steps before which the file is reviewed, answers to findings, and what the organisation sets for the
rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions._write import Desk, writing
from goodstanding.domain.entries import Entry, Payload
from goodstanding.domain.entries.review import Disposed, FileReviewed, FindingDisposed, FindingNoted
from goodstanding.domain.errors import NotAllowed, NotFound, UserError
from goodstanding.domain.permissions import check_can_dispose
from goodstanding.queries.review import Looked, Whose, chain_holds, look_for_step, settled
from goodstanding.queries.review.settings import APPLIES, Held, known_rules
from goodstanding.queries.standing import viewer
from goodstanding.review.packs import PACKS
from goodstanding.store import models


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody decided about a finding, and their words."""

    disposition: Disposed
    words: str


def take_step(
    *,
    person: UUID,
    case: UUID,
    payload: Payload,
    answers: Mapping[str, Said],
    by: UUID,
    now: datetime,
    expected_version: int | None = None,
) -> Entry[Any]:
    """Review the file, keep what was found and what is answered, and take the step, in one transaction.

    `answers` by the finding's key. One that is not found any more is left out: it answers nothing.
    """
    with writing(subject=person, by=by, now=now) as desk:
        desk.case(case, expected_version)
        looked = _look(desk, case)
        desk.say(_reviewed(looked, payload.kind), case=case)
        for noted in looked.noted:
            if said := answers.get(noted.key):
                _dispose(desk, noted, said, case)
        return desk.say(payload, case=case)


def _look(desk: Desk, case: UUID | None) -> Looked:
    whose = Whose(
        person=desk.person.id, jurisdiction=desk.person.jurisdiction, working_days=desk.person.working_days,
        policy=desk.policy, names={},
    )  # fmt: skip
    return look_for_step(
        desk.entries,
        desk.file,
        desk.standing,
        whose,
        case=case,
        as_of=desk.today,
        setting=settled(),
        chain_intact=chain_holds(desk.person.id),
    )


def _reviewed(looked: Looked, step: str) -> FileReviewed:
    return FileReviewed(
        step=step, as_of=looked.as_of, entries=looked.entries, rules=looked.rules, packs=looked.packs,
        findings=looked.noted, changed=looked.changed,
    )  # fmt: skip


def _dispose(
    desk: Desk, noted: FindingNoted, said: Said, case: UUID | None, readers: Any = "shared"
) -> Entry[Any] | None:
    """An answer that says the same as the last one writes nothing."""
    payload = FindingDisposed(finding=noted, disposition=said.disposition, words=said.words, readers=readers)
    last = next(
        (
            e
            for e in reversed(desk.entries)
            if isinstance(e.payload, FindingDisposed) and e.payload.finding.key == noted.key
        ),
        None,
    )
    if last is not None and (last.payload.disposition, last.payload.words) == (
        said.disposition,
        payload.words,
    ):
        return None
    return desk.say(payload, case=case)


def answer_finding(
    *,
    person: UUID,
    noted: FindingNoted,
    said: Said,
    readers: str,
    case: UUID | None,
    by: UUID,
    now: datetime,
) -> Entry[Any] | None:
    """Write what was decided about a finding that a page showed. Of a compartment, it stays in it."""
    with writing(subject=person, by=by, now=now) as desk:
        check_can_dispose(desk.standing, readers)
        return _dispose(desk, noted, said, case, readers)


def keep_review(*, person: UUID, case: UUID | None, by: UUID, now: datetime) -> Entry[Any]:
    """Put into the file that it was looked through today, and what was found. Compartments are not looked at:
    their findings stay where they are."""
    with writing(subject=person, by=by, now=now) as desk:
        return desk.say(_reviewed(_look(desk, case), ""), case=case)


def change_rule(
    *, rule: str, off: bool, parameters: Mapping[str, float], reason: str, by: UUID, now: datetime
) -> None:
    """From the next review on. What the file says of earlier reviews stays as it was."""
    _check_may_set(by, now)
    known = known_rules().get(rule)
    if known is None:
        raise NotFound("There is no such rule.")
    if unknown := set(parameters) - set(known[0].parameters):
        raise UserError(f"This rule has no threshold called {', '.join(sorted(unknown))}.")
    differing = {n: v for n, v in parameters.items() if float(known[0].parameters[n]) != float(v)}
    _change(about="rule", key=rule, off=off, parameters={} if off else differing, applies="",
            reason=reason, by=by, now=now)  # fmt: skip


def change_pack(*, pack: str, applies: str, reason: str, by: UUID, now: datetime) -> None:
    """To whom a pack applies: by place, to everybody, to nobody."""
    _check_may_set(by, now)
    if pack not in PACKS or applies not in APPLIES:
        raise NotFound("There is no such pack.")
    _change(about="pack", key=pack, off=False, parameters={}, applies=applies, reason=reason, by=by, now=now)


def _check_may_set(by: UUID, now: datetime) -> None:
    if "" not in viewer(by, "", timezone.localdate(now)).scopes("hr"):
        raise NotAllowed("Which rules apply is settled by HR for the whole organisation.")


def _change(
    *, about: str, key: str, off: bool, parameters: Mapping[str, float], applies: str, reason: str, by: UUID,
    now: datetime,
) -> None:  # fmt: skip
    if not reason.strip():
        raise UserError("Say why.", fields={"reason": ["Write the reason; it stays in the history."]})
    with transaction.atomic():
        organisation = models.Organisation.objects.select_for_update().get(id=1)
        last = settled().last(about, key) or Held()
        if (last.off, dict(last.parameters), last.applies) == (off, dict(parameters), applies):
            raise UserError("Nothing would change: this holds already.")
        now_held = {"off": off, "parameters": dict(parameters), "applies": applies, "reason": reason.strip()}
        organisation.review = {
            **organisation.review, about: {**organisation.review.get(about, {}), key: now_held}
        }  # fmt: skip
        organisation.save(update_fields=["review"])
        models.ReviewChange.objects.create(
            about=about, key=key, off=off, parameters=dict(parameters), applies=applies,
            reason=reason.strip(), by_id=by, at=now,
        )  # fmt: skip
