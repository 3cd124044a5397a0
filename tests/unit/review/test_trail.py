"""The paper trail: which entries stand beside a reason, on which side, and what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from goodstanding.domain.entries.terms import Deficiency
from goodstanding.review.file import Event, Rating, ReviewFile, review_file
from goodstanding.review.trail import stated, trail, words_of
from goodstanding.review.when import on

FACT = "Twelve tickets were left open over the weekend."


def event(n: int, kind: str, day: date, text: str = "", **more: Any) -> Event:
    return Event(id=str(n), order=n, kind=kind, when=on(day), text=text, **more)


def plan(n: int = 90, day: date = date(2026, 3, 2), **more: Any) -> Event:
    said = Deficiency(on=date(2026, 2, 20), fact=FACT, standard="Tickets are closed in two days")
    return event(n, "plan_opened", day, plan="p", payload={"deficiencies": (said,)}, **more)


def file(*events: Event) -> ReviewFile:
    return review_file(sorted(events, key=lambda e: e.order))


def praise(n: int, text: str, day: date = date(2026, 1, 5)) -> Event:
    return event(n, "feedback", day, text, tone="positive")


def talk(n: int, text: str, day: date = date(2026, 2, 1), **more: Any) -> Event:
    return event(n, "coaching", day, text, **more)


def test_words_that_say_nothing_are_left_out_and_endings_do_not_matter() -> None:
    assert set(words_of("The tickets were closed every week")) == set(words_of("closing each ticket"))
    assert not words_of("Every week this should have been done")


def test_an_entry_on_the_subject_supports_or_contradicts_and_names_the_words_it_shares() -> None:
    found = trail(file(praise(1, "Closed every ticket on the day."), talk(2, "Open tickets."), plan()))
    (reason,) = found.reasons
    assert reason.reason.text == FACT
    assert [(i.event.id, i.shared) for i in reason.contradicting] == [("1", ("closed", "tickets"))]
    assert [i.event.id for i in reason.supporting] == ["2"]


def test_an_entry_on_another_subject_stands_apart_and_is_not_left_out() -> None:
    found = trail(file(praise(1, "A kind word to a new colleague."), talk(2, "Parking."), plan()))
    (reason,) = found.reasons
    assert not reason.supporting
    assert not reason.contradicting
    assert [i.event.id for i in reason.supports_elsewhere] == ["2"]
    assert [i.event.id for i in reason.contradicts_elsewhere] == ["1"]


def test_what_lies_more_than_two_years_before_is_of_another_time() -> None:
    old = praise(1, "Closed every ticket.", date(2024, 2, 19))
    assert not trail(file(old, plan())).reasons[0].contradicts


def missing(*events: Event) -> set[str]:
    return {m.what for m in trail(file(*events, plan())).reasons[0].missing}


def test_what_a_reason_usually_rests_on_is_named_where_the_file_does_not_hold_it() -> None:
    assert missing() >= {"A standard made known before", "Guidance on this subject before"}
    standard = event(1, "standard", date(2026, 1, 2), "Tickets are closed in two days.")
    assert "A standard made known before" not in missing(standard)
    assert "Guidance on this subject before" not in missing(talk(2, "Open tickets."))
    later = event(99, "standard", date(2026, 3, 9), "Tickets are closed in two days.")
    assert "A standard made known before" in missing(later)


def test_a_promised_follow_up_is_missed_until_it_is_recorded() -> None:
    session = talk(1, "Open tickets.", payload={"follow_up_on": date(2026, 2, 10)})
    assert "What became of the coaching" in missing(session)
    then = event(2, "coaching", date(2026, 2, 10), "Better.", refers_to="1")
    assert "What became of the coaching" not in missing(session, then)


def test_a_receipt_or_an_answer_is_looked_for() -> None:
    assert "The person’s receipt or answer" in missing(talk(1, "Open tickets."))
    said = event(2, "answer", date(2026, 2, 2), "They were not mine.", refers_to="1")
    assert "The person’s receipt or answer" not in missing(talk(1, "Open tickets."), said)
    received = talk(1, "Open tickets.", acknowledged=on(date(2026, 2, 2)))
    assert "The person’s receipt or answer" not in missing(received)


def test_a_reason_is_told_once_where_it_was_said_last_and_reasons_of_a_decision_count() -> None:
    decision = event(95, "decision", date(2026, 6, 1), plan="p", reasons=("Goal not met",))
    found = stated(file(plan(), plan(91, date(2026, 3, 9)), decision), "p")
    assert [(r.text, r.said_in.id) for r in found] == [(FACT, "91"), ("Goal not met", "95")]
    assert not stated(file(plan()), "another")


def appraisal(n: int, year: int, level: float, text: str, band: str = "meets") -> Event:
    rating = Rating(
        label=str(level), band=band, level=level,  # type: ignore[arg-type]
        start=on(date(year, 1, 1)), end=on(date(year, 12, 31)),
    )  # fmt: skip
    return event(n, "appraisal", date(year + 1, 1, 20), text, rating=rating)


def test_coaching_of_which_a_good_appraisal_of_its_year_does_not_speak_is_shown() -> None:
    session = talk(1, "Open tickets.", date(2025, 6, 2))
    silent = trail(file(session, appraisal(2, 2025, 0.5, "A good year.")))
    assert [(e.id, a.id) for e, a in silent.unreflected] == [("1", "2")]
    spoken = trail(file(session, appraisal(2, 2025, 0.5, "Tickets were a matter; solved.")))
    assert not spoken.unreflected
    assert not trail(
        file(talk(1, "Open tickets.", date(2024, 6, 2)), appraisal(2, 2025, 0.5, ""))
    ).unreflected


def test_a_lower_appraisal_that_no_guidance_explains_is_shown() -> None:
    good, low = appraisal(1, 2024, 0.75, ""), appraisal(3, 2025, 0.25, "", band="below")
    assert [(e.id, why) for e, why in trail(file(good, low)).unexplained] == [
        ("3", "lower than the one before")
    ]
    assert [why for _, why in trail(file(low)).unexplained] == ["under the standard"]
    session = talk(2, "Open tickets.", date(2025, 6, 2))
    assert not trail(file(good, session, low)).unexplained
