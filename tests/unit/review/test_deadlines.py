"""The days that packs attach to what happens: counted in the right unit, from the right day, settled by the
right event."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from goodstanding.domain.working_days import Calendar, is_working_day
from goodstanding.review.deadlines import Required, required, with_days
from goodstanding.review.file import Event, Terms, review_file
from goodstanding.review.packs.terms import TERMS, terms_of
from goodstanding.review.when import When, on

UK, US, DE = Calendar("GB-ENG"), Calendar("US"), Calendar("DE")


def events(*given: tuple[str, date | When, dict[str, Any]]) -> list[Event]:
    made = []
    for n, (kind, day, more) in enumerate(given, start=1):
        payload = more.pop("payload", {})
        when = day if isinstance(day, When) else on(day)
        made.append(Event(id=f"e{n}", order=n, kind=kind, when=when, payload=payload, **more))
    return made


def of(pack: str, calendar: Calendar, *given: tuple[str, date | When, dict[str, Any]]) -> dict[str, Required]:
    file = review_file(events(*given))
    return {each.id: each for each in required(file, terms_of([pack]), calendar=calendar)}


def test_thirty_days_notice_run_from_the_receipt_of_the_proposal() -> None:
    proposal = (
        "proposed_action",
        date(2026, 3, 2),
        {"action": "dismissal", "acknowledged": on(date(2026, 3, 5))},
    )
    found = of("us-federal-432", US, proposal)
    assert found["federal-notice"].due == date(2026, 4, 4)
    assert found["federal-notice"].bound == "earliest"
    assert found["federal-notice"].arithmetic == "30 calendar days after 2026-03-05 is 2026-04-04"
    assert found["federal-decision"].due == date(2026, 5, 4)
    assert found["federal-decision"].open


def test_a_decision_settles_its_own_time_and_starts_the_appeal_from_the_later_day() -> None:
    found = of(
        "us-federal-432",
        US,
        ("proposed_action", date(2026, 3, 2), {"action": "dismissal"}),
        (
            "decision",
            date(2026, 4, 10),
            {"action": "dismissal", "payload": {"effective_on": date(2026, 4, 20)}},
        ),
    )
    decision = found["federal-decision"].done_by
    assert decision is not None
    assert decision.kind == "decision"
    assert found["federal-appeal"].counted_from == date(2026, 4, 20)
    assert found["federal-appeal"].due == date(2026, 5, 20)
    assert found["federal-appeal"].who == "employee"
    assert "federal-expunge" not in found


def test_a_transfer_carries_no_statutory_notice() -> None:
    assert not of(
        "us-federal-432", US, ("proposed_action", date(2026, 3, 2), {"action": "transfer"})
    ).keys() & {
        "federal-notice",
        "federal-decision",
    }


def test_the_year_of_a_relapse_starts_with_the_later_of_delivery_and_first_day() -> None:
    late = ("plan_opened", date(2026, 2, 2), {"terms": Terms(starts=date(2026, 2, 9), whole=True)})
    early = ("plan_opened", date(2026, 2, 12), {"terms": Terms(starts=date(2026, 2, 9), whole=True)})
    assert of("us-federal-432", US, late)["federal-relapse"].due == date(2027, 2, 9)
    assert of("us-federal-432", US, early)["federal-relapse"].due == date(2027, 2, 12)


def test_time_to_prepare_is_in_working_days_and_knows_the_holidays_of_the_place() -> None:
    invited = ("invited", date(2026, 4, 1), {"payload": {"meeting_on": date(2026, 4, 9)}})
    found = of("uk-acas", UK, invited)
    # 3 and 6 April 2026 are Good Friday and Easter Monday in England.
    assert found["uk-preparation"].due == date(2026, 4, 8)
    assert found["uk-companion"].due == date(2026, 4, 16)
    assert all(is_working_day(UK, each.due) for each in found.values())


def test_a_meeting_settles_the_preparation_and_starts_the_outcome() -> None:
    found = of(
        "uk-acas",
        UK,
        ("invited", date(2026, 4, 1), {"payload": {"meeting_on": date(2026, 4, 9)}}),
        ("meeting", date(2026, 4, 9), {}),
    )
    assert not found["uk-preparation"].open
    assert found["uk-outcome"].open
    assert found["uk-outcome"].due == date(2026, 5, 7)


def test_only_the_last_of_several_starts_the_clock() -> None:
    found = of("uk-acas", UK, ("appeal", date(2026, 1, 5), {}), ("appeal", date(2026, 2, 2), {}))
    assert found["uk-appeal-hearing"].counted_from == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        (date(2026, 3, 31), date(2026, 6, 29)),
        (date(2026, 11, 30), date(2027, 2, 27)),
        (date(2026, 5, 15), date(2026, 8, 14)),
    ],
)
def test_three_months_less_a_day_are_calendar_months(ended: date, last: date) -> None:
    found = of("uk-acas", UK, ("termination", ended, {}))["uk-tribunal"]
    assert found.due == last
    assert found.arithmetic.startswith("3 months less 1 day after")


def test_a_day_that_is_not_known_exactly_starts_no_clock() -> None:
    about = When(date(2026, 3, 1), date(2026, 3, 31))
    assert of("uk-acas", UK, ("appeal", about, {})) == {}
    assert of("uk-acas", UK, ("appeal", When(date(2026, 3, 1), date(2026, 3, 1), approx=True), {})) == {}


def test_german_and_australian_times_to_claim() -> None:
    german = of(
        "de-kschg",
        DE,
        ("decision", date(2026, 3, 2), {"action": "dismissal", "acknowledged": on(date(2026, 3, 4))}),
    )
    assert german["de-claim"].due == date(2026, 3, 25)
    assert "de-claim" not in of("de-kschg", DE, ("decision", date(2026, 3, 2), {"action": "no action"}))
    australian = of("au-general", Calendar("AU-NSW"), ("termination", date(2026, 3, 2), {}))
    assert australian["au-claim"].due == date(2026, 3, 2) + timedelta(days=21)


def test_one_plan_is_not_measured_by_another() -> None:
    file = review_file(
        events(
            ("appeal", date(2026, 1, 5), {"plan": "one"}),
            ("appeal", date(2026, 2, 2), {"plan": "two"}),
        )
    )
    (one,) = required(file, terms_of(["uk-acas"]), calendar=UK, plan="one")
    assert one.counted_from == date(2026, 1, 5)


def test_what_an_organisation_sets_itself_replaces_a_default() -> None:
    ((pack, hearing),) = [(p, t) for p, t in terms_of(["uk-acas"]) if t.id == "uk-appeal-hearing"]
    assert hearing.default
    file = review_file(events(("appeal", date(2026, 1, 5), {})))
    (found,) = required(file, [(pack, with_days(hearing, 10))], calendar=UK)
    assert found.due == date(2026, 1, 15)


def test_every_term_has_a_source_with_an_address() -> None:
    for terms in TERMS.values():
        for term in terms:
            assert term.source.address.startswith("http"), term.id
            assert "unconfirmed" not in term.source.text, "what shows it adds the word"
            assert term.why.endswith("."), term.id
    ids = [term.id for terms in {id(t): t for t in TERMS.values()}.values() for term in terms]
    assert len(ids) == len(set(ids))
