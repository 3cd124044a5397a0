"""Files for the rules of chapter 43."""
# ruff: noqa: E501  (a case a line reads as the table it is)

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goodstanding.domain.entries.terms import Deficiency
from goodstanding.review.comparators import Comparators
from tests.unit.review.packs.cases import Case, W
from tests.unit.review.packs.whole import COMPARED, REASON, STANDARD

Y = 2026
EARLY = Deficiency(on=date(Y, 1, 4), fact="Twenty of fifty were closed.", standard=STANDARD)
OTHER = Deficiency(on=date(Y, 2, 3), fact="Two shifts began late.", standard="Begin each shift at its hour")
UNKNOWN = Deficiency(on=date(Y, 2, 3), fact="A note was missing.", standard="Write a note to each ticket")
LEAVE = {"payload": {"until": date(Y, 2, 6)}}
AWAY = ((date(Y, 2, 2), date(Y, 2, 6)),)
BEFORE_SANTOS = date(2021, 3, 10)


def on_other(what: tuple[Deficiency, ...]) -> dict[str, object]:
    return {"deficiencies": what}


def shortfalls(*found: Deficiency):  # type: ignore[no-untyped-def]
    return W.edit("concern", **on_other(found)).edit("delivered", **on_other(found))


MOVED = W.add("moved", "moved", date(Y, 1, 12), payload={"place": "claims"})
SPARED = W.drop("decision", "effect", "appeal", "heard").add("withdrawn", "other", date(Y, 9, 20))
RELAPSE = W.drop("determined").add(
    "determined", "goal_determined", date(Y, 6, 1), like="closed", goal="g1", result="met"
)


def relapsed(start: date, on: date):  # type: ignore[no-untyped-def]
    """The opportunity began on `start`, the person fell short again on `on`, and the rest followed in 2026."""
    return (
        RELAPSE.terms(starts=start, ends=start)
        .at("delivered", start)
        .add("relapse", "relapse", on, like="closed", payload={"from_day": on, "to_day": on})
    )


