"""The times that packs set, as data for `review.deadlines`. A pack without its own has none here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from goodstanding.review.deadlines import CALENDAR, WORKING, Term
from goodstanding.review.file import Event
from goodstanding.review.finding import Source

CFR = "https://www.law.cornell.edu/cfr/text/5/432.105"
ACAS = "https://www.acas.org.uk/acas-code-of-practice-for-disciplinary-and-grievance-procedures/html"
ENDED = ("termination",)


def _unconfirmed(text: str, address: str) -> Source:
    return Source(text, address, confirmed=False)


def _said(event: Event, name: str) -> date | None:
    value = event.payload.get(name)
    return value if isinstance(value, date) else None


def _received(event: Event, _events: Sequence[Event]) -> date | None:
    """The day of the receipt where it is recorded, else the day on which it was given."""
    return event.acknowledged.exact if event.acknowledged else event.when.exact


def _later_of_effect_and_receipt(event: Event, events: Sequence[Event]) -> date | None:
    received = _received(event, events)
    days = [day for day in (_said(event, "effective_on"), received) if day]
    return max(days, default=None)


def _notice_end(event: Event, events: Sequence[Event]) -> date | None:
    received = _received(event, events)
    return date.fromordinal(received.toordinal() + 30) if received else None


def _meeting_day(event: Event, _events: Sequence[Event]) -> date | None:
    return _said(event, "meeting_on")


def _plan_start(event: Event, _events: Sequence[Event]) -> date | None:
    """The later of the plan's first day and its delivery."""
    days = [day for day in (event.terms.starts if event.terms else None, event.when.exact) if day]
    return max(days, default=None)


def _ends_employment(event: Event, _events: Sequence[Event]) -> bool:
    return event.action in {"dismissal", "demotion", ""}


def _dismisses(event: Event, _events: Sequence[Event]) -> bool:
    return event.action in {"dismissal", ""}


FEDERAL = (
    Term(
        id="federal-notice", title="The action may take effect", bound="earliest",
        why="An employee is entitled to thirty days’ advance written notice of a proposed reduction in "
        "grade or removal, counted from the day they received the proposal.",
        counted="the receipt of the proposal",
        since=("proposed_action",), days=30, kind=CALENDAR, until=ENDED,
        counts_from=_received, applies=_ends_employment,
        source=Source("5 USC 4303(b)(1)(A); 5 CFR 432.105(a)(4)(i)", CFR),
    ),
    Term(
        id="federal-decision", title="Written decision on the proposal",
        why="The decision is to be given within thirty days after the notice period has ended.",
        counted="the end of the thirty days of notice",
        since=("proposed_action",), days=30, kind=CALENDAR, counts_from=_notice_end, until=("decision",),
        applies=_ends_employment,
        source=_unconfirmed("5 USC 4303(c)(1)", "https://www.law.cornell.edu/uscode/text/5/4303"),
    ),
    Term(
        id="federal-appeal", title="Appeal to the Merit Systems Protection Board", who="employee",
        why="An appeal can be filed until thirty days after the later of the effective day and the receipt "
        "of the decision.",
        counted="the later of effect and receipt",
        since=("decision",), days=30, kind=CALENDAR, until=("appeal",),
        counts_from=_later_of_effect_and_receipt, applies=_ends_employment,
        source=_unconfirmed("5 CFR 1201.22(b)", "https://www.law.cornell.edu/cfr/text/5/1201.22"),
    ),
    Term(
        id="federal-relapse", title="A relapse may be proposed on without a new plan",
        why="If performance is acceptable for one year from the start of the opportunity and then falls "
        "short again, a new opportunity is owed; before that, a proposal may follow at once.",
        counted="the later of the plan’s first day and its delivery",
        since=("plan_opened",), months=12, days=0, kind=CALENDAR, counts_from=_plan_start,
        source=Source("5 CFR 432.105(a)(2)", CFR), over=("termination", "appeal_decision"),
    ),
    Term(
        id="federal-expunge", title="Remove every notation of the proposal", bound="earliest",
        why="Where no action followed because performance improved, and it stays acceptable for one year "
        "from the proposal, the notation is removed.",
        since=("proposed_action",), months=12, days=0, kind=CALENDAR, applies=lambda event, events: not any(
            e.kind in {"decision", "termination"} and e.order > event.order for e in events
        ),
        source=Source("5 USC 4303(d)", "https://www.law.cornell.edu/uscode/text/5/4303"),
    ),
)  # fmt: skip

