"""One complete file in which every pack finds nothing, and ways to change it.

It is made of real entries, so that it reads as an organisation's own file does. A change works on the events that
rules read: a near twin differs from the file that fires in one thing.
"""
# ruff: noqa: E501  (a case a line reads as the table it is)

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from goodstanding.domain.entries import Entry, Payload, plan
from goodstanding.domain.entries import day_to_day as day
from goodstanding.domain.entries import decision as dec
from goodstanding.domain.entries import person as job
from goodstanding.domain.entries.terms import Deficiency, Goal, PlanTerms, SupportItem
from goodstanding.review.comparators import Comparators, Figures, Peer
from goodstanding.review.file import Event, ReviewFile, review_file
from goodstanding.review.from_entries import from_entries
from goodstanding.review.when import When, on

SPACE = UUID("6f9619ff-8b86-4011-b42d-00c04fc964ff")
CASE = uuid5(SPACE, "case")
EVE, MARA, HEDDA, DORA, ADA, PAT = (uuid5(SPACE, n) for n in ("eve", "mara", "hedda", "dora", "ada", "pat"))
STANDARD = "Close at least 45 of 50 tickets within two working days"
REASON = "Required goal not met: close tickets within two working days"
Y = 2026
SHORT = Deficiency(on=date(Y, 2, 3), fact="Thirty of fifty tickets were closed in time.", standard=STANDARD)
GOAL = Goal(
    id="g1", statement="Close tickets within two working "
    "days", kind="metric", standard=STANDARD, metric="tickets",
    measure="tickets closed", target=Decimal(45), due=date(Y, 5, 29), data_source="Ticket "
    "system", measurer=PAT,
    window_start=date(Y, 3, 2), window_end=date(Y, 5, 29),
)  # fmt: skip
TERMS = PlanTerms(
    purpose="Customers wait for tickets that stay "
    "open.", starts_on=date(Y, 3, 2), ends_on=date(Y, 5, 29), goals=(GOAL,),
    support=(SupportItem(id="s1", what="Two half-days of training", due=date(Y, 3, 20)),),
    check_ins=(date(Y, 3, 16), date(Y, 4, 13), date(Y, 5, 11)),
    consequences="If the goal is not met and held, reduction in grade, dismissal or removal may be proposed.",
    rights="You may bring a companion, ask questions and appeal.",
)  # fmt: skip


def _warned(stage: Any, until: date) -> day.Warned:
    return day.Warned(
        stage=stage, deficiency="On 3 February 2026 at 16:00 thirty of fifty tickets had been closed in "
        "time.",
        improvement_required=STANDARD, improve_by=until, current_until=date(2027, 6, 30), support="A "
        "colleague beside you",
        consequence="If tickets stay open, dismissal may follow.", appeal_until=until,
    )  # fmt: skip


