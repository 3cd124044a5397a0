"""Where a rule begins and ends: the day that just counts, the entry that comes too late to help, one of two."""
# ruff: noqa: E501  (a case a line reads as the table it is)

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from goodstanding.domain.entries.terms import Deficiency
from goodstanding.review.comparators import Comparators, Figures, Peer
from goodstanding.review.when import Tri, When, on
from tests.unit.review.packs.cases import W
from tests.unit.review.packs.elsewhere_cases import PLAIN, REMOTE, SOON
from tests.unit.review.packs.federal_cases import MOVED, OTHER, RELAPSE, SPARED, relapsed, shortfalls
from tests.unit.review.packs.uk_cases import ASKED, GRIEVED, OTHER_DAY
from tests.unit.review.packs.whole import COMPARED, STANDARD, Whole

Y = 2026
Expected = Literal["decisive", "serious", "note", "quiet", "silent"]
MEDICAL = W.edit("reply", words="I have a letter of my doctor about a condition.")
LATE = W.at("decision", date(Y, 11, 1)).at("effect", date(Y, 11, 2))
LONG = W.edit("decision", effective_on=date(Y, 11, 20))
CHANGED = (
    W.add("asked", "change_proposed", date(Y, 4, 1), like="closed", payload={"changes_standard": True})
    .add("changed", "plan_changed", date(Y, 4, 7), like="closed")
    .add("early", "goal_determined", date(Y, 3, 20), like="determined", goal="g0")
)
DEMOTED = (
    W.edit("decision", decision="demotion", words=PLAIN)
    .edit("proposal", action="demotion", words="On 29 May 2026.")
    .drop("effect")
)
PROPOSED = W.drop("decision", "effect", "appeal", "heard")
TERMS = W.events["delivered"].terms
assert TERMS is not None
SECOND = replace(TERMS.goals[0], id="g2")
TWO = W.terms(goals=(TERMS.goals[0], SECOND))
SLOW = W.at("heard", date(Y, 12, 10))
PEER = Peer(label="B", same_decider=True, same_role=True, figure=28.0)


UNTOLD = W.only("concern").change("concern", acknowledged=None, communicated=Tri.NO)


def met(name: str, whole: Whole, goal: str) -> Whole:
    return whole.add(name, "goal_determined", date(Y, 6, 1), like="determined", goal=goal, result="met")


def deficient(day: date) -> Deficiency:
    return Deficiency(on=day, fact="Thirty of fifty.", standard=STANDARD)


def length(days: int) -> Whole:
    return W.terms(ends=date.fromordinal(date(Y, 3, 2).toordinal() + days)).edit("approved", reason="Agreed.")


def compared(**fields: object) -> Whole:
    return W.but(compared=replace(COMPARED, **fields))  # type: ignore[arg-type]


def deleted(day: date) -> Whole:
    return W.but(compared=Comparators(deletions_due=(day,)))


def away(first: date, last: date) -> Whole:
    return W.but(away=((first, last),))