UK = (
    Term(
        id="uk-preparation", title="The meeting may be held", bound="earliest",
        why="The employee needs reasonable time to prepare between the invitation and the meeting.",
        since=("invited",), days=3, kind=WORKING, until=("meeting",), default=True,
        source=Source("Acas Code of Practice 1, paragraph 11", ACAS),
    ),
    Term(
        id="uk-companion", title="Another day, if the companion cannot come", who="both",
        why="If the chosen companion is not available, the employer must postpone to a day that the worker "
        "proposes, if it is reasonable and within five working days after the one first set.",
        counted="the day first set for the meeting",
        since=("invited",), days=5, kind=WORKING, counts_from=_meeting_day, until=("meeting",),
        source=_unconfirmed("Employment Relations Act 1999 s 10(4); Acas Code paragraph 16", ACAS),
    ),
    Term(
        id="uk-outcome", title="Outcome in writing after the meeting",
        why="After the meeting the outcome is given in writing without unreasonable delay.",
        since=("meeting",), days=28, kind=CALENDAR, default=True,
        until=("warning", "decision", "plan_closed", "plan_opened"),
        source=Source("Acas Code of Practice 1, paragraphs 4 and 18", ACAS),
    ),
    Term(
        id="uk-appeal-hearing", title="Hear the appeal",
        why="An appeal is heard without unreasonable delay, where possible by a manager not involved before.",
        since=("appeal",), days=28, kind=CALENDAR, until=("appeal_decision",), default=True,
        source=Source("Acas Code of Practice 1, paragraphs 26 and 27", ACAS),
    ),
    Term(
        id="uk-tribunal", title="Last day to start early conciliation", who="employee",
        why="A claim of unfair dismissal is started within three months less a day from the day the "
        "employment ended; early conciliation comes first. A longer time is planned: check the day with an "
        "adviser.",
        since=ENDED, months=3, days=-1, kind=CALENDAR,
        source=_unconfirmed(
            "Employment Rights Act 1996 s 111", "https://www.legislation.gov.uk/ukpga/1996/18/section/111"
        ),
    ),
)  # fmt: skip

AUSTRALIA = (
    Term(
        id="au-claim", title="Last day for a claim of unfair dismissal", who="employee",
        why="An application is made to the Fair Work Commission within 21 days after the dismissal took "
        "effect.",
        since=ENDED, days=21, kind=CALENDAR,
        source=_unconfirmed("Fair Work Act 2009 s 394(2)", "https://www.fairwork.gov.au"),
    ),
)  # fmt: skip

GERMANY = (
    Term(
        id="de-works-council", title="Works council’s answer to the hearing", who="both", bound="earliest",
        why="Where there is a works council it is heard before every dismissal and has one week to object; "
        "without the hearing the dismissal is void.",
        since=("proposed_action",), days=7, kind=CALENDAR, until=("decision",), applies=_dismisses,
        source=_unconfirmed("BetrVG § 102", "https://www.gesetze-im-internet.de/betrvg/__102.html"),
    ),
    Term(
        id="de-claim", title="Last day to sue against the dismissal", who="employee",
        why="A claim against a dismissal is filed within three weeks after its written notice was "
        "received; after that the dismissal counts as valid from the beginning.",
        counted="the receipt of the decision",
        since=("decision",), days=21, kind=CALENDAR, counts_from=_received, applies=_dismisses,
        source=_unconfirmed("KSchG § 4", "https://www.gesetze-im-internet.de/kschg/__4.html"),
    ),
)  # fmt: skip

INDIA = (
    Term(
        id="in-notice", title="The end may take effect", bound="earliest",
        why="Several state Shops and Establishments Acts ask for one month’s notice, or pay in its place, "
        "and reasonable cause. The contract and the state’s Act decide.",
        since=("decision",), days=30, kind=CALENDAR, until=ENDED, applies=_dismisses, default=True,
        source=_unconfirmed(
            "State Shops and Establishments Acts", "https://dlapiperintelligence.com/goingglobal/employment"
        ),
    ),
)  # fmt: skip

MASSACHUSETTS = (
    Term(
        id="ma-notice-of-entry", title="Tell the employee of the negative entry",
        why="An employer tells an employee within ten days that information was added which has been or "
        "may be used to their disadvantage.",
        since=("warning", "concern", "appraisal"), days=10, kind=CALENDAR, until=("acknowledged",),
        applies=lambda event, _events: event.tone == "critical",
        source=Source(
            "Mass. Gen. Laws c. 149 § 52C",
            "https://newenglandbizlawupdate.com/2017/11/06/the-personnel-records-puzzle-tips-for-employers",
        ),
    ),
)  # fmt: skip

TERMS: Mapping[str, tuple[Term, ...]] = MappingProxyType(
    {
        "us-federal-432": FEDERAL,
        "uk-acas": UK,
        "au-small-business": AUSTRALIA,
        "au-general": AUSTRALIA,
        "de-kschg": GERMANY,
        "in-ir": INDIA,
        "us-ma-records": MASSACHUSETTS,
    }
)
"""By pack."""


def terms_of(packs: Sequence[str]) -> tuple[tuple[str, Term], ...]:
    """The terms of these packs, each with the pack it comes from."""
    return tuple((pack, term) for pack in packs for term in TERMS.get(pack, ()))
