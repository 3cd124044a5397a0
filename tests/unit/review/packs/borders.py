"""Where a rule begins and ends: the day that just counts, the entry that comes too late to help, one of two."""
# ruff: noqa: E501  (a case a line reads as the table it is)

from __future__ import annotations

from datetime import date

from tests.unit.review.packs.borders_elsewhere import ELSEWHERE
from tests.unit.review.packs.cases import W
from tests.unit.review.packs.changes import (
    CHANGED,
    LATE,
    LONG,
    MEDICAL,
    PROPOSED,
    TWO,
    Expected,
    Y,
    away,
    compared,
    deficient,
    deleted,
    length,
    met,
)
from tests.unit.review.packs.elsewhere_cases import PLAIN, REMOTE
from tests.unit.review.packs.federal_cases import MOVED, OTHER, RELAPSE, SPARED, relapsed, shortfalls
from tests.unit.review.packs.uk_cases import ASKED, GRIEVED
from tests.unit.review.packs.whole import Whole

BORDERS: tuple[tuple[str, Expected, Whole, str], ...] = (
    ("F03", "quiet", shortfalls(deficient(date(Y, 1, 5))), "on the day of the standard"),
    ("F05", "quiet", MOVED.at("moved", date(Y, 3, 10)), "moved while the plan ran"),
    ("F05", "quiet", MOVED.at("moved", date(Y, 3, 10)).at("standard", date(Y, 3, 5)), "standard given later"),
    ("F06", "decisive", shortfalls(OTHER, deficient(date(Y, 3, 2))), "on the first day of the period"),
    ("F07", "quiet", W.goal(standard=""), "named by its facts"),
    ("F11", "quiet", length(30), "thirty days"),
    ("F11", "serious", length(29), "twenty-nine days"),
    ("F11M", "quiet", length(30), "thirty days"),
    ("F11M", "note", length(31), "thirty-one days"),
    ("F12", "quiet", compared(policy_minimum_days=88), "the minimum itself"),
    ("F12", "quiet", compared(policy_minimum_days=90).edit("closed", reason="The goal could no longer be met."), "beyond repair",),
    ("F13", "serious", away(date(Y, 3, 9), date(Y, 3, 31)), "23 of 89 days"),
    ("F13", "quiet", away(date(Y, 3, 9), date(Y, 3, 30)), "22 of 89 days"),
    ("F13", "quiet", away(date(Y, 2, 1), date(Y, 3, 20)), "mostly before the period"),
    ("F13", "quiet", away(date(Y, 5, 12), date(Y, 7, 20)), "mostly after the period"),
    ("F13", "silent", W.terms(ends=date(Y, 3, 2)), "no length"),
    ("F15", "decisive", CHANGED, "judged before and after"),
    ("F15", "quiet", CHANGED.drop("determined", "closed", "proposal"), "not judged after"),
    ("F15", "silent", CHANGED.at("asked", date(Y, 4, 9)), "proposed after it"),
    ("F17", "serious", TWO, "one of two determined"),
    ("F18", "decisive", met("x", met("determined", TWO, "g1"), "g2"), "both met"),
    ("F18", "quiet", met("x", TWO, "g2"), "one of two met"),
    ("F18", "silent", met("determined", TWO, "g1"), "one of two determined"),
    ("F18", "decisive", RELAPSE.add("relapse", "relapse", date(Y, 9, 3), like="closed"), "a relapse after the proposal",),
    ("F18", "quiet", RELAPSE.add("relapse", "relapse", date(Y, 8, 3), like="closed"), "a relapse before it"),
    ("F19", "quiet", relapsed(date(2025, 3, 10), date(Y, 3, 10)), "a year to the day"),
    ("F19", "decisive", relapsed(date(2025, 3, 9), date(Y, 3, 10)), "a year and a day"),
    ("F20", "quiet", W.edit("proposal", words="On 1 September 2025 ten were open. Answer orally."), "a year to the day",),
    ("F20", "decisive", W.edit("proposal", words="On 31 August 2025 ten were open. Answer orally."), "a year and a day",),
    ("F20", "serious", W.edit("proposal", words="On 31 August 2025 and 2 May 2026 ten were open."), "one of two too old",),
    ("F23", "quiet", LONG.add("why", "other", date(Y, 9, 20), text="Extended for medical information."), "reason given",),
    ("F23", "serious", LONG.add("why", "other", date(Y, 8, 20), text="Extended for medical information."), "reason of earlier",),
    ("F23", "serious", LONG.add("why", "other", date(Y, 9, 28), text="Extended for medical information."), "reason of later",),
    ("F25", "serious", W.edit("reply", words="My representative was refused."), "refused"),
    ("F25", "quiet", W.edit("reply", words="My holiday was refused."), "something else refused"),
    ("F26", "quiet", MEDICAL.add("asked", "other", date(Y, 9, 12), text="Accommodation was offered."), "taken up elsewhere",),
    ("F26", "serious", MEDICAL.add("asked", "other", date(Y, 8, 12), text="Accommodation was offered."), "taken up before",),
    ("F27", "quiet", LATE.add("why", "other", date(Y, 9, 20), text="Extended for medical information."), "extended",),
    ("F27", "serious", LATE.add("why", "other", date(Y, 8, 20), text="Extended for medical information."), "extended before",),
    ("F27", "serious", LATE.add("why", "other", date(Y, 11, 20), text="Extended for medical information."), "extended after",),
    ("F24", "quiet", W.drop("reply").edit("proposal", reply_until=date(Y, 9, 30)).add("waived", "reply", date(Y, 9, 8)), "waived"),
    ("F28", "serious", W.change("decision", author=W.events["proposal"].author, payload={}), "a summary names one office"),
    ("F31", "quiet", PROPOSED.drop("delivered"), "nothing decided yet"),
    ("F31", "decisive", W.drop("proposal", "effect"), "decided, not yet in effect"),
    ("F31", "decisive", W.drop("proposal", "decision"), "in effect, without a decision"),
    ("F32", "quiet", SPARED.add("bad", "feedback", date(Y, 12, 1), tone="critical").but(as_of=date(2027, 9, 2)), "fell short again",),
    ("F32", "decisive", SPARED.add("bad", "feedback", date(Y, 8, 1), tone="critical").but(as_of=date(2027, 9, 2)), "fell short before",),
    ("F32", "silent", SPARED.drop("withdrawn").but(as_of=date(2027, 9, 2)), "nothing tells what became of it",),
    ("F32", "decisive", W.drop("effect", "appeal", "heard").edit("decision", decision="no action", words=PLAIN).but(as_of=date(2027, 9, 2)), "no action decided",),
    ("F32", "quiet", W.drop("effect", "appeal", "heard").but(as_of=date(2027, 9, 2)), "dismissal decided"),
    ("F33", "serious", deleted(date(2030, 11, 19)), "a day before four years"),
    ("F33", "quiet", deleted(date(2030, 11, 20)), "after four years"),
    ("F34", "serious", away(date(Y, 2, 1), date(Y, 2, 3)), "the last day away"),
    ("F34", "serious", away(date(Y, 2, 3), date(Y, 2, 6)), "the first day away"),
    ("F13", "quiet", W.terms(starts=None), "from the day it was given"),
    *ELSEWHERE,
)  # fmt: skip