def figures(**fields: object) -> Whole:
    made = Figures(metric="tickets", higher_is_better=True, own=30.4, people=8, mean=46.0)
    return compared(figures=(replace(made, **fields),))  # type: ignore[arg-type]


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
    (
        "F12",
        "quiet",
        compared(policy_minimum_days=90).edit("closed", reason="The goal could no longer be met."),
        "beyond repair",
    ),
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
    (
        "F18",
        "decisive",
        RELAPSE.add("relapse", "relapse", date(Y, 9, 3), like="closed"),
        "a relapse after the proposal",
    ),
    ("F18", "quiet", RELAPSE.add("relapse", "relapse", date(Y, 8, 3), like="closed"), "a relapse before it"),
    ("F19", "quiet", relapsed(date(2025, 3, 10), date(Y, 3, 10)), "a year to the day"),
    ("F19", "decisive", relapsed(date(2025, 3, 9), date(Y, 3, 10)), "a year and a day"),
    (
        "F20",
        "quiet",
        W.edit("proposal", words="On 1 September 2025 ten were open. Answer orally."),
        "a year to the day",
    ),
    (
        "F20",
        "decisive",
        W.edit("proposal", words="On 31 August 2025 ten were open. Answer orally."),
        "a year and a day",
    ),
    (
        "F20",
        "serious",
        W.edit("proposal", words="On 31 August 2025 and 2 May 2026 ten were open."),
        "one of two too old",
    ),
    (
        "F23",
        "quiet",
        LONG.add("why", "other", date(Y, 9, 20), text="Extended for medical information."),
        "reason given",
    ),
    (
        "F23",
        "serious",
        LONG.add("why", "other", date(Y, 8, 20), text="Extended for medical information."),
        "reason of earlier",
    ),
    (
        "F23",
        "serious",
        LONG.add("why", "other", date(Y, 9, 28), text="Extended for medical information."),
        "reason of later",
    ),
    ("F25", "serious", W.edit("reply", words="My representative was refused."), "refused"),
    ("F25", "quiet", W.edit("reply", words="My holiday was refused."), "something else refused"),
    (
        "F26",
        "quiet",
        MEDICAL.add("asked", "other", date(Y, 9, 12), text="Accommodation was offered."),
        "taken up elsewhere",
    ),
    (
        "F26",
        "serious",
        MEDICAL.add("asked", "other", date(Y, 8, 12), text="Accommodation was offered."),
        "taken up before",
    ),
    (
        "F27",
        "quiet",
        LATE.add("why", "other", date(Y, 9, 20), text="Extended for medical information."),
        "extended",
    ),
    (
        "F27",
        "serious",
        LATE.add("why", "other", date(Y, 8, 20), text="Extended for medical information."),
        "extended before",
    ),
    (
        "F27",
        "serious",
        LATE.add("why", "other", date(Y, 11, 20), text="Extended for medical information."),
        "extended after",
    ),
    ("F31", "quiet", PROPOSED.drop("delivered"), "nothing decided yet"),
    ("F31", "decisive", W.drop("proposal", "effect"), "decided, not yet in effect"),
    ("F31", "decisive", W.drop("proposal", "decision"), "in effect, without a decision"),
    (
        "F32",
        "quiet",
        SPARED.add("bad", "feedback", date(Y, 12, 1), tone="critical").but(as_of=date(2027, 9, 2)),
        "fell short again",
    ),
    (
        "F32",
        "decisive",
        SPARED.add("bad", "feedback", date(Y, 8, 1), tone="critical").but(as_of=date(2027, 9, 2)),
        "fell short before",
    ),
    (
        "F32",
        "silent",
        SPARED.drop("withdrawn").but(as_of=date(2027, 9, 2)),
        "nothing tells what became of it",
    ),
    (
        "F32",
        "decisive",
        W.drop("effect", "appeal", "heard")
        .edit("decision", decision="no action", words=PLAIN)
        .but(as_of=date(2027, 9, 2)),
        "no action decided",
    ),
    ("F32", "quiet", W.drop("effect", "appeal", "heard").but(as_of=date(2027, 9, 2)), "dismissal decided"),
    ("F33", "serious", deleted(date(2030, 11, 19)), "a day before four years"),
    ("F33", "quiet", deleted(date(2030, 11, 20)), "after four years"),
    ("F34", "serious", away(date(Y, 2, 1), date(Y, 2, 3)), "the last day away"),
    ("F34", "serious", away(date(Y, 2, 3), date(Y, 2, 6)), "the first day away"),
    ("U01", "serious", W.at("coaching", date(Y, 3, 3)), "a talk after the first step"),
    (
        "U01",
        "quiet",
        W.drop("coaching").edit("allowed", reason="The harm is sufficiently serious."),
        "a reason why not",
    ),
    (
        "U02",
        "quiet",
        W.drop("job").terms(rights="The capability procedure is in the handbook."),
        "named in the first step",
    ),
    (
        "U03",
        "quiet",
        SLOW.add("moved", "other", date(Y, 11, 12), payload={"to_day": date(Y, 12, 9)}),
        "postponed",
    ),
    ("U03", "quiet", SLOW.add("away", "leave", date(Y, 11, 12)), "not at work"),
    ("U03", "serious", SLOW.add("away", "leave", date(Y, 11, 1)), "not at work before"),
    ("U03", "serious", SLOW.add("note", "other", date(Y, 11, 12)), "something else in between"),
    (
        "U03",
        "serious",
        SLOW.but(as_of=date(2027, 2, 1)).add("away", "leave", date(Y, 12, 12)),
        "not at work after",
    ),
    ("U04", "note", compared(peers=(PEER,)), "the same figure"),
    (
        "U04",
        "note",
        compared(peers=(PEER,), peers_higher_is_better=False),
        "the same figure, where less is better",
    ),
    (
        "U04",
        "note",
        compared(peers=(replace(PEER, figure=30.0),), peers_higher_is_better=False),
        "worse where less is better",
    ),
    (
        "U04",
        "quiet",
        compared(peers=(replace(PEER, figure=20.0),), peers_higher_is_better=False),
        "better where less is better",
    ),
    ("U04", "quiet", compared(peers=(replace(PEER, figure=None),)), "no figure"),
    ("U04", "quiet", compared(peers=(PEER,), figures=None), "no own figure"),
    ("U04", "note", compared(peers=(replace(PEER, figure=60.0), PEER)), "one of two"),
    ("U05", "quiet", W.only("hired", "invited"), "evidence sent"),
    ("U06", "decisive", W.edit("invited", agenda=""), "no agenda"),
    ("U06", "silent", W.change("invited", payload={"agenda": "Tickets"}, text=""), "half known"),
    (
        "U09",
        "serious",
        W.edit("invited", meeting_on=None).at("meeting", date(Y, 9, 8)),
        "by the meeting itself",
    ),
    (
        "U09",
        "quiet",
        W.edit("invited", meeting_on=None).at("meeting", date(Y, 9, 9)),
        "by the meeting itself, in time",
    ),
    ("U12", "quiet", OTHER_DAY.at("meeting", date(Y, 9, 15)), "held on another day"),
    (
        "U12",
        "quiet",
        OTHER_DAY.add("moved", "other", date(Y, 9, 9), payload={"to_day": date(Y, 9, 14)}),
        "moved to the same day",
    ),
    (
        "U12",
        "serious",
        OTHER_DAY.add("moved", "other", date(Y, 9, 1), payload={"to_day": date(Y, 9, 14)}),
        "moved before",
    ),
    (
        "U12",
        "serious",
        OTHER_DAY.add("moved", "other", date(Y, 9, 20), payload={"to_day": date(Y, 9, 14)}),
        "moved after",
    ),
    ("U15", "quiet", DEMOTED.drop("final"), "demoted"),
    ("U15", "serious", PROPOSED.drop("final"), "dismissal proposed"),
    ("U15", "decisive", W.drop("first", "final").terms(consequences="We talk."), "the plan named nothing"),
    ("U17", "quiet", W.edit("first", current_until=date(Y, 9, 1)), "one of two current"),
    ("U18", "quiet", PROPOSED, "only proposed"),
    ("U18", "silent", W.drop("decision"), "ended without a letter"),
    ("U19", "serious", W.change("heard", author=W.events["delivered"].author), "heard by the manager"),
    (
        "U19",
        "decisive",
        W.change("heard", author=W.events["decision"].author).drop(
            "delivered", "proposal", "first", "final", "determined"
        ),
        "heard by the decider",
    ),
    ("U19", "quiet", W.change("delivered", author=""), "one author unknown"),
    ("U20", "quiet", GRIEVED.at("grievance", date(Y, 2, 1)), "before any formal step"),
    ("U20", "quiet", GRIEVED.at("grievance", date(Y, 11, 3)), "no step after it"),
    (
        "U21",
        "decisive",
        ASKED.add("answer", "accommodation_answered", date(Y, 3, 9)),
        "answered after the next stage",
    ),
    ("U21", "quiet", ASKED.at("asked", date(Y, 11, 3)), "no stage after it"),
    ("U23", "quiet", DEMOTED, "demoted"),
    ("U23", "note", PROPOSED.drop("reply", "meeting", "invited"), "dismissal proposed"),
    ("DE2", "serious", figures(own=30.36, mean=46.0), "just a third below"),
    ("DE2", "silent", figures(people=4), "four people"),
    ("DE2", "serious", figures(people=5), "five people"),
    ("DE2", "silent", figures(mean=None), "no mean"),
    ("DE2", "serious", figures(higher_is_better=False, own=46.0, mean=40.0), "less is better"),
    (
        "DE2",
        "quiet",
        figures(higher_is_better=False, own=80.0, mean=40.0),
        "twice as much where less is better",
    ),
    ("DE2", "quiet", figures(higher_is_better=False, own=0.0, mean=40.0), "none where less is better"),
    ("DE3", "decisive", W.edit("first", deficiency="The work is poor."), "the first of two"),
    ("DE5", "quiet", W.at("final", When(date(Y, 7, 1), date(Y, 7, 20))), "some day, long enough ago"),
    ("DE5", "silent", W.at("final", When(date(Y, 7, 10), date(Y, 8, 20))), "some day, perhaps too late"),
    (
        "DE6",
        "quiet",
        W.edit("first", deficiency=REMOTE, improvement_required="Begin on the hour.", support=""),
        "one of two fits",
    ),
    ("DE6", "silent", W.summary("first"), "one of two known"),
    (
        "DE7",
        "quiet",
        W.edit("proposal", words="On 29 May 2026.").edit("decision", words="The works council was heard."),
        "named in the decision",
    ),
    (
        "IN2",
        "serious",
        W.edit("decision", words="She is unfit.").add("enquiry", "other", date(Y, 9, 27), text="An enquiry."),
        "an enquiry after the letter",
    ),
    ("IN5", "quiet", W.terms(ends=date(Y, 4, 2)), "a reason for the length"),
    ("IN6", "quiet", W.add("left", "other", date(Y, 2, 20), payload={"how": "resigned"}), "before the plan"),
    (
        "AG6",
        "silent",
        SOON.at("delivered", When(date(Y, 8, 1), date(Y, 8, 20))),
        "some day, perhaps too late",
    ),
    ("AG6", "quiet", SOON.at("delivered", When(date(Y, 6, 1), date(Y, 8, 3))), "some day, long enough ago"),
    ("AS3", "quiet", W.drop("meeting", "reply"), "time to reply was given"),
    (
        "AS3",
        "decisive",
        W.drop("meeting", "reply").edit("proposal", reply_until=date(Y, 9, 26)),
        "decided before it was over",
    ),
    ("AG2", "quiet", W.drop("proposal", "invited", "delivered"), "put in the warnings"),
    ("CA3", "quiet", W.edit("first", deficiency="The work is poor."), "detailed in the last one"),
    ("AS5", "quiet", W.drop("support").add("more", "coaching", date(Y, 4, 1)), "coached"),
    ("AS5", "serious", W.drop("support"), "coached only before"),
    (
        "US1",
        "serious",
        W.change("decision", author=W.events["delivered"].author)
        .change("approved", author=W.events["delivered"].author)
        .drop("allowed", "heard"),
        "reviewed by the same person",
    ),
    ("US3", "serious", deleted(date(2027, 10, 27)), "a day before a year"),
    ("US3", "quiet", deleted(date(2027, 10, 28)), "after a year"),
    ("MA1", "quiet", W.change("concern", acknowledged=on(date(Y, 2, 15))), "on the tenth day"),
    ("MA1", "serious", W.change("concern", acknowledged=on(date(Y, 2, 16))), "on the eleventh day"),
    (
        "AS1",
        "quiet",
        W.edit("decision", reason_codes=()).edit("proposal", reason_codes=()),
        "in the words alone",
    ),
    ("AS1", "quiet", W.edit("proposal", reason_codes=(), words=""), "in the decision alone"),
    (
        "AS1",
        "silent",
        W.edit("proposal", reason_codes=(), words="").summary("decision"),
        "the decision is not known",
    ),
    ("AS1", "quiet", W.drop("proposal", "decision", "effect"), "nothing ended"),
    (
        "AS2",
        "silent",
        W.edit("first", consequence="We talk.").edit("final", consequence="We talk.").summary("delivered"),
        "one not known",
    ),
    (
        "AS3",
        "quiet",
        W.drop("meeting", "reply").edit("proposal", reply_until=date(Y, 9, 25)),
        "until the day of the decision",
    ),
    ("MA1", "quiet", UNTOLD.but(as_of=date(Y, 2, 15)), "ten days, not told yet"),
    ("MA1", "serious", UNTOLD.but(as_of=date(Y, 2, 16)), "eleven days, not told yet"),
    (
        "MA1",
        "quiet",
        W.change("first", acknowledged=None, communicated=Tri.YES).but(as_of=date(Y, 6, 18)),
        "told, day open",
    ),
    (
        "MA1",
        "silent",
        W.change("first", acknowledged=None, communicated=Tri.YES).but(as_of=date(Y, 6, 19)),
        "told, day not recorded",
    ),
    ("MA1", "quiet", UNTOLD.change("concern", tone="positive"), "praise"),
    ("MA1", "quiet", UNTOLD.change("concern", recorded=None), "of an unknown hour"),
    ("U14", "quiet", W.change("meeting", when=When(None, date(Y, 9, 14))), "by some day before"),
    ("U15", "decisive", W.drop("first", "final").at("delivered", date(Y, 11, 1)), "a plan only after it"),
    (
        "U17",
        "silent",
        W.edit("first", current_until=None).edit("final", current_until=date(Y, 9, 1)),
        "one of two not known",
    ),
    ("F13", "quiet", W.terms(starts=None), "from the day it was given"),
)

