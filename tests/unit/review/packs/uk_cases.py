"""Files for the rules of the Acas Code."""
# ruff: noqa: E501  (a case a line reads as the table it is)

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from goodstanding.review.comparators import Peer
from goodstanding.review.when import When
from tests.unit.review.packs.cases import Case, W
from tests.unit.review.packs.whole import COMPARED

Y = 2026
AUTUMN = When(date(Y, 11, 6), date(Y, 12, 31))
LOWER = Peer(label="B", same_decider=True, same_role=True, figure=27.0)
GRIEVED = W.add("grievance", "grievance", date(Y, 7, 3), text="About the rota.")
PAUSED = GRIEVED.add("stops", "plan_paused", date(Y, 7, 6))
ASKED = W.add("asked", "accommodation_requested", date(Y, 2, 20), text="A quieter desk.")
ANSWERED = ASKED.add("answer", "accommodation_answered", date(Y, 2, 24))
OTHER_DAY = W.add(
    "other", "answer", date(Y, 9, 8), text="My companion cannot come; the 16th?", refers_to="invited"
)
MOVED = OTHER_DAY.add("moved", "other", date(Y, 9, 9), payload={"to_day": date(Y, 9, 16)}).at(
    "meeting", date(Y, 9, 16)
)
SAME_DAY = W.at("decision", date(Y, 9, 14))


def at_hour(name: str, hour: int, whole=SAME_DAY):  # type: ignore[no-untyped-def]
    return whole.change(name, recorded=datetime(Y, 9, 14, hour, tzinfo=UTC))


CASES = (
    Case("U01",
         W.drop("coaching"), W, W.drop("coaching").partly()),
    Case("U02",
         W.drop("job").add("told", "other", date(Y, 10, 1), text="The capability procedure is attached."),
         W, W.drop("job")),
    Case("U03",
         W.at("heard", date(Y, 12, 4)), W.at("heard", date(Y, 12, 3)), W.change("heard", when=AUTUMN)),
    Case("U04",
         W.but(compared=replace(COMPARED, peers=(LOWER,))), W, W.alone()),
    Case("U05",
         W.only("hired", "job", "standard", "invited").edit("invited", evidence=""),
         W.only("hired", "job", "coaching", "invited").edit("invited", evidence=""),
         W.only("hired", "job", "standard", "invited").edit("invited", evidence="").partly()),
    Case("U06",
         W.edit("invited", consequences=""), W, W.summary("invited")),
    Case("U07",
         W.edit("invited", evidence=""), W, W.summary("invited")),
    Case("U08",
         W.edit("invited", companion="None named."), W, W.summary("invited"), "no companion"),
    Case("U08",
         W.edit("invited", at=""), W, W.summary("invited"), "no place"),
    Case("U09",
         W.edit("invited", meeting_on=date(Y, 9, 8)), W.edit("invited", meeting_on=date(Y, 9, 9)),
         W.vague("invited")),
    Case("U10",
         W.edit("meeting", minutes="We talked for an hour."), W, W.summary("meeting")),
    Case("U11",
         W.edit("meeting", minutes="The colleague asked for was refused as companion. Evidence was gone through."),
         W, W.summary("meeting")),
    Case("U12",
         OTHER_DAY, MOVED, OTHER_DAY.summary("invited")),
    Case("U13",
         W.edit("meeting", minutes="Uma was not allowed to speak. The evidence was gone through."),
         W, W.summary("meeting")),
    Case("U14",
         W.at("decision", date(Y, 9, 11)), W.at("decision", date(Y, 9, 15)), W.drop("meeting", "reply").partly(),
         "before the meeting"),
    Case("U14",
         at_hour("decision", 9), at_hour("decision", 17).change("meeting", recorded=datetime(Y, 9, 14, 12, tzinfo=UTC)),
         SAME_DAY.change("decision", recorded=None), "on the day of the meeting"),
    Case("U14",
         W.drop("meeting", "reply"), W, W.drop("meeting", "reply").partly(), "without a meeting"),
    Case("U15",
         W.drop("final"), W, W.summary("first", "final"), "no final warning"),
    Case("U15",
         W.drop("first", "final"),
         W.drop("first", "final").edit("decision", words="The effect was sufficiently serious: a customer left."),
         W.drop("first", "final").partly(), "no warning"),
    Case("U15",
         W.drop("first", "final", "delivered"), W,
         W.drop("first", "final", "delivered").partly(), "neither plan nor warning"),
    Case("U16",
         W.edit("first", support=""), W, W.summary("first", "final"), "no support"),
    Case("U16",
         W.edit("first", deficiency="On 3 February 2026 tickets were open.", consequence="We talk again."),
         W, W.summary("first", "final"), "no consequence"),
    Case("U17",
         W.edit("first", current_until=date(Y, 9, 24)).edit("final", current_until=date(Y, 9, 24)),
         W.edit("first", current_until=date(Y, 9, 24)).edit("final", current_until=date(Y, 9, 25)),
         W.summary("first", "final")),
    Case("U18",
         W.edit("decision", effective_on=None), W, W.summary("decision")),
    Case("U19",
         W.change("heard", author=W.events["decision"].author), W, W.change("heard", author=""), "heard by the decider"),
    Case("U19",
         W.drop("appeal", "heard").edit("decision", appeal_how="", words="Tickets stayed open."),
         W.drop("appeal", "heard"), W.drop("appeal", "heard").summary("decision"), "none offered"),
    Case("U20",
         GRIEVED, PAUSED, GRIEVED.partly()),
    Case("U21",
         ASKED, ANSWERED, ASKED.partly()),
    Case("U22",
         W.terms(ends=date(Y, 5, 24)), W.terms(ends=date(Y, 5, 25)), W.drop("hired")),
    Case("U23",
         W, W.at("hired", date(2024, 10, 29)), W.drop("hired"), "two years before 2027"),
    Case("U23",
         W.at("hired", date(2026, 8, 1)).at("effect", date(2027, 2, 1)),
         W.at("hired", date(2026, 8, 10)).at("effect", date(2027, 2, 1)),
         W.drop("hired").at("effect", date(2027, 2, 1)), "six months from 2027"),
)  # fmt: skip
