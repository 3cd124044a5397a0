"""Files for the rules of the other packs."""
# ruff: noqa: E501  (a case a line reads as the table it is)

from __future__ import annotations

from dataclasses import replace
from datetime import date

from goodstanding.review.comparators import Comparators, Figures
from goodstanding.review.when import Tri
from tests.unit.review.packs.cases import Case, W
from tests.unit.review.packs.whole import COMPARED

Y = 2026
PLAIN = "Tickets stayed open. Another post was looked at."
UNHEARD = W.drop("meeting", "reply").edit("proposal", reply_until=None)
NOT_TOLD = W.drop("proposal", "invited", "first", "final", "delivered", "determined", "closed", "support")
MILD = (
    W.edit("first", consequence="We talk again.")
    .edit("final", consequence="We talk again.")
    .terms(consequences="We talk again.")
)
SOON = W.drop("first", "final")
NO_HELP = W.drop("support")
REFUSED = "The support person asked for was refused. The evidence was gone through."
LITTLE = Comparators(deletions_due=(date(Y, 12, 31),))
OLD = Comparators(deletions_due=(date(2034, 1, 1),))
REMOTE = "On 3 February 2026 at 8:00 the shift began late; keys and gates were forgotten."


def figures(own: float):  # type: ignore[no-untyped-def]
    made = Figures(metric="tickets", higher_is_better=True, own=own, people=8, mean=46.0)
    return W.but(compared=replace(COMPARED, figures=(made,)))


def kept(days_due: Comparators):  # type: ignore[no-untyped-def]
    return W.but(compared=days_due)


US = (
    Case("US1",
         W.drop("approved", "allowed", "heard").change("decision", author=W.events["delivered"].author),
         W.change("decision", author=W.events["delivered"].author), W.change("decision", author="")),
    Case("US2", NOT_TOLD, W, NOT_TOLD.partly()),
    Case("US3", kept(LITTLE), kept(OLD), W.alone()),
    Case("MA1",
         W.change("first", acknowledged=W.events["first"].when.__class__(date(Y, 6, 19), date(Y, 6, 19))),
         W.change("first", acknowledged=W.events["first"].when.__class__(date(Y, 6, 18), date(Y, 6, 18))),
         W.change("first", acknowledged=None, communicated=Tri.YES), "told late"),
    Case("MA1",
         W.change("concern", acknowledged=None, communicated=Tri.NO), W,
         W.change("first", acknowledged=None, communicated=Tri.YES), "not told"),
    Case("MA2", kept(LITTLE), kept(OLD), W.alone()),
    Case("CAL1", kept(LITTLE), kept(OLD), W.alone()),
    Case("COL1",
         kept(LITTLE).at("effect", date(2027, 1, 1)).drop("heard", "appeal"), kept(LITTLE),
         W.alone().at("effect", date(2027, 1, 1)).drop("heard", "appeal")),
)  # fmt: skip

AUSTRALIA = (
    Case("AS1",
         W.edit("decision", reason_codes=(), words="").edit("proposal", reason_codes=(), words=""), W,
         W.summary("proposal", "decision")),
    Case("AS2", MILD, W, W.drop("first", "final", "delivered").partly(), "the risk is not named"),
    Case("AS2",
         W.drop("first", "final", "delivered", "closed", "determined", "support"), W,
         W.summary("first", "final", "delivered"), "no warning"),
    Case("AS3", UNHEARD, W, UNHEARD.partly()),
    Case("AS4",
         SOON.at("delivered", date(Y, 8, 19)), SOON.at("delivered", date(Y, 8, 18)), SOON.vague("delivered")),
    Case("AS5", NO_HELP, W, NO_HELP.partly()),
    Case("AS6", W.edit("meeting", minutes=REFUSED), W, W.summary("meeting")),
    Case("AS7",
         W.edit("decision", words=PLAIN), W, W.drop("proposal").edit("decision", words=PLAIN).summary("decision")),
    Case("AG1",
         W.edit("decision", reason_codes=(), words="").edit("proposal", reason_codes=(), words=""), W,
         W.summary("proposal", "decision")),
    Case("AG2", NOT_TOLD, W, NOT_TOLD.partly()),
    Case("AG3", UNHEARD, W, UNHEARD.partly()),
    Case("AG4", W.edit("meeting", minutes=REFUSED), W, W.summary("meeting")),
    Case("AG5", MILD, W, W.summary("first", "final", "delivered")),
    Case("AG6",
         SOON.at("delivered", date(Y, 8, 5)), SOON.at("delivered", date(Y, 8, 4)), SOON.vague("delivered")),
)  # fmt: skip