Grounds = tuple[str, ...]
GROUNDS: tuple[tuple[str, Whole, Grounds, str], ...] = (
    ("F14", W.drop("support"), ("delivered",), "Some was promised; none is recorded as given."),
    ("F14", W.drop("support").terms(support=()), ("delivered",), "None was promised or given."),
    (
        "F14",
        W.drop("support").terms(support=()).add("promise", "support_promised", date(Y, 3, 9), like="closed"),
        ("delivered",),
        "Some was promised; none is recorded as given.",
    ),
    (
        "F13",
        away(date(Y, 3, 9), date(Y, 4, 10))
        .add("leave", "leave", date(Y, 3, 9))
        .add("later", "leave", date(Y, 8, 9)),
        ("delivered", "leave"),
        "",
    ),
    (
        "F34",
        away(date(Y, 2, 2), date(Y, 2, 6))
        .add("leave", "leave", date(Y, 2, 2))
        .add("later", "leave", date(Y, 8, 9)),
        ("concern", "leave"),
        "",
    ),
    ("F19", relapsed(date(2025, 3, 3), date(Y, 3, 10)), ("delivered", "relapse", "proposal"), ""),
    ("U15", W.drop("final"), ("first", "effect"), "There was a first written warning and no final one."),
    (
        "U15",
        W.drop("first", "final"),
        ("delivered", "effect"),
        "The plan named dismissal; no final written warning came after it.",
    ),
    (
        "U17",
        W.edit("first", current_until=date(Y, 9, 2)).edit("final", current_until=date(Y, 9, 1)),
        ("final", "effect"),
        "",
    ),
    ("DE5", W.at("final", date(Y, 7, 22)), ("final", "proposal"), ""),
    (
        "DE6",
        W.edit(
            "first",
            deficiency=REMOTE,
            improvement_required="Begin on the hour.",
            support="",
            consequence="Dismissal.",
        ).edit(
            "final",
            deficiency=REMOTE,
            improvement_required="Begin on the hour.",
            support="",
            consequence="Dismissal.",
        ),
        ("final", "decision"),
        "",
    ),
    (
        "AS2",
        W.edit("first", consequence="We talk.")
        .edit("final", consequence="We talk.")
        .terms(consequences="We talk."),
        ("final", "effect"),
        "What was given before does not say that the job is at risk.",
    ),
    ("U20", GRIEVED, ("grievance", "final"), ""),
    ("U21", ASKED, ("asked", "delivered"), ""),
    ("F32", SPARED.but(as_of=date(2027, 9, 2)), ("proposal",), ""),
    ("US3", deleted(date(2027, 10, 27)), ("effect",), ""),
)
"""The entries that a finding rests on, in their order, and the sentence it says of this file."""