ENTRIES: tuple[tuple[str, date, UUID, Payload], ...] = (
    ("hired", date(2023, 1, 2), HEDDA, job.Hired(number="7", name="Eve", place=job.Place(team="ops"))),
    ("job", date(2023, 1, 3), HEDDA, job.JobTerms(
        duties="Answers tickets. The capability procedure is in the handbook. The appraisal system was "
        "approved by OPM.",
        pay_grade="G7",
    )),
    ("standard", date(Y, 1, 5), MARA, job.StandardCommunicated(standard=STANDARD, how="In a talk, with a "
    "copy")),
    ("coaching", date(Y, 1, 20), MARA, day.Coaching(
        facts="On 19 January 2026 we looked at ten open tickets.", expectation=STANDARD, agreed_actions="A "
        "list at ten."
    )),
    ("concern", date(Y, 2, 5), MARA, plan.ConcernRaised(
        deficiencies=(SHORT,), standard_communicated_on=date(Y, 1, 5), how_communicated="In a talk"
    )),
    ("allowed", date(Y, 2, 9), HEDDA, plan.PlanAllowed(reason="Coaching was "
    "tried.", review_on=date(Y, 2, 20))),
    ("approved", date(Y, 2, 25), HEDDA, plan.Approved(reason="Eighty-eight days are enough: tickets come "
    "every day.")),
    ("delivered", date(Y, 3, 2), MARA, plan.Delivered(terms=TERMS, deficiencies=(SHORT,), how="In a "
    "meeting")),
    ("support", date(Y, 3, 18), MARA, plan.SupportGiven(item="s1", what="Two half-days of training were "
    "given.")),
    ("determined", date(Y, 6, 1), PAT, plan.GoalDetermined(goal="g1", result="not_met", words="38 of 50 on "
    "29 May 2026.")),
    ("closed", date(Y, 6, 2), HEDDA, plan.Closed(outcome="not_met", reason="The required goal was not met.")),
    ("first", date(Y, 6, 8), HEDDA, _warned("first written", date(Y, 7, 1))),
    ("final", date(Y, 7, 10), HEDDA, _warned("final written", date(Y, 8, 20))),
    ("proposal", date(Y, 9, 1), HEDDA, dec.Proposal(
        action="dismissal", reason_codes=(REASON,), reply_until=date(Y, 9, 15),
        words="On 29 May 2026 38 of 50 tickets had been closed in time. You may answer in writing and "
        "orally, with a representative. The works council was heard on 25 August 2026.",
    )),
    ("invited", date(Y, 9, 4), HEDDA, dec.Invited(
        meeting_on=date(Y, 9, 14), at="Room 2 at 10", agenda="Tickets not closed in time", evidence="Ticket "
        "lists",
        consequences="Dismissal is possible.", companion="You may be accompanied by a colleague or a union "
        "official.",
    )),
    ("reply", date(Y, 9, 10), EVE, dec.Reply(mode="written", words="The system was down in April.")),
    ("meeting", date(Y, 9, 14), HEDDA, dec.MeetingHeld(
        present=("Eve", "Hedda", "Uma"), companion="Uma of the union",
        minutes="We went through the evidence. Eve asked two questions and brought a list.",
    )),
    ("decision", date(Y, 9, 25), DORA, dec.Decision(
        decision="dismissal", reason_codes=(REASON,), effective_on=date(Y, 10, 28), appeal_until=date(Y, 11, 30),
        words="Tickets stayed open. Another post was looked at. The completed checklist is attached. "
        "Notice is paid.",
        answer_to_reply="The days in April were left out.", appeal_how="In writing to HR, or to the Board "
        "(MSPB).",
    )),
    ("effect", date(Y, 10, 28), HEDDA, dec.TakenEffect(words="The last day was worked.")),
    ("appeal", date(Y, 11, 5), EVE, dec.Appeal(words="I ask for another look.")),
    ("heard", date(Y, 11, 20), ADA, dec.AppealDecision(result="dismissed", words="The figures stand.")),
)  # fmt: skip
IN_CASE = {
    "concern", "allowed", "approved", "delivered", "support", "determined", "closed", "proposal", "invited", "reply",
    "meeting", "decision", "effect", "appeal", "heard",
}  # fmt: skip

COMPARED = Comparators(
    peers=(Peer(label="A", same_decider=True, same_role=True, figure=46.0),),
    figures=(Figures(metric="tickets", higher_is_better=True, own=28.0, people=8, mean=46.0),),
    policy_minimum_days=60,
    deletions_due=(date(2034, 1, 1),),
)


def _entry(n: int, name: str, on_: date, by: UUID, said: Payload) -> Entry[Any]:
    return Entry(
        id=uuid5(SPACE, name), subject=EVE, author=by, happened=on_, payload=said, visibility=type(said).visibility,
        recorded=datetime.combine(on_, time(9), tzinfo=UTC), seq=n, case=CASE if name in IN_CASE else None,
    )  # fmt: skip


def _events() -> dict[str, Event]:
    made = [_entry(n, *row) for n, row in enumerate(ENTRIES, start=1)]
    file = from_entries(made, subject=EVE, jurisdiction="GB")
    by_id = {e.id: e for e in file.events}
    return {
        name: replace(by_id[str(uuid5(SPACE, name))], acknowledged=on(when), id=name)
        for name, when, *_ in ENTRIES
    }


