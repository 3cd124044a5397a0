"""What pages show of reviews, and to whom."""

from __future__ import annotations

from typing import Any

import pytest

from goodstanding.queries.signals.metrics import MetricLabel
from goodstanding.stats.signals.findings import Interval, SignalKind
from goodstanding.store import models
from tests.conftest import Cast
from tests.integration.accounts import signed_in
from tests.integration.figures_reviewed import (  # noqa: F401
    WEEK,
    figure,
    record,
    says,
    the_company,
    the_day,
)
from tests.integration.pages import said
from tests.signals import AS_OF, a_review, effect, finding, keep, onset, work_moved

pytestmark = pytest.mark.django_db


def test_hr_reads_the_few_findings_with_what_each_asks_for(company: Cast) -> None:
    level = finding(company.a0, SignalKind.LEVEL)
    tell = finding(company.a1, SignalKind.WORK_MAY_HAVE_CHANGED)
    keep(a_review(finding(company.eve), level, tell), company.hedda)
    text = said(signed_in(company.hedda).get("/signals/"))
    assert "Not a plan and not a warning" in text
    assert "Find out first what happened to the work" in text
    assert "Eve Employee" in text
    assert "3.2 tickets per hour since the period from 15 December 2025" in text
    assert "about 4% are expected to be wrong" in text
    assert "too few weeks with figures" in text


def test_nobody_is_a_normal_answer(company: Cast) -> None:
    keep(a_review(), company.hedda)
    assert "The figures show nobody to talk to because of them" in said(
        signed_in(company.hedda).get("/signals/")
    )
    assert "nobody of your people" in said(signed_in(company.mara).get("/signals/"))


def test_a_manager_reads_of_their_own_people_and_no_counts(company: Cast) -> None:
    keep(a_review(finding(company.eve), finding(company.olga)), company.hedda)
    text = said(signed_in(company.mara).get("/signals/"))
    assert "Eve Employee" in text
    assert "Olga Outsider" not in text
    assert "too few weeks with figures" not in text
    assert signed_in(company.eve).get("/signals/").status_code == 404


def test_the_person_reads_the_same_finding_as_manager_and_hr(company: Cast) -> None:
    id = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    texts = [
        said(signed_in(who).get(f"/signals/{id}/")) for who in (company.eve, company.mara, company.hedda)
    ]
    for text in texts:
        assert "It rests on 50 periods with figures" in text
        assert "Hours are recorded for 50 of 50 weeks." in text
        assert "cannot be told from these data" in text
        assert "four times in five it was between 24 November 2025 and 29 December 2025" in text
    assert "You see what your manager and HR see" in texts[0]


@pytest.mark.parametrize("who", ["sven", "olga", "cora", "ivo", "walter", "dora"])
def test_nobody_else_learns_of_a_finding(company: Cast, who: str) -> None:
    id = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    client = signed_in(company.people[who])
    assert client.get(f"/signals/{id}/").status_code == 404
    figures = client.get(f"/people/{company.eve}/figures/?weeks=104")
    assert "What the latest review says" not in said(figures)


def test_to_whom_work_went_is_for_manager_and_hr(company: Cast) -> None:
    id = keep(a_review(), company.hedda, moved=[work_moved(company.eve, company.a2)])[str(company.eve)]
    assert "Agent 2" in said(signed_in(company.mara).get(f"/signals/{id}/"))
    own = said(signed_in(company.eve).get(f"/signals/{id}/"))
    assert "Agent 2" not in own
    assert "a colleague" in own
    assert "Client 7" in own


def test_the_figures_page_marks_the_change_and_the_moved_work(company: Cast) -> None:
    keep(a_review(finding(company.eve)), company.hedda, moved=[work_moved(company.eve, company.a2)])
    for who in (company.eve, company.mara):
        text = said(signed_in(who).get(f"/people/{company.eve}/figures/?weeks=52"))
        assert "What the latest review says" in text
        assert "Likely change, and how uncertain its day is" in text
        assert "Work went to others" in text
        assert "They likely changed in the period from 15 Dec 2025" in text


def test_the_figures_page_looks_back_far_enough_to_see_a_change_and_no_further_without_one(
    company: Cast,
) -> None:
    address = f"/people/{company.eve}/figures/"
    client = signed_in(company.eve)
    assert '<option value="26" selected>' in said(client.get(address))
    earlier = onset(AS_OF - 20 * WEEK)
    keep(a_review(finding(company.eve, onset=earlier)), company.hedda)
    assert '<option value="52" selected>' in said(client.get(address))
    assert '<option value="13" selected>' in said(client.get(address + "?weeks=13"))


def test_a_fall_of_one_metric_is_not_said_to_be_alone_where_another_fell_too(company: Cast) -> None:
    calm = effect("calls", standardised=Interval(-0.6, -0.1, 0.4))
    for beside, words in (
        (effect("calls"), "It shows most clearly in one metric by itself: Tickets is worse"),
        (calm, "Tickets fell, and the other metrics did not with it"),
    ):
        both = finding(company.eve, effects=(effect(), beside), alone="tickets")
        id = keep(a_review(both), company.hedda)[str(company.eve)]
        assert words in said(signed_in(company.eve).get(f"/signals/{id}/"))