CANADA = (
    Case("CA1",
         W.drop("standard", "concern", "delivered", "coaching"), W,
         W.drop("standard", "concern", "delivered", "coaching").partly()),
    Case("CA2", W.goal(target=None, target_words=""), W, W.summary("delivered")),
    Case("CA3",
         W.edit("final", deficiency="The work is poor."), W, W.summary("final")),
    Case("CA4",
         SOON.at("delivered", date(Y, 8, 3)), SOON.at("delivered", date(Y, 8, 2)), SOON.vague("delivered")),
    Case("CA5", MILD, W, W.summary("first", "final", "delivered")),
    Case("CA6", NO_HELP, W, NO_HELP.partly()),
)  # fmt: skip

GERMANY = (
    Case("DE1", W.at("hired", date(Y, 4, 29)), W.at("hired", date(Y, 4, 28)), W.drop("hired")),
    Case("DE2", figures(30.4), figures(30.3), W.alone()),
    Case("DE3",
         W.edit("final", deficiency="The work is poor."), W, W.summary("first", "final")),
    Case("DE4", W.drop("first", "final"), W, W.drop("first", "final").partly()),
    Case("DE5", W.at("final", date(Y, 7, 22)), W.at("final", date(Y, 7, 21)), W.vague("final")),
    Case("DE6",
         W.edit("first", deficiency=REMOTE, improvement_required="Begin on the hour.", support="")
          .edit("final", deficiency=REMOTE, improvement_required="Begin on the hour.", support="")
          .edit("first", consequence="Dismissal may follow.").edit("final", consequence="Dismissal may follow."),
         W, W.summary("first", "final")),
    Case("DE7",
         W.edit("proposal", words="On 29 May 2026 tickets were open.")
          .add("late", "other", date(Y, 9, 26), text="The works council was heard."),
         W, W.edit("proposal", words="On 29 May 2026 tickets were open.")),
    Case("DE8",
         W.edit("decision", words="Tickets stayed open."), W,
         W.edit("decision", words="Tickets stayed open.").summary("decision")),
)  # fmt: skip

INDIA = (
    Case("IN1", W.edit("job", pay_grade=""), W, W.drop("job")),
    Case("IN2",
         W.edit("decision", words="She is incompetent and unfit for the work."),
         W.edit("decision", words="She is incompetent and unfit for the work.")
          .add("enquiry", "other", date(Y, 9, 16), text="The domestic enquiry was held."),
         W.summary("decision")),
    Case("IN3",
         W.edit("decision", words=PLAIN).at("effect", date(Y, 10, 24)),
         W.edit("decision", words=PLAIN).at("effect", date(Y, 10, 25)),
         W.edit("decision", words=PLAIN).vague("effect"), "the last day"),
    Case("IN3",
         W.drop("effect").edit("decision", words=PLAIN, effective_on=date(Y, 10, 24)),
         W.drop("effect").edit("decision", words=PLAIN, effective_on=date(Y, 10, 25)),
         W.drop("effect").edit("decision", words=PLAIN, effective_on=None), "the day stated"),
    Case("IN4",
         W.edit("decision", reason_codes=(), words="").edit("proposal", reason_codes=(), words=""), W,
         W.summary("proposal", "decision")),
    Case("IN5",
         W.terms(ends=date(Y, 4, 2)).edit("approved", reason="Agreed."),
         W.terms(ends=date(Y, 4, 3)).edit("approved", reason="Agreed."), W.terms(ends=None)),
    Case("IN6",
         W.add("left", "other", date(Y, 12, 20), payload={"how": "resigned"}),
         W.add("left", "other", date(Y, 12, 21), payload={"how": "resigned"}),
         W.vague("heard").add("left", "other", date(Y, 12, 20), payload={"how": "resigned"})),
)  # fmt: skip

CASES = (*US, *AUSTRALIA, *CANADA, *GERMANY, *INDIA)