@dataclass(frozen=True)
class Whole:
    """The file with some changes; every method gives another."""

    events: Mapping[str, Event] = field(default_factory=lambda: MappingProxyType(_events()))
    kept_from_us: bool = False
    away: tuple[tuple[date, date], ...] = ()
    compared: Comparators = COMPARED
    as_of: date = date(Y, 12, 10)
    jurisdiction: str = "GB-ENG"

    def _with(self, events: Mapping[str, Event]) -> Whole:
        return replace(self, events=MappingProxyType(dict(events)))

    def drop(self, *names: str) -> Whole:
        return self._with({k: e for k, e in self.events.items() if k not in names})

    def only(self, *names: str) -> Whole:
        return self._with({k: e for k, e in self.events.items() if k in names})

    def change(self, name: str, **fields: Any) -> Whole:
        return self._with({**self.events, name: replace(self.events[name], **fields)})

    def edit(self, name: str, **payload: Any) -> Whole:
        """Other fields of an entry; what shows in the event itself follows."""
        event = self.events[name]
        new = {**event.payload, **payload}
        shown: dict[str, Any] = {"payload": MappingProxyType(new)}
        if "reason_codes" in payload:
            shown["reasons"] = tuple(payload["reason_codes"])
        if {"words", "minutes", "duties", "deficiency", "consequence", "reason"} & payload.keys():
            texts = [
                str(v) for k, v in new.items() if isinstance(v, str) and k not in {"companion", "appeal_how"}
            ]
            shown["text"] = "\n".join(texts)
        if ("words" in payload and "action" in new) or "decision" in new:
            shown["action"] = str(new.get("action") or new.get("decision"))
        return self.change(name, **shown)

    def terms(self, name: str = "delivered", **fields: Any) -> Whole:
        terms = self.events[name].terms
        assert terms is not None
        return self.change(name, terms=replace(terms, **fields))

    def goal(self, **fields: Any) -> Whole:
        terms = self.events["delivered"].terms
        assert terms is not None
        return self.terms(goals=(replace(terms.goals[0], **fields),))

    def at(self, name: str, when: date | When) -> Whole:
        known = when if isinstance(when, When) else on(when)
        return self.change(name, when=known, acknowledged=known)

    def vague(self, *names: str) -> Whole:
        """Only that it happened is known: no day, no words."""
        out = self
        for name in names:
            out = out.change(name, when=When(), acknowledged=None, payload=MappingProxyType({}), text="", terms=None,
                             until=When(), reasons=())  # fmt: skip
        return out

    def summary(self, *names: str) -> Whole:
        """A summary tells of it: the day is known, the document is not."""
        out = self
        for name in names:
            out = out.change(
                name, payload=MappingProxyType({}), text="It was given.", terms=None, reasons=(), until=When()
            )
        return out

    def add(self, name: str, kind: str, when: date, /, *, like: str = "", **fields: Any) -> Whole:
        base = self.events[like] if like else Event(id=name, order=0, kind=kind, when=on(when))
        fields.setdefault("acknowledged", on(when))
        payload = MappingProxyType(fields.pop("payload", {}))
        made = replace(base, id=name, kind=kind, when=on(when), payload=payload, **fields)
        return self._with({**self.events, name: made})

    def partly(self) -> Whole:
        """Others keep entries of this person elsewhere, so silence tells nothing."""
        return replace(self, kept_from_us=True)

    def alone(self) -> Whole:
        """Nothing of other files was gathered."""
        return replace(self, compared=Comparators())

    def but(self, **fields: Any) -> Whole:
        return replace(self, **fields)

    @property
    def file(self) -> ReviewFile:
        from goodstanding.review.from_entries import IN_COMPARTMENTS, KEPT

        known = list(self.events.values())
        ordered = sorted(known, key=lambda e: (_place(e, known), known.index(e)))
        numbered = [replace(e, order=n) for n, e in enumerate(ordered, start=1)]
        everything = KEPT | IN_COMPARTMENTS["leave"]
        return review_file(
            numbered, subject="eve", jurisdiction=self.jurisdiction, absences=self.away,
            complete=frozenset() if self.kept_from_us else everything,
        )  # fmt: skip


def _place(event: Event, known: list[Event]) -> date:
    """A day that is not known leaves an event where it stood."""
    if event.when.first is not None:
        return event.when.first
    at = known.index(event)
    return next((e.when.first for e in reversed(known[:at]) if e.when.first), date.min)


Change = Callable[[Whole], Whole]