CASES = (
    Case("F01",
         W.edit("job", duties="Answers tickets during a probationary period of one year. Approved by OPM."),
         W, W.drop("hired", "job")),
    Case("F02",
         W.change("job", states=frozenset({"system_not_approved"})),
         W, W.edit("job", duties="Answers tickets. The capability procedure is in the handbook.")),
    Case("F03",
         shortfalls(EARLY), W,
         shortfalls(UNKNOWN).edit("concern", standard_communicated_on=None)),
    Case("F04",
         W.goal(target=None, measure="", target_words=""), W, W.summary("delivered"),
         "nothing measured"),
    Case("F04",
         W.goal(statement="Close every ticket without exception"), W, W.summary("delivered"), "no slip allowed"),
    Case("F05",
         MOVED, MOVED.at("standard", date(Y, 1, 14)), MOVED.drop("standard")),
    Case("F06",
         shortfalls(OTHER), W, W.goal(standard="")),
    Case("F07",
         W.goal(standard="").edit("delivered", deficiencies=()), W, W.summary("delivered")),
    Case("F08",
         W.goal(target=None, target_words=""),
         W.goal(target=None, target_words="A note that the next shift can act on."), W.summary("delivered")),
    Case("F09",
         W.terms(consequences="We will talk about it."), W, W.summary("delivered")),
    Case("F11",
         W.terms(ends=date(Y, 3, 20)).edit("approved", reason="Agreed."),
         W.terms(ends=date(Y, 3, 20)), W.terms(ends=None)),
    Case("F11M",
         W, W.terms(ends=date(Y, 3, 30)), W.terms(ends=None)),
    Case("F12",
         W.but(compared=replace(COMPARED, policy_minimum_days=90)), W, W.alone()),
    Case("F13",
         W.but(away=((date(Y, 3, 9), date(Y, 4, 10)),)), W.but(away=((date(Y, 3, 9), date(Y, 3, 13)),)),
         W.terms(ends=None)),
    Case("F14",
         W.drop("support"), W, W.drop("support").partly()),
    Case("F15",
         W.add("asked", "change_proposed", date(Y, 4, 1), like="closed", payload={"changes_standard": True})
          .add("changed", "plan_changed", date(Y, 4, 7), like="closed"),
         W.add("asked", "change_proposed", date(Y, 4, 1), like="closed", payload={"changes_standard": False})
          .add("changed", "plan_changed", date(Y, 4, 7), like="closed"),
         W.add("changed", "plan_changed", date(Y, 4, 7), like="closed")),
    Case("F17",
         W.drop("determined"), W, W.drop("determined").summary("closed")),
    Case("F18",
         W.change("determined", result="met"), W, W.drop("determined"), "each goal met"),
    Case("F18",
         W.drop("delivered", "concern", "allowed", "approved", "support", "determined", "closed"), W,
         W.drop("delivered", "concern", "allowed", "approved", "support", "determined", "closed").partly(),
         "no opportunity"),
    Case("F19",
         relapsed(date(2025, 3, 3), date(Y, 3, 10)), relapsed(date(2025, 9, 1), date(Y, 3, 10)),
         relapsed(date(2025, 3, 3), date(Y, 3, 10)).vague("relapse")),
    Case("F20",
         W.edit("proposal", words="On 20 August 2025 ten tickets were open. You may answer orally, represented."),
         W.edit("proposal", words="On 2 September 2025 ten tickets were open. You may answer orally, represented."),
         W.edit("proposal", words="Tickets were open. You may answer orally, with a representative.")),
    Case("F21",
         W.edit("proposal", reason_codes=()), W, W.summary("proposal"), "no element"),
    Case("F21",
         W.edit("proposal", words="Tickets were open."), W, W.summary("proposal"), "no dated instance"),
    Case("F22",
         W.at("effect", date(Y, 9, 30)), W.at("effect", date(Y, 10, 1)), W.vague("effect")),
    Case("F23",
         W.edit("decision", effective_on=date(Y, 11, 1)), W.edit("decision", effective_on=date(Y, 10, 31)),
         W.vague("proposal")),
    Case("F24",
         W.edit("proposal", reply_until=date(Y, 9, 7)), W.edit("proposal", reply_until=date(Y, 9, 8)),
         W.summary("proposal"), "little time"),
    Case("F24",
         W.drop("reply").edit("proposal", reply_until=date(Y, 9, 26)),
         W.drop("reply").edit("proposal", reply_until=date(Y, 9, 25)),
         W.drop("reply").edit("proposal", reply_until=date(Y, 9, 26)).partly(), "decided too early"),
    Case("F24",
         W.edit("proposal", words="On 29 May 2026 tickets were open. Answer in writing, with a representative."),
         W, W.summary("proposal"), "not orally"),
    Case("F25",
         W.edit("proposal", words="On 29 May 2026 tickets were open. You may answer orally."),
         W, W.summary("proposal")),
    Case("F26",
         W.edit("reply", words="I have a letter of my doctor about a condition."),
         W.edit("reply", words="I have a letter of my doctor about a condition.")
          .edit("decision", words="The medical letter was considered."),
         W.edit("reply", words="I have a letter of my doctor about a condition.").summary("decision")),
    Case("F27",
         W.at("decision", date(Y, 11, 1)).at("effect", date(Y, 11, 2)),
         W.at("decision", date(Y, 10, 31)).at("effect", date(Y, 11, 2)), W.vague("decision")),
    Case("F28",
         W.change("decision", author=W.events["proposal"].author), W, W.change("decision", author="")),
    Case("F29",
         W.edit("decision", answer_to_reply=""), W, W.summary("decision"), "reply not answered"),
    Case("F29",
         W.edit("decision", appeal_how=""), W, W.summary("decision"), "no rights"),
    Case("F29",
         W.edit("decision", reason_codes=(REASON, "Late on four days")), W, W.summary("decision"), "a reason added"),
    Case("F29",
         W.at("effect", date(Y, 9, 24)), W.at("effect", date(Y, 9, 25)), W.summary("decision"), "effect too early"),
    Case("F30",
         W.edit("decision", appeal_until=date(Y, 11, 26)), W.edit("decision", appeal_until=date(Y, 11, 27)),
         W.summary("decision")),
    Case("F31",
         W.drop("proposal"), W, W.drop("proposal").partly()),
    Case("F32",
         SPARED.but(as_of=date(2027, 9, 2)), SPARED.but(as_of=date(2027, 9, 1)),
         SPARED.vague("proposal").but(as_of=date(2027, 9, 2))),
    Case("F33",
         W.but(compared=Comparators(deletions_due=(date(2029, 1, 1),))), W, W.alone()),
    Case("F34",
         W.but(away=AWAY).add("leave", "leave", date(Y, 2, 2), **LEAVE), W.but(away=((date(Y, 2, 4), date(Y, 2, 6)),)),
         W.partly()),
)  # fmt: skip
