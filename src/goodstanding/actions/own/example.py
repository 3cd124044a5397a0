"""An invented file to look at before writing anything of one's own."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from goodstanding.actions.own.house import House
from goodstanding.domain.own import Payload
from goodstanding.domain.own.applications import Application
from goodstanding.domain.own.entries import Note, Started
from goodstanding.domain.own.evidence import Pointer
from goodstanding.domain.own.noticed import SignLookedInto, SignNoticed
from goodstanding.domain.own.plan import Asked, CheckedIn, OwnGoal, OwnSupport, PlanReceived, Progress
from goodstanding.vault.content import Content, next_entry
from goodstanding.vault.vault import InMemory


def _plan(today: date) -> PlanReceived:
    return PlanReceived(
        received_on=today - timedelta(days=21), starts_on=today - timedelta(days=21), ends_on=today + timedelta(days=39),
        goals=(
            OwnGoal(id="g1", statement="Close at least 60 support cases by the end of the plan.", measure="cases closed",
                    target_number=Decimal(60), unit="cases", due=today + timedelta(days=39), measurer="Ruth",
                    source="the case system’s weekly report"),
            OwnGoal(id="g2", statement="Significantly improve communication with partner teams."),
            OwnGoal(id="g3", statement="Submit the overdue handbook chapter.", target="the chapter, complete",
                    measure="the chapter itself", due=today - timedelta(days=25), measurer="Ruth", source="the wiki"),
        ),
        support=(OwnSupport(id="s1", what="A day of training with Mia on the new case system", due=today - timedelta(days=9)),),
        check_ins=tuple(today + timedelta(days=d) for d in (-14, -7, 0, 7, 14, 21, 28)),
        consequences="If the goals are not met, the employment may be ended.",
    )  # fmt: skip


def show(*, house: House, now: datetime, today: date) -> None:
    content = Content(uuid.uuid4())
    for days, payload in _said(today):
        content = next_entry(
            content, payload, id=uuid.uuid4(), happened=today - timedelta(days=days),
            recorded=now - timedelta(days=days),
        )  # fmt: skip
    house.example = InMemory(content)


def close(*, house: House) -> None:
    house.example = None


def _sign(sign: str, words: str, **more: Any) -> SignNoticed:
    return SignNoticed(sign=sign, words=words, **more)


def _said(today: date) -> list[tuple[int, Payload]]:
    """Days ago, and what was written then. The person is invented, and so is everybody else."""
    return [
        (171, Note(words="Good half-year talk. Ruth said the handbook rewrite was “exactly what we needed”.", who="Ruth",
                   source="heard myself")),
        (96, _sign("one_to_ones", "Ruth moved our Tuesday one-to-one to the week after.", frequency="once",
                   reach="others_too", support="paper", source="calendar")),
        (63, _sign("work_moved", "The Brandt account goes to Jonas from the 1st. Reason given: balance of load.",
                   who="Ruth, Jonas", source="team meeting", scope="one_thing", reach="cannot_tell")),
        (41, Started(why="feeling")),
        (40, _sign("one_to_ones", "One-to-one cancelled an hour before. No other day offered.", who="Ruth",
                   source="calendar", frequency="several", scope="one_person", reach="cannot_tell", support="paper")),
        (26, _sign("in_writing", "A mail that sums up Monday’s talk; it says I agreed to daily reports. I did not. "
                   "I answered the same day and said so.", who="Ruth, copy to HR", source="mail of that day",
                   frequency="once", reach="", support="paper")),
        (21, Started(why="plan")),
        (21, _plan(today)),
        (20, Asked(words="Which result on goal 2 (“Significantly improve communication with partner teams.”) counts as met?", to="Ruth")),
        (19, _sign("one_to_ones", "One-to-one cancelled again, the third in five weeks.", who="Ruth",
                   source="calendar", frequency="several", reach="only_me", support="paper")),
        (12, _sign("left_out", "The planning round took place without me. Jonas mentioned it at lunch.",
                   who="Jonas", source="told by Jonas", frequency="once", reach="cannot_tell", support="somebody")),
        (9, SignLookedInto(sign="work_moved", result="ordinary", words="Ruth showed me the load of the whole team: "
                           "everybody gave one account away. It makes sense.")),
        (170, Pointer(what="Mail: “exactly what we needed”", whose="about_me", where="Work mailbox, folder Handbook", from_whom="Ruth to me")),
        (5, _sign("left_out", "No invitation to the weekly review either; it still takes place.",
                  who="Mia", source="told by Mia", frequency="several", reach="only_me", support="somebody")),
        (4, CheckedIn(scheduled_on=today - timedelta(days=7), state="by_employer", words="Ruth was travelling. No other day.")),
        (2, Progress(goal="g1", so_far=Decimal(17), words="17 cases closed, the hard Meier case among them.", evidence="weekly report")),
        (8, Application(company="Nordlicht Software", role="Support lead", status="applied", applied_on=today - timedelta(days=8), next_action="Ask how it stands", next_on=today, source="a former colleague")),
        (1, Note(words="Asked Mia for a date for the training.", about="help")),
    ]  # fmt: skip