Grounds = tuple[str, ...]
GROUNDS: tuple[tuple[str, Whole, Grounds, str], ...] = (
    ("F14", W.drop("support"), ("delivered",), "Some was promised; none is recorded as given."),
    ("F14", W.drop("support").terms(support=()), ("delivered",), "None was promised or given."),
    ("F14", W.drop("support").terms(support=()).add("promise", "support_promised", date(Y, 3, 9), like="closed"), ("delivered",), "Some was promised; none is recorded as given.",),
    ("F13", away(date(Y, 3, 9), date(Y, 4, 10)).add("leave", "leave", date(Y, 3, 9)).add("later", "leave", date(Y, 8, 9)), ("delivered", "leave"), "",),
    ("F34", away(date(Y, 2, 2), date(Y, 2, 6)).add("leave", "leave", date(Y, 2, 2)).add("later", "leave", date(Y, 8, 9)), ("concern", "leave"), "",),
    ("F19", relapsed(date(2025, 3, 3), date(Y, 3, 10)), ("delivered", "relapse", "proposal"), ""),
    ("U15", W.drop("final"), ("first", "effect"), "There was a first written warning and no final one."),
    ("U15", W.drop("first", "final"), ("delivered", "effect"), "The plan named dismissal; no final written warning came after it.",),
    ("U17", W.edit("first", current_until=date(Y, 9, 2)).edit("final", current_until=date(Y, 9, 1)), ("final", "effect"), "",),
    ("DE5", W.at("final", date(Y, 7, 22)), ("final", "proposal"), ""),
    ("DE6", W.edit("first", deficiency=REMOTE, improvement_required="Begin on the hour.", support="", consequence="Dismissal.",).edit("final", deficiency=REMOTE, improvement_required="Begin on the hour.", support="", consequence="Dismissal.",), ("final", "decision"), "",),
    ("AS2", W.edit("first", consequence="We talk.").edit("final", consequence="We talk.").terms(consequences="We talk."), ("final", "effect"), "What was given before does not say that the job is at risk.",),
    ("U20", GRIEVED, ("grievance", "final"), ""),
    ("U21", ASKED, ("asked", "delivered"), ""),
    ("F32", SPARED.but(as_of=date(2027, 9, 2)), ("proposal",), ""),
    ("US3", deleted(date(2027, 10, 27)), ("effect",), ""),
)  # fmt: skip
"""The entries that a finding rests on, in their order, and the sentence it says of this file."""
