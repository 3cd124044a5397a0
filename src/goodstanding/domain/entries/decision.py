"""Meetings, and what may follow a plan that was not met: proposal, reply, decision, appeal."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from goodstanding.domain.entries.base import Line, OptionalWords, Payload, Words


class Invited(Payload):
    kind: ClassVar = "invited"
    title: ClassVar = "Invitation to a meeting"
    needs_acknowledgement: ClassVar = True
    meeting_on: date
    at: Line
    agenda: Words
    evidence: OptionalWords = ""
    consequences: Words
    companion: Words


class Postponed(Payload):
    kind: ClassVar = "postponed"
    title: ClassVar = "Meeting postponed"
    to_day: date
    reason: Words


class MeetingHeld(Payload):
    kind: ClassVar = "meeting_held"
    title: ClassVar = "Meeting held"
    needs_acknowledgement: ClassVar = True
    present: tuple[Line, ...]
    companion: OptionalWords = ""
    minutes: Words


class Proposal(Payload):
    kind: ClassVar = "proposal"
    title: ClassVar = "Action proposed"
    needs_acknowledgement: ClassVar = True
    action: Literal["dismissal", "demotion", "transfer", "other"]
    reason_codes: tuple[Line, ...]
    words: Words
    reply_until: date


class NotProposed(Payload):
    kind: ClassVar = "not_proposed"
    title: ClassVar = "No action proposed"
    reason: Words


class Reply(Payload):
    kind: ClassVar = "reply"
    title: ClassVar = "Reply"
    mode: Literal["written", "oral"]
    companion: OptionalWords = ""
    words: Words


class ReplyWaived(Payload):
    kind: ClassVar = "reply_waived"
    title: ClassVar = "Reply waived"
    words: OptionalWords = ""


class ReplyExtended(Payload):
    kind: ClassVar = "reply_extended"
    title: ClassVar = "Time to reply extended"
    reply_until: date
    reason: Words


class ReplyLapsed(Payload):
    kind: ClassVar = "reply_lapsed"
    title: ClassVar = "Time to reply passed"
    words: OptionalWords = ""


class ProposalWithdrawn(Payload):
    kind: ClassVar = "proposal_withdrawn"
    title: ClassVar = "Proposal withdrawn"
    reason: Words


class Decision(Payload):
    kind: ClassVar = "decision"
    title: ClassVar = "Decision"
    needs_acknowledgement: ClassVar = True
    decision: Literal["dismissal", "demotion", "transfer", "another chance", "no action", "other"]
    reason_codes: tuple[Line, ...]
    words: Words
    answer_to_reply: Words
    effective_on: date | None = None
    appeal_until: date
    appeal_how: Words


class AnotherChance(Payload):
    kind: ClassVar = "another_chance"
    title: ClassVar = "Another chance"
    successor: UUID
    reason: Words


class TakenEffect(Payload):
    kind: ClassVar = "taken_effect"
    title: ClassVar = "Decision took effect"
    words: OptionalWords = ""


class AppealWindowEnded(Payload):
    kind: ClassVar = "appeal_window_ended"
    title: ClassVar = "Time to appeal ended"
    words: OptionalWords = ""


class Appeal(Payload):
    kind: ClassVar = "appeal"
    title: ClassVar = "Appeal"
    words: Words


class LateAppealAccepted(Payload):
    kind: ClassVar = "late_appeal_accepted"
    title: ClassVar = "Late appeal accepted"
    until: date
    reason: Words


class AppealDecision(Payload):
    kind: ClassVar = "appeal_decision"
    title: ClassVar = "Appeal decided"
    needs_acknowledgement: ClassVar = True
    result: Literal["dismissed", "allowed", "varied", "remitted"]
    words: Words
    remedies: OptionalWords = ""
