"""What a plan's page shows besides its goals: support, check-ins, words of both sides, history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodstanding.domain.case import CheckInState
from goodstanding.domain.case_roles import DAY, roles_held
from goodstanding.domain.duties import Duty
from goodstanding.domain.entries import Entry
from goodstanding.domain.entries.plan import CheckIn as CheckInSaid
from goodstanding.domain.lifecycle import lookup
from goodstanding.domain.offers import check_ins_to_settle, check_ins_without_voice
from goodstanding.domain.permissions import can_write
from goodstanding.queries.plans import Room
from goodstanding.review.deadlines import Required
from goodstanding.web import ui
from goodstanding.web.forms.plans.roles import ROLE_WORDS
from goodstanding.web.views.files.links import to
from goodstanding.web.views.files.shown import RECEIPTS, entry_url, record_url
from goodstanding.web.views.plans import links
from goodstanding.web.views.plans.waiting import deadline

WHO_ACTS = {
    "employer": "the employer, by then",
    "employee": "the person, until then",
    "both": "either, by then",
}
AFTERWARDS = (
    "closed", "watch_checked", "watch_extended", "relapse_recorded", "relapse_confirmed", "relapse_dismissed",
    "no_action_on_relapse", "watch_closed", "proposal", "not_proposed", "reply", "reply_waived",
    "reply_extended", "reply_lapsed", "proposal_withdrawn", "decision", "taken_effect", "appeal",
    "late_appeal_accepted", "appeal_decision", "appeal_window_ended", "another_chance",
    "new_plan_after_relapse", "ended", "withdrawn", "withdrawn_undelivered", "plan_refused",
    "coaching_closed",
)  # fmt: skip
MEETINGS = ("invited", "postponed", "meeting_held")
HISTORY = (
    "plan_allowed", "submitted", "returned", "endorsed", "approved", "recalled", "delivered", "served_again",
    "extended", "extension_refused", "paused", "resumed", "manager_changed", "change_accepted",
    "change_refused", "coaching_directed", "follow_up_plan_opened",
)  # fmt: skip
LONG = frozenset({"delivered", "submitted", "plan_allowed"})
"""Their terms and checklists stand on the page already, or on the entry's own."""


def entry_views(room: Room, entries: Iterable[Entry[Any]]) -> list[ui.TimelineEntry]:
    return [entry_view(room, entry) for entry in entries]


def entry_view(room: Room, entry: Entry[Any]) -> ui.TimelineEntry:
    """One entry of the case with its words, its receipt and what was answered to it."""
    shown = room.shown(entry)
    received = room.file.acknowledged.get(entry.id)
    person = room.head.id
    facts = [ui.Fact(term, value) for term, value in shown.facts if entry.kind not in LONG or term == "How"]
    return ui.TimelineEntry(
        id=str(entry.id),
        kind_label=shown.kind_label,
        title=shown.title,
        happened=entry.happened,
        recorded=entry.recorded,
        acknowledged=received[0] if received else None,
        author=room.name(entry.author),
        icon=shown.icon,
        tone=shown.tone,
        body=shown.words,
        facts=facts,
        url=entry_url(person, entry.id),
        actions=_actions(room, entry),
        answers=[_answer(room, e) for e in room.entries if e.kind == "answer" and e.refers_to == entry.id],
        visibility=entry.visibility.value,
        acknowledge_note="" if entry.payload.asks_receipt else "no receipt asked for",
    )


def _answer(room: Room, entry: Entry[Any]) -> ui.TimelineEntry:
    return ui.TimelineEntry(
        id=str(entry.id),
        kind_label="Answer",
        title=f"Answer by {room.name(entry.author)}",
        happened=entry.happened,
        recorded=entry.recorded,
        author=room.name(entry.author),
        icon="message-square-reply",
        body=entry.payload.words,
        acknowledge_note="no receipt asked for",
    )


def _actions(room: Room, entry: Entry[Any]) -> list[ui.Link]:
    found = []
    person = room.head.id
    if entry.id in room.file.awaiting and room.own:
        event = lookup(room.case.state, "acknowledged")
        url = (
            links.event_url(room.case.id, "acknowledged", entry.id)
            if event
            else record_url(person, "acknowledged", entry.id)
        )
        found.append(ui.Link("Confirm receipt", url, icon="mail-check"))
    if entry.kind not in RECEIPTS and can_write("answer", room.head.standing):
        found.append(ui.Link("Answer", record_url(person, "answer", entry.id), icon="message-square-reply"))
    return found


@dataclass(frozen=True, slots=True)
class CheckInView:
    on: date
    state: str
    note: str
    manager: ui.Voice | None
    employee: ui.Voice | None
    speak_url: str
    miss_url: str

    @property
    def spoken(self) -> bool:
        return bool(self.manager or self.employee)


def check_ins(room: Room, events: frozenset[str]) -> list[CheckInView]:
    """Planned, held and missed, with both voices."""
    said = room.of("check_in")
    mine = set(check_ins_without_voice(room.scene)) if "check_in" in events else set()
    open_ones = set(check_ins_to_settle(room.scene)) if "check_in_missed" in events else set()
    return [_check_in(room, c, said, mine, open_ones) for c in room.case.check_ins]