def test_hr_reads_when_the_next_review_starts(company: Cast) -> None:
    client = signed_in(company.hedda)
    assert "The first review starts by itself" in said(client.get("/signals/"))
    keep(a_review(), company.hedda)
    assert "The next review starts by itself on" in said(client.get("/signals/"))
    settled = models.Organisation.objects.get()
    settled.policy = {**settled.policy, "figures_reviewed_every_weeks": 0}
    settled.save()
    assert "Reviews start only when HR" in said(client.get("/signals/"))


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("hours", "hour"),
        ("accounts served", "account served"),
        ("hours at work", "hour at work"),
        ("thousand lines", "thousand lines"),
        ("business", "business"),
    ],
)
def test_one_unit_of_work_is_said_as_people_say_it(unit: str, one: str) -> None:
    assert MetricLabel("Orders", "amount", True, "pounds", unit).say(2.0) == f"2 pounds per {one}"


def test_only_the_latest_review_is_shown_on_the_figures_page(company: Cast) -> None:
    keep(a_review(finding(company.eve)), company.hedda)
    keep(a_review(), company.hedda)
    text = said(signed_in(company.eve).get(f"/people/{company.eve}/figures/?weeks=52"))
    assert "What the latest review says" not in text


def test_a_finding_opens_a_coaching_entry_and_writes_nothing(company: Cast) -> None:
    id = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    client = signed_in(company.mara)
    address = f"/people/{company.eve}/record/coaching/?signal={id}"
    assert address in said(client.get(f"/signals/{id}/"))
    before = models.Entry.objects.count()
    text = said(client.get(address))
    assert "Figures up to 22 February 2026:" in text
    assert "Tickets: 4.1 tickets per hour before, 3.2 tickets per hour since" in text
    assert models.Entry.objects.count() == before
    sent = {
        "happened": "2026-02-23", "facts": "We looked at the figures.", "expectation": "As agreed.",
        "agreed_actions": "Mara sits in.", "attendees": "", "follow_up_on": "2026-03-09",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    assert models.Entry.objects.filter(kind="coaching", subject=company.eve).count() == 1


def test_what_came_of_a_finding_stands_in_the_file_and_beside_the_next_one_like_it(company: Cast) -> None:
    id = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    client = signed_in(company.mara)
    assert "Say what came of it" in said(client.get(f"/signals/{id}/"))
    empty = client.post(f"/signals/{id}/answer/", {})
    assert empty.status_code == 422
    words = "The system was down every Friday since December."
    sent = client.post(f"/signals/{id}/answer/", {"disposition": "explained", "words": words})
    assert sent["Location"] == f"/signals/{id}/"
    again = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    for who in (company.eve, company.mara, company.hedda):
        text = said(signed_in(who).get(f"/signals/{again}/"))
        assert words in text
        assert "Explained" in text
    assert "A finding was explained" in said(client.get(f"/people/{company.eve}/"))
    assert signed_in(company.eve).get(f"/signals/{id}/answer/").status_code == 403


def test_a_finding_about_somebody_else_opens_nothing(company: Cast) -> None:
    id = keep(a_review(finding(company.olga)), company.hedda)[str(company.olga)]
    client = signed_in(company.mara)
    assert client.get(f"/people/{company.eve}/record/coaching/?signal={id}").status_code == 404


def test_funnel_plots_name_nobody(company: Cast) -> None:
    plot = {
        "metric": "tickets", "role": "Agent", "scale": "root_count", "theta": 3.0, "phi": 1.4, "added": 0.002,
        "spread": None, "people": 21, "outside": 1,
        "points": [[900.0 + n, 3.0 + n / 100, 1] for n in range(20)] + [[1000.0, 1.9, 1]],
    }  # fmt: skip
    keep(a_review(), company.hedda, funnels=[plot])
    text = said(signed_in(company.hedda).get("/signals/funnels/"))
    assert "21 people around 3 in all. 1 lie below" in text
    assert "Eve Employee" not in text.split("<main", 1)[1]


@pytest.mark.parametrize("address", ["/signals/", "/signals/reviews/", "/signals/funnels/"])
def test_the_pages_take_twelve_statements_whatever_there_is(
    company: Cast, address: str, django_assert_max_num_queries: Any
) -> None:
    keep(a_review(*(finding(company.people[f"a{n}"]) for n in range(6))), company.hedda)
    for who in (company.hedda, company.mara):
        client = signed_in(who)
        with django_assert_max_num_queries(12):
            client.get(address)


def test_a_finding_takes_twelve_statements(company: Cast, django_assert_max_num_queries: Any) -> None:
    made = keep(a_review(), company.hedda, moved=[work_moved(company.eve, company.a2)])
    client = signed_in(company.mara)
    with django_assert_max_num_queries(12):
        assert client.get(f"/signals/{made[str(company.eve)]}/").status_code == 200