def _check_in(
    room: Room, one: CheckInState, said: Iterable[Entry[Any]], mine: set[date], open_ones: set[date]
) -> CheckInView:
    state = "held" if one.manager else "missed" if one.missed_by else "planned"
    if one.missed_by == "cancelled by agreement":
        state = "cancelled"
    note = {"employer": "The employer’s side did not come.", "employee": "The employee could not come."}.get(
        one.missed_by, ""
    )
    if state == "planned" and one.on < room.today:
        note = "Past; it is not recorded what became of it."
    voices = {e.payload.voice: e for e in said if e.payload.scheduled_on == one.on}
    case = room.case.id
    return CheckInView(
        on=one.on,
        state=state,
        note=f"{note} {one.reason}".strip(),
        manager=_voice(room, voices.get("manager")),
        employee=_voice(room, voices.get("employee")),
        speak_url=links.event_url(case, "check_in", one.on.isoformat()) if one.on in mine else "",
        miss_url=links.event_url(case, "check_in_missed", one.on.isoformat()) if one.on in open_ones else "",
    )


def _voice(room: Room, entry: Entry[CheckInSaid] | None) -> ui.Voice | None:
    if entry is None:
        return None
    remarks = [f"{room.labels.goal(r.goal)}: {r.words}" for r in entry.payload.goals]
    return ui.Voice(room.name(entry.author), "\n\n".join([entry.payload.words, *remarks]), entry.recorded)


def support_table(room: Room) -> ui.Table:
    """Promised, given, late."""
    rows = []
    items = room.case.support or ()
    planned = () if items else room.case.terms.support
    for one in items:
        late = one.late(room.today)
        given = ui.Cell(one.given_on, note="late" if late else "") if one.given_on else ui.Cell(
            "late" if late else "not yet", tone="attention" if late else "neutral",
            icon="clock-alert" if late else "clock",
        )  # fmt: skip
        rows.append([one.item.what, one.item.owner, one.item.due, given])
    rows += [[item.what, item.owner, item.due, ui.Cell("not yet")] for item in planned]
    columns = (ui.Column("Promised"), ui.Column("Who sees to it"), ui.Column("By"), ui.Column("Given"))
    return ui.Table(columns, rows, "Support promised by the employer", "No support is promised in this plan.")


@dataclass(frozen=True, slots=True)
class QuestionView:
    asked: ui.Voice
    answer: ui.Voice | None
    due: ui.Deadline | None
    answer_url: str


def questions(room: Room, events: frozenset[str], duties: Iterable[Duty]) -> list[QuestionView]:
    answers = {e.refers_to: e for e in room.of("question_answered")}
    may = "question_answered" in events
    due = {d.entry: d.due for d in duties if d.event == "question_answered"}
    found = []
    for entry in room.of("question_asked"):
        answer = answers.get(entry.id)
        found.append(
            QuestionView(
                asked=ui.Voice(room.name(entry.author), entry.payload.words, entry.recorded),
                answer=ui.Voice(room.name(answer.author), answer.payload.words, answer.recorded)
                if answer
                else None,
                due=deadline(room, due.get(entry.id)),
                answer_url=links.event_url(room.case.id, "question_answered", entry.id)
                if may and not answer
                else "",
            )
        )
    return found


def people(room: Room) -> list[ui.Fact]:
    """Who is who in this case."""
    case = room.case
    found = [ui.Fact("Manager", room.name(case.manager))]
    held: dict[str, list[str]] = {}
    last: dict[str, date] = {}
    before: list[str] = []
    for one in roles_held(case):
        if one.on(room.today):
            held.setdefault(one.role, []).append(room.name(one.person))
            last |= {one.role: one.until - DAY} if one.until else {}
        else:
            before.append(f"{room.name(one.person)} ({ROLE_WORDS[one.role].lower()})")
    found += [
        ui.Fact(
            label,
            ", ".join(sorted(held[role])),
            note=f"reads this case until {last[role]:%-d %B %Y}" if role in last else "",
        )
        for role, label in ROLE_WORDS.items()
        if role in held
    ]
    return found + ([ui.Fact("Roles that have ended", ", ".join(sorted(before)))] if before else [])


def required_days(found: Iterable[Required]) -> ui.Table:
    """What the law or code of the place attaches to the steps taken so far, the arithmetic with it."""
    rows = [
        [
            each.due,
            ui.Cell(each.title, note=each.why),
            "not before this day" if each.bound == "earliest" else WHO_ACTS[each.who],
            ui.Cell(f"{each.length} after {each.counted_from:%-d %B %Y}",
                    note="a usual time, not a rule of law" if each.default else ""),
            ui.Cell(each.source.text, url=each.source.address),
            ui.Cell("done", icon="circle-check", tone="good") if each.done_by else "",
        ]
        for each in found
    ]  # fmt: skip
    columns = (
        ui.Column("Day"), ui.Column("What"), ui.Column("Who"), ui.Column("Counted"), ui.Column("Source"),
        ui.Column("Done"),
    )  # fmt: skip
    return ui.Table(columns, rows, "Times that the rules of the place set")


def related(room: Room) -> list[ui.Link]:
    """The case before and the case after, where this viewer may open them, and the review of the file."""
    visible = {c.id for c in room.head.cases}
    found = []
    if room.case.follows in visible:
        found.append(
            ui.Link("The case before this one", links.plan_url(room.case.follows), icon="arrow-left")
        )
    if room.case.successor in visible:
        found.append(
            ui.Link("The plan that followed", links.plan_url(room.case.successor), icon="arrow-right")
        )
    if room.head.standing.reads_whole_shared_file:
        person = room.head.id
        found.append(ui.Link("The paper trail", to("trail", person), icon="folder-search"))
        found.append(ui.Link("Findings of the review", to("review", person), icon="file-search"))
    return found
